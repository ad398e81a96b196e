/* tests/unit/t_print_queue.c - receipts that wait for a printer: the PIN is sealed, one of two programs prints,
 * what was begun by a dead one is known, the wait grows, the event and the row go together. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "data/store/backup.h"
#include "data/store/print_queue.h"
#include "data/store/users.h"
#include "data/store/verify.h"
#include "tests/unit/store_base.h"

static const struct actor operator = { .login = "olena", .name = "Коваль", .roles = ROLE_BIT(R_OPERATOR),
	.service = "" };
static const struct actor executor = { .login = "vodak", .name = "Лис", .roles = ROLE_BIT(R_EXECUTOR),
	.service = "VODA" };

static int64_t add(struct base *b, const char *number, const char *pin, bool take)
{
	struct print_wait p = { .number = number, .printer = "" };

	snprintf(p.pin, sizeof(p.pin), "%s", pin);
	base_want(b, ERR_OK, print_add(b->s, &p, take, &test_owner, &b->e));
	return p.id;
}

static int printed_events(struct base *b)
{
	return (int)base_int(b->path, "SELECT count(*) FROM event WHERE kind = 'printed'");
}

/* Whether the bytes stand anywhere in the files of the base. */
static bool in_files(struct base *b, const char *words)
{
	static const char *const names[] = { "pult.db", "pult.db-wal" };
	bool found = false;

	for (size_t i = 0; i < COUNT(names); i++) {
		FILE *f = fopen(base_file(b, names[i]), "r");
		char *all = calloc(1, 4 << 20);
		size_t n = f ? fread(all, 1, 4 << 20, f) : 0;

		found = found || memmem(all, n, words, strlen(words));
		free(all);
		if (f)
			fclose(f);
	}
	return found;
}

/* The history says that half a receipt may lie about. */
static void half_a_receipt_is_told(void **state)
{
	struct base *b = *state;
	struct registered r = base_register(b, "Яма");
	int64_t id = add(b, r.appeal.number, "", true);
	struct verify_report v;
	struct appeal a;
	json_t *all;

	base_want(b, ERR_OK, print_failed(b->s, id, true, "немає паперу", &b->e));
	base_want(b, ERR_REFUSED, print_cancel(b->s, id, &executor, &b->e));
	base_want(b, ERR_OK, print_cancel(b->s, id, &operator, &b->e));
	assert_int_equal(printed_events(b), 1);
	assert_int_equal(base_int(b->path, "SELECT count(*) FROM print_job"), 0);
	assert_int_equal(base_int(b->path, "SELECT json_extract(body, '$.partly') FROM event WHERE kind = 'printed'"), 1);
	base_want(b, ERR_OK, appeal_load(b->s, r.appeal.number, &b->mem, &a, NULL, &b->e));
	base_want(b, ERR_OK, appeal_show_json(b->s, &a, &all, &b->e));
	json_t *last = json_array_get(json_object_get(all, "history"), json_array_size(json_object_get(all, "history")) - 1);

	assert_non_null(strstr(json_string_value(json_object_get(last, "note")), "on paper"));
	json_decref(all);
	base_want(b, ERR_OK, store_verify(b->s, VERIFY_FULL, &(struct progress){ NULL, NULL }, &test_owner, &v, &b->e));
}

static void a_receipt_goes_through(void **state)
{
	struct base *b = *state;
	struct registered r = base_register(b, "Яма");
	struct print_wait p;
	struct print_state st;

	int64_t id = add(b, r.appeal.number, "731946", false);
	base_want(b, ERR_OK, print_state(b->s, "os:test", &st, &b->e));
	assert_int_equal(st.waiting, 1);
	assert_int_equal(st.next_id, id);
	assert_false(in_files(b, "731946"));
	base_want(b, ERR_OK, print_take(b->s, id, &test_owner, &b->mem, &p, &b->e));
	assert_string_equal(p.pin, "731946");
	assert_string_equal(p.number, r.appeal.number);
	assert_false(p.began);
	base_want(b, ERR_OK, print_state(b->s, "os:test", &st, &b->e));
	assert_int_equal(st.next_id, 0);
	base_want(b, ERR_BUSY, print_cancel(b->s, id, &test_owner, &b->e));
	base_want(b, ERR_OK, print_printed(b->s, id, &(struct print_done){ "escpos", "tcp:h" }, &test_owner, &b->e));
	assert_int_equal(printed_events(b), 1);
	base_want(b, ERR_NOT_FOUND, print_take(b->s, id, &test_owner, &b->mem, &p, &b->e));
	assert_int_equal(base_int(b->path, "SELECT count(*) FROM print_job"), 0);

	struct verify_report v;

	base_want(b, ERR_OK, store_verify(b->s, VERIFY_FULL, &(struct progress){ NULL, NULL }, &test_owner, &v, &b->e));
}

