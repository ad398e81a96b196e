/* tests/unit/t_sync_title.c - what the title line says of the exchange with the centre, and the words of its faults. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "data/link/http.h"
#include "data/link/sync_fault.h"
#include "tui/sync_title.h"

enum { S = 1000, MIN = 60 * S };
static const int64_t now = 1795237813211;

#define HOUR (60 * (int64_t)MIN)
#define AGO(ms) (1795237813211 - (int64_t)(ms))

static void test_titles(void **state)
{
	static const struct {
		struct sync_state st;
		const char *full;
		bool bad;
	} cases[] = {
		{ { .configured = false, .last = 9 }, "", false },
		{ { .configured = true, .last = 9, .acked = 9, .exchanged = AGO(20 * S) }, "  exchange: 0 min ago", false },
		{ { .configured = true, .last = 9, .acked = 9, .exchanged = AGO(6 * MIN) }, "  exchange: 6 min ago", true },
		{ { .configured = true, .last = 9, .acked = 9 }, "  no exchange yet", true },
		{ { .configured = true, .last = 9, .acked = 5, .oldest = AGO(30 * S), .exchanged = AGO(S) },
		  "  exchange: 0 min ago", false },
		{ { .configured = true, .last = 9, .acked = 5, .oldest = AGO(2 * MIN), .exchanged = AGO(S) },
		  "  not sent: 4 (2 min)", true },
		{ { .configured = true, .last = 9, .acked = 5, .oldest = AGO(S), .fault = "away" },
		  "  not sent: 4 (0 min), no connection", true },
		{ { .configured = true, .last = 9, .acked = 5, .oldest = AGO(47 * HOUR), .fault = "clock", .value = 9 },
		  "  not sent: 4 (47 h), clock", true },
		{ { .configured = true, .last = 9, .acked = 5, .oldest = AGO(49 * HOUR), .fault = "token" },
		  "  not sent: 4 (2 d), token", true },
		{ { .configured = true, .last = 9, .acked = 9, .fault = "certificate" }, "  exchange: certificate", true },
		{ { .configured = true, .last = 9, .acked = 9, .fault = "of_a_newer_one" }, "  exchange: a strange answer", true },
		{ { .configured = true, .last = 9, .acked = 9, .restored = true, .fault = "away" },
		  "  from a backup: changes nothing yet", true },
	};
	struct arena mem = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct sync_title t = sync_title(&cases[i].st, now, &mem);

		assert_string_equal(t.full, cases[i].full);
		assert_int_equal(t.bad, cases[i].bad);
		assert_true(!t.bad || (*t.brief && strlen(t.brief) <= strlen(t.full)));
	}
	arena_free(&mem);
}

static void test_faults(void **state)
{
	struct arena mem = { 0 };

	(void)state;
	for (int f = 0; f < SYNC_FAULT_COUNT; f++) {
		const char *word = sync_fault_word((enum sync_fault)f);
		const char *sentence = sync_fault_say(&mem, (enum sync_fault)f, 421);

		assert_int_equal(sync_fault_of(word), f);
		assert_true(strlen(word) <= SYNC_WORD);
		assert_null(strchr(sentence, '%'));
	}
	assert_non_null(strstr(sync_fault_say(&mem, SYNC_CLOCK, 421), "421 seconds"));
	arena_free(&mem);
}

static void test_addresses(void **state)
{
	static const struct {
		const char *url;
		bool good;
	} cases[] = {
		{ "https://sync.example.org", true }, { "https://sync.example.org:8443", true }, { "https://[::1]:8443", true },
		{ "http://sync.example.org", false }, { "https://", false }, { "https://a/b", false }, { "https://u@a", false },
		{ "https://a b", false }, { "file:///etc/passwd", false }, { "", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct err e = { 0 };

		assert_int_equal(http_check_url(cases[i].url, &e) == ERR_OK, cases[i].good);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_titles),
		cmocka_unit_test(test_faults),
		cmocka_unit_test(test_addresses),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
