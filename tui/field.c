/* tui/field.c - see field.h. */
#include "tui/field.h"

#include "core/text.h"

void field_init(struct field *f, struct arena *a, size_t max_letters)
{
	*f = (struct field){ .scroll = 0 };
	edit_init(&f->edit, a, max_letters, 0, false);
}

bool field_set(struct field *f, const char *text)
{
	f->scroll = 0;
	f->chosen = false;
	return edit_set(&f->edit, text);
}

bool field_choose(struct field *f, const char *text)
{
	bool all = field_set(f, text);

	f->chosen = f->edit.len > 0;
	return all;
}

void field_edit(struct field *f)
{
	f->chosen = false;
}

const char *field_text(const struct field *f)
{
	return f->edit.text;
}

/* The first key over a chosen text; true when nothing is left for it to do. */
static bool type_over(struct field *f, const struct key_event *ev)
{
	bool erases = key_is_fn(ev, FN_BACKSPACE) || key_is_fn(ev, FN_DELETE) || key_is_ctrl(ev, 'w');
	bool was = f->chosen;

	f->chosen = false;
	if (!was || (!erases && ev->kind != EV_CHAR && ev->kind != EV_PASTE))
		return false;
	edit_set(&f->edit, "");
	return erases;
}

unsigned field_key(struct field *f, const struct key_event *ev)
{
	if (key_is_fn(ev, FN_ENTER))
		return W_HANDLED | W_SUBMIT;
	if (type_over(f, ev))
		return W_HANDLED | W_CHANGED;
	if (key_is_fn(ev, FN_HOME))
		f->edit.cursor = 0;
	else if (key_is_fn(ev, FN_END))
		f->edit.cursor = f->edit.len;
	else
		return edit_key(&f->edit, ev);
	return W_HANDLED;
}

/* Moves the part that is shown when the cursor has left it, by half the width at a time: scrolling by
 * one letter would send the whole field with every key. */
static void scroll_to_cursor(struct field *f, int cols)
{
	const struct edit *e = &f->edit;

	if (f->scroll > e->len)
		f->scroll = e->len;
	if (edit_width(e, 0, e->len) < cols) {
		f->scroll = 0;
		return;
	}
	/* one column for "…" at each end */
	if (f->scroll > 0 && e->cursor <= f->scroll) {
		f->scroll = e->cursor;
		while (f->scroll > 0 && edit_width(e, f->scroll, e->cursor) < cols / 2)
			f->scroll = edit_prev(e, f->scroll);
	} else if (edit_width(e, f->scroll, edit_next(e, e->cursor)) > cols - 1 - (f->scroll > 0)) {
		while (edit_width(e, f->scroll, e->cursor) > cols / 2)
			f->scroll = edit_next(e, f->scroll);
	}
}

static void draw_secret(const struct field *f, const struct canvas *c, bool focused, enum role role)
{
	int letters = (int)text_letters(f->edit.text);
	int before = 0;

	for (size_t at = 0; at < f->edit.cursor; before++) {
		uint32_t cp;

		at += text_next(f->edit.text + at, &cp);
	}
	draw_text(c, 0, 0, c->cols, role, "");
	for (int x = 0; x < letters && x < c->cols; x++)
		draw_text(c, 0, x, 1, role, "*");
	if (focused)
		canvas_cursor(c, 0, before < c->cols ? before : c->cols - 1);
}

void field_draw(struct field *f, const struct canvas *c, bool focused, enum role role)
{
	const struct edit *e = &f->edit;

	if (c->cols < 1)
		return;
	if (f->secret) {
		draw_secret(f, c, focused, role);
		return;
	}
	if (!focused) { /* the beginning says more than where the cursor was left */
		draw_text(c, 0, 0, c->cols, role, e->text);
		return;
	}
	scroll_to_cursor(f, c->cols);
	int left = f->scroll > 0;

	if (left)
		draw_text(c, 0, 0, 1, role, "…");
	draw_text(c, 0, left, c->cols - left, role, e->text + f->scroll);
	if (f->chosen) {
		int cols = edit_width(e, f->scroll, e->len);

		draw_text(c, 0, left, cols < c->cols - left ? cols : c->cols - left, ROLE_SELECTED_IDLE,
			  e->text + f->scroll);
	}
	canvas_cursor(c, 0, left + edit_width(e, f->scroll, e->cursor));
}
