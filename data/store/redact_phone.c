/* data/store/redact_phone.c - erasing what is known of a telephone beside appeals: consultations and the call journal.
 * See redact.h. One transaction for all of it. */
#include "core/fold.h"
#include "core/i18n.h"
#include "core/phone.h"
#include "data/store/appeals_internal.h"
#include "data/store/bell.h"
#include "data/store/calls_erase.h"
#include "data/store/erased.h"
#include "data/store/erasing.h"
#include "data/store/phone_appeals.h"
#include "data/store/redact.h"
#include "data/store/subjects.h"

struct beside {
	struct store *s;
	const struct redaction *what;
	const struct actor *who;
	struct arena *mem;
	struct beside_report *out;
};

/* --- one consultation ------------------------------------------------------------------------------------- */

static enum err_code append_part(struct beside *b, const char *subject, const json_t *part, struct err *e)
{
	struct event ev = { .kind = plain_kind(EV_REDACTED), .at = b->s->clock->now_ms(b->s->clock->ctx),
		.subject = subject };
	enum err_code rc = log_append(b->s, &ev, part, b->who, b->mem, e);

	return rc ? rc : redaction_obey(b->s, subject, part, b->who, e);
}

static enum err_code erase_consult(struct beside *b, const char *subject, const char *call, struct err *e)
{
	struct erasing r = { .fields = b->what->fields, .reason = b->what->reason };
	enum err_code rc = erasing_look(b->s, subject, &r, e);
	const json_t *part;
	bool mended;
	size_t i;

	if (!rc && (r.found || calls_hold(b->s, call, r.fields, e))) {
		erasing_begin(&r);
		json_array_foreach(r.parts, i, part)
			rc = rc ? rc : append_part(b, subject, part, e);
		if (!rc)
			rc = subject_mend(b->s, subject_kind_of(consulted), subject, &mended, e);
		b->out->consultations++;
	}
	erasing_free(&r);
	return rc ? rc : e->code;
}

static enum err_code erase_consults(struct beside *b, const char *sql, const char *key, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&b->s->db, sql);
	json_t *list = json_array(), *one;
	size_t i;

	db_bind(st, "s", key);
	while (db_row(&b->s->db, st, e))
		json_array_append_new(list, json_pack("[ss]", db_text(b->mem, st, 0), db_text(b->mem, st, 1)));
	json_array_foreach(list, i, one)
		if (e->code || erase_consult(b, json_string_value(json_array_get(one, 0)),
					     json_string_value(json_array_get(one, 1)), e))
			break;
	json_decref(list);
	return e->code;
}

/* --- what is meant ---------------------------------------------------------------------------------------- */

/* A telephone with its code: a few digits of a slip would be somebody else's. */
static bool is_phone(const char *typed, struct phone *p)
{
	enum { DIGITS_MIN = 10 };
	int digits = 0;

	for (const char *c = typed; *c; c++)
		digits += *c >= '0' && *c <= '9';
	return digits >= DIGITS_MIN && !strchr(typed, '/') && phone_parse(typed, &phone_plan_lviv, p) == PHONE_GOOD &&
	       p->kind != PHONE_SHORT;
}

static bool is_consult(struct store *s, const char *typed)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT 1 FROM consultation WHERE subject = ?");
	struct err none = { 0 };

	db_bind(st, "s", typed);
	return db_int(&s->db, st, 0, &none) != 0;
}

bool redact_is_beside(struct store *s, const char *typed)
{
	struct phone p;

	return is_phone(typed, &p) || is_consult(s, typed);
}

static enum err_code name_appeals(struct beside *b, const char *e164, struct err *e)
{
	struct appeal_ids ids;
	enum err_code rc = appeals_of_phone(b->s, e164, b->mem, &ids, e);

	b->out->appeals = arena_alloc(b->mem, (size_t)(ids.n + 1) * sizeof(*b->out->appeals));
	for (int i = 0; i < ids.n && !rc; i++) {
		sqlite3_stmt *st = db_stmt(&b->s->db, "SELECT number FROM appeal WHERE id = ?");

		db_bind(st, "i", ids.id[i]);
		if (db_row(&b->s->db, st, e))
			b->out->appeals[b->out->nappeals++] = db_text(b->mem, st, 0);
		sqlite3_reset(st);
		rc = e->code;
	}
	return rc;
}

static enum err_code erase_phone(struct beside *b, const struct phone *p, struct err *e)
{
	struct calls_erasing calls = { .fields = b->what->fields, .reason = b->what->reason };
	enum err_code rc = erase_consults(b, "SELECT subject, call FROM consultation WHERE phone = ?", p->e164, e);

	if (!rc)
		rc = calls_erase_number(b->s, phone_number_of(p->e164), &calls, b->who, e);
	b->out->calls = calls.done;
	return rc ? rc : name_appeals(b, p->e164, e);
}

static enum err_code erase(struct beside *b, const char *typed, struct err *e)
{
	struct phone p;
	enum err_code rc = schema_check(&b->s->db, e);

	if (!rc)
		rc = still_works_here(b->s, b->who, e);
	if (!rc)
		rc = is_phone(typed, &p) ? erase_phone(b, &p, e)
			: erase_consults(b, "SELECT subject, call FROM consultation WHERE subject = ?", typed, e);
	if (!rc && !b->out->consultations && !b->out->calls)
		rc = err_set(e, ERR_REFUSED, "%s", _("Neither consultations nor calls hold any of it. Nothing was changed."));
	return rc ? rc : erased_mark(b->s, e);
}

enum err_code redact_beside(struct store *s, const char *typed, const struct redaction *what, const struct actor *who,
			    struct arena *mem, struct beside_report *out, struct err *e)
{
	struct beside b = { .s = s, .what = what, .who = who, .mem = mem, .out = out };
	enum err_code rc = redact_check(what->fields, what->reason, who, e);

	*out = (struct beside_report){ .calls = 0 };
	if (!rc)
		rc = db_begin(&s->db, e);
	if (rc)
		return rc;
	rc = db_end(&s->db, erase(&b, typed, e), e);
	if (!rc)
		bell_ring(s);
	return rc;
}
