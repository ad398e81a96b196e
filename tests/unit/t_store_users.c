/* t_store_users - accounts, passwords, the lock after wrong tries, and what of it stands in the log. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>

#include <cmocka.h>

#include "core/user_fold.h"
#include "data/store/users.h"
#include "data/store/verify.h"
#include "cheap_hash.h"
#include "store_base.h"

static const char good[] = "вірний пароль";

static const struct actor operator = { .login = "petro", .name = "Петро", .service = "",
	.roles = ROLE_BIT(R_OPERATOR) };
static const struct actor admin = { .login = "admin", .name = "", .service = "",
	.roles = ROLE_BIT(R_ADMIN) };

static enum err_code make(struct base *b, const struct actor *who, const char *login)
{
	const struct user u = { .login = login, .name = "Олена  Коваленко",
		.roles = ROLE_BIT(R_OPERATOR) | ROLE_BIT(R_CONTROLLER) };

	return user_add(b->s, &u, good, who, &b->e);
}

static void add(struct base *b, const char *login)
{
	base_want(b, ERR_OK, make(b, &test_owner, login));
}

static enum err_code login(struct base *b, const char *name, const char *password, struct actor *who)
{
	return user_login(b->s, name, password, &b->mem, who, &b->e);
}

/* The wrong tries become so many minutes older. */
static void minutes_pass(struct base *b, int minutes)
{
	char sql[128];

	snprintf(sql, sizeof(sql), "UPDATE attempt SET first = first - %d, last = last - %d",
		 minutes * 60000, minutes * 60000);
	base_sql(b->path, sql);
}

static int64_t count(struct base *b, const char *kind)
{
	return base_int(b->path, arena_printf(&b->mem, "SELECT count(*) FROM event WHERE kind = '%s'", kind));
}

static void logins_that_may_be(void **state)
{
	static const struct {
		const char *login;
		bool ok;
	} rows[] = {
		{ "olena", true }, { "o", true }, { "O.Kovalenko_2-x", true }, { "7", true },
		{ "abcdefghijklmnopqrstuvwxyz012345", true }, { "abcdefghijklmnopqrstuvwxyz0123456", false },
		{ "", false }, { ".", false }, { "..", false }, { ".ssh", false }, { "-v", false },
		{ "a/b", false }, { "../x", false }, { "a b", false }, { "os:root", false }, { "?", false },
		{ "олена", false }, { "a\n", false },
	};
	struct base *b = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(login_valid(rows[i].login), rows[i].ok);
		if (!rows[i].ok)
			base_want(b, ERR_INVALID, make(b, &test_owner, rows[i].login));
	}
	assert_int_equal(count(b, "user_added"), 0);
}

static void values_that_may_not_be(void **state)
{
	static const struct {
		const char *name, *service, *password;
		unsigned roles;
		enum err_code want;
	} rows[] = {
		{ "Олена", "", "коротк", ROLE_BIT(R_CLERK), ERR_INVALID },
		{ "Олена", "", "", ROLE_BIT(R_CLERK), ERR_INVALID },
		{ "Олена", "", "\xff\xfe_________", ROLE_BIT(R_CLERK), ERR_INVALID },
		{ "Олена", "", good, 0, ERR_INVALID },
		{ "Олена", "", good, 1u << 20, ERR_INVALID },
		{ "Оле\033на", "", good, ROLE_BIT(R_CLERK), ERR_INVALID },
		{ "Олена", "NOWHERE", good, ROLE_BIT(R_EXECUTOR), ERR_NOT_FOUND },
		{ "Олена", "VODA", "вісім---", ROLE_BIT(R_EXECUTOR), ERR_OK },
	};
	struct base *b = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct user u = { .login = "olena", .name = rows[i].name, .roles = rows[i].roles,
					.service = rows[i].service };

		base_want(b, rows[i].want, user_add(b->s, &u, rows[i].password, &test_owner, &b->e));
	}
	assert_int_equal(count(b, "user_added"), 1);
}

static void only_administrators_manage(void **state)
{
	struct base *b = *state;

	add(b, "olena");
	base_want(b, ERR_REFUSED, make(b, &operator, "x"));
	base_want(b, ERR_REFUSED, user_disable(b->s, "olena", true, &operator, &b->e));
	base_want(b, ERR_REFUSED, user_unlock(b->s, "olena", &operator, &b->e));
	base_want(b, ERR_REFUSED, user_set_password(b->s, "olena", good, &operator, &b->e));
	base_want(b, ERR_OK, make(b, &admin, "petro"));
	base_want(b, ERR_OK, user_set_password(b->s, "petro", good, &operator, &b->e)); /* his own */
	base_want(b, ERR_CONFLICT, make(b, &admin, "petro"));
	base_want(b, ERR_NOT_FOUND, user_unlock(b->s, "nobody", &admin, &b->e));
}

