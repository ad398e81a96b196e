/* tui/view_calls.c - F4: the call journal, newest first. Digits search a telephone at once; the card of the selected
 * call, with everything that came from its number, beside the list where there is room, else in its place.
 *
 * Drawing asks nothing of the base: the call at hand is read when the selection moves. */
#include "core/i18n.h"
#include "core/query.h"
#include "core/text.h"
#include "data/store/viewed.h"
#include "tui/call_card.h"
#include "tui/calls_list.h"
#include "tui/query_line.h"
#include "tui/view.h"

enum { WIDE_COLS = 120 };

struct calls {
	struct calls_rows rows;
	struct list list;
	struct query_line query;
	struct call_card card; /* of the call at hand */
	bool open;             /* the card has the keyboard */
	bool wide;             /* it stands beside the list: since the last draw */
};

/* --- reading ----------------------------------------------------------------------------------- */

/* Looking at a card is looking at somebody's data; at the same one read again nobody has to be there. */
static void note_view(struct app *app, const struct calls *s)
{
	if (s->card.any && (s->open || s->wide))
		viewed_add_call(app_store(app), s->card.call.id);
}

static void load_call(struct app *app, struct calls *s, const char *id)
{
	struct err e = { 0 };
	int64_t before = s->card.any ? s->card.call.key : 0;

	if (call_card_load(&s->card, app_store(app), id, &e)) {
		app_fail(app, &e);
		s->open = false;
	} else if (s->card.call.key != before) {
		note_view(app, s);
	}
}

/* An open card stays with its call though other rows come in above. */
static void load_at_hand(struct app *app, struct calls *s)
{
	size_t i;

	if (s->open && s->card.any)
		load_call(app, s, s->card.call.id);
	else if (list_selected(&s->list, &i))
		load_call(app, s, s->rows.rows[i].id);
	else
		call_card_free(&s->card);
}

static void open_card(struct app *app, struct calls *s)
{
	s->open = s->card.any;
	note_view(app, s);
}

static size_t page(const struct calls *s)
{
	size_t rows = (size_t)s->list.rows;

	return rows * 2 > CALLS_PAGE ? rows * 2 : CALLS_PAGE;
}

static void read_rows(struct app *app, struct calls *s, size_t want)
{
	struct query_line *q = &s->query;

	q->fault = (struct err){ .code = ERR_OK };
	if (calls_read(app_store(app), query_line_text(q), app_actor(app), want, &s->rows, &q->fault) == ERR_OK)
		list_sync(&s->list);
}

/* The same query again, as many pages as are needed to keep the place. */
static void read_again(struct app *app, struct calls *s)
{
	size_t seen = s->list.sel + (size_t)s->list.rows;

	read_rows(app, s, (seen / page(s) + 1) * page(s));
	load_at_hand(app, s);
}

/* Another query: from the newest. */
static void read_query(struct app *app, struct calls *s)
{
	int rows = s->list.rows;

	read_rows(app, s, page(s));
	if (!s->query.fault.code) {
		list_init(&s->list, &calls_list_ops, &s->rows);
		s->list.rows = rows;
	}
	load_at_hand(app, s);
}

static bool read_more(struct app *app, struct calls *s)
{
	struct err e = { 0 };
	size_t before = s->rows.n;

	if (calls_read_more(app_store(app), query_line_text(&s->query), app_actor(app), &s->rows, &e))
		app_fail(app, &e);
	return s->rows.n > before;
}

/* --- life -------------------------------------------------------------------------------------- */

static enum err_code calls_open(struct app *app, void *state, struct err *e)
{
	struct calls *s = state;

	(void)app;
	(void)e;
	query_line_init(&s->query);
	list_init(&s->list, &calls_list_ops, &s->rows);
	return ERR_OK;
}

static void calls_close(struct app *app, void *state)
{
	struct calls *s = state;

	(void)app;
	calls_free(&s->rows);
	call_card_free(&s->card);
	query_line_close(&s->query);
}

static void calls_show(struct app *app, void *state)
{
	struct calls *s = state;
	const char *query = app_take_calls(app);

	if (query) {
		query_line_set(&s->query, query);
		s->open = false;
		read_query(app, s);
	} else {
		read_again(app, s);
	}
	note_view(app, s);
}

