/* tui/view_reports.c - F8: the reports, one at a time, of a period that can be stepped through.
 *
 * 1-9 choose the report, Left and Right turn over the columns of a wide one. The figures are made below the screen
 * (report_make.h); making one shows progress and stops on Esc. */

#include "core/i18n.h"
#include "core/report_chart.h"
#include "core/query.h"
#include "core/text.h"
#include "data/link/savefile.h"
#include "tui/pager.h"
#include "tui/report_period.h"
#include "tui/view.h"

enum { HEAD_ROWS = 2, PERIOD_LETTERS = 40 };

struct reports {
	const struct report_kind *kind;
	struct period of;
	bool chosen;   /* the period was chosen by hand: it stays with the next report */
	struct arena mem;
	struct report report;
	bool made;
	struct pager pager;
	int side;      /* columns of the tables left out on the left */
	bool right;    /* some are left out on the right */
	int cols;      /* of the last draw */
};

/* --- what is shown -------------------------------------------------------------------------------- */

/* The charts stand above: what is on them is read by everybody, the figures stand below. */
static void add_charts(struct app *app, struct reports *s)
{
	for (const struct report_table *t = s->report.tables; t; t = t->next) {
		const char *chart = report_chart(t, s->cols - 1, store_clock(app_store(app)), &s->mem), *line = chart;

		if (*chart && s->pager.count)
			pager_add(&s->pager, ROLE_NORMAL, 0, "");
		for (size_t n; *line; line += n + 1) {
			n = strcspn(line, "\n");
			pager_add(&s->pager, line == chart ? ROLE_HEADING : line[n + 1] ? ROLE_NUMBER : ROLE_DIM, 0,
				  arena_strndup(&s->mem, line, n));
		}
	}
}

/* A line after an empty one is the title of a table. */
static void add_lines(struct reports *s, const char *text)
{
	bool title = false;

	while (*text) {
		size_t len = strcspn(text, "\n");
		char *line = arena_strndup(&s->mem, text, len);

		pager_add(&s->pager, title ? ROLE_HEADING : ROLE_NORMAL, 0, line);
		title = len == 0;
		text += len + (text[len] == '\n');
	}
}

static void fill_pager(struct app *app, struct reports *s, bool keep_place)
{
	struct report_room room = { .cols = s->cols - 1, .skip = s->side };
	const char *text = report_tables(&s->report, store_clock(app_store(app)), &room, &s->mem);

	s->right = room.right;
	pager_clear(&s->pager, keep_place);
	add_charts(app, s);
	add_lines(s, text);
}

static bool go_on(void *ctx, int64_t done, int64_t total)
{
	return app_progress(ctx, _("The report is being made. Esc stops"), done, total);
}

static void make(struct app *app, struct reports *s)
{
	const struct progress p = { .step = go_on, .ctx = app };
	struct err e = { 0 };

	s->made = false;
	s->side = 0;
	arena_free(&s->mem);
	pager_clear(&s->pager, false);
	if (report_make(app_store(app), s->kind, s->of, &p, app_actor(app), &s->mem, &s->report, &e)) {
		app_fail(app, &e);
		return;
	}
	s->made = true;
	app_say(app, ROLE_MESSAGE, ""); /* it is not being made any more */
	fill_pager(app, s, false);
}

static void choose(struct app *app, struct reports *s, const struct report_kind *kind)
{
	if (!s->chosen || kind->day_begins != s->kind->day_begins)
		report_usual_period(store_clock(app_store(app)), kind, &s->of);
	s->kind = kind;
	make(app, s);
}

/* --- the view ------------------------------------------------------------------------------------- */

static enum err_code reports_open(struct app *app, void *state, struct err *e)
{
	struct reports *s = state;
	int n;

	if (!actor_may(app_actor(app), RIGHT_REPORT))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_REPORT));
	s->kind = report_kinds(&n);
	choose(app, s, s->kind);
	return ERR_OK;
}

static void reports_close(struct app *app, void *state)
{
	struct reports *s = state;

	(void)app;
	pager_close(&s->pager);
	arena_free(&s->mem);
}

/* That there is more beside what is seen, and which key brings it. */
static void draw_sideways(const struct reports *s, const struct canvas *c)
{
	const char *hint = s->side && s->right ? _("← → more columns") : s->right ? _("→ more columns")
		: s->side ? _("← columns before") : "";
	int cols = text_width(hint);

	if (s->made && cols)
		draw_text(c, 1, c->cols - cols - 1, cols + 1, ROLE_WARN, hint);
}

static void reports_draw(struct app *app, void *state, const struct canvas *c, bool focused)
{
	struct reports *s = state;
	struct arena mem = { 0 };
	struct canvas body = canvas_sub(c, HEAD_ROWS, 0, c->rows - HEAD_ROWS, c->cols);
	int n, x = 0;
	const struct report_kind *kinds = report_kinds(&n);

	(void)focused;
	if (s->cols != c->cols) {
		s->cols = c->cols;
		if (s->made)
			fill_pager(app, s, true);
	}
	for (int i = 0; i < n; i++) {
		const char *label = arena_printf(&mem, " %d %s ", i + 1, _(kinds[i].tab));
		int cols = text_width(label);

		draw_text(c, 0, x, cols, &kinds[i] == s->kind ? ROLE_SELECTED : ROLE_DIM, label);
		x += cols;
	}
	draw_text(c, 1, 0, c->cols, ROLE_HEADING, arena_printf(&mem, "%s · %s", _(s->kind->title),
		  report_period(&(struct report){ .of = s->made ? s->report.of : s->of },
				store_clock(app_store(app)), &mem)));
	draw_sideways(s, c);
	pager_draw(&s->pager, &body);
	arena_free(&mem);
}

