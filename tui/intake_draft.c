/* tui/intake_draft.c - the journal of F2's form: within a second of each change, in the drafts of the
 * person (design.md 8). Nothing goes into the shared base from here, but the question whether the form
 * was registered before a crash. */
#include "core/i18n.h"
#include "core/json_text.h"
#include "data/store/draft.h"
#include "tui/intake.h"

enum { DRAFT_VERSION = 1 };
static const char form_name[] = "intake";

/* --- JSON ------------------------------------------------------------------------------------------- */

static bool is_kept(const struct form_item *it)
{
	return it->desc->kind != FORM_SHOW && it->desc->kind != FORM_SECRET;
}

json_t *intake_json(const struct intake *s)
{
	json_t *fields = json_object();

	for (size_t i = 0; i < s->form.count; i++)
		if (is_kept(&s->form.items[i]))
			json_object_set_new(fields, s->form.items[i].desc->name,
					    json_string(form_get(&s->form, s->form.items[i].desc->name)));
	return json_pack("{si ss so ss ss ss sb ss ss ss}", "v", DRAFT_VERSION, "idem", s->idem, "fields", fields,
			 "topic", s->topic ? s->topic->code : "",
			 "service", s->service ? s->service->code : "",
			 "complained", s->complained ? s->complained->code : "",
			 "own_service", s->own_service, "focus", form_focused(&s->form),
			 "call", s->call, "more_of", s->more_of);
}

bool intake_from_json(struct intake *s, const json_t *j)
{
	const char *name, *idem = json_text(j, "idem");
	json_t *value;

	intake_begin(s);
	if (json_integer_value(json_object_get(j, "v")) != DRAFT_VERSION || strlen(idem) != INTAKE_KEY - 1)
		return false;
	memcpy(s->idem, idem, INTAKE_KEY);
	json_object_foreach(json_object_get(j, "fields"), name, value)
		if (json_string_value(value))
			form_set(&s->form, name, json_string_value(value));
	s->topic = catalogue_topic(s->cat, json_text(j, "topic"));
	s->service = catalogue_service(s->cat, json_text(j, "service"));
	s->complained = catalogue_service(s->cat, json_text(j, "complained"));
	s->own_service = json_is_true(json_object_get(j, "own_service"));
	intake_set_call(s, call_id_valid(json_text(j, "call")) ? json_text(j, "call") : "");
	form_focus(&s->form, json_text(j, "focus"));
	intake_term(s);
	intake_law(s);
	intake_caller(s, true);
	intake_set_more(s, json_text(j, "more_of"));
	s->saved = s->form.changed;
	return true;
}

/* --- the journal ------------------------------------------------------------------------------------ */

/* Said once, not every second. */
static void told(struct app *app, struct intake *s, const struct err *e)
{
	if (e->code && !s->failed)
		app_fail(app, e);
	s->failed = e->code != ERR_OK;
}

void intake_drop(struct app *app, struct intake *s)
{
	struct err e = { 0 };

	s->saved = s->form.changed;
	if (!s->kept || !app_draft(app))
		return;
	if (draft_drop(app_draft(app), form_name, &e) == ERR_OK)
		s->kept = false;
	told(app, s, &e);
}

void intake_save(struct app *app, struct intake *s)
{
	struct err e = { 0 };

	if (!app_draft(app) || !s->looked || s->done || (s->saved == s->form.changed && !s->failed))
		return;
	if (intake_empty(s)) {
		intake_drop(app, s);
		return;
	}
	json_t *j = intake_json(s);
	char *text = json_dumps(j, JSON_COMPACT);

	if (!text)
		err_set(&e, ERR_BUG, "%s", "the draft cannot be written as JSON");
	else if (draft_save(app_draft(app), form_name, text, &e) == ERR_OK)
		s->kept = true;
	s->saved = s->form.changed;
	free(text);
	json_decref(j);
	told(app, s, &e);
}

/* The form had been registered when the program was cut off: its number is shown with a new PIN, the
 * one before was never seen. */
static bool was_registered(struct app *app, struct intake *s)
{
	struct arena a = { 0 };
	struct err e = { 0 };
	char pin[8] = "";

	if (appeal_by_key(app_store(app), s->idem, &s->done_mem, &s->appeal, &e))
		return false;
	if (strcmp(s->appeal.q[0].text, form_get(&s->form, "text")) != 0) {
		arena_free(&s->done_mem);
		intake_new_key(s); /* other words: another appeal */
		s->form.changed++;
		return false;
	}
	if (appeal_new_pin(app_store(app), s->appeal.number, app_actor(app), &a, NULL, pin, &e))
		app_fail(app, &e);
	intake_show_done(s, pin, true);
	intake_drop(app, s);
	explicit_bzero(pin, sizeof(pin));
	arena_free(&a);
	return true;
}

static void say_restored(struct app *app, struct intake *s, int64_t at)
{
	struct arena a = { 0 };
	struct civil then = civil_at(store_clock(s->store), at), now = civil_at(store_clock(s->store), app_now(app));
	bool today = then.year == now.year && then.month == now.month && then.day == now.day;
	char minute[17];

	civil_format_minute(store_clock(s->store), at, minute);
	app_say(app, ROLE_WARN, arena_printf(&a, _("The unfinished appeal of %s is brought back."),
					     today ? minute + sizeof("00.00.0000") : minute));
	arena_free(&a);
}

void intake_restore(struct app *app, struct intake *s)
{
	struct arena a = { 0 };
	int64_t at = 0;
	const char *text = app_draft(app) && !s->looked ? draft_load(app_draft(app), form_name, &a, &at) : NULL;

	if (app_draft(app)) {
		if (!s->looked && draft_others(app_draft(app)))
			app_say(app, ROLE_WARN, _("Another window of yours is open: this one has a form of its own."));
		if (!s->looked)
			intake_aside_load(app, s);
		s->looked = true;
	}
	if (text) {
		json_t *j = json_loads(text, 0, NULL);

		s->kept = true;
		if (!j || !intake_from_json(s, j))
			app_say(app, ROLE_ERROR, _("The unfinished appeal cannot be read: it is kept until the next one."));
		else if (!was_registered(app, s))
			say_restored(app, s, at);
		json_decref(j);
	}
	arena_free(&a);
}
