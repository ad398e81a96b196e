/* data/store/calls.c - adding calls to the journal, and the events that keep their digests. See calls.h. */
#include "data/store/calls.h"

#include <sodium.h>

#include "core/i18n.h"
#include "core/phone.h"
#include "core/text.h"
#include "data/store/bell.h"
#include "data/store/calls_better.h"
#include "data/store/calls_erase.h"
#include "data/store/calls_internal.h"
#include "data/store/phone_index.h"
#include "data/store/search_index.h"

enum { HOUR_S = 3600 };

/* --- the digest -------------------------------------------------------------------------------- */

static void hash_bytes(crypto_generichash_state *st, const void *p, size_t len)
{
	uint8_t n[8];

	for (int i = 7; i >= 0; i--)
		n[i] = (uint8_t)((uint64_t)len >> (8 * (7 - i)));
	crypto_generichash_update(st, n, sizeof(n));
	if (len)
		crypto_generichash_update(st, p, len);
}

/* Numbers as text: NULL and 0 differ, and so do a number and nothing. */
static void hash_row(crypto_generichash_state *st, sqlite3_stmt *row)
{
	for (int i = 0; i < sqlite3_column_count(row); i++) {
		const void *text = sqlite3_column_text(row, i);

		hash_bytes(st, text, (size_t)sqlite3_column_bytes(row, i));
	}
}

enum err_code calls_digest(struct db *db, int64_t batch, int64_t from, int64_t to, int64_t *count,
			   char hex[65], struct err *e)
{
	sqlite3_stmt *row = db_stmt(db, "SELECT id, uid, at, num, raw, name, direction, outcome, queue, operator,"
					" wait_s, talk_s, recording FROM call WHERE id >= ?2 AND id <= ?3"
					" AND batch = ?1 ORDER BY id");
	crypto_generichash_state st;
	uint8_t hash[EVENT_HASH];

	*count = 0;
	crypto_generichash_init(&st, NULL, 0, sizeof(hash));
	db_bind(row, "iii", batch, from, to);
	for (; db_row(db, row, e); (*count)++)
		hash_row(&st, row);
	crypto_generichash_final(&st, hash, sizeof(hash));
	sodium_bin2hex(hex, 65, hash, sizeof(hash));
	return e->code;
}

/* --- one transaction --------------------------------------------------------------------------- */

struct adding {
	struct store *s;
	const struct actor *who;
	struct arena mem;
	int64_t now;         /* UTC ms */
	int64_t batch;       /* of the rows: seq of the event to come, or 0 */
	int64_t first, last; /* keys of the rows of a piece; first 0: it has none yet, last is that of the one before */
	struct calls_added did;
	const struct call *known[CALLS_PIECE]; /* of a piece: looked at when its rows have their event */
	int known_n;
	struct phone_later later; /* not yet written */
};

/* seq of the event that will be appended next. */
static int64_t next_seq(struct store *s, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT seq FROM chain WHERE site = ?");

	db_bind(st, "s", s->site);
	return 1 + db_int(&s->db, st, 0, e);
}

/* The event of the rows of `batch`, which is its own seq. Whether they had come one by one is said for a base that
 * comes from a backup (calls_restored.h). */
static enum err_code append_event(struct adding *a, int64_t batch, int64_t from, int64_t to, struct err *e)
{
	struct event ev = { .kind = CALLS_EVENT, .at = a->now };
	int64_t count;
	char hex[65];

	if (calls_digest(&a->s->db, batch, from, to, &count, hex, e))
		return e->code;
	json_t *body = json_pack("{sI sI sI ss sb}", "count", (json_int_t)count, "from", (json_int_t)from,
				 "to", (json_int_t)to, "digest", hex, "live", !a->batch);
	enum err_code rc = log_append(a->s, &ev, body, a->who, &a->mem, e);

	json_decref(body);
	return rc;
}

/* The event of all that came one by one, when the oldest of them is `age` seconds old. */
static enum err_code close_hour(struct adding *a, int64_t age, struct err *e)
{
	struct db *db = &a->s->db;
	sqlite3_stmt *st = db_stmt(db, "SELECT min(id), max(id) FROM call WHERE batch = 0");
	int64_t from = 0, to = 0, seq = next_seq(a->s, e);

