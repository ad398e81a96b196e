/* tui/app_rest.c - a selection that moves, and comes to rest. While somebody goes through a list only its rows are
 * drawn: the card of a row that is only passed is neither read nor sent over the line, and the key bar waits too.
 * Every key but a further step finds all of it there. */
#include "tui/app_internal.h"

/* A key that is held repeats within 40 ms on most terminals; who looks at a card waits longer than this anyway. */
enum { RESTED_MS = 80 };

void app_moved(struct app *app)
{
	app->moving = true;
	app->moved_ms = mono_ms();
}

void app_rest(struct app *app)
{
	const struct view_ops *v = views[app->view];

	if (!app->moving)
		return;
	app->moving = false;
	app->dirty = true;
	if (v->rest && app->state[app->view])
		v->rest(app, app->state[app->view]);
}

bool app_steps(const struct key_event *ev)
{
	static const enum key_fn steps[] = { FN_UP, FN_DOWN, FN_PGUP, FN_PGDN, FN_HOME, FN_END };

	for (size_t i = 0; i < COUNT(steps); i++)
		if (key_is_fn(ev, steps[i]))
			return true;
	return false;
}

int app_rest_wait_ms(const struct app *app, int most)
{
	int64_t left = app->moved_ms + RESTED_MS - mono_ms();

	if (!app->moving || left >= most)
		return most;
	return left > 0 ? (int)left : 0;
}
