/* core/redact.c - see redact.h. One table says where each kind of data stands. */
#include "core/redact.h"

#include <stdlib.h>
#include <string.h>

#include "core/consult.h"
#include "core/err.h"
#include "core/fold.h"
#include "core/i18n.h"
#include "core/json_text.h"
#include "core/register.h"

#define X(sym, word, text) { word, text },
static const struct {
	const char *name, *label;
} names[] = { REDACTS(X) };
#undef X

/* Fields of an appeal or of a question, wherever an event sets them. */
static const struct {
	const char *field;
	enum redact of;
} fields_of[] = {
	{ "surname", REDACT_NAME },       { "given", REDACT_NAME },         { "patronymic", REDACT_NAME },
	{ "phone_raw", REDACT_PHONE },    { "phone", REDACT_PHONE },        { "phone_ext", REDACT_PHONE },
	{ "email", REDACT_EMAIL },        { "residence", REDACT_RESIDENCE }, { "category", REDACT_CATEGORY },
	{ "address", REDACT_ADDRESS },    { "text", REDACT_TEXT },          { "answer", REDACT_NOTES },
};

static int name_at(const char *s, size_t len)
{
	for (int i = 0; i < REDACT_COUNT; i++)
		if (strlen(names[i].name) == len && memcmp(names[i].name, s, len) == 0)
			return i;
	return -1;
}

static enum err_code unknown(const char *s, size_t len, struct err *e)
{
	struct arena mem = { 0 };
	const char *all = "";

	for (int i = 0; i < REDACT_COUNT; i++)
		all = arena_printf(&mem, "%s%s, ", all, names[i].name);
	err_set(e, ERR_INVALID, _("«%s» is no field that can be erased. There are: %sall."), arena_strndup(&mem, s, len), all);
	arena_free(&mem);
	return e->code;
}

enum err_code redact_parse(const char *s, unsigned *fields, struct err *e)
{
	*fields = strcmp(s, "all") == 0 ? REDACT_ALL : 0;
	while (*s && *fields != REDACT_ALL) {
		size_t n = strcspn(s, ",");
		int i = name_at(s, n);

		if (i < 0)
			return unknown(s, n, e);
		*fields |= REDACT_BIT(i);
		s += n + (s[n] == ',');
	}
	return *fields ? ERR_OK : unknown("", 0, e);
}

unsigned redaction_fields(const json_t *redaction)
{
	const json_t *name;
	unsigned fields = 0;
	size_t i;

	json_array_foreach(json_object_get(redaction, "fields"), i, name) {
		const char *s = json_string_value(name);
		int at = s ? name_at(s, strlen(s)) : -1;

		if (at >= 0)
			fields |= REDACT_BIT(at);
	}
	return fields;
}

const char *redact_labels(struct arena *mem, const json_t *body)
{
	unsigned fields = redaction_fields(body);
	const char *t = "";

	for (int i = 0; i < REDACT_COUNT; i++)
		if (fields & REDACT_BIT(i))
			t = arena_printf(mem, "%s%s%s", t, *t ? ", " : "", _(names[i].label));
	return t;
}

enum err_code redact_check(unsigned fields, const char *reason, const struct actor *who, struct err *e)
{
	if (!actor_may(who, RIGHT_REDACT))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_REDACT));
	if (!fields)
		return err_set(e, ERR_INVALID, "%s", _("Say what is to be erased. Nothing was changed."));
	if (!reason[strspn(reason, " \t\n")])
		return err_about(e, "reason", err_set(e, ERR_INVALID, "%s",
			_("Say why it is erased: the reason stays in the history. Nothing was changed.")));
	return value_check(reason, MAX_NOTE_BYTES, e);
}

/* --- a body ------------------------------------------------------------------------------------------- */

static bool empty_text(json_t *o, const char *key)
{
	const char *s = json_string_value(json_object_get(o, key));

	if (!s || !*s)
		return false;
	json_object_set_new(o, key, json_string(""));
	return true;
}

