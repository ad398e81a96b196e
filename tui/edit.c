/* tui/edit.c - see edit.h. */
#include "tui/edit.h"

#include <string.h>

#include "core/err.h"
#include "core/text.h"
#include "tui/widget.h"

void edit_init(struct edit *e, struct arena *a, size_t max_letters, size_t max_bytes, bool lines)
{
	size_t room = max_bytes ? max_bytes : max_letters * 4;

	*e = (struct edit){
		.text = arena_alloc(a, room + 1),
		.room = room,
		.max_letters = max_letters,
		.lines = lines,
	};
}

/* --- steps -------------------------------------------------------------------------------------- */

static bool is_break(char c)
{
	return c == '\n' || c == '\t';
}

static bool is_blank(char c)
{
	return c == ' ' || is_break(c);
}

/* The widest letter known is a family of emoji with joiners. */
enum { LETTER_COLS_MAX = 16 };

/* text_cut() never splits a letter, so the narrowest cut that is not empty is the first letter (with
 * what has no width behind it: a line break is a letter of its own). */
static size_t letter_bytes(const char *s)
{
	uint32_t cp;
	size_t first = text_next(s, &cp), n = 0;

	if (first == 0 || is_break(s[0]))
		return first;
	for (int cols = text_cp_width(cp); n == 0 && cols <= LETTER_COLS_MAX; cols++)
		n = text_cut(s, cols);
	for (size_t i = first; i < n; i++)
		if (is_break(s[i]))
			n = i;
	return n ? n : first;
}

size_t edit_next(const struct edit *e, size_t at)
{
	return at + letter_bytes(e->text + at);
}

size_t edit_line_start(const struct edit *e, size_t at)
{
	while (at > 0 && e->text[at - 1] != '\n')
		at--;
	return at;
}

size_t edit_line_end(const struct edit *e, size_t at)
{
	while (at < e->len && e->text[at] != '\n')
		at++;
	return at;
}

size_t edit_prev(const struct edit *e, size_t at)
{
	if (at == 0)
		return 0;
	size_t from = edit_line_start(e, at - 1), next;

	while ((next = edit_next(e, from)) < at)
		from = next;
	return from;
}

size_t edit_prev_word(const struct edit *e, size_t at)
{
	while (at > 0 && is_blank(e->text[at - 1]))
		at--;
	while (at > 0 && !is_blank(e->text[at - 1]))
		at--;
	return at;
}

size_t edit_next_word(const struct edit *e, size_t at)
{
	while (at < e->len && is_blank(e->text[at]))
		at++;
	while (at < e->len && !is_blank(e->text[at]))
		at++;
	return at;
}

int edit_width(const struct edit *e, size_t from, size_t to)
{
	int cols = 0;
	uint32_t cp;
	size_t n;

	for (; from < to && (n = text_next(e->text + from, &cp)) > 0; from += n)
		cols += is_break(e->text[from]) ? 1 : text_cp_width(cp);
	return cols;
}

/* --- change -------------------------------------------------------------------------------------- */

/* A cursor inside a letter (its marks were just joined to it) goes behind it. */
static void settle_cursor(struct edit *e)
{
	size_t at = edit_line_start(e, e->cursor);

	while (at < e->cursor)
		at = edit_next(e, at);
	e->cursor = at;
}

/* How much of a text goes in: bytes of it that are looked at, bytes that come of them. */
struct fit {
	size_t source, bytes;
	bool all;
};

static struct fit measure(const struct edit *e, const char *text, size_t len)
{
	struct fit f = { .all = true };
	size_t letters = e->max_letters ? text_letters(e->text) : 0, n;
	uint32_t cp;

	for (; f.source < len && (n = text_next(text + f.source, &cp)) > 0; f.source += n) {
		if (n > len - f.source || text_check(text + f.source, n) != TEXT_GOOD)
			continue;
		if (f.bytes + n > e->room - e->len || (e->max_letters && letters == e->max_letters)) {
			f.all = false;
			break;
		}
		f.bytes += n;
		letters++;
	}
	return f;
}

static void copy_in(const struct edit *e, const char *text, struct fit f, char *to)
{
	uint32_t cp;
	size_t n;

	for (size_t i = 0; i < f.source; i += n) {
		n = text_next(text + i, &cp);
		if (n > f.source - i || text_check(text + i, n) != TEXT_GOOD)
			continue;
		memcpy(to, text + i, n);
		if (!e->lines && is_break(*to))
			*to = ' ';
		to += n;
	}
}

bool edit_insert(struct edit *e, const char *text, size_t len)
{
	struct fit f = measure(e, text, len);
	char *at = e->text + e->cursor;

	memmove(at + f.bytes, at, e->len - e->cursor + 1);
	copy_in(e, text, f, at);
	e->len += f.bytes;
	e->cursor += f.bytes;
	settle_cursor(e);
	return f.all;
}

void edit_erase(struct edit *e, size_t from, size_t to)
{
	memmove(e->text + from, e->text + to, e->len - to + 1);
	e->len -= to - from;
	e->cursor = from;
	settle_cursor(e);
}

bool edit_set(struct edit *e, const char *text)
{
	e->len = e->cursor = 0;
	e->text[0] = '\0';
	return edit_insert(e, text, strlen(text));
}

/* --- keys ---------------------------------------------------------------------------------------- */

static unsigned erased(struct edit *e, size_t from, size_t to)
{
	if (from == to)
		return W_HANDLED;
	edit_erase(e, from, to);
	return W_HANDLED | W_CHANGED;
}

