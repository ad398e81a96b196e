/* data/store/log.c - appending to the log and reading it back (design.md 5). The only writer of the
 * tables event and chain. */
#include "core/fold.h"
#include "core/i18n.h"
#include "data/store/log_kept.h"
#include "data/store/store_internal.h"

static enum err_code chain_end(struct store *s, struct log_end *end, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT seq, hash FROM chain WHERE site = ?");

	*end = (struct log_end){ .known = true };
	db_bind(st, "s", s->site);
	if (db_row(&s->db, st, e)) {
		end->seq = sqlite3_column_int64(st, 0);
		if (sqlite3_column_bytes(st, 1) == EVENT_HASH)
			memcpy(end->hash, sqlite3_column_blob(st, 1), EVENT_HASH);
		sqlite3_reset(st);
	}
	if (e->code)
		return e->code;
	end->hlc = db_int(&s->db, db_stmt(&s->db, "SELECT max(hlc) FROM chain"), 0, e);
	return e->code;
}

static enum err_code write_end(struct store *s, const struct log_end *end, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db,
		"INSERT INTO chain(site, seq, hlc, hash) VALUES(?,?,?,?) ON CONFLICT(site)"
		" DO UPDATE SET seq = excluded.seq, hlc = excluded.hlc, hash = excluded.hash");

	db_bind(st, "siib", s->site, end->seq, end->hlc, (const void *)end->hash, EVENT_HASH);
	return db_run(&s->db, st, e);
}

static enum err_code insert_event(struct store *s, struct event *ev, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db,
		"INSERT INTO event(site, seq, v, hlc, at, actor, subject, kind, body, body_hash, hash)"
		" VALUES(?,?,?,?,?,?,?,?,?,?,?)");

	db_bind(st, "siiiissssbb", ev->site, ev->seq, ev->v, ev->hlc, ev->at, ev->actor, ev->subject,
		ev->kind, ev->body, (const void *)ev->body_hash, EVENT_HASH, (const void *)ev->hash,
		EVENT_HASH);
	if (db_run(&s->db, st, e))
		return e->code;
	ev->id = sqlite3_last_insert_rowid(s->db.h);
	return ERR_OK;
}

/* A base from a backup does not know what it wrote later: under those numbers it would write another log. Looked up
 * each time: another process of the site finds it out, and fetches the events. */
static enum err_code refuse_restored(struct store *s, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT value FROM meta WHERE key = 'sync_restored'");

	if (db_int(&s->db, st, 0, e) == 0 || e->code)
		return e->code;
	return err_set(e, ERR_REFUSED, "%s",
		       _("The database came from a backup, and what was written after it is still at the centre. Nothing "
			 "was saved: first «pult sync --once» fetches it."));
}

/* Behind the end of the log, which becomes that of the event. */
static enum err_code append_behind(struct store *s, struct log_end *end, struct event *ev, struct arena *mem,
				   struct err *e)
{
	ev->seq = end->seq + 1;
	ev->hlc = hlc_next(end->hlc, ev->at);
	if (!ev->subject)
		ev->subject = arena_printf(mem, "%s.%lld", s->site, (long long)ev->seq);
	bool redacts = strcmp(ev->kind, plain_kind(EV_REDACTED)) == 0;

	if (strlen(ev->body) > (size_t)(redacts ? EVENT_BODY_MAX : EVENT_MADE_MAX))
		return err_set(e, ERR_INVALID, "%s", _("This is too much for one record of the log, which holds some 960 KB. "
						       "Nothing was changed: divide it."));
	event_chain_hash(end->hash, ev, ev->hash);
	end->seq = ev->seq;
	end->hlc = ev->hlc;
	memcpy(end->hash, ev->hash, EVENT_HASH);
	return insert_event(s, ev, e);
}

enum err_code log_append_made(struct store *s, struct event *ev, const struct actor *who, struct arena *mem,
			      struct err *e)
{
	struct log_end now = { .known = false }, *end = s->log_end ? s->log_end : &now;

	ev->site = s->site;
	ev->v = EVENT_VERSION;
	ev->actor = who->login;
	if (!end->known && (refuse_restored(s, e) || chain_end(s, end, e)))
		return e->code;
	if (append_behind(s, end, ev, mem, e))
		return e->code;
	return s->log_end ? ERR_OK : write_end(s, end, e);
}

