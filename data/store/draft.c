/* data/store/draft.c - see draft.h.
 *
 * WAL with synchronous=FULL: a save is one append to the WAL and one fdatasync (0.2-0.4 ms on the disk
 * of performance.md D), where a rollback journal needs two or three and NORMAL would not outlive a power
 * cut. A file per person: his typing waits for nobody and nobody waits for it. */
#include "data/store/draft.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/user_fold.h"
#include "data/store/store_internal.h"

/* "pulD" in ASCII; one version so far. */
enum { DRAFT_APPLICATION_ID = 0x70756C44, DRAFT_VERSION = 1, DRAFT_MAX_BYTES = 1 << 20, FORM_MAX = 64,
	PLACES = 32 };

struct draft {
	struct db db;
	const struct clock_ops *clock;
	int lock;    /* LOGIN.lock: byte N is held by the program at place N */
	int place;   /* 0 the first; its forms are "intake", those of the others "intake#1"... */
	bool others;
};

static const char schema[] =
	"CREATE TABLE IF NOT EXISTS draft(form TEXT PRIMARY KEY, json TEXT NOT NULL,"
	" at INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE IF NOT EXISTS setting(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;"
	"PRAGMA application_id=0x70756C44; PRAGMA user_version=1;";

static char *draft_path(const struct store *s, const char *login, struct arena *mem)
{
	const char *slash = strrchr(s->db.path, '/');
	const char *folder = slash ? arena_strndup(mem, s->db.path, (size_t)(slash - s->db.path) + 1) : "";

	return arena_printf(mem, "%sdrafts/%s.db", folder, login);
}

static enum err_code make_folder(const char *path, struct arena *mem, struct err *e)
{
	const char *folder = arena_strndup(mem, path, (size_t)(strrchr(path, '/') - path));

	if (mkdir(folder, 0700) == 0 || errno == EEXIST)
		return ERR_OK;
	return err_set(e, ERR_FAILED, _("The folder of drafts «%s» cannot be made: %s."), folder,
		       strerror(errno));
}

static enum err_code set_up(struct db *db, struct err *e)
{
	int64_t app = db_int(db, db_stmt(db, "PRAGMA application_id"), -1, e);
	int64_t version = db_int(db, db_stmt(db, "PRAGMA user_version"), -1, e);

	if (e->code || (app == DRAFT_APPLICATION_ID && version == DRAFT_VERSION))
		return e->code;
	if (version > DRAFT_VERSION)
		return err_set(e, ERR_BUSY, "%s",
			       _("Your drafts were written by a newer pult. They are kept: start the new program."));
	enum err_code rc = db_exec(db, "PRAGMA journal_mode=WAL", e);

	if (!rc)
		rc = db_begin(db, e);
	return rc ? rc : db_end(db, db_exec(db, schema, e), e);
}

/* Two terminals of one person may start at once: who comes second finds the file made. */
static enum err_code open_file(struct db *db, const char *path, struct err *e)
{
	enum err_code rc = ERR_OK;

	if (access(path, F_OK) != 0 && db_open(db, path, true, e) == ERR_OK)
		return set_up(db, e);
	*e = (struct err){ 0 };
	rc = db_open(db, path, false, e);
	if (!rc)
		rc = set_up(db, e);
	if (rc && db->h)
		db_close(db);
	return rc;
}