static bool empty_fields(json_t *o, unsigned fields)
{
	bool any = false;

	for (size_t i = 0; o && i < COUNT(fields_of); i++)
		if (fields & REDACT_BIT(fields_of[i].of))
			any = empty_text(o, fields_of[i].field) || any;
	return any;
}

/* Words beside the fields: of the citizen in a supplement, else of those who work with the appeal. */
static bool empty_words(const char *kind, json_t *body, unsigned fields)
{
	bool citizens = strcmp(kind, plain_kind(EV_SUPPLEMENT)) == 0;

	if (strcmp(kind, plain_kind(EV_REDACTED)) == 0) /* the reason stays */
		return false;
	return (fields & REDACT_BIT(citizens ? REDACT_TEXT : REDACT_NOTES)) != 0 && empty_text(body, "note");
}

/* A consultation has its fields beside one another. */
static bool empty_flat(const char *kind, json_t *body, unsigned fields)
{
	return strcmp(kind, consulted) == 0 && empty_fields(body, fields);
}

static bool drop_file(json_t *body, unsigned fields)
{
	if (!(fields & REDACT_BIT(REDACT_FILES)))
		return false;
	bool file = json_object_del(body, "file") == 0;

	return json_object_del(body, "photo") == 0 || file;
}

json_t *redact_body(const char *kind, const json_t *body, unsigned fields)
{
	static const char *const parts[] = { "appeal", "question", "set", "was" };
	json_t *copy = json_deep_copy(body), *one;
	bool any = empty_words(kind, copy, fields);
	size_t i;

	any = drop_file(copy, fields) || any;
	any = empty_flat(kind, copy, fields) || any;
	for (i = 0; i < COUNT(parts); i++)
		any = empty_fields(json_object_get(copy, parts[i]), fields) || any;
	json_array_foreach(json_object_get(copy, "questions"), i, one)
		any = empty_fields(one, fields) || any;
	if (any)
		return copy;
	json_decref(copy);
	return NULL;
}

/* --- the event ---------------------------------------------------------------------------------------- */

json_t *redaction_new(unsigned fields, const char *reason)
{
	json_t *list = json_array();

	for (int i = 0; i < REDACT_COUNT; i++)
		if (fields & REDACT_BIT(i))
			json_array_append_new(list, json_string(names[i].name));
	return json_pack("{so ss s[]}", "fields", list, "note", reason, "rows");
}

void redaction_add(json_t *redaction, const char *site, int64_t seq, json_t *kept)
{
	json_array_append_new(json_object_get(redaction, "rows"),
			      json_pack("{ss sI so}", "site", site, "seq", (json_int_t)seq, "kept", kept));
}

bool redaction_is_late(const json_t *redaction)
{
	return json_is_true(json_object_get(redaction, "late"));
}

void redaction_mark_late(json_t *redaction)
{
	json_object_set_new(redaction, "late", json_true());
}

/* Of a row that a redaction keeps the kind is not told: as if it were any of them. */
static bool kept_holds(const json_t *redaction, unsigned fields)
{
	static const char *const kinds[] = { "", "supplemented" };
	const json_t *row;
	bool any = false;
	size_t i;

	json_array_foreach(json_object_get(redaction, "rows"), i, row)
		for (size_t k = 0; k < COUNT(kinds) && !any; k++) {
			json_t *left = redact_body(kinds[k], json_object_get(row, "kept"), fields);

			any = left != NULL;
			json_decref(left);
		}
	return any;
}

static bool holds(const char *kind, const json_t *body, unsigned fields)
{
	json_t *left = redact_body(kind, body, fields);
	bool any = left != NULL;

	json_decref(left);
	return any || (strcmp(kind, plain_kind(EV_REDACTED)) == 0 && kept_holds(body, fields));
}

