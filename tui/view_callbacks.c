/* tui/view_callbacks.c - F6: who is to be called back, and the page to speak from.
 *
 * Outcomes are not made here: keys 1-4 go through the table of commands to action.h, which reads the
 * appeal at hand. After an outcome the next citizen is selected. */
#include "core/address.h"
#include "core/call_hours.h"
#include "core/i18n.h"
#include "core/phone.h"
#include "core/query.h"
#include "core/text.h"
#include "data/store/viewed.h"
#include "tui/bulk.h"
#include "tui/callbacks.h"

enum { ROWS_FIRST = 300, FILTER_LETTERS = 200, LEFT_MS = 10 * 60 * 1000 };

/* --- reading -------------------------------------------------------------------------------------- */

/* Loads the appeal of the selected row and makes its page. */
static void take_in_hand(struct app *app, struct callbacks *cb)
{
	size_t i;
	struct err e = { 0 };
	bool any = list_selected(&cb->list, &i);
	const struct found *f = any ? &cb->found.rows[i] : NULL;
	bool same = any && cb->has_hand && cb->hand_id == f->id;

	if (same && cb->hand_rev == f->rev)
		return;
	pager_clear(&cb->page, same);
	arena_free(&cb->hand_mem);
	cb->has_hand = cb->lost = false;
	cb->reading = cb->reading && any;
	if (!any)
		return;
	enum err_code rc = appeal_load(app_store(app), found_ref(&cb->hand_mem, f), &cb->hand_mem,
				       &cb->hand.appeal, &cb->hand.k, &e);

	if (!rc && !appeal_visible(&cb->hand.appeal, app_actor(app)))
		rc = err_set(&e, ERR_REFUSED, "%s", _("This appeal belongs to another executor."));
	if (rc ||
	    appeal_history(app_store(app), &cb->hand.appeal, &cb->hand_mem, &cb->hand.history, &e)) {
		app_fail(app, &e);
		return;
	}
	cb->has_hand = true;
	cb->seen = same && cb->seen;
	cb->hand_id = f->id;
	cb->hand_rev = f->rev;
	if (callback_hours(app_store(app), cb->hand.appeal.phone, &cb->hand.hours, &e))
		app_fail(app, &e);
	callback_text(&cb->page, app_store(app), app_actor(app), &cb->hand);
}

static void show_phones(struct callbacks *cb)
{
	char shown[24];

	cb->phones = arena_alloc(&cb->rows_mem, (size_t)(cb->found.n + 1) * sizeof(*cb->phones));
	cb->refs = arena_alloc(&cb->rows_mem, (size_t)(cb->found.n + 1) * sizeof(*cb->refs));
	for (int i = 0; i < cb->found.n; i++) {
		const char *e164 = cb->found.rows[i].phone;

		cb->refs[i] = found_ref(&cb->rows_mem, &cb->found.rows[i]);
		if (text_width(cb->refs[i]) > cb->ref_cols)
			cb->ref_cols = text_width(cb->refs[i]);
		phone_show(e164, &phone_plan_lviv, shown);
		cb->phones[i] = *e164 ? arena_strdup(&cb->rows_mem, shown) : "-";
	}
}

/* What stands together with row i: how many it begins; 0: it goes on. */
static int begins(const struct callbacks *cb, int i)
{
	const struct found *f = cb->found.rows;
	int n = 1;

#define GROUP(k) (cb->by == FIND_HOUSE ? f[k].house : f[k].phone)
	if (cb->by == FIND_FLAT || !*GROUP(i))
		return 1;
	if (i > 0 && strcmp(GROUP(i - 1), GROUP(i)) == 0)
		return 0;
	while (i + n < cb->found.n && strcmp(GROUP(i + n), GROUP(i)) == 0)
		n++;
#undef GROUP
	return n;
}

static const char *marked(struct arena *mem, const char *text, int begun)
{
	return begun == 1 ? text : begun ? arena_printf(mem, "%d× %s", begun, text) : arena_printf(mem, "└ %s", text);
}

/* Of one citizen the name is marked, of one house the address. */
static void show_groups(struct callbacks *cb)
{
	size_t bytes = (size_t)(cb->found.n + 1) * sizeof(char *);

	cb->names = arena_alloc(&cb->rows_mem, bytes);
	cb->addresses = arena_alloc(&cb->rows_mem, bytes);
	for (int i = 0; i < cb->found.n; i++) {
		const struct found *f = &cb->found.rows[i];
		int n = begins(cb, i);

		cb->names[i] = *f->name ? f->name : _("anonymous");
		cb->addresses[i] = address_house_text(&cb->rows_mem, f->address);
		if (cb->by == FIND_PERSON)
			cb->names[i] = marked(&cb->rows_mem, cb->names[i], n);
		else
			cb->addresses[i] = marked(&cb->rows_mem, cb->addresses[i], n);
	}
}

