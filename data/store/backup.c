/* data/store/backup.c - see backup.h. Both files appear whole, checked and synced, or not at all. The
 * base itself is touched only by the event that says where its copy went. */
#include "data/store/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/pin.h"
#include "data/store/backup_copy.h"
#include "data/store/bell.h"
#include "data/store/chain_check.h"
#include "data/store/newfile.h"
#include "data/store/store_internal.h"

/* A copy on its way: the base and its key under temporary names. */
struct pair {
	struct newfile base, key;
	bool has_key;
};

static bool remains(const char *path, const char *suffix, struct arena *mem)
{
	struct stat st;

	return stat(arena_printf(mem, "%s%s", path, suffix), &st) == 0 && st.st_size > 0;
}

/* SQLite would play the WAL of a base that stood there before into the new one. */
static enum err_code pair_make(struct pair *pair, const char *path, struct arena *mem, struct err *e)
{
	*pair = (struct pair){ .base = { .path = path } };
	if (remains(path, "-wal", mem) || remains(path, "-journal", mem))
		return err_set(e, ERR_CONFLICT,
			       _("Beside «%s» there are remains of another base (-wal, -journal). Move them away or "
				 "choose another place. Nothing was changed."), path);
	enum err_code rc = newfile_make(&pair->base, path, mem, e);

	return rc ? rc : newfile_make(&pair->key, arena_printf(mem, "%s.key", path), mem, e);
}

static void pair_drop(struct pair *pair)
{
	newfile_drop(&pair->base);
	newfile_drop(&pair->key);
}

/* The base comes last: where it stands, its key stands too. */
static enum err_code pair_keep(struct pair *pair, struct err *e)
{
	enum err_code rc = pair->has_key ? newfile_keep(&pair->key, e) : ERR_OK;

	if (!rc) {
		rc = newfile_keep(&pair->base, e);
		if (rc && pair->has_key)
			newfile_undo(&pair->key);
	}
	pair_drop(pair);
	return rc;
}

/* Reads a key file; false unless it has exactly the length of a key. */
static bool read_key(const char *path, uint8_t key[PIN_KEY_BYTES])
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	bool ok = fd >= 0 && fstat(fd, &st) == 0 && st.st_size == PIN_KEY_BYTES &&
		  read(fd, key, PIN_KEY_BYTES) == PIN_KEY_BYTES;

	if (fd >= 0)
		close(fd);
	return ok;
}

/* Writes the key and reads it back: a backup with a wrong key would be found out when it is too late. */
static enum err_code put_key(struct pair *pair, const uint8_t key[PIN_KEY_BYTES], struct err *e)
{
	uint8_t back[PIN_KEY_BYTES];

	pair->has_key = true;
	if (newfile_write(&pair->key, key, PIN_KEY_BYTES, e))
		return e->code;
	bool same = read_key(pair->key.temp, back) && sodium_memcmp(back, key, PIN_KEY_BYTES) == 0;

	sodium_memzero(back, sizeof(back));
	return same ? ERR_OK
		    : err_set(e, ERR_FAILED, _("The PIN key was not written right to «%s». Nothing was kept."),
			      pair->key.path);
}

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
				 char head[64], struct err *e)
{
	struct db copy;
	enum err_code rc = copy_base(s->db.path, pair->base.temp, p, &copy, e);

	if (rc)
		return rc;
	rc = check_copy(&copy, true, p, e);
	if (!rc)
		rc = chain_head(&copy, s->site, head, e);
	db_close(&copy);
	if (!rc && store_has_pin_key(s))
		rc = put_key(pair, s->pin_key, e);
	return rc;
}

enum err_code store_backup(struct store *s, const char *path, const struct progress *p,
			   const struct actor *who, char head[64], struct err *e)
{
	struct arena mem = { 0 };
	struct pair pair = { 0 };

	if (!actor_may(who, RIGHT_BACKUP))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_BACKUP));
	enum err_code rc = pair_make(&pair, path, &mem, e);

	if (!rc)
		rc = fill_backup(s, &pair, p, head, e);
	if (!rc)
		rc = pair_keep(&pair, e);
	if (!rc)
		rc = note_backup(s, path, head, who, e);
	pair_drop(&pair);
	arena_free(&mem);
	return rc;
}

/* --- restore --------------------------------------------------------------------------------- */

/* The id of the key that the newest PIN was made with, or "". */
static const char *newest_key_id(struct db *copy, struct arena *mem, struct err *e)
{
	sqlite3_stmt *st = db_stmt(copy, "SELECT pin_key FROM appeal WHERE pin_key <> '' ORDER BY id DESC"
					 " LIMIT 1");
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
	if (read_key(from_key, key))
		pin_key_id(key, id);
	if (!*id)
		err_set(e, ERR_FAILED, _("The PIN key «%s» cannot be read. Nothing was restored."), from_key);
	else if (*want && strcmp(want, id) != 0)
		err_set(e, ERR_INVALID, _("The PIN key «%s» belongs to another base. Nothing was restored."),
			from_key);
	else
		put_key(pair, key, e);
	sodium_memzero(key, sizeof(key));
	return e->code;
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

static enum err_code fill_restored(struct pair *pair, const char *from, struct arena *mem, struct err *e)
{
	struct db copy;
	enum err_code rc = copy_base(from, pair->base.temp, NULL, &copy, e);

	if (rc)
		return rc;
	rc = check_copy(&copy, false, NULL, e);
	if (!rc)
		rc = restore_key(pair, from, &copy, mem, e);
	db_close(&copy);
	return rc ? rc : wake(pair->base.temp, e);
}

enum err_code store_restore(const char *from, const char *path, struct err *e)
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
		rc = fill_restored(&pair, from, &mem, e);
	if (!rc)
		rc = pair_keep(&pair, e);
	pair_drop(&pair);
	arena_free(&mem);
	return rc;
}