static bool is_damaged(const char *path)
{
	sqlite3 *h = NULL;
	int rc = sqlite3_open_v2(path, &h, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

	if (rc == SQLITE_OK)
		rc = sqlite3_exec(h, "PRAGMA schema_version; SELECT count(*) FROM draft", NULL, NULL, NULL);
	sqlite3_close(h);
	return rc == SQLITE_NOTADB || rc == SQLITE_CORRUPT;
}

/* What can be saved from it is for an administrator; the person goes on with a new one. */
static bool put_aside(const char *path, struct arena *mem)
{
	static const char *const suffixes[] = { "", "-wal", "-shm" };
	bool ok = true;

	for (size_t i = 0; i < COUNT(suffixes); i++) {
		const char *from = arena_printf(mem, "%s%s", path, suffixes[i]);

		if (rename(from, arena_printf(mem, "%s.damaged%s", path, suffixes[i])) && errno != ENOENT)
			ok = false;
	}
	return ok;
}

/* --- a place for each program of one person ------------------------------------------------------- */

/* The lock belongs to the open file: the kernel drops it with the process, however that ends. */
static bool take_place(struct draft *d, int place)
{
	struct flock l = { .l_type = F_WRLCK, .l_whence = SEEK_SET, .l_start = place, .l_len = 1 };
	bool mine = fcntl(d->lock, F_OFD_SETLK, &l) == 0;

	if (mine)
		d->place = place;
	else
		d->others = true;
	return mine;
}

/* Takes the place of a dead program that left a form behind. */
static bool take_left(struct draft *d)
{
	sqlite3_stmt *st = db_stmt(&d->db, "SELECT DISTINCT CASE instr(form, '#') WHEN 0 THEN 0 ELSE"
					   " CAST(substr(form, instr(form, '#') + 1) AS INTEGER) END AS place"
					   " FROM draft ORDER BY place");
	struct err e = { 0 };
	bool mine = false;

	while (!mine && db_row(&d->db, st, &e))
		mine = take_place(d, sqlite3_column_int(st, 0));
	sqlite3_reset(st);
	return mine;
}

static enum err_code find_place(struct draft *d, const char *path, struct err *e)
{
	d->lock = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
	if (d->lock < 0)
		return err_set(e, ERR_FAILED, _("Cannot make the file «%s»: %s."), path, strerror(errno));
	if (take_left(d))
		return ERR_OK;
	for (int i = 0; i < PLACES; i++)
		if (take_place(d, i))
			return ERR_OK;
	return err_set(e, ERR_BUSY, "%s",
		       _("Too many windows of yours are open: what is typed here is not kept. Close some."));
}

bool draft_others(const struct draft *d)
{
	return d->others;
}

enum err_code draft_open(const struct store *s, const char *login, struct draft **out, struct err *e)
{
	struct arena mem = { 0 };
	struct draft *d = calloc(1, sizeof(*d));

	if (!d)
		return err_set(e, ERR_FAILED, "%s", _("Out of memory."));
	d->lock = -1;
	enum err_code rc = login_valid(login) ? ERR_OK
		: err_set(e, ERR_INVALID, _("«%s» is not a login: no draft can be kept for it."), login);
	const char *path = rc ? "" : draft_path(s, login, &mem);

	if (!rc)
		rc = make_folder(path, &mem, e);
	if (!rc)
		rc = open_file(&d->db, path, e);
	if (rc == ERR_FAILED && is_damaged(path) && put_aside(path, &mem)) {
		*e = (struct err){ 0 };
		rc = open_file(&d->db, path, e);
	}
	if (!rc)
		rc = find_place(d, arena_printf(&mem, "%s.lock", arena_strndup(&mem, path, strlen(path) - strlen(".db"))), e);
	arena_free(&mem);
	if (rc) {
		draft_close(d);
		return rc;
	}
	d->clock = s->clock;
	*out = d;
	return ERR_OK;
}

void draft_close(struct draft *d)
{
	if (!d)
		return;
	if (d->db.h)
		db_close(&d->db);
	if (d->lock >= 0)
		close(d->lock);
	free(d);
}

/* The name of a form as it stands in the file. */
static const char *own_name(const struct draft *d, const char *form, char out[FORM_MAX])
{
	if (d->place == 0)
		return form;
	snprintf(out, FORM_MAX, "%s#%d", form, d->place);
	return out;
}

/* Words have a mark before their name, forms do not; no place behind it: every window finds them. */
#define WORDS "~"

/* A statement of its own is a transaction of its own: committed and synced when it returns. */
static enum err_code put(struct draft *d, const char *name, const char *text, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&d->db, "INSERT OR REPLACE INTO draft(form, json, at) VALUES(?,?,?)");

	db_bind(st, "ssi", name, text, d->clock->now_ms(d->clock->ctx));
	return db_run(&d->db, st, e);
}

