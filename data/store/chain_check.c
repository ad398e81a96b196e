/* data/store/chain_check.c - see chain_check.h. Reads only, in slices. */
#include "data/store/chain_check.h"

#include <jansson.h>
#include <sodium.h>
#include <stdarg.h>

#include "core/event.h"
#include "core/i18n.h"
#include "core/text.h"
#include "data/store/store_internal.h"

/* The end of a site's walk: "SEQ HASH". */
struct chain_mark {
	struct chain_mark *next;
	const char *key, *value;
};

void check_bad(struct check *c, int64_t n, const char *fmt, ...)
{
	char *out = c->out->first_bad;
	va_list ap;

	c->out->bad += n;
	if (*out)
		return;
	va_start(ap, fmt);
	vsnprintf(out, sizeof(c->out->first_bad), fmt, ap);
	va_end(ap);
	/* Not half a letter at the end of a sentence that was cut. */
	for (int i = 0; i < 3 && text_check(out, strlen(out)) == TEXT_NOT_UTF8; i++)
		out[strlen(out) - 1] = '\0';
}

enum err_code check_step(struct check *c, int64_t more, struct err *e)
{
	c->done += more;
	if (c->p && c->p->step && !c->p->step(c->p->ctx, c->done, c->total > c->done ? c->total : c->done))
		return err_set(e, ERR_FAILED, "%s", _("Stopped. Nothing was changed."));
	return ERR_OK;
}

/* The walk along one site's chain. */
struct walk {
	struct check *c;
	const char *site;
	int64_t seq, id;           /* of the row before */
	uint8_t hash[EVENT_HASH];  /* of the row before */
	bool hash_known;           /* false after a gap */
	bool foreign;              /* of another site: some of its kinds never come here (pult-sync(7)) */
};

/* A text with a NUL inside would be hashed only up to it. */
static bool texts_are_whole(sqlite3_stmt *st)
{
	static const int columns[] = { 1, 6, 7, 8, 9 };

	for (size_t i = 0; i < COUNT(columns); i++) {
		const char *t = (const char *)sqlite3_column_text(st, columns[i]);

		if (!t || strlen(t) != (size_t)sqlite3_column_bytes(st, columns[i]))
			return false;
	}
	return true;
}

static bool is_named(const struct check *c, const char *site, int64_t seq)
{
	for (const struct redacted *r = c->redacted; r; r = r->next)
		if (r->seq == seq && strcmp(r->site, site) == 0)
			return true;
	return false;
}

static void add_named(struct check *c, const json_t *row)
{
	const char *site = json_string_value(json_object_get(row, "site"));
	struct redacted *r = site ? arena_alloc(c->mem, sizeof(*r)) : NULL;

	if (!r)
		return;
	*r = (struct redacted){ c->redacted, arena_strdup(c->mem, site),
				json_integer_value(json_object_get(row, "seq")) };
	c->redacted = r;
}

/* An event that says which rows were emptied: {"rows":[{"site":…,"seq":…},…]}, or the one. */
static void add_redacted(struct check *c, const char *text)
{
	json_t *body = json_loads(text, 0, NULL), *row;
	size_t i;

	add_named(c, body);
	json_array_foreach(json_object_get(body, "rows"), i, row)
		add_named(c, row);
	json_decref(body);
}

/* Whether a redaction emptied this row. Redactions are few and looked up only when a body is empty; those
 * that came since the last look are read first. */
static bool was_redacted(struct check *c, const struct event *ev)
{
	struct err e = { 0 };

	if (is_named(c, ev->site, ev->seq))
		return true;
	sqlite3_stmt *st = db_stmt(c->db, "SELECT id, body FROM event WHERE id > ? AND kind = 'redacted'"
					  " ORDER BY id");

	db_bind(st, "i", c->redacted_to);
	while (db_row(c->db, st, &e)) {
		c->redacted_to = sqlite3_column_int64(st, 0);
		add_redacted(c, (const char *)sqlite3_column_text(st, 1));
	}
	return is_named(c, ev->site, ev->seq);
}

/* A body emptied by redaction keeps both hashes, so the chain goes on over it. */
static bool row_holds(const struct walk *w, sqlite3_stmt *st, const struct event *ev)
{
	uint8_t hash[EVENT_HASH];

	event_body_hash(ev->body, hash);
	if (!texts_are_whole(st))
		return false;
	/* What another site's redaction has emptied may come before it. */
	bool may_be_empty = !*ev->body && (w->foreign || was_redacted(w->c, ev));

	if (memcmp(hash, ev->body_hash, EVENT_HASH) != 0 && !may_be_empty)
		return false;
	event_chain_hash(w->hash, ev, hash);
	return !w->hash_known || memcmp(hash, ev->hash, EVENT_HASH) == 0;
}

