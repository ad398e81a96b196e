/* t_report_conflicts - reports count what was done, not what met a state from which it did not lead: a base tells the
 * same figures before and after such moves have come from another site. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "data/store/conflicts.h"
#include "data/store/report_make.h"
#include "merge_base.h"

static enum err_code move(struct base *b, const char *number, enum act act, int grade)
{
	struct command cmd;

	command_init(&cmd, act);
	cmd.note = "бо так";
	cmd.service = act == ACT_RETURN ? "ZHEK" : "VODA";
	cmd.service_name = "Водоканал";
	cmd.service_active = true;
	cmd.result = RESULT_DONE;
	cmd.outcome = OUTCOME_NO;
	cmd.via = VIA_CALL;
	cmd.grade = grade;
	return appeal_move(b->s, number, &cmd, -1, &test_owner, &b->mem, NULL, &b->e);
}

static void made(struct base *b, const char *number, enum act act)
{
	base_want(b, ERR_OK, move(b, number, act, act == ACT_CONFIRM ? 5 : 0));
}

/* All figures of all reports that do not say when or over which log they were made. */
static char *figures(struct base *b)
{
	int n;
	const struct report_kind *kinds = report_kinds(&n);
	const int64_t now = b->s->clock->now_ms(b->s->clock->ctx), day = 86400000;
	const int64_t midnight = now - now % day; /* the same period each time: the report has its hours */
	const struct period of = { midnight - day, midnight + 2 * day };
	const struct progress never_stop = { NULL };
	json_t *all = json_object();

	for (int i = 0; i < n; i++) {
		struct report r;

		base_want(b, ERR_OK, report_make(b->s, &kinds[i], of, &never_stop, &test_owner, &b->mem, &r, &b->e));
		json_t *one = report_json(&r, b->s->clock);

		json_object_del(one, "made");
		json_object_del(one, "head");
		json_object_del(one, "from"); /* of this moment */
		json_object_del(one, "to");
		json_object_set_new(all, kinds[i].name, one);
	}
	char *text = json_dumps(all, JSON_SORT_KEYS | JSON_INDENT(1));

	json_decref(all);
	return text;
}

static int64_t received(struct base *b)
{
	char *all = figures(b);
	json_t *o = json_loads(all, 0, NULL);
	int64_t n = json_integer_value(json_object_get(json_array_get(json_object_get(json_object_get(o, "services"),
										     "services"), 0), "received"));

	json_decref(o);
	free(all);
	return n;
}

static void what_did_not_fit_is_not_counted(void **state)
{
	/* what one of the sites does first, and what the other does by what it knows */
	static const struct {
		enum act begin[4], first, late;
	} rows[] = {
		{ { ACT_COUNT }, ACT_WITHDRAW, ACT_DISPATCH },
		{ { ACT_DISPATCH, ACT_COUNT }, ACT_WITHDRAW, ACT_ACCEPT },
		{ { ACT_DISPATCH, ACT_COUNT }, ACT_WITHDRAW, ACT_DONE },
		{ { ACT_DISPATCH, ACT_ACCEPT, ACT_COUNT }, ACT_WITHDRAW, ACT_RETURN },
		{ { ACT_DISPATCH, ACT_DONE, ACT_COUNT }, ACT_CONFIRM, ACT_CONFIRM },
		{ { ACT_DISPATCH, ACT_DONE, ACT_COUNT }, ACT_CONFIRM, ACT_REFUSE },
		{ { ACT_DISPATCH, ACT_DONE, ACT_COUNT }, ACT_CONFIRM, ACT_NO_ANSWER },
	};
	struct city c;
	const char *number[COUNT(rows)];
	struct conflict_rows l;

	(void)state;
	city_make(&c, 2);
	struct base *a = c.sites[0], *b = c.sites[1];

	for (size_t i = 0; i < COUNT(rows); i++) {
		number[i] = base_register(a, "тече кран").appeal.number;
		for (size_t k = 0; rows[i].begin[k] != ACT_COUNT; k++)
			made(a, number[i], rows[i].begin[k]);
	}
	city_settle(&c);
	for (size_t i = 0; i < COUNT(rows); i++)
		made(a, number[i], rows[i].first);
	base_sql(b->path, "UPDATE chain SET hlc = hlc + (1 << 30)"); /* it is the later one */
	for (size_t i = 0; i < COUNT(rows); i++)
		made(b, number[i], rows[i].late);
	char *before = figures(a);

	city_settle(&c);
	assert_int_equal(conflict_count(a->s), COUNT(rows));
	char *after = figures(a);

	assert_string_equal(after, before);
	free(before);
	free(after);
	/* made again by a supervisor, it counts once */
	const char *again = base_register(a, "яма").appeal.number;

	city_settle(&c);
	made(a, again, ACT_DISPATCH);
	made(a, again, ACT_ACCEPT);
	base_sql(b->path, "UPDATE chain SET hlc = hlc + (1 << 30)");
	made(b, again, ACT_DISPATCH);
	city_settle(&c);
	made(a, again, ACT_RETURN);
	int64_t was = received(a);

	base_want(a, ERR_OK, conflict_list(a->s, &test_owner, &a->mem, &l, &a->e));
	base_want(a, ERR_OK, conflict_settle(a->s, l.rows[l.n - 1].id, CONFLICT_APPLY, "так", &test_owner, &a->e));
	assert_int_equal(received(a), was + 1);
	city_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(what_did_not_fit_is_not_counted) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
