/* data/store/backup.c - see backup.h. The files appear whole, checked and synced, or not at all. The
 * base itself is touched only by the event that says where its copy went. */
#include "data/store/backup.h"

#include <errno.h>
#include <sodium.h>
#include <unistd.h>

#include "core/i18n.h"
#include "data/store/backup_copy.h"
#include "data/store/bell.h"
#include "data/store/chain_check.h"
#include "data/store/pair.h"
#include "data/store/store_internal.h"
#include "data/store/sysclock.h"

/* --- backup ---------------------------------------------------------------------------------- */

static enum err_code note_backup(struct store *s, const char *path, const char *head,
				 const struct actor *who, struct err *e)
{
	const char *slash = strrchr(path, '/');
	json_t *body = json_pack("{ss ss}", "head", head, "file", slash ? slash + 1 : path);
	enum err_code rc = body ? log_note(s, "backup", body, who, e)
				: err_set(e, ERR_INVALID, "%s", _("The name of the file is not valid UTF-8."));

	json_decref(body);
	if (!rc)
		bell_ring(s);
	return rc;
}

static enum err_code fill_backup(struct store *s, struct pair *pair, const struct progress *p,
				 struct arena *mem, char head[64], struct err *e)
{
	struct db copy;
	enum err_code rc = copy_base(s->db.path, pair->base.temp, p, &copy, e);

	if (rc)
		return rc;
	rc = check_copy(&copy, true, p, e);
	if (!rc) /* a restored base prints nothing that is long on paper */
		rc = db_exec(&copy, "PRAGMA secure_delete=ON; DELETE FROM print_job", e);
	if (!rc)
		rc = chain_head(&copy, s->site, head, e);
	db_close(&copy);
	if (!rc && store_has_pin_key(s))
		rc = pair_put_key(pair, s->pin_key, e);
	return rc ? rc : pair_put_blobs(pair, s->db.path, p, mem, e);
}

enum err_code store_backup(struct store *s, const char *path, const struct progress *p,
			   const struct actor *who, struct backup_report *out, struct err *e)
{
	struct arena mem = { 0 };
	struct pair pair = { 0 };

	if (!actor_may(who, RIGHT_BACKUP))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_BACKUP));
	*out = (struct backup_report){ .files = 0 };
	enum err_code rc = db_check_file(&s->db, e);

	if (!rc)
		rc = pair_make(&pair, path, &mem, e);
	if (!rc)
		rc = fill_backup(s, &pair, p, &mem, out->head, e);
	out->has_key = pair.has_key;
	out->files = pair.files;
	if (!rc)
		rc = pair_keep(&pair, e);
	if (!rc)
		rc = note_backup(s, path, out->head, who, e);
	pair_drop(&pair);
	arena_free(&mem);
	return rc;
}

/* --- restore --------------------------------------------------------------------------------- */

/* The id of the key that the newest PIN was made with, or "". */
static const char *newest_key_id(struct db *copy, struct arena *mem, struct err *e)
{
	sqlite3_stmt *st = db_stmt(copy, "SELECT pin_key FROM appeal WHERE pin_key <> '' AND"
					 " site = (SELECT value FROM meta WHERE key = 'site') ORDER BY id DESC LIMIT 1");
	const char *id = db_row(copy, st, e) ? db_text(mem, st, 0) : "";

	sqlite3_reset(st);
	return id;
}

/* A backup without a key is restored without PINs; one with the key of another base is refused. */
static enum err_code restore_key(struct pair *pair, const char *from, struct db *copy,
				 struct arena *mem, struct err *e)
{
	const char *from_key = arena_printf(mem, "%s.key", from);
	const char *want = newest_key_id(copy, mem, e);
	uint8_t key[PIN_KEY_BYTES];
	char id[PIN_KEY_ID_HEX + 1] = "";

