/* data/store/store.c - see store.h: opening a base, its settings. Making one is in store_create.c. */
#include <errno.h>
#include <fcntl.h>
#include <pwd.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/pin.h"
#include "data/store/erased.h"
#include "data/store/bell.h"
#include "data/store/calls_restored.h"
#include "data/store/lock.h"
#include "data/store/migrate.h"
#include "data/store/pair.h"
#include "data/store/rebuild.h"
#include "data/store/subjects.h"
#include "data/store/sysclock.h"

static const char *meta_get(struct db *db, const char *key, const char *otherwise, struct arena *mem,
			    struct err *e)
{
	sqlite3_stmt *st = db_stmt(db, "SELECT value FROM meta WHERE key = ?");
	const char *v = otherwise;

	db_bind(st, "s", key);
	if (db_row(db, st, e)) {
		v = db_text(mem, st, 0);
		sqlite3_reset(st);
	}
	return v;
}

enum err_code store_meta_set(struct store *s, const char *key, const char *value, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "INSERT OR REPLACE INTO meta(key, value) VALUES(?,?)");

	db_bind(st, "ss", key, value);
	return db_run(&s->db, st, e);
}

static void load_pin_key(struct store *s)
{
	struct arena mem = { 0 };

	if (pair_read_key(arena_printf(&mem, "%s.key", s->db.path), s->pin_key))
		pin_key_id(s->pin_key, s->pin_key_id);
	arena_free(&mem);
}

enum err_code store_attach(struct store *s, struct err *e)
{
	if (sodium_init() < 0)
		return err_set(e, ERR_FAILED, "%s", _("The cryptographic library cannot start."));
	s->clock = sysclock();
	struct lock *turn;

	if (lock_open(s->db.path, &turn, e) || db_join(&s->db, turn, e))
		return e->code;
	s->site = meta_get(&s->db, "site", "", &s->mem, e);
	s->site_name = meta_get(&s->db, "name", "", &s->mem, e);
	load_pin_key(s);
	return e->code;
}

/* What root makes beside the base (the queue, the bell, drafts) its owner could not use any more. */
static enum err_code refuse_root(const char *path, struct err *e)
{
	struct stat st;

	if (geteuid() != 0 || stat(path, &st) || st.st_uid == 0)
		return ERR_OK;
	const struct passwd *owner = getpwuid(st.st_uid);

	if (!owner)
		return err_set(e, ERR_REFUSED, _("The database belongs to the user number %u: run pult as that user."),
			       (unsigned)st.st_uid);
	return err_set(e, ERR_REFUSED,
		       _("Run it as the owner of the database: runuser -u %s -- pult … Nothing was changed."),
		       owner->pw_name);
}

static enum err_code open_base(struct store *s, const char *path, struct err *e)
{
	enum err_code rc = refuse_root(path, e);

	if (!rc)
		rc = db_open(&s->db, path, false, e);
	if (!rc)
		rc = migrate(&s->db, e);
	if (!rc)
		rc = store_attach(s, e);
	return rc || *s->site ? rc : schema_refuse_unfinished(e);
}

enum err_code store_open(const char *path, struct store **out, struct err *e)
{
	struct store *s = calloc(1, sizeof(*s));
	char *real = realpath(path, NULL); /* its key, bell and drafts lie beside the file, not beside a link */

	if (!s) {
		free(real);
		return err_set(e, ERR_FAILED, "%s", _("Out of memory."));
	}
	enum err_code rc = open_base(s, real ? real : path, e);

	free(real);
	if (rc) {
		store_close(s);
		return rc;
	}
	keys_on_open(s);
	erased_idle(s);
	*out = s;
	return ERR_OK;
}

void store_detach(struct store *s)
{
	if (s->db.h)
		db_close(&s->db);
	if (s->print_lock > 0)
		close(s->print_lock);
	json_decref(s->viewed);
	streets_free(s);
	sodium_memzero(s->pin_key, sizeof(s->pin_key));
	arena_free(&s->mem);
}

void store_close(struct store *s)
{
	if (!s)
		return;
	store_detach(s);
	free(s);
}

