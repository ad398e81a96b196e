/* tui/app_draw.c - one frame: title line, the view, message line, key bar. No I/O. */
#include "core/i18n.h"
#include "core/text.h"
#include "tui/app_internal.h"
#include "tui/keybar.h"
#include "tui/sync_title.h"

enum { MESSAGE_ROWS = 4, LEFT_MIN = 24 };

/* The right of the title line: all there is to say, and what is said in any case. */
struct title_end {
	const char *all, *least;
};

static const char *joined(const char *text, const char *rest, struct arena *a)
{
	return arena_printf(a, "%s%s%s", text, *rest == ' ' ? "" : "   ", rest);
}

/* What is no part of every day must be seen: it is said first, where there is no room for both, instead of the
 * counters. */
static void say_first(struct title_end *r, const char *text, const char *left, struct arena *a, int cols)
{
	r->all = joined(text, r->all, a);
	r->least = joined(text, r->least, a);
	if (text_width(left) + text_width(r->all) > cols)
		r->all = r->least;
}

/* That nothing gets to the other sites must be seen too; that it does, only where there is room. */
static void say_sync(struct app *app, struct title_end *r, const char *left, struct arena *a, int cols)
{
	struct sync_title s = sync_title(&app->sync, app_now(app), a);
	const struct {
		const char *says, *rest;
	} tries[] = { { s.full, r->all }, { s.full, r->least }, { s.why, r->least }, { s.brief, r->all },
		      { s.brief, r->least } };
	int own = text_width(left);
	int room = cols - (own < LEFT_MIN ? own : LEFT_MIN); /* whose screen it is may be cut */

	for (size_t i = 0; i < (s.bad ? COUNT(tries) : 1); i++) {
		const char *both = joined(tries[i].says, tries[i].rest, a);

		if (*tries[i].says && text_width(both) <= room) {
			r->all = both;
			return;
		}
	}
	if (s.bad)
		r->all = joined(s.brief, r->least, a);
}

/* To those who may settle them; with the key where it works. */
static const char *conflicts_text(struct app *app, struct arena *a)
{
	const char *key = keymap_shown(&app->keys, V_CONFLICTS);

	return *key && (verbs[V_CONFLICTS].in & app_in(app))
		? arena_printf(a, _("  conflicts: %d, %s"), app->conflicts, key)
		: arena_printf(a, _("  conflicts: %d"), app->conflicts);
}

static bool conflicts_wait(const struct app *app)
{
	return app->conflicts > 0 && actor_may(&app->who, RIGHT_SETTLE);
}

/* The numbers of every day. Who sees the orders of one organisation only has no use for those of the city. */
static const char *counters(const struct app *app, const char *clock, struct arena *a)
{
	if (!app->logged_in || !app->counts.open || actor_limited_to(&app->who))
		return clock;
	return !actor_may(&app->who, RIGHT_CALL_BACK)
		? arena_printf(a, _("  open %d · overdue %d   %s"), app->counts.open, app->counts.overdue, clock)
		: arena_printf(a, _("  open %d · overdue %d · call back %d   %s"), app->counts.open, app->counts.overdue,
			       app->counts.callbacks, clock);
}

static const char *title_right(struct app *app, const char *left, const char *clock, struct arena *a, int cols)
{
	struct title_end r = { counters(app, clock, a), clock };
	bool seen = app->logged_in && !app->locked;

	if (seen && conflicts_wait(app))
		say_first(&r, conflicts_text(app, a), left, a, cols);
	if (app->prints && !app->locked)
		say_first(&r, arena_printf(a, _("  printing queue: %d"), app->prints), left, a, cols);
	if (seen)
		say_sync(app, &r, left, a, cols);
	return r.all;
}

static void draw_title(struct app *app, const struct canvas *c)
{
	struct arena a = { 0 };
	struct civil now = civil_at(store_clock(app->store), app_now(app));
	const struct view_ops *v = views[app->view];
	const char *note = v->note && app->state[app->view] ? v->note(app->state[app->view]) : "";
	const char *who = *note ? note : app->logged_in ? app->who.name : "";
	const char *left = arena_printf(&a, " %s · %s%s%s", store_site(app->store), _(views[app->view]->title),
					*who ? " · " : "", who);
	const char *clock = arena_printf(&a, "%02d:%02d ", now.hour, now.minute);
	const char *right = title_right(app, left, clock, &a, c->cols);
	int cols = text_width(right);

	if (*note && text_width(left) + cols > c->cols) {
		right = arena_printf(&a, " %s", clock);
		cols = text_width(right);
	}
	draw_text(c, 0, 0, c->cols - cols, ROLE_TITLE, left);
	draw_text(c, 0, c->cols - cols, cols, ROLE_TITLE, right);
	arena_free(&a);
}

static void draw_bar(struct app *app, const struct canvas *c)
{
	struct policy pol;
	struct keybar_ask ask = { .who = &app->who, .in = app_in(app), .pol = &pol,
		.keys = &app->keys, .conflicts = conflicts_wait(app) };

	if (!app->moving || app->bar_cols != c->cols) {
		ask.a = app_appeal(app, &ask.k);
		store_policy(app->store, &pol);
		app->bar = (struct keybar){ .rows = 2 };
		app->bar_cols = c->cols;
		if (app->view != VIEW_LOGIN)
			keybar_make(&app->bar, &ask, c->cols);
	}
	keybar_draw(&app->bar, c);
}

/* Over the two lowest rows of the key bar: a sentence covers its third row, and a long one the end of the
 * view. */
static void draw_message(struct app *app, const struct canvas *c)
{
	struct slice lines[MESSAGE_ROWS];
	const char *next = *app->message ? app->message : NULL;
	int n = 0;

	for (; next && n < MESSAGE_ROWS; n++) {
		lines[n].s = next;
		lines[n].len = text_wrap(next, c->cols, &next);
	}
	for (int i = 0; i < n; i++)
		draw_slice(c, c->rows - n + i, 0, c->cols, app->message_role, lines[i]);
}

void app_draw(struct app *app)
{
	struct canvas all = screen_begin(&app->screen);

	if (screen_small(&app->screen)) {
		draw_small(&all);
		screen_end(&app->screen);
		return;
	}
	struct canvas body = canvas_sub(&all, 1, 0, all.rows - 4, all.cols);
	bool command = app->command_on && !app->locked;
	struct canvas message = canvas_sub(&all, 1, 0, all.rows - 3 - command, all.cols);

	draw_title(app, &all);
	views[app->view]->draw(app, app->state[app->view], &body,
			      (app->dialog.kind == DIALOG_NONE && !command) || app->locked);
	draw_bar(app, &all);
	draw_message(app, &message);
	if (command) {
		struct canvas lower = canvas_sub(&all, 1, 0, all.rows - 3, all.cols);

		app_command_draw(app, &lower);
	}
	if (!app->locked)
		dialog_draw(&app->dialog, &all);
	if (!app->locked)
		dialog_draw(&app->pick.list, &all);
	screen_end(&app->screen);
}

/* A frame of its own in the middle of long work. */
bool app_progress(struct app *app, const char *what, int64_t done, int64_t total)
{
	struct arena a = { 0 };
	struct key_event ev;
	bool go_on = true;

	app_say(app, ROLE_MESSAGE, total > 0 ? arena_printf(&a, _("%s: %d %%   Esc stops"), what,
							   (int)(done * 100 / total)) : what);
	app_draw(app);
	arena_free(&a);
	input_fill(&app->input);
	while (input_next(&app->input, &ev))
		if (key_is_fn(&ev, FN_ESC))
			go_on = false;
	return go_on;
}
