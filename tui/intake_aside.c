/* tui/intake_aside.c - F2: a form that was cleared is put aside and comes back by one key, until the next appeal is
 * registered. One that only makes room, for a call or for the one that came back, waits longer than that: nobody
 * cleared it. It stands in the person's journal beside the form, so that a crash does not take it away. */
#include <stdlib.h>
#include <string.h>

#include "core/i18n.h"
#include "data/store/draft.h"
#include "tui/intake.h"

static const char aside_name[] = "intake-aside", waiting[] = "waits";

/* Texts of people: not left in memory. */
static void forget(struct intake *s)
{
	if (s->aside)
		explicit_bzero(s->aside, strlen(s->aside));
	free(s->aside);
	s->aside = NULL;
}

void intake_aside_close(struct intake *s)
{
	forget(s);
}

static void keep(struct app *app, struct intake *s)
{
	struct err e = { 0 };

	if (!app_draft(app))
		return;
	enum err_code rc = s->aside ? draft_save(app_draft(app), aside_name, s->aside, &e)
				    : draft_drop(app_draft(app), aside_name, &e);

	if (rc)
		app_fail(app, &e);
}

static char *written(const struct intake *s, bool waits)
{
	json_t *j = intake_json(s);

	json_object_set_new(j, waiting, json_boolean(waits));
	char *text = json_dumps(j, JSON_COMPACT);

	json_decref(j);
	return text;
}

static bool is_waiting(const struct intake *s)
{
	json_t *j = s->aside ? json_loads(s->aside, 0, NULL) : NULL;
	bool waits = json_is_true(json_object_get(j, waiting));

	json_decref(j);
	return waits;
}

void intake_put_aside(struct app *app, struct intake *s, bool waits)
{
	if (s->done || intake_empty(s))
		return;
	forget(s);
	s->aside = written(s, waits);
	keep(app, s);
}

void intake_aside_load(struct app *app, struct intake *s)
{
	struct arena a = { 0 };
	const char *text = app_draft(app) && !s->aside ? draft_load(app_draft(app), aside_name, &a, NULL) : NULL;

	if (text)
		s->aside = strdup(text);
	arena_free(&a);
}

void intake_aside_drop(struct app *app, struct intake *s)
{
	if (!s->aside || is_waiting(s))
		return;
	forget(s);
	keep(app, s);
}

/* What stands in the form meanwhile is put aside in its turn: the same key undoes itself. */
void intake_bring_back(struct app *app, struct intake *s)
{
	json_t *j = s->aside ? json_loads(s->aside, 0, NULL) : NULL;

	if (!j) {
		app_say(app, ROLE_MESSAGE, _("No form was cleared since the last registration: there is nothing to bring back."));
		return;
	}
	bool swaps = !intake_empty(s);

	forget(s);
	if (swaps)
		s->aside = written(s, true);
	intake_from_json(s, j);
	json_decref(j);
	s->form.changed++; /* the journal has it again */
	intake_save(app, s);
	keep(app, s);
	if (swaps)
		app_hint(app, ROLE_WARN, _("The cleared form is back; what stood here is put aside: {bring-back} changes them again."));
	else
		app_say(app, ROLE_MESSAGE, _("The cleared form is back."));
}
