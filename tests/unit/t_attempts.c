/* t_attempts - core/attempts: how long a guesser waits, as a story told minute by minute. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/attempts.h"
#include "core/err.h"

#define MINUTE INT64_C(60000)
#define START (INT64_C(1573137060) * 1000)

/* One wrong try after another, each as soon as it is allowed: the waits in minutes. */
static void check_waits(enum attempts_kind k, int free)
{
	static const int64_t waits[] = { 1, 2, 4, 8, 16, 32, 60, 60, 60 };
	struct attempts t = { 0 };
	int64_t now = START;

	assert_int_equal(attempts_free(k), free);
	for (int i = 1; i < free; i++) {
		attempts_count(k, &t, now++);
		assert_int_equal(attempts_wait_ms(k, &t, now), 0);
	}
	for (size_t i = 0; i < COUNT(waits); i++) {
		attempts_count(k, &t, now);
		assert_int_equal(attempts_wait_ms(k, &t, now), waits[i] * MINUTE);
		assert_int_equal(attempts_wait_ms(k, &t, now + 1), waits[i] * MINUTE - 1);
		now += waits[i] * MINUTE;
		assert_int_equal(attempts_wait_ms(k, &t, now - 1), 1);
		assert_int_equal(attempts_wait_ms(k, &t, now), 0);
	}
}

static void waits_grow(void **state)
{
	(void)state;
	check_waits(ATTEMPTS_PIN_APPEAL, 5);
	check_waits(ATTEMPTS_PIN_SOURCE, 20);
	check_waits(ATTEMPTS_LOGIN, 5);
}

static void nothing_wrong_no_wait(void **state)
{
	struct attempts t = { 0 };

	(void)state;
	for (int k = 0; k < ATTEMPTS_KIND_COUNT; k++)
		assert_int_equal(attempts_wait_ms((enum attempts_kind)k, &t, START), 0);
}

/* `before` wrong tries in a moment, one more after `minutes`: how many are counted then. */
static void what_is_forgotten(void **state)
{
	static const struct {
		enum attempts_kind kind;
		int before;
		int64_t minutes;
		int want;
	} rows[] = {
		{ ATTEMPTS_PIN_APPEAL, 4, 14, 5 },
		{ ATTEMPTS_PIN_APPEAL, 4, 23 * 60, 5 },
		{ ATTEMPTS_PIN_APPEAL, 4, 24 * 60, 1 },
		{ ATTEMPTS_PIN_APPEAL, 5, 15, 6 }, /* locked once: a new quarter is no new start */
		{ ATTEMPTS_PIN_APPEAL, 5, 24 * 60, 6 },
		{ ATTEMPTS_PIN_APPEAL, 5, 24 * 60 + 1, 1 },
		{ ATTEMPTS_PIN_SOURCE, 19, 14, 20 },
		{ ATTEMPTS_PIN_SOURCE, 19, 15, 1 },
		{ ATTEMPTS_PIN_SOURCE, 20, 60, 21 },
		{ ATTEMPTS_PIN_SOURCE, 20, 61, 1 },
		{ ATTEMPTS_LOGIN, 4, 23 * 60, 5 },
		{ ATTEMPTS_LOGIN, 4, 24 * 60, 1 },
		{ ATTEMPTS_LOGIN, 5, 24 * 60, 6 },
		{ ATTEMPTS_LOGIN, 11, 24 * 60 + 59, 12 },
		{ ATTEMPTS_LOGIN, 11, 25 * 60, 1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct attempts t = { 0 };

		for (int n = 0; n < rows[i].before; n++)
			attempts_count(rows[i].kind, &t, START);
		attempts_count(rows[i].kind, &t, START + rows[i].minutes * MINUTE);
		assert_int_equal(t.wrong, rows[i].want);
		assert_int_equal(t.last_ms, START + rows[i].minutes * MINUTE);
		assert_int_equal(t.first_ms, t.wrong == 1 ? t.last_ms : START);
	}
}

/* How many PINs of one appeal, of a million, a guesser tries in a year who makes `burst` tries and
 * then pauses: none of the patient ones may do better than who tries whenever he may. */
static void guessing_for_a_year(void **state)
{
	static const struct {
		int burst;
		int64_t pause_min;
	} rows[] = { { 1, 0 },   { 4, 15 },      { 4, 60 },          { 5, 15 },
		     { 5, 75 },  { 4, 24 * 60 }, { 5, 24 * 60 + 1 }, { 8, 24 * 60 + 8 } };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct attempts t = { 0 };
		int64_t now = START, end = START + 365 * 24 * 60 * MINUTE;
		int tries = 0;

		while (now < end) {
			for (int n = 0; n < rows[i].burst; n++, tries++) {
				attempts_count(ATTEMPTS_PIN_APPEAL, &t, now);
				now += attempts_wait_ms(ATTEMPTS_PIN_APPEAL, &t, now);
			}
			now += rows[i].pause_min * MINUTE;
		}
		assert_in_range(tries, 1, 10000);
	}
}

static void a_clock_set_back(void **state)
{
	struct attempts t = { 0 };

	(void)state;
	for (int i = 0; i < 5; i++)
		attempts_count(ATTEMPTS_LOGIN, &t, START);
	/* A day back: the wait is what it is, not a day. */
	assert_int_equal(attempts_wait_ms(ATTEMPTS_LOGIN, &t, START - 24 * 60 * MINUTE), MINUTE);
	attempts_count(ATTEMPTS_LOGIN, &t, START - 60 * MINUTE);
	assert_int_equal(t.wrong, 6);
}

static void a_full_counter(void **state)
{
	struct attempts t = { .wrong = INT32_MAX, .first_ms = START, .last_ms = START };

	(void)state;
	attempts_count(ATTEMPTS_LOGIN, &t, START);
	assert_int_equal(t.wrong, INT32_MAX);
	assert_int_equal(attempts_wait_ms(ATTEMPTS_LOGIN, &t, START), 60 * MINUTE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(waits_grow),
		cmocka_unit_test(nothing_wrong_no_wait),
		cmocka_unit_test(what_is_forgotten),
		cmocka_unit_test(guessing_for_a_year),
		cmocka_unit_test(a_clock_set_back),
		cmocka_unit_test(a_full_counter),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
