/* core/appeal_json.c - the public form of an appeal: field names of design.md 4.2, fixed for ever. */
#include <stdio.h>

#include "core/appeal.h"

/* null instead of an empty text. */
static json_t *text_or_null(const char *s)
{
	return *s ? json_string(s) : json_null();
}

static json_t *iso_or_null(const struct clock_ops *clock, int64_t ms)
{
	char iso[26];

	if (!ms)
		return json_null();
	civil_format_iso(clock, ms, iso);
	return json_string(iso);
}

static json_t *confirmed(const struct question *q, const struct clock_ops *clock)
{
	if (!*q->outcome)
		return json_null();
	return json_pack("{ss ss so ss so so}", "outcome", q->outcome, "via", q->via,
			 "at", iso_or_null(clock, q->confirmed_at), "by", q->confirmed_by,
			 "grade", q->grade ? json_integer(q->grade) : json_null(),
			 "call", text_or_null(q->confirm_call));
}

static json_t *flags_array(const char *flags)
{
	json_t *list = json_array();

	while (*flags) {
		size_t n = strcspn(flags, ",");

		json_array_append_new(list, json_stringn(flags, n));
		flags += n + (flags[n] == ',');
	}
	return list;
}

/* The members that belong to one question. */
static void add_question(json_t *o, const struct question *q, const struct clock_ops *clock)
{
	json_object_set_new(o, "topic", text_or_null(q->topic));
	json_object_set_new(o, "topic_name", text_or_null(q->topic_name));
	json_object_set_new(o, "text", json_string(q->text));
	json_object_set_new(o, "state", json_string(q->state));
	json_object_set_new(o, "result", text_or_null(q->result));
	json_object_set_new(o, "answer", text_or_null(q->answer));
	json_object_set_new(o, "address", text_or_null(q->address));
	json_object_set_new(o, "service", text_or_null(q->service));
	json_object_set_new(o, "service_name", text_or_null(q->service_name));
	json_object_set_new(o, "complained", text_or_null(q->complained));
	json_object_set_new(o, "complained_name", text_or_null(q->complained_name));
	json_object_set_new(o, "forwarded_to", text_or_null(q->forwarded_to));
	json_object_set_new(o, "priority", json_string(q->priority));
	json_object_set_new(o, "due", iso_or_null(clock, q->due));
	json_object_set_new(o, "overdue",
			    json_boolean(question_overdue(q, clock->now_ms(clock->ctx))));
	json_object_set_new(o, "rework", json_integer(q->rework));
	json_object_set_new(o, "attempts", json_integer(q->attempts));
	json_object_set_new(o, "repeat", json_integer(q->repeat));
	json_object_set_new(o, "supplements", json_integer(q->supplements));
	json_object_set_new(o, "joined", text_or_null(q->joined));
	json_object_set_new(o, "confirmed", confirmed(q, clock));
}

static void add_applicant(json_t *o, const struct appeal *a)
{
	struct arena mem = { 0 };

	json_object_set_new(o, "name", text_or_null(appeal_name(&mem, a)));
	json_object_set_new(o, "phone", text_or_null(a->phone));
	json_object_set_new(o, "phone_raw", text_or_null(a->phone_raw));
	json_object_set_new(o, "email", text_or_null(a->email));
	json_object_set_new(o, "residence", text_or_null(a->residence));
	json_object_set_new(o, "applicant", json_string(a->applicant));
	json_object_set_new(o, "category", text_or_null(a->category));
	json_object_set_new(o, "signatories", a->signatories ? json_integer(a->signatories) : json_null());
	arena_free(&mem);
}

static void add_questions(json_t *o, const struct appeal *a, const struct clock_ops *clock)
{
	json_t *list = json_array();

	for (int i = 0; i < a->nq; i++) {
		json_t *one = json_pack("{sI}", "k", (json_int_t)a->q[i].k);

		add_question(one, &a->q[i], clock);
		json_array_append_new(list, one);
	}
	json_object_set_new(o, "questions", list);
}

/* The members that belong to the whole appeal. */
static json_t *appeal_members(const struct appeal *a, const struct clock_ops *clock)
{
	json_t *o = json_pack("{ss ss so so so ss ss ss}", "number", a->number, "ascii", a->ascii,
			      "index", text_or_null(a->law_index),
			      "date", iso_or_null(clock, a->registered),
			      "received", iso_or_null(clock, a->received), "site", a->site,
			      "kind", a->kind, "channel", a->channel);

	add_applicant(o, a);
	json_object_set_new(o, "operator", json_string(a->operator));
	json_object_set_new(o, "operator_name", json_string(a->operator_name));
	json_object_set_new(o, "flags", flags_array(a->flags));
	json_object_set_new(o, "rev", json_integer(a->rev));
	return o;
}

json_t *appeal_json(const struct appeal *a, const struct clock_ops *clock)
{
	json_t *o = appeal_members(a, clock);

	if (a->nq)
		add_question(o, &a->q[0], clock);
	json_object_set_new(o, "state", json_string(vocab_wire(&vocab_state, (int)appeal_state(a))));
	if (a->nq > 1)
		add_questions(o, a, clock);
	return o;
}

json_t *appeal_json_question(const struct appeal *a, int64_t k, const struct clock_ops *clock)
{
	json_t *o = appeal_members(a, clock);
	const struct question *q = appeal_question(a, k);

	if (q)
		add_question(o, q, clock);
	json_object_set_new(o, "question", json_integer(k));
	return o;
}
