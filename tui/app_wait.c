/* tui/app_wait.c - the screen while others write: the clock, the size and Esc go on working, what is typed
 * is kept for afterwards. Runs inside a write, so nothing here may use the store. */
#include "core/i18n.h"
#include "tui/app_internal.h"
#include "tui/term.h"

/* A wait that nobody would notice is not told. */
enum { STEP_MS = 50, TELL_MS = 300 };

/* Whether Esc was pressed. A paste is lent until the next event is asked for, so it is the last one. */
static bool hold_keys(struct app *app)
{
	struct key_event *ev;

	while (app->nheld < COUNT(app->held) && !(app->nheld && app->held[app->nheld - 1].kind == EV_PASTE)) {
		ev = &app->held[app->nheld];
		if (!input_next(&app->input, ev))
			break;
		if (key_is_fn(ev, FN_ESC))
			return true;
		app->nheld++;
	}
	return false;
}

bool app_held(struct app *app, struct key_event *ev)
{
	if (!app->nheld)
		return false;
	*ev = app->held[0];
	app->nheld--;
	memmove(app->held, app->held + 1, app->nheld * sizeof(app->held[0]));
	return true;
}

/* Once a second: the seconds are counted aloud. */
static void tell_waiting(struct app *app, int64_t waited)
{
	struct arena mem = { 0 };

	app_say(app, ROLE_MESSAGE, arena_printf(&mem, P_("Others are writing: waiting for our turn (%d second). Esc: do not wait",
						       "Others are writing: waiting for our turn (%d seconds). Esc: do not wait",
						       (int)(waited / 1000)), (int)(waited / 1000)));
	app->told_waiting = true;
	app_draw(app);
	arena_free(&mem);
}

void app_waited(struct app *app)
{
	if (app->told_waiting)
		app_say(app, ROLE_MESSAGE, "");
}

static bool go_on_waiting(void *ctx, int fd)
{
	struct app *app = ctx;
	int64_t now = mono_ms();
	struct link_watch w[] = {
		{ .fd = term_tty_fd(), .want = LINK_READ },
		{ .fd = term_signal_fd(), .want = LINK_READ },
		{ .fd = fd, .want = LINK_READ },
	};

	if (now - app->waited_ms > 10 * STEP_MS) /* another wait than the one before */
		app->wait_began_ms = now;
	link_wait(&app->link, w, COUNT(w), STEP_MS);
	if (w[0].got)
		input_fill(&app->input);
	if (w[1].got)
		app_signals(app);
	app->waited_ms = mono_ms();
	if (app->waited_ms - app->wait_began_ms >= TELL_MS)
		tell_waiting(app, app->waited_ms - app->wait_began_ms);
	return !hold_keys(app) && !app->done;
}

void app_wait_awake(struct app *app)
{
	store_on_wait(app->store, go_on_waiting, app);
}
