/* tui/incidents_draft.c - the journal of F9's form of a new incident, in the drafts of the person. A correction
 * is short and is not kept. */
#include "data/store/draft.h"
#include "tui/incidents.h"

static const char form_name[] = "incident";

void incidents_draft_save(struct app *app, struct incidents *s)
{
	struct err e = { 0 };

	if (*s->editing || s->form.changed == s->saved || !app_draft(app))
		return;
	json_t *j = json_object();

	for (size_t i = 0; i < s->form.count; i++)
		json_object_set_new(j, s->form.items[i].desc->name,
				    json_string(form_get(&s->form, s->form.items[i].desc->name)));
	char *text = json_dumps(j, JSON_COMPACT);

	if (text && draft_save(app_draft(app), form_name, text, &e))
		app_fail(app, &e);
	free(text);
	json_decref(j);
	s->saved = s->form.changed;
}

void incidents_draft_drop(struct app *app, struct incidents *s)
{
	struct err e = { 0 };

	if (!*s->editing && app_draft(app) && draft_drop(app_draft(app), form_name, &e))
		app_fail(app, &e);
}

bool incidents_draft_load(struct app *app, struct incidents *s)
{
	struct arena mem = { 0 };
	const char *text = app_draft(app) ? draft_load(app_draft(app), form_name, &mem, NULL) : NULL, *name;
	json_t *j = text ? json_loads(text, 0, NULL) : NULL, *value;
	bool any = j != NULL;

	json_object_foreach(j, name, value)
		if (json_string_value(value))
			form_set(&s->form, name, json_string_value(value));
	json_decref(j);
	arena_free(&mem);
	return any;
}