/* Whether it is night for ordinary calls, and until when. */
static void look_at_clock(struct app *app, struct callbacks *cb)
{
	struct policy pol;
	char when[17];

	store_policy(app_store(app), &pol);
	int64_t from = call_earliest(&pol, (struct call_about){ .priority = "" }, pol.now_ms);

	civil_format_minute(pol.clock, from, when);
	if ((from > pol.now_ms) != (cb->calls_from != 0))
		cb->hand_rev = -1; /* its page says whether it is night */
	cb->calls_from = from > pol.now_ms ? from : 0;
	cb->from_text = cb->calls_from ? arena_strdup(&cb->rows_mem, when) : "";
	cb->read_minute = pol.now_ms / 60000;
}

/* Reads the list by a filter; what is shown stays when it fails. */
static enum err_code read_rows(struct app *app, struct callbacks *cb, const char *filter, struct err *e)
{
	struct find_query q = { .text = filter, .limit = cb->limit, .login = app_actor(app)->login, .group = cb->by };
	struct arena mem = { 0 };
	struct found_list found = { 0 };

	if (find_callbacks(app_store(app), &q, cb->all, app_actor(app), &mem, &found, e)) {
		arena_free(&mem);
		return e->code;
	}
	arena_free(&cb->rows_mem);
	cb->rows_mem = mem;
	cb->found = found;
	show_phones(cb);
	show_groups(cb);
	look_at_clock(app, cb);
	return ERR_OK;
}

static int64_t id_below(const struct callbacks *cb)
{
	size_t i;

	return list_selected(&cb->list, &i) && i + 1 < (size_t)cb->found.n ? cb->found.rows[i + 1].id : -1;
}

/* Whether the row that was selected still waits for this call: not confirmed, no new attempt. */
static bool still_waits(const struct callbacks *cb, int64_t id, int64_t attempts)
{
	for (int i = 0; i < cb->found.n; i++)
		if (cb->found.rows[i].id == id)
			return cb->found.rows[i].attempts <= attempts;
	return false;
}

/* Under the fingers of somebody who is talking to this citizen no other may appear: the next command
 * would be about the wrong one. */
static void lose_hand(struct callbacks *cb)
{
	struct arena mem = { 0 };
	const char *number = arena_strdup(&mem, cb->hand.appeal.number);

	pager_clear(&cb->page, false);
	pager_add(&cb->page, ROLE_WARN, 0, arena_printf(&mem, _("%s was answered by someone else just now."), number));
	pager_add(&cb->page, ROLE_NORMAL, 0, "");
	pager_add(&cb->page, ROLE_NORMAL, 0, _("Any arrow key takes the row that is selected."));
	arena_free(&mem);
	arena_free(&cb->hand_mem);
	cb->has_hand = cb->reading = false;
	cb->lost = true;
}

/* The next one of those that are held; 0: nobody is. */
static int64_t next_held(const struct callbacks *cb)
{
	return cb->hold.rows.n ? cb->hold.rows.rows[0].id : 0;
}

/* Reads again; who has been called makes room for the next one. */
static void read_again(struct app *app, struct callbacks *cb)
{
	int64_t next = id_below(cb), id = cb->list.sel_id;
	size_t i;
	bool any = list_selected(&cb->list, &i), mine = any && cb->acting == id;
	int64_t attempts = any ? cb->found.rows[i].attempts : 0;
	struct err e = { 0 };

	hold_update(app, cb);
	if (read_rows(app, cb, cb->filter, &e)) {
		app_fail(app, &e);
		return;
	}
	bool other = list_sync(&cb->list);

	if (mine && !still_waits(cb, id, attempts) && !(next_held(cb) && list_select(&cb->list, next_held(cb))) &&
	    next >= 0)
		list_select(&cb->list, next);
	if (other && !mine && cb->has_hand)
		lose_hand(cb);
	if (!cb->lost)
		take_in_hand(app, cb);
}

/* --- the view ------------------------------------------------------------------------------------- */

static enum err_code callbacks_open(struct app *app, void *state, struct err *e)
{
	struct callbacks *cb = state;

