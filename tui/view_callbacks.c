/* tui/view_callbacks.c - F6: who is to be called back, and the page to speak from.
 *
 * Outcomes are not made here: keys 1-4 go through the table of commands to action.h, which reads the
 * appeal at hand. After an outcome the next citizen is selected. */
#include "core/i18n.h"
#include "core/phone.h"
#include "core/text.h"
#include "data/store/find.h"
#include "tui/callback_text.h"
#include "tui/list.h"
#include "tui/view.h"

enum { ROWS_MAX = 300, FILTER_LETTERS = 200, BESIDE_COLS = 120, DETAIL_ROWS_MIN = 11 };

struct callbacks {
	struct arena rows_mem;
	struct found_list found;
	const char **phones;     /* of the rows, as they are dialled */
	struct list list;
	struct arena hand_mem;   /* of the appeal at hand */
	struct callback hand;
	bool has_hand;
	int64_t hand_id, hand_rev;
	struct pager page;
	bool reading;            /* the page has the keyboard, not the list */
	bool all;                /* also those whose time has not come */
	struct arena filter_mem;
	const char *filter;
	int64_t now;             /* of the frame, for the waiting times */
	int64_t read_minute;     /* of the last reading of the list */
	bool outside_hours;      /* now only accidents are called */
};

/* --- rows ----------------------------------------------------------------------------------------- */

enum column_id { COL_PRIORITY, COL_NUMBER, COL_WAIT, COL_TRIES, COL_NAME, COL_PHONE, COL_ADDRESS,
	COL_EXECUTOR, COL_COUNT };

/* Columns on the screen; 0: shares what is left, by parts. Below `from` columns it is left out. */
static const struct {
	const char *head;
	int cols, parts, from;
} columns[COL_COUNT] = {
	[COL_PRIORITY] = { "", 2, 0, 0 },
	[COL_NUMBER] = { N_("Number"), 12, 0, 0 },
	[COL_WAIT] = { N_("Waits"), 7, 0, 0 },
	/* TRANSLATORS: how many calls nobody answered; 3 columns */
	[COL_TRIES] = { N_("NA"), 3, 0, 0 },
	[COL_NAME] = { N_("Applicant"), 0, 3, 0 },
	[COL_PHONE] = { N_("Telephone"), 17, 0, 0 },
	[COL_ADDRESS] = { N_("Address"), 0, 4, 0 },
	[COL_EXECUTOR] = { N_("Executor"), 0, 3, 96 },
};

static int column_cols(enum column_id id, int width)
{
	int left = width, parts = 0;

	if (width < columns[id].from)
		return 0;
	for (int i = 0; i < COL_COUNT; i++) {
		if (width < columns[i].from)
			continue;
		left -= columns[i].cols + 1;
		parts += columns[i].parts;
	}
	return columns[id].cols ? columns[id].cols : left > 0 ? left * columns[id].parts / parts : 0;
}

static void wait_text(const struct callbacks *cb, const struct found *f, char out[24])
{
	int64_t minutes = (cb->now - f->done_at) / 60000;

	if (f->next_try > cb->now)
		snprintf(out, 24, "%s", _("later"));
	else if (minutes < 60)
		snprintf(out, 24, _("%d min"), minutes > 0 ? (int)minutes : 0);
	else if (minutes < 48 * 60)
		snprintf(out, 24, _("%d h"), (int)(minutes / 60));
	else
		snprintf(out, 24, _("%d d"), (int)(minutes / (24 * 60)));
}

static const char *cell(const struct callbacks *cb, size_t i, enum column_id id, char buf[24])
{
	const struct found *f = &cb->found.rows[i];

	if (id == COL_WAIT)
		wait_text(cb, f, buf);
	else
		snprintf(buf, 24, "%d", (int)f->attempts);
	const char *const texts[COL_COUNT] = {
		[COL_PRIORITY] = vocab_label_of(&vocab_priority, f->priority), [COL_NUMBER] = f->number,
		[COL_WAIT] = buf, [COL_TRIES] = buf, [COL_NAME] = *f->name ? f->name : _("anonymous"),
		[COL_PHONE] = cb->phones[i], [COL_ADDRESS] = f->address, [COL_EXECUTOR] = f->service_name,
	};

	return texts[id];
}