void log_later(struct store *s, struct log_end *end)
{
	s->log_end = end;
}

enum err_code log_settle(struct store *s, struct err *e)
{
	bool written = s->log_end && s->log_end->known;

	if (!written)
		return ERR_OK;
	s->log_end->known = false;
	return write_end(s, s->log_end, e);
}

enum err_code log_append(struct store *s, struct event *ev, const json_t *body, const struct actor *who,
			 struct arena *mem, struct err *e)
{
	char *text = json_dumps(body, JSON_COMPACT);

	if (!text)
		return err_set(e, ERR_BUG, "%s", "an event's body cannot be written as JSON");
	ev->body = arena_strdup(mem, text);
	free(text);
	event_body_hash(ev->body, ev->body_hash);
	return log_append_made(s, ev, who, mem, e);
}

enum err_code log_keep(struct store *s, const struct event *ev, bool *is_new, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db,
		"INSERT OR IGNORE INTO event(site, seq, v, hlc, at, actor, subject, kind, body, body_hash, hash)"
		" VALUES(?,?,?,?,?,?,?,?,?,?,?)");

	db_bind(st, "siiiissssbb", ev->site, ev->seq, ev->v, ev->hlc, ev->at, ev->actor, ev->subject, ev->kind, ev->body,
		(const void *)ev->body_hash, EVENT_HASH, (const void *)ev->hash, EVENT_HASH);
	if (db_run(&s->db, st, e))
		return e->code;
	*is_new = sqlite3_changes(s->db.h) > 0;
	return ERR_OK;
}

enum err_code log_kept_to(struct store *s, const struct event *ev, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "INSERT INTO chain(site, seq, hlc, hash) VALUES(?,?,?,?) ON CONFLICT(site)"
			     " DO UPDATE SET seq = excluded.seq, hlc = max(hlc, excluded.hlc), hash = excluded.hash"
			     " WHERE excluded.seq > seq");
	db_bind(st, "siib", ev->site, ev->seq, ev->hlc, (const void *)ev->hash, EVENT_HASH);
	return db_run(&s->db, st, e);
}

static const char *column(sqlite3_stmt *st, int col)
{
	const char *t = (const char *)sqlite3_column_text(st, col);

	return t ? t : "";
}

static void column_hash(sqlite3_stmt *st, int col, uint8_t out[EVENT_HASH])
{
	memset(out, 0, EVENT_HASH);
	if (sqlite3_column_bytes(st, col) == EVENT_HASH)
		memcpy(out, sqlite3_column_blob(st, col), EVENT_HASH);
}

void log_read_row(sqlite3_stmt *st, struct event *ev)
{
	*ev = (struct event){
		.id = sqlite3_column_int64(st, 0), .site = column(st, 1),
		.seq = sqlite3_column_int64(st, 2), .v = sqlite3_column_int64(st, 3),
		.hlc = sqlite3_column_int64(st, 4), .at = sqlite3_column_int64(st, 5),
		.actor = column(st, 6), .subject = column(st, 7), .kind = column(st, 8),
		.body = column(st, 9),
	};
	column_hash(st, 10, ev->body_hash);
	column_hash(st, 11, ev->hash);
}

enum err_code log_each(struct store *s, const char *subject,
		       bool (*each)(void *ctx, const struct event *ev), void *ctx, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT " EVENT_COLUMNS " FROM event WHERE subject = ?"
					   " ORDER BY hlc, site");
	struct log_kept kept = { .list = NULL };
	struct event ev;

	db_bind(st, "s", subject);
	while (db_row(&s->db, st, e)) {
		log_read_row(st, &ev);
		if (log_kept_body(s, &kept, &ev, e) || !each(ctx, &ev))
			break;
	}
	sqlite3_reset(st);
	log_kept_free(&kept);
	return e->code;
}

enum err_code log_note(struct store *s, const char *kind, const json_t *body, const struct actor *who,
		       struct err *e)
{
	struct arena mem = { 0 };
	struct event ev = { .kind = kind, .at = s->clock->now_ms(s->clock->ctx) };
	enum err_code rc = db_begin(&s->db, e);

	if (rc)
		return rc;
	rc = log_append(s, &ev, body, who, &mem, e);
	rc = db_end(&s->db, rc, e);
	arena_free(&mem);
	return rc;
}
