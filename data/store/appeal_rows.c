/* data/store/appeal_rows.c - the projection of an appeal: reading and saving its rows. The columns are
 * the fields of core/appeal.h; no rule of the life cycle is here. */
#include "core/text.h"
#include "data/store/form_key.h"
#include "data/store/house_key.h"
#include "data/store/record_row.h"
#include "data/store/store_internal.h"

#define COLUMN(name, settable) "," #name
#define PARAM(name, settable) ",?"
#define ASSIGN(name, settable) "," #name "=?"

#define APPEAL_COLUMNS APPEAL_TEXTS(COLUMN) APPEAL_INTS(COLUMN)
#define QUESTION_COLUMNS QUESTION_TEXTS(COLUMN) QUESTION_INTS(COLUMN)

static bool read_questions(struct store *s, int64_t id, struct arena *mem, struct appeal *out,
			   struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT count(*) FROM question WHERE appeal = ?");

	db_bind(st, "i", id);
	int n = (int)db_int(&s->db, st, 0, e);

	out->q = arena_alloc(mem, (size_t)(n + 1) * sizeof(*out->q));
	out->nq = 0;
	st = db_stmt(&s->db, "SELECT id" QUESTION_COLUMNS " FROM question WHERE appeal = ? ORDER BY k");
	db_bind(st, "i", id);
	while (out->nq <= n && db_row(&s->db, st, e))
		record_from_row(&out->q[out->nq++], question_fields, question_field_count, st, 1, mem);
	return e->code == ERR_OK;
}

bool appeal_read(struct store *s, int64_t id, struct arena *mem, struct appeal *out, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT id" APPEAL_COLUMNS " FROM appeal WHERE id = ?");

	db_bind(st, "i", id);
	if (!db_row(&s->db, st, e))
		return false;
	record_from_row(out, appeal_fields, appeal_field_count, st, 1, mem);
	sqlite3_reset(st);
	out->idem = form_key_of_row(s, out->subject, out->idem);
	return read_questions(s, id, mem, out, e);
}

int64_t appeal_id_of_subject(struct store *s, const char *subject, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT id FROM appeal WHERE subject = ?");

	db_bind(st, "s", subject);
	return db_int(&s->db, st, 0, e);
}

/* When the newest question was registered, UTC ms; 0 in an empty base. */
static int64_t newest_registered(struct store *s, struct err *e)
{
	return db_int(&s->db, db_stmt(&s->db, "SELECT a.registered FROM question q JOIN appeal a ON a.id = q.appeal"
					      " ORDER BY q.id DESC LIMIT 1"), 0, e);
}

/* The second of registration, or the next free one: ids are the order of time (performance.md C). */
static int64_t free_id(struct store *s, int64_t registered_ms, struct err *e)
{
	int64_t id = registered_ms / 1000;
	int64_t last = db_int(&s->db, db_stmt(&s->db, "SELECT max(id) FROM question"), 0, e);
	sqlite3_stmt *st;

	if (last < id)
		return id;
	if (registered_ms >= newest_registered(s, e)) /* the usual burst: go on after the newest */
		return last + 1;
	if (registered_ms / 1000 == s->late_second) /* an archive without times has a day's rows in one */
		id = s->late_id + 1;
	s->late_second = registered_ms / 1000;
	do { /* a late event of another site, an archive or a clock set back */
		st = db_stmt(&s->db, "SELECT 1 FROM question WHERE id = ?");
		db_bind(st, "i", id);
	} while (db_int(&s->db, st, 0, e) && !e->code && ++id);
	s->late_id = id;
	return id;
}

/* One saving of an appeal. */
struct saving {
	struct store *s;
	const struct appeal *old, *a;   /* old: as it stands in the base; NULL: it is new */
	const struct appeal_keys *keys; /* NULL: not made yet */
	int64_t id;
	struct arena mem;
};

static enum err_code save_appeal(struct saving *w, struct err *e)
{
	static const char insert[] = "INSERT INTO appeal(person, id" APPEAL_COLUMNS ")"
		" VALUES(?,?" APPEAL_TEXTS(PARAM) APPEAL_INTS(PARAM) ")";
	static const char update[] = "UPDATE appeal SET person=?, id=?"
		APPEAL_TEXTS(ASSIGN) APPEAL_INTS(ASSIGN) " WHERE id = ?";
	sqlite3_stmt *st = db_stmt(&w->s->db, w->old ? update : insert);
	struct appeal row = *w->a;

	row.idem = form_key_to_row(w->s, row.subject, row.idem, &w->mem);
	/* The search key derived from the fields; see the schema's line of dashes. */
	db_bind(st, "si", w->keys ? w->keys->surname : text_fold(&w->mem, row.surname), w->id);
	int end = record_bind(&row, appeal_fields, appeal_field_count, st, 3);

	if (w->old)
		sqlite3_bind_int64(st, end, w->id);
	return db_run(&w->s->db, st, e);
}

