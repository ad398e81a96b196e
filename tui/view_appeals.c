/* tui/view_appeals.c - F3: all appeals, newest first, narrowed by a query as it is typed; the card of the
 * selected one beside the list where there is room, else in its place.
 *
 * Drawing asks nothing of the base: the appeal at hand and its card are read when the selection moves. */
#include "core/i18n.h"
#include "core/query.h"
#include "data/store/viewed.h"
#include "tui/appeals_inner.h"
#include "tui/bulk.h"

enum { QUERY_LETTERS = 200 };

/* Another query from the newest on, whatever is shown; @NAME is a saved one. */
static unsigned ask(struct app *app, struct appeals *s, const char *query)
{
	struct arena mem = { 0 };
	struct err e = { 0 };
	enum err_code rc = saved_expand(&s->saved.list, query, &mem, &query, &e);

	if (rc) {
		app_fail(app, &e);
	} else {
		s->guest = NULL;
		s->open = s->typing = false;
		field_set(&s->line, query);
		appeals_query(app, s);
		if (s->fault.code) /* nobody is typing: the rows of another query would be taken for its own */
			appeals_none(app, s);
	}
	arena_free(&mem);
	return rc ? W_HANDLED | W_REFUSED : W_HANDLED | W_CHANGED;
}

/* --- life -------------------------------------------------------------------------------------- */

static enum err_code appeals_open(struct app *app, void *state, struct err *e)
{
	struct appeals *s = state;

	(void)e;
	field_init(&s->line, &s->line_mem, QUERY_LETTERS);
	if (actor_limited_to(app_actor(app))) /* an executor comes for what is to be done */
		field_set(&s->line, query_flag_shown(QUERY_OPEN));
	list_init(&s->list, &appeals_list_ops, &s->rows);
	s->list.marks = &s->marks;
	appeals_count_begin(&s->total, true);
	return ERR_OK;
}

static void appeals_close(struct app *app, void *state)
{
	struct appeals *s = state;

	(void)app;
	appeals_free(&s->rows);
	pager_close(&s->card);
	saved_bar_close(&s->saved);
	marks_clear(&s->marks);
	arena_free(&s->mem);
	arena_free(&s->line_mem);
	arena_free(&s->before_mem);
	arena_free(&s->guest_mem);
}

static void appeals_show(struct app *app, void *state)
{
	struct appeals *s = state;
	const char *number = app_take_number(app), *query = app_take_query(app);

	appeals_saved_read(app, s);
	if (query)
		ask(app, s, query);
	if (number) {
		arena_free(&s->guest_mem);
		s->guest = arena_strdup(&s->guest_mem, number);
		s->asker = app_came_from(app);
		s->typing = false;
		s->any = false;
	}
	s->back = s->guest && app_came_from(app) == s->asker;
	appeals_again(app, s);
	if (s->any && (s->open || s->wide))
		viewed_add(app_store(app), &s->a);
	if (number)
		appeals_open_card(app, s);
	if (number && !s->any) { /* the sentence about it stands in the message line */
		s->guest = NULL;
		appeals_at_hand(app, s);
	}
}

static void appeals_changed(struct app *app, void *state)
{
	struct appeals *s = state;

	appeals_saved_read(app, s);
	saved_bar_changed(&s->saved);
	appeals_again(app, s);
}

static void appeals_rest(struct app *app, void *state)
{
	appeals_at_hand(app, state);
}

/* Terms run out and days end though nothing happens. */
static void look_at_clock(struct app *app, struct appeals *s)
{
	int64_t now = app_now(app), minute = now / 60000;

	if (s->minute && minute != s->minute) {
		saved_bar_changed(&s->saved);
		appeals_again(app, s);
		app_dirty(app);
	} else if (appeals_mark(&s->rows, now)) {
		if (s->any)
			appeals_fill_card(app, s, true);
		app_dirty(app);
	}
	s->minute = minute;
}

