/* tui/view_board.c - F5: the dispatch board. Executors with what they have in hand; Enter shows the orders of
 * one by urgency, where every move works by its key; Enter again opens the card.
 *
 * Beside each other from 120 columns. An executor sees his own orders at once. Moves are made by action.h. */
#include "core/i18n.h"
#include "core/text.h"
#include "tui/board_rows.h"
#include "tui/bulk.h"
#include "tui/view.h"

enum { WIDE_COLS = 120, SERVICES_COLS = 58 };

struct board_view {
	struct board_services services;
	struct list services_list;
	struct board_orders orders;
	struct list orders_list;
	struct marks marks;
	bool in_orders;    /* the keyboard is in the orders */
	bool own;          /* of one executor alone: there is nothing to choose */
	bool wide;         /* since the last draw */

	struct arena mem;  /* of the appeal at hand */
	struct appeal a;
	int k;
	bool any;
};

/* --- reading -------------------------------------------------------------------------------------- */

static const struct board_row *chosen(const struct board_view *b)
{
	size_t i;

	return list_selected(&b->services_list, &i) ? &b->services.board.rows[i] : NULL;
}

/* The appeal of the selected order, so that keys know what is possible. */
static void load_at_hand(struct app *app, struct board_view *b)
{
	struct err e = { 0 };
	size_t i;

	arena_free(&b->mem);
	b->any = false;
	if (!b->in_orders || !list_selected(&b->orders_list, &i))
		return;
	if (appeal_load(app_store(app), b->orders.rows[i].ref, &b->mem, &b->a, &b->k, &e))
		app_fail(app, &e);
	else
		b->any = appeal_visible(&b->a, app_actor(app));
}

static void read_orders(struct app *app, struct board_view *b, bool anew)
{
	const struct board_row *r = chosen(b);
	struct err e = { 0 };
	int rows = b->orders_list.rows;

	if (board_orders_read(app_store(app), r ? r->service : NULL, app_actor(app), &b->orders, &e))
		app_fail(app, &e);
	if (anew) {
		list_init(&b->orders_list, &board_orders_ops, &b->orders);
		b->orders_list.rows = rows;
		b->orders_list.marks = &b->marks;
	}
	list_sync(&b->orders_list);
	load_at_hand(app, b);
}

static void read_all(struct app *app, struct board_view *b)
{
	struct err e = { 0 };

	if (board_services_read(app_store(app), app_actor(app), &b->services, &e))
		app_fail(app, &e);
	bool other = list_sync(&b->services_list);

	read_orders(app, b, other);
}

/* --- life ----------------------------------------------------------------------------------------- */

static enum err_code board_open(struct app *app, void *state, struct err *e)
{
	struct board_view *b = state;

	(void)e;
	list_init(&b->services_list, &board_services_ops, &b->services);
	list_init(&b->orders_list, &board_orders_ops, &b->orders);
	b->orders_list.marks = &b->marks;
	b->own = b->in_orders = actor_limited_to(app_actor(app)) != NULL;
	return ERR_OK;
}

static void board_close(struct app *app, void *state)
{
	struct board_view *b = state;

	(void)app;
	arena_free(&b->services.mem);
	arena_free(&b->orders.mem);
	marks_clear(&b->marks);
	arena_free(&b->mem);
}

static void board_show(struct app *app, void *state)
{
	read_all(app, state);
}

/* --- drawing -------------------------------------------------------------------------------------- */

static void draw_services(struct board_view *b, const struct canvas *c, bool focused)
{
	struct canvas head = canvas_sub(c, 0, 0, 1, c->cols), body = canvas_sub(c, 1, 0, c->rows - 1, c->cols);

	board_services_head(&head);
	list_draw(&b->services_list, &body, focused);
}

static void draw_orders(struct board_view *b, const struct canvas *c, bool focused)
{
	const struct board_row *r = chosen(b);
	int left = list_mark_cols(&b->orders_list);
	struct canvas head = canvas_sub(c, 1, left, 1, c->cols - left);
	struct canvas body = canvas_sub(c, 2, 0, c->rows - 2, c->cols);
	struct arena mem = { 0 };
	const char *marked = bulk_count(&b->marks, &mem);

	draw_text(c, 0, 0, c->cols, ROLE_NUMBER,
		  arena_printf(&mem, _("%s · orders: %d%s"), b->own ? _("Our orders") : r ? r->name : "",
			       b->orders.n, b->orders.more ? "+" : ""));
	if (*marked)
		draw_text(c, 0, c->cols - text_width(marked) - 1, text_width(marked) + 1, ROLE_NORMAL,
			  arena_printf(&mem, " %s", marked));
	board_orders_head(&b->orders, &head);
	list_draw(&b->orders_list, &body, focused);
	if (!b->orders.n)
		draw_text(&body, 0, 0, body.cols, ROLE_NORMAL, _("No orders: everything is done."));
	arena_free(&mem);
}

