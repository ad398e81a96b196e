/* tui/view_incidents.c - F9: outages and planned works: those that go on, the planned, the closed of the last
 * days; the card of the selected one with the appeals joined to it. This file is the view: list, card, keys.
 *
 * Drawing asks nothing of the base. Personal data is not here: a joined appeal opens in F3. */
#include "core/i18n.h"
#include "core/text.h"
#include "tui/card_pager.h"
#include "tui/incident_card.h"
#include "tui/incidents.h"

enum { WIDE_COLS = 120, LIST_COLS = 66, CLOSED_DAYS = 7, NUMBER_COLS = 11, UNTIL_COLS = 23,
	COUNT_COLS = 4, REF_COLS = 16, STATE_COLS = 23, JOINED_ROWS_MIN = 3 };

/* --- rows ----------------------------------------------------------------------------------------- */

static size_t row_count(const void *ctx)
{
	return (size_t)((const struct incidents *)ctx)->rows.n;
}

static int64_t row_id(const void *ctx, size_t i)
{
	return ((const struct incidents *)ctx)->rows.rows[i].id;
}

/* Mark, number, time, joined, what and where. */
static void draw_cells(const struct canvas *c, enum role role, enum role times, const char *const cells[5])
{
	const int cols[] = { 1, NUMBER_COLS, UNTIL_COLS, -COUNT_COLS };
	int x = 0;

	for (size_t i = 0; i < COUNT(cols); i++) {
		int width = cols[i] < 0 ? -cols[i] : cols[i];

		draw_text(c, 0, x, cols[i], i == 2 ? times : role, cells[i]);
		x += width + 1;
	}
	draw_text(c, 0, x, c->cols - x, role, cells[4]);
}

static void row_draw(const void *ctx, const struct canvas *row, size_t i, enum role role)
{
	const struct incidents *s = ctx;
	const struct incident_row *r = &s->rows.rows[i];
	bool over = r->phase == PHASE_CLOSED || r->phase == PHASE_CANCELLED;
	enum role plain = role == ROLE_NORMAL && over ? ROLE_DIM : role;
	struct arena mem = { 0 };
	const char *count = r->joined ? arena_printf(&mem, "%d", r->joined) : "";
	const char *until = incident_until(&mem, &r->i, store_clock(app_store(s->app)));
	const char *what = arena_printf(&mem, "%s · %s", r->i.title, s->streets[i]);

	draw_cells(row, plain, role == ROLE_NORMAL && r->overdue ? ROLE_ALARM : plain,
		   (const char *const[5]){ r->overdue ? "!" : "", r->i.number, until, count, what });
	arena_free(&mem);
}

static const struct list_ops rows_ops = { row_count, row_id, row_draw };

static size_t joined_count(const void *ctx)
{
	return (size_t)((const struct incidents *)ctx)->joined.n;
}

static int64_t joined_id(const void *ctx, size_t i)
{
	return ((const struct incidents *)ctx)->joined.rows[i].id;
}

static void joined_draw(const void *ctx, const struct canvas *row, size_t i, enum role role)
{
	const struct found *f = &((const struct incidents *)ctx)->joined.rows[i];
	int x = REF_COLS + STATE_COLS + 2;
	struct arena mem = { 0 };

	draw_text(row, 0, 0, REF_COLS, role, found_ref(&mem, f));
	draw_text(row, 0, REF_COLS + 1, STATE_COLS, role, vocab_label(&vocab_state, (int)f->state));
	draw_text(row, 0, x, row->cols - x, role, *f->address ? f->address : f->topic_name);
	arena_free(&mem);
}

static const struct list_ops joined_ops = { joined_count, joined_id, joined_draw };

/* --- reading -------------------------------------------------------------------------------------- */

