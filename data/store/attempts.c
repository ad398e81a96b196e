/* data/store/attempts.c - see attempts.h. */
#include "data/store/attempts.h"

static struct attempts load(struct db *db, const char *what, struct err *e)
{
	sqlite3_stmt *st = db_stmt(db, "SELECT tries, first, last FROM attempt WHERE what = ?");
	struct attempts t = { 0 };

	db_bind(st, "s", what);
	if (db_row(db, st, e)) {
		t.wrong = sqlite3_column_int(st, 0);
		t.first_ms = sqlite3_column_int64(st, 1);
		t.last_ms = sqlite3_column_int64(st, 2);
		sqlite3_reset(st);
	}
	return t;
}

int64_t tries_wait(struct db *db, enum attempts_kind kind, const char *what, int64_t now_ms,
		   struct err *e)
{
	struct attempts t = load(db, what, e);

	return attempts_wait_ms(kind, &t, now_ms);
}

enum err_code tries_wrong(struct db *db, enum attempts_kind kind, const char *what, int64_t now_ms,
			  struct err *e)
{
	struct attempts t = load(db, what, e);
	sqlite3_stmt *st = db_stmt(db, "INSERT OR REPLACE INTO attempt(what, tries, first, last)"
				       " VALUES(?,?,?,?)");

	attempts_count(kind, &t, now_ms);
	db_bind(st, "sdii", what, (int)t.wrong, t.first_ms, t.last_ms);
	return e->code ? e->code : db_run(db, st, e);
}

enum err_code tries_right(struct db *db, const char *what, struct err *e)
{
	sqlite3_stmt *st = db_stmt(db, "DELETE FROM attempt WHERE what = ?");

	db_bind(st, "s", what);
	return db_run(db, st, e);
}