static void appeals_tick(struct app *app, void *state)
{
	struct appeals *s = state;

	if (app_is_locked(app))
		return;
	/* a screen that became taller than what was read */
	if (s->rows.more && s->rows.n < (size_t)s->list.rows && appeals_more(app, s, appeals_read_more))
		app_dirty(app);
	look_at_clock(app, s);
}

/* --- keys -------------------------------------------------------------------------------------- */

/* Rows that a key leads to and that are not there yet. */
static void read_ahead(struct app *app, struct appeals *s, const struct key_event *ev)
{
	bool up = key_is_fn(ev, FN_UP) || key_is_fn(ev, FN_PGUP);

	if (key_is_fn(ev, FN_END) && s->rows.more)
		appeals_edge(app, s, true);
	else if (key_is_fn(ev, FN_HOME) && s->rows.newer)
		appeals_edge(app, s, false);
	else if (up && s->rows.newer && s->list.sel < (size_t)s->list.rows)
		appeals_more(app, s, appeals_read_newer);
}

static unsigned move_in_list(struct app *app, struct appeals *s, const struct key_event *ev)
{
	read_ahead(app, s, ev);
	unsigned w = list_key(&s->list, ev);

	if ((w & W_MORE) && appeals_more(app, s, appeals_read_more))
		w &= ~(unsigned)W_REFUSED;
	if (w & W_MOVED)
		app_moved(app);
	return w;
}

static unsigned clear_query(struct app *app, struct appeals *s)
{
	bool had = *field_text(&s->line);

	field_set(&s->line, "");
	if (had || s->fault.code)
		appeals_query(app, s);
	return W_HANDLED;
}

static void begin_query(struct appeals *s)
{
	arena_free(&s->before_mem);
	s->before = arena_strdup(&s->before_mem, field_text(&s->line));
	field_choose(&s->line, s->before);
	s->typing = true;
}

/* The query that was there before is shown again. */
static unsigned leave_query(struct app *app, struct appeals *s)
{
	bool other = strcmp(field_text(&s->line), s->before) != 0;

	s->typing = false;
	field_set(&s->line, s->before);
	if (other || s->fault.code)
		appeals_query(app, s);
	return W_HANDLED;
}

static unsigned query_key(struct app *app, struct appeals *s, const struct key_event *ev)
{
	if (key_is_fn(ev, FN_ESC))
		return leave_query(app, s);
	if (key_is_fn(ev, FN_UP) || key_is_fn(ev, FN_DOWN) || key_is_fn(ev, FN_PGUP) || key_is_fn(ev, FN_PGDN)) {
		field_edit(&s->line);
		return move_in_list(app, s, ev);
	}
	unsigned w = field_key(&s->line, ev);

	if (w & W_CHANGED)
		appeals_query(app, s);
	if ((w & W_SUBMIT) && *field_text(&s->line) == '@')
		return ask(app, s, field_text(&s->line));
	if ((w & W_SUBMIT) && (s->fault.code || query_closed(field_text(&s->line), &s->fault)))
		return W_HANDLED | W_REFUSED; /* the sentence says what is wrong */
	if (w & W_SUBMIT)
		s->typing = false;
	return w;
}

static unsigned close_card(struct app *app, struct appeals *s)
{
	bool was_guest = s->guest;

	s->open = false;
	s->guest = NULL;
	appeals_at_hand(app, s); /* of the selected row, which may be another one by now */
	if (was_guest && s->back)
		app_back(app);
	return W_HANDLED;
}

/* The view's own key on an open card leads to the list, whoever asked for the card. */
static void show_list(struct app *app, struct appeals *s)
{
	s->back = false;
	close_card(app, s);
}

static const struct appeal *appeals_appeal(const void *state, int *k)
{
	const struct appeals *s = state;

	*k = s->k;
	return s->any ? &s->a : NULL;
}