static void a_login_gives_the_actor(void **state)
{
	static const struct user vasyl = { .login = "vasyl", .name = "Василь  Водяний",
		.roles = ROLE_BIT(R_EXECUTOR), .service = "VODA" };
	struct base *b = *state;
	struct actor who = { 0 };

	base_want(b, ERR_OK, user_add(b->s, &vasyl, good, &test_owner, &b->e));
	base_want(b, ERR_OK, login(b, "vasyl", good, &who));
	assert_string_equal(who.login, "vasyl");
	assert_string_equal(who.name, "Василь Водяний");
	assert_string_equal(who.service, "VODA");
	assert_int_equal(who.roles, ROLE_BIT(R_EXECUTOR));
	assert_false(who.os);
	assert_string_equal(user_name(b->s, "vasyl", &b->mem), "Василь Водяний");
	assert_string_equal(user_name(b->s, "nobody", &b->mem), "");
	assert_int_equal(count(b, "login"), 1);
	base_want(b, ERR_OK, user_check_password(b->s, "vasyl", good, &b->e));
	assert_int_equal(count(b, "login"), 1); /* unlocking the screen is no new session */
}

static void changes_take_effect(void **state)
{
	struct base *b = *state;
	struct actor who;
	struct user_list l;

	add(b, "olena");
	base_want(b, ERR_OK, user_set_password(b->s, "olena", "новий пароль", &test_owner, &b->e));
	base_want(b, ERR_REFUSED, login(b, "olena", good, &who));
	base_want(b, ERR_OK, login(b, "olena", "новий пароль", &who));
	base_want(b, ERR_OK, user_disable(b->s, "olena", true, &test_owner, &b->e));
	base_want(b, ERR_REFUSED, login(b, "olena", "новий пароль", &who));
	base_want(b, ERR_OK, user_list(b->s, &b->mem, &l, &b->e));
	assert_int_equal(l.n, 1);
	assert_true(l.rows[0].disabled);
	assert_false(l.rows[0].locked_until);
	base_want(b, ERR_OK, user_disable(b->s, "olena", false, &test_owner, &b->e));
	base_want(b, ERR_OK, login(b, "olena", "новий пароль", &who));
}

static void five_wrong_tries_lock(void **state)
{
	struct base *b = *state;
	struct actor who;
	struct user_list l;

	add(b, "olena");
	add(b, "iryna");
	for (int i = 0; i < 5; i++)
		base_want(b, ERR_REFUSED, login(b, "olena", "не той пароль", &who));
	assert_int_equal(count(b, "locked"), 1);
	assert_int_equal(login(b, "olena", good, &who), ERR_BUSY); /* even the right one */
	assert_non_null(strstr(b->e.msg, "1 minute"));
	b->e = (struct err){ 0 };
	base_want(b, ERR_BUSY, user_check_password(b->s, "olena", good, &b->e));
	base_want(b, ERR_OK, user_list(b->s, &b->mem, &l, &b->e));
	assert_int_equal(l.n, 2);
	assert_false(l.rows[0].locked_until); /* iryna */
	assert_true(l.rows[1].locked_until);
	base_want(b, ERR_OK, login(b, "iryna", good, &who));
	minutes_pass(b, 1);
	base_want(b, ERR_REFUSED, login(b, "olena", "не той пароль", &who));
	minutes_pass(b, 1);
	base_want(b, ERR_BUSY, login(b, "olena", good, &who)); /* the wait has grown */
	base_want(b, ERR_OK, user_unlock(b->s, "olena", &test_owner, &b->e));
	base_want(b, ERR_OK, login(b, "olena", good, &who));
	assert_int_equal(count(b, "login_refused"), 6);
}

static void a_right_one_forgets_the_wrong_ones(void **state)
{
	struct base *b = *state;
	struct actor who;

	add(b, "olena");
	for (int round = 0; round < 3; round++) {
		for (int i = 0; i < 4; i++)
			base_want(b, ERR_REFUSED, login(b, "olena", "не той пароль", &who));
		base_want(b, ERR_OK, login(b, "olena", good, &who));
	}
	assert_int_equal(count(b, "locked"), 0);
}

