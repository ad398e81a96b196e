/* data/store/appeal_ref.c - from a number as typed to an appeal; reading one appeal. */
#include "core/i18n.h"
#include "core/number.h"
#include "data/store/appeals.h"
#include "data/store/appeals_internal.h"

static enum err_code not_found(const char *ref, struct err *e)
{
	return err_set(e, ERR_NOT_FOUND, _("There is no appeal «%s» here. Check the number."), ref);
}

/* By the number exactly as it is written, whatever the template. */
static int64_t id_by_text(struct store *s, const char *number, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT id FROM appeal WHERE number = ?1 OR ascii = ?1");

	db_bind(st, "s", number);
	return db_int(&s->db, st, 0, e);
}

/* By the bare n, when one appeal alone has it. */
static enum err_code id_by_n(struct store *s, const struct number *num, const char *ref, int64_t *id,
			     struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT id, number FROM appeal WHERE n = ?1"
					   " AND (?2 = 0 OR year = ?2) LIMIT 3");
	struct arena mem = { 0 };
	const char *numbers = "";
	int found = 0;

	db_bind(st, "id", num->n, num->year);
	while (db_row(&s->db, st, e)) {
		*id = sqlite3_column_int64(st, 0);
		numbers = arena_printf(&mem, "%s%s%s", numbers, found++ ? ", " : "", db_text(&mem, st, 1));
	}
	if (!e->code && found > 1)
		err_set(e, ERR_INVALID, _("Several appeals have the number «%s», such as %s: add the site and the year."), ref,
			numbers);
	else if (!e->code && !found)
		not_found(ref, e);
	arena_free(&mem);
	return e->code;
}

const char *number_template_of(struct db *db, struct arena *mem, struct err *e)
{
	sqlite3_stmt *st = db_stmt(db, "SELECT value FROM meta WHERE key = 'number_template'");
	const char *template = db_row(db, st, e) ? db_text(mem, st, 0) : NUMBER_TEMPLATE;

	sqlite3_reset(st);
	return template;
}

/* A number that does not stand in the base letter by letter. */
static enum err_code resolve_parsed(struct store *s, const char *ref, enum ref_use use, struct number *num,
				    int64_t *id, struct err *e)
{
	if (*num->ascii) {
		*id = id_by_text(s, num->ascii, e);
		return e->code;
	}
	if (use == REF_WRITE)
		return err_set(e, ERR_INVALID, _("«%s» is enough for reading only: to change an appeal give its whole "
						 "number, with the site and the year."), ref);
	return id_by_n(s, num, ref, id, e);
}

enum err_code appeal_resolve(struct store *s, const char *ref, enum ref_use use, int64_t *id, int *k,
			     struct err *e)
{
	struct arena mem = { 0 };
	struct number num = { 0 };
	enum err_code rc = ERR_OK;

	*k = 0;
	*id = id_by_text(s, ref, e);
	if (!*id && !e->code) {
		if (number_parse(&mem, number_template_of(&s->db, &mem, e), ref, &num))
			rc = resolve_parsed(s, ref, use, &num, id, e);
		if (num.question)
			*k = num.question;
	}
	if (!rc && e->code)
		rc = e->code;
	if (!rc && !*id)
		rc = not_found(ref, e);
	arena_free(&mem);
	return rc;
}

enum err_code appeal_load(struct store *s, const char *ref, struct arena *mem, struct appeal *out, int *k,
			  struct err *e)
{
	int64_t id;
	int q;
	enum err_code rc = appeal_resolve(s, ref, REF_READ, &id, &q, e);

	if (rc)
		return rc;
	if (!appeal_read(s, id, mem, out, e))
		return e->code ? e->code : not_found(ref, e);
	q = q ? q : 1;
	if (!appeal_question(out, q))
		return err_set(e, ERR_NOT_FOUND, _("%s has no question %d."), out->number, q);
	if (k)
		*k = q;
	return ERR_OK;
}
