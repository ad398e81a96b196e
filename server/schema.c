/* server/schema.c - see schema.h. Times are UTC milliseconds in bigint, as everywhere in pult. */
#include "server/schema.h"

#include "core/i18n.h"

/* The log. A partition for each site (made by `site add`); positions come from the one row of
 * log_position, which stays locked until the commit of who took them (pult-sync(7)). */
static const char version_1[] =
	"CREATE TABLE site("
	" id integer GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
	" code text NOT NULL UNIQUE,"
	" ascii text NOT NULL UNIQUE," /* two sites of one city differ in it: numbers of appeals have it */
	" name text NOT NULL,"
	" token bytea UNIQUE,"         /* BLAKE2b-256 of the token; null: none */
	" added bigint NOT NULL);"
	"CREATE TABLE chain("          /* the end of each site's log */
	" site text PRIMARY KEY REFERENCES site(code),"
	" seq bigint NOT NULL DEFAULT 0,"
	" hlc bigint NOT NULL DEFAULT 0,"
	" hash bytea NOT NULL,"
	" at bigint NOT NULL DEFAULT 0);" /* of the last arrival, the centre's clock */
	"CREATE TABLE log_position(one boolean PRIMARY KEY DEFAULT true CHECK(one), last bigint NOT NULL)"
	" WITH (fillfactor = 10);"
	"INSERT INTO log_position(last) VALUES(0);"
	"CREATE TABLE event("
	" site text NOT NULL,"
	" seq bigint NOT NULL,"
	" pos bigint NOT NULL,"
	" v bigint NOT NULL,"
	" hlc bigint NOT NULL,"
	" at bigint NOT NULL,"
	" actor text NOT NULL,"
	" subject text NOT NULL,"
	" kind text NOT NULL,"
	" body text NOT NULL,"
	" body_hash bytea NOT NULL,"
	" hash bytea NOT NULL,"
	" PRIMARY KEY(site, seq)) PARTITION BY LIST(site);"
	"CREATE INDEX event_pos ON event(pos);"
	"CREATE INDEX event_subject ON event(subject, hlc, site);"
	"CREATE TABLE attempt("        /* wrong PINs: core/attempts.h */
	" what text PRIMARY KEY,"
	" tries bigint NOT NULL,"
	" first bigint NOT NULL,"
	" last bigint NOT NULL) WITH (fillfactor = 50);"
	"CREATE TABLE appeal("         /* what follows from the log: made anew by `rebuild` */
	" subject text PRIMARY KEY,"
	" site text NOT NULL,"
	" ascii text NOT NULL,"
	" number text NOT NULL,"
	" pin_mac text NOT NULL,"
	" pin_key text NOT NULL,"
	" hlc bigint NOT NULL,"
	" data text NOT NULL);"        /* the fields of core/appeal.h as JSON */
	"CREATE INDEX appeal_ascii ON appeal(ascii);"
	"CREATE TABLE blob("
	" sha256 bytea PRIMARY KEY,"
	" size bigint NOT NULL,"
	" site text NOT NULL,"         /* that sent it first */
	" came bigint NOT NULL,"
	" data bytea NOT NULL);"
	"ALTER TABLE blob ALTER COLUMN data SET STORAGE EXTERNAL;"; /* photographs are compressed already */

/* A right PIN in one statement (citizen.h): the lock, the look and the comparison; null: the lock is kept and
 * the caller goes on, whether the number, the PIN or a counter is why. `macs` are those that the PIN would
 * have: without the key nobody can choose them, so how long they are compared tells nothing. */
static const char version_2[] =
	"CREATE INDEX appeal_number ON appeal(ascii, subject);"
	"DROP INDEX appeal_ascii;"
	"CREATE FUNCTION citizen_try(appeal_what text, source_what text, twin text, macs text[], source_free bigint)"
	" RETURNS text LANGUAGE plpgsql VOLATILE AS $$ "
	"DECLARE found_data text; is_free boolean; BEGIN"
	" IF NOT pg_try_advisory_lock(1, hashtext(appeal_what)) THEN"
	"  PERFORM pg_advisory_lock(1, hashtext(appeal_what)); END IF;"
	" SELECT a.data INTO found_data FROM (SELECT pin_mac, data FROM appeal WHERE ascii = twin"
	"  ORDER BY subject LIMIT 1) a WHERE a.pin_mac = ANY(macs)"
	"  AND NOT EXISTS (SELECT 1 FROM attempt WHERE what = appeal_what)"
	"  AND NOT EXISTS (SELECT 1 FROM attempt WHERE what = source_what AND tries >= source_free);"
	" IF found_data IS NOT NULL THEN is_free := pg_advisory_unlock(1, hashtext(appeal_what)); END IF;"
	" RETURN found_data; END $$;";

