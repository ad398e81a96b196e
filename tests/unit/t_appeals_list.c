/* t_appeals_list - tui/appeals_list: how the columns of the list of appeals share the width. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/text.h"
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
		int cols, when, state, until, name, what, service; /* 0: not shown */
	} rows[] = {
		{ 60, 5, 9, 5, 0, 22, 0 },
		{ 64, 5, 9, 5, 0, 26, 0 },   /* beside a card at 120 */
		{ 72, 5, 9, 5, 12, 21, 0 },  /* beside a card at 132 */
		{ 80, 5, 9, 5, 12, 29, 0 },  /* the design size: people are looked for by their surnames */
		{ 89, 5, 9, 5, 12, 38, 0 },
		{ 93, 5, 9, 5, 12, 42, 0 },
		{ 110, 11, 9, 5, 16, 49, 0 },
		{ 132, 11, 9, 5, 16, 52, 18 },
		{ 200, 11, 23, 5, 28, 78, 34 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct appeals_columns t;

		appeals_columns(rows[i].cols, 11, &t);
		if (t.cols[COL_WHEN] != rows[i].when || t.cols[COL_STATE] != rows[i].state ||
		    t.cols[COL_UNTIL] != rows[i].until || t.cols[COL_NAME] != rows[i].name ||
		    t.cols[COL_WHAT] != rows[i].what ||
		    t.cols[COL_SERVICE] != rows[i].service)
			fail_msg("%d columns: %d %d %d %d %d %d", rows[i].cols, t.cols[COL_WHEN], t.cols[COL_STATE],
				 t.cols[COL_UNTIL], t.cols[COL_NAME], t.cols[COL_WHAT], t.cols[COL_SERVICE]);
	}
}

static void a_short_state_fits(void **state)
{
	(void)state;
	for (int i = 0; i < STATE_COUNT; i++) {
		assert_true(text_width(appeals_state((enum appeal_state)i, 9)) <= 9);
		assert_string_equal(appeals_state((enum appeal_state)i, 40), vocab_label(&vocab_state, i));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(columns_never_overlap),
		cmocka_unit_test(what_is_shown_at_a_width),
		cmocka_unit_test(a_short_state_fits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