static size_t row_count(const void *ctx)
{
	return (size_t)((const struct callbacks *)ctx)->found.n;
}

static int64_t row_id(const void *ctx, size_t i)
{
	return ((const struct callbacks *)ctx)->found.rows[i].id;
}

static void row_draw(const void *ctx, const struct canvas *row, size_t i, enum role role)
{
	const struct callbacks *cb = ctx;
	char buf[24];
	int x = 0;

	for (enum column_id id = 0; id < COL_COUNT; id++) {
		int cols = column_cols(id, row->cols);
		bool right = id == COL_WAIT || id == COL_TRIES;

		if (cols > 0)
			draw_text(row, 0, x, right ? -cols : cols, role, cell(cb, i, id, buf));
		x += cols ? cols + 1 : 0;
	}
}

static const struct list_ops rows_ops = { row_count, row_id, row_draw };

/* --- reading -------------------------------------------------------------------------------------- */

static const char *reference(struct arena *mem, const struct found *f)
{
	return f->k > 1 ? arena_printf(mem, "%s.%d", f->number, f->k) : f->number;
}

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
	cb->has_hand = false;
	cb->reading = cb->reading && any;
	if (!any)
		return;
	if (appeal_load(app_store(app), reference(&cb->hand_mem, f), &cb->hand_mem, &cb->hand.appeal,
			&cb->hand.k, &e) ||
	    appeal_history(app_store(app), &cb->hand.appeal, &cb->hand_mem, &cb->hand.history, &e)) {
		app_fail(app, &e);
		return;
	}
	cb->has_hand = true;
	cb->hand_id = f->id;
	cb->hand_rev = f->rev;
	callback_text(&cb->page, app_store(app), app_actor(app), &cb->hand);
}

static void show_phones(struct callbacks *cb)
{
	char shown[24];

	cb->phones = arena_alloc(&cb->rows_mem, (size_t)(cb->found.n + 1) * sizeof(*cb->phones));
	for (int i = 0; i < cb->found.n; i++) {
		const char *e164 = cb->found.rows[i].phone;

		phone_show(e164, &phone_plan_lviv, shown);
		cb->phones[i] = *e164 ? arena_strdup(&cb->rows_mem, shown) : "-";
	}
}

static void look_at_clock(struct app *app, struct callbacks *cb)
{
	struct policy pol;

	store_policy(app_store(app), &pol);
	int hour = civil_at(pol.clock, pol.now_ms).hour;

	cb->outside_hours = hour < pol.call_from_hour || hour >= pol.call_until_hour;
	cb->read_minute = pol.now_ms / 60000;
}

/* Reads the list by a filter; what is shown stays when it fails. */
static bool read_rows(struct app *app, struct callbacks *cb, const char *filter)
{
	struct find_query q = { .text = filter, .limit = ROWS_MAX, .login = app_actor(app)->login };
	struct arena mem = { 0 };
	struct found_list found = { 0 };
	struct err e = { 0 };

	look_at_clock(app, cb);
	if (find_callbacks(app_store(app), &q, cb->all, app_actor(app), &mem, &found, &e)) {
		arena_free(&mem);
		app_fail(app, &e);
		return false;
	}
	arena_free(&cb->rows_mem);
	cb->rows_mem = mem;
	cb->found = found;
	show_phones(cb);
	return true;
}

static int64_t id_below(const struct callbacks *cb)
{
	size_t i;

	return list_selected(&cb->list, &i) && i + 1 < row_count(cb) ? row_id(cb, i + 1) : -1;
}

/* Whether the row that was selected still waits for this call: not confirmed, no new attempt. */
static bool still_waits(const struct callbacks *cb, int64_t id, int64_t attempts)
{
	for (int i = 0; i < cb->found.n; i++)
		if (cb->found.rows[i].id == id)
			return cb->found.rows[i].attempts <= attempts;
	return false;
}

/* Reads again; who has been called makes room for the next one. */
static void read_again(struct app *app, struct callbacks *cb)
{
	int64_t next = id_below(cb), id = cb->list.sel_id;
	size_t i;
	bool any = list_selected(&cb->list, &i);
	int64_t attempts = any ? cb->found.rows[i].attempts : 0;

	if (!read_rows(app, cb, cb->filter))
		return;
	bool called = any && !still_waits(cb, id, attempts);

	list_sync(&cb->list);
	if (called && next >= 0)
		list_select(&cb->list, next);
	take_in_hand(app, cb);
}

