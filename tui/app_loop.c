/* tui/app_loop.c - wait, take what came, act, draw once. The only loop of the workstation. */
#include <poll.h>
#include <time.h>

#include "core/i18n.h"
#include "data/store/bell.h"
#include "data/store/calls.h"
#include "data/store/find.h"
#include "data/store/viewed.h"
#include "tui/app_internal.h"
#include "tui/term.h"

enum { TICK_MS = 900, LOOK_MS = 5000, REST_MS = 1000, IDLE_MS = 60000 };

int64_t mono_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

void app_look(struct app *app)
{
	struct err e = { 0 };
	int64_t last = store_last_event(app->store);

	app->looked_ms = mono_ms();
	app_present_look(app, true);
	if (app->logged_in)
		app_sync_look(app);
	if (store_check_version(app->store, &e)) {
		app_end(app, err_exit_status(e.code), e.msg);
		return;
	}
	if ((last != app->seen_event || calls_cursor(app->store) != app->seen_call) && app->logged_in)
		app_changed(app);
}

void app_signals(struct app *app)
{
	unsigned got = term_signals();

	if (got & TERM_RESIZED) {
		term_resize();
		input_post_resize(&app->input);
		app->dirty = true;
	}
	if (got & TERM_STOP)
		term_suspend();
	if (got & TERM_CONT)
		term_resume();
	if (got & (TERM_STOP | TERM_CONT))
		app->dirty = true;
	if (got & TERM_HANGUP)
		app_end(app, 1, NULL);
	if (got & TERM_QUIT)
		app_end(app, 0, _("Ended by a signal. What you typed is kept."));
}

static void take_keys(struct app *app)
{
	struct key_event ev;

	while (!app->done && (app_held(app, &ev) || input_next(&app->input, &ev))) {
		app->dirty = true;
		app->key_ms = mono_ms();
		if (ev.kind == EV_EOF)
			app_end(app, 1, NULL);
		else
			app_event(app, &ev);
	}
}

/* Nobody is typing: a step of the base's maintenance (a few ms), and the lock of a place that was left. */
static void take_rest(struct app *app, int64_t now)
{
	int64_t rest = now - app->key_ms;

	int64_t pause = app->idle_more || store_owes(app->store) ? REST_MS : IDLE_MS;

	if (rest >= REST_MS && now - app->idle_ms >= pause) {
		app->idle_ms = now;
		app->idle_more = store_idle(app->store);
	}
	if (app->logged_in && !app->locked && app->idle_lock_ms && rest >= app->idle_lock_ms)
		app_lock(app);
}

/* Journals of forms, the clock, a look at the base in case a ring of the bell was lost. */
static void take_time(struct app *app)
{
	int64_t now = mono_ms();
	struct err e = { 0 };
	int minute = (int)(app_now(app) / 60000 % (24 * 60));

	if (app_rest_wait_ms(app, 1) == 0)
		app_rest(app);
	if (now - app->ticked_ms >= TICK_MS) {
		app->ticked_ms = now;
		if (app_keep(app, &e))
			app_fail(app, &e);
		for (int i = 0; i < VIEW_COUNT; i++)
			if (app->state[i] && views[i]->tick)
				views[i]->tick(app, app->state[i]);
		app_present_look(app, false);
		if (app->logged_in && viewed_flush(app->store, &app->who, false, &e))
			app_fail(app, &e);
	}
	take_rest(app, now);
	if (minute != app->shown_minute) {
		app->shown_minute = minute;
		if (app->logged_in)
			app_count(app); /* terms run out, times to call come, though nothing happens */
		app->dirty = true;
	}
	if (now - app->looked_ms >= LOOK_MS)
		app_look(app);
}

static bool key_waits(void *ctx)
{
	struct pollfd key = { .fd = term_tty_fd(), .events = POLLIN };

	(void)ctx;
	return poll(&key, 1, 0) > 0;
}

/* Work of the view in front, in slices between two looks at the keyboard. A search of it stops for a key. */
static void take_work(struct app *app)
{
	const struct view_ops *v = views[app->view];

	if (!app->logged_in || app->locked || !v->idle) {
		app->work = false;
		return;
	}
	find_set_stop(app->store, key_waits, NULL);
	app->work = app->dirty || v->idle(app, app->state[app->view]); /* what a key did is shown first */
	find_set_stop(app->store, NULL, NULL);
}

/* How long may be waited: soon after typing (the journal), else until the next look. */
static int wait_ms(struct app *app)
{
	int esc = input_timeout(&app->input);
	int64_t tick = app->ticked_ms + TICK_MS - mono_ms();
	int ms = tick < 0 ? 0 : (int)tick;

	int64_t rung = app->rung_ms + BELL_QUIET_MS - mono_ms(); /* the bell is left out till then */

	if (rung > 0 && rung < ms)
		ms = (int)rung;
	ms = app_rest_wait_ms(app, ms);
	if (app_print_wait_ms(app) < ms)
		ms = app_print_wait_ms(app);
	if (app->nheld || app->work)
		ms = 0;
	return esc >= 0 && esc < ms ? esc : ms;
}

static void wait_for_something(struct app *app)
{
	bool quiet = mono_ms() - app->rung_ms < BELL_QUIET_MS;
	struct link_watch w[] = {
		{ .fd = term_tty_fd(), .want = LINK_READ },
		{ .fd = term_signal_fd(), .want = LINK_READ },
		{ .fd = quiet ? -1 : app->bell, .want = LINK_READ },
		{ .fd = app->is_playing ? app->playing.ended_fd : -1, .want = LINK_READ },
		{ .fd = app->is_playing ? app->playing.said_fd : -1, .want = LINK_READ },
		{ .fd = -1 }, { .fd = -1 },
	};

	if (app->spool.busy)
		printer_watch(&app->spool.job, &w[COUNT(w) - PRINTER_WATCHES]);
	link_wait(&app->link, w, COUNT(w), wait_ms(app));
	if (w[0].got)
		input_fill(&app->input);
	if (w[1].got)
		app_signals(app);
	if (w[2].got && bell_heard(app->bell)) {
		app->rung_ms = mono_ms();
		app_look(app);
	}
	app_print_step(app);
	if (app->is_playing)
		app_play_step(app);
}

void app_loop(struct app *app)
{
	app->ticked_ms = app->looked_ms = app->key_ms = mono_ms();
	app->dirty = true;
	while (!app->done) {
		if (app->dirty)
			app_draw(app);
		app->dirty = false;
		wait_for_something(app);
		take_keys(app);
		if (!app->done)
			take_time(app);
		app_waited(app);
		take_work(app);
	}
}