static void unknown_logins_are_like_known_ones(void **state)
{
	static const char *const typed[] = { "nobody", "мій секретний пароль", "os:root", "" };
	struct base *b = *state;
	struct actor who;
	char said[5][sizeof(b->e.msg)];

	add(b, "olena");
	for (size_t i = 0; i < COUNT(said); i++) {
		assert_int_equal(login(b, "olena", "не той пароль", &who), ERR_REFUSED);
		memcpy(said[i], b->e.msg, sizeof(said[i]));
		b->e = (struct err){ 0 };
	}
	/* The try that locks says so. */
	assert_string_equal(said[3], said[0]);
	assert_non_null(strstr(said[4], "the last try: wait 1 minute."));
	for (size_t t = 0; t < COUNT(typed); t++) {
		for (int i = 0; i < 5; i++) {
			assert_int_equal(login(b, typed[t], good, &who), ERR_REFUSED);
			assert_string_equal(b->e.msg, said[i]);
			b->e = (struct err){ 0 };
		}
		base_want(b, ERR_BUSY, login(b, typed[t], good, &who));
	}
	/* What was typed stands nowhere: people type passwords there. */
	assert_int_equal(base_int(b->path, "SELECT count(*) FROM event WHERE actor LIKE '%секрет%' OR body LIKE"
					   " '%секрет%' OR subject LIKE '%секрет%'"), 0);
	assert_int_equal(base_int(b->path, "SELECT count(*) FROM attempt WHERE what LIKE '%секрет%'"), 0);
	minutes_pass(b, 6 * 24 * 60);
	base_want(b, ERR_REFUSED, login(b, "x", good, &who));
	assert_int_equal(base_int(b->path, "SELECT count(*) FROM attempt"), 1); /* the old ones went */
}

static int64_t ns_of_login(struct base *b, const char *name)
{
	struct timespec from, to;
	struct actor who;
	int64_t best = INT64_MAX;

	for (int i = 0; i < 4; i++) {
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
		base_want(b, ERR_REFUSED, login(b, name, "не той пароль", &who));
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
		int64_t ns = (to.tv_sec - from.tv_sec) * 1000000000LL + to.tv_nsec - from.tv_nsec;

		best = ns < best ? ns : best;
	}
	return best;
}

static void unknown_logins_cost_the_same(void **state)
{
	struct base *b = *state;

	full_cost = true;
	add(b, "olena");
	full_cost = false;
	assert_int_equal(base_int(b->path, "SELECT count(*) FROM secret WHERE hash LIKE"
					   " '$argon2id$v=19$m=65536,t=2,p=1$%'"), 1);
	int64_t known = ns_of_login(b, "olena"), unknown = ns_of_login(b, "nobody");

	printf("# login: known %lld us, unknown %lld us\n", (long long)known / 1000, (long long)unknown / 1000);
	assert_true(unknown > known / 2 && unknown < known * 2);
}

static void no_hash_in_the_log(void **state)
{
	struct base *b = *state;
	struct actor who;

	add(b, "olena");
	base_want(b, ERR_OK, user_set_password(b->s, "olena", "новий пароль", &test_owner, &b->e));
	base_want(b, ERR_OK, login(b, "olena", "новий пароль", &who));
	assert_int_equal(base_int(b->path, "SELECT count(*) FROM event WHERE body LIKE '%argon%' OR body LIKE"
					   " '%пароль%'"), 0);
	assert_int_equal(base_int(b->path, "SELECT count(*) FROM secret WHERE hash LIKE '$argon2id$%'"), 1);
	/* All events of the account have its subject. */
	assert_int_equal(base_int(b->path, "SELECT count(*) FROM event WHERE kind IN ('user_added',"
					   " 'user_password', 'login') AND subject = (SELECT subject FROM user)"),
			 3);
}

static int guess(const char *path, const char *password)
{
	struct arena mem = { 0 };
	struct err e = { 0 };
	struct store *s;
	struct actor who;

	return store_open(path, &s, &e) ? 99 : (int)user_login(s, "olena", password, &mem, &who, &e);
}

/* All of them are hashing before the first one is counted: still only five learn anything. */
static void guesses_at_once_are_counted(void **state)
{
	struct base *b = *state;
	enum { GUESSERS = 12 };
	int answers[ERR_CODE_COUNT] = { 0 };

	full_cost = true;
	add(b, "olena");
	full_cost = false;
	for (int i = 0; i < GUESSERS; i++)
		if (fork() == 0)
			_exit(guess(b->path, "не той пароль"));
	for (int i = 0, st; i < GUESSERS; i++) {
		assert_true(wait(&st) > 0);
		assert_true(WIFEXITED(st) && WEXITSTATUS(st) < ERR_CODE_COUNT);
		answers[WEXITSTATUS(st)]++;
	}
	assert_int_equal(answers[ERR_REFUSED], 5);
	assert_int_equal(answers[ERR_BUSY], GUESSERS - 5);
	assert_int_equal(count(b, "login_refused"), 5);
	assert_int_equal(count(b, "locked"), 1);
}

