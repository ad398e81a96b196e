/* data/store/rebuild.c - see rebuild.h.
 *
 * Rows of meta: `keys` is the version the keys were made by, `keys_to` the one being made, `keys_next` the id
 * from which upwards it is done. How far the search index is filled again is known apart (search_index.c): a
 * change of the streets may begin with the keys once more meanwhile. */
#include "data/store/rebuild.h"

#include "core/i18n.h"
#include "core/text.h"
#include "data/store/house_key.h"
#include "data/store/list_check.h"
#include "data/store/search_index.h"
#include "data/store/subjects.h"

enum {
	IDLE_ROWS = 100,    /* a slice in an idle moment, some 5 ms */
	OPEN_ROWS = 1000,   /* at once when opening: more than three days of a city */
	REBUILD_ROWS = 500, /* a slice of `pult rebuild` */
	SLICES_A_MERGE = 20,
	FOLD_EVENTS = 500   /* rows of the log looked at in one transaction */
};

/* --- the version --- */

static const char *version_now(struct store *s, struct arena *mem)
{
	return arena_printf(mem, "%d.%d.%lld", (int)KEYS_VERSION, (int)SEARCH_WORDS_VERSION,
			    (long long)streets_revision(s));
}

static const char *meta_text(struct store *s, const char *key, struct arena *mem, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT value FROM meta WHERE key = ?");
	const char *v = "";

	db_bind(st, "s", key);
	if (db_row(&s->db, st, e))
		v = db_text(mem, st, 0);
	sqlite3_reset(st);
	return v;
}

static enum err_code meta_put(struct store *s, const char *key, const char *value, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "INSERT OR REPLACE INTO meta(key, value) VALUES(?,?)");

	db_bind(st, "ss", key, value);
	return db_run(&s->db, st, e);
}

static enum err_code meta_put_id(struct store *s, const char *key, int64_t id, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "INSERT OR REPLACE INTO meta(key, value) VALUES(?,?)");

	db_bind(st, "si", key, id);
	return db_run(&s->db, st, e);
}

/* Words made by other rules cannot even be taken out of the index again. Bases of version 1 of the schema say
 * nothing: their entries are of another form. */
static bool other_words(const char *keys)
{
	const char *dot = strchr(keys, '.');

	return !dot || strtol(dot + 1, NULL, 10) != SEARCH_WORDS_VERSION;
}

enum err_code keys_are_new(struct store *s, struct err *e)
{
	struct arena mem = { 0 };
	enum err_code rc = meta_put(s, "keys", version_now(s, &mem), e);

	arena_free(&mem);
	return rc;
}

/* --- one question --- */

static enum err_code put_question_keys(struct store *s, int64_t id, const struct question *q,
				       struct arena *mem, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "UPDATE question SET house = ?1, open = ?2 WHERE id = ?3"
					   " AND (house <> ?1 OR open <> ?2)");

	db_bind(st, "sdi", house_key(s, q->address, mem), (int)state_is_open(question_state(q)), id);
	return db_run(&s->db, st, e);
}

static enum err_code put_appeal_keys(struct store *s, int64_t id, const struct appeal *a, struct arena *mem,
				     struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "UPDATE appeal SET person = ?1 WHERE id = ?2 AND person <> ?1");

	db_bind(st, "si", text_fold(mem, a->surname), id);
	return db_run(&s->db, st, e) ? e->code : appeal_link_calls(s, NULL, a, id, e);
}

/* `fill`: the question is not in the search index yet. */
static enum err_code put_keys(struct store *s, int64_t id, int64_t appeal, int64_t k, bool fill, struct err *e)
{
	struct arena mem = { 0 };
	struct appeal a;
	const struct question *q = appeal_read(s, appeal, &mem, &a, e) ? appeal_question(&a, k) : NULL;
	enum err_code rc = e->code;

	if (!rc && q) {
		const struct search_doc doc = { .id = id, .a = &a, .q = q };

		rc = put_question_keys(s, id, q, &mem, e);
		if (!rc && k == 1)
			rc = put_appeal_keys(s, id, &a, &mem, e);
		if (!rc && fill)
			rc = search_fill(s, &doc, e);
	}
	arena_free(&mem);
	return rc;
}

/* --- a slice --- */

/* Marks all rows as to be done; with `index` the search index is emptied. */
static enum err_code begin_all(struct store *s, const char *version, bool index, struct err *e)
{
	enum err_code rc = meta_put(s, "keys_to", version, e);

