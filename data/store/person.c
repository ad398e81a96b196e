/* data/store/person.c - see person.h. */
#include "data/store/person.h"

#include "core/i18n.h"
#include "core/phone.h"
#include "core/text.h"
#include "data/store/appeals.h"
#include "data/store/calls.h"
#include "data/store/consults_internal.h"
#include "data/store/phone_appeals.h"

struct person {
	struct store *s;
	struct arena *mem;
	const char *e164;    /* "" without a telephone */
	const char *surname; /* folded; "": whoever calls from there */
	const char *alone;   /* the one appeal of somebody without a telephone, else NULL */
	json_t *subjects;    /* of the things found, as "viewed" names them */
	json_t *all;
};

static const char *iso(const struct person *p, int64_t ms)
{
	char text[26];

	civil_format_iso(p->s->clock, ms, text);
	return arena_strdup(p->mem, text);
}

static enum err_code add_appeal(struct person *p, json_t *list, int64_t id, struct err *e)
{
	struct arena mem = { 0 };
	struct appeal a;
	json_t *one = NULL;
	bool his = appeal_read(p->s, id, &mem, &a, e) &&
		   (!*p->surname || strcmp(text_fold(&mem, a.surname), p->surname) == 0);

	if (his && !appeal_show_json(p->s, &a, &one, e)) {
		json_array_append_new(p->subjects, json_string(a.subject));
		json_array_append_new(list, one);
	}
	arena_free(&mem);
	return e->code;
}

static enum err_code add_appeals(struct person *p, json_t *list, struct err *e)
{
	struct appeal_ids ids;

	if (p->alone)
		return add_appeal(p, list, appeal_id_of_subject(p->s, p->alone, e), e);
	if (appeals_of_phone(p->s, p->e164, p->mem, &ids, e))
		return e->code;
	for (int i = 0; i < ids.n; i++)
		if (add_appeal(p, list, ids.id[i], e))
			break;
	return e->code;
}

static enum err_code add_calls(struct person *p, json_t *list, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&p->s->db, "SELECT coalesce(uid, id) FROM call WHERE num = ? ORDER BY id");
	json_t *ids = json_array();
	const char *id;
	size_t i;
	json_t *v;

	db_bind(st, "i", phone_number_of(p->e164));
	while (*p->e164 && db_row(&p->s->db, st, e)) {
		id = db_text(p->mem, st, 0);
		json_array_append_new(ids, json_string(id));
	}
	sqlite3_reset(st);
	json_array_foreach(ids, i, v) {
		struct arena mem = { 0 };
		struct call c;

		id = json_string_value(v);
		if (!call_load(p->s, id, &mem, &c, e)) {
			json_array_append_new(list, call_json(&c, p->s->clock));
			json_array_append_new(p->subjects, json_string(arena_printf(&mem, "call:%s", id)));
		}
		arena_free(&mem);
	}
	json_decref(ids);
	return e->code;
}

static enum err_code add_consultations(struct person *p, json_t *list, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&p->s->db, "SELECT at, topic_name, text, address, transfer_name, actor, subject"
					      " FROM consultation WHERE phone = ?1 AND ?1 <> '' ORDER BY id");

	db_bind(st, "s", p->e164);
	while (db_row(&p->s->db, st, e)) {
		json_array_append_new(list, json_pack("{ss ss ss ss ss ss ss}", "id", db_text(p->mem, st, 6), "at", iso(p, sqlite3_column_int64(st, 0)),
			"topic_name", db_text(p->mem, st, 1), "text", db_text(p->mem, st, 2), "address",
			db_text(p->mem, st, 3), "transfer", db_text(p->mem, st, 4), "operator", db_text(p->mem, st, 5)));
		json_array_append_new(p->subjects, json_string(db_text(p->mem, st, 6)));
	}
	return e->code;
}

/* Who has looked: cards and lists, recordings, files that were written out, and all that was given out as here. */
static enum err_code add_viewed(struct person *p, json_t *list, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&p->s->db, "WITH his(subject) AS (SELECT value FROM json_each(?)) SELECT e.at, e.actor,"
			" ifnull((SELECT count(*) FROM json_each(e.body, '$.subjects') WHERE value IN his), 0)"
			" + ifnull('call:' || json_extract(e.body, '$.call') IN his, 0)"
			" + ifnull(json_extract(e.body, '$.appeal') IN his, 0) AS n"
			" FROM event e WHERE e.kind IN ('viewed', 'played', 'file_saved', 'exported') AND e.body <> ''"
			" AND n ORDER BY e.id");
	char *subjects = json_dumps(p->subjects, 0);

	db_bind(st, "s", subjects ? subjects : "[]");
	while (db_row(&p->s->db, st, e))
		json_array_append_new(list, json_pack("{ss ss sI}", "at", iso(p, sqlite3_column_int64(st, 0)), "by",
			db_text(p->mem, st, 1), "records", (json_int_t)sqlite3_column_int64(st, 2)));
	sqlite3_reset(st);
	free(subjects);
	return e->code;
}

/* --- whom -------------------------------------------------------------------------------------------- */

static enum err_code find_person(struct person *p, const char *typed, struct err *e)
{
	struct phone phone;
	struct appeal a;
	int k;

	p->surname = p->e164 = "";
	if (phone_parse(typed, &phone_plan_lviv, &phone) == PHONE_GOOD && phone.kind != PHONE_SHORT) {
		p->e164 = arena_strdup(p->mem, phone.e164);
		return ERR_OK;
	}
	if (appeal_load(p->s, typed, p->mem, &a, &k, e))
		return e->code == ERR_INVALID ? e->code : err_set(e, e->code, _("«%s» is neither a telephone nor the number of an appeal that is here."), typed);
	p->surname = text_fold(p->mem, a.surname);
	p->e164 = a.phone;
	p->alone = *a.phone && *a.surname ? NULL : a.subject;
	if (p->alone)
		p->e164 = "";
	return ERR_OK;
}

static const struct part {
	const char *name;
	enum err_code (*add)(struct person *p, json_t *list, struct err *e);
} parts[] = {
	{ "appeals", add_appeals }, { "calls", add_calls }, { "consultations", add_consultations },
	{ "viewed", add_viewed },
};

static enum err_code gather(struct person *p, const char *typed, struct err *e)
{
	if (find_person(p, typed, e))
		return e->code;
	json_object_set_new(p->all, "person", json_pack("{ss ss ss}", "asked", typed, "phone", p->e164, "at",
							iso(p, p->s->clock->now_ms(p->s->clock->ctx))));
	for (size_t i = 0; i < COUNT(parts); i++) {
		json_t *list = json_array();

		json_object_set_new(p->all, parts[i].name, list);
		if (parts[i].add(p, list, e))
			return e->code;
	}
	if (!json_array_size(p->subjects))
		return err_set(e, ERR_NOT_FOUND, _("Nothing is known of «%s»."), typed);
	return ERR_OK;
}

enum err_code person_json(struct store *s, const char *typed, const struct actor *who, json_t **out, struct err *e)
{
	struct arena mem = { 0 };
	struct person p = { .s = s, .mem = &mem, .subjects = json_array(), .all = json_object() };
	enum err_code rc = actor_may(who, RIGHT_EXPORT) ? gather(&p, typed, e)
		: err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_EXPORT));

	if (!rc) {
		json_t *body = json_pack("{ss sO}", "list", "person", "subjects", p.subjects);

		rc = log_note(s, "exported", body, who, e);
		json_decref(body);
	}
	json_decref(p.subjects);
	if (rc)
		json_decref(p.all);
	else
		*out = p.all;
	arena_free(&mem);
	return rc;
}