static void calls_changed(struct app *app, void *state)
{
	if (actor_may(app_actor(app), RIGHT_CALLS))
		read_again(app, state);
}

/* A screen that became taller than what was read. */
static void calls_tick(struct app *app, void *state)
{
	struct calls *s = state;

	if (s->rows.more && s->rows.n < (size_t)s->list.rows && read_more(app, s))
		app_dirty(app);
}

/* --- drawing ----------------------------------------------------------------------------------- */

static void draw_head(const struct calls *s, const struct canvas *c)
{
	struct arena mem = { 0 };
	const char *query = query_line_text(&s->query), *meant = s->rows.meant;
	bool fault = s->query.typing && s->query.fault.code;
	const char *head = fault ? _("The query has a mistake: what was found before stays") :
			   !*query ? _("All calls, newest first. Digits search a telephone.") :
			   s->rows.partly ? arena_printf(&mem, _("Query: %s   a common name: add a word"), query) :
			   meant && *meant ? arena_printf(&mem, _("Query: %s   shown for «%s»"), query, meant) :
			   arena_printf(&mem, _("Query: %s"), query);
	const char *count = arena_printf(&mem, _("shown: %d%s"), (int)s->rows.n, s->rows.more ? "+" : "");
	int cols = text_width(count);

	draw_text(c, 0, 0, c->cols - cols - 1, *query ? ROLE_NUMBER : ROLE_NORMAL, head);
	draw_text(c, 0, c->cols - cols, cols, ROLE_NORMAL, count);
	arena_free(&mem);
}

static int draw_line(struct calls *s, const struct canvas *c, bool focused)
{
	struct arena mem = { 0 };
	char known[480];

	query_known_calls(known, sizeof(known));
	int rows = query_line_draw(&s->query, c, arena_printf(&mem,
		_("A part of a telephone, words of the caller's name. Enter keeps the query, Esc brings the one before "
		  "back. Filters: %s"), known), focused);

	arena_free(&mem);
	return rows;
}

static void draw_list(struct calls *s, const struct canvas *c, bool focused)
{
	int taken = draw_line(s, c, focused);
	struct canvas head = canvas_sub(c, 1, 0, 1, c->cols);
	struct canvas body = canvas_sub(c, 2, 0, c->rows - 2 - taken, c->cols);

	draw_head(s, c);
	calls_draw_head(&head);
	list_draw(&s->list, &body, focused && !s->open);
	if (s->rows.n || (s->query.typing && s->query.fault.code))
		return;
	draw_paragraph(&body, ROLE_NORMAL, s->query.fault.code ? s->query.fault.msg : *query_line_text(&s->query)
		   ? _("No call is found. Esc shows all calls again.") : _("There are no calls yet."));
}

static void calls_draw(struct app *app, void *state, const struct canvas *c, bool focused)
{
	struct calls *s = state;
	int cols = c->cols * 3 / 5;
	const char *played = app_played(app);
	bool playing = s->card.any && played && strcmp(played, s->card.call.id) == 0;

	s->wide = c->cols >= WIDE_COLS;
	if (s->wide) {
		struct canvas left = canvas_sub(c, 0, 0, c->rows, cols);
		struct canvas right = canvas_sub(c, 0, cols + 3, c->rows, c->cols - cols - 3);

		draw_list(s, &left, focused);
		draw_vline(c, 0, cols + 1, c->rows, ROLE_BORDER);
		call_card_draw(&s->card, &right, playing, focused && s->open);
	} else if (s->open) {
		call_card_draw(&s->card, c, playing, focused);
	} else {
		draw_list(s, c, focused);
	}
}

static void calls_rest(struct app *app, void *state)
{
	load_at_hand(app, state);
}

/* --- keys -------------------------------------------------------------------------------------- */

static unsigned move_in_list(struct app *app, struct calls *s, const struct key_event *ev)
{
	unsigned w = list_key(&s->list, ev);

	if ((w & W_MORE) && read_more(app, s))
		w &= ~(unsigned)W_REFUSED;
	if (w & W_MOVED)
		app_moved(app);
	return w;
}

