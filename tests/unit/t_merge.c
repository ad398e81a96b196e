/* t_merge - data/store/merge: what comes from other sites stands in the log as it was written and in the rows as if
 * it had been done here; what must not come is refused whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "data/store/find.h"
#include "merge_base.h"

static const char *add(struct base *b, const char *text)
{
	struct registration r;
	struct registration_fault where;
	struct registered out;

	registration_init(&r);
	r.text = text;
	r.address = "вул. Наукова, 5";
	r.phone = "0671234567";
	base_want(b, ERR_OK, appeal_register(b->s, &r, &test_owner, &b->mem, &out, &where, &b->e));
	return out.appeal.number;
}

static enum err_code move(struct base *b, const char *number, enum act act)
{
	struct command cmd;

	command_init(&cmd, act);
	cmd.note = "бо так";
	cmd.service = "VODA";
	cmd.service_name = "Водоканал";
	cmd.service_active = true;
	cmd.result = RESULT_DONE;
	cmd.via = VIA_CALL;
	return appeal_move(b->s, number, &cmd, -1, &test_owner, &b->mem, NULL, &b->e);
}

static int64_t count(struct base *b, const char *sql)
{
	return db_int(&b->s->db, db_stmt(&b->s->db, sql), 0, &b->e);
}

static const char *state_at(struct base *b, const char *number)
{
	struct appeal a;

	base_want(b, ERR_OK, appeal_load(b->s, number, &b->mem, &a, NULL, &b->e));
	return a.q[0].state;
}

static void appeals_of_others_are_here(void **state)
{
	struct city c;
	struct find_query q = { .text = "тече", .login = "olena" };
	struct found_list l;

	(void)state;
	city_make(&c, 2);
	const char *number = add(c.sites[0], "тече кран");

	add(c.sites[1], "своє");
	city_settle(&c);
	struct base *b = c.sites[1];

	base_want(b, ERR_OK, find_questions(b->s, &q, &test_owner, &b->mem, &l, &b->e));
	assert_int_equal(l.n, 1);
	base_want(b, ERR_OK, move(b, number, ACT_DISPATCH));
	city_settle(&c);
	assert_string_equal(state_at(c.sites[0], number), "dispatched");
	city_verify(&c);
	/* own numbers go on, own events are later than all that has come */
	assert_non_null(strstr(add(b, "друге"), "ЛЬ-2/"));
	assert_int_equal(count(b, "SELECT count(*) FROM event WHERE hlc >= (SELECT hlc FROM event ORDER BY id DESC LIMIT 1)"),
			 1);
	assert_string_equal(merge_cursor(b->s, &b->mem), arena_printf(&b->mem, "%d", c.count));
	city_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(appeals_of_others_are_here),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