	if (!rc)
		rc = meta_put_id(s, "keys_next", INT64_MAX, e);
	return !rc && index ? search_clear(s, e) : rc;
}

static enum err_code end_all(struct store *s, const char *version, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "DELETE FROM meta WHERE key IN ('keys_to', 'keys_next')");
	enum err_code rc = db_run(&s->db, st, e);

	if (!rc)
		rc = search_set_filled_from(s, INT64_MIN, e);
	return rc ? rc : meta_put(s, "keys", version, e);
}

/* The rows below *next, at most `rows` of them; *next becomes the lowest of them. Returns how many. */
static int put_rows(struct store *s, int rows, int64_t filled_from, int64_t *next, struct err *e)
{
	struct row {
		int64_t id, appeal, k;
	};
	struct arena mem = { 0 };
	struct row *list = arena_alloc(&mem, (size_t)rows * sizeof(*list));
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT id, appeal, k FROM question WHERE id < ? ORDER BY id DESC LIMIT ?");
	int n = 0;

	db_bind(st, "id", *next, rows);
	for (; n < rows && db_row(&s->db, st, e); n++)
		list[n] = (struct row){ sqlite3_column_int64(st, 0), sqlite3_column_int64(st, 1),
					sqlite3_column_int64(st, 2) };
	sqlite3_reset(st);
	for (int i = 0; i < n && !e->code; i++)
		if (!put_keys(s, list[i].id, list[i].appeal, list[i].k, list[i].id < filled_from, e))
			*next = list[i].id;
	arena_free(&mem);
	return n;
}

static enum err_code next_rows(struct store *s, const char *version, int rows, int *n, bool *done,
			       struct err *e)
{
	int64_t next = db_int(&s->db, db_stmt(&s->db, "SELECT value FROM meta WHERE key = 'keys_next'"), INT64_MAX, e);
	int64_t from = search_filled_from(s, e);

	if (e->code)
		return e->code;
	*n = put_rows(s, rows, from, &next, e);
	*done = *n < rows;
	if (e->code || *done)
		return e->code ? e->code : end_all(s, version, e);
	enum err_code rc = meta_put_id(s, "keys_next", next, e);

	return !rc && next < from ? search_set_filled_from(s, next, e) : rc;
}

/* Inside a transaction. *done: the whole base is of this version now. */
static enum err_code slice(struct store *s, int rows, int *n, bool *done, struct err *e)
{
	struct arena mem = { 0 };
	const char *version = version_now(s, &mem), *keys = meta_text(s, "keys", &mem, e);
	const char *to = meta_text(s, "keys_to", &mem, e);
	enum err_code rc = e->code;

	*n = 0;
	*done = !*to && strcmp(keys, version) == 0;
	if (!rc && !*done && strcmp(to, version) != 0)
		rc = begin_all(s, version, other_words(*to ? to : keys), e); /* emptied for `to` already */
	if (!rc && !*done)
		rc = next_rows(s, version, rows, n, done, e);
	arena_free(&mem);
	return rc;
}

/* Without a transaction: the usual answer, at every idle moment. */
static bool is_stale(struct store *s)
{
	struct arena mem = { 0 };
	struct err e = { 0 };
	bool stale = strcmp(meta_text(s, "keys", &mem, &e), version_now(s, &mem)) != 0 ||
		     *meta_text(s, "keys_to", &mem, &e);

	arena_free(&mem);
	return stale && !e.code;
}

static bool try_slice(struct store *s, int rows)
{
	struct err e = { 0 };
	bool done = true;
	int n;

	if (!is_stale(s) || !db_try_begin(&s->db))
		return false;
	enum err_code rc = slice(s, rows, &n, &done, &e);

	return db_end(&s->db, rc, &e) == ERR_OK && !done;
}

bool keys_idle(struct store *s)
{
	return try_slice(s, IDLE_ROWS);
}

void keys_on_open(struct store *s)
{
	try_slice(s, OPEN_ROWS);
}

/* --- rows from the log --- */