/* The redaction "SITE.SEQ" stands in the same log before the event. */
static bool stands_before(const char *id, const struct event *ev)
{
	size_t len = strlen(ev->site);

	return strncmp(id, ev->site, len) == 0 && id[len] == '.' && strtoll(id + len + 1, NULL, 10) < ev->seq;
}

void redaction_list(json_t *list, const struct event *ev, const json_t *body, const char *here)
{
	struct arena mem = { 0 };

	if (!redaction_is_late(body))
		json_array_append_new(list, json_pack("{ss sI sI ss sO}",
			"id", arena_printf(&mem, "%s.%lld", ev->site, (long long)ev->seq), "hlc", (json_int_t)ev->hlc,
			"came", (json_int_t)ev->id, "here", here, "body", body));
	arena_free(&mem);
}

/* An event that does not say what its author knew. A redaction that does not say it keeps nothing that it knew to be
 * erased. */
static bool knew_unsaid(const json_t *redaction, const struct event *ev)
{
	bool here = strcmp(json_text(redaction, "here"), ev->site) == 0;

	if (strcmp(ev->kind, plain_kind(EV_REDACTED)) == 0)
		return false;
	return here ? ev->id > json_integer_value(json_object_get(redaction, "came"))
		    : ev->hlc > json_integer_value(json_object_get(redaction, "hlc"));
}

static bool knew(const json_t *redaction, const struct event *ev, const char *said)
{
	const char *id = json_text(redaction, "id");

	if (stands_before(id, ev))
		return true;
	return said ? flags_has(said, id) : knew_unsaid(redaction, ev);
}

unsigned redaction_missed(const json_t *redactions, const struct event *ev, const json_t *body)
{
	const char *said = json_string_value(json_object_get(body, "knows"));
	const json_t *one;
	unsigned fields = 0;
	size_t i;

	json_array_foreach(redactions, i, one)
		if (!knew(one, ev, said))
			fields |= redaction_fields(json_object_get(one, "body"));
	return fields && body && holds(ev->kind, body, fields) ? fields : 0;
}

json_t *redaction_rest(const json_t *redaction)
{
	json_t *copy = json_deep_copy(redaction), *row;
	size_t i;

	json_array_foreach(json_object_get(copy, "rows"), i, row)
		json_object_del(row, "kept");
	return copy;
}

const json_t *redaction_kept(const json_t *redaction, const char *site, int64_t seq)
{
	const json_t *row;
	size_t i;

	json_array_foreach(json_object_get(redaction, "rows"), i, row) {
		const char *of = json_string_value(json_object_get(row, "site"));

		if (of && strcmp(of, site) == 0 && json_integer_value(json_object_get(row, "seq")) == seq)
			return json_object_get(row, "kept");
	}
	return NULL;
}

json_t *redaction_left(const json_t *redactions, const char *kind, const char *site, int64_t seq)
{
	const json_t *body, *newest = NULL;
	unsigned fields = 0;
	size_t i;

	json_array_foreach(redactions, i, body) {
		const json_t *kept = redaction_kept(body, site, seq);

		fields |= kept ? redaction_fields(body) : 0;
		newest = newest ? newest : kept;
	}
	json_t *less = newest ? redact_body(kind, newest, fields) : NULL;

	return less ? less : newest ? json_deep_copy(newest) : NULL;
}

void redact_record(void *rec, const struct field_desc *f, int n, unsigned fields)
{
	for (int i = 0; i < n; i++)
		for (size_t k = 0; k < COUNT(fields_of); k++)
			if ((fields & REDACT_BIT(fields_of[k].of)) && strcmp(f[i].name, fields_of[k].field) == 0)
				record_set_text(rec, &f[i], "");
}

void redact_state(struct appeal *a, const json_t *redaction)
{
	unsigned fields = redaction_fields(redaction);

	redact_record(a, appeal_fields, appeal_field_count, fields);
	for (int i = 0; i < a->nq; i++)
		redact_record(&a->q[i], question_fields, question_field_count, fields);
}
