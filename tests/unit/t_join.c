/* tests/unit/t_join.c - core/join.h: the way of a child to its parent as a picture, and who may be joined. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/join.h"

/* The child's next act by the parent's state: registered dispatched in_work done rework closed forwarded
 * rejected withdrawn. d dispatch, r recall, a accept, D done, n not ours; '.': stays. */
static const char *const want[STATE_COUNT] = {
	[ST_REGISTERED] = ".dddd....",
	[ST_DISPATCHED] = "r.aD.....",
	[ST_IN_WORK] = "nn.D.....",
	[ST_DONE] = ".........",
	[ST_REWORK] = "..aD.....",
	[ST_CLOSED] = ".........",
	[ST_FORWARDED] = ".........",
	[ST_REJECTED] = ".........",
	[ST_WITHDRAWN] = ".........",
};

static const char letters[ACT_COUNT] = { [ACT_DISPATCH] = 'd', [ACT_RECALL] = 'r', [ACT_ACCEPT] = 'a',
	[ACT_DONE] = 'D', [ACT_RETURN] = 'n' };

static struct question question_in(int state)
{
	struct question q;

	question_init(&q);
	q.k = 1;
	q.service = "VODA";
	q.state = vocab_wire(&vocab_state, state);
	return q;
}

static void test_ways(void **state)
{
	(void)state;
	for (int c = 0; c < STATE_COUNT; c++) {
		char got[STATE_COUNT + 1] = { 0 };

		for (int p = 0; p < STATE_COUNT; p++) {
			struct question child = question_in(c), parent = question_in(p);
			int act = join_next(&child, &parent);

			got[p] = act < 0 ? '.' : letters[act];
			/* every step is a move of the table */
			assert_true(act < 0 || move_target((enum appeal_state)c, (enum act)act) >= 0);
		}
		assert_string_equal(got, want[c]);
	}
}

/* Whatever the states, a child that makes the moves asked of it comes to rest. */
static void test_no_circles(void **state)
{
	(void)state;
	for (int c = 0; c < STATE_COUNT; c++)
		for (int p = 0; p < STATE_COUNT; p++) {
			struct question child = question_in(c), parent = question_in(p);
			int steps = 0, act;

			child.service = "TEPLO";
			for (; (act = join_next(&child, &parent)) >= 0; steps++) {
				assert_true(steps < 6);
				int to = move_target(question_state(&child), (enum act)act);

				child.state = vocab_wire(&vocab_state, to);
				if (act == ACT_DISPATCH)
					child.service = parent.service;
			}
		}
}

static void test_another_executor(void **state)
{
	struct question child = question_in(ST_DISPATCHED), parent = question_in(ST_DISPATCHED);

	(void)state;
	parent.service = "TEPLO";
	assert_int_equal(join_next(&child, &parent), ACT_DISPATCH);
	parent = question_in(ST_REGISTERED);
	parent.service = "TEPLO";
	assert_int_equal(join_next(&child, &parent), ACT_RECALL);
}

/* The child of VODA by the state of its parent of TEPLO: 'e' its order ends. */
static void test_order_ends(void **state)
{
	static const char *const ends[STATE_COUNT] = {
		[ST_REGISTERED] = ".....", [ST_DISPATCHED] = "eeeee", [ST_IN_WORK] = "ee...", [ST_REWORK] = ".....",
	};

	(void)state;
	for (int c = 0; c < STATE_COUNT; c++)
		for (int p = ST_REGISTERED; ends[c] && p <= ST_REWORK; p++) {
			struct question child = question_in(c), parent = question_in(p);

			parent.service = "TEPLO";
			assert_int_equal(join_ends_order(&child, &parent), ends[c][p] == 'e');
			parent.service = child.service; /* with one executor only what is not passed yet ends it */
			assert_int_equal(join_ends_order(&child, &parent),
					 ends[c][p] == 'e' && (p == ST_REGISTERED || c == ST_IN_WORK));
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ways),
		cmocka_unit_test(test_no_circles),
		cmocka_unit_test(test_another_executor),
		cmocka_unit_test(test_order_ends),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
