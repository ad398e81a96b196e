/* tui/form_draw.c - a form on the screen. */
#include "core/i18n.h"
#include "core/text.h"
#include "tui/form_inner.h"

enum { ERROR_COLS_MIN = 12 }; /* less says nothing: the message line has the sentence then */

/* gettext("") is the head of the catalogue. */
static const char *translated(const char *msgid)
{
	return msgid && msgid[0] ? _(msgid) : "";
}

int form_item_rows(const struct form *f, const struct form_item *it)
{
	if (it->desc->page != f->page)
		return 0;
	if (it->desc->kind == FORM_TEXT && f->text_rows > 0)
		return f->text_rows;
	return it->desc->rows > 1 ? it->desc->rows : 1;
}

int form_rows(const struct form *f)
{
	int rows = 0;

	for (size_t i = 0; i < f->count; i++)
		rows += form_item_rows(f, &f->items[i]);
	return rows;
}

static int row_of(const struct form *f, size_t item)
{
	int y = 0;

	for (size_t i = 0; i < item && i < f->count; i++)
		y += form_item_rows(f, &f->items[i]);
	return y;
}

static void scroll_to_focus(struct form *f, int rows)
{
	int y = row_of(f, f->focus);
	int end = f->focus < f->count ? y + form_item_rows(f, &f->items[f->focus]) : y;

	if (end > f->top + rows)
		f->top = end - rows;
	if (y < f->top)
		f->top = y;
	if (f->top > 0 && form_rows(f) - f->top < rows)
		f->top = form_rows(f) > rows ? form_rows(f) - rows : 0;
}

static void draw_choice(const struct form_item *it, const struct canvas *c, bool focused,
			enum role role)
{
	const char *label = translated(it->desc->choices[it->choice].label);
	int width = text_width(label);

	draw_text(c, 0, 0, 1, role, focused ? "<" : "");
	draw_text(c, 0, 1, width + 2 < c->cols ? width : c->cols - 2, role, label);
	draw_text(c, 0, width + 2 < c->cols ? width + 1 : c->cols - 1, 1, role, focused ? ">" : "");
	if (focused)
		canvas_cursor(c, 0, 1);
}

static void draw_input(struct form_item *it, const struct canvas *c, bool focused)
{
	enum role idle = it->error ? ROLE_FIELD_ERROR : ROLE_FIELD;
	enum role role = focused ? ROLE_FIELD_FOCUS : idle;

	if (it->desc->kind == FORM_CHOICE)
		draw_choice(it, c, focused, role);
	else if (it->desc->kind == FORM_TEXT)
		editor_draw(&it->editor, c, focused, role);
	else
		field_draw(&it->field, c, focused, it->desc->kind == FORM_SHOW ? ROLE_NORMAL : role);
}

/* Widest an input may be in `room` columns. */
static int widest(const struct form *f, const struct form_item *it, int room)
{
	int cols = it->desc->cols > 0 && it->desc->cols < room ? it->desc->cols : room;

	return f->input_cols > 0 && f->input_cols < cols ? f->input_cols : cols;
}

/* Columns the sentence beside the field gets: what is right of the input (all of it where something
 * else is drawn there too), or, where the input would take everything, a part of its room. */
static int error_cols(const struct form *f, const struct form_item *it, int room)
{
	int width = it->error && !f->quiet ? text_width(it->error) : 0, input = widest(f, it, room);
	int fixed = input < room ? room - input - 1 : room / 2;
	int cols = width < fixed && (f->input_cols == 0 || width == 0) ? width : fixed;

	return cols == width || cols >= ERROR_COLS_MIN ? cols : 0;
}

/* How many lines of a long text are not seen, under its label and beside its last row. */
static void draw_hidden(const struct form *f, const struct form_item *it, const struct canvas *line)
{
	struct arena a = { 0 };
	size_t above = editor_above(&it->editor), below = editor_below(&it->editor);
	int rows = line->rows;

	if (above && rows > 1)
		draw_text(line, 1, 0, f->label_cols, ROLE_WARN, arena_printf(&a, "↑ %zu", above));
	if (below && rows > 2)
		draw_text(line, rows - 1, 0, f->label_cols, ROLE_WARN, arena_printf(&a, "↓ %zu", below));
	arena_free(&a);
}

/* `line` is the rows of this item, all columns of the form. */
static void draw_item(const struct form *f, struct form_item *it, const struct canvas *line,
		      bool focused)
{
	int x = f->label_cols + 1, room = line->cols - x, aside = error_cols(f, it, room);
	int cols = widest(f, it, room);

	if (aside > 0 && cols > room - aside - 1)
		cols = room - aside - 1;
	struct canvas input = canvas_sub(line, 0, x, line->rows, cols);

	draw_text(line, 0, 0, f->label_cols, ROLE_LABEL, translated(it->desc->label));
	if (it->error)
		draw_text(line, 0, x - 1, 1, ROLE_FIELD_ERROR, "!");
	if (cols > 0)
		draw_input(it, &input, focused);
	if (it->desc->kind == FORM_TEXT)
		draw_hidden(f, it, line);
	if (aside > 0)
		draw_text(line, 0, x + cols + 1, aside, ROLE_FIELD_ERROR, it->error);
}

void form_draw(struct form *f, const struct canvas *c, bool focused)
{
	int y = 0;

	if (c->rows < 1)
		return;
	scroll_to_focus(f, c->rows);
	y -= f->top;
	for (size_t i = 0; i < f->count; i++) {
		int rows = form_item_rows(f, &f->items[i]);
		struct canvas line = canvas_sub(c, y, 0, rows, c->cols);

		if (y >= 0 && line.rows > 0)
			draw_item(f, &f->items[i], &line, focused && i == f->focus);
		y += rows;
	}
	if (focused && pop_is_open(&f->pop))
		pop_draw(&f->pop, c, row_of(f, f->focus) - f->top, f->label_cols + 1);
}
