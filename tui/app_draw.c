/* tui/app_draw.c - one frame: title line, the view, message line, key bar. No I/O. */
#include "core/i18n.h"
#include "core/text.h"
#include "tui/app_internal.h"
#include "tui/keybar.h"
#include "tui/sync_title.h"

enum { MESSAGE_ROWS = 4, LEFT_MIN = 24 };

/* Receipts that wait for a printer are said first: what is no part of every day must be seen. Where there is no
 * room for both, instead of the counters. */
static const char *with_queue(const struct app *app, const char *left, const char *right, struct arena *a, int cols)
{
	if (!app->prints || app->locked)
		return right;
	const char *queue = arena_printf(a, _("  printing queue: %d"), app->prints);
	const char *both = arena_printf(a, "%s%s%s", queue, *right == ' ' ? "" : "   ", right);
	const char *clock = strrchr(right, ' ') - strlen("00:00");

	return text_width(left) + text_width(both) <= cols ? both : arena_printf(a, "%s   %s", queue, clock);
}

/* That nothing gets to the other sites must be seen too; that it does, only where there is room. */
static const char *with_sync(struct app *app, const char *left, const char *right, struct arena *a, int cols)
{
	struct sync_title s = sync_title(&app->sync, app_now(app), a);
	const char *clock = arena_printf(a, "   %s", strrchr(right, ' ') - strlen("00:00"));
	const char *gap = *right == ' ' ? "" : "   ";
	const struct {
		const char *says, *rest;
	} tries[] = { { s.full, right }, { s.full, clock }, { s.brief, right }, { s.brief, clock } };
	int own = text_width(left);
	int room = cols - (own < LEFT_MIN ? own : LEFT_MIN); /* whose screen it is may be cut */

	if (!app->logged_in || app->locked)
		return right;
	for (size_t i = 0; i < (s.bad ? COUNT(tries) : 1); i++) {
		const char *both = arena_printf(a, "%s%s%s", tries[i].says, tries[i].rest == right ? gap : "", tries[i].rest);

		if (*tries[i].says && text_width(both) <= room)
			return both;
	}
	return s.bad ? arena_printf(a, "%s%s", s.brief, clock) : right;
}

/* To those who may settle them. */
static const char *with_conflicts(const struct app *app, const char *left, const char *right, struct arena *a, int cols)
{
	if (app->conflicts <= 0 || !app->logged_in || app->locked || !actor_may(&app->who, RIGHT_SETTLE))
		return right;
	const char *text = arena_printf(a, _("  conflicts: %d"), app->conflicts);
	const char *both = arena_printf(a, "%s%s%s", text, *right == ' ' ? "" : "   ", right);
	const char *clock = strrchr(right, ' ') - strlen("00:00");

	return text_width(left) + text_width(both) <= cols ? both : arena_printf(a, "%s   %s", text, clock);
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
	const char *right = arena_printf(&a, "%02d:%02d ", now.hour, now.minute);

	/* Who sees the orders of one organisation only has no use for the numbers of the city. */
	if (app->logged_in && app->counts.open && !actor_limited_to(&app->who))
		right = !actor_may(&app->who, RIGHT_CALL_BACK)
			? arena_printf(&a, _("  open %d · overdue %d   %s"), app->counts.open,
				       app->counts.overdue, right)
			: arena_printf(&a, _("  open %d · overdue %d · call back %d   %s"), app->counts.open,
				       app->counts.overdue, app->counts.callbacks, right);
	right = with_conflicts(app, left, right, &a, c->cols);
	right = with_sync(app, left, with_queue(app, left, right, &a, c->cols), &a, c->cols);
	int cols = text_width(right);

	if (*note && text_width(left) + cols > c->cols) {
		right = arena_printf(&a, " %02d:%02d ", now.hour, now.minute);
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
		.keys = &app->keys };

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
