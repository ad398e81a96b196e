/* t_sync_refused - data/link/sync: how long a lane waits after an answer that asks for a pause (pult-sync(7)). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "data/link/sync_inner.h"

static void a_pause_has_two_ends(void **state)
{
	static const struct {
		long status;
		int64_t retry_s, wait_s;
	} cases[] = {
		{ 503, 5, 5 }, { 503, 1, 1 }, { 503, 0, 1 }, { 429, 0, 1 }, { 429, 599, 599 },
		{ 503, 600, 600 }, { 503, 601, 600 }, { 429, 86400, 600 },
		{ 503, 999999999999999, 600 }, { 401, 86400, 600 }, { 401, -1, 60 },
		{ 400, 0, 60 }, { 401, 0, 60 }, { 403, 1, 60 }, { 404, 59, 60 }, { 403, 61, 61 }, { 400, 601, 600 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct sync y = { .now = 7000 };
		const struct http_answer a = { .status = cases[i].status, .retry_s = cases[i].retry_s };

		assert_true(lane_refused(&y, &y.push, &a));
		assert_int_equal(y.push.again_ms, 7000 + cases[i].wait_s * 1000);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pause_has_two_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
