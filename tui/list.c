/* tui/list.c - see list.h. */
#include "tui/list.h"

#include <stdbool.h>

enum { ROWS_UNTIL_DRAWN = 20 };

void list_init(struct list *l, const struct list_ops *ops, const void *ctx)
{
	*l = (struct list){ .ops = ops, .ctx = ctx, .rows = ROWS_UNTIL_DRAWN };
	list_sync(l);
}

static size_t row_count(const struct list *l)
{
	return l->ops->count(l->ctx);
}

bool list_selected(const struct list *l, size_t *i)
{
	if (l->sel >= row_count(l))
		return false;
	*i = l->sel;
	return true;
}

/* True when a row has the id; it is looked for near its old place first. */
static bool find_id(const struct list *l, int64_t id, size_t *at)
{
	size_t n = row_count(l);

	if (l->sel < n && l->ops->id(l->ctx, l->sel) == id) {
		*at = l->sel;
		return true;
	}
	for (size_t i = 0; i < n; i++) {
		if (l->ops->id(l->ctx, i) == id) {
			*at = i;
			return true;
		}
	}
	return false;
}

static void select_row(struct list *l, size_t i)
{
	l->sel = i;
	l->sel_id = l->ops->id(l->ctx, i);
	l->any = true;
}

/* The selected row went to another index: the part that is shown goes with it. */
static void keep_place(struct list *l, size_t before)
{
	if (l->top == 0)
		return;
	size_t offset = before > l->top ? before - l->top : 0;

	l->top = l->sel > offset ? l->sel - offset : 0;
}

bool list_sync(struct list *l)
{
	size_t n = row_count(l), before = l->sel, at;
	bool had = l->any;
	int64_t id = l->sel_id;

	if (n == 0) {
		l->sel = l->top = 0;
		l->any = false;
		return had;
	}
	if (had && find_id(l, id, &at))
		select_row(l, at);
	else
		select_row(l, l->sel < n ? l->sel : n - 1);
	keep_place(l, before);
	return !had || l->sel_id != id;
}

bool list_select(struct list *l, int64_t id)
{
	size_t at;

	if (!find_id(l, id, &at))
		return false;
	select_row(l, at);
	return true;
}

/* --- keys ----------------------------------------------------------------------------------------- */

/* Where a function key leads from `sel` of n rows; n itself: it is not such a key. */
static size_t destination(const struct list *l, enum key_fn fn, size_t n)
{
	size_t page = l->rows > 1 ? (size_t)l->rows - 1 : 1, last = n - 1;

	if (fn == FN_UP)
		return l->sel ? l->sel - 1 : 0;
	if (fn == FN_DOWN)
		return l->sel < last ? l->sel + 1 : last;
	if (fn == FN_PGUP)
		return l->sel > page ? l->sel - page : 0;
	if (fn == FN_PGDN)
		return last - l->sel > page ? l->sel + page : last;
	return fn == FN_HOME ? 0 : fn == FN_END ? last : n;
}

unsigned list_key(struct list *l, const struct key_event *ev)
{
	size_t n = row_count(l), rows = (size_t)l->rows;

	if (ev->kind == EV_PASTE)
		return W_HANDLED;
	if (ev->kind != EV_FN || ev->mods != 0 || n == 0)
		return W_IGNORED;
	if (ev->fn == FN_ENTER)
		return W_HANDLED | W_SUBMIT;
	size_t to = destination(l, ev->fn, n), from = l->sel;

	if (to == n)
		return W_IGNORED;
	bool down = ev->fn == FN_DOWN || ev->fn == FN_PGDN || ev->fn == FN_END;
	unsigned more = down && n - to <= rows ? W_MORE : 0u;

	select_row(l, to);
	return W_HANDLED | more | (to == from ? W_REFUSED : W_MOVED);
}

/* --- drawing -------------------------------------------------------------------------------------- */

static void show_selected(struct list *l, size_t n)
{
	size_t rows = (size_t)l->rows;

	if (l->sel < l->top)
		l->top = l->sel;
	if (l->sel >= l->top + rows)
		l->top = l->sel - rows + 1;
	if (l->top + rows > n)
		l->top = n > rows ? n - rows : 0;
}

int list_mark_cols(const struct list *l)
{
	return l->marks && l->marks->n ? MARKS_COLS : 0;
}

void list_draw(struct list *l, const struct canvas *c, bool focused)
{
	size_t n = row_count(l);
	int left = list_mark_cols(l);

	if (c->rows < 1)
		return;
	l->rows = c->rows;
	show_selected(l, n);
	for (int y = 0; y < c->rows && l->top + (size_t)y < n; y++) {
		size_t i = l->top + (size_t)y;
		struct canvas row = canvas_sub(c, y, 0, 1, c->cols);
		enum role selected = focused ? ROLE_SELECTED : ROLE_SELECTED_IDLE;
		enum role role = i == l->sel ? selected : ROLE_NORMAL;

		if (role != ROLE_NORMAL)
			draw_fill(&row, role);
		struct canvas rest = canvas_sub(&row, 0, left, 1, c->cols - left);

		if (left && marks_has(l->marks, l->ops->id(l->ctx, i)))
			draw_text(&row, 0, 0, 1, role, "*");
		l->ops->draw(l->ctx, &rest, i, role);
	}
}
