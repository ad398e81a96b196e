/* t_calls_restored - the journal of calls of a base that came from a backup: whatever came one by one or by an import
 * before and after it, each row belongs to the batch that had counted it; and counting anew is nobody's waiting. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <fcntl.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "data/store/backup.h"
#include "data/store/calls.h"
#include "data/store/calls_restored.h"
#include "data/store/sync_state.h"
#include "merge_base.h"
#include "tests/lib/random.h"

static const int64_t began = 1795237813211; /* 21.11.2026 */
enum { SECOND = 1000, MINUTE = 60 * SECOND, STEPS = 30, ROWS_MAX = 8 };

struct play {
	struct city c;
	uint64_t random;
	int64_t now;
	int calls;
	bool older; /* events of a program that did not say how calls came */
};

static unsigned pick(struct play *p, unsigned n) { return random_below(&p->random, n); }

static int64_t play_now(const void *ctx)
{
	return *(const int64_t *)ctx;
}

/* Calls of the last hours: one that ends now, or an import of some. */
static void add_calls(struct play *p)
{
	struct base *b = p->c.sites[0];
	bool live = pick(p, 3) > 0;
	int n = live ? 1 : 1 + (int)pick(p, ROWS_MAX);
	struct call rows[ROWS_MAX];
	struct calls_added did;
	struct clock_ops clock = *store_clock(b->s);
	const struct clock_ops *was = b->s->clock;

	clock.now_ms = play_now;
	clock.ctx = &p->now;
	b->s->clock = &clock;
	for (int i = 0; i < n; i++) {
		call_init(&rows[i]);
		rows[i].id = arena_printf(&b->mem, "a.%d", p->calls++);
		rows[i].raw = "0671234567";
		rows[i].at = p->now - (live ? pick(p, 5) * MINUTE : pick(p, 120) * MINUTE);
	}
	base_want(b, ERR_OK, calls_append(b->s, rows, n, live ? CALLS_LIVE : CALLS_BATCH, &test_owner, &did, &b->e));
	b->s->clock = was;
	p->now += (1 + pick(p, 30)) * MINUTE;
}

/* Which batch each call belongs to, by its name. */
static json_t *batches(struct base *b)
{
	sqlite3_stmt *st = db_stmt(&b->s->db, "SELECT uid, batch FROM call");
	json_t *all = json_object();

	while (db_row(&b->s->db, st, &b->e))
		json_object_set_new(all, (const char *)sqlite3_column_text(st, 0),
				    json_integer(sqlite3_column_int64(st, 1)));
	return all;
}

/* The events behind seq as an older program has written them. */
static void make_older(struct city *c, int64_t seq)
{
	uint8_t last[EVENT_HASH] = { 0 };

	for (int i = 0; i < c->count; i++) {
		struct event *ev = &c->all[i];

		if (ev->seq > seq && strcmp(ev->kind, "calls") == 0) {
			json_t *body = json_loads(ev->body, 0, NULL);

			json_object_del(body, "live");
			char *text = json_dumps(body, JSON_COMPACT);

			ev->body = arena_strdup(&c->mem, text);
			free(text);
			json_decref(body);
		}
		if (ev->seq > seq) {
			event_body_hash(ev->body, ev->body_hash);
			event_chain_hash(last, ev, ev->hash);
		}
		memcpy(last, ev->hash, EVENT_HASH);
	}
}

static void restore(struct play *p, const char *backup, int64_t seq)
{
	struct base *b = p->c.sites[0];
	const char *again = base_file(b, "again.db");
	struct merge_report r;

	city_send(&p->c, 0, 1000);
	if (p->older)
		make_older(&p->c, seq);
	store_close(b->s);
	b->s = NULL;
	base_want(b, ERR_OK, store_restore(backup, again, 0, &b->e));
	base_want(b, ERR_OK, store_open(again, &b->s, &b->e));
	base_want(b, ERR_OK, merge_own(b->s, p->c.all, p->c.count, &r, &b->e));
	base_want(b, ERR_OK, sync_state_whole(b->s, &b->e));
}

