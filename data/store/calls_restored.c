/* data/store/calls_restored.c - see calls_restored.h. The row calls_claimed of meta is the seq of the oldest batch that
 * came back and is not counted anew yet. */
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

static enum err_code recount(struct store *s, int64_t seq, struct err *e)
{
	static const struct actor sync = { .login = "os:sync", .name = "", .service = "", .os = true };
	struct event ev = { .kind = CALLS_RECOUNTED, .at = s->clock->now_ms(s->clock->ctx) };
	struct arena mem = { 0 };
	json_t *body = NULL;
	int64_t rows;
	char hex[65];
	bool good;

	ev.subject = arena_printf(&mem, "%s.%lld", s->site, (long long)seq);
	if (!calls_check(s, ev.subject, &good, &rows, e) && !good && !calls_digest_now(s, ev.subject, hex, e)) {
		body = json_pack("{sI ss}", "count", (json_int_t)rows, "digest", hex);
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

enum err_code calls_recount(struct store *s, struct err *e)
{
	int64_t seq = marked(s, e);

	if (e->code || !seq)
		return e->code;
	while (!e->code && (seq = next_batch(s, seq, e)) != 0)
		if (recount(s, seq++, e))
			break;
	return e->code ? e->code : set_mark(s, 0, e);
}