static void check_row(struct walk *w, sqlite3_stmt *st)
{
	struct event ev;

	log_read_row(st, &ev);
	if (ev.seq != w->seq + 1) {
		if (!w->foreign)
			check_bad(w->c, ev.seq - w->seq - 1, _("Row %s.%lld of the log is missing."), w->site,
				  (long long)w->seq + 1);
		w->hash_known = false;
	}
	if (!row_holds(w, st, &ev))
		check_bad(w->c, 1, _("Row %s.%lld of the log is not what was written."), w->site,
			  (long long)ev.seq);
	if (ev.id <= w->id && !w->foreign)
		check_bad(w->c, 1, _("Row %s.%lld of the log stands out of order."), w->site, (long long)ev.seq);
	w->seq = ev.seq;
	w->id = ev.id;
	memcpy(w->hash, ev.hash, EVENT_HASH);
	w->hash_known = true;
	w->c->out->events++;
}

/* The end that the store remembers for appending must be the end of the rows. */
static void check_end(struct walk *w, struct err *e)
{
	sqlite3_stmt *st = db_stmt(w->c->db, "SELECT seq, hash FROM chain WHERE site = ?");
	int64_t seq = 0;
	bool same = w->seq == 0;

	db_bind(st, "s", w->site);
	if (db_row(w->c->db, st, e)) {
		seq = sqlite3_column_int64(st, 0);
		same = sqlite3_column_bytes(st, 1) == EVENT_HASH &&
		       memcmp(sqlite3_column_blob(st, 1), w->hash, EVENT_HASH) == 0;
		sqlite3_reset(st);
	}
	if (e->code || (seq == w->seq && same))
		return;
	if (seq > w->seq)
		check_bad(w->c, seq - w->seq, _("The end of the log of %s was cut off: row %s.%lld is missing."),
			  w->site, w->site, (long long)w->seq + 1);
	else
		check_bad(w->c, 1, _("The end of the log of %s is not where the store left it."), w->site);
}

/* One slice in one snapshot; *more is false when the end was reached and compared. */
static enum err_code walk_slice(struct walk *w, bool *more, struct err *e)
{
	int n = 0;
	enum err_code rc = db_begin_read(w->c->db, e);

	if (rc)
		return rc;
	sqlite3_stmt *st = db_stmt(w->c->db, "SELECT " EVENT_COLUMNS " FROM event WHERE site = ? AND seq > ?"
					     " ORDER BY seq LIMIT ?");

	db_bind(st, "sid", w->site, w->seq, (int)VERIFY_SLICE);
	while (db_row(w->c->db, st, e)) {
		check_row(w, st);
		n++;
	}
	*more = n == VERIFY_SLICE;
	if (!*more && !e->code)
		check_end(w, e);
	db_end_read(w->c->db);
	return e->code ? e->code : check_step(w->c, n, e);
}

static char *mark_key(struct arena *mem, const char *site)
{
	return arena_printf(mem, "verified:%s", site);
}

static void add_mark(const struct walk *w)
{
	struct chain_mark *m = arena_alloc(w->c->mem, sizeof(*m));
	char hex[2 * EVENT_HASH + 1];

	sodium_bin2hex(hex, sizeof(hex), w->hash, EVENT_HASH);
	m->key = mark_key(w->c->mem, w->site);
	m->value = arena_printf(w->c->mem, "%lld %s", (long long)w->seq, hex);
	m->next = w->c->ends;
	w->c->ends = m;
}

/* Starts at the place last found good, "SEQ HASH" in meta, if its row still has that hash. */
static void start_at_mark(struct walk *w, struct err *e)
{
	struct arena *mem = w->c->mem;
	sqlite3_stmt *st = db_stmt(w->c->db, "SELECT value FROM meta WHERE key = ?");
	uint8_t hash[EVENT_HASH];
	char *hex = NULL;

	db_bind(st, "s", mark_key(mem, w->site));
	int64_t seq = db_row(w->c->db, st, e) ? strtoll(db_text(mem, st, 0), &hex, 10) : 0;

	sqlite3_reset(st);
	if (seq <= 0 || *hex != ' ' || sodium_hex2bin(hash, sizeof(hash), hex + 1, strlen(hex + 1), NULL, NULL,
						      NULL))
		return;
	st = db_stmt(w->c->db, "SELECT id FROM event WHERE site = ? AND seq = ? AND hash = ?");
	db_bind(st, "sib", w->site, seq, (const void *)hash, EVENT_HASH);
	w->id = db_int(w->c->db, st, 0, e);
	if (!w->id) {
		check_bad(w->c, 1, _("Row %s.%lld of the log is not the one that was verified before."),
			  w->site, (long long)seq);
		return;
	}
	w->seq = seq;
	memcpy(w->hash, hash, EVENT_HASH);
	w->c->done += seq;
}