/* What the event did not say can only be open still: no row is ever another batch's. */
static void belong_as_before(struct play *p, const json_t *before, uint64_t seed)
{
	json_t *now = batches(p->c.sites[0]), *one;
	const char *id;

	json_object_foreach(now, id, one) {
		int64_t is = json_integer_value(one), was = json_integer_value(json_object_get(before, id));

		if (is != was && !(p->older && is == 0))
			fail_msg("seed %llu%s: call %s was of batch %lld, is of %lld", (unsigned long long)seed,
				 p->older ? ", older events" : "", id, (long long)was, (long long)is);
	}
	json_decref(now);
}

static void run(uint64_t seed, bool older)
{
	struct play p = { .random = seed, .now = began, .older = older };
	struct backup_report copy;
	struct verify_report v;
	int backup_at = 1 + (int)pick(&p, STEPS - 1);
	int64_t seq = 0;

	city_make(&p.c, 1);
	struct base *b = p.c.sites[0];
	const char *file = base_file(b, "copy");

	base_sql(b->path, "INSERT INTO meta(key, value) VALUES('set.central', 'https://centre.example')");
	for (int i = 0; i < STEPS; i++) {
		if (i == backup_at) {
			base_want(b, ERR_OK, store_backup(b->s, file, NULL, &test_owner, &copy, &b->e));
			seq = db_int(&b->s->db, db_stmt(&b->s->db, "SELECT seq FROM chain"), 0, &b->e);
		}
		add_calls(&p);
	}
	json_t *before = batches(b);

	restore(&p, file, seq);
	belong_as_before(&p, before, seed);
	base_want(b, ERR_OK, store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &v, &b->e));
	add_calls(&p);
	base_want(b, ERR_OK, store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &v, &b->e));
	json_decref(before);
	city_free(&p.c);
}

static void calls_stay_in_their_batches(void **state)
{
	enum { SEEDS = 10 };
	const char *more = getenv("PULT_TEST_SEEDS");

	(void)state;
	for (uint64_t seed = 1; seed <= SEEDS + (more ? strtoull(more, NULL, 10) : 0); seed++) {
		run(seed, false);
		run(seed, true);
	}
}

/* --- many batches to be counted anew ----------------------------------------------------------------------- */

enum { MANY = 600, PATH_BYTES = 128 };

/* A base whose backup has none of many imports; their events are here again, and nothing is counted yet. */
static void lose_imports(struct play *p)
{
	struct base *b = p->c.sites[0];
	struct backup_report copy;
	struct calls_added did;
	struct merge_report r;
	const char *file = base_file(b, "copy"), *again = base_file(b, "again.db");

	base_sql(b->path, "INSERT INTO meta(key, value) VALUES('set.central', 'https://centre.example')");
	base_want(b, ERR_OK, store_backup(b->s, file, NULL, &test_owner, &copy, &b->e));
	for (int i = 0; i < MANY; i++) {
		struct call c;

		call_init(&c);
		c.raw = "0671234567";
		c.at = began + i * MINUTE;
		base_want(b, ERR_OK, calls_append(b->s, &c, 1, CALLS_BATCH, &test_owner, &did, &b->e));
	}
	city_send(&p->c, 0, 2 * MANY);
	store_close(b->s);
	b->s = NULL;
	base_want(b, ERR_OK, store_restore(file, again, 0, &b->e));
	base_want(b, ERR_OK, store_open(again, &b->s, &b->e));
	for (int i = 0; i < p->c.count; i += MERGE_BATCH)
		base_want(b, ERR_OK, merge_own(b->s, p->c.all + i,
					       p->c.count - i < MERGE_BATCH ? p->c.count - i : MERGE_BATCH, &r, &b->e));
}

static int64_t recounted(struct base *b)
{
	return db_int(&b->s->db, db_stmt(&b->s->db, "SELECT count(*) FROM event WHERE kind = 'calls_recounted'"), 0, &b->e);
}

