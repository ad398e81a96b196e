/* tui/dialog.c - see dialog.h. */
#include "tui/dialog.h"

#include "core/i18n.h"
#include "core/text.h"

enum { BOX_COLS = 64, AREA_ROWS = 5, LINES_ROWS = 10 };

/* Digits first, then letters. */
static const char marks[DIALOG_CHOICES + 1] = "123456789abcdefg";

static void open_dialog(struct dialog *d, enum dialog_kind kind, const char *title, const char *text)
{
	dialog_close(d);
	d->kind = kind;
	d->role = ROLE_BORDER;
	d->title = arena_strdup(&d->arena, title ? title : "");
	d->text = arena_strdup(&d->arena, text ? text : "");
}

void dialog_message(struct dialog *d, const char *title, const char *text)
{
	open_dialog(d, DIALOG_MESSAGE, title, text);
}

void dialog_confirm(struct dialog *d, const char *title, const char *text)
{
	open_dialog(d, DIALOG_CONFIRM, title, text);
}

void dialog_choose(struct dialog *d, const char *title, const char *const *items, size_t count)
{
	open_dialog(d, DIALOG_CHOOSE, title, NULL);
	d->count = count < DIALOG_CHOICES ? count : DIALOG_CHOICES;
	for (size_t i = 0; i < d->count; i++)
		d->items[i] = arena_strdup(&d->arena, items[i]);
}

void dialog_arrows(struct dialog *d)
{
	d->arrows = true;
}

void dialog_prompt(struct dialog *d, const char *title, const char *text, size_t max_letters)
{
	open_dialog(d, DIALOG_PROMPT, title, text);
	field_init(&d->field, &d->arena, max_letters);
}

void dialog_write(struct dialog *d, const char *title, const char *text, size_t max_bytes, bool breaks)
{
	open_dialog(d, DIALOG_TEXT, title, text);
	editor_init(&d->editor, &d->arena, max_bytes);
	d->breaks = breaks;
}

void dialog_suggest(struct dialog *d, const struct suggest_ops *ops, void *ctx, const char *what)
{
	d->pop = (struct pop){ .ops = ops, .ctx = ctx };
	d->what = what;
}

void dialog_say(struct dialog *d, const char *text)
{
	d->text = arena_strdup(&d->arena, text);
}

void dialog_fill(struct dialog *d, const char *value)
{
	if (d->kind == DIALOG_PROMPT) {
		field_set(&d->field, value);
		if (*value)
			pop_ask(&d->pop, d->what, value);
		if (d->pop.whole)
			field_choose(&d->field, value);
	}
	if (d->kind == DIALOG_TEXT)
		editor_set(&d->editor, value);
}

void dialog_propose(struct dialog *d, const char *value)
{
	dialog_fill(d, value);
	pop_close(&d->pop);
	if (d->kind == DIALOG_PROMPT)
		field_choose(&d->field, value);
}

void dialog_keep(struct dialog *d, const char *name)
{
	d->name = arena_strdup(&d->arena, name);
	d->given = arena_strdup(&d->arena, dialog_text(d));
}

const char *dialog_text(const struct dialog *d)
{
	return d->kind == DIALOG_PROMPT ? field_text(&d->field) :
	       d->kind == DIALOG_TEXT ? editor_text(&d->editor) : "";
}

void dialog_close(struct dialog *d)
{
	pop_free(&d->pop);
	arena_free(&d->arena);
	*d = (struct dialog){ .kind = DIALOG_NONE };
}

/* --- keys ----------------------------------------------------------------------------------------- */

/* Is the typed letter the first one of a translated word? Compared as typed, not by its key. */
static bool typed_first_letter(const struct key_event *ev, const char *word)
{
	uint32_t first;

	return ev->kind == EV_CHAR && text_next(word, &first) > 0 &&
	       text_lower(ev->cp) == text_lower(first);
}

/* Letters that a question has no use for are told by a beep: somebody thinks to be in a field. */
static unsigned not_for(const struct key_event *ev)
{
	return ev->kind == EV_CHAR || ev->kind == EV_PASTE ? W_REFUSED : 0u;
}

