/* t_merge_settle - a conflict that two supervisors settle while they are apart: the first settlement counts, and what
 * followed the move of the other one, also at what is joined, is taken back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "merge_moves.h"

/* A move of the second site that could not be applied, and that can be now. */
static const char *conflicting(struct city *c, enum act act)
{
	struct base *a = c->sites[0], *b = c->sites[1];
	const char *number = base_register(a, "тече кран").appeal.number;

	city_settle(c);
	base_want(a, ERR_OK, move(a, number, ACT_DISPATCH, "VODA"));
	base_want(a, ERR_OK, move(a, number, ACT_ACCEPT, ""));
	goes_ahead(b);
	base_want(b, ERR_OK, move(b, number, act, "GAZ"));
	city_settle(c);
	goes_ahead(a);
	base_want(a, ERR_OK, move(a, number, ACT_RETURN, "TEPLO"));
	city_settle(c);
	return number;
}

/* Events of the history that are told not to have counted. */
static int refused(struct base *b, const char *number)
{
	struct appeal a = appeal_at(b, number);
	struct history h;
	int n = 0;

	base_want(b, ERR_OK, appeal_history(b->s, &a, &b->mem, &h, &b->e));
	for (int i = 0; i < h.n; i++)
		n += h.rows[i].refused;
	return n;
}

static void of_two_settlements_the_first_counts(void **state)
{
	/* how the two settle it, one after the other; the executor then, and events that do not count: the move that
	 * was in conflict, the later settlement, and the move made again for it */
	static const struct {
		enum conflict_way first, later;
		const char *service;
		int refused;
	} rows[] = {
		{ CONFLICT_KEEP, CONFLICT_APPLY, "TEPLO", 3 }, { CONFLICT_APPLY, CONFLICT_KEEP, "GAZ", 2 },
		{ CONFLICT_APPLY, CONFLICT_APPLY, "GAZ", 3 }, { CONFLICT_KEEP, CONFLICT_KEEP, "TEPLO", 2 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct city c;

		city_make(&c, 3);
		const char *number = conflicting(&c, ACT_DISPATCH);

		settle(c.sites[1], rows[i].first);
		goes_ahead(c.sites[0]);
		goes_ahead(c.sites[0]);
		settle(c.sites[0], rows[i].later);
		city_settle(&c);
		for (int k = 0; k < c.n; k++) {
			struct base *b = c.sites[k];
			sqlite3_stmt *st = db_stmt(&b->s->db, "SELECT count(*) FROM conflict WHERE kind = 'dispatched' AND"
							      " how = ? AND settled LIKE 'ЛЬ.%'");

			db_bind(st, "s", conflict_ways[rows[i].first]);
			assert_true(db_int(&b->s->db, st, 0, &b->e) >= 1);
			assert_int_equal(conflict_count(b->s), 0);
			assert_string_equal(appeal_at(b, number).q[0].service, rows[i].service);
			assert_int_equal(refused(b, number), rows[i].refused);
		}
		city_verify(&c);
		city_free(&c);
	}
}

/* --- what followed a move that does not count ---------------------------------------------------------------- */

/* One has made the move again, another had said before that the state stays: whatever was joined is where its parent
 * is, and joined, at every site. */
static void what_was_joined_comes_back_with_its_parent(void **state)
{
	static const enum act acts[] = { ACT_DISPATCH, ACT_REJECT, ACT_FORWARD };

	(void)state;
	for (size_t i = 0; i < COUNT(acts); i++) {
		struct city c;

		city_make(&c, 3);
		struct base *a = c.sites[0];
		const char *number = conflicting(&c, acts[i]), *child = base_register(a, "у нас теж").appeal.number;

		base_want(a, ERR_OK, appeal_join(a->s, child, number, -1, &test_owner, &a->mem, NULL, &a->e));
		city_settle(&c);
		settle(c.sites[1], CONFLICT_KEEP);
		goes_ahead(a);
		goes_ahead(a);
		settle(a, CONFLICT_APPLY);
		assert_string_not_equal(appeal_at(a, number).q[0].state, "registered");
		assert_true(strcmp(appeal_at(a, child).q[0].state, "registered") != 0 ||
			    !*appeal_at(a, child).q[0].joined);
		city_settle(&c);
		for (int k = 0; k < c.n; k++) {
			assert_string_equal(appeal_at(c.sites[k], number).q[0].state, "registered");
			assert_string_equal(appeal_at(c.sites[k], child).q[0].state, "registered");
			assert_string_equal(appeal_at(c.sites[k], child).q[0].joined, number);
			assert_int_equal(conflict_count(c.sites[k]->s), 0);
		}
		city_verify(&c);
		city_free(&c);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(of_two_settlements_the_first_counts),
		cmocka_unit_test(what_was_joined_comes_back_with_its_parent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
