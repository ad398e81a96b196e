/* tui/editor.c - see editor.h.
 *
 * Screen lines are found by wrapping from the start of the text each time; nothing is remembered, so
 * nothing can be stale. A text of the largest size costs well under a millisecond. */
#include "tui/editor.h"

#include "core/text.h"
#include "core/text_fill.h"
#include "core/text_template.h"

/* A screen line: bytes start..end are drawn, the next line begins at next. */
struct line {
	size_t start, end, next;
	size_t index;
	bool last;
};

void editor_init(struct editor *ed, struct arena *a, size_t max_bytes)
{
	*ed = (struct editor){ .cols = 80, .rows = 5, .goal = -1 };
	edit_init(&ed->edit, a, 0, max_bytes, true);
}

bool editor_set(struct editor *ed, const char *text)
{
	ed->top = 0;
	ed->goal = -1;
	ed->full = !edit_set(&ed->edit, text);
	return !ed->full;
}

const char *editor_text(const struct editor *ed)
{
	return ed->edit.text;
}

void editor_layout(struct editor *ed, int rows, int cols)
{
	ed->rows = rows > 0 ? rows : 1;
	ed->cols = cols > 2 ? cols : 2;
}

/* --- screen lines --------------------------------------------------------------------------------- */

/* The last column stays free for the cursor behind the last letter. */
static struct line line_from(const struct editor *ed, size_t start, size_t index)
{
	const char *text = ed->edit.text, *next;
	size_t n = text_wrap(text + start, ed->cols - 1, &next);

	return (struct line){
		.start = start,
		.end = start + n,
		.next = next ? (size_t)(next - text) : ed->edit.len,
		.index = index,
		.last = !next,
	};
}

static struct line next_line(const struct editor *ed, const struct line *l)
{
	return line_from(ed, l->next, l->index + 1);
}

/* The line the cursor stands in; *before is the one above it (itself when there is none). */
static struct line cursor_line(const struct editor *ed, struct line *before)
{
	struct line l = line_from(ed, 0, 0);

	*before = l;
	while (!l.last && ed->edit.cursor >= l.next) {
		*before = l;
		l = next_line(ed, &l);
	}
	return l;
}

static struct line line_number(const struct editor *ed, size_t index)
{
	struct line l = line_from(ed, 0, 0);

	while (!l.last && l.index < index)
		l = next_line(ed, &l);
	return l;
}

static int cursor_col(const struct editor *ed, const struct line *l)
{
	int col = edit_width(&ed->edit, l->start, ed->edit.cursor);

	return col < ed->cols ? col : ed->cols - 1; /* spaces at a soft wrap are not drawn */
}

/* The place in the line nearest to column `goal`. */
static size_t at_col(const struct editor *ed, const struct line *l, int goal)
{
	size_t at = l->start, next;

	while (at < l->end && edit_width(&ed->edit, l->start, next = edit_next(&ed->edit, at)) <= goal)
		at = next;
	/* behind the last letter of a line broken inside a word is the start of the next line */
	return at == l->next && !l->last && at > l->start ? edit_prev(&ed->edit, at) : at;
}

/* --- keys ----------------------------------------------------------------------------------------- */

/* Moves by whole lines; W_IGNORED when the cursor is in the outermost one already. */
static unsigned go_lines(struct editor *ed, long by)
{
	struct line before, l = cursor_line(ed, &before);

	if ((by < 0 && l.index == 0) || (by > 0 && l.last))
		return W_IGNORED;
	if (ed->goal < 0)
		ed->goal = cursor_col(ed, &l);
	size_t to = by < 0 && l.index < (size_t)-by ? 0 : l.index + (size_t)by;
	struct line target = by == -1 ? before : line_number(ed, to);

	ed->edit.cursor = at_col(ed, &target, ed->goal);
	return W_HANDLED;
}

static unsigned go_line_edge(struct editor *ed, bool end)
{
	struct line before, l = cursor_line(ed, &before);

	ed->edit.cursor = end ? at_col(ed, &l, ed->cols) : l.start;
	return W_HANDLED;
}

/* Lines a plain function key moves by; 0: it is not such a key. */
static long lines_of(const struct editor *ed, enum key_fn fn)
{
	long page = ed->rows > 1 ? ed->rows - 1 : 1;

	return fn == FN_UP ? -1 : fn == FN_DOWN ? 1 : fn == FN_PGUP ? -page : fn == FN_PGDN ? page : 0;
}

