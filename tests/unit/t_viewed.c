/* t_viewed - viewings of personal data: noted once, written once a minute, never waiting for the writers'
 * turn while the screen is in use. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "data/store/lock.h"
#include "data/store/store_internal.h"
#include "data/store/viewed.h"
#include "store_base.h"

static const char count[] = "SELECT count(*) FROM event WHERE kind = 'viewed'";

static int64_t mono_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int64_t now = INT64_C(1794088799000);
static int64_t test_now(const void *ctx) { (void)ctx; return now; }

static void a_busy_turn_is_not_waited_for(void **state)
{
	struct base *b = *state;
	struct registered r = base_register(b, "Немає води");
	struct clock_ops *clock = arena_alloc(&b->mem, sizeof(*clock));
	struct lock *turn;

	*clock = *store_clock(b->s);
	clock->now_ms = test_now;
	b->s->clock = clock;
	base_want(b, ERR_OK, lock_open(b->path, &turn, &b->e));
	viewed_add(b->s, &r.appeal);
	now += 61000;
	base_want(b, ERR_OK, lock_take(turn, &b->e));
	int64_t from = mono_ms();

	base_want(b, ERR_OK, viewed_flush(b->s, &test_owner, false, &b->e));
	assert_true(mono_ms() - from < 1000);
	assert_int_equal(base_int(b->path, count), 0);
	lock_give(turn);
	base_want(b, ERR_OK, viewed_flush(b->s, &test_owner, false, &b->e)); /* the next tick */
	assert_int_equal(base_int(b->path, count), 1);
	base_want(b, ERR_OK, viewed_flush(b->s, &test_owner, true, &b->e));
	assert_int_equal(base_int(b->path, count), 1);
	lock_close(turn);
}

/* A program of others (sqlite3) knows no turns. */
static void a_foreign_writer_is_not_waited_for(void **state)
{
	struct base *b = *state;
	sqlite3 *h;

	assert_int_equal(sqlite3_open(b->path, &h), SQLITE_OK);
	assert_int_equal(sqlite3_exec(h, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
	int64_t from = mono_ms();

	assert_false(db_try_begin(&b->s->db));
	assert_true(mono_ms() - from < 1000);
	sqlite3_close(h);
	assert_true(db_try_begin(&b->s->db)); /* and the turn was given back */
	base_want(b, ERR_OK, db_end(&b->s->db, ERR_OK, &b->e));
}

static void rows_are_noted_by_their_numbers(void **state)
{
	struct base *b = *state;
	struct registered one = base_register(b, "Немає води"), two = base_register(b, "Немає світла");

	viewed_add_number(b->s, one.appeal.number);
	viewed_add_number(b->s, two.appeal.number);
	viewed_add(b->s, &one.appeal);
	viewed_add_number(b->s, "ГЛ-777/26");
	base_want(b, ERR_OK, viewed_flush(b->s, &test_owner, true, &b->e));
	assert_int_equal(base_int(b->path, "SELECT json_array_length(body, '$.subjects') FROM event"
					   " WHERE kind = 'viewed'"), 2);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, base_setup, base_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_busy_turn_is_not_waited_for),
		TEST(a_foreign_writer_is_not_waited_for),
		TEST(rows_are_noted_by_their_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
