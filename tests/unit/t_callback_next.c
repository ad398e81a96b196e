/* t_callback_next - who is handed out next: the order, one citizen as one call, houses; many processes at once; and
 * the hour at which a citizen takes the telephone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include "tests/unit/store_base.h"

#include "data/store/callback_next.h"
#include "tests/lib/kyiv.h"

static const char now[] = "2026-11-20 18:30";

/* Reported done; `done` is when ("19 10:00" of that November), `priority` a wire word. */
static const char *waiting(struct base *b, const char *phone, const char *address, const char *done,
			   const char *priority)
{
	struct registration r;
	struct registration_fault where;
	struct registered out;
	struct command cmd;

	registration_init(&r);
	r.text = "Немає води";
	r.phone = phone;
	r.address = address;
	base_want(b, ERR_OK, appeal_register(b->s, &r, &test_owner, &b->mem, &out, &where, &b->e));
	command_init(&cmd, ACT_DISPATCH);
	cmd.service = "VODA";
	cmd.service_name = "Водоканал";
	cmd.service_active = true;
	base_want(b, ERR_OK, appeal_move(b->s, out.appeal.number, &cmd, -1, &test_owner, &b->mem, NULL, &b->e));
	command_init(&cmd, ACT_DONE);
	cmd.result = RESULT_DONE;
	cmd.note = "Зроблено";
	base_want(b, ERR_OK, appeal_move(b->s, out.appeal.number, &cmd, -1, &test_owner, &b->mem, NULL, &b->e));
	base_sql(b->path, arena_printf(&b->mem, "UPDATE question SET next_try = 0, priority = '%s', done_at ="
				       " strftime('%%s', '2026-11-%s', '-2 hours') * 1000"
				       " WHERE appeal = (SELECT id FROM appeal WHERE number = '%s')",
				       priority, done, out.appeal.number));
	return out.appeal.number;
}

static struct presence *join(struct base *b, struct store *s, const char *name)
{
	const struct actor who = { .login = "login", .name = name, .service = "" };
	struct presence *p = NULL;

	base_want(b, ERR_OK, presence_open(s, &who, &p, &b->e));
	return p;
}

/* The numbers handed out: "3 1", without the site and the year. */
static const char *next(struct base *b, struct presence *p, const struct next_ask *ask)
{
	struct found_list got;
	const char *t = "";

	base_want(b, ERR_OK, callback_next(b->s, p, ask, &test_owner, &b->mem, &got, &b->e));
	for (int i = 0; i < got.n; i++)
		t = arena_printf(&b->mem, "%s%s%ld", t, *t ? " " : "",
				 strtol(strchr(got.rows[i].number, '-') + 1, NULL, 10));
	return t;
}

/* Many that cannot be called stand before the one who can: he is found behind the first page all the same. */
static void behind_the_first_page(void **state)
{
	enum { MANY = 450 };
	struct base *b = *state;
	struct presence *p = join(b, b->s, "Я");
	struct next_ask ask = { .filter = "" };
	const char *script = "CREATE TEMP TABLE a AS SELECT * FROM appeal; CREATE TEMP TABLE q AS SELECT * FROM question;"
			     "UPDATE a SET phone = '', phone_raw = ''; UPDATE q SET house = '', done_at = done_at - 864000000;";

	waiting(b, "0670000001", "вул. Зелена, 1", "20 09:00", "N");
	for (int i = 1; i <= MANY; i++)
		script = arena_printf(&b->mem, "%sUPDATE a SET id = %d, subject = 'ГЛ.%d', number = 'ГЛ-%d/26', ascii = 'HL-%d-26',"
				      " idem = 'k%d'; INSERT INTO appeal SELECT * FROM a; UPDATE q SET id = %d, appeal = %d;"
				      " INSERT INTO question SELECT * FROM q;", script, i, 1000 + i, 1000 + i, 1000 + i, i, i, i);
	base_sql(b->path, script);
	assert_string_equal(next(b, p, &ask), "1");
	assert_string_equal(next(b, p, &ask), "");
	ask.by_house = true;
	presence_close(p);
	p = join(b, b->s, "Інший");
	assert_string_equal(next(b, p, &ask), "1");
	presence_close(p);
}