	if (db_row(db, st, e)) {
		from = sqlite3_column_int64(st, 0);
		to = sqlite3_column_int64(st, 1);
		sqlite3_reset(st);
	}
	if (e->code || !to || from > a->now / 1000 - age)
		return e->code;
	st = db_stmt(db, "UPDATE call SET batch = ? WHERE batch = 0");
	db_bind(st, "i", seq);
	return db_run(db, st, e) ? e->code : append_event(a, seq, from, to, e);
}

enum err_code calls_close_hour(struct store *s, const struct actor *who, struct err *e)
{
	struct adding a = { .s = s, .who = who, .now = s->clock->now_ms(s->clock->ctx) };
	enum err_code rc = close_hour(&a, INT64_MIN / 2, e);

	arena_free(&a.mem);
	return rc;
}

/* The second of the call, or the next one that is free. Rows come sorted by time. */
static int64_t free_key(struct adding *a, int64_t at, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&a->s->db, "SELECT 1 FROM call WHERE id = ?");
	int64_t key = at / 1000 > a->last ? at / 1000 : a->last + 1;

	do
		db_bind(st, "i", key++);
	while (db_int(&a->s->db, st, 0, e) && !e->code);
	return key - 1;
}

static bool is_known(struct store *s, const char *id, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT 1 FROM call WHERE uid = ?");

	if (!*id)
		return false;
	db_bind(st, "s", id);
	return db_int(&s->db, st, 0, e) != 0;
}

static int64_t number_of(const struct call *c)
{
	struct phone p;

	if (*c->phone)
		return phone_number_of(c->phone);
	return phone_parse(c->raw, &phone_plan_lviv, &p) == PHONE_GOOD ? phone_number_of(p.e164) : 0;
}

static enum err_code write_words(struct store *s, sqlite3_stmt *st, const struct call *c, struct err *e)
{
	struct arena mem = { 0 };

	db_bind(st, "is", c->key, arena_printf(&mem, "%s %s %s", text_fold(&mem, c->name),
			search_tag(&mem, TAG_OPERATOR, c->operator),
			search_tag(&mem, TAG_OUTCOME, vocab_wire(&vocab_call_outcome, c->outcome))));
	enum err_code rc = db_run(&s->db, st, e);

	arena_free(&mem);
	return rc;
}

static enum err_code add_words(struct store *s, const struct call *c, struct err *e)
{
	return write_words(s, db_stmt(&s->db, "INSERT INTO call_text(rowid, words) VALUES(?,?)"), c, e);
}

enum err_code calls_reword(struct store *s, const struct call *was, const struct call *now, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "INSERT INTO call_text(call_text, rowid, words) VALUES('delete',?,?)");

	return write_words(s, st, was, e) ? e->code : add_words(s, now, e);
}

static enum err_code insert(struct adding *a, const struct call *c, int64_t num, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&a->s->db, "INSERT INTO call(id, uid, at, num, raw, name, direction, outcome,"
			" queue, operator, wait_s, talk_s, recording, batch)"
			" VALUES(?,?,?,nullif(?,0),?,?,?,?,?,?,?,?,?,?)");

	db_bind(st, "isiissddssiisi", c->key, *c->id ? c->id : NULL, c->at, num, c->raw, c->name, c->direction,
		c->outcome, c->queue, c->operator, c->wait_s, c->talk_s, c->recording, a->batch);
	return db_run(&a->s->db, st, e);
}

static enum err_code add_one(struct adding *a, const struct call *given, struct err *e)
{
	if (is_known(a->s, given->id, e) || e->code) {
		a->known[a->known_n++] = given;
		return e->code;
	}
	struct call c = *given;

	c.key = free_key(a, c.at, e);
	if (e->code || call_erase_late(a->s, &c, e))
		return e->code;
	int64_t num = number_of(&c);

	if (insert(a, &c, num, e) || add_words(a->s, &c, e))
		return e->code;
	a->first = a->first ? a->first : c.key;
	a->last = c.key;
	a->did.added++;
	return num ? phone_index_add(&a->s->db, &phones_of_calls, c.key, num, "", &a->later, e) : ERR_OK;
}

/* What this log knows better of calls that were there. */
static enum err_code better_known(struct adding *a, struct err *e)
{
	struct bettering b = { .s = a->s, .who = a->who };
	bool changed;