static void fill_card(struct app *app, struct incidents *s, bool same)
{
	struct arena mem = { 0 };
	struct card card;
	struct err e = { 0 };

	pager_clear(&s->card, same);
	if (incident_card(app_store(app), &s->at, &mem, &card, &e))
		app_fail(app, &e);
	else
		card_to_pager(&s->card, &card);
	arena_free(&mem);
}

/* The incident of the selected row; an open card stays with its own though it has left the list. */
static void load_at_hand(struct app *app, struct incidents *s)
{
	struct arena fresh = { 0 };
	struct incident_row row;
	struct found_list joined = { .n = 0 };
	struct err e = { 0 };
	size_t i;
	const char *ref = s->mode == INCIDENTS_CARD && s->any ? s->at.i.number
		: list_selected(&s->list, &i) ? s->rows.rows[i].i.number : NULL;

	if (!ref || incident_load(app_store(app), ref, &fresh, &row, &e) ||
	    incident_joined(app_store(app), &row.i, INCIDENTS_JOINED_MAX, app_actor(app), &fresh, &joined, &e)) {
		if (ref)
			app_fail(app, &e);
		arena_free(&fresh);
		s->any = false;
		s->joined.n = 0;
		pager_clear(&s->card, false);
		return;
	}
	bool same = s->any && strcmp(s->at.i.number, row.i.number) == 0;

	arena_free(&s->mem);
	s->mem = fresh;
	s->at = row;
	s->joined = joined;
	s->any = true;
	if (!same)
		list_init(&s->joined_list, &joined_ops, s);
	list_sync(&s->joined_list);
	fill_card(app, s, same);
}

static void name_streets(struct incidents *s)
{
	s->streets = arena_alloc(&s->rows_mem, (size_t)(s->rows.n + 1) * sizeof(*s->streets));
	for (int i = 0; i < s->rows.n; i++) {
		struct address_ranges r;
		struct err none = { 0 };
		bool good = !address_ranges_parse(&s->rows_mem, s->rows.rows[i].i.addresses, &r, &none);

		s->streets[i] = good ? address_ranges_streets(&s->rows_mem, &r) : s->rows.rows[i].i.addresses;
	}
}

void incidents_read(struct app *app, struct incidents *s)
{
	struct arena fresh = { 0 };
	struct incident_list rows;
	struct err e = { 0 };

	s->read_minute = app_now(app) / 60000;
	if (incident_list(app_store(app), CLOSED_DAYS, &fresh, &rows, &e)) {
		arena_free(&fresh);
		app_fail(app, &e);
		return;
	}
	arena_free(&s->rows_mem);
	s->rows_mem = fresh;
	s->rows = rows;
	name_streets(s);
	list_sync(&s->list);
	load_at_hand(app, s);
}

void incidents_select(struct app *app, struct incidents *s, const char *number)
{
	incidents_read(app, s);
	for (int i = 0; i < s->rows.n; i++)
		if (strcmp(s->rows.rows[i].i.number, number) == 0)
			list_select(&s->list, s->rows.rows[i].id);
	load_at_hand(app, s);
}

/* --- life ----------------------------------------------------------------------------------------- */

static enum err_code open_it(struct app *app, void *state, struct err *e)
{
	struct incidents *s = state;

	(void)e;
	s->app = app;
	list_init(&s->list, &rows_ops, s);
	list_init(&s->joined_list, &joined_ops, s);
	return ERR_OK;
}

static void close_it(struct app *app, void *state)
{
	struct incidents *s = state;

	(void)app;
	if (s->mode == INCIDENTS_FORM)
		incidents_form_end(s);
	pager_close(&s->card);
	pager_close(&s->text);
	arena_free(&s->rows_mem);
	arena_free(&s->mem);
}

static void show(struct app *app, void *state)
{
	incidents_read(app, state);
}

/* What begins or gets late does so without an event. */
static void tick(struct app *app, void *state)
{
	struct incidents *s = state;

	if (s->mode == INCIDENTS_FORM) {
		incidents_draft_save(app, s);
	} else if (app_now(app) / 60000 != s->read_minute) {
		incidents_read(app, s);
		app_dirty(app);
	}
}

