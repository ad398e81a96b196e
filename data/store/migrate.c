/* data/store/migrate.c - see migrate.h. */
#include "data/store/migrate.h"

#include <unistd.h>

#include "core/i18n.h"
#include "data/store/list_check.h"
#include "data/store/schema.h"

/* Row N-1 brings the base to version N; its parts run in one transaction. */
static const char *const migrations[][16] = {
	{ schema_1_log, schema_1_appeals, schema_1_search },
	{ schema_2_keys, schema_2_law, schema_2_joined, schema_2_incidents, schema_2_report, schema_2_questions,
	  schema_2_calls, schema_2_templates },
	{ schema_3_phones, schema_3_lists, schema_3_consult, schema_3_intake, schema_3_templates, schema_3_callsin,
	  schema_3_print },
	{ schema_4_redact, schema_4_lists, list_seed_fill, schema_4_merge },
	{ schema_5_merge },
};

int schema_version(void)
{
	return COUNT(migrations);
}

static int64_t pragma_int(struct db *db, const char *sql, struct err *e)
{
	sqlite3_stmt *st;
	int64_t v = -1;

	if (sqlite3_prepare_v2(db->h, sql, -1, &st, NULL) != SQLITE_OK) {
		db_fail(db, e);
		return -1;
	}
	if (sqlite3_step(st) == SQLITE_ROW)
		v = sqlite3_column_int64(st, 0);
	else
		db_fail(db, e);
	sqlite3_finalize(st);
	return v;
}

enum err_code schema_refuse_newer(struct err *e)
{
	return err_set(e, ERR_BUSY, "%s",
		       _("The database was upgraded by a newer pult. What you typed is kept: start the new program."));
}

enum err_code schema_check(struct db *db, struct err *e)
{
	int64_t v = pragma_int(db, "PRAGMA user_version", e);

	if (v < 0)
		return e->code;
	return v > schema_version() ? schema_refuse_newer(e) : ERR_OK;
}

/* The base as it was, beside it, before an upgrade touches it. */
static enum err_code keep_copy(struct db *db, int version, struct err *e)
{
	struct arena mem = { 0 };
	sqlite3_stmt *st = db_stmt(db, "VACUUM INTO ?");
	char *copy = arena_printf(&mem, "%s.v%d.bak", db->path, version);

	unlink(copy);
	db_bind(st, "s", copy);
	enum err_code rc = db_run(db, st, e);

	if (rc)
		rc = err_set(e, rc, "%s",
			     _("The copy before the upgrade could not be made, so nothing was upgraded: free some "
			       "disk space and start again."));
	arena_free(&mem);
	return rc;
}

static enum err_code run_one(struct db *db, int version, struct err *e)
{
	char pragma[64];
	enum err_code rc = ERR_OK;

	for (size_t i = 0; rc == ERR_OK && migrations[version - 1][i]; i++)
		rc = db_exec(db, migrations[version - 1][i], e);
	if (rc)
		return rc;
	snprintf(pragma, sizeof(pragma), "PRAGMA user_version=%d", version);
	return db_exec(db, pragma, e);
}

static enum err_code upgrade(struct db *db, int from, struct err *e)
{
	if (from > 0 && keep_copy(db, from, e))
		return e->code;
	enum err_code rc = db_exec(db, "BEGIN IMMEDIATE", e);

	if (rc)
		return rc;
	/* Another process may have done it while we waited. */
	if (pragma_int(db, "PRAGMA user_version", e) == from)
		for (int v = from + 1; rc == ERR_OK && v <= schema_version(); v++)
			rc = run_one(db, v, e);
	return db_end(db, rc, e);
}

enum err_code schema_refuse_unfinished(struct err *e)
{
	return err_set(e, ERR_INVALID, "%s",
		       _("The making of this database was not finished and nothing is in it. Remove the file and make "
			 "another with «pult init»."));
}

enum err_code schema_make(struct db *db, struct err *e)
{
	enum err_code rc = db_exec(db, "PRAGMA application_id=0x70756C74", e);

	return rc ? rc : upgrade(db, 0, e);
}

enum err_code migrate(struct db *db, struct err *e)
{
	int64_t app = pragma_int(db, "PRAGMA application_id", e);
	int64_t version = app < 0 ? -1 : pragma_int(db, "PRAGMA user_version", e);

	if (version < 0)
		return e->code;
	if (app != DB_APPLICATION_ID)
		return err_set(e, ERR_INVALID, "%s", _("This file is not a database of pult: nothing was changed."));
	if (version == 0)
		return schema_refuse_unfinished(e);
	if (version > schema_version())
		return schema_refuse_newer(e);
	return version < schema_version() ? upgrade(db, (int)version, e) : ERR_OK;
}
