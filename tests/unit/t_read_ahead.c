/* t_read_ahead - data/store/read_ahead: pieces in order, a bounded number of them, an end at any moment. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "data/store/read_ahead.h"

enum { NUMBERS = 7 }; /* in a piece */

/* Counts up to `to`, then says so, or fails. */
struct source {
	atomic_int filled;
	int to;
	bool fails;
};

static void count_up(void *ctx, struct ahead_piece *p)
{
	struct source *s = ctx;
	int from = atomic_fetch_add(&s->filled, 1) * NUMBERS, *items = arena_alloc(&p->mem, NUMBERS * sizeof(*items));

	for (p->n = 0; p->n < NUMBERS && from + p->n < s->to; p->n++)
		items[p->n] = from + p->n;
	p->items = items;
	p->last = p->n < NUMBERS;
	if (p->last && s->fails)
		err_set(&p->e, ERR_FAILED, "%s", "the disk");
}

static void in_order(void **state)
{
	static const int sizes[] = { 0, 1, NUMBERS - 1, NUMBERS, NUMBERS * AHEAD_PIECES, 5000 };

	(void)state;
	for (size_t i = 0; i < COUNT(sizes) * 2; i++) {
		struct source s = { .to = sizes[i / 2], .fails = i % 2 };
		struct read_ahead *a = read_ahead_start(count_up, &s);
		const struct ahead_piece *p;
		int next = 0;

		do {
			p = read_ahead_next(a);
			for (int k = 0; k < p->n; k++)
				assert_int_equal(((const int *)p->items)[k], next++);
		} while (!p->last);
		assert_int_equal(next, s.to);
		assert_int_equal(p->e.code, s.fails ? ERR_FAILED : ERR_OK);
		read_ahead_stop(a);
	}
}

/* However slow who takes them is; stopped in the middle, before the first piece and behind the last. */
static void bounded(void **state)
{
	static const int taken[] = { 0, 1, 2, 40, 1000 };

	(void)state;
	for (size_t i = 0; i < COUNT(taken); i++) {
		struct source s = { .to = 1000 * NUMBERS - 1 };
		struct read_ahead *a = read_ahead_start(count_up, &s);

		for (int n = 1; n <= taken[i]; n++) {
			read_ahead_next(a);
			assert_in_range(atomic_load(&s.filled), n, n - 1 + AHEAD_PIECES);
		}
		read_ahead_stop(a);
		assert_in_range(atomic_load(&s.filled), taken[i], taken[i] + AHEAD_PIECES);
	}
	read_ahead_stop(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(in_order),
		cmocka_unit_test(bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