/* id: of a row to be added; 0: it is there. */
static enum err_code save_question(struct saving *w, int64_t id, const struct question *q, struct err *e)
{
	static const char upsert[] = "INSERT INTO question(house, open, appeal, id" QUESTION_COLUMNS ")"
		" VALUES(?,?,?,?" QUESTION_TEXTS(PARAM) QUESTION_INTS(PARAM) ")";
	static const char update[] = "UPDATE question SET house=?, open=?, appeal=?"
		QUESTION_TEXTS(ASSIGN) QUESTION_INTS(ASSIGN) " WHERE appeal = ? AND k = ?";
	const char *house = w->keys ? w->keys->house : house_key(w->s, q->address, &w->mem);
	sqlite3_stmt *st = db_stmt(&w->s->db, id ? upsert : update);
	int at = 4;

	db_bind(st, "sdi", house, (int)state_is_open(question_state(q)), w->id);
	if (id)
		sqlite3_bind_int64(st, at++, id);
	at = record_bind(q, question_fields, question_field_count, st, at);
	if (!id) {
		sqlite3_bind_int64(st, at, w->id);
		sqlite3_bind_int64(st, at + 1, q->k);
	}
	return db_run(&w->s->db, st, e);
}

static int64_t question_id(struct store *s, int64_t appeal, int64_t k, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT id FROM question WHERE appeal = ? AND k = ?");

	db_bind(st, "ii", appeal, k);
	return db_int(&s->db, st, 0, e);
}

static enum err_code save_one(struct saving *w, int i, struct err *e)
{
	const struct question *q = &w->a->q[i], *before = w->old ? appeal_question(w->old, q->k) : NULL;
	int64_t id = i == 0 ? w->id : 0;

	if (!before && i > 0)
		id = free_id(w->s, w->a->registered, e);
	else if (before && i > 0)
		id = question_id(w->s, w->id, q->k, e);
	if (e->code || save_question(w, before ? 0 : id, q, e))
		return e->code;
	const struct search_doc now = { .id = id, .a = w->a, .q = q, .keys = w->keys };
	const struct search_doc was = { .id = id, .a = w->old, .q = before };

	return before ? search_change(w->s, &was, &now, e) : search_add(w->s, &now, e);
}

/* Runs the statement (call, appeal) for each id of a list of calls. */
static enum err_code each_link(struct store *s, const char *sql, const char *calls, int64_t id, struct err *e)
{
	struct arena mem = { 0 };

	while (*calls && !e->code) {
		size_t n = strcspn(calls, ",");
		sqlite3_stmt *st = db_stmt(&s->db, sql);

		db_bind(st, "si", arena_strndup(&mem, calls, n), id);
		if (db_run(&s->db, st, e))
			break;
		calls += n + (calls[n] == ',');
	}
	arena_free(&mem);
	return e->code;
}

enum err_code appeal_link_calls(struct store *s, const struct appeal *old, const struct appeal *a, int64_t id,
				struct err *e)
{
	if (old && strcmp(old->calls, a->calls) == 0)
		return ERR_OK;
	if (old && each_link(s, "DELETE FROM call_link WHERE call = ? AND appeal = ?", old->calls, id, e))
		return e->code;
	return each_link(s, "INSERT OR IGNORE INTO call_link(call, appeal) VALUES(?,?)", a->calls, id, e);
}

static enum err_code save(struct saving *w, struct err *e)
{
	if (!w->old)
		w->id = free_id(w->s, w->a->registered, e);
	enum err_code rc = e->code ? e->code : save_appeal(w, e);

	if (!rc)
		rc = appeal_link_calls(w->s, w->old, w->a, w->id, e);
	for (int i = 0; rc == ERR_OK && i < w->a->nq; i++)
		rc = save_one(w, i, e);
	arena_free(&w->mem);
	return rc;
}

enum err_code appeal_save(struct store *s, const struct appeal *old, const struct appeal *a, int64_t *id,
			  struct err *e)
{
	struct saving w = { .s = s, .old = old, .a = a, .id = *id };
	enum err_code rc = save(&w, e);

	*id = w.id;
	return rc;
}

enum err_code appeal_save_new(struct store *s, const struct appeal *a, const struct appeal_keys *keys, int64_t *id,
			      struct err *e)
{
	struct saving w = { .s = s, .a = a, .keys = keys };
	enum err_code rc = save(&w, e);

	*id = w.id;
	return rc;
}

static enum err_code drop_rows(struct store *s, int64_t id, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "DELETE FROM question WHERE appeal = ?");

	db_bind(st, "i", id);
	if (db_run(&s->db, st, e))
		return e->code;
	st = db_stmt(&s->db, "DELETE FROM appeal WHERE id = ?");
	db_bind(st, "i", id);
	return db_run(&s->db, st, e);
}

enum err_code appeal_drop(struct store *s, const struct appeal *a, struct err *e)
{
	int64_t id = appeal_id_of_subject(s, a->subject, e);

	for (int i = 0; i < a->nq && !e->code; i++) {
		const struct search_doc doc = { .id = question_id(s, id, a->q[i].k, e), .a = a, .q = &a->q[i] };

		if (!e->code && search_drop(s, &doc, e))
			break;
	}
	if (e->code || each_link(s, "DELETE FROM call_link WHERE call = ? AND appeal = ?", a->calls, id, e))
		return e->code;
	return drop_rows(s, id, e);
}