static unsigned message_key(struct dialog *d, const struct key_event *ev)
{
	(void)d;
	return key_is_fn(ev, FN_ENTER) || (ev->kind == EV_CHAR && ev->cp == ' ') ? W_SUBMIT : not_for(ev);
}

static unsigned confirm_key(struct dialog *d, const struct key_event *ev)
{
	(void)d;
	if (key_is_fn(ev, FN_ENTER) || typed_first_letter(ev, _("Yes")))
		return W_SUBMIT;
	return typed_first_letter(ev, _("No")) ? W_CANCEL : not_for(ev);
}

static unsigned choose_key(struct dialog *d, const struct key_event *ev)
{
	uint32_t letter = text_lower(key_letter(ev));

	if (d->count == 0)
		return 0;
	if (key_is_fn(ev, FN_ENTER))
		return W_SUBMIT;
	if (key_is_fn(ev, FN_UP) || key_is_fn(ev, FN_DOWN)) {
		size_t step = ev->fn == FN_DOWN ? 1 : d->count - 1;

		d->choice = (d->choice + step) % d->count;
		return W_MOVED;
	}
	for (size_t i = 0; i < d->count && !d->arrows; i++) {
		if (letter == (unsigned char)marks[i]) {
			d->choice = i;
			return W_SUBMIT;
		}
	}
	return not_for(ev) | (d->arrows && not_for(ev) ? W_NO_TEXT : 0u);
}

/* A taken row is the answer where only the list counts; elsewhere words may follow it. */
static unsigned take(struct dialog *d, const struct key_event *ev, const char *value, bool strict)
{
	if (strict)
		field_choose(&d->field, value);
	else
		field_set(&d->field, value);
	return W_CHANGED | W_TAKEN | (strict && key_is_fn(ev, FN_ENTER) ? W_SUBMIT : 0u);
}

static unsigned list_key(struct dialog *d, const struct key_event *ev)
{
	const char *value = NULL, *text = field_text(&d->field);
	bool strict = d->pop.got.strict, open = pop_is_open(&d->pop);
	unsigned did = pop_key(&d->pop, ev, &value);

	if (did & W_TAKEN)
		return W_HANDLED | take(d, ev, value, strict);
	if (!did && !open && key_is_fn(ev, FN_DOWN)) {
		pop_ask(&d->pop, d->what, d->field.chosen || !text[strspn(text, " ")] ? NULL : text);
		return W_HANDLED;
	}
	return did;
}

static unsigned prompt_key(struct dialog *d, const struct key_event *ev)
{
	unsigned did = d->pop.ops ? list_key(d, ev) : W_IGNORED;

	if (did)
		return did;
	did = field_key(&d->field, ev);
	if (did & W_CHANGED)
		pop_ask(&d->pop, d->what, field_text(&d->field));
	return did;
}

static unsigned text_key(struct dialog *d, const struct key_event *ev)
{
	if (key_is_ctrl(ev, 's') || (!d->breaks && key_is_fn(ev, FN_ENTER)))
		return W_SUBMIT;
	return editor_key(&d->editor, ev);
}

unsigned dialog_key(struct dialog *d, const struct key_event *ev)
{
	static unsigned (*const keys[])(struct dialog *, const struct key_event *) = {
		[DIALOG_MESSAGE] = message_key, [DIALOG_CONFIRM] = confirm_key,
		[DIALOG_CHOOSE] = choose_key,   [DIALOG_PROMPT] = prompt_key,
		[DIALOG_TEXT] = text_key,
	};

	if (d->kind == DIALOG_NONE)
		return W_IGNORED;
	if (key_is_fn(ev, FN_ESC) && !pop_is_open(&d->pop))
		return W_HANDLED | W_CANCEL;
	unsigned w = keys[d->kind](d, ev);

	d->changed = d->changed || (w & W_CHANGED);
	return W_HANDLED | w;
}

/* --- drawing -------------------------------------------------------------------------------------- */

