/* data/store/calls_restored.c - see calls_restored.h. The row calls_claimed of meta is the seq of the oldest batch that
 * came back and is not counted anew yet; it goes on with each slice, so that whoever comes next goes on from there. */
#include "data/store/calls_restored.h"

#include <jansson.h>

#include "core/json_text.h"
#include "data/store/calls_internal.h"

static const char mark[] = "calls_claimed";

static int64_t marked(struct store *s, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT CAST(value AS INTEGER) FROM meta WHERE key = ?");

	db_bind(st, "s", mark);
	return db_int(&s->db, st, 0, e);
}

static enum err_code set_mark(struct store *s, int64_t seq, struct err *e)
{
	char text[24];

	snprintf(text, sizeof(text), "%lld", (long long)seq);
	return store_meta_set(s, mark, text, e);
}

static bool is_open(struct store *s, int64_t key, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT 1 FROM call WHERE id = ? AND batch = 0");

	db_bind(st, "i", key);
	return db_int(&s->db, st, 0, e) != 0;
}

/* Whether an event speaks for calls that came one by one: only they waited for it. Older programs did not say so. Rows
 * of an import come with their event, so the first of them is not here, and what is open is not what it has counted. */
static bool was_live(struct store *s, const json_t *body, int64_t from, int64_t to, struct err *e)
{
	const json_t *live = json_object_get(body, "live");
	int64_t count;
	char hex[65];

	if (live || is_open(s, from, e) || calls_digest(&s->db, 0, from, to, &count, hex, e))
		return json_is_true(live) || (!live && !e->code);
	return strcmp(json_text(body, "digest"), hex) == 0;
}

/* What was imported has its batch from the beginning; what came one by one waits for the event of its hour. */
enum err_code calls_claim(struct store *s, const struct event *ev, struct err *e)
{
	json_t *body = json_loads(ev->body, 0, NULL);
	int64_t from = json_integer_value(json_object_get(body, "from"));
	int64_t to = json_integer_value(json_object_get(body, "to"));
	int64_t seq = marked(s, e);
	bool live = was_live(s, body, from, to, e);
	sqlite3_stmt *st = db_stmt(&s->db, "UPDATE call SET batch = ? WHERE batch = 0 AND id BETWEEN ? AND ?");

	json_decref(body);
	db_bind(st, "iii", ev->seq, from, to);
	if (e->code || (live && db_run(&s->db, st, e)))
		return e->code;
	return seq && seq <= ev->seq ? ERR_OK : set_mark(s, ev->seq, e);
}

enum err_code calls_claim_again(struct store *s, const struct event *ev, struct err *e)
{
	const char *dot = strrchr(ev->subject, '.');
	int64_t batch = dot ? strtoll(dot + 1, NULL, 10) : 0, seq = marked(s, e);

	return e->code || !batch || (seq && seq <= batch) ? e->code : set_mark(s, batch, e);
}

static enum err_code recount(struct store *s, int64_t seq, int64_t *rows, struct err *e)
{
	static const struct actor sync = { .login = "os:sync", .name = "", .service = "", .os = true };
	struct event ev = { .kind = CALLS_RECOUNTED, .at = s->clock->now_ms(s->clock->ctx) };
	struct arena mem = { 0 };
	json_t *body = NULL;
	char hex[65];
	bool good;

	ev.subject = arena_printf(&mem, "%s.%lld", s->site, (long long)seq);
	if (!calls_check(s, ev.subject, &good, rows, e) && !good && !calls_digest_now(s, ev.subject, hex, e)) {
		body = json_pack("{sI ss}", "count", (json_int_t)*rows, "digest", hex);
		(void)!log_append(s, &ev, body, &sync, &mem, e);
	}
	json_decref(body);
	arena_free(&mem);
	return e->code;
}

/* The next batch from seq on; 0: none. */
static int64_t next_batch(struct store *s, int64_t seq, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT seq FROM event WHERE site = ? AND seq >= ? AND kind = '" CALLS_EVENT
					   "' ORDER BY seq LIMIT 1");

	db_bind(st, "si", s->site, seq);
	return db_int(&s->db, st, 0, e);
}

/* Some batches, in some 10 ms and only as long as nobody else wants to write. *more: there are others. */
static enum err_code slice(struct store *s, bool *more, struct err *e)
{
	enum { BATCHES = 50, ROWS = 2000 };
	int64_t seq = marked(s, e), rows, all = 0;
	int n = 0;

	*more = false;
	if (e->code || !seq)
		return e->code;
	for (; (seq = next_batch(s, seq, e)) != 0 && !e->code; seq++) {
		*more = n && (n == BATCHES || all >= ROWS || db_wanted(&s->db));
		if (*more || recount(s, seq, &rows, e))
			break;
		all += rows;
		n++;
	}
	return e->code ? e->code : set_mark(s, seq, e);
}

/* What waits, and may be counted: not before the log is whole. */
static bool waits(struct store *s, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT count(*) FROM meta WHERE key = 'sync_restored' AND value <> '0'");

	return marked(s, e) && !db_int(&s->db, st, 0, e) && !e->code;
}

enum err_code calls_recount(struct store *s, struct err *e)
{
	bool more = waits(s, e);

	while (more && !e->code && !db_begin(&s->db, e))
		(void)!db_end(&s->db, slice(s, &more, e), e);
	return e->code;
}

bool calls_recount_idle(struct store *s)
{
	struct err e = { 0 };
	bool more = false;

	if (!waits(s, &e) || !db_try_begin(&s->db))
		return false;
	return db_end(&s->db, slice(s, &more, &e), &e) == ERR_OK && more;
}
