/* t_presence - data/store/presence: real processes that see each other, take citizens from each other and are
 * killed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "core/err.h"
#include "data/store/presence.h"
#include "tests/unit/store_base.h"

static struct presence *join(struct base *b, struct store *s, const char *name)
{
	const struct actor who = { .login = "login", .name = name, .service = "" };
	struct presence *p = NULL;

	base_want(b, ERR_OK, presence_open(s, &who, &p, &b->e));
	return p;
}

static struct store *another(struct base *b)
{
	struct store *s = NULL;

	base_want(b, ERR_OK, store_open(b->path, &s, &b->e));
	return s;
}

static const char *seen(struct presence *p, const char *what)
{
	presence_look(p, true);
	const struct present *is = presence_of(p, presence_key(what));

	return is ? is->name : "";
}

static void names(void **state)
{
	static const struct {
		const char *full, *want;
	} rows[] = {
		{ "Коваль Олена Петрівна", "Коваль О." }, { "Коваль", "Коваль" }, { "Їжак Є", "Їжак Є." },
		{ "Нечуй-Левицька Ґандзя", "Нечуй-Левицька Ґ." }, { "", "login" },
		{ "Дужедовгепрізвищетакещонемаєнідекінцяйкраюйому Іван", "login" },
	};
	struct base *b = *state;
	struct presence *me = join(b, b->s, "Я");

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct store *s = another(b);
		struct presence *p = join(b, s, rows[i].full);

		presence_edit(p, presence_key("ГЛ-1/26"));
		assert_string_equal(seen(me, "ГЛ-1/26"), rows[i].want);
		presence_close(p);
		assert_string_equal(seen(me, "ГЛ-1/26"), "");
		store_close(s);
	}
	presence_close(me);
}

static void what_others_are_at(void **state)
{
	struct base *b = *state;
	struct store *s = another(b);
	struct presence *me = join(b, b->s, "Я Сам"), *p = join(b, s, "Бойко Марта");

	presence_edit(me, presence_key("ГЛ-2/26"));
	assert_string_equal(seen(me, "ГЛ-2/26"), ""); /* I am nobody else */
	assert_string_equal(seen(p, "ГЛ-2/26"), "Я С.");
	assert_false(presence_look(p, true)); /* the same as before */
	presence_edit(me, 0);
	assert_true(presence_look(p, true));
	assert_string_equal(seen(p, "ГЛ-2/26"), "");

	uint64_t a = presence_citizen("+380671112233", "ГЛ-1/26"), other = presence_citizen("", "ГЛ-1/26");

	assert_true(a == presence_citizen("+380671112233", "ГЛ-2/26"));
	assert_true(a != other);
	assert_true(presence_take(me, a));
	assert_true(presence_take(me, a)); /* it is mine */
	assert_false(presence_take(p, a));
	assert_true(presence_take(p, other));
	presence_tell(me);
	presence_look(p, true);
	assert_non_null(presence_of(p, a));
	assert_int_equal(presence_of(p, a)->kind, PRESENCE_CALLS);
	presence_drop(me, a);
	assert_true(presence_take(p, a));
	presence_drop_all(p);
	assert_false(presence_has(p, a));
	assert_true(presence_take(me, a));
	presence_close(p);
	presence_close(me);
	store_close(s);
}

/* A child that joins, edits, takes a citizen and is killed: all of it goes, the slot is used again. */
static void the_killed(void **state)
{
	struct base *b = *state;
	struct presence *me = join(b, b->s, "Я");
	uint64_t citizen = presence_citizen("+380671112233", "");

	for (int round = 0; round < 5; round++) {
		int ready[2];
		char c;

		assert_int_equal(pipe(ready), 0);
		pid_t child = fork();

		if (!child) {
			prctl(PR_SET_PDEATHSIG, SIGKILL); /* a test that fails leaves nobody behind */

			struct presence *p = join(b, another(b), "Кіт Іван");

			presence_edit(p, presence_key("ГЛ-3/26"));
			c = presence_take(p, citizen) ? '+' : '-';
			presence_tell(p);
			if (write(ready[1], &c, 1) == 1)
				pause();
			_exit(1);
		}
		assert_int_equal(read(ready[0], &c, 1), 1);
		assert_int_equal(c, '+');
		assert_string_equal(seen(me, "ГЛ-3/26"), "Кіт І.");
		assert_false(presence_take(me, citizen));
		kill(child, SIGKILL);
		waitpid(child, NULL, 0);
		assert_true(presence_look(me, false)); /* the quick look sees it */
		assert_null(presence_of(me, presence_key("ГЛ-3/26")));
		assert_null(presence_of(me, citizen));
		assert_true(presence_take(me, citizen));
		presence_drop(me, citizen);
		close(ready[0]);
		close(ready[1]);
	}
	char *file = base_file(b, "pult.db.here");
	struct stat st;

	assert_int_equal(stat(file, &st), 0);
	assert_true(st.st_size <= 2 * 1024); /* the slots of the dead are taken again */
	assert_int_equal(st.st_mode & 0777, 0600);
	presence_close(me);
}

/* What a dead process, or a foreign hand, left in the file counts for nothing. */
static void rubbish(void **state)
{
	struct base *b = *state;
	FILE *f = fopen(base_file(b, "pult.db.here"), "w");

	for (int i = 0; i < 5000; i++)
		fputc(i % 251 + 1, f);
	fclose(f);
	struct presence *me = join(b, b->s, "Я");
	struct store *s = another(b);
	struct presence *p = join(b, s, "Кіт Іван");

	assert_false(presence_others(me));
	presence_edit(p, presence_key("ГЛ-3/26"));
	assert_string_equal(seen(me, "ГЛ-3/26"), "Кіт І.");
	presence_close(p);
	presence_close(me);
	store_close(s);
}

/* Processes that grab the same citizens as fast as they can: never has more than one of them any. The byte of a
 * citizen in the shared page counts its holders. */
enum { GRABBERS = 8, CITIZENS = 5, ROUNDS = 3000 };

static void grab(struct base *b, _Atomic int *holders, int seed)
{
	struct presence *p = join(b, another(b), "Кіт Іван");
	unsigned x = (unsigned)seed * 2654435761u;
	int got = 0;

	for (int i = 0; i < ROUNDS; i++) {
		int c = (int)((x = x * 1664525u + 1013904223u) >> 16) % CITIZENS;
		char phone[32];

		snprintf(phone, sizeof(phone), "+38067000000%d", c);
		uint64_t key = presence_citizen(phone, "");

		if (!presence_take(p, key))
			continue;
		got++;
		if (++holders[c] != 1)
			_exit(2);
		holders[c]--;
		presence_drop(p, key);
	}
	_exit(got > 0 ? 0 : 3);
}

static void nobody_is_taken_twice(void **state)
{
	struct base *b = *state;
	void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	_Atomic int *holders = page;

	assert_true(page != MAP_FAILED);
	for (int i = 0; i < GRABBERS; i++)
		if (!fork())
			grab(b, holders, i + 1);
	for (int i = 0; i < GRABBERS; i++) {
		int status;

		wait(&status);
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), 0);
	}
	munmap(page, 4096);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, base_setup, base_teardown)
	const struct CMUnitTest tests[] = { T(names), T(what_others_are_at), T(the_killed), T(rubbish),
		T(nobody_is_taken_twice) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