static void the_order(void **state)
{
	struct base *b = *state;
	struct presence *p = join(b, b->s, "Я"), *other = join(b, b->s, "Інший");
	struct next_ask ask = { .filter = "" };

	waiting(b, "0670000001", "вул. Зелена, 1, кв. 1", "20 09:00", "N");  /* 1: the youngest day */
	waiting(b, "0670000002", "вул. Зелена, 2", "18 09:00", "N");         /* 2: the oldest of its day */
	waiting(b, "0670000003", "вул. Зелена, 1, кв. 3", "18 11:00", "N");  /* 3: the same day, his best hour */
	waiting(b, "0670000004", "вул. Зелена, 4", "20 12:00", "A2");        /* 4: an accident */
	waiting(b, "0670000002", "вул. Наукова, 9", "19 09:00", "N");        /* 5: of who waits with 2 */
	waiting(b, "", "вул. Наукова, 10", "17 09:00", "N");                 /* 6: nobody to call */
	base_sql(b->path, "INSERT INTO call SELECT 5, 'x', strftime('%s', '2026-11-02 16:10') * 1000,"
			  " 380670000003, '', '', 1, 4, '', '', 3, 60, '', 0"); /* we called at 18:10 of the city, he took it */
	assert_string_equal(next(b, p, &ask), "4");
	assert_string_equal(next(b, p, &ask), "3"); /* 4 is held */
	assert_string_equal(next(b, p, &ask), "2 5");
	assert_string_equal(next(b, other, &ask), "1");
	assert_string_equal(next(b, other, &ask), "");
	presence_drop_all(p);
	assert_string_equal(next(b, other, &ask), "4");

	/* skipped, filtered */
	const uint64_t skip[] = { presence_citizen("+380670000003", "") };

	presence_drop_all(other);
	ask = (struct next_ask){ .filter = "", .skip = skip, .nskip = 1 };
	assert_string_equal(next(b, p, &ask), "4");
	assert_string_equal(next(b, p, &ask), "2 5");
	presence_drop_all(p);
	ask = (struct next_ask){ .filter = "наукова" };
	assert_string_equal(next(b, p, &ask), "5");

	/* by house: all who wait there and whom nobody has */
	presence_drop_all(p);
	ask = (struct next_ask){ .filter = "зелена", .by_house = true };
	assert_string_equal(next(b, p, &ask), "4");
	assert_string_equal(next(b, p, &ask), "3 1");
	assert_string_equal(next(b, other, &ask), "2");
	presence_drop_all(p);
	assert_true(presence_take(p, presence_citizen("+380670000001", "")));
	assert_string_equal(next(b, other, &ask), "4");
	assert_string_equal(next(b, other, &ask), "3");
	presence_close(p);
	presence_close(other);
}

/* --- many processes ---------------------------------------------------------------------------- */

enum { CALLERS = 6, CITIZENS = 24 };

struct shared {
	_Atomic int holders[CITIZENS], answered[3 * CITIZENS + 1], taken;
};

