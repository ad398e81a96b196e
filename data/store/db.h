/* data/store/db.h - one connection to the base: open, pragmas, statements, transactions.
 *
 * The only place that maps SQLite's results to errors. SQL is static text with binds; statements are
 * kept prepared per connection. Private to data/store: nothing outside includes this. */
#ifndef DATA_STORE_DB_H
#define DATA_STORE_DB_H

#include <sqlite3.h>
#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "core/arena.h"
#include "core/err.h"
#include "data/store/lock.h"

/* "pult" in ASCII; PRAGMA application_id. */
enum { DB_APPLICATION_ID = 0x70756C74 };

struct db {
	sqlite3 *h;
	char *path;
	struct lock *turn; /* the writers' queue; NULL for private files (drafts) */
	bool flushes;      /* by itself, after the turn was given on: db_join() */
	lock_waiting wait; /* db_on_wait(); NULL: sleep */
	void *wait_ctx;
	struct db_stmt *stmts;
	dev_t dev; /* the file at `path` when it was opened */
	ino_t ino;
	int unprepared; /* SQLite's code of the last statement that could not be prepared */
	const struct db_checkpoints *checkpoints;
	int wal_before, wal_pages; /* in the WAL, before and after this connection's last commit */
	bool checkpoint_due;       /* db_checkpoint() */
	bool in_tx;
};

/* Opens an existing file with the pragmas of pult (WAL, synchronous=FULL, foreign keys, secure
 * delete, trusted_schema off, busy_timeout 10 s for foreign tools). `create`: makes a new empty one,
 * 0600. Refuses a network file system (WAL works on one host only). */
MUST_CHECK enum err_code db_open(struct db *db, const char *path, bool create, struct err *e);
void db_close(struct db *db);

/* A prepared statement for a static SQL text, reset and with no binds. NULL when the base cannot be read
 * (damaged, locked): the calls below take it and report that error. Tables that do not fit the statement
 * are of a newer pult (ERR_BUSY) or damaged (ERR_FAILED); its text goes to standard error. */
sqlite3_stmt *db_stmt(struct db *db, const char *sql);

/* Binds by a format: s text (NULL -> SQL NULL), i int64_t, d int, b blob (const void *, int length).
 * Text and blobs must live until the statement was stepped. */
void db_bind(sqlite3_stmt *st, const char *fmt, ...);

/* One step: true while there is a row. On an error sets *e (if its code is still ERR_OK) and gives
 * false; check e->code after the loop. The statement is reset when there are no more rows. */
bool db_row(struct db *db, sqlite3_stmt *st, struct err *e);

/* Runs a statement that gives no rows. */
MUST_CHECK enum err_code db_run(struct db *db, sqlite3_stmt *st, struct err *e);

/* Runs a script without binds (schema, pragmas). */
MUST_CHECK enum err_code db_exec(struct db *db, const char *sql, struct err *e);

/* One integer of the first row, or `none` without a row. */
int64_t db_int(struct db *db, sqlite3_stmt *st, int64_t none, struct err *e);

/* Text of a column copied to the arena; "" for NULL. */
const char *db_text(struct arena *mem, sqlite3_stmt *st, int col);

/* What to do instead of sleeping while others write, pult or foreign programs. It may not use the base. */
void db_on_wait(struct db *db, lock_waiting wait, void *ctx);

/* Writing: waits for its turn in the queue (fair, first come first served), then BEGIN IMMEDIATE.
 * ERR_BUSY after 30 s, or as db_check_file() says.
 * Every db_begin is ended by db_end: commits when rc is ERR_OK, else rolls back;
 * gives the turn on and returns rc or the error of the commit. Nothing slow may stand between. */
MUST_CHECK enum err_code db_begin(struct db *db, struct err *e);
/* Whether somebody waits for the turn of the transaction under way. */
bool db_wanted(const struct db *db);
/* Joins the writers' queue of a base that many processes write (takes it over). From now on a commit is seen by
 * others before it is on the disk: db_end() gives the turn on first and then waits for the disk, so that a hundred
 * writers wait for one flush together (performance.md D, "group"). Whoever has an answer from db_end() has it on the
 * disk, with all commits before it; what was only read may be lost with the power for some milliseconds more, so
 * nothing that leaves the host is read so without db_flush(). */
MUST_CHECK enum err_code db_join(struct db *db, struct lock *turn, struct err *e);
/* Waits until all that is committed is on the disk. */
MUST_CHECK enum err_code db_flush(struct db *db, struct err *e);
/* A base that is lost with the power is made again: nothing is flushed until it is off again. */
MUST_CHECK enum err_code db_careless(struct db *db, bool on, struct err *e);
/* Puts the WAL back into the base, outside the writers' turn, when this connection's commits have made that due (every
 * 4 MB). Takes some flushes of the disk: for idle moments; who has none does it before his next db_begin(). */
void db_checkpoint(struct db *db);
/* Much will be written in a row: a larger cache and fewer checkpoints (the WAL stays below 64 MB). */
void db_bulk(struct db *db, bool on);
/* As db_begin(), but never waits: false when somebody else is writing now, or on an error; then there is
 * no transaction to be ended. For what can be done later (notes of views, merging). */
bool db_try_begin(struct db *db);
MUST_CHECK enum err_code db_end(struct db *db, enum err_code rc, struct err *e);
/* The same without waiting for the disk, for what is fetched again when it is lost with the power: the whole
 * transaction is, or nothing of it. The next db_end() of anybody, or db_flush(), has it on the disk. */
MUST_CHECK enum err_code db_end_soon(struct db *db, enum err_code rc, struct err *e);

/* Empties the write-ahead log and cuts it off, outside a transaction, without waiting; false: somebody
 * reads it still, or writes. */
bool db_empty_wal(struct db *db);

/* ERR_BUSY when another file stands at the path now (a restored base): nothing may be written any more. */
MUST_CHECK enum err_code db_check_file(const struct db *db, struct err *e);

/* A read transaction, so that several statements see one state. */
MUST_CHECK enum err_code db_begin_read(struct db *db, struct err *e);
void db_end_read(struct db *db);

/* Translates the last SQLite error into a sentence. */
enum err_code db_fail(struct db *db, struct err *e);

#endif