/* Enter on a row of the past: the appeal in F3, or the card of that call. */
static void open_past(struct app *app, struct calls *s)
{
	const struct call_past *p = call_card_selected(&s->card);

	if (p && p->is_call)
		load_call(app, s, p->ref);
	else if (p)
		app_open_appeal(app, p->ref);
}

static unsigned card_key(struct app *app, struct calls *s, const struct key_event *ev)
{
	struct err e = { 0 };

	if (key_is_fn(ev, FN_ESC)) {
		s->open = false;
		load_at_hand(app, s);
		return W_HANDLED;
	}
	unsigned w = list_key(&s->card.list, ev);

	if ((w & W_MORE) && s->card.more) {
		if (call_card_more(&s->card, app_store(app), &e))
			app_fail(app, &e);
		w &= ~(unsigned)W_REFUSED;
	}
	if (w & W_SUBMIT)
		open_past(app, s);
	return w;
}

static unsigned query_key(struct app *app, struct calls *s, const struct key_event *ev)
{
	unsigned w = query_line_key(&s->query, ev);

	if (w == W_IGNORED)
		return move_in_list(app, s, ev);
	if (w & W_CHANGED)
		read_query(app, s);
	return w;
}

static unsigned calls_key(struct app *app, void *state, const struct key_event *ev)
{
	struct calls *s = state;

	if (s->query.typing)
		return query_key(app, s, ev);
	if (s->open)
		return card_key(app, s, ev);
	unsigned w = query_line_list_key(&s->query, ev);

	if (w != W_IGNORED) {
		read_query(app, s);
		return w;
	}
	w = move_in_list(app, s, ev);
	if (w & W_SUBMIT)
		open_card(app, s);
	return w;
}

/* --- commands ---------------------------------------------------------------------------------- */

static void open_chosen(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct arena mem = { 0 };
	const char *number = arena_strdup(&mem, d->items[d->choice]);

	(void)ctx;
	if (yes)
		app_open_appeal(app, number);
	arena_free(&mem);
}

/* The appeal the call is linked with, else the one of the selected row of the past. */
static void open_appeal(struct app *app, struct calls *s)
{
	const struct call_past *p = s->open ? call_card_selected(&s->card) : NULL;
	const struct call *c = &s->card.call;

	if (s->card.any && c->nappeals == 1) {
		app_open_appeal(app, c->appeals[0]);
	} else if (p && !p->is_call) {
		app_open_appeal(app, p->ref);
	} else if (!s->card.any || c->nappeals == 0) {
		app_say(app, ROLE_MESSAGE, _("This call has no appeal."));
	} else {
		size_t n = c->nappeals < DIALOG_CHOICES ? (size_t)c->nappeals : DIALOG_CHOICES;

		dialog_choose(app_dialog(app), _("Open an appeal of the call"), c->appeals, n);
		app_ask(app, open_chosen, s);
	}
}

static bool calls_command(struct app *app, void *state, enum verb_id v)
{
	struct calls *s = state;

	if (v == V_FIND)
		query_line_begin(&s->query);
	else if (v == V_SHOW)
		open_card(app, s);
	else if (v == V_CALL_APPEAL)
		open_appeal(app, s);
	else if (v == V_CALL_PLAY && s->card.any)
		app_play(app, &s->card.call);
	else if (v == V_CALL_REGISTER && s->card.any)
		app_register_call(app, &s->card.call);
	else
		return false;
	return true;
}

static unsigned calls_in(const void *state)
{
	const struct calls *s = state;

	return s->query.typing ? 0 : s->open ? IN_CALL : IN_CALLS;
}

const struct view_ops view_calls = {
	.title = N_("Calls"),
	.state_size = sizeof(struct calls),
	.open = calls_open,
	.close = calls_close,
	.show = calls_show,
	.draw = calls_draw,
	.key = calls_key,
	.command = calls_command,
	.in = calls_in,
	.rest = calls_rest,
	.changed = calls_changed,
	.tick = calls_tick,
};
