/* data/store/incident_history.c - the history of one incident, read from its events. */
#include "core/i18n.h"
#include "data/store/conflicts_internal.h"
#include "data/store/incidents_internal.h"
#include "data/store/users.h"

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

static const char *member(const json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	return s ? s : "";
}

static const char *note_of(struct store *s, const json_t *body, struct arena *mem)
{
	const char *said = member(body, "note"), *end = member(json_object_get(body, "set"), "closing");
	const char *t = changes(s, body, mem);

	if (*said)
		t = arena_printf(mem, "%s%s%s", t, *t ? "\n" : "", said);
	return *end ? arena_strdup(mem, end) : t;
}

struct gather {
	struct store *s;
	struct arena *mem;
	struct history *out;
	struct conflict *conflicts;
	int room;
};

static bool gather_row(void *ctx, const struct event *ev)
{
	struct gather *g = ctx;
	json_t *body = json_loads(ev->body, 0, NULL);

	if (g->out->n >= g->room)
		return false;
	g->out->rows[g->out->n++] = (struct history_row){
		.id = ev->id, .at = ev->at, .actor = arena_strdup(g->mem, ev->actor),
		.site = strcmp(ev->site, g->s->site) == 0 ? "" : arena_strdup(g->mem, ev->site),
		.kind = arena_strdup(g->mem, ev->kind),
		.action = arena_strdup(g->mem, incident_event_label(ev->kind)),
		.note = body ? note_of(g->s, body, g->mem) : _("(the contents were removed)"),
		.refused = conflict_of(g->conflicts, ev->site, ev->seq) != NULL,
	};
	json_decref(body);
	return true;
}

enum err_code incident_history(struct store *s, const struct incident *i, struct arena *mem,
			       struct history *out, struct err *e)
{
	struct gather g = { .s = s, .mem = mem, .out = out, .room = (int)i->rev };

	*out = (struct history){ .rows = arena_alloc(mem, (size_t)(g.room + 1) * sizeof(*out->rows)) };
	if (conflicts_read(s, i->subject, mem, &g.conflicts, e) || log_each(s, i->subject, gather_row, &g, e))
		return e->code;
	for (int n = 0; n < out->n; n++)
		out->rows[n].actor_name = user_name_at(s, *out->rows[n].site ? out->rows[n].site : s->site,
						       out->rows[n].actor, mem);
	return ERR_OK;
}