bool store_owned(const struct store *s)
{
	struct stat st;

	return stat(s->db.path, &st) == 0 && st.st_uid == geteuid();
}

const char *store_path(const struct store *s)
{
	return s->db.path;
}

const char *store_site(const struct store *s)
{
	return s->site;
}

const char *store_site_name(const struct store *s)
{
	return s->site_name;
}

const struct clock_ops *store_clock(const struct store *s)
{
	return s->clock;
}

bool store_has_pin_key(const struct store *s)
{
	return s->pin_key_id[0] != '\0';
}

/* Days listed in the working calendar; a lookup per day that a term ends on. */
static int listed_day(const void *ctx, civil_day d)
{
	/* The connection is not const, the store is: reading changes nothing of it. */
	struct db *db;

	memcpy(&db, &ctx, sizeof(db));
	sqlite3_stmt *st = db_stmt(db, "SELECT works FROM workday WHERE day = ?");

	db_bind(st, "i", (int64_t)d);
	return (int)db_int(db, st, -1, NULL);
}

void store_policy(const struct store *s, struct policy *p)
{
	policy_init(p, s->clock);
	p->site = s->site;
	p->terms.days.listed = listed_day;
	p->terms.days.ctx = &s->db;
}

const char *store_setting(struct store *s, const char *key, const char *otherwise, struct arena *mem)
{
	struct err e = { 0 };
	const char *v = meta_get(&s->db, arena_printf(mem, "set.%s", key), NULL, mem, &e);

	return v && *v ? v : otherwise;
}

enum err_code store_settings(struct store *s, const char *prefix, struct arena *mem, struct named_setting **out,
			     int *n, struct err *e)
{
	const char *from = arena_printf(mem, "set.%s", prefix);
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT substr(key, length(?1) + 1), value FROM meta"
				   " WHERE substr(key, 1, length(?1)) = ?1 AND value <> '' ORDER BY key LIMIT 100");

	*n = 0;
	*out = arena_alloc(mem, 100 * sizeof(**out));
	db_bind(st, "s", from);
	while (*n < 100 && db_row(&s->db, st, e))
		(*out)[(*n)++] = (struct named_setting){ db_text(mem, st, 0), db_text(mem, st, 1) };
	sqlite3_reset(st);
	return e->code;
}

enum err_code store_set_setting(struct store *s, const char *key, const char *value,
				const struct actor *who, struct err *e)
{
	struct arena mem = { 0 };
	json_t *body = json_pack("{ss ss}", "key", key, "value", value);
	struct event ev = { .kind = "setting", .at = s->clock->now_ms(s->clock->ctx) };

	if (!actor_may(who, RIGHT_USERS))
		return json_decref(body), err_set(e, ERR_REFUSED, "%s",
			_("Only an administrator may change the settings of the site."));
	enum err_code rc = db_begin(&s->db, e);

	if (!rc) {
		rc = store_meta_set(s, arena_printf(&mem, "set.%s", key), value, e);
		if (!rc)
			rc = log_append(s, &ev, body, who, &mem, e);
		rc = db_end(&s->db, rc, e);
	}
	if (!rc)
		bell_ring(s);
	json_decref(body);
	arena_free(&mem);
	return rc;
}

int64_t store_last_event(struct store *s)
{
	struct err e = { 0 };

	return db_int(&s->db, db_stmt(&s->db, "SELECT max(id) FROM event"), -1, &e);
}

enum err_code store_check_version(struct store *s, struct err *e)
{
	enum err_code rc = db_check_file(&s->db, e);

	return rc ? rc : schema_check(&s->db, e);
}

void store_on_wait(struct store *s, bool (*wait)(void *ctx, int fd), void *ctx)
{
	db_on_wait(&s->db, wait, ctx);
}

bool store_owes(const struct store *s)
{
	return s->db.checkpoint_due;
}

bool store_idle(struct store *s)
{
	db_checkpoint(&s->db);
	bool more = search_idle(s);

	more = erased_idle(s) || more;
	more = subjects_idle(s) || more;
	more = calls_recount_idle(s) || more;
	return keys_idle(s) || more;
}