/* --- the view ------------------------------------------------------------------------------------- */

static enum err_code callbacks_open(struct app *app, void *state, struct err *e)
{
	struct callbacks *cb = state;

	(void)app;
	(void)e;
	cb->filter = "";
	list_init(&cb->list, &rows_ops, cb);
	return ERR_OK;
}

static void callbacks_close(struct app *app, void *state)
{
	struct callbacks *cb = state;

	(void)app;
	pager_close(&cb->page);
	arena_free(&cb->rows_mem);
	arena_free(&cb->hand_mem);
	arena_free(&cb->filter_mem);
}

static void callbacks_changed(struct app *app, void *state)
{
	read_again(app, state);
}

/* Those whose time comes. */
static void callbacks_tick(struct app *app, void *state)
{
	struct callbacks *cb = state;

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
		app_open_appeal(app, reference(&mem, &cb->found.rows[i]));
	arena_free(&mem);
}

static void use_filter(struct app *app, struct callbacks *cb, const char *filter)
{
	if (!read_rows(app, cb, filter))
		return;
	arena_free(&cb->filter_mem);
	cb->filter = arena_strdup(&cb->filter_mem, filter);
	list_sync(&cb->list);
	take_in_hand(app, cb);
}

/* Back one step: from the page to the list, from a filter to everybody. */
static unsigned step_back(struct app *app, struct callbacks *cb)
{
	if (cb->reading)
		cb->reading = false;
	else if (*cb->filter)
		use_filter(app, cb, "");
	else
		return W_IGNORED;
	return W_HANDLED;
}

static unsigned callbacks_key(struct app *app, void *state, const struct key_event *ev)
{
	struct callbacks *cb = state;

	if (key_is_fn(ev, FN_ESC))
		return step_back(app, cb);
	if (key_is_fn(ev, FN_TAB) && cb->has_hand) {
		cb->reading = !cb->reading;
		return W_HANDLED;
	}
	unsigned w = cb->reading ? pager_key(&cb->page, ev) : list_key(&cb->list, ev);

	if ((w & W_MOVED) && !cb->reading)
		take_in_hand(app, cb);
	return w & W_SUBMIT ? W_IGNORED : w; /* Enter is a command of the table */
}

static void filter_answer(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	if (yes)
		use_filter(app, ctx, dialog_text(d));
}

static void ask_filter(struct app *app, struct callbacks *cb)
{
	struct dialog *d = app_dialog(app);

	dialog_prompt(d, _("Whom to show"),
		      _("Words of the name, address or text, digits of the telephone, or filters: street: house: "
			"topic: service:. Empty shows everybody."), FILTER_LETTERS);
	field_set(&d->field, cb->filter);
	app_ask(app, filter_answer, cb);
}

static bool callbacks_command(struct app *app, void *state, enum verb_id v)
{
	struct callbacks *cb = state;

	if (v == V_SHOW) {
		open_card(app, cb);
	} else if (v == V_FIND) {
		ask_filter(app, cb);
	} else if (v == V_CALLBACKS_ALL) {
		cb->all = !cb->all;
		if (read_rows(app, cb, cb->filter))
			list_sync(&cb->list);
		take_in_hand(app, cb);
	} else {
		return false;
	}
	return true;
}

static unsigned callbacks_in(const void *state)
{
	(void)state;
	return IN_CALLBACKS;
}

static const struct appeal *callbacks_appeal(const void *state, int *k)
{
	const struct callbacks *cb = state;

	*k = cb->has_hand ? cb->hand.k : 1;
	return cb->has_hand ? &cb->hand.appeal : NULL;
}

/* --- drawing -------------------------------------------------------------------------------------- */

static const char *summary_text(const struct callbacks *cb, struct arena *mem)
{
	int n = cb->found.n;

	if (cb->found.more)
		return arena_printf(mem, _("The first %d of those who wait"), n);
	if (cb->all)
		return arena_printf(mem, P_("%d waits for a confirmation", "%d wait for a confirmation", n), n);
	return arena_printf(mem, P_("%d is to be called back now", "%d are to be called back now", n), n);
}

