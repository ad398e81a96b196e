/* t_find_page - data/store/find: pages from the end upwards and counts in slices are the list itself, whatever its
 * rows' distances in time. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "data/store/find.h"
#include "data/store/store_internal.h"
#include "tests/unit/search_base.h"

enum { ROWS = 900 };

/* Busy hours, quiet nights, a gap of years. */
static void fill(struct base *b)
{
	struct err e = { 0 };
	int64_t at = b->s->clock->now_ms(b->s->clock->ctx) - INT64_C(5) * 366 * 86400000;

	assert_int_equal(db_begin(&b->s->db, &e), ERR_OK);
	for (int i = 0; i < ROWS; i++) {
		struct sample d = sample_init();

		at += (int64_t)(i == ROWS / 3 ? 3 * 366 * 86400 : i % 50 == 0 ? 40000 : 1 + base_roll(b, 30)) * 1000;
		d.a.registered = at;
		d.q.text = base_roll(b, 3) ? "яма на дорозі" : "ліхтар";
		d.q.state = base_roll(b, 40) ? "closed" : "in_work";
		d.a.operator = base_roll(b, 100) ? "olena" : "rare";
		base_add(b, &d);
	}
	assert_int_equal(db_end(&b->s->db, ERR_OK, &e), ERR_OK);
}

static const char *const lines[] = { "", "яма", "ліхтар", "яма стан:закрито", "на-контролі", "оператор:rare",
	"оператор:rare ліхтар", "ліхтар стан:в-роботі", "яма стан:відкликано", "0671", "немає такого", "zvf", "до:01.01.2022", "від:01.01.2026", "від:01.01.2022 ліхтар", "дата:01.01.2026" };

static void pages_from_the_end(void **state)
{
	struct base *b = base_new(state);

	fill(b);
	for (size_t i = 0; i < COUNT(lines); i++) {
		for (int limit = 1; limit < 60; limit += 19) {
			struct found_list all = base_find(b, &(struct find_query){ .text = lines[i] });
			struct find_query q = { .text = lines[i], .limit = limit };
			struct found_list page = { .more = true };
			struct err e = { 0 };
			int below = all.n;

			while (page.more) {
				assert_int_equal(find_newer(b->s, &q, &base_owner, &b->mem, &page, &e), ERR_OK);
				assert_true(page.n >= limit || page.n == below);
				assert_true(page.n <= 4 * limit);
				below -= page.n;
				for (int k = 0; k < page.n; k++)
					assert_int_equal(page.rows[k].id, all.rows[below + k].id);
				q.after = page.n ? page.rows[0].id : 0;
				assert_int_equal(page.more, below > 0);
			}
			assert_int_equal(below, 0);
			arena_free(&b->mem);
		}
	}
}

static void count_in_slices(struct base *b, const char *line)
{
	int want = base_find(b, &(struct find_query){ .text = line }).n, n = 0;
	struct find_query q = { .text = line, .look = 7 };
	struct found_list l = { .more = true };

	while (l.more) {
		l = base_find(b, &q);
		assert_true(l.n <= q.look);
		assert_null(l.rows);
		n += l.n;
		q.before = l.last;
	}
	assert_int_equal(n, want);
}

static void counts_in_slices(void **state)
{
	struct base *b = base_new(state);
	struct err e = { 0 };
	char line[32];

	fill(b);
	for (size_t i = 0; i < COUNT(lines); i++)
		count_in_slices(b, lines[i]);
	/* A border with rows on both sides, the next ones within a day. */
	int64_t first = db_int(&b->s->db, db_stmt(&b->s->db, "SELECT min(id) FROM question"), 0, &e);
	struct civil day = civil_at(b->s->clock, (first + 86400) * 1000);

	snprintf(line, sizeof(line), "до:%02d.%02d.%04d", day.day, day.month, day.year);
	count_in_slices(b, line);
	snprintf(line, sizeof(line), "від:%02d.%02d.%04d", day.day, day.month, day.year);
	count_in_slices(b, line);
}

static void an_empty_base(void **state)
{
	struct base *b = base_new(state);
	struct find_query q = { .text = "", .limit = 5 };
	struct found_list page;
	struct err e = { 0 };

	assert_int_equal(find_newer(b->s, &q, &base_owner, &b->mem, &page, &e), ERR_OK);
	assert_int_equal(page.n, 0);
	assert_false(page.more);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(pages_from_the_end, base_drop),
		cmocka_unit_test_teardown(counts_in_slices, base_drop),
		cmocka_unit_test_teardown(an_empty_base, base_drop),
	};

	return cmocka_run_group_tests(tests, base_environment, NULL);
}
