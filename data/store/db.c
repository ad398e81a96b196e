/* data/store/db.c - see db.h. */
#include "data/store/db.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "data/store/migrate.h"
#include "data/store/network_fs.h"

/* How long a program of others (sqlite3) may hold the base; how long one call of lock_waiting takes. */
enum { BUSY_MS = 10000, WAIT_MS = 50 };

/* When the WAL goes back into the base, in pages of 4 kB. A commit that passes a multiple of `due` owes a checkpoint
 * that its process makes outside the turn; where the WAL did not begin anew for that (somebody always writes or reads),
 * the commit that passes a multiple of `again` makes one inside its turn, from `full` on. Passing counts, not standing
 * above: else each commit flushes the base twice as long as a reader keeps the WAL from beginning anew. */
struct db_checkpoints {
	int due, full, again;
};
static const struct db_checkpoints usual = { .due = 1000, .full = 4000, .again = 2000 };
static const struct db_checkpoints bulk = { .due = 12000, .full = 14000, .again = 1000 };

struct db_stmt {
	struct db_stmt *next;
	const char *sql; /* static: compared by address */
	sqlite3_stmt *st;
};

/* Whether the file is of a newer pult, asked without any of our statements. */
static bool is_newer(struct db *db)
{
	sqlite3_stmt *st = NULL;
	bool newer = false;

	if (sqlite3_prepare_v2(db->h, "PRAGMA user_version", -1, &st, NULL) == SQLITE_OK &&
	    sqlite3_step(st) == SQLITE_ROW)
		newer = sqlite3_column_int(st, 0) > schema_version();
	sqlite3_finalize(st);
	return newer;
}

static enum err_code fail_of(struct db *db, int rc, struct err *e)
{
	if ((rc & 0xff) == SQLITE_ERROR && is_newer(db))
		return schema_refuse_newer(e);
	switch (rc & 0xff) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return err_set(e, ERR_BUSY, "%s",
			       _("The database is busy. Nothing was changed: try again in a moment."));
	case SQLITE_FULL:
		return err_set(e, ERR_FAILED, "%s",
			       _("The disk is full. Nothing was changed: free some space and try again."));
	case SQLITE_NOTADB:
	case SQLITE_CORRUPT:
		return err_set(e, ERR_FAILED, "%s",
			       _("The database file is damaged. Restore it from the last backup with «pult restore»."));
	case SQLITE_READONLY:
	case SQLITE_PERM:
	case SQLITE_CANTOPEN:
		return err_set(e, ERR_FAILED, "%s",
			       _("The database cannot be opened for writing: check who owns the file and its folder."));
	default:
		return err_set(e, ERR_FAILED,
			       _("The database reported an error (%s). Nothing was changed."),
			       sqlite3_errstr(rc));
	}
}

enum err_code db_fail(struct db *db, struct err *e)
{
	return fail_of(db, sqlite3_errcode(db->h), e);
}

/* A statement that could not be prepared: our SQL is tested, so the tables are not what they must be. */
static enum err_code no_stmt(struct db *db, struct err *e)
{
	bool tables = (db->unprepared & 0xff) == SQLITE_ERROR && !is_newer(db);

	return fail_of(db, tables ? SQLITE_CORRUPT : db->unprepared, e);
}

/* sqlite3_busy_handler(): 0 gives up. */
static int wait_awake(void *arg, int tries)
{
	struct db *db = arg;

	return tries < BUSY_MS / WAIT_MS && db->wait(db->wait_ctx, -1);
}

static void be_patient(struct db *db)
{
	if (db->wait)
		sqlite3_busy_handler(db->h, wait_awake, db);
	else
		sqlite3_busy_timeout(db->h, BUSY_MS);
}

void db_on_wait(struct db *db, lock_waiting wait, void *ctx)
{
	db->wait = wait;
	db->wait_ctx = ctx;
	be_patient(db);
	if (db->turn)
		lock_on_wait(db->turn, wait, ctx);
}