static unsigned appeals_key(struct app *app, void *state, const struct key_event *ev)
{
	struct appeals *s = state;

	if (s->typing)
		return query_key(app, s, ev);
	if (s->open)
		return key_is_fn(ev, FN_ESC) ? close_card(app, s) : pager_key(&s->card, ev);
	if (key_is_fn(ev, FN_ESC))
		return bulk_unmark(app, &s->marks) ? W_HANDLED :
		       *field_text(&s->line) ? clear_query(app, s) : W_IGNORED;
	const char *saved = appeals_saved_query(s, ev);

	if (saved)
		return ask(app, s, saved);
	unsigned w = move_in_list(app, s, ev);

	if (w & W_SUBMIT)
		appeals_open_card(app, s);
	return w;
}

/* --- marks ------------------------------------------------------------------------------------- */

static void mark_row(struct app *app, struct appeals *s)
{
	size_t i;

	if (!list_selected(&s->list, &i))
		return;
	bulk_mark(app, &s->marks, &s->list, s->rows.rows[i].ref);
	if (s->rows.more && s->list.sel + (size_t)s->list.rows >= s->rows.n)
		appeals_more(app, s, appeals_read_more);
	appeals_at_hand(app, s);
}

/* All that the query finds, as many as can be marked. */
static void mark_all(struct app *app, struct appeals *s)
{
	bool room = true;

	while (s->rows.newer && s->rows.n < MARKS_MAX && appeals_more(app, s, appeals_read_newer))
		;
	while (s->rows.more && s->rows.n < MARKS_MAX && appeals_more(app, s, appeals_read_more))
		;
	for (size_t i = 0; room && i < s->rows.n; i++)
		room = marks_add(&s->marks, s->rows.rows[i].id, s->rows.rows[i].ref);
	bulk_tell(app, &s->marks, !room || s->rows.more || s->rows.newer);
}

static struct marks *appeals_marks(void *state)
{
	struct appeals *s = state;

	return s->open ? NULL : &s->marks;
}

static const char *appeals_number(void *state, int i)
{
	const struct appeals *s = state;

	return i >= 0 && (size_t)i < s->rows.n ? s->rows.rows[i].ref : NULL;
}

static bool appeals_command(struct app *app, void *state, enum verb_id v)
{
	struct appeals *s = state;
	size_t i;

	if (v == V_FIND)
		begin_query(s);
	else if (v == V_MARK)
		mark_row(app, s);
	else if (v == V_MARK_ALL)
		mark_all(app, s);
	else if (v == V_EXPORT_MARKED)
		bulk_export(app, &s->marks, list_selected(&s->list, &i) ? s->rows.rows[i].ref : NULL);
	else if (v == V_SHOW)
		appeals_open_card(app, s);
	else if (verbs[v].in & IN_CALLED) /* there the citizen is held, and what is asked is asked */
		app_go_on(app, v), show_list(app, s);
	else if (v == V_QUERY_SAVE)
		appeals_saved_save(app, s);
	else if (v == V_QUERY_CHANGE)
		appeals_saved_change(app, s);
	else if (v == V_VIEW_APPEALS && s->open)
		show_list(app, s);
	else
		return false;
	return true;
}

static unsigned appeals_in(const void *state)
{
	const struct appeals *s = state;
	bool called = s->guest && s->back && s->asker == VIEW_CALLBACKS;

	return s->typing ? 0 : s->open ? IN_CARD | (called ? IN_CALLED : 0) : IN_LIST | IN_MARKS;
}

const struct view_ops view_appeals = {
	.title = N_("Appeals"),
	.state_size = sizeof(struct appeals),
	.open = appeals_open,
	.close = appeals_close,
	.show = appeals_show,
	.draw = appeals_draw,
	.key = appeals_key,
	.command = appeals_command,
	.in = appeals_in,
	.rest = appeals_rest,
	.appeal = appeals_appeal,
	.marks = appeals_marks,
	.number = appeals_number,
	.changed = appeals_changed,
	.tick = appeals_tick,
	.idle = appeals_idle,
};
