/* core/status.c - see status.h. */
#include "core/status.h"

const char *status_state(struct arena *mem, enum appeal_state st, const char *body)
{
	const char *label = vocab_label(&vocab_state, (int)st);

	return st == ST_FORWARDED && *body ? arena_printf(mem, "%s: %s", label, body) : label;
}

const char *status_body(const struct appeal *a)
{
	for (int i = 0; i < a->nq; i++)
		if (question_state(&a->q[i]) == ST_FORWARDED && *a->q[i].forwarded_to)
			return a->q[i].forwarded_to;
	return "";
}

static void put(json_t *o, const char *key, const char *value)
{
	json_object_set_new(o, key, *value ? json_string(value) : json_null());
}

static void put_question(json_t *o, const struct question *q, const struct clock_ops *clock)
{
	char due[26] = "";

	if (q->due)
		civil_format_iso(clock, q->due, due);
	put(o, "topic_name", q->topic_name);
	put(o, "service_name", q->service_name);
	put(o, "due", due);
}

static json_t *questions(const struct appeal *a, const struct clock_ops *clock)
{
	json_t *list = json_array();

	for (int i = 0; i < a->nq; i++) {
		json_t *o = json_pack("{sI ss}", "k", (json_int_t)a->q[i].k, "state", a->q[i].state);

		put_question(o, &a->q[i], clock);
		put(o, "forwarded_to", a->q[i].forwarded_to);
		json_array_append_new(list, o);
	}
	return list;
}

json_t *status_json(const struct appeal *a, const struct clock_ops *clock)
{
	json_t *o = json_pack("{ss ss ss}", "number", a->number, "ascii", a->ascii, "state",
			      vocab_wire(&vocab_state, (int)appeal_state(a)));
	char date[26];

	civil_format_iso(clock, a->registered, date);
	put(o, "date", date);
	put_question(o, &a->q[0], clock);
	put(o, "forwarded_to", status_body(a));
	if (a->nq > 1)
		json_object_set_new(o, "questions", questions(a, clock));
	return o;
}