/* Draws the text wrapped (c NULL: only counts); returns its rows. */
static int draw_words(const char *text, int cols, const struct canvas *c)
{
	const char *next;
	int y = 0;

	for (; text && text[0]; text = next, y++) {
		struct slice s = { text, text_wrap(text, cols, &next) };

		if (c)
			draw_slice(c, y, 1, cols, ROLE_NORMAL, s);
	}
	return y;
}

static void draw_choices(const struct dialog *d, const struct canvas *c, int y)
{
	for (size_t i = 0; i < d->count; i++, y++) {
		enum role role = i == d->choice ? ROLE_SELECTED : ROLE_NORMAL;
		char mark[] = { d->arrows ? '\0' : marks[i], '\0' };

		draw_text(c, y, 1, c->cols - 2, role, "");
		draw_text(c, y, 2, 2, role, mark);
		draw_text(c, y, 5, c->cols - 7, role, d->items[i]);
	}
}

static int draw_button(const struct canvas *c, int y, int x, const char *key, const char *label)
{
	int width = text_width(label);

	draw_text(c, y, x, text_width(key), ROLE_KEY, key);
	x += text_width(key) + 1;
	draw_text(c, y, x, width + 2, ROLE_KEY_LABEL, "");
	draw_text(c, y, x + 1, width, ROLE_KEY_LABEL, label);
	return x + width + 4;
}

static void draw_buttons(const struct dialog *d, const struct canvas *c, int y)
{
	bool ask = d->kind == DIALOG_CONFIRM;
	int x = d->breaks ? draw_button(c, y, 1, "Ctrl-S", _("Save"))
			  : draw_button(c, y, 1, "Enter", ask ? _("Yes") : _("OK"));

	if (d->breaks)
		x = draw_button(c, y, x, "Enter", _("New line"));
	if (d->kind != DIALOG_MESSAGE)
		x = draw_button(c, y, x, "Esc", ask ? _("No") : _("Cancel"));
	if (d->arrows)
		draw_button(c, y, x, "↑ ↓", _("Another answer"));
	if (d->kind == DIALOG_TEXT && d->template_key && *d->template_key &&
	    x + text_width(d->template_key) + text_width(_("Template")) + 3 <= c->cols)
		draw_button(c, y, x, d->template_key, _("Template"));
}

/* Rows between the text and the buttons. */
static int body_rows(const struct dialog *d)
{
	return d->kind == DIALOG_CHOOSE ? (int)d->count : d->kind == DIALOG_PROMPT ? 1 :
	       d->kind != DIALOG_TEXT ? 0 : d->breaks ? LINES_ROWS : AREA_ROWS;
}

void dialog_draw(struct dialog *d, const struct canvas *c)
{
	int cols = c->cols - 2 < BOX_COLS ? c->cols - 2 : BOX_COLS;

	if (d->kind == DIALOG_NONE || cols < 10)
		return;
	int words = draw_words(d->text, cols - 4, NULL), body = body_rows(d);
	int rows = words + (body ? body + (words > 0) : 0) + 4;

	if (rows > c->rows)
		rows = c->rows;
	struct canvas box = canvas_sub(c, (c->rows - rows) / 2, (c->cols - cols) / 2, rows, cols);
	struct canvas in = draw_box(&box, d->role, d->title);

	box.screen->cursor_y = -1;
	draw_words(d->text, in.cols - 2, &in);
	int y = words + (body && words);

	if (d->kind == DIALOG_CHOOSE)
		draw_choices(d, &in, y);
	if (d->kind == DIALOG_PROMPT) {
		struct canvas line = canvas_sub(&in, y, 1, 1, in.cols - 2);

		field_draw(&d->field, &line, true, ROLE_FIELD_FOCUS);
	}
	if (d->kind == DIALOG_TEXT) {
		struct canvas area = canvas_sub(&in, y, 1, in.rows - y - 2, in.cols - 2);

		if (area.rows > 0)
			editor_draw(&d->editor, &area, true, ROLE_FIELD_FOCUS);
	}
	draw_buttons(d, &in, in.rows - 1);
	if (pop_is_open(&d->pop))
		pop_draw(&d->pop, c, in.y - c->y + y, in.x - c->x + 1);
}