/* What cannot be put back now (somebody else does it, or reads) is put back the next time. */
static void checkpoint(struct db *db)
{
	db->checkpoint_due = false;
	sqlite3_wal_checkpoint_v2(db->h, "main", SQLITE_CHECKPOINT_PASSIVE, NULL, NULL);
}

static bool passed(const struct db *db, int step)
{
	return db->wal_pages / step > db->wal_before / step;
}

/* sqlite3_wal_hook(), in place of SQLite's own checkpoints: after each commit, with the pages in the WAL. A statement
 * that is a transaction of its own, as each draft, has no db_end() that would look after it. */
static int note_wal(void *arg, sqlite3 *h, const char *name, int pages)
{
	struct db *db = arg;
	int written = 0, most;

	(void)name;
	sqlite3_db_status(h, SQLITE_DBSTATUS_CACHE_WRITE, &written, &most, 1);
	db->wal_before = written < pages ? pages - written : 0;
	db->wal_pages = pages;
	if (!db->in_tx && passed(db, db->checkpoints->due))
		checkpoint(db);
	return SQLITE_OK;
}

static enum err_code set_pragmas(struct db *db, bool create, struct err *e)
{
	be_patient(db);
	sqlite3_extended_result_codes(db->h, 1);
	/* Else a statement that could use a partial index for some value is planned anew at each bind. */
	sqlite3_db_config(db->h, SQLITE_DBCONFIG_ENABLE_QPSG, 1, NULL);
	db->checkpoints = &usual;
	sqlite3_wal_hook(db->h, note_wal, db);
	if (create && db_exec(db, "PRAGMA journal_mode=WAL", e))
		return e->code;
	return db_exec(db,
		       "PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; PRAGMA trusted_schema=OFF;"
		       "PRAGMA secure_delete=ON; PRAGMA mmap_size=0;"
		       "PRAGMA cache_size=-2048; PRAGMA temp_store=MEMORY", e);
}

/* The file is made by us so that nobody else can read it for a moment. */
static enum err_code make_file(const char *path, struct err *e)
{
	int fd = open(path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

	if (fd < 0)
		return err_set(e, ERR_FAILED, _("Cannot make the file «%s»: %s."), path, strerror(errno));
	close(fd);
	return ERR_OK;
}

enum err_code db_open(struct db *db, const char *path, bool create, struct err *e)
{
	struct stat st;

	*db = (struct db){ 0 };
	if (create && make_file(path, e))
		return e->code;
	if (stat(path, &st) || !S_ISREG(st.st_mode))
		return err_set(e, ERR_NOT_FOUND,
			       _("There is no database «%s». Make one with «pult init»."), path);
	if (network_fs_is(path, st.st_dev))
		return err_set(e, ERR_FAILED, "%s",
			       _("The database is on a network file system, where it would be damaged. Move it to "
				 "a disk of this host."));
	/* Nobody asks how much memory is used: without counting, allocations take no lock. Refused from the second
	 * connection on, when it is so already. */
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	int rc = sqlite3_open_v2(path, &db->h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

	db->path = strdup(path);
	db->dev = st.st_dev;
	db->ino = st.st_ino;
	if (rc != SQLITE_OK || set_pragmas(db, create, e)) {
		if (rc != SQLITE_OK)
			db_fail(db, e);
		db_close(db);
		return e->code ? e->code : ERR_FAILED;
	}
	return ERR_OK;
}

void db_close(struct db *db)
{
	while (db->stmts) {
		struct db_stmt *next = db->stmts->next;

		sqlite3_finalize(db->stmts->st);
		free(db->stmts);
		db->stmts = next;
	}
	db_checkpoint(db);
	sqlite3_close_v2(db->h);
	lock_close(db->turn);
	free(db->path);
	*db = (struct db){ 0 };
}

/* What cannot be prepared is the caller's to report: a damaged file, a lock, tables of another version.
 * Tables that do not fit our SQL are noted for the administrator: the statement has no data in it. */
static struct db_stmt *prepare(struct db *db, const char *sql)
{
	struct db_stmt *s = calloc(1, sizeof(*s));
	int rc = s ? sqlite3_prepare_v3(db->h, sql, -1, SQLITE_PREPARE_PERSISTENT, &s->st, NULL) : SQLITE_NOMEM;