	if (e->code || access(from_key, F_OK) != 0)
		return e->code;
	if (pair_read_key(from_key, key))
		pin_key_id(key, id);
	if (!*id)
		err_set(e, ERR_FAILED, _("The PIN key «%s» cannot be read. Nothing was restored."), from_key);
	else if (*want && strcmp(want, id) != 0)
		err_set(e, ERR_INVALID, _("The PIN key «%s» belongs to another base. Nothing was restored."),
			from_key);
	enum err_code rc = e->code ? e->code : pair_put_key(pair, key, e);

	sodium_memzero(key, sizeof(key));
	return rc;
}

/* The copy becomes a working base: WAL again, on a file system where that is possible. */
static enum err_code wake(const char *temp, struct err *e)
{
	struct db db;
	enum err_code rc = db_open(&db, temp, false, e);

	if (rc)
		return rc;
	rc = db_exec(&db, "PRAGMA journal_mode=WAL", e);
	db_close(&db);
	return rc;
}

/* The series of this year goes on behind the number. */
static enum err_code skip_numbers(struct db *copy, int64_t skip_to, struct err *e)
{
	sqlite3_stmt *st = db_stmt(copy, "INSERT INTO counter(series, year, last) VALUES('number',?,?)"
			" ON CONFLICT(series, year) DO UPDATE SET last = max(last, excluded.last)");
	const struct clock_ops *clock = sysclock();

	db_bind(st, "di", civil_at(clock, clock->now_ms(clock->ctx)).year, skip_to);
	return db_run(copy, st, e);
}

/* A site with a centre that goes on behind a number of its own would write a second log under its code. */
static enum err_code go_on(struct db *copy, int64_t skip_to, struct err *e)
{
	if (skip_to > 0 && db_int(copy, db_stmt(copy, "SELECT count(*) FROM meta WHERE key = 'set.central' AND value <> ''"),
				  0, e) > 0)
		return err_set(e, ERR_REFUSED, "%s",
			       _("This site has a centre, which knows what was written after the backup: restore without --skip-to, then "
				 "«pult sync --once» fetches it and numbers go on behind it. Nothing was restored."));
	if (e->code)
		return e->code;
	if (skip_to > 0)
		return skip_numbers(copy, skip_to, e);
	return db_exec(copy, "INSERT OR REPLACE INTO meta(key, value) SELECT 'sync_restored', '1' WHERE EXISTS"
			     "(SELECT 1 FROM meta WHERE key = 'set.central' AND value <> '')", e);
}

static enum err_code fill_restored(struct pair *pair, const char *from, int64_t skip_to, struct arena *mem,
				   struct err *e)
{
	struct db copy;
	enum err_code rc = copy_base(from, pair->base.temp, NULL, &copy, e);

	if (rc)
		return rc;
	rc = check_copy(&copy, false, NULL, e);
	if (!rc)
		rc = restore_key(pair, from, &copy, mem, e);
	if (!rc)
		rc = go_on(&copy, skip_to, e);
	db_close(&copy);
	if (!rc)
		rc = wake(pair->base.temp, e);
	return rc ? rc : pair_put_blobs(pair, from, NULL, mem, e);
}

enum err_code store_restore(const char *from, const char *path, int64_t skip_to, struct err *e)
{
	struct arena mem = { 0 };
	struct pair pair = { 0 };

	if (sodium_init() < 0)
		return err_set(e, ERR_FAILED, "%s", _("The cryptographic library cannot start."));
	if (access(from, R_OK) != 0)
		return err_set(e, ERR_NOT_FOUND, _("The backup «%s» cannot be read: %s."), from, strerror(errno));
	newfile_folders(path);
	enum err_code rc = pair_make(&pair, path, &mem, e);

	if (!rc)
		rc = fill_restored(&pair, from, skip_to, &mem, e);
	if (!rc)
		rc = pair_keep(&pair, e);
	pair_drop(&pair);
	arena_free(&mem);
	return rc;
}
