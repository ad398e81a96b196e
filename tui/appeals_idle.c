/* tui/appeals_idle.c - F3 while nobody types: how many rows the query has in all and how many the saved ones, in slices
 * of a few milliseconds. */
#include "tui/appeals_inner.h"

enum { RECOUNT_MS = 10000 };

struct appeals_source appeals_source_of(struct app *app, const struct appeals *s)
{
	return (struct appeals_source){ .store = app_store(app), .who = app_actor(app),
		.query = field_text(&s->line) };
}

/* A slice of the count while nobody types. What others change is counted again after a while: a hundred people
 * look at such lists. */
static bool count_all(struct app *app, struct appeals *s)
{
	const struct appeals_source from = appeals_source_of(app, s);

	if (s->fault.code || (!s->rows.more && !s->rows.newer))
		return false;
	if (!s->total.running && s->stale && app_now(app) - s->counted_ms >= RECOUNT_MS)
		appeals_count_begin(&s->total, false);
	if (!s->total.running)
		return false;
	s->stale = s->stale && s->total.at != 0;
	if (appeals_count_step(&from, &s->total))
		return true;
	s->counted_ms = app_now(app);
	app_dirty(app);
	return false;
}

bool appeals_idle(struct app *app, void *state)
{
	struct appeals *s = state;
	bool shown;

	if (count_all(app, s))
		return true;
	bool more = saved_bar_step(&s->saved, app_store(app), app_actor(app), app_now(app), &shown);

	if (shown)
		app_dirty(app);
	return more;
}
