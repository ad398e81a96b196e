/* tests/unit/merge_moves.h - what people do at the sites of merge_base.h: moves, settlements, a look at an appeal.
 * Include it after cmocka.h. */
#ifndef TESTS_MERGE_MOVES_H
#define TESTS_MERGE_MOVES_H

#include "data/store/conflicts.h"
#include "merge_base.h"

/* With what every act asks for. */
static inline enum err_code move(struct base *b, const char *number, enum act act, const char *service)
{
	struct command cmd;

	command_init(&cmd, act);
	cmd.k = 0; /* as the number says */
	cmd.note = "не наше";
	cmd.service = cmd.service_name = service;
	cmd.service_active = true;
	cmd.body = "ОДА";
	cmd.reason = REASON_REPEATED;
	return appeal_move(b->s, number, &cmd, -1, &test_owner, &b->mem, NULL, &b->e);
}

/* What is written there next is the later one, whatever the clocks say. */
static inline void goes_ahead(struct base *b)
{
	base_sql(b->path, "UPDATE chain SET hlc = (SELECT max(hlc) FROM chain) + (1 << 30)");
}

/* The only conflict of the site. */
static inline void settle(struct base *b, enum conflict_way how)
{
	struct conflict_rows l;

	base_want(b, ERR_OK, conflict_list(b->s, &test_owner, &b->mem, &l, &b->e));
	assert_int_equal(l.n, 1);
	base_want(b, ERR_OK, conflict_settle(b->s, l.rows[0].id, how, "бо так", &test_owner, &b->e));
}

static inline struct appeal appeal_at(struct base *b, const char *number)
{
	struct appeal a;

	base_want(b, ERR_OK, appeal_load(b->s, number, &b->mem, &a, NULL, &b->e));
	return a;
}

#endif