/* Calls until there is nobody left. An exit status that is not 0 says what was wrong. */
static void call_all(struct base *b, struct shared *sh, bool by_house)
{
	const struct next_ask ask = { .filter = "", .by_house = by_house };
	struct store *s = NULL;
	struct found_list got;

	if (store_open(b->path, &s, &b->e))
		_exit(9);
	struct presence *p = join(b, s, "Хтось");

	for (;;) {
		int held[CITIZENS] = { 0 };

		if (callback_next(s, p, &ask, &test_owner, &b->mem, &got, &b->e))
			_exit(8);
		if (got.n == 0)
			_exit(0);
		for (int i = 0; i < got.n; i++) {
			int c = (int)strtol(got.rows[i].phone + 8, NULL, 10) % 100;

			if (!held[c]++ && ++sh->holders[c] != 1)
				_exit(2); /* two have one citizen */
			sh->taken++;
		}
		for (int i = 0; i < got.n; i++) {
			struct command cmd;

			command_init(&cmd, ACT_CONFIRM);
			cmd.via = VIA_CALL;
			if (appeal_move(s, got.rows[i].number, &cmd, got.rows[i].rev, &test_owner, &b->mem, NULL,
					&b->e))
				_exit(3); /* somebody has answered it already */
			if (++sh->answered[strtol(strchr(got.rows[i].number, '-') + 1, NULL, 10)] != 1)
				_exit(4);
		}
		for (int c = 0; c < CITIZENS; c++)
			if (held[c])
				sh->holders[c]--;
		presence_drop_all(p);
		presence_tell(p);
	}
}

static void many_callers(struct base *b, bool by_house)
{
	struct shared *sh = mmap(NULL, sizeof(*sh), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int n = 0;

	for (int c = 0; c < CITIZENS; c++)
		for (int i = 0; i < 1 + c % 3; i++, n++)
			waiting(b, arena_printf(&b->mem, "06700000%02d", c),
				arena_printf(&b->mem, "вул. Зелена, %d", 1 + (c + i) % 5), "20 09:00", "N");
	for (int i = 0; i < CALLERS; i++)
		if (!fork()) {
			prctl(PR_SET_PDEATHSIG, SIGKILL);
			call_all(b, sh, by_house);
		}
	for (int i = 0; i < CALLERS; i++) {
		int status;

		wait(&status);
		assert_int_equal(status, 0);
	}
	assert_int_equal(sh->taken, n);
	for (int i = 1; i <= n; i++)
		assert_int_equal(sh->answered[i], 1);
	munmap(sh, sizeof(*sh));
}

static void citizens_at_once(void **state)
{
	many_callers(*state, false);
}

static void houses_at_once(void **state)
{
	many_callers(*state, true);
}

/* --- the best hour ----------------------------------------------------------------------------- */

static void best_hours(void **state)
{
	static const struct {
		const char *calls; /* hour, then i: in, o: out and taken, m: out and not taken, a: an attempt */
		int want;
	} rows[] = {
		{ "", -1 }, { "18o", 18 }, { "18m", -1 }, { "18a", -1 }, { "11i", 11 }, { "11i 18o", 18 },
		{ "11i 11i 11i 18o", 18 }, { "11i 11i 11i 11i 18o", 11 }, { "18o 18m 11i", 11 }, { "18o 18a 18a", -1 },
		{ "11o 18o", 18 }, { "18o 11o", 11 }, { "03i 22o", -1 }, { "20o 09i", 9 }, { "12m 12o 12o", 12 },
	};
	static const struct clock_ops kyiv = KYIV_CLOCK;
	struct policy pol;

	(void)state;
	pol = (struct policy){ .clock = &kyiv, .call_from_hour = 9, .call_until_hour = 20 };
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct hours h = { .score = { 0 } };
		int day = 1;

		for (const char *t = rows[i].calls; *t; t += 3 + (t[3] == ' '), day++) {
			struct call c = { .at = utc(2026, 11, day, 10 * (t[0] - '0') + t[1] - '0' - 2, 10, 0),
				.direction = t[2] == 'i' ? CALL_IN : CALL_OUT, .talk_s = t[2] == 'm' ? 0 : 30 };

			if (t[2] == 'a')
				hours_add_attempt(&h, &kyiv, c.at);
			else
				hours_add_call(&h, &kyiv, &c);
		}
		if (hours_best(&h, &pol) != rows[i].want)
			fail_msg("«%s»: %d", rows[i].calls, hours_best(&h, &pol));
	}
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, base_setup, base_teardown)
	const struct CMUnitTest tests[] = { T(behind_the_first_page), T(the_order),
		T(citizens_at_once), T(houses_at_once),
		cmocka_unit_test(best_hours) };

	setenv("PULT_TEST_NOW", now, 1);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