/* --- drawing -------------------------------------------------------------------------------------- */

static void draw_head(const struct incidents *s, const struct canvas *c)
{
	int count[PHASE_COUNT] = { 0 };
	struct arena mem = { 0 };

	for (int i = 0; i < s->rows.n; i++)
		count[s->rows.rows[i].phase]++;
	draw_text(c, 0, 0, c->cols, ROLE_NORMAL,
		  arena_printf(&mem, _("Going on: %d · planned: %d · closed in %d days: %d"), count[PHASE_OPEN],
			       count[PHASE_PLANNED], (int)CLOSED_DAYS, count[PHASE_CLOSED] + count[PHASE_CANCELLED]));
	arena_free(&mem);
}

static void draw_list(struct incidents *s, const struct canvas *c, bool focused)
{
	struct canvas heads = canvas_sub(c, 1, 0, 1, c->cols);
	struct canvas body = canvas_sub(c, 2, 0, c->rows - 2, c->cols);

	draw_head(s, c);
	draw_fill(&heads, ROLE_HEADING);
	draw_cells(&heads, ROLE_HEADING, ROLE_HEADING,
		   (const char *const[5]){ "", _("Number"), _("Time"), _("App."), _("What and where") });
	list_draw(&s->list, &body, focused);
	if (s->rows.n == 0)
		draw_text(&body, 0, 0, body.cols, ROLE_NORMAL, _("Nothing goes on and nothing is planned."));
}

/* The joined appeals below the facts, a third of the room at most. */
static void draw_card(struct incidents *s, const struct canvas *c, bool focused)
{
	int most = c->rows / 3 > JOINED_ROWS_MIN ? c->rows / 3 : JOINED_ROWS_MIN;
	int rows = s->joined.n < most ? s->joined.n : most, taken = s->joined.n ? rows + 1 : 0;
	struct canvas facts = canvas_sub(c, 0, 0, c->rows - taken, c->cols);
	struct canvas list = canvas_sub(c, c->rows - rows, 0, rows, c->cols);

	pager_draw(&s->card, &facts);
	if (taken)
		draw_text(c, c->rows - taken, 0, c->cols, ROLE_HEADING, _("Joined appeals"));
	if (taken)
		list_draw(&s->joined_list, &list, focused);
}

static void draw_lists(struct incidents *s, const struct canvas *c, bool focused)
{
	bool card = s->mode == INCIDENTS_CARD;

	if (!s->wide && card) {
		draw_card(s, c, focused);
	} else if (!s->wide) {
		draw_list(s, c, focused);
	} else {
		struct canvas left = canvas_sub(c, 0, 0, c->rows, LIST_COLS);
		struct canvas right = canvas_sub(c, 0, LIST_COLS + 3, c->rows, c->cols - LIST_COLS - 3);

		draw_list(s, &left, focused && !card);
		draw_vline(c, 0, LIST_COLS + 1, c->rows, ROLE_BORDER);
		if (s->any)
			draw_card(s, &right, focused && card);
	}
}

static void draw(struct app *app, void *state, const struct canvas *c, bool focused)
{
	struct incidents *s = state;
	struct canvas below = canvas_sub(c, 1, 0, c->rows - 1, c->cols);

	(void)app;
	s->wide = c->cols >= WIDE_COLS;
	if (s->mode == INCIDENTS_FORM) {
		incidents_form_draw(s, c, focused);
	} else if (s->mode == INCIDENTS_TEXT) {
		draw_text(c, 0, 0, c->cols, ROLE_HEADING, _("What the autoresponder says now. Esc returns."));
		pager_draw(&s->text, &below);
	} else {
		draw_lists(s, c, focused);
	}
}

static void rest(struct app *app, void *state)
{
	load_at_hand(app, state);
}

