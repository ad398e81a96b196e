/* data/store/calls_better.c - see calls_better.h. Neither the number of a call nor when it began is changed here. */
#include "data/store/calls_better.h"

#include <jansson.h>

#include "data/store/calls_erase.h"
#include "data/store/calls_internal.h"
#include "data/store/calls_restored.h"

/* --- the fields ------------------------------------------------------------------------------------------- */

static void fill(const char **field, const char *said)
{
	if (!**field)
		*field = said;
}

/* An archive of accounts counts a queue that answers as a talk, so a queue's own log goes before it; half a log that
 * has only the end of a call does not make an answered one lost. */
static void take_queue(struct call *c, const struct call *said)
{
	if (call_was_talk(c) && !call_was_talk(said))
		return;
	if (*said->queue)
		c->queue = said->queue;
	if (*said->name)
		c->name = said->name;
	c->operator = said->operator;
	c->outcome = said->outcome;
	c->wait_s = said->wait_s;
	c->talk_s = said->talk_s;
}

static void take(struct call *c, const struct call *said)
{
	if (said->teller == CALL_OF_QUEUE)
		take_queue(c, said);
	fill(&c->recording, said->recording);
	fill(&c->name, said->name);
	fill(&c->queue, said->queue);
}

static bool same(const struct call *a, const struct call *b)
{
	return strcmp(a->name, b->name) == 0 && strcmp(a->queue, b->queue) == 0 &&
	       strcmp(a->operator, b->operator) == 0 && strcmp(a->recording, b->recording) == 0 &&
	       a->outcome == b->outcome && a->wait_s == b->wait_s && a->talk_s == b->talk_s;
}

/* --- what was erased -------------------------------------------------------------------------------------- */

struct erased {
	int64_t key;
	bool it;
};

static bool look_for_key(void *ctx, const struct event *ev)
{
	struct erased *x = ctx;
	json_t *body = strcmp(ev->kind, CALLS_REDACTED) == 0 ? json_loads(ev->body, 0, NULL) : NULL, *key;
	size_t i;

	json_array_foreach(json_object_get(body, "calls"), i, key)
		x->it |= json_integer_value(key) == x->key;
	json_decref(body);
	return true;
}

static bool was_erased(struct bettering *b, int64_t batch, int64_t key, struct arena *mem, struct err *e)
{
	struct erased x = { .key = key };
	const char *subject = arena_printf(mem, "%s.%lld", b->s->site, (long long)batch);

	return batch && (log_each(b->s, subject, look_for_key, &x, e) || x.it);
}

/* --- the row ---------------------------------------------------------------------------------------------- */

static enum err_code begin_batch(struct bettering *b, int64_t batch, struct arena *mem, struct err *e)
{
	int64_t rows;

	if (batch == b->batch || calls_better_end(b, e) || !batch)
		return e->code;
	b->batch = batch;
	return calls_check(b->s, arena_printf(mem, "%s.%lld", b->s->site, (long long)batch), &b->good, &rows, e);
}

static enum err_code write_row(struct store *s, const struct call *was, const struct call *c, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "UPDATE call SET name = ?, outcome = ?, queue = ?, operator = ?, wait_s = ?,"
					   " talk_s = ?, recording = ? WHERE id = ?");

	db_bind(st, "sdssiisi", c->name, c->outcome, c->queue, c->operator, c->wait_s, c->talk_s, c->recording, c->key);
	return db_run(&s->db, st, e) ? e->code : calls_reword(s, was, c, e);
}

static bool place_of(struct store *s, const char *id, int64_t *key, int64_t *batch, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT id, batch FROM call WHERE uid = ?");

	db_bind(st, "s", id);
	if (!db_row(&s->db, st, e))
		return false;
	*key = sqlite3_column_int64(st, 0);
	*batch = sqlite3_column_int64(st, 1);
	sqlite3_reset(st);
	return true;
}

static enum err_code better(struct bettering *b, const struct call *given, bool *changed, struct arena *mem,
			    struct err *e)
{
	struct call said = *given, was, c;
	int64_t key, batch, num;

	if (!place_of(b->s, given->id, &key, &batch, e) || call_erase_late(b->s, &said, e) ||
	    !call_read_bare(b->s, key, mem, &was, &num, e))
		return e->code;
	c = was;
	take(&c, &said);
	if (same(&was, &c) || was_erased(b, batch, key, mem, e) || begin_batch(b, batch, mem, e))
		return e->code;
	*changed = true;
	return write_row(b->s, &was, &c, e);
}

enum err_code call_better(struct bettering *b, const struct call *said, bool *changed, struct err *e)
{
	struct arena mem = { 0 };

	*changed = false;
	if (said->teller != CALL_OF_NOBODY)
		better(b, said, changed, &mem, e);
	arena_free(&mem);
	return e->code;
}

enum err_code calls_better_end(struct bettering *b, struct err *e)
{
	struct arena mem = { 0 };
	struct event ev = { .kind = CALLS_RECOUNTED, .at = b->s->clock->now_ms(b->s->clock->ctx) };
	bool right, changed = b->batch && b->good;
	int64_t rows;
	char hex[65];

	ev.subject = arena_printf(&mem, "%s.%lld", b->s->site, (long long)b->batch);
	if (changed && !calls_check(b->s, ev.subject, &right, &rows, e) &&
	    !calls_digest_now(b->s, ev.subject, hex, e)) {
		json_t *body = json_pack("{sI ss}", "count", (json_int_t)rows, "digest", hex);

		(void)!log_append(b->s, &ev, body, b->who, &mem, e);
		json_decref(body);
	}
	b->batch = 0;
	arena_free(&mem);
	return e->code;
}
