/* core/merge_fields.c - see merge_fields.h. */
#include "core/merge_fields.h"

#include "core/i18n.h"

/* Fields of both records that say nothing by themselves. */
static const char *const silent[] = { "hlc", "rev", "pin_mac", "pin_key", "calls", "settled", "redacted" };

enum { FIELDS_OF_FIX = 4 };

static const char *const fields_of[FIX_COUNT][FIELDS_OF_FIX] = {
	[FIX_TEXT] = { "text" },
	[FIX_ADDRESS] = { "address" },
	[FIX_NAME] = { "surname", "given", "patronymic" },
	[FIX_PHONE] = { "phone_raw" },
	[FIX_TOPIC] = { "topic" },
	[FIX_RESIDENCE] = { "residence" },
	[FIX_EMAIL] = { "email" },
	[FIX_KIND] = { "kind" },
	[FIX_LAW] = { "law" },
	[FIX_CHANNEL] = { "channel" },
	[FIX_SUBJECT] = { "applicant" },
	[FIX_CATEGORY] = { "category" },
	[FIX_COMPLAINED] = { "complained" },
	[FIX_RECEIVED] = { "received" },
	[FIX_SIGNATORIES] = { "signatories" },
};

const char *const *merge_fields_of(enum fix_field field)
{
	return fields_of[field];
}

enum merge_fate merge_value(const char *seen, const char *now, const char *mine)
{
	bool theirs = strcmp(seen, now) != 0, own = mine && strcmp(seen, mine) != 0;

	if (!own)
		return theirs ? MERGE_THEIRS : MERGE_NOBODY;
	if (!theirs)
		return MERGE_MINE;
	return strcmp(now, mine) == 0 ? MERGE_SAME : MERGE_ASK;
}

enum merge_fate merge_fix(const struct appeal *seen, const struct appeal *now, int64_t k, enum fix_field field,
			  const struct correction *mine, const struct clock_ops *clock)
{
	struct arena mem = { 0 };
	enum merge_fate fate = merge_value(fix_value(seen, k, field, clock, &mem),
					   fix_value(now, k, field, clock, &mem), mine->value[field]);

	arena_free(&mem);
	return fate;
}

/* --- all fields of a record -------------------------------------------------------------------- */

static bool is_silent(const char *name)
{
	for (size_t i = 0; i < COUNT(silent); i++)
		if (strcmp(silent[i], name) == 0)
			return true;
	return false;
}

static bool differs(const void *a, const void *b, const struct field_desc *f)
{
	if (is_silent(f->name))
		return false;
	return f->is_int ? record_int(a, f) != record_int(b, f)
			 : strcmp(record_text(a, f), record_text(b, f)) != 0;
}

static const char *meets(const void *a, const void *b, const struct field_desc *f, int n, const json_t *set)
{
	const char *any = NULL;

	for (int i = 0; i < n; i++)
		if (json_object_get(set, f[i].name) && differs(a, b, &f[i]) && (!any || !field_label(any)))
			any = f[i].name;
	return any;
}

const char *merge_move(const struct appeal *seen, const struct appeal *now, int64_t k, const json_t *set)
{
	const struct question *q = appeal_question(seen, k), *nq = appeal_question(now, k);

	if (strcmp(q->state, nq->state) != 0)
		return "state";
	const char *field = meets(q, nq, question_fields, question_field_count, set);

	return field ? field : meets(seen, now, appeal_fields, appeal_field_count, set);
}

static const char *label_of(const char *field)
{
	return strcmp(field, "state") == 0 ? _("State") : field_label(field);
}

static const char *add_labels(const void *a, const void *b, const struct field_desc *f, int n, const char *list,
			      struct arena *mem)
{
	for (int i = 0; i < n; i++)
		if (label_of(f[i].name) && differs(a, b, &f[i]))
			list = arena_printf(mem, "%s%s%s", list, *list ? ", " : "", label_of(f[i].name));
	return list;
}

const char *merge_labels(const struct appeal *seen, const struct appeal *now, int64_t k, struct arena *mem)
{
	const struct question *q = appeal_question(seen, k), *nq = appeal_question(now, k);
	const char *list = add_labels(seen, now, appeal_fields, appeal_field_count, "", mem);

	return add_labels(q, nq, question_fields, question_field_count, list, mem);
}