static void draw_summary(const struct callbacks *cb, const struct canvas *c)
{
	struct arena mem = { 0 };
	const char *filter = *cb->filter ? arena_printf(&mem, _("shown: %s"), cb->filter) : "";
	int right = text_width(filter) < c->cols / 2 ? text_width(filter) : c->cols / 2;

	draw_text(c, 0, 0, c->cols - right, ROLE_NUMBER, summary_text(cb, &mem));
	draw_text(c, 0, c->cols - right, right, ROLE_NORMAL, filter);
	arena_free(&mem);
}

static void draw_heads(const struct canvas *c)
{
	int x = 0;

	draw_text(c, 0, 0, c->cols, ROLE_HEADING, "");
	for (enum column_id id = 0; id < COL_COUNT; id++) {
		int cols = column_cols(id, c->cols);
		bool right = id == COL_WAIT || id == COL_TRIES;

		if (cols > 0)
			draw_text(c, 0, x, right ? -cols : cols, ROLE_HEADING,
				  *columns[id].head ? _(columns[id].head) : "");
		x += cols ? cols + 1 : 0;
	}
}

static const char *nobody_text(const struct callbacks *cb)
{
	if (*cb->filter)
		return _("Nobody fits this filter. Esc takes it off.");
	if (cb->all)
		return _("Nobody waits for a confirmation.");
	return cb->outside_hours
		? _("At this hour only accidents are called. The key a shows everybody who waits.")
		: _("Nobody is to be called now. The key a shows those to be called later too.");
}

static void draw_nobody(const struct callbacks *cb, const struct canvas *c)
{
	const char *next = nobody_text(cb);

	for (int y = 1; next && y < c->rows; y++) {
		const char *line = next;
		struct slice s = { line, text_wrap(line, c->cols - 4, &next) };

		draw_slice(c, y, 2, c->cols - 4, ROLE_NORMAL, s);
	}
}

static void draw_list(struct callbacks *cb, const struct canvas *c, bool focused)
{
	struct canvas heads = canvas_sub(c, 1, 0, 1, c->cols);
	struct canvas rows = canvas_sub(c, 2, 0, c->rows - 2, c->cols);

	draw_summary(cb, c);
	draw_heads(&heads);
	if (cb->found.n == 0)
		draw_nobody(cb, &rows);
	else
		list_draw(&cb->list, &rows, focused && !cb->reading);
}

static void draw_beside(struct callbacks *cb, const struct canvas *c, bool focused)
{
	int left = c->cols * 11 / 20;
	struct canvas list = canvas_sub(c, 0, 0, c->rows, left);
	struct canvas page = canvas_sub(c, 0, left + 3, c->rows, c->cols - left - 3);

	draw_list(cb, &list, focused);
	draw_vline(c, 0, left + 1, c->rows, ROLE_BORDER);
	pager_draw(&cb->page, &page);
}

static void draw_below(struct callbacks *cb, const struct canvas *c, bool focused)
{
	int below = c->rows / 2 > DETAIL_ROWS_MIN ? c->rows / 2 : DETAIL_ROWS_MIN;
	struct canvas list = canvas_sub(c, 0, 0, c->rows - below - 1, c->cols);
	struct canvas page = canvas_sub(c, c->rows - below, 0, below, c->cols);

	draw_list(cb, &list, focused);
	draw_hline(c, c->rows - below - 1, 0, c->cols, ROLE_BORDER);
	pager_draw(&cb->page, &page);
}

static void callbacks_draw(struct app *app, void *state, const struct canvas *c, bool focused)
{
	struct callbacks *cb = state;

	cb->now = app_now(app);
	if (c->cols >= BESIDE_COLS)
		draw_beside(cb, c, focused);
	else
		draw_below(cb, c, focused);
}

const struct view_ops view_callbacks = {
	.title = N_("Call back"),
	.state_size = sizeof(struct callbacks),
	.open = callbacks_open,
	.close = callbacks_close,
	.show = callbacks_changed,
	.draw = callbacks_draw,
	.key = callbacks_key,
	.command = callbacks_command,
	.in = callbacks_in,
	.appeal = callbacks_appeal,
	.changed = callbacks_changed,
	.tick = callbacks_tick,
};