static void board_draw(struct app *app, void *state, const struct canvas *c, bool focused)
{
	struct board_view *b = state;

	(void)app;
	b->wide = c->cols >= WIDE_COLS && !b->own;
	if (b->wide) {
		struct canvas left = canvas_sub(c, 0, 0, c->rows, SERVICES_COLS);
		struct canvas right = canvas_sub(c, 0, SERVICES_COLS + 2, c->rows, c->cols - SERVICES_COLS - 2);

		draw_services(b, &left, focused && !b->in_orders);
		draw_vline(c, 0, SERVICES_COLS, c->rows, ROLE_BORDER);
		draw_orders(b, &right, focused && b->in_orders);
	} else if (b->in_orders) {
		draw_orders(b, c, focused);
	} else {
		draw_services(b, c, focused);
	}
}

static void board_rest(struct app *app, void *state)
{
	struct board_view *b = state;

	if (b->in_orders)
		load_at_hand(app, b);
	else
		read_orders(app, b, true);
}

/* --- keys ----------------------------------------------------------------------------------------- */

static void go_to_orders(struct app *app, struct board_view *b, bool orders)
{
	b->in_orders = orders;
	load_at_hand(app, b);
}

static unsigned services_key(struct app *app, struct board_view *b, const struct key_event *ev)
{
	if (key_is_fn(ev, FN_ESC))
		return W_IGNORED;
	unsigned w = list_key(&b->services_list, ev);

	if (w & W_MOVED)
		app_moved(app);
	if ((w & W_SUBMIT) || key_is_fn(ev, FN_TAB)) {
		go_to_orders(app, b, true);
		return W_HANDLED;
	}
	return w;
}

static unsigned orders_key(struct app *app, struct board_view *b, const struct key_event *ev)
{
	size_t i;

	if (key_is_fn(ev, FN_ESC) && bulk_unmark(app, &b->marks))
		return W_HANDLED;
	if ((key_is_fn(ev, FN_ESC) || key_is_fn(ev, FN_TAB) || key_is_fn(ev, FN_BACKTAB)) && !b->own) {
		go_to_orders(app, b, false);
		return W_HANDLED;
	}
	unsigned w = list_key(&b->orders_list, ev);

	if (w & W_MOVED)
		app_moved(app);
	if ((w & W_SUBMIT) && list_selected(&b->orders_list, &i))
		app_open_appeal(app, b->orders.rows[i].ref);
	return w;
}

static unsigned board_key(struct app *app, void *state, const struct key_event *ev)
{
	struct board_view *b = state;

	return b->in_orders ? orders_key(app, b, ev) : services_key(app, b, ev);
}

static unsigned board_in(const void *state)
{
	const struct board_view *b = state;

	return b->in_orders ? IN_CARD | IN_MARKS : IN_BOARD;
}

static struct marks *board_marks(void *state)
{
	struct board_view *b = state;

	return b->in_orders ? &b->marks : NULL;
}

static const char *board_number(void *state, int i)
{
	const struct board_view *b = state;

	return i >= 0 && i < b->orders.n ? b->orders.rows[i].ref : NULL;
}

static void mark_row(struct app *app, struct board_view *b)
{
	size_t i;

	if (!list_selected(&b->orders_list, &i))
		return;
	bulk_mark(app, &b->marks, &b->orders_list, b->orders.rows[i].ref);
	load_at_hand(app, b);
}

static void mark_all(struct app *app, struct board_view *b)
{
	bool room = true;

	for (int i = 0; room && i < b->orders.n; i++)
		room = marks_add(&b->marks, b->orders.rows[i].id, b->orders.rows[i].ref);
	bulk_tell(app, &b->marks, !room);
}

static bool board_command(struct app *app, void *state, enum verb_id v)
{
	struct board_view *b = state;
	size_t i;

	if (v == V_MARK)
		mark_row(app, state);
	else if (v == V_EXPORT_MARKED)
		bulk_export(app, &b->marks, list_selected(&b->orders_list, &i) ? b->orders.rows[i].ref : NULL);
	else if (v == V_MARK_ALL)
		mark_all(app, state);
	else
		return false;
	return true;
}

static const struct appeal *board_appeal(const void *state, int *k)
{
	const struct board_view *b = state;

	*k = b->k;
	return b->any ? &b->a : NULL;
}

const struct view_ops view_board = {
	.title = N_("Dispatch board"),
	.state_size = sizeof(struct board_view),
	.open = board_open,
	.close = board_close,
	.show = board_show,
	.draw = board_draw,
	.key = board_key,
	.in = board_in,
	.rest = board_rest,
	.appeal = board_appeal,
	.command = board_command,
	.marks = board_marks,
	.number = board_number,
	.changed = board_show,
};
