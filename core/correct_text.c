/* core/correct_text.c - corrections for people: what stands in a field, what followed from a correction,
 * the fields of an event in the history. See correct.h. */
#include "core/correct.h"
#include "core/i18n.h"

static const char *minute(const struct clock_ops *clock, int64_t ms, struct arena *mem)
{
	char out[17];

	if (!ms)
		return "";
	civil_format_minute(clock, ms, out);
	return arena_strdup(mem, out);
}

const char *fix_value(const struct appeal *a, int64_t k, enum fix_field field, const struct clock_ops *clock,
		      struct arena *mem)
{
	const struct question *q = appeal_question(a, k);
	const char *const values[FIX_COUNT] = {
		[FIX_TEXT] = q->text, [FIX_ADDRESS] = q->address, [FIX_NAME] = appeal_name(mem, a),
		[FIX_PHONE] = a->phone_raw, [FIX_TOPIC] = q->topic, [FIX_RESIDENCE] = a->residence,
		[FIX_EMAIL] = a->email, [FIX_KIND] = a->kind,
		[FIX_LAW] = vocab_wire(&vocab_law, a->law ? LAW_YES : LAW_NO), [FIX_CHANNEL] = a->channel,
		[FIX_SUBJECT] = a->applicant, [FIX_CATEGORY] = a->category, [FIX_COMPLAINED] = q->complained,
		[FIX_SIGNATORIES] = a->signatories ? arena_printf(mem, "%lld", (long long)a->signatories) : "",
		[FIX_RECEIVED] = minute(clock, a->received, mem),
	};

	return values[field];
}

/* --- effects ----------------------------------------------------------------------------------- */

static const char *joined(struct arena *mem, const char *a, const char *b)
{
	return *a ? arena_printf(mem, "%s %s", a, b) : b;
}

const char *correction_effects(const struct appeal *was, const struct appeal *now, int64_t k,
			       const struct clock_ops *clock, struct arena *mem)
{
	const struct question *q = appeal_question(was, k), *nq = appeal_question(now, k);
	const char *t = "";

	if (nq->due != q->due && nq->due && q->due)
		t = arena_printf(mem, _("The term is counted anew: until %s (%s), it was until %s."),
				 minute(clock, nq->due, mem), term_show(mem, nq->term), minute(clock, q->due, mem));
	else if (nq->due != q->due && nq->due)
		t = arena_printf(mem, _("There is a term now: until %s (%s)."), minute(clock, nq->due, mem),
				 term_show(mem, nq->term));
	else if (nq->due != q->due)
		t = _("There is no term any more.");
	if (now->law && !was->law)
		t = joined(mem, t, arena_printf(mem, _("It is an appeal by the law now, index %s."), now->law_index));
	else if (was->law && !now->law)
		t = joined(mem, t, arena_printf(mem, _("It is a work order now; the history keeps the index %s."),
						was->law_index));
	return t;
}

/* --- fields of an event ------------------------------------------------------------------------ */

enum shape { AS_IT_IS, AS_NUMBER, AS_TIME, AS_TERM, AS_LAW };

/* What a correction may change, as the history names it; codes and keys beside a name are left out. */
static const struct {
	const char *field, *label;
	enum shape shape;
	const struct vocab *vocab;
} shown[] = {
	{ "text", N_("Text"), AS_IT_IS, NULL },
	{ "address", N_("Address"), AS_IT_IS, NULL },
	{ "surname", N_("Surname"), AS_IT_IS, NULL },
	{ "given", N_("Given name"), AS_IT_IS, NULL },
	{ "patronymic", N_("Patronymic"), AS_IT_IS, NULL },
	{ "phone_raw", N_("Telephone"), AS_IT_IS, NULL },
	{ "email", N_("E-mail"), AS_IT_IS, NULL },
	{ "residence", N_("Residence"), AS_IT_IS, NULL },
	{ "topic_name", N_("Topic"), AS_IT_IS, NULL },
	{ "service_name", N_("Executor"), AS_IT_IS, NULL },
	{ "complained", N_("Against"), AS_IT_IS, NULL },
	{ "category", N_("Category"), AS_IT_IS, &vocab_category },
	{ "signatories", N_("Signatories"), AS_NUMBER, NULL },
	{ "kind", N_("Kind"), AS_IT_IS, &vocab_kind },
	{ "channel", N_("Channel"), AS_IT_IS, &vocab_channel },
	{ "applicant", N_("Applicant"), AS_IT_IS, &vocab_applicant },
	{ "priority", N_("Priority"), AS_IT_IS, &vocab_priority },
	{ "law", N_("By the law"), AS_LAW, NULL },
	{ "law_index", N_("Index"), AS_IT_IS, NULL },
	{ "received", N_("Received"), AS_TIME, NULL },
	{ "term", N_("Term"), AS_TERM, NULL },
	{ "due", N_("Term until"), AS_TIME, NULL },
};

static int shown_at(const char *field)
{
	for (size_t i = 0; i < COUNT(shown); i++)
		if (strcmp(shown[i].field, field) == 0)
			return (int)i;
	return -1;
}

const char *field_label(const char *field)
{
	int i = shown_at(field);

	return i < 0 ? NULL : _(shown[i].label);
}

const char *field_show(const char *field, const json_t *value, const struct clock_ops *clock, struct arena *mem)
{
	int i = shown_at(field);
	const char *text = json_string_value(value);

	if (i >= 0 && shown[i].shape == AS_TIME)
		return minute(clock, json_integer_value(value), mem);
	if (i >= 0 && shown[i].shape == AS_NUMBER)
		return arena_printf(mem, "%lld", (long long)json_integer_value(value));
	if (i >= 0 && shown[i].shape == AS_LAW)
		return vocab_label(&vocab_law, json_integer_value(value) ? LAW_YES : LAW_NO);
	if (i >= 0 && shown[i].shape == AS_TERM)
		return term_show(mem, text ? text : "");
	if (!text || !*text)
		return "";
	return i >= 0 && shown[i].vocab ? vocab_label_of(shown[i].vocab, text) : arena_strdup(mem, text);
}