static void the_pin_is_of_one_number_and_needs_the_key(void **state)
{
	struct base *b = *state;
	struct registered r = base_register(b, "Яма"), other = base_register(b, "Друга");
	struct print_wait p;
	int64_t id = add(b, r.appeal.number, "731946", false);

	base_sql(b->path, "UPDATE print_job SET number = 'ГЛ-2/26'");
	(void)other;
	base_want(b, ERR_OK, print_take(b->s, id, &test_owner, &b->mem, &p, &b->e));
	assert_string_equal(p.pin, "");
	base_want(b, ERR_OK, print_failed(b->s, id, false, "x", &b->e));
	id = add(b, r.appeal.number, "731946", false);
	store_close(b->s);
	unlink(base_file(b, "pult.db.key"));
	base_want(b, ERR_OK, store_open(b->path, &b->s, &b->e));
	base_want(b, ERR_OK, print_take(b->s, id, &test_owner, &b->mem, &p, &b->e));
	assert_string_equal(p.pin, "");
}

static void the_wait_grows(void **state)
{
	static const int seconds[] = { 15, 30, 60, 120, 240, 480, 600, 600 };
	struct base *b = *state;
	struct registered r = base_register(b, "Яма");
	int64_t id = add(b, r.appeal.number, "", true);

	for (size_t i = 0; i < COUNT(seconds); i++) {
		struct print_list all;
		struct print_wait p;
		const struct clock_ops *clock = store_clock(b->s);
		int64_t now = clock->now_ms(clock->ctx);

		base_want(b, ERR_OK, print_failed(b->s, id, i == 2, "немає паперу", &b->e));
		base_want(b, ERR_OK, print_list(b->s, NULL, &b->mem, &all, &b->e));
		assert_int_equal(all.n, 1);
		assert_int_equal(all.rows[0].tries, i + 1);
		assert_string_equal(all.rows[0].why, "немає паперу");
		assert_in_range((all.rows[0].next_at - now + 500) / 1000, seconds[i] - 1, seconds[i] + 2);
		base_want(b, ERR_OK, print_take(b->s, id, &test_owner, &b->mem, &p, &b->e));
		assert_int_equal(p.began, i == 2);
	}
	base_want(b, ERR_OK, print_failed(b->s, id, false, "x", &b->e));
	base_want(b, ERR_OK, print_move(b->s, id, "вікно2", &test_owner, &b->e));

	struct print_list all;

	base_want(b, ERR_OK, print_list(b->s, "os:test", &b->mem, &all, &b->e));
	assert_string_equal(all.rows[0].printer, "вікно2");
	assert_int_equal(all.rows[0].tries, 0);
	base_want(b, ERR_OK, print_list(b->s, "olena", &b->mem, &all, &b->e));
	assert_int_equal(all.n, 0);
	base_want(b, ERR_OK, print_cancel(b->s, id, &test_owner, &b->e));
	base_want(b, ERR_NOT_FOUND, print_cancel(b->s, id, &test_owner, &b->e));
	assert_int_equal(printed_events(b), 0);
}