static void whole(struct base *b)
{
	base_want(b, ERR_OK, db_begin(&b->s->db, &b->e));
	base_want(b, ERR_OK, db_end(&b->s->db, store_meta_set(b->s, "sync_restored", "0", &b->e), &b->e));
}

/* Killed after a slice: what is done stays, the rest is done by the next one, each batch once. */
static void counting_anew_goes_on_after_a_kill(void **state)
{
	struct play p = { .now = began };
	struct verify_report v;
	int64_t first;

	(void)state;
	city_make(&p.c, 1);
	lose_imports(&p);
	struct base *b = p.c.sites[0];

	assert_false(calls_recount_idle(b->s)); /* not before all is here */
	assert_int_equal(recounted(b), 0);
	whole(b);
	assert_true(calls_recount_idle(b->s));
	first = recounted(b);
	assert_in_range(first, 1, MANY / 2);
	store_close(b->s);
	base_want(b, ERR_OK, store_open(base_file(b, "again.db"), &b->s, &b->e));
	assert_true(calls_recount_idle(b->s));
	assert_in_range(recounted(b), first + 1, MANY - 1);
	base_want(b, ERR_OK, store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &v, &b->e));
	assert_int_equal(recounted(b), MANY);
	assert_false(calls_recount_idle(b->s));
	city_free(&p.c);
}

/* Another process that writes all the time, until `stop` is closed. SQLite must not be taken along by fork(). */
static pid_t busy_writer(int *go, int *stop)
{
	int path[2], end[2];
	char file[PATH_BYTES], none;
	struct store *s;
	struct err e = { 0 };

	assert_int_equal(pipe2(path, O_CLOEXEC), 0);
	assert_int_equal(pipe2(end, O_CLOEXEC | O_NONBLOCK), 0);
	pid_t pid = fork();

	assert_true(pid >= 0);
	*go = path[1];
	*stop = end[1];
	if (pid) {
		close(path[0]);
		close(end[0]);
		return pid;
	}
	close(end[1]);
	if (read(path[0], file, sizeof(file)) != sizeof(file) || store_open(file, &s, &e))
		_exit(99);
	while (read(end[0], &none, 1) < 0)
		if (store_set_setting(s, "url", "перше", &test_owner, &e) || store_set_setting(s, "url", "друге", &test_owner, &e))
			_exit(98);
	_exit(0);
}

/* Whoever registers meanwhile waits for a slice, not for all of them. */
static void counting_anew_lets_others_write(void **state)
{
	struct play p = { .now = began };
	char file[PATH_BYTES] = "";
	int status, go, stop;
	pid_t writer = busy_writer(&go, &stop);

	(void)state;
	city_make(&p.c, 1);
	lose_imports(&p);
	struct base *b = p.c.sites[0];
	sqlite3_stmt *st;

	whole(b);
	snprintf(file, sizeof(file), "%s", base_file(b, "again.db"));
	assert_int_equal(write(go, file, sizeof(file)), sizeof(file));
	do
		st = db_stmt(&b->s->db, "SELECT count(*) FROM event WHERE kind = 'setting'");
	while (!db_int(&b->s->db, st, 0, &b->e));
	base_want(b, ERR_OK, calls_recount(b->s, &b->e));
	close(stop);
	assert_int_equal(waitpid(writer, &status, 0), writer);
	assert_int_equal(status, 0);
	close(go);
	assert_int_equal(recounted(b), MANY);
	st = db_stmt(&b->s->db, "SELECT count(*) FROM event WHERE kind = 'setting' AND"
				" seq > (SELECT min(seq) FROM event WHERE kind = 'calls_recounted') AND"
				" seq < (SELECT max(seq) FROM event WHERE kind = 'calls_recounted')");
	assert_in_range(db_int(&b->s->db, st, 0, &b->e), 5, 1000000);
	city_free(&p.c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(counting_anew_lets_others_write), cmocka_unit_test(counting_anew_goes_on_after_a_kill),
		cmocka_unit_test(calls_stay_in_their_batches),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
