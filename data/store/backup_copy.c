/* data/store/backup_copy.c - see backup_copy.h.
 *
 * sqlite3_backup and not VACUUM INTO: it copies pages as they are (no index is built again, so it is
 * several times faster on a big base), it knows how far it is and can be stopped between steps. The
 * source is read in one snapshot, so that writers neither wait nor make it begin again; meanwhile the
 * WAL cannot be reset and grows by what they write. */
#include "data/store/backup_copy.h"

#include "core/i18n.h"
#include "data/store/chain_check.h"
#include "data/store/migrate.h"

enum { PAGES_OF_STEP = 2048, /* 8 MB */
	CHECK_OPS = 1000000 /* of SQLite's machine between two looks at the keyboard */ };

static enum err_code stopped(struct err *e)
{
	return err_set(e, ERR_FAILED, "%s", _("Stopped. Nothing was changed."));
}

static bool goes_on(const struct progress *p, int64_t done, int64_t total)
{
	return !p || !p->step || p->step(p->ctx, done, total);
}

/* Backups may lie on file systems and media where a live base may not: no check of the file system. */
static enum err_code open_file(struct db *db, const char *path, const char *vfs, struct err *e)
{
	*db = (struct db){ 0 };
	int rc = sqlite3_open_v2(path, &db->h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, vfs);

	db->path = strdup(path);
	if (rc == SQLITE_OK) {
		sqlite3_extended_result_codes(db->h, 1);
		sqlite3_busy_timeout(db->h, 10000);
		return ERR_OK;
	}
	db_fail(db, e);
	db_close(db);
	return e->code;
}

static enum err_code copy_pages(struct db *src, struct db *copy, const struct progress *p, struct err *e)
{
	sqlite3_backup *b = sqlite3_backup_init(copy->h, "main", src->h, "main");
	bool on = true;
	int rc = SQLITE_OK;

	if (!b)
		return db_fail(copy, e);
	while (on && rc == SQLITE_OK) {
		rc = sqlite3_backup_step(b, PAGES_OF_STEP);
		on = goes_on(p, sqlite3_backup_pagecount(b) - sqlite3_backup_remaining(b),
			     sqlite3_backup_pagecount(b));
	}
	sqlite3_backup_finish(b);
	if (!on)
		return stopped(e);
	return rc == SQLITE_DONE ? ERR_OK : db_fail(copy, e);
}

/* First of all: on a damaged file no statement can be prepared, and this names what is wrong with it. */
static enum err_code read_schema(struct db *db, struct err *e)
{
	return db_exec(db, "SELECT count(*) FROM sqlite_master", e);
}

/* The temporary file is ours alone, so it needs no locks, and it is synced once, at the end. It becomes
 * one file: what was the mark of the WAL in its header goes. */
static enum err_code fill_copy(struct db *src, struct db *copy, const struct progress *p, struct err *e)
{
	enum err_code rc = db_exec(copy, "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=OFF;"
					 "PRAGMA synchronous=OFF", e);

	if (!rc)
		rc = db_begin_read(src, e);
	if (rc)
		return rc;
	rc = read_schema(src, e); /* takes the snapshot */
	if (!rc)
		rc = copy_pages(src, copy, p, e);
	db_end_read(src);
	return rc ? rc : db_exec(copy, "PRAGMA journal_mode=DELETE", e);
}

enum err_code copy_base(const char *from, const char *to, const struct progress *p, struct db *copy,
			struct err *e)
{
	struct db src;
	enum err_code rc = open_file(&src, from, NULL, e);

	if (rc)
		return rc;
	rc = check_kind(&src, e);
	if (!rc)
		rc = open_file(copy, to, "unix-none", e);
	if (!rc) {
		rc = fill_copy(&src, copy, p, e);
		if (rc)
			db_close(copy);
	}
	db_close(&src);
	return rc;
}

enum err_code check_kind(struct db *db, struct err *e)
{
	if (read_schema(db, e))
		return e->code;
	int64_t app = db_int(db, db_stmt(db, "PRAGMA application_id"), -1, e);

	if (e->code)
		return e->code;
	if (app != DB_APPLICATION_ID)
		return err_set(e, ERR_INVALID, "%s", _("This file is not a database of pult: nothing was changed."));
	return schema_check(db, e);
}

struct watch {
	const struct progress *p;
	bool stopped;
};

static int look(void *ctx)
{
	struct watch *w = ctx;

	w->stopped = w->stopped || !goes_on(w->p, 1, 1);
	return w->stopped;
}

static enum err_code check_pages(struct db *copy, const struct progress *p, struct err *e)
{
	struct watch w = { .p = p };
	sqlite3_stmt *st = db_stmt(copy, "PRAGMA integrity_check(1)");

	sqlite3_progress_handler(copy->h, CHECK_OPS, look, &w);
	bool ok = db_row(copy, st, e) && strcmp((const char *)sqlite3_column_text(st, 0), "ok") == 0;

	sqlite3_reset(st);
	sqlite3_progress_handler(copy->h, 0, NULL, NULL);
	if (w.stopped)
		return stopped(e);
	if (!ok && !e->code)
		err_set(e, ERR_FAILED, "%s", _("The copy is damaged, so it was not kept. Look at the disk, try another "
					       "place, and check the base with «pult verify»."));
	return e->code;
}

enum err_code check_copy(struct db *copy, bool quick, const struct progress *p, struct err *e)
{
	struct verify_report r = { 0 };
	struct arena mem = { 0 };
	struct check c = { .db = copy, .out = &r, .p = p, .mem = &mem };
	enum err_code rc = check_kind(copy, e);

	if (!rc)
		rc = check_pages(copy, p, e);
	c.total = rc ? 0 : chain_events(copy, e);
	if (!rc)
		rc = chain_check(&c, quick, e);
	if (!rc && r.bad)
		rc = err_set(e, ERR_FAILED, _("The log in the copy does not hold, so it was not kept. %s"),
			     r.first_bad);
	arena_free(&mem);
	return rc;
}
