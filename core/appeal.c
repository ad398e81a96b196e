/* core/appeal.c - see appeal.h. No rules here: only the shape of the data. */
#include "core/appeal.h"

#include <stddef.h>

#include "core/err.h"
#include "core/text.h"

#define TEXT(name, settable) { #name, offsetof(struct appeal, name), false, settable },
#define INT(name, settable) { #name, offsetof(struct appeal, name), true, settable },
const struct field_desc appeal_fields[] = { APPEAL_TEXTS(TEXT) APPEAL_INTS(INT) };
#undef TEXT
#undef INT
#define TEXT(name, settable) { #name, offsetof(struct question, name), false, settable },
#define INT(name, settable) { #name, offsetof(struct question, name), true, settable },
const struct field_desc question_fields[] = { QUESTION_TEXTS(TEXT) QUESTION_INTS(INT) };
#undef TEXT
#undef INT
const int appeal_field_count = COUNT(appeal_fields);
const int question_field_count = COUNT(question_fields);

const char *record_text(const void *rec, const struct field_desc *f)
{
	const char *s;

	memcpy(&s, (const char *)rec + f->offset, sizeof(s));
	return s;
}

int64_t record_int(const void *rec, const struct field_desc *f)
{
	int64_t v;

	memcpy(&v, (const char *)rec + f->offset, sizeof(v));
	return v;
}

void record_set_text(void *rec, const struct field_desc *f, const char *s)
{
	memcpy((char *)rec + f->offset, &s, sizeof(s));
}

void record_set_int(void *rec, const struct field_desc *f, int64_t v)
{
	memcpy((char *)rec + f->offset, &v, sizeof(v));
}

const char *record_difference(const void *a, const void *b, const struct field_desc *f, int n)
{
	for (int i = 0; i < n; i++) {
		bool same = f[i].is_int ? record_int(a, &f[i]) == record_int(b, &f[i])
					: strcmp(record_text(a, &f[i]), record_text(b, &f[i])) == 0;

		if (!same)
			return f[i].name;
	}
	return NULL;
}

static void init_fields(void *rec, const struct field_desc *f, int count)
{
	for (int i = 0; i < count; i++) {
		if (f[i].is_int)
			record_set_int(rec, &f[i], 0);
		else
			record_set_text(rec, &f[i], "");
	}
}

void appeal_init(struct appeal *a)
{
	init_fields(a, appeal_fields, appeal_field_count);
	a->q = NULL;
	a->nq = 0;
}

void question_init(struct question *q)
{
	init_fields(q, question_fields, question_field_count);
}

struct question *appeal_question(const struct appeal *a, int64_t k)
{
	for (int i = 0; i < a->nq; i++)
		if (a->q[i].k == k)
			return &a->q[i];
	return NULL;
}

struct question *appeal_question_of(const struct appeal *a, const json_t *body)
{
	const char *id = json_string_value(json_object_get(body, "qid"));
	const json_t *k = json_object_get(body, "q");

	if (!id)
		return appeal_question(a, k ? json_integer_value(k) : 1);
	for (int i = 0; i < a->nq; i++)
		if (strcmp(a->q[i].made_by, id) == 0)
			return &a->q[i];
	return NULL;
}

enum appeal_state question_state(const struct question *q)
{
	int i = vocab_wire_index(&vocab_state, q->state);

	return i < 0 ? ST_REGISTERED : (enum appeal_state)i;
}

/* How far a state is on the way to the end; the end states are equally far. */
static int progress(enum appeal_state s)
{
	static const int far[STATE_COUNT] = {
		[ST_REGISTERED] = 0, [ST_DISPATCHED] = 1, [ST_REWORK] = 2, [ST_IN_WORK] = 3,
		[ST_DONE] = 4, [ST_CLOSED] = 5, [ST_FORWARDED] = 5, [ST_REJECTED] = 5,
		[ST_WITHDRAWN] = 5,
	};
	return far[s];
}

enum appeal_state appeal_state(const struct appeal *a)
{
	enum appeal_state least = a->nq ? question_state(&a->q[0]) : ST_REGISTERED;

	for (int i = 1; i < a->nq; i++)
		if (progress(question_state(&a->q[i])) < progress(least))
			least = question_state(&a->q[i]);
	return least;
}

bool state_is_open(enum appeal_state s)
{
	return progress(s) < progress(ST_CLOSED);
}

bool state_overdue(enum appeal_state s, int64_t due, int64_t now_ms)
{
	return due && now_ms > due && progress(s) < progress(ST_DONE);
}

bool question_overdue(const struct question *q, int64_t now_ms)
{
	return state_overdue(question_state(q), q->due, now_ms);
}

bool question_is_accident(const struct question *q)
{
	return strcmp(q->priority, vocab_wire(&vocab_priority, PRI_A1)) == 0 ||
	       strcmp(q->priority, vocab_wire(&vocab_priority, PRI_A2)) == 0;
}

const char *appeal_difference(const struct appeal *a, const struct appeal *b)
{
	const char *field = record_difference(a, b, appeal_fields, appeal_field_count);

	if (!field && a->nq != b->nq)
		return "questions";
	for (int i = 0; !field && i < a->nq; i++)
		field = record_difference(&a->q[i], &b->q[i], question_fields, question_field_count);
	return field;
}

bool appeal_has_phone(const struct appeal *a)
{
	return *a->phone || *a->phone_raw;
}

const char *appeal_name(struct arena *mem, const struct appeal *a)
{
	const char *name = arena_printf(mem, "%s%s%s%s%s", a->surname, *a->given ? " " : "", a->given,
					*a->patronymic ? " " : "", a->patronymic);

	return *name == ' ' ? name + 1 : name;
}

void name_split(struct arena *mem, const char *full, const char **surname, const char **given,
		const char **patronymic)
{
	const char *s = text_tidy(mem, full, NULL);
	size_t n = strcspn(s, " ");

	*surname = arena_strndup(mem, s, n);
	s += n + (s[n] == ' ');
	n = strcspn(s, " ");
	*given = arena_strndup(mem, s, n);
	s += n + (s[n] == ' ');
	*patronymic = arena_strdup(mem, s);
}

bool flags_has(const char *flags, const char *word)
{
	size_t len = strlen(word);

	while (*flags) {
		size_t n = strcspn(flags, ",");

		if (n == len && memcmp(flags, word, n) == 0)
			return true;
		flags += n + (flags[n] == ',');
	}
	return false;
}
