/* t_conflict_settle - data/store/conflicts: who may see them, and two who settle the same one at once. */
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "merge_moves.h"

struct asked {
	char path[128], id[64];
};

/* Another process, which has begun before any base was opened: SQLite must not be taken along by fork(). */
static pid_t another(int *ask)
{
	int ends[2];
	struct asked it;
	struct store *s;
	struct err e = { 0 };

	assert_int_equal(pipe(ends), 0);
	pid_t pid = fork();

	assert_true(pid >= 0);
	*ask = ends[1];
	if (pid) {
		close(ends[0]);
		return pid;
	}
	close(ends[1]);
	if (read(ends[0], &it, sizeof(it)) != sizeof(it) || store_open(it.path, &s, &e))
		_exit(99);
	_exit((int)conflict_settle(s, it.id, CONFLICT_APPLY, "газ", &test_owner, &e));
}

/* Two supervisors at once: the move of the slower one is not made after the other has said that the state stays. */
static void the_first_to_settle_counts(void **state)
{
	static const struct actor executor = { .login = "maria", .name = "М", .service = "VODA",
		.roles = ROLE_BIT(R_EXECUTOR) };
	struct city c;
	struct asked it;
	int status = 0, ask;

	(void)state;
	pid_t other = another(&ask);

	city_make(&c, 2);
	struct base *a = c.sites[0], *b = c.sites[1];
	const char *number = base_register(a, "тече кран").appeal.number;

	city_settle(&c);
	base_want(a, ERR_OK, move(a, number, ACT_DISPATCH, "VODA"));
	base_want(a, ERR_OK, move(a, number, ACT_ACCEPT, ""));
	base_sql(b->path, "UPDATE chain SET hlc = hlc + (1 << 30)"); /* it is the later one, also within a millisecond */
	base_want(b, ERR_OK, move(b, number, ACT_DISPATCH, "GAZ"));
	city_settle(&c);
	struct conflict_rows l;

	assert_int_equal(conflict_list(a->s, &executor, &a->mem, &l, &a->e), ERR_REFUSED);
	a->e = (struct err){ 0 };
	base_want(a, ERR_OK, conflict_list(a->s, &test_owner, &a->mem, &l, &a->e));
	assert_int_equal(l.n, 1);
	base_want(a, ERR_OK, move(a, number, ACT_RETURN, "TEPLO")); /* so that it may be passed on again */
	base_want(a, ERR_OK, db_begin(&a->s->db, &a->e));
	snprintf(it.path, sizeof(it.path), "%s", a->path);
	snprintf(it.id, sizeof(it.id), "%s", l.rows[0].id);
	assert_int_equal(write(ask, &it, sizeof(it)), sizeof(it));
	close(ask);
	while (!db_wanted(&a->s->db) && waitpid(other, &status, WNOHANG) == 0)
		sched_yield();
	sqlite3_stmt *st = db_stmt(&a->s->db, "UPDATE conflict SET how = 'keep'");

	base_want(a, ERR_OK, db_end(&a->s->db, db_run(&a->s->db, st, &a->e), &a->e));
	assert_int_equal(waitpid(other, &status, 0), other);
	assert_int_equal(WEXITSTATUS(status), ERR_REFUSED);
	city_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(the_first_to_settle_counts) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
