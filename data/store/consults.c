/* data/store/consults.c - see consults.h. Decides by core, appends, folds, saves: one transaction. */
#include "core/i18n.h"
#include "data/store/appeals_internal.h"
#include "data/store/bell.h"
#include "data/store/consults_internal.h"
#include "data/store/form_key.h"
#include "data/store/record_row.h"

enum { SERVICES_MAX = 16 };

#define COLUMN(name, settable) "," #name
#define PARAM(name, settable) ",?"
#define COLUMNS CONSULT_TEXTS(COLUMN) CONSULT_INTS(COLUMN)

/* --- rows ------------------------------------------------------------------------------------- */

static bool read_one(struct store *s, sqlite3_stmt *st, struct arena *mem, struct consult *out, struct err *e)
{
	if (!db_row(&s->db, st, e))
		return false;
	record_from_row(out, consult_fields, consult_field_count, st, 1, mem);
	sqlite3_reset(st);
	out->idem = form_key_of_row(s, out->subject, out->idem);
	return true;
}

bool consult_read(struct store *s, int64_t id, struct arena *mem, struct consult *out, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT id" COLUMNS " FROM consultation WHERE id = ?");

	db_bind(st, "i", id);
	return read_one(s, st, mem, out, e);
}

bool consult_read_subject(struct store *s, const char *subject, struct arena *mem, struct consult *out,
			  struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT id" COLUMNS " FROM consultation WHERE subject = ?");

	db_bind(st, "s", subject);
	return read_one(s, st, mem, out, e);
}

static bool read_idem(struct store *s, const char *idem, struct arena *mem, struct consult *out, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT id" COLUMNS " FROM consultation WHERE idem = ? AND idem <> ''");

	db_bind(st, "s", idem);
	return read_one(s, st, mem, out, e);
}

enum err_code consult_save(struct store *s, const struct consult *c, int64_t id, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "INSERT OR REPLACE INTO consultation(id" COLUMNS ") VALUES(nullif(?,0)"
			CONSULT_TEXTS(PARAM) CONSULT_INTS(PARAM) ")");
	struct arena mem = { 0 };
	struct consult row = *c;

	row.idem = form_key_to_row(s, c->subject, c->idem, &mem);
	sqlite3_bind_int64(st, 1, id);
	record_bind(&row, consult_fields, consult_field_count, st, 2);
	enum err_code rc = db_run(&s->db, st, e);

	arena_free(&mem);
	return rc;
}

enum err_code consult_drop(struct store *s, const char *subject, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "DELETE FROM consultation WHERE subject = ?");

	db_bind(st, "s", subject);
	return db_run(&s->db, st, e);
}

/* --- counting --------------------------------------------------------------------------------- */

static enum err_code append(struct store *s, struct decision *dec, const struct actor *who, struct arena *mem,
			    struct consult *out, struct err *e)
{
	struct event ev = { .kind = dec->kind, .at = s->clock->now_ms(s->clock->ctx) };
	enum err_code rc = log_append(s, &ev, dec->body, who, mem, e);

	if (!rc && consult_fold(out, &ev, mem) != FOLD_OK)
		rc = err_set(e, ERR_BUG, _("The rules refused their own event «%s»: nothing was changed."), ev.kind);
	return rc ? rc : consult_save(s, out, 0, e);
}

static enum err_code add_in_turn(struct store *s, struct consult_form *f, const struct actor *who,
				 struct arena *mem, struct consult *out, bool *again, struct err *e)
{
	struct decision dec;
	enum err_code rc = schema_check(&s->db, e);

	if (!rc)
		rc = still_works_here(s, who, e);
	if (!rc)
		rc = consult_decide(f, who, &dec, e);
	if (rc)
		return rc;
	*again = read_idem(s, f->idem, mem, out, e);
	if (!*again && !e->code)
		rc = append(s, &dec, who, mem, out, e);
	json_decref(dec.body);
	return rc ? rc : e->code;
}

enum err_code consult_add(struct store *s, struct consult_form *f, const struct actor *who, struct arena *mem,
			  struct consult *out, bool *again, struct err *e)
{
	enum err_code rc = db_begin(&s->db, e);

	*again = false;
	consult_init(out);
	if (rc)
		return rc;
	rc = db_end(&s->db, add_in_turn(s, f, who, mem, out, again, e), e);
	if (!rc)
		bell_ring(s);
	return rc;
}

/* The last ones alone: read before a choice is shown. */
int consult_usual(struct store *s, struct arena *mem, const char **codes, int max)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT topic FROM (SELECT topic FROM consultation WHERE transfer = ''"
					   " ORDER BY id DESC LIMIT 200) GROUP BY topic ORDER BY count(*) DESC, 1 LIMIT ?");
	struct err e = { 0 };
	int n = 0;

	db_bind(st, "d", max);
	while (n < max && db_row(&s->db, st, &e))
		codes[n++] = db_text(mem, st, 0);
	sqlite3_reset(st);
	return n;
}

/* --- to whom a call is handed over ------------------------------------------------------------ */

static int by_phone(const void *a, const void *b)
{
	const struct service *const *x = a, *const *y = b;

	return strcmp((*x)->phone, (*y)->phone);
}

int consult_services(const struct catalogue *cat, const struct service **out, int max)
{
	int n = 0;

	for (int i = 0; i < cat->nservices && n < max; i++) {
		bool known = !consult_takes_calls(&cat->services[i]);

		for (int k = 0; k < n; k++)
			known = known || strcmp(out[k]->phone, cat->services[i].phone) == 0;
		if (!known)
			out[n++] = &cat->services[i];
	}
	if (n)
		qsort(out, (size_t)n, sizeof(*out), by_phone);
	return n;
}

enum err_code consult_service(const struct catalogue *cat, const char *typed, const struct service **out,
			      struct err *e)
{
	const struct service *all[SERVICES_MAX];
	int n = consult_services(cat, all, (int)COUNT(all));
	struct arena mem = { 0 };
	const char *list = "";

	for (int i = 0; i < n; i++) {
		if (strcmp(all[i]->phone, typed) == 0 || strcasecmp(all[i]->code, typed) == 0) {
			*out = all[i];
			arena_free(&mem);
			return ERR_OK;
		}
		list = arena_printf(&mem, "%s%s%s", list, i ? ", " : "", all[i]->phone);
	}
	if (n)
		err_set(e, ERR_INVALID, _("A call cannot be handed over to «%s»: the emergency numbers are %s. Nothing was "
					  "counted."), typed, list);
	else
		err_set(e, ERR_INVALID, "%s", _("There are no emergency services in the list of executors: a call cannot be "
						"handed over. Nothing was counted."));
	arena_free(&mem);
	return err_about(e, "transfer", ERR_INVALID);
}
