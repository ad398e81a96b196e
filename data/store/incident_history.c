/* data/store/incident_history.c - the history of one incident, read from its events. */
#include "core/i18n.h"
#include "core/json_text.h"
#include "data/store/history.h"
#include "data/store/incidents_internal.h"

/* What of an incident is shown when it changes. */
static const struct {
	const char *field, *label;
	bool is_time;
} labels[] = {
	{ "kind", N_("Kind"), false },         { "title", N_("What happens"), false },
	{ "text", N_("To be read out"), false }, { "topics", N_("Topics"), false },
	{ "service_name", N_("Executor"), false }, { "addresses", N_("Addresses"), false },
	{ "start", N_("Beginning"), true },    { "due", N_("End as planned"), true },
};

static const char *value(struct store *s, size_t label, const json_t *v, struct arena *mem)
{
	char when[17];

	if (!labels[label].is_time && strcmp(labels[label].field, "kind") == 0)
		return vocab_label_of(&vocab_incident_kind, json_string_value(v));
	if (!labels[label].is_time)
		return arena_strdup(mem, json_is_string(v) ? json_string_value(v) : "");
	if (!json_integer_value(v))
		return "";
	civil_format_minute(s->clock, json_integer_value(v), when);
	return arena_strdup(mem, when);
}

static const char *changes(struct store *s, const json_t *body, struct arena *mem)
{
	const json_t *was = json_object_get(body, "was"), *set = json_object_get(body, "set");
	const char *t = "";

	for (size_t i = 0; i < COUNT(labels); i++) {
		const json_t *old = json_object_get(was, labels[i].field);

		if (old)
			t = arena_printf(mem, "%s%s%s", t, *t ? "\n" : "",
					 arena_printf(mem, _("%s: was «%s», now «%s»"), _(labels[i].label),
						      value(s, i, old, mem),
						      value(s, i, json_object_get(set, labels[i].field), mem)));
	}
	return t;
}

static const char *note_of(struct store *s, const char *kind, const json_t *body, struct arena *mem)
{
	const char *said = json_text(body, "note"), *end = json_text(json_object_get(body, "set"), "closing");
	const char *t = changes(s, body, mem);

	(void)kind;
	if (*said)
		t = arena_printf(mem, "%s%s%s", t, *t ? "\n" : "", said);
	return *end ? arena_strdup(mem, end) : t;
}

enum err_code incident_history(struct store *s, const struct incident *i, struct arena *mem,
			       struct history *out, struct err *e)
{
	static const struct history_words words = { .label = incident_event_label, .note = note_of };

	return history_read(s, i->subject, i->rev, &words, mem, out, e);
}