enum err_code draft_keep_words(struct draft *d, const char *name, const char *text, struct err *e)
{
	struct arena mem = { 0 };
	json_t *j = json_string(text);
	char *json = j ? json_dumps(j, JSON_COMPACT | JSON_ENCODE_ANY) : NULL;
	enum err_code rc = json ? put(d, arena_printf(&mem, WORDS "%s", name), json, e)
				: err_set(e, ERR_BUG, "%s", "the words cannot be written as JSON");

	free(json);
	json_decref(j);
	arena_free(&mem);
	return rc;
}

const char *draft_words(struct draft *d, const char *name, struct arena *mem, int64_t *at)
{
	sqlite3_stmt *st = db_stmt(&d->db, "SELECT json, at FROM draft WHERE form = '" WORDS "' || ?");
	struct err e = { 0 };
	const char *text = NULL;

	db_bind(st, "s", name);
	if (db_row(&d->db, st, &e)) {
		json_t *j = json_loads(db_text(mem, st, 0), JSON_DECODE_ANY, NULL);

		text = json_is_string(j) ? arena_strdup(mem, json_string_value(j)) : NULL;
		*at = sqlite3_column_int64(st, 1);
		json_decref(j);
		sqlite3_reset(st);
	}
	return text;
}

enum err_code draft_drop_words(struct draft *d, const char *name, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&d->db, "DELETE FROM draft WHERE form = '" WORDS "' || ?");

	db_bind(st, "s", name);
	return db_run(&d->db, st, e);
}

const char *draft_words_waiting(struct draft *d, int64_t before_ms, struct arena *mem)
{
	sqlite3_stmt *old = db_stmt(&d->db, "DELETE FROM draft WHERE form LIKE '" WORDS "%' AND at < ?");
	sqlite3_stmt *st = db_stmt(&d->db, "SELECT substr(form, 2) FROM draft WHERE form LIKE '" WORDS "%'"
					   " ORDER BY at DESC LIMIT 1");
	struct err e = { 0 };
	const char *name = NULL;

	db_bind(old, "i", before_ms);
	if (db_run(&d->db, old, &e) == ERR_OK && db_row(&d->db, st, &e)) {
		name = db_text(mem, st, 0);
		sqlite3_reset(st);
	}
	return name;
}

enum err_code draft_save(struct draft *d, const char *form, const char *json, struct err *e)
{
	char name[FORM_MAX];

	if (strlen(json) > DRAFT_MAX_BYTES)
		return err_set(e, ERR_INVALID, "%s",
			       _("The form holds too much text to be kept as a draft: shorten it."));
	return put(d, own_name(d, form, name), json, e);
}

const char *draft_load(struct draft *d, const char *form, struct arena *mem, int64_t *at)
{
	sqlite3_stmt *st = db_stmt(&d->db, "SELECT json, at FROM draft WHERE form = ?");
	struct err e = { 0 };
	const char *json = NULL;
	char name[FORM_MAX];

	db_bind(st, "s", own_name(d, form, name));
	if (db_row(&d->db, st, &e)) {
		json = db_text(mem, st, 0);
		if (at)
			*at = sqlite3_column_int64(st, 1);
		sqlite3_reset(st);
	}
	return json;
}

enum err_code draft_drop(struct draft *d, const char *form, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&d->db, "DELETE FROM draft WHERE form = ?");
	char name[FORM_MAX];

	db_bind(st, "s", own_name(d, form, name));
	return db_run(&d->db, st, e);
}

const char *draft_setting(struct draft *d, const char *key, const char *otherwise, struct arena *mem)
{
	sqlite3_stmt *st = db_stmt(&d->db, "SELECT value FROM setting WHERE key = ?");
	struct err e = { 0 };

	db_bind(st, "s", key);
	if (db_row(&d->db, st, &e)) {
		otherwise = db_text(mem, st, 0);
		sqlite3_reset(st);
	}
	return otherwise;
}

enum err_code draft_set_setting(struct draft *d, const char *key, const char *value, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&d->db, "INSERT OR REPLACE INTO setting(key, value) VALUES(?,?)");

	db_bind(st, "ss", key, value);
	return db_run(&d->db, st, e);
}