static void move_sideways(struct app *app, struct reports *s, int by)
{
	int side = s->side + by;

	if (!s->made || side < 0 || (by > 0 && !s->right))
		return;
	s->side = side;
	fill_pager(app, s, true);
}

static unsigned reports_key(struct app *app, void *state, const struct key_event *ev)
{
	struct reports *s = state;
	int n, digit = (int)key_letter(ev) - '1';
	const struct report_kind *kinds = report_kinds(&n);

	if (digit >= 0 && digit < n) {
		choose(app, s, &kinds[digit]);
		return W_HANDLED;
	}
	if (key_is_fn(ev, FN_LEFT) || key_is_fn(ev, FN_RIGHT)) {
		move_sideways(app, s, key_is_fn(ev, FN_LEFT) ? -1 : 1);
		return W_HANDLED;
	}
	if (key_is_fn(ev, FN_ESC)) {
		app_back(app);
		return W_HANDLED;
	}
	return pager_key(&s->pager, ev);
}

/* --- commands ------------------------------------------------------------------------------------- */

static void step(struct app *app, struct reports *s, int by)
{
	s->chosen = true;
	report_step_period(store_clock(app_store(app)), s->kind, by, &s->of);
	make(app, s);
}

static void period_answer(struct app *app, void *ctx, struct dialog *d, bool yes);

/* `why`: what was typed before is no period. */
static void ask_period(struct app *app, struct reports *s, const char *typed, const struct err *why)
{
	struct dialog *d = app_dialog(app);

	dialog_prompt(d, _("Period of the report"),
		      why ? why->msg : _("A day: 08.11.2026; from - to: 01.11.2026 - 07.11.2026; empty: the usual one"),
		      PERIOD_LETTERS);
	if (why)
		d->role = ROLE_ERROR;
	dialog_fill(d, typed);
	app_ask(app, period_answer, s);
}

/* "08.11.2026" or "01.11.2026 - 07.11.2026". */
static void period_answer(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct reports *s = ctx;
	struct arena mem = { 0 };
	struct err e = { 0 };
	const char *typed = arena_strdup(&mem, dialog_text(d));
	char *from = arena_strdup(&mem, typed);
	const char *to = report_split_period(from);
	struct period of;

	dialog_close(d);
	if (yes && report_read_period(store_clock(app_store(app)), s->kind, *from ? from : NULL, to, &of, &e)) {
		ask_period(app, s, typed, &e);
	} else if (yes) {
		s->of = of;
		s->chosen = *from != '\0';
		make(app, s);
	}
	arena_free(&mem);
}

static enum err_code save(struct app *app, void *ctx, const char *path, struct err *e)
{
	struct reports *s = ctx;
	struct arena mem = { 0 };

	if (path && s->made) {
		const char *csv = report_csv(&s->report, store_clock(app_store(app)), &mem);

		if (!savefile(path, csv, strlen(csv), e))
			app_say(app, ROLE_OK, arena_printf(&mem, _("The report is in %s."), path));
	}
	arena_free(&mem);
	return e->code;
}

static void ask_file(struct app *app, struct reports *s)
{
	const char *const words[] = { _("Save the report as CSV"), _("Name of the file") };
	struct arena mem = { 0 };
	char day[11];

	civil_format_day(civil_day_at(store_clock(app_store(app)), s->of.from), day);
	app_ask_file(app, words, arena_printf(&mem, "%s-%s.csv", s->kind->name, day), save, s);
	arena_free(&mem);
}

/* F4 with the calls that the figures were made of. */
static void show_calls(struct app *app, struct reports *s)
{
	const struct clock_ops *clock = store_clock(app_store(app));
	struct arena mem = { 0 };
	char from[17], to[17];

	civil_format_minute(clock, s->of.from, from);
	civil_format_minute(clock, s->of.to - 1, to); /* a minute is meant to its end */
	app_find_calls(app, query_between(&mem, from, to));
	arena_free(&mem);
}

static bool reports_command(struct app *app, void *state, enum verb_id v)
{
	struct reports *s = state;

	if (v == V_REPORT_EARLIER)
		step(app, s, -1);
	else if (v == V_REPORT_LATER)
		step(app, s, 1);
	else if (v == V_REPORT_PERIOD)
		ask_period(app, s, "", NULL);
	else if (v == V_REPORT_CALLS)
		show_calls(app, s);
	else if (v == V_REPORT_SAVE)
		ask_file(app, s);
	else
		return false;
	return true;
}

static unsigned reports_in(const void *state)
{
	(void)state;
	return IN_REPORTS;
}

const struct view_ops view_reports = {
	.title = N_("Reports"),
	.state_size = sizeof(struct reports),
	.open = reports_open,
	.close = reports_close,
	.draw = reports_draw,
	.key = reports_key,
	.command = reports_command,
	.in = reports_in,
};