/* The site that keeps this base. */
static bool is_own(struct check *c, const char *site, struct err *e)
{
	sqlite3_stmt *st = db_stmt(c->db, "SELECT 1 FROM meta WHERE key = 'site' AND value = ?");

	db_bind(st, "s", site);
	return db_int(c->db, st, 0, e) != 0;
}

static enum err_code check_site(struct check *c, const char *site, bool quick, struct err *e)
{
	struct walk w = { .c = c, .site = site, .hash_known = true, .foreign = !is_own(c, site, e) };
	bool more = true;
	sqlite3_stmt *st = db_stmt(c->db, "SELECT count(*) FROM event WHERE site = ? AND seq < 1");

	db_bind(st, "s", site);
	int64_t before = db_int(c->db, st, 0, e);

	if (before)
		check_bad(c, before, _("The log of %s has rows before its first one."), site);
	if (quick)
		start_at_mark(&w, e);
	while (more && !e->code)
		if (walk_slice(&w, &more, e))
			break;
	add_mark(&w);
	return e->code;
}

/* The first site, or the one after `last`, in the arena; NULL after the end. */
static const char *next_site(struct check *c, const char *last, struct err *e)
{
	sqlite3_stmt *st = last
		? db_stmt(c->db, "SELECT min(site) FROM (SELECT min(site) AS site FROM event WHERE site > ?1"
				 " UNION ALL SELECT min(site) FROM chain WHERE site > ?1)")
		: db_stmt(c->db, "SELECT min(site) FROM (SELECT min(site) AS site FROM event"
				 " UNION ALL SELECT min(site) FROM chain)");

	if (last)
		db_bind(st, "s", last);
	bool found = db_row(c->db, st, e) && sqlite3_column_type(st, 0) != SQLITE_NULL;
	const char *site = found ? db_text(c->mem, st, 0) : NULL;

	sqlite3_reset(st);
	/* A site with a NUL inside or one that is no text would be found again and again. */
	if (site && last && strcmp(site, last) <= 0) {
		check_bad(c, 1, _("The log has rows of a site that is not written right, beside %s."), last);
		return NULL;
	}
	return site;
}

enum err_code chain_check(struct check *c, bool quick, struct err *e)
{
	for (const char *site = next_site(c, NULL, e); site && !e->code; site = next_site(c, site, e))
		if (check_site(c, site, quick, e))
			break;
	return e->code;
}

enum err_code chain_remember(const struct check *c, struct err *e)
{
	sqlite3_stmt *st = db_stmt(c->db, "INSERT OR REPLACE INTO meta(key, value) VALUES(?,?)");
	enum err_code rc = db_begin(c->db, e);

	if (rc)
		return rc;
	for (const struct chain_mark *m = c->ends; m && !rc; m = m->next) {
		db_bind(st, "ss", m->key, m->value);
		rc = db_run(c->db, st, e);
	}
	return db_end(c->db, rc, e);
}

enum err_code chain_head(struct db *db, const char *site, char out[64], struct err *e)
{
	sqlite3_stmt *st = db_stmt(db, "SELECT seq, hash FROM chain WHERE site = ?");
	uint8_t hash[EVENT_HASH] = { 0 };
	int64_t seq = 0;
	char head[9];

	db_bind(st, "s", site);
	if (db_row(db, st, e)) {
		seq = sqlite3_column_int64(st, 0);
		if (sqlite3_column_bytes(st, 1) == EVENT_HASH)
			memcpy(hash, sqlite3_column_blob(st, 1), EVENT_HASH);
		sqlite3_reset(st);
	}
	event_head(hash, head);
	snprintf(out, 64, "%s %lld %s", site, (long long)seq, head);
	return e->code;
}

int64_t chain_events(struct db *db, struct err *e)
{
	return db_int(db, db_stmt(db, "SELECT coalesce(sum(seq), 0) FROM chain"), 0, e);
}
