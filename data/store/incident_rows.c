/* data/store/incident_rows.c - the projection of incidents: reading, saving, listing, finding by number. The
 * columns are the fields of core/incident.h; no rule is here. */
#include "core/i18n.h"
#include "core/number.h"
#include "core/text.h"
#include "data/store/incidents_internal.h"
#include "data/store/record_row.h"

#define COLUMN(name, settable) "," #name
#define PARAM(name, settable) ",?"
#define COLUMNS INCIDENT_TEXTS(COLUMN) INCIDENT_INTS(COLUMN)

static void read_row(sqlite3_stmt *st, struct arena *mem, struct incident *out)
{
	record_from_row(out, incident_fields, incident_field_count, st, 1, mem);
}

static bool read_one(struct store *s, sqlite3_stmt *st, struct arena *mem, struct incident *out,
		     struct err *e)
{
	if (!db_row(&s->db, st, e))
		return false;
	read_row(st, mem, out);
	sqlite3_reset(st);
	return true;
}

bool incident_read(struct store *s, int64_t id, struct arena *mem, struct incident *out, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT id" COLUMNS " FROM incident WHERE id = ?");

	db_bind(st, "i", id);
	return read_one(s, st, mem, out, e);
}

bool incident_read_subject(struct store *s, const char *subject, struct arena *mem, struct incident *out,
			   struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT id" COLUMNS " FROM incident WHERE subject = ?");

	db_bind(st, "s", subject);
	return read_one(s, st, mem, out, e);
}

enum err_code incident_save(struct store *s, const struct incident *in, int64_t *id, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "INSERT OR REPLACE INTO incident(id" COLUMNS ") VALUES(?"
			INCIDENT_TEXTS(PARAM) INCIDENT_INTS(PARAM) ")");

	if (!*id)
		*id = 1 + db_int(&s->db, db_stmt(&s->db, "SELECT max(id) FROM incident"), 0, e);
	sqlite3_bind_int64(st, 1, *id);
	record_bind(in, incident_fields, incident_field_count, st, 2);
	if (e->code || db_run(&s->db, st, e))
		return e->code;
	return incident_save_streets(s, in, *id, e);
}

enum err_code incident_drop(struct store *s, const char *subject, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "DELETE FROM incident_street WHERE incident ="
					   " (SELECT id FROM incident WHERE subject = ?)");

	db_bind(st, "s", subject);
	if (db_run(&s->db, st, e))
		return e->code;
	st = db_stmt(&s->db, "DELETE FROM incident WHERE subject = ?");
	db_bind(st, "s", subject);
	return db_run(&s->db, st, e);
}

enum err_code incident_fill(struct store *s, struct incident_row *out, struct err *e)
{
	int64_t now = s->clock->now_ms(s->clock->ctx);
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT count(*), coalesce(sum(open AND state <> 'done'), 0)"
					   " FROM question WHERE joined = ? AND joined <> ''");

	out->phase = incident_phase(&out->i, now);
	out->overdue = incident_overdue(&out->i, now);
	db_bind(st, "s", out->i.number);
	if (db_row(&s->db, st, e)) {
		out->joined = sqlite3_column_int(st, 0);
		out->waiting = sqlite3_column_int(st, 1);
		sqlite3_reset(st);
	}
	return e->code;
}

/* --- by number ------------------------------------------------------------------------------ */

static enum err_code not_found(const char *ref, struct err *e)
{
	return err_set(e, ERR_NOT_FOUND, _("There is no incident «%s» here. Look at the list of incidents."), ref);
}

/* Rows that fit what was typed; the site is compared by both its forms. */
static int fitting(struct store *s, const struct incident_ref *r, int64_t *id, struct err *e)
{
	struct arena mem = { 0 };
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT id, ascii, site FROM incident WHERE n = ?1"
					   " AND (?2 = 0 OR year = ?2)");
	int found = 0;

	db_bind(st, "id", r->n, r->year);
	while (db_row(&s->db, st, e)) {
		const char *site = db_text(&mem, st, 2);
		bool mine = !*r->site || strcmp(text_fold(&mem, site), r->site) == 0 ||
			    strcmp(text_fold(&mem, site_code_ascii(&mem, site)), r->site) == 0;

		if (!mine)
			continue;
		*id = sqlite3_column_int64(st, 0);
		found++;
	}
	arena_free(&mem);
	return found;
}

enum err_code incident_resolve(struct store *s, const char *ref, enum ref_use use, int64_t *id, struct err *e)
{
	struct arena mem = { 0 };
	struct incident_ref r;
	bool good = incident_ref_parse(&mem, ref, &r);
	bool whole = good && r.marked && *r.site && r.year;
	int found = good ? fitting(s, &r, id, e) : 0;
	enum err_code rc = e->code;

	if (!rc && found == 0)
		rc = not_found(ref, e);
	else if (!rc && found > 1)
		rc = err_set(e, ERR_INVALID, _("Several incidents have the number «%s»: add the site and the year."), ref);
	else if (!rc && use == REF_WRITE && !whole)
		rc = err_set(e, ERR_INVALID, _("«%s» is enough for reading only: to change an incident give its whole "
					       "number, with the site and the year."), ref);
	arena_free(&mem);
	return rc;
}

enum err_code incident_load(struct store *s, const char *ref, struct arena *mem, struct incident_row *out,
			    struct err *e)
{
	struct incident_row row = { .id = 0 };
	enum err_code rc = incident_resolve(s, ref, REF_READ, &row.id, e);

	if (rc)
		return rc;
	if (!incident_read(s, row.id, mem, &row.i, e))
		return e->code ? e->code : not_found(ref, e);
	rc = incident_fill(s, &row, e);
	if (!rc)
		*out = row;
	return rc;
}

/* --- the list ------------------------------------------------------------------------------- */

enum err_code incident_list(struct store *s, int closed_days, struct arena *mem, struct incident_list *out,
			    struct err *e)
{
	enum { FIRST_ROOM = 32 };
	int64_t now = s->clock->now_ms(s->clock->ctx);
	int64_t since = closed_days < 0 ? 0 : closed_days ? now - (int64_t)closed_days * 86400000 : INT64_MAX;
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT id" COLUMNS ", CASE WHEN state <> 'open' THEN 3 WHEN start > ?1"
			" AND kind = 'planned' THEN 2 ELSE 1 END AS phase FROM incident WHERE state = 'open' OR closed_at > ?2 ORDER BY phase,"
			" CASE phase WHEN 1 THEN due = 0 ELSE 0 END,"
			" CASE phase WHEN 1 THEN due WHEN 2 THEN start ELSE -closed_at END, id");
	struct incident_list list = { .n = 0 };
	int room = 0;

	db_bind(st, "ii", now, since);
	while (db_row(&s->db, st, e)) {
		if (list.n == room) {
			struct incident_row *more;

			room = room ? 2 * room : FIRST_ROOM;
			more = arena_alloc(mem, (size_t)room * sizeof(*more));
			if (list.n)
				memcpy(more, list.rows, (size_t)list.n * sizeof(*more));
			list.rows = more;
		}
		struct incident_row *row = &list.rows[list.n++];

		*row = (struct incident_row){ .id = sqlite3_column_int64(st, 0) };
		read_row(st, mem, &row->i);
	}
	for (int i = 0; i < list.n && !e->code; i++)
		if (incident_fill(s, &list.rows[i], e))
			return e->code;
	if (!e->code)
		*out = list;
	return e->code;
}