static void accounts_follow_from_the_log(void **state)
{
	struct base *b = *state;
	struct actor who;
	struct verify_report r;

	add(b, "olena");
	base_want(b, ERR_OK, user_disable(b->s, "olena", true, &test_owner, &b->e));
	base_want(b, ERR_OK, user_disable(b->s, "olena", false, &test_owner, &b->e));
	base_want(b, ERR_OK, login(b, "olena", good, &who));
	base_want(b, ERR_REFUSED, login(b, "nobody", good, &who));
	base_want(b, ERR_OK, store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &r, &b->e));
	base_sql(b->path, "UPDATE user SET roles = 'operator,controller,admin'");
	base_want(b, ERR_FAILED, store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &r, &b->e));
	assert_int_equal(r.bad, 1);
	assert_non_null(strstr(r.first_bad, "roles"));
	base_sql(b->path, "DELETE FROM user");
	base_want(b, ERR_FAILED, store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &r, &b->e));
	assert_int_equal(r.bad, 1);
	base_sql(b->path, "INSERT INTO user VALUES('evil', 'ГЛ.1', 'x', 'admin', '', 0)");
	base_want(b, ERR_FAILED, store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &r, &b->e));
	assert_int_equal(r.bad, 2);
	/* Nor may an account lean on what is an appeal in the log. */
	const char *appeal = base_register(b, "звернення").appeal.subject;

	base_sql(b->path, arena_printf(&b->mem, "UPDATE user SET subject = '%s'", appeal));
	base_want(b, ERR_FAILED, store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &r, &b->e));
	assert_int_equal(r.bad, 2);
}

static void folding_reads_only_the_event(void **state)
{
	static const struct {
		const char *kind, *body, *want; /* name|roles|service|disabled */
		enum fold_result result;
	} rows[] = {
		{ "user_added", "{\"login\":\"o\",\"name\":\"О\",\"roles\":\"clerk\",\"service\":\"S\"}",
		  "О|clerk|S|0", FOLD_OK },
		{ "user_added", "{\"login\":\"x\"}", "О|clerk|S|0", FOLD_CONFLICT },
		{ "user_changed", "{\"set\":{\"roles\":\"admin\",\"login\":\"x\",\"subject\":\"y\"}}",
		  "О|admin|S|0", FOLD_OK },
		{ "user_disabled", "{\"set\":{\"disabled\":1}}", "О|admin|S|1", FOLD_OK },
		{ "login", "{}", "О|admin|S|1", FOLD_OK },
		{ "user_changed", "", "О|admin|S|1", FOLD_REDACTED },
		{ "user_teleported", "{\"set\":{\"name\":\"x\"}}", "О|admin|S|1", FOLD_UNKNOWN },
		{ "user_changed", "{\"set\":{\"disabled\":0,\"name\":5}}", "О|admin|S|0", FOLD_OK },
	};
	struct base *b = *state;
	struct account a;

	account_init(&a);
	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct event ev = { .site = "ГЛ", .seq = 7, .subject = "ГЛ.7", .kind = rows[i].kind, .body = rows[i].body };

		assert_int_equal(user_fold(&a, &ev, &b->mem), rows[i].result);
		assert_string_equal(arena_printf(&b->mem, "%s|%s|%s|%d", a.name, a.roles, a.service,
						 (int)a.disabled), rows[i].want);
		assert_string_equal(a.login, "o");
		assert_string_equal(a.subject, "ГЛ.7");
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, base_setup, base_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(logins_that_may_be),
		TEST(values_that_may_not_be),
		TEST(only_administrators_manage),
		TEST(a_login_gives_the_actor),
		TEST(changes_take_effect),
		TEST(five_wrong_tries_lock),
		TEST(a_right_one_forgets_the_wrong_ones),
		TEST(unknown_logins_are_like_known_ones),
		TEST(unknown_logins_cost_the_same),
		TEST(no_hash_in_the_log),
		TEST(guesses_at_once_are_counted),
		TEST(accounts_follow_from_the_log),
		TEST(folding_reads_only_the_event),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