	if ((rc & 0xff) == SQLITE_ERROR)
		fprintf(stderr, "pult: cannot prepare: %s\n", sql);
	if (rc != SQLITE_OK) {
		db->unprepared = rc;
		free(s);
		return NULL;
	}
	s->sql = sql;
	s->next = db->stmts;
	db->stmts = s;
	return s;
}

/* What was asked for last stands first: a page of rows asks for the same few again and again. */
static struct db_stmt *kept(struct db *db, const char *sql)
{
	for (struct db_stmt **at = &db->stmts, *s; (s = *at) != NULL; at = &s->next)
		if (s->sql == sql) {
			*at = s->next;
			s->next = db->stmts;
			db->stmts = s;
			return s;
		}
	return NULL;
}

sqlite3_stmt *db_stmt(struct db *db, const char *sql)
{
	struct db_stmt *s = kept(db, sql);

	if (!s)
		s = prepare(db, sql);
	if (!s)
		return NULL;
	sqlite3_reset(s->st);
	sqlite3_clear_bindings(s->st);
	return s->st;
}

void db_bind(sqlite3_stmt *st, const char *fmt, ...)
{
	va_list ap;
	int col = 1;

	if (!st)
		return;
	va_start(ap, fmt);
	for (const char *f = fmt; *f; f++, col++) {
		if (*f == 's') {
			const char *s = va_arg(ap, const char *);

			sqlite3_bind_text(st, col, s, -1, SQLITE_STATIC);
		} else if (*f == 'i') {
			sqlite3_bind_int64(st, col, va_arg(ap, int64_t));
		} else if (*f == 'd') {
			sqlite3_bind_int(st, col, va_arg(ap, int));
		} else {
			const void *blob = va_arg(ap, const void *);

			sqlite3_bind_blob(st, col, blob, va_arg(ap, int), SQLITE_STATIC);
		}
	}
	va_end(ap);
}

bool db_row(struct db *db, sqlite3_stmt *st, struct err *e)
{
	int rc = st ? sqlite3_step(st) : SQLITE_ERROR;

	if (rc == SQLITE_ROW)
		return true;
	if (rc != SQLITE_DONE && e && e->code == ERR_OK)
		st ? db_fail(db, e) : no_stmt(db, e);
	sqlite3_reset(st);
	return false;
}

enum err_code db_run(struct db *db, sqlite3_stmt *st, struct err *e)
{
	if (!st)
		return no_stmt(db, e);
	int rc = sqlite3_step(st);
	enum err_code code = rc == SQLITE_DONE || rc == SQLITE_ROW ? ERR_OK : db_fail(db, e);

	sqlite3_reset(st);
	return code;
}

enum err_code db_exec(struct db *db, const char *sql, struct err *e)
{
	return sqlite3_exec(db->h, sql, NULL, NULL, NULL) == SQLITE_OK ? ERR_OK : db_fail(db, e);
}

int64_t db_int(struct db *db, sqlite3_stmt *st, int64_t none, struct err *e)
{
	int64_t v = db_row(db, st, e) ? sqlite3_column_int64(st, 0) : none;

	sqlite3_reset(st);
	return v;
}

const char *db_text(struct arena *mem, sqlite3_stmt *st, int col)
{
	const char *s = (const char *)sqlite3_column_text(st, col);

	return s ? arena_strdup(mem, s) : "";
}

/* A restored base is another file at the same path; what is written to the one we hold would be lost. */
enum err_code db_check_file(const struct db *db, struct err *e)
{
	struct stat st;

