/* t_appeals_list - tui/appeals_list: how the columns of the list of appeals share the width. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tui/appeals_list.h"

/* Whatever the width and the numbers, columns stand in order, do not touch and end inside. */
static void columns_never_overlap(void **state)
{
	(void)state;
	for (int cols = 60; cols <= 300; cols++) {
		for (int number = 0; number <= 30; number++) {
			struct appeals_columns t;
			int end = 0;

			appeals_columns(cols, number, &t);
			for (int i = 0; i < COL_COUNT; i++) {
				if (!t.cols[i])
					continue;
				assert_true(t.cols[i] > 0);
				assert_true(t.x[i] >= end + (i > COL_PRIORITY));
				end = t.x[i] + t.cols[i];
			}
			assert_int_equal(end, cols);
		}
	}
}

static void what_is_shown_at_a_width(void **state)
{
	static const struct {
		int cols;
		bool name, service;
		int state, what;
	} rows[] = {
		{ 60, false, false, 13, 18 }, /* the list beside a card at 120 is no narrower than 64 */
		{ 64, false, false, 13, 22 },
		{ 80, true, false, 13, 23 },  /* the design size */
		{ 110, true, true, 13, 32 },
		{ 132, true, true, 23, 40 },
		{ 200, true, true, 23, 84 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct appeals_columns t;

		appeals_columns(rows[i].cols, 11, &t);
		assert_int_equal(t.cols[COL_NAME] > 0, rows[i].name);
		assert_int_equal(t.cols[COL_SERVICE] > 0, rows[i].service);
		assert_int_equal(t.cols[COL_STATE], rows[i].state);
		assert_int_equal(t.cols[COL_WHAT], rows[i].what);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_never_overlap),
		cmocka_unit_test(what_is_shown_at_a_width),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