	(void)app;
	(void)e;
	cb->filter = cb->from_text = cb->all_key = "";
	cb->by = FIND_PERSON;
	cb->limit = ROWS_FIRST;
	list_init(&cb->list, &callback_rows, cb);
	cb->list.marks = &cb->marks;
	return ERR_OK;
}

static void callbacks_close(struct app *app, void *state)
{
	struct callbacks *cb = state;

	hold_release(app, cb);
	marks_clear(&cb->marks);
	pager_close(&cb->page);
	arena_free(&cb->rows_mem);
	arena_free(&cb->hand_mem);
	arena_free(&cb->filter_mem);
}

/* Whoever comes back begins with what is selected now. */
static void callbacks_show(struct app *app, void *state)
{
	struct callbacks *cb = state;

	cb->has_hand = cb->lost = false;
	read_again(app, cb);
}

static void callbacks_changed(struct app *app, void *state)
{
	read_again(app, state);
}

/* A desk that was left holds nobody: a locked screen, or another view for ten minutes. */
static void look_at_desk(struct app *app, struct callbacks *cb)
{
	if (app_is_locked(app) || app_now(app) - cb->now >= LEFT_MS)
		hold_release(app, cb);
}

/* Those whose time comes. */
static void callbacks_tick(struct app *app, void *state)
{
	struct callbacks *cb = state;

	look_at_desk(app, cb);
	if (app_now(app) / 60000 == cb->read_minute || app_is_locked(app))
		return;
	read_again(app, cb);
	app_dirty(app);
}

static void open_card(struct app *app, struct callbacks *cb)
{
	struct arena mem = { 0 };
	size_t i;

	if (list_selected(&cb->list, &i))
		app_open_appeal(app, found_ref(&mem, &cb->found.rows[i]));
	arena_free(&mem);
}

/* Shows others: another filter, or all and only those of now. */
static enum err_code show_rows(struct app *app, struct callbacks *cb, const char *filter, struct err *e)
{
	if (read_rows(app, cb, filter, e))
		return e->code;
	if (filter != cb->filter) {
		arena_free(&cb->filter_mem);
		cb->filter = arena_strdup(&cb->filter_mem, filter);
	}
	list_sync(&cb->list);
	take_in_hand(app, cb);
	return ERR_OK;
}

/* Takes the next one in the queue and shows him, however far down he stands. */
static void take_next(struct app *app, struct callbacks *cb)
{
	struct err e = { 0 };

	if (!hold_next(app, cb))
		return;
	cb->reading = cb->lost = false;
	if (read_rows(app, cb, cb->filter, &e))
		app_fail(app, &e);
	list_sync(&cb->list);
	while (!e.code && !list_select(&cb->list, next_held(cb)) && cb->found.more) {
		cb->limit *= 2;
		if (read_rows(app, cb, cb->filter, &e))
			app_fail(app, &e);
		list_sync(&cb->list);
	}
	take_in_hand(app, cb);
}

/* By citizen, by house, each by itself, and again. */
static void group_otherwise(struct app *app, struct callbacks *cb)
{
	static const enum find_group next[] = { [FIND_PERSON] = FIND_HOUSE, [FIND_HOUSE] = FIND_FLAT,
		[FIND_FLAT] = FIND_PERSON };
	enum find_group was = cb->by;
	struct err e = { 0 };

	cb->by = next[was];
	if (show_rows(app, cb, cb->filter, &e)) {
		cb->by = was;
		app_fail(app, &e);
	}
}

/* Back one step: from the page to the list, from marks to none, from who is held to nobody, from a filter to all. */
static unsigned step_back(struct app *app, struct callbacks *cb)
{
	struct err e = { 0 };

	if (cb->reading) {
		cb->reading = false;
		return W_HANDLED;
	}
	if (bulk_unmark(app, &cb->marks))
		return W_HANDLED;
	if (cb->hold.rows.n) {
		hold_release(app, cb);
		return W_IGNORED; /* Esc and a digit is an F-key there too, and no answer */
	}
	if (!*cb->filter)
		return W_IGNORED;
	if (show_rows(app, cb, "", &e))
		app_fail(app, &e);
	return W_HANDLED;
}

static void callbacks_rest(struct app *app, void *state)
{
	take_in_hand(app, state);
}

/* F-keys and Ctrl leave the view or the program; all the others are about a row. */
static bool moves_or_acts(const struct key_event *ev)
{
	return ev->kind == EV_CHAR || (ev->kind == EV_FN && (ev->fn < FN_F1 || ev->fn > FN_F12));
}

