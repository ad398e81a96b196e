/* tests/unit/t_report_chart.c - charts of text: never wider than the room, every part seen, nothing
 * drawn of nothing. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "core/report_chart.h"
#include "core/text.h"
#include "tests/lib/kyiv.h"

static const struct clock_ops kyiv_clock = KYIV_CLOCK;
static const struct report_column columns[] = {
	{ "hour", "Hour", CELL_TEXT, 0, NULL }, { "all", "All", CELL_COUNT, 0, NULL }, { "a", "Aaa", CELL_COUNT, 0, NULL },
	{ "b", "Bbb", CELL_COUNT, 0, NULL }, { "c", "Ccc", CELL_COUNT, 0, NULL },
};

/* A table of n rows; row i has i * step of the first part and one of the others. */
static struct report_table *make(struct report *r, int n, int64_t step)
{
	struct report_table *t = report_add(r, "t", "Title", columns, COUNT(columns));

	t->first_bar = 2;
	t->bars = 3;
	for (int i = 0; i < n; i++) {
		struct report_cell *row = report_row(r, t);

		row[0].text = arena_printf(r->mem, "%02d", i % 24);
		row[2].n = i * step;
		row[3].n = row[4].n = step > 0;
	}
	return t;
}

static void test_room(void **state)
{
	static const int rows[] = { 1, 2, 7, 24, 25, 48, 100 }, cols[] = { 12, 30, 79, 80, 131, 200 };
	static const int64_t steps[] = { 1, 50, 1000000 };

	(void)state;
	for (size_t i = 0; i < COUNT(rows) * COUNT(cols) * COUNT(steps); i++) {
		struct arena mem = { 0 };
		struct report r = { .mem = &mem };
		int room = cols[i / COUNT(rows) % COUNT(cols)], lines = 0;
		struct report_table *t = make(&r, rows[i % COUNT(rows)], steps[i / COUNT(rows) / COUNT(cols)]);
		const char *s = report_chart(t, room, &kyiv_clock, &mem);

		for (; *s; lines++) {
			size_t n = strcspn(s, "\n");

			assert_in_range(text_width(arena_strndup(&mem, s, n)), 0, room);
			s += n + 1;
		}
		assert_int_equal(lines, 10);
		arena_free(&mem);
	}
}

static void test_parts(void **state)
{
	struct arena mem = { 0 };
	struct report r = { .mem = &mem };
	struct report_table *t = make(&r, 3, 0);

	(void)state;
	assert_string_equal(report_chart(t, 80, &kyiv_clock, &mem), "");
	t->cells[2].n = 98;
	t->cells[3].n = 1; /* one of a hundred is seen all the same */
	t->cells[4].n = 1;
	t->cells[COUNT(columns) + 3].n = 50;
	assert_string_equal(report_chart(t, 9, &kyiv_clock, &mem),
			    "Title, at\n100 ·\n    ▒\n    █\n    █\n 50 █ ▒\n    █ ▒\n    █ ▒\n    █ ▒\n    00\n");
	t->bars = 0;
	assert_string_equal(report_chart(t, 80, &kyiv_clock, &mem), "");
	arena_free(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_room), cmocka_unit_test(test_parts) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
