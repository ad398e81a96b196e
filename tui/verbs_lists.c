/* tui/verbs_lists.c - the lists of the city for the shell: topics and executors, whole or those that fit
 * words. Nothing personal: whoever may run a verb may read them. */
#include "core/i18n.h"
#include "core/text.h"
#include "data/store/catalogue.h"
#include "tui/verbs.h"

enum { PRIORITY_COLS = 3, CODE_COLS = 11, KIND_COLS = 24, PHONE_COLS = 13 };

static void add(struct verb_call *c, const char *line)
{
	c->out.text = arena_printf(c->mem, "%s%s\n", c->out.text, line);
}

static enum err_code list_done(struct verb_call *c, int n)
{
	if (n == 0)
		c->out.remark = _("Nothing was found.");
	return ERR_OK;
}

/* --- topics ------------------------------------------------------------------------------------ */

static json_t *topic_json(const struct topic *t)
{
	return json_pack("{ss ss ss ss ss ss ss ss}", "code", t->code, "group", t->group, "name", t->name,
			 "priority", t->priority, "term", t->term, "service", t->service, "co_service",
			 t->co_service, "hint", t->hint);
}

static void topic_line(struct verb_call *c, const struct topic *t)
{
	const char *priority = vocab_label_of(&vocab_priority, t->priority);

	add(c, arena_printf(c->mem, "%s  %s %s %s", t->code, text_fit(c->mem, priority, PRIORITY_COLS),
			    text_fit(c->mem, t->service, CODE_COLS), t->name));
}

enum err_code run_topics(struct verb_call *c, struct err *e)
{
	const struct catalogue *cat;
	const char *words = joined(c), *group = "";

	if (catalogue_get(c->store, &cat, e))
		return e->code;
	const struct topic **found = arena_alloc(c->mem, (size_t)(cat->ntopics + 1) * sizeof(*found));
	int n = *words ? catalogue_match_topics(cat, words, found, cat->ntopics) : cat->ntopics;

	c->out = (struct verb_result){ .kind = OUT_TEXT, .text = "", .json = json_array() };
	for (int i = 0; i < n; i++) {
		const struct topic *t = *words ? found[i] : &cat->topics[i];

		if (!*words && strcmp(t->group, group) != 0)
			add(c, arena_printf(c->mem, "%s%s", *group ? "\n" : "", t->group));
		group = t->group;
		topic_line(c, t);
		json_array_append_new(c->out.json, topic_json(t));
	}
	return list_done(c, n);
}

/* --- executors --------------------------------------------------------------------------------- */

static json_t *service_json(const struct service *s)
{
	return json_pack("{ss ss ss ss sb}", "code", s->code, "name", s->name, "kind", s->kind, "phone", s->phone,
			 "emergency", s->emergency);
}

static void service_line(struct verb_call *c, const struct service *s)
{
	const char *kind = vocab_label_of(&vocab_service_kind, s->kind);

	add(c, arena_printf(c->mem, "%s %s %s %s", text_fit(c->mem, s->code, CODE_COLS),
			    text_fit(c->mem, kind, KIND_COLS), text_fit(c->mem, s->phone, PHONE_COLS), s->name));
}

enum err_code run_services(struct verb_call *c, struct err *e)
{
	const struct catalogue *cat;
	const char *words = joined(c);
	int listed = 0;

	if (catalogue_get(c->store, &cat, e))
		return e->code;
	const struct service **found = arena_alloc(c->mem, (size_t)(cat->nservices + 1) * sizeof(*found));
	int n = *words ? catalogue_match_services(cat, words, found, cat->nservices) : cat->nservices;

	c->out = (struct verb_result){ .kind = OUT_TEXT, .text = "", .json = json_array() };
	for (int i = 0; i < n; i++) {
		const struct service *s = *words ? found[i] : &cat->services[i];

		if (!s->active)
			continue;
		service_line(c, s);
		json_array_append_new(c->out.json, service_json(s));
		listed++;
	}
	return list_done(c, listed);
}