static unsigned go_text_edge(struct editor *ed, bool end)
{
	ed->edit.cursor = end ? ed->edit.len : 0;
	return W_HANDLED;
}

static unsigned insert_break(struct editor *ed)
{
	return edit_insert(&ed->edit, "\n", 1) ? W_HANDLED | W_CHANGED
							      : W_HANDLED | W_REFUSED | W_FULL;
}

static unsigned other_key(struct editor *ed, const struct key_event *ev)
{
	bool home_end = ev->kind == EV_FN && (ev->fn == FN_HOME || ev->fn == FN_END);

	if (home_end && ev->mods == 0)
		return go_line_edge(ed, ev->fn == FN_END);
	if (home_end && ev->mods == MOD_CTRL)
		return go_text_edge(ed, ev->fn == FN_END);
	if (key_is_fn(ev, FN_ENTER))
		return insert_break(ed);
	return edit_key(&ed->edit, ev);
}

unsigned editor_key(struct editor *ed, const struct key_event *ev)
{
	long by = ev->kind == EV_FN && ev->mods == 0 ? lines_of(ed, ev->fn) : 0;

	if (by != 0)
		return go_lines(ed, by);
	unsigned did = other_key(ed, ev);

	if (did & W_HANDLED)
		ed->goal = -1;
	if (did & (W_CHANGED | W_REFUSED))
		ed->full = did & W_REFUSED;
	return did;
}

/* --- drawing -------------------------------------------------------------------------------------- */

static void show_cursor(struct editor *ed, const struct canvas *c, bool focused)
{
	struct line before, l = cursor_line(ed, &before);
	size_t rows = (size_t)ed->rows;

	if (l.index < ed->top)
		ed->top = l.index;
	if (l.index >= ed->top + rows)
		ed->top = l.index - rows + 1;
	if (focused)
		canvas_cursor(c, (int)(l.index - ed->top), cursor_col(ed, &l));
}

size_t editor_above(const struct editor *ed)
{
	return ed->top;
}

size_t editor_below(const struct editor *ed)
{
	size_t seen = ed->top + (size_t)ed->rows;

	return ed->total > seen ? ed->total - seen : 0;
}

static size_t count_lines(const struct editor *ed, struct line l)
{
	while (!l.last)
		l = next_line(ed, &l);
	return l.index + 1;
}

static void draw_mark(const struct canvas *c, int y, const char *arrow, size_t lines)
{
	struct arena a = { 0 };
	const char *mark = lines ? arena_printf(&a, " %s %zu", arrow, lines) : "";
	int cols = text_width(mark);

	if (lines)
		draw_text(c, y, c->cols - cols, cols, ROLE_WARN, mark);
	arena_free(&a);
}

/* Fields of a template that nobody has filled in yet are seen at once. */
static void draw_fields(const struct canvas *c, int y, struct slice line)
{
	for (size_t i = 0; i < line.len; i++) {
		size_t n = text_field(line.s + i);

		if (n && i + n <= line.len && template_is_field(line.s + i, n)) {
			struct arena a = { 0 };
			struct slice field = { line.s + i, n };
			int x = text_width(arena_strndup(&a, line.s, i));

			draw_slice(c, y, x, text_width(arena_strndup(&a, field.s, n)), ROLE_ALARM, field);
			arena_free(&a);
		}
	}
}

static void draw_lines(const struct editor *ed, const struct canvas *c, enum role role, struct line l)
{
	for (int y = 0; y < c->rows; y++) {
		struct slice text = { ed->edit.text + l.start, l.end - l.start };

		draw_slice(c, y, 0, c->cols, role, text);
		draw_fields(c, y, text);
		if (l.last) {
			for (y++; y < c->rows; y++)
				draw_text(c, y, 0, c->cols, role, "");
			return;
		}
		l = next_line(ed, &l);
	}
}

void editor_draw(struct editor *ed, const struct canvas *c, bool focused, enum role role)
{
	editor_layout(ed, c->rows, c->cols);
	show_cursor(ed, c, focused);
	struct line l = line_number(ed, ed->top);

	if (l.index < ed->top)
		ed->top = l.index;
	ed->total = count_lines(ed, l);
	draw_lines(ed, c, role, l);
	if (ed->marked)
		return;
	draw_mark(c, 0, "↑", editor_above(ed));
	draw_mark(c, c->rows - 1, "↓", editor_below(ed));
}
