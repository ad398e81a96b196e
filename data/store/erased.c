/* data/store/erased.c - see erased.h.
 *
 * Rows of meta: `erased` is the stage (two for each index: begin, go on; then the write-ahead log), which a new
 * erasing sets back to the first; `erased:SHA256` is a file to be removed, with the last event that was looked at. */
#include "data/store/erased.h"

#include "data/store/blob.h"
#include "data/store/redact.h"

enum {
	IDLE_PAGES = 12,    /* of an index: 2-9 ms */
	SHELL_PAGES = 50,
	LOOKED_AT = 3000,   /* rows of the log in a step, some 5 ms */
};

static const char *const merges[] = {
	"INSERT INTO question_text(question_text, rank) VALUES('merge', ?)",
	"INSERT INTO phone_gram(phone_gram, rank) VALUES('merge', ?)",
	"INSERT INTO call_text(call_text, rank) VALUES('merge', ?)",
	"INSERT INTO call_gram(call_gram, rank) VALUES('merge', ?)",
};

enum { NOTHING = -1, STAGE_WAL = 2 * COUNT(merges) };

static int64_t stage_now(struct store *s, struct err *e)
{
	return db_int(&s->db, db_stmt(&s->db, "SELECT value FROM meta WHERE key = 'erased'"), NOTHING, e);
}

static enum err_code set_stage(struct store *s, int64_t stage, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "INSERT OR REPLACE INTO meta(key, value) VALUES('erased', ?)");

	db_bind(st, "i", stage);
	return db_run(&s->db, st, e);
}

enum err_code erased_mark(struct store *s, struct err *e)
{
	return set_stage(s, 0, e);
}

enum err_code erased_mark_file(struct store *s, const char *sha256, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "INSERT OR REPLACE INTO meta(key, value) VALUES('erased:' || ?, 0)");

	db_bind(st, "s", sha256);
	return db_run(&s->db, st, e) ? e->code : erased_mark(s, e);
}

/* --- files ------------------------------------------------------------------------------------------------ */

static bool next_file(struct store *s, struct arena *mem, const char **sha256, int64_t *from, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT substr(key, 8), value FROM meta WHERE key > 'erased:' AND key < 'erased;'"
					   " LIMIT 1");

	if (!db_row(&s->db, st, e))
		return false;
	*sha256 = db_text(mem, st, 0);
	*from = sqlite3_column_int64(st, 1);
	sqlite3_reset(st);
	return true;
}

static enum err_code forget_file(struct store *s, const char *sha256, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "DELETE FROM meta WHERE key = 'erased:' || ?");

	db_bind(st, "s", sha256);
	return db_run(&s->db, st, e);
}

/* The same contents may belong to another appeal. Looked for in pieces: bodies have no index. */
static enum err_code file_step(struct store *s, const char *sha256, int64_t from, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT ifnull(max(id), ?1), ifnull(max(kind IN ('attached', 'done', 'redacted')"
			" AND instr(body, ?3)), 0), count(*) FROM (SELECT id, kind, body FROM event WHERE id > ?1 ORDER BY id LIMIT ?2)");
	bool used = false, end = true;

	db_bind(st, "ids", from, (int)LOOKED_AT, sha256);
	if (db_row(&s->db, st, e)) {
		from = sqlite3_column_int64(st, 0);
		used = sqlite3_column_int(st, 1) > 0;
		end = sqlite3_column_int(st, 2) < LOOKED_AT;
	}
	sqlite3_reset(st);
	if (e->code)
		return e->code;
	if (end && !used)
		blob_drop(s, sha256);
	if (end || used)
		return forget_file(s, sha256, e);
	st = db_stmt(&s->db, "UPDATE meta SET value = ? WHERE key = 'erased:' || ?");
	db_bind(st, "is", from, sha256);
	return db_run(&s->db, st, e);
}

/* --- indexes ---------------------------------------------------------------------------------------------- */

/* The first merge of an index has a negative number of pages: all its segments are to be brought together whatever
 * their level. A step that finds nothing to do changes less than two rows (fts5). */
static enum err_code merge_step(struct store *s, int64_t stage, int pages, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, merges[stage / 2]);
	bool begins = stage % 2 == 0;
	int64_t before = sqlite3_total_changes64(s->db.h);

	db_bind(st, "d", begins ? -pages : pages);
	if (db_run(&s->db, st, e))
		return e->code;
	bool more = !begins && sqlite3_total_changes64(s->db.h) - before >= 2;

	return more ? ERR_OK : set_stage(s, stage + 1, e);
}

static enum err_code step(struct store *s, int64_t stage, int pages, struct err *e)
{
	struct arena mem = { 0 };
	const char *sha256;
	int64_t from;

	if (next_file(s, &mem, &sha256, &from, e))
		file_step(s, sha256, from, e);
	else if (!e->code && stage < STAGE_WAL)
		merge_step(s, stage, pages, e);
	arena_free(&mem);
	return e->code;
}

/* --- the write-ahead log ---------------------------------------------------------------------------------- */

/* False: somebody reads it, or writes. */
static bool finish(struct store *s)
{
	struct err e = { 0 };
	enum err_code rc;

	if (!db_empty_wal(&s->db) || !db_try_begin(&s->db))
		return false;
	if (stage_now(s, &e) != STAGE_WAL) /* another erasing has come between */
		return db_end(&s->db, e.code, &e) == ERR_OK;
	rc = db_run(&s->db, db_stmt(&s->db, "DELETE FROM meta WHERE key = 'erased'"), &e);
	return db_end(&s->db, rc, &e) == ERR_OK;
}

/* --- when ------------------------------------------------------------------------------------------------- */

bool erased_idle(struct store *s)
{
	struct err e = { 0 };
	int64_t stage = stage_now(s, &e);

	if (e.code || stage == NOTHING)
		return false;
	if (stage == STAGE_WAL)
		return finish(s) && stage_now(s, &e) != NOTHING;
	if (!db_try_begin(&s->db))
		return false;
	stage = stage_now(s, &e);
	enum err_code rc = e.code || stage == NOTHING ? e.code : step(s, stage, IDLE_PAGES, &e);

	return db_end(&s->db, rc, &e) == ERR_OK;
}

enum err_code redaction_finish(struct store *s, int steps, bool *left, struct err *e)
{
	int64_t stage = stage_now(s, e);

	for (; steps > 0 && stage != STAGE_WAL && stage != NOTHING; steps--) {
		enum err_code rc = db_begin(&s->db, e);

		if (rc)
			return rc;
		stage = stage_now(s, e);
		if (db_end(&s->db, stage == NOTHING ? e->code : step(s, stage, SHELL_PAGES, e), e))
			return e->code;
		stage = stage_now(s, e);
	}
	if (stage == STAGE_WAL)
		finish(s);
	*left = stage_now(s, e) != NOTHING;
	return e->code;
}