	if (stat(db->path, &st) == 0 && st.st_dev == db->dev && st.st_ino == db->ino)
		return ERR_OK;
	return err_set(e, ERR_BUSY, "%s",
		       _("The database was replaced by another file. What you typed is kept: start pult again."));
}

/* --- what is on the disk --- */

enum err_code db_join(struct db *db, struct lock *turn, struct err *e)
{
	db->turn = turn;
	return db_careless(db, false, e);
}

/* NORMAL: SQLite flushes the WAL before a checkpoint and before it begins anew, db_flush() after each commit. */
enum err_code db_careless(struct db *db, bool on, struct err *e)
{
	db->flushes = !on;
	return db_exec(db, on ? "PRAGMA synchronous=OFF" : "PRAGMA synchronous=NORMAL", e);
}

enum err_code db_flush(struct db *db, struct err *e)
{
	sqlite3_file *wal = NULL;
	int rc = sqlite3_file_control(db->h, "main", SQLITE_FCNTL_JOURNAL_POINTER, &wal);

	/* Without a WAL (others have made it an ordinary journal) the commit has flushed. */
	if (rc == SQLITE_OK && (!wal || !wal->pMethods || wal->pMethods->xSync(wal, SQLITE_SYNC_NORMAL) == SQLITE_OK))
		return ERR_OK;
	return err_set(e, ERR_FAILED, "%s",
		       _("The disk did not confirm what was written. Look whether it is there before you do it again, and "
			 "call the administrator."));
}

/* --- writing --- */

enum err_code db_begin(struct db *db, struct err *e)
{
	db_checkpoint(db);
	if (db->turn && lock_take(db->turn, e))
		return e->code;
	enum err_code rc = db_check_file(db, e);

	if (!rc)
		rc = db_exec(db, "BEGIN IMMEDIATE", e);
	if (rc && db->turn)
		lock_give(db->turn);
	db->in_tx = rc == ERR_OK;
	return rc;
}

bool db_wanted(const struct db *db)
{
	return db->turn && lock_wanted(db->turn);
}

void db_bulk(struct db *db, bool on)
{
	db->checkpoints = on ? &bulk : &usual;
	sqlite3_exec(db->h, on ? "PRAGMA cache_size=-131072" : "PRAGMA cache_size=-2048", NULL, NULL, NULL);
}

bool db_try_begin(struct db *db)
{
	if (db_check_file(db, NULL) || (db->turn && !lock_try(db->turn)))
		return false;
	sqlite3_busy_timeout(db->h, 0);
	db->in_tx = sqlite3_exec(db->h, "BEGIN IMMEDIATE", NULL, NULL, NULL) == SQLITE_OK;
	be_patient(db);
	if (!db->in_tx && db->turn)
		lock_give(db->turn);
	return db->in_tx;
}

bool db_empty_wal(struct db *db)
{
	sqlite3_stmt *st = db_stmt(db, "PRAGMA wal_checkpoint(TRUNCATE)");
	struct err none = { 0 };

	sqlite3_busy_timeout(db->h, 0);
	bool empty = db_row(db, st, &none) && sqlite3_column_int(st, 0) == 0;

	sqlite3_reset(st);
	be_patient(db);
	return empty;
}

void db_checkpoint(struct db *db)
{
	if (db->checkpoint_due)
		checkpoint(db);
}

/* After a commit, in its turn. */
static void look_after_wal(struct db *db)
{
	const struct db_checkpoints *at = db->checkpoints;

	if (db->wal_pages >= at->full && passed(db, at->again))
		checkpoint(db);
	else if (passed(db, at->due))
		db->checkpoint_due = true;
	db->wal_before = db->wal_pages;
}

enum err_code db_end_soon(struct db *db, enum err_code rc, struct err *e)
{
	if (rc == ERR_OK)
		rc = db_exec(db, "COMMIT", e);
	if (rc != ERR_OK)
		sqlite3_exec(db->h, "ROLLBACK", NULL, NULL, NULL);
	else
		look_after_wal(db);
	db->in_tx = false;
	if (db->turn)
		lock_give(db->turn);
	return rc;
}

enum err_code db_end(struct db *db, enum err_code rc, struct err *e)
{
	rc = db_end_soon(db, rc, e);
	return rc == ERR_OK && db->flushes ? db_flush(db, e) : rc;
}

enum err_code db_begin_read(struct db *db, struct err *e)
{
	return db_exec(db, "BEGIN", e);
}

void db_end_read(struct db *db)
{
	sqlite3_exec(db->h, "COMMIT", NULL, NULL, NULL);
}