static unsigned callbacks_key(struct app *app, void *state, const struct key_event *ev)
{
	struct callbacks *cb = state;

	cb->acting = 0;
	if (cb->lost && moves_or_acts(ev)) {
		take_in_hand(app, cb);
		return W_HANDLED | (ev->kind == EV_CHAR ? W_REFUSED : 0u);
	}
	if (key_is_fn(ev, FN_ESC))
		return step_back(app, cb);
	if (key_is_fn(ev, FN_TAB) && cb->has_hand) {
		cb->reading = !cb->reading;
		return W_HANDLED;
	}
	unsigned w = cb->reading ? pager_key(&cb->page, ev) : list_key(&cb->list, ev);

	if ((w & W_MOVED) && !cb->reading)
		app_moved(app);
	return w & W_SUBMIT ? W_IGNORED : w; /* Enter is a command of the table */
}

static void filter_answer(struct app *app, void *ctx, struct dialog *d, bool yes);

/* `fault`: why the filter that was typed is asked again; NULL at first. */
static void ask_filter(struct app *app, struct callbacks *cb, const char *typed, const char *fault)
{
	struct dialog *d = app_dialog(app);

	dialog_prompt(d, _("Whom to show"),
		      fault ? fault : _("Words of the name, address or text, digits of the telephone, or filters: "
					"street: house: topic: service:. Empty shows everybody."), FILTER_LETTERS);
	if (fault) {
		dialog_fill(d, typed);
		d->role = ROLE_ERROR;
	} else {
		dialog_propose(d, typed);
	}
	app_ask(app, filter_answer, cb);
}

static void filter_answer(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct arena mem = { 0 };
	const char *typed = arena_strdup(&mem, dialog_text(d));
	struct err e = { 0 };

	if (yes && (query_closed(typed, &e) || show_rows(app, ctx, typed, &e)))
		ask_filter(app, ctx, typed, e.msg);
	arena_free(&mem);
}

/* --- commands ------------------------------------------------------------------------------------- */

static struct marks *callbacks_marks(void *state)
{
	return &((struct callbacks *)state)->marks;
}

static bool callbacks_command(struct app *app, void *state, enum verb_id v)
{
	struct callbacks *cb = state;
	struct err e = { 0 };
	size_t i;

	cb->acting = verbs[v].act >= 0 && cb->has_hand ? cb->hand_id : 0;
	if (cb->acting && list_selected(&cb->list, &i) && !hold_row(app, cb, &cb->found.rows[i]))
		return true;
	if (v == V_SHOW) {
		open_card(app, cb);
	} else if (v == V_FIND) {
		ask_filter(app, cb, cb->filter, NULL);
	} else if (v == V_CALLBACK_NEXT) {
		take_next(app, cb);
	} else if (v == V_CALLBACKS_GROUP) {
		group_otherwise(app, cb);
	} else if (v == V_CALLBACKS_ALL) {
		cb->all = !cb->all;
		if (show_rows(app, cb, cb->filter, &e))
			app_fail(app, &e);
	} else if (callbacks_marks_command(app, cb, v)) {
		take_in_hand(app, cb);
	} else {
		return false;
	}
	return true;
}

static unsigned callbacks_in(const void *state)
{
	(void)state;
	return IN_CALLBACKS | IN_MARKS;
}

static const struct appeal *callbacks_appeal(const void *state, int *k)
{
	const struct callbacks *cb = state;

	*k = cb->has_hand ? cb->hand.k : 1;
	return cb->has_hand ? &cb->hand.appeal : NULL;
}

static void callbacks_view(struct app *app, void *state, const struct canvas *c, bool focused)
{
	struct callbacks *cb = state;

	cb->now = app_now(app);
	cb->here = app_presence(app);
	cb->all_key = app_key(app, V_CALLBACKS_ALL);
	if (cb->has_hand && !cb->seen)
		viewed_add(app_store(app), &cb->hand.appeal); /* no I/O */
	cb->seen = cb->has_hand;
	callbacks_draw(cb, c, focused);
}

const struct view_ops view_callbacks = {
	.title = N_("Call back"),
	.state_size = sizeof(struct callbacks),
	.open = callbacks_open,
	.close = callbacks_close,
	.show = callbacks_show,
	.draw = callbacks_view,
	.key = callbacks_key,
	.command = callbacks_command,
	.in = callbacks_in,
	.rest = callbacks_rest,
	.appeal = callbacks_appeal,
	.changed = callbacks_changed,
	.marks = callbacks_marks,
	.number = callbacks_number,
	.tick = callbacks_tick,
};