/* Subjects that the events after *cursor have made; *cursor becomes the last event looked at. */
static enum err_code mend_slice(struct store *s, int64_t *cursor, struct rebuild_report *out, struct err *e)
{
	struct arena mem = { 0 };
	struct {
		const char *subject;
		const struct subject_kind *kind;
	} made[FOLD_EVENTS];
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT id, kind, subject, subject = site || '.' || seq FROM event"
				   " WHERE id > ? ORDER BY id LIMIT ?");
	int n = 0, looked = 0;

	db_bind(st, "id", *cursor, (int)FOLD_EVENTS);
	for (; looked < FOLD_EVENTS && db_row(&s->db, st, e); looked++) {
		*cursor = sqlite3_column_int64(st, 0);
		made[n].kind = sqlite3_column_int(st, 3) ? subject_kind_of(db_text(&mem, st, 1)) : NULL;
		if (made[n].kind)
			made[n++].subject = db_text(&mem, st, 2);
	}
	sqlite3_reset(st);
	for (int i = 0; i < n && !e->code; i++) {
		bool mended;

		if (subject_mend(s, made[i].kind, made[i].subject, &mended, e))
			break;
		out->appeals += strcmp(made[i].kind->table, "appeal") == 0;
		out->mended += mended;
	}
	if (looked < FOLD_EVENTS)
		*cursor = INT64_MAX;
	arena_free(&mem);
	return e->code;
}

/* --- all of it --- */

static enum err_code stopped(struct err *e)
{
	return err_set(e, ERR_FAILED, "%s",
		       _("Stopped. What is left is made in idle moments of the terminals, or by another «pult rebuild»."));
}

static bool go_on(const struct progress *p, int64_t done, int64_t total)
{
	return !p || !p->step || p->step(p->ctx, done < total ? done : total, total);
}

static enum err_code start(struct store *s, struct err *e)
{
	struct arena mem = { 0 };
	enum err_code rc = db_begin(&s->db, e);

	if (!rc)
		rc = db_end(&s->db, begin_all(s, version_now(s, &mem), true, e), e);
	arena_free(&mem);
	return rc;
}

static enum err_code mend_rows(struct store *s, const struct progress *p, int64_t total,
			       struct rebuild_report *out, struct err *e)
{
	for (int64_t cursor = 0; cursor != INT64_MAX;) {
		enum err_code rc = db_begin(&s->db, e);

		if (!rc)
			rc = db_end(&s->db, mend_slice(s, &cursor, out, e), e);
		if (rc)
			return rc;
		if (!go_on(p, out->appeals, total))
			return stopped(e);
	}
	return ERR_OK;
}

static enum err_code mend_lists(struct store *s, struct rebuild_report *out, struct err *e)
{
	int64_t mended = 0;
	enum err_code rc = db_begin(&s->db, e);

	if (!rc)
		rc = db_end(&s->db, lists_mend(s, &mended, e), e);
	out->mended += rc ? 0 : mended;
	return rc;
}

static enum err_code fill_keys(struct store *s, const struct progress *p, int64_t total,
			       struct rebuild_report *out, struct err *e)
{
	bool done = false;

	for (int i = 0, n; !done; i++) {
		enum err_code rc = db_begin(&s->db, e);

		if (!rc)
			rc = db_end(&s->db, slice(s, REBUILD_ROWS, &n, &done, e), e);
		if (rc)
			return rc;
		out->questions += n;
		while (i % SLICES_A_MERGE == 0 && search_idle(s))
			;
		if (!go_on(p, out->appeals + out->questions, total))
			return stopped(e);
	}
	return ERR_OK;
}

enum err_code store_rebuild(struct store *s, const struct progress *p, const struct actor *who,
			    struct rebuild_report *out, struct err *e)
{
	*out = (struct rebuild_report){ 0 };
	if (!actor_may(who, RIGHT_REBUILD))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_REBUILD));
	int64_t total = db_int(&s->db, db_stmt(&s->db, "SELECT (SELECT count(*) FROM appeal)"
						       " + (SELECT count(*) FROM question)"), 0, e);
	enum err_code rc = e->code ? e->code : start(s, e);

	if (!rc)
		rc = mend_rows(s, p, total, out, e);
	if (!rc)
		rc = mend_lists(s, out, e);
	if (!rc)
		rc = fill_keys(s, p, total, out, e);
	if (rc)
		return rc;
	json_t *body = json_pack("{sI sI}", "appeals", (json_int_t)out->appeals, "mended", (json_int_t)out->mended);

	rc = log_note(s, "rebuilt", body, who, e);
	json_decref(body);
	return rc;
}