	for (int i = 0; i < a->known_n && !call_better(&b, a->known[i], &changed, e); i++) {
		a->did.changed += changed;
		a->did.known += !changed;
	}
	return e->code ? e->code : calls_better_end(&b, e);
}

/* Rows of one event. */
static enum err_code add_piece(struct adding *a, const struct call *const *rows, int n, enum calls_kind kind,
			       struct err *e)
{
	a->batch = kind == CALLS_LIVE ? 0 : next_seq(a->s, e);
	a->first = 0;
	a->known_n = 0;
	for (int i = 0; i < n && !e->code; i++)
		if (add_one(a, rows[i], e))
			break;
	if (!e->code && a->batch && a->first)
		append_event(a, a->batch, a->first, a->last, e);
	if (!e->code)
		better_known(a, e);
	arena_free(&a->mem);
	return e->code;
}

/* Piece by piece, as long as nobody waits for the turn. Returns how many rows it took. */
static int add_some(struct adding *a, const struct call *const *rows, int n, enum calls_kind kind, struct err *e)
{
	int done = 0;
	struct calls_added before = a->did;
	enum err_code rc = db_begin(&a->s->db, e);

	if (rc)
		return 0;
	if (kind == CALLS_LIVE)
		rc = close_hour(a, HOUR_S, e);
	while (!rc && done < n && (!done || !db_wanted(&a->s->db))) {
		int piece = n - done < CALLS_PIECE ? n - done : CALLS_PIECE;

		rc = add_piece(a, rows + done, piece, kind, e);
		done += piece;
	}
	if (!rc)
		rc = phone_later_write(&a->s->db, &phones_of_calls, &a->later, e);
	if (!rc && a->did.added > before.added)
		rc = search_make_room(a->s, SEARCH_CALLS, e);
	if (db_end(&a->s->db, rc, e))
		a->did = before;
	return done;
}

static int by_time(const void *x, const void *y)
{
	const struct call *const *a = x, *const *b = y;

	if ((*a)->at != (*b)->at)
		return (*a)->at < (*b)->at ? -1 : 1;
	return *a < *b ? -1 : *a > *b; /* as they came */
}

/* Sorted by time, so that keys and the search index are appended to. */
static enum err_code check_and_sort(const struct call *rows, int n, const struct call **sorted, struct err *e)
{
	for (int i = 0; i < n; i++) {
		if (call_check(&rows[i], e))
			return e->code;
		sorted[i] = &rows[i];
	}
	if (n)
		qsort(sorted, (size_t)n, sizeof(*sorted), by_time);
	return ERR_OK;
}

enum err_code calls_append(struct store *s, const struct call *rows, int n, enum calls_kind kind,
			   const struct actor *who, struct calls_added *out, struct err *e)
{
	struct adding a = { .s = s, .who = who, .now = s->clock->now_ms(s->clock->ctx) };
	const struct call **sorted = calloc((size_t)n + 1, sizeof(*sorted));
	enum err_code rc = sorted ? check_and_sort(rows, n, sorted, e)
				  : err_set(e, ERR_FAILED, "%s", _("Out of memory."));

	for (int at = 0; !rc && at < n; rc = e->code)
		at += add_some(&a, sorted + at, n - at, kind, e);
	arena_free(&a.mem);
	phone_later_free(&a.later);
	free(sorted);
	if (rc)
		return rc;
	*out = a.did;
	bell_ring(s);
	return ERR_OK;
}

/* --- listening ---------------------------------------------------------------------------------- */

enum err_code call_played(struct store *s, const struct call *c, enum listen_reason why,
			  const struct actor *who, struct err *e)
{
	if (call_may_listen(c, who, e))
		return e->code;
	json_t *body = json_pack("{ss ss}", "call", c->id, "why", vocab_wire(&vocab_listen_reason, (int)why));
	enum err_code rc = log_note(s, "played", body, who, e);

	json_decref(body);
	return rc;
}

int64_t calls_cursor(struct store *s)
{
	struct err e = { 0 };

	/* The b-tree's last row, and those that came one by one: a long call is not the newest when it ends.
	 * Others make an event, which is seen too. */
	return db_int(&s->db, db_stmt(&s->db, "SELECT ifnull((SELECT max(id) FROM call), 0) +"
					      " (SELECT count(*) FROM call WHERE batch = 0)"), 0, &e);
}