/* --- keys ----------------------------------------------------------------------------------------- */

static void open_joined(struct app *app, struct incidents *s)
{
	size_t i;

	if (list_selected(&s->joined_list, &i))
		app_open_appeal(app, s->joined.rows[i].number);
}

static unsigned card_key(struct app *app, struct incidents *s, const struct key_event *ev)
{
	bool page = key_is_fn(ev, FN_PGUP) || key_is_fn(ev, FN_PGDN);

	if (key_is_fn(ev, FN_ESC)) {
		s->mode = INCIDENTS_LIST;
		load_at_hand(app, s);
		return W_HANDLED;
	}
	if (page || s->joined.n == 0)
		return pager_key(&s->card, ev);
	unsigned w = list_key(&s->joined_list, ev);

	if (w & W_SUBMIT)
		open_joined(app, s);
	return w;
}

static unsigned rows_key(struct app *app, struct incidents *s, const struct key_event *ev)
{
	unsigned w = list_key(&s->list, ev);

	if (w & W_MOVED)
		app_moved(app);
	if ((w & W_SUBMIT) && s->any)
		s->mode = INCIDENTS_CARD;
	return w;
}

static unsigned text_key(struct incidents *s, const struct key_event *ev)
{
	if (!key_is_fn(ev, FN_ESC))
		return pager_key(&s->text, ev);
	s->mode = s->before;
	return W_HANDLED;
}

static unsigned key(struct app *app, void *state, const struct key_event *ev)
{
	struct incidents *s = state;

	switch (s->mode) {
	case INCIDENTS_FORM:
		return incidents_form_key(app, s, ev);
	case INCIDENTS_TEXT:
		return text_key(s, ev);
	case INCIDENTS_CARD:
		return card_key(app, s, ev);
	case INCIDENTS_LIST:
		break;
	}
	return rows_key(app, s, ev);
}

static void show_text(struct app *app, struct incidents *s)
{
	struct arena mem = { 0 };
	struct err e = { 0 };
	const char *text;

	if (incident_announce(app_store(app), "", &mem, &text, &e)) {
		app_fail(app, &e);
	} else {
		pager_clear(&s->text, false);
		for (const char *line = text; *line; line += strcspn(line, "\n") + 1) {
			pager_add(&s->text, ROLE_NORMAL, 0, "");
			pager_add(&s->text, ROLE_NORMAL, 1, arena_strndup(&mem, line, strcspn(line, "\n")));
		}
		s->before = s->mode;
		s->mode = INCIDENTS_TEXT;
	}
	arena_free(&mem);
}

static bool command(struct app *app, void *state, enum verb_id v)
{
	struct incidents *s = state;

	if (v == V_INCIDENT_TEXT) {
		show_text(app, s);
	} else if (v == V_INCIDENT_ADD) {
		incidents_form_begin(app, s, NULL);
	} else if (!s->any) {
		return false;
	} else if (v == V_INCIDENT_SHOW) {
		s->mode = INCIDENTS_CARD;
	} else if (v == V_INCIDENT_EDIT) {
		incidents_form_begin(app, s, &s->at.i);
	} else if (v == V_INCIDENT_PROLONG) {
		incidents_prolong(app, s);
	} else if (v == V_INCIDENT_CLOSE) {
		incidents_close_it(app, s);
	} else {
		return false;
	}
	return true;
}

static unsigned in(const void *state)
{
	const struct incidents *s = state;

	return s->mode == INCIDENTS_LIST || s->mode == INCIDENTS_CARD ? IN_INCIDENTS : 0;
}

const struct view_ops view_incidents = {
	.title = N_("Incidents"),
	.state_size = sizeof(struct incidents),
	.open = open_it,
	.close = close_it,
	.show = show,
	.draw = draw,
	.key = key,
	.command = command,
	.in = in,
	.rest = rest,
	.changed = show,
	.tick = tick,
};
