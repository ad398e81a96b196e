/* tui/verbs_status.c - what the citizen sees of an appeal by its number and PIN: the state, and of each question its
 * topic, executor and term. No names of officials, no other people's data. */
#include "core/i18n.h"
#include "tui/verbs.h"

/* "Forwarded to the competent body: Обласна рада": who is answering now is the citizen's first question. */
static const char *state_shown(struct arena *mem, enum appeal_state st, const char *body)
{
	const char *label = vocab_label(&vocab_state, (int)st);

	return st == ST_FORWARDED && *body ? arena_printf(mem, "%s: %s", label, body) : label;
}

/* The body that has it now, whichever question it is. */
static const char *body_of(const struct appeal *a)
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

static json_t *status_json(const struct appeal *a, const struct clock_ops *clock)
{
	json_t *o = json_pack("{ss ss ss}", "number", a->number, "ascii", a->ascii, "state",
			      vocab_wire(&vocab_state, (int)appeal_state(a)));
	char date[26];

	civil_format_iso(clock, a->registered, date);
	put(o, "date", date);
	put_question(o, &a->q[0], clock);
	put(o, "forwarded_to", body_of(a));
	if (a->nq > 1)
		json_object_set_new(o, "questions", questions(a, clock));
	return o;
}

enum err_code run_status(struct verb_call *c, struct err *e)
{
	struct appeal a;
	char when[17];

	if (!c->opt[OPT_PIN])
		return err_set(e, ERR_INVALID, "%s", _("Give the PIN of the receipt: --pin 123456."));
	if (appeal_status(c->store, c->args[0], c->opt[OPT_PIN], c->who.login, c->mem, &a, e))
		return e->code;
	const struct clock_ops *clock = store_clock(c->store);
	const char *shown = state_shown(c->mem, appeal_state(&a), body_of(&a));

	civil_format_minute(clock, a.registered, when);
	c->out.json = status_json(&a, clock);
	if (a.nq == 1)
		return say(c, arena_printf(c->mem, "%s\t%s\t%s\t%s", a.number, when, shown, a.q[0].topic_name));
	const char *text = arena_printf(c->mem, "%s\t%s\t%s", a.number, when, shown);

	for (int i = 0; i < a.nq; i++)
		text = arena_printf(c->mem, "%s\n%s.%d\t%s\t%s", text, a.number, (int)a.q[i].k,
				    state_shown(c->mem, question_state(&a.q[i]), a.q[i].forwarded_to),
				    a.q[i].topic_name);
	return say(c, text);
}