static unsigned moved(struct edit *e, size_t to)
{
	e->cursor = to;
	return W_HANDLED;
}

static unsigned go_left(struct edit *e)
{
	return moved(e, edit_prev(e, e->cursor));
}

static unsigned go_right(struct edit *e)
{
	return moved(e, edit_next(e, e->cursor));
}

static unsigned go_word_left(struct edit *e)
{
	return moved(e, edit_prev_word(e, e->cursor));
}

static unsigned go_word_right(struct edit *e)
{
	return moved(e, edit_next_word(e, e->cursor));
}

static unsigned go_line_start(struct edit *e)
{
	return moved(e, edit_line_start(e, e->cursor));
}

static unsigned go_line_end(struct edit *e)
{
	return moved(e, edit_line_end(e, e->cursor));
}

static unsigned erase_before(struct edit *e)
{
	return erased(e, edit_prev(e, e->cursor), e->cursor);
}

static unsigned erase_after(struct edit *e)
{
	return erased(e, e->cursor, edit_next(e, e->cursor));
}

static unsigned erase_word(struct edit *e)
{
	return erased(e, edit_prev_word(e, e->cursor), e->cursor);
}

static unsigned erase_to_start(struct edit *e)
{
	return erased(e, edit_line_start(e, e->cursor), e->cursor);
}

static unsigned erase_to_end(struct edit *e)
{
	return erased(e, e->cursor, edit_line_end(e, e->cursor));
}

/* A row is a function key with mods (fn) or a Ctrl or Alt letter. */
static const struct binding {
	enum key_fn fn;
	unsigned mods;
	char letter;
	unsigned (*act)(struct edit *e);
} bindings[] = {
	{ .fn = FN_LEFT, .act = go_left },
	{ .fn = FN_RIGHT, .act = go_right },
	{ .fn = FN_LEFT, .mods = MOD_CTRL, .act = go_word_left },
	{ .fn = FN_RIGHT, .mods = MOD_CTRL, .act = go_word_right },
	{ .mods = MOD_ALT, .letter = 'b', .act = go_word_left },
	{ .mods = MOD_ALT, .letter = 'f', .act = go_word_right },
	{ .mods = MOD_CTRL, .letter = 'a', .act = go_line_start },
	{ .mods = MOD_CTRL, .letter = 'e', .act = go_line_end },
	{ .fn = FN_BACKSPACE, .act = erase_before },
	{ .fn = FN_DELETE, .act = erase_after },
	{ .fn = FN_BACKSPACE, .mods = MOD_ALT, .act = erase_word },
	{ .mods = MOD_CTRL, .letter = 'w', .act = erase_word },
	{ .mods = MOD_CTRL, .letter = 'u', .act = erase_to_start },
	{ .mods = MOD_CTRL, .letter = 'k', .act = erase_to_end },
};

static bool binds(const struct binding *b, const struct key_event *ev)
{
	if (b->fn != FN_NONE)
		return ev->kind == EV_FN && ev->fn == b->fn && ev->mods == b->mods;
	return b->mods == MOD_ALT ? key_is_alt(ev, b->letter) : key_is_ctrl(ev, b->letter);
}

static unsigned inserted(struct edit *e, const char *text, size_t len)
{
	size_t before = e->len;
	bool all = edit_insert(e, text, len);

	return W_HANDLED | (e->len != before ? W_CHANGED : 0u) | (all ? 0u : W_REFUSED | W_FULL);
}

/* The code point that ends (or begins) at the cursor; 0: there is none. */
static uint32_t beside(const struct edit *e, bool before)
{
	size_t at = before ? edit_prev(e, e->cursor) : e->cursor;
	uint32_t cp = 0;

	if (before ? e->cursor > 0 : e->cursor < e->len)
		text_next(e->text + at, &cp);
	return cp;
}

static bool is_one_of(uint32_t cp, const char *signs)
{
	uint32_t sign;

	for (size_t n; (n = text_next(signs, &sign)) > 0; signs += n)
		if (sign == cp)
			return true;
	return cp == 0;
}

/* Words of their own: a blank where one is missing, none behind an opening sign or before a closing one. */
static unsigned inserted_apart(struct edit *e, const struct key_event *ev)
{
	static const char before[] = " \n\t(\u00AB\"", behind[] = " \n\t.,;:!?)\u00BB\"";
	bool gap = !is_one_of(beside(e, true), before), gap_behind = !is_one_of(beside(e, false), behind);
	unsigned did = gap && ev->len && !is_blank(ev->text[0]) ? inserted(e, " ", 1) : 0u;

	did |= inserted(e, ev->text, ev->len);
	if (gap_behind && ev->len && !is_blank(ev->text[ev->len - 1]))
		did |= inserted(e, " ", 1);
	return did;
}

unsigned edit_key(struct edit *e, const struct key_event *ev)
{
	char letter[5];

	if (ev->kind == EV_CHAR)
		return inserted(e, letter, text_put(letter, ev->cp));
	if (ev->kind == EV_PASTE && ev->apart)
		return inserted_apart(e, ev);
	if (ev->kind == EV_PASTE)
		return inserted(e, ev->text, ev->len) | (ev->cut ? W_REFUSED | W_FULL : 0u);
	for (size_t i = 0; i < COUNT(bindings); i++)
		if (binds(&bindings[i], ev))
			return bindings[i].act(e);
	return W_IGNORED;
}