/* A second program takes a receipt; then it is killed. */
static void one_program_prints_and_its_death_is_seen(void **state)
{
	struct base *b = *state;
	struct registered r = base_register(b, "Яма");
	int64_t id = add(b, r.appeal.number, "123456", false);
	struct print_wait p;
	int ready[2];
	char c;

	assert_int_equal(pipe(ready), 0);
	store_close(b->s);
	pid_t pid = fork();

	if (pid == 0) {
		struct store *s;
		struct arena mem = { 0 };
		struct err e = { 0 };
		bool taken = store_open(b->path, &s, &e) == ERR_OK &&
			     print_take(s, id, &test_owner, &mem, &p, &e) == ERR_OK;

		(void)!write(ready[1], taken ? "1" : "0", 1);
		pause();
		_exit(0);
	}
	assert_int_equal(read(ready[0], &c, 1), 1);
	assert_int_equal(c, '1');
	base_want(b, ERR_OK, store_open(b->path, &b->s, &b->e));
	base_want(b, ERR_BUSY, print_take(b->s, id, &test_owner, &b->mem, &p, &b->e));
	base_want(b, ERR_BUSY, print_cancel(b->s, id, &test_owner, &b->e));

	struct print_state st;

	base_want(b, ERR_OK, print_state(b->s, "os:test", &st, &b->e));
	assert_int_equal(st.waiting, 1);
	assert_int_equal(st.next_id, 0);
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	base_want(b, ERR_OK, print_state(b->s, "os:test", &st, &b->e));
	assert_int_equal(st.next_id, id);
	base_want(b, ERR_OK, print_take(b->s, id, &test_owner, &b->mem, &p, &b->e));
	assert_true(p.began);
	assert_string_equal(p.pin, "123456");
	close(ready[0]);
	close(ready[1]);
}

static void only_who_may_give_receipts(void **state)
{
	struct base *b = *state;
	struct registered r = base_register(b, "Яма");
	struct print_wait p = { .number = r.appeal.number, .printer = "" };

	base_want(b, ERR_REFUSED, print_add(b->s, &p, false, &executor, &b->e));
	int64_t id = add(b, r.appeal.number, "", false);
	base_want(b, ERR_REFUSED, print_cancel(b->s, id, &executor, &b->e));
	base_want(b, ERR_REFUSED, print_move(b->s, id, "", &executor, &b->e));
	base_want(b, ERR_OK, print_cancel(b->s, id, &operator, &b->e));
}

/* Else it would be printed, not written down, and so printed again the whole night. */
static void nobody_prints_who_may_not_write_it_down(void **state)
{
	struct base *b = *state;
	struct registered r = base_register(b, "Яма");
	struct print_wait p;
	const struct user olena = { .login = "olena", .name = "Коваль", .roles = ROLE_BIT(R_OPERATOR) };
	int64_t id = add(b, r.appeal.number, "731946", false);

	base_want(b, ERR_OK, user_add(b->s, &olena, "довгий пароль", &test_owner, &b->e));
	base_want(b, ERR_OK, user_disable(b->s, "olena", true, &test_owner, &b->e));
	base_want(b, ERR_REFUSED, print_take(b->s, id, &operator, &b->mem, &p, &b->e));
	base_want(b, ERR_REFUSED, print_take(b->s, id, &executor, &b->mem, &p, &b->e));
	base_want(b, ERR_OK, print_take(b->s, id, &test_owner, &b->mem, &p, &b->e));
	assert_false(p.began);
	assert_string_equal(p.pin, "731946");
}

static void a_backup_takes_no_queue(void **state)
{
	struct base *b = *state;
	struct registered r = base_register(b, "Яма");
	struct backup_report rep;

	add(b, r.appeal.number, "123456", false);
	base_want(b, ERR_OK, store_backup(b->s, base_file(b, "copy.db"), &(struct progress){ NULL, NULL }, &test_owner,
					  &rep, &b->e));
	assert_int_equal(base_int(base_file(b, "copy.db"), "SELECT count(*) FROM print_job"), 0);
	assert_int_equal(base_int(b->path, "SELECT count(*) FROM print_job"), 1);
}

int main(void)
{
#define IN_BASE(test) cmocka_unit_test_setup_teardown(test, base_setup, base_teardown)
	static const struct CMUnitTest tests[] = {
		IN_BASE(a_receipt_goes_through),
		IN_BASE(half_a_receipt_is_told),
		IN_BASE(the_pin_is_of_one_number_and_needs_the_key),
		IN_BASE(the_wait_grows),
		IN_BASE(one_program_prints_and_its_death_is_seen),
		IN_BASE(only_who_may_give_receipts),
		IN_BASE(nobody_prints_who_may_not_write_it_down),
		IN_BASE(a_backup_takes_no_queue),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
