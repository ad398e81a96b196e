/* tui/intake_aside.c - F2: forms that were cleared, or that made room, are put aside and come back by one key, the
 * newest first. A cleared one waits until the next appeal is registered. One that only made room, for a call or for
 * another that came back, waits longer than that: nobody cleared it, and no other takes its place. They stand in the
 * person's journal beside the form, so that a crash does not take them away. */
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

/* The forms, the newest first. A journal of former times holds one that is no list. */
static json_t *forms_of(const struct intake *s)
{
	json_t *j = s->aside ? json_loads(s->aside, 0, NULL) : NULL, *list = json_is_array(j) ? j : json_array();

	if (json_is_object(j))
		json_array_append_new(list, j);
	return list;
}

/* Takes the list, into the journal too. */
static void keep(struct app *app, struct intake *s, json_t *list)
{
	struct err e = { 0 };

	forget(s);
	if (json_array_size(list) > 0)
		s->aside = json_dumps(list, JSON_COMPACT);
	json_decref(list);
	if (!app_draft(app))
		return;
	enum err_code rc = s->aside ? draft_save(app_draft(app), aside_name, s->aside, &e)
				    : draft_drop(app_draft(app), aside_name, &e);

	if (rc)
		app_fail(app, &e);
}

static json_t *written(const struct intake *s, bool waits)
{
	json_t *j = intake_json(s);

	json_object_set_new(j, waiting, json_boolean(waits));
	return j;
}

void intake_put_aside(struct app *app, struct intake *s, bool waits)
{
	if (s->done || intake_empty(s))
		return;
	json_t *list = forms_of(s);

	json_array_insert_new(list, 0, written(s, waits));
	keep(app, s, list);
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
	if (!s->aside)
		return;
	json_t *list = forms_of(s);

	for (size_t i = json_array_size(list); i-- > 0;)
		if (!json_is_true(json_object_get(json_array_get(list, i), waiting)))
			json_array_remove(list, i);
	keep(app, s, list);
}

/* `left`: how many are still aside; `swapped`: one of them is what stood in the form. */
static void say_back(struct app *app, size_t left, bool swapped)
{
	struct arena a = { 0 };

	if (left == 0)
		app_say(app, ROLE_MESSAGE, _("The cleared form is back."));
	else if (left == 1 && swapped)
		app_hint(app, ROLE_WARN, _("The cleared form is back; what stood here is put aside: {bring-back} changes "
					   "them again."));
	else
		app_say(app, ROLE_WARN, app_words(app, &a, arena_printf(&a,
			P_("A form is back; %zu more is put aside: {bring-back} brings the next one.",
			   "A form is back; %zu more are put aside: {bring-back} brings the next one.", left), left)));
	arena_free(&a);
}

/* What stands in the form meanwhile is put aside in its turn, behind the others: the same key goes through all of them,
 * and with one it undoes itself. */
void intake_bring_back(struct app *app, struct intake *s)
{
	json_t *list = forms_of(s), *j = json_incref(json_array_get(list, 0));
	bool swaps = j && !intake_empty(s);

	if (!j) {
		json_decref(list);
		app_say(app, ROLE_MESSAGE, _("No form was cleared since the last registration: there is nothing to bring back."));
		return;
	}
	json_array_remove(list, 0);
	if (swaps)
		json_array_append_new(list, written(s, true));
	size_t left = json_array_size(list);

	intake_from_json(s, j);
	json_decref(j);
	s->form.changed++; /* the journal has it again */
	intake_save(app, s);
	keep(app, s, list);
	say_back(app, left, swaps);
}