/* Which program's rules the appeals follow (project.h); 0: not known. */
static const char version_3[] =
	"CREATE TABLE projection(one boolean PRIMARY KEY DEFAULT true CHECK(one), version integer NOT NULL);"
	"INSERT INTO projection(version) VALUES(0);";

static const char *const versions[] = { version_1, version_2, version_3 };

enum { THIS_VERSION = COUNT(versions) };

static enum err_code found_version(struct pg *pg, int *version, struct err *e)
{
	static const struct statement exists = { "schema_exists",
		"SELECT to_regclass('central_version') IS NOT NULL", true };
	static const struct statement read = { "schema_version",
		"SELECT coalesce(max(version), 0) FROM central_version", true };
	PGresult *res = pg_run(pg, &exists, e, "");

	*version = 0;
	if (!res)
		return e->code;
	bool has = pg_int(res, 0, 0) != 0;

	PQclear(res);
	if (!has)
		return ERR_OK;
	res = pg_run(pg, &read, e, "");
	if (!res)
		return e->code;
	*version = (int)pg_int(res, 0, 0);
	PQclear(res);
	return ERR_OK;
}

static enum err_code too_new(struct err *e)
{
	return err_set(e, ERR_BUSY, "%s",
		       _("The database is of a newer pult-central; nothing was changed. Install that version here too."));
}

static enum err_code check_coding(struct pg *pg, struct err *e)
{
	const char *coding = PQparameterStatus(pg_handle(pg), "server_encoding");

	if (coding && strcmp(coding, "UTF8") == 0)
		return ERR_OK;
	return err_set(e, ERR_INVALID, "%s",
		       _("The database is not UTF-8: make it with createdb -E UTF8 -T template0."));
}

static enum err_code raise_to(struct pg *pg, int version, struct err *e)
{
	static const struct statement note = { "schema_note",
		"INSERT INTO central_version(version) VALUES($1::integer)", true };
	enum err_code rc = pg_exec(pg, versions[version - 1], e);

	return rc ? rc : pg_do(pg, &note, e, "i", (int64_t)version);
}

/* In the transaction, one at a time. */
static enum err_code make(struct pg *pg, int *from, struct err *e)
{
	if (pg_exec(pg, "SELECT pg_advisory_xact_lock(20451, 1)", e) || found_version(pg, from, e))
		return e->code;
	if (*from > THIS_VERSION)
		return too_new(e);
	if (pg_exec(pg, "CREATE TABLE IF NOT EXISTS central_version(version integer PRIMARY KEY,"
			" came timestamptz NOT NULL DEFAULT now())", e))
		return e->code;
	for (int v = *from + 1; v <= THIS_VERSION; v++)
		if (raise_to(pg, v, e))
			return e->code;
	return ERR_OK;
}

enum err_code schema_make(struct pg *pg, int *from, int *to, struct err *e)
{
	*to = THIS_VERSION;
	if (check_coding(pg, e) || pg_exec(pg, "SET statement_timeout = 0; SET client_min_messages = warning", e) ||
	    pg_exec(pg, "BEGIN", e) || make(pg, from, e))
		return e->code;
	return pg_exec(pg, "COMMIT", e);
}

enum err_code schema_check(struct pg *pg, struct err *e)
{
	int version;

	if (found_version(pg, &version, e))
		return e->code;
	if (version > THIS_VERSION)
		return too_new(e);
	if (version < THIS_VERSION)
		return err_set(e, ERR_BUSY, "%s",
			       _("The database has no tables of this pult-central yet: run pult-central init."));
	return ERR_OK;
}
