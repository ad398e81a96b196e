/* tests/unit/t_random_keys.c - a child, a cat, a sleeve on the keyboard: random keys, pastes and broken sequences
 * at the whole workstation. It never falls over (the sanitizers look on), and afterwards every row follows from the
 * log.
 *
 * PULT_RANDOM_KEYS: how many keys; PULT_RANDOM_SEED: which ones. `make soak` gives many. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "data/store/verify.h"
#include "tests/lib/random.h"
#include "tests/unit/desk.h"

enum { KEYS = 6000, PER_PERSON = 1500 };

static struct desk desk;
static uint64_t seed;

static unsigned below(unsigned n) { return random_below(&seed, n); }

static long number(const char *name, long otherwise)
{
	const char *value = getenv(name);

	return value ? strtol(value, NULL, 10) : otherwise;
}

/* --- keys ------------------------------------------------------------------------------------------ */

static const char *const fixed[] = {
	"\033OP", "\033OQ", "\033OR", "\033OS", "\033[15~", "\033[17~", "\033[18~", "\033[19~", "\033[20~", "\033[21~",
	"\r", "\r", "\r", "\t", "\t", "\033[Z", "\033", "\033", " ", "\177", "\033[2~", "\033[3~", "\033[A", "\033[B",
	"\033[B", "\033[C", "\033[D", "\033[H", "\033[F", "\033[5~", "\033[6~", "\033[1;5C", "\033[3;5~",
};

/* What people and terminals send by mistake or in bad faith. */
static const char *const odd[] = {
	"\033[", "\033[999999999;9u", "\033]0;x\007", "\033[M !!", "\xd0", "\xff\xfe", "\xf0\x9f\xa5\xb6", "е\xcc\x81",
	"\033[200~вул. Зелена, 4\nкв. 7\t\033[201~", "\033[200~'; DROP TABLE appeal; --\033[201~", "\033[200~\033[201~",
	"=cmd|' /C calc'!A0", "0671234567", "+380 (67) 123-45-67", "ГЛ-1/26", "вода", "Зелена 4", "01.03", "привіт",
	"ghbdsn", ":show 1\r", "/вода", "тел:067", "23.11.2026 18:00", "18:00",
};

static void random_key(char out[64])
{
	unsigned what = below(100);

	if (what < 40) {
		snprintf(out, 64, "%s", fixed[below(COUNT(fixed))]);
	} else if (what < 60) {
		snprintf(out, 64, "%c", (int)('!' + below('~' - '!' + 1)));
	} else if (what < 75) {
		text_put(out, 0x410 + below(0x40));
	} else if (what < 88) {
		snprintf(out, 64, "%c", (int)(1 + below(26)));
	} else if (what < 92) {
		snprintf(out, 64, "\033%c", (int)('a' + below(26)));
	} else {
		snprintf(out, 64, "%s", odd[below(COUNT(odd))]);
	}
}

/* --- people ---------------------------------------------------------------------------------------- */

static const struct actor people[] = {
	{ .login = "olena", .name = "Усі Ролі", .roles = ANY_ROLE & ~ROLE_BIT(R_EXECUTOR), .service = "" },
	{ .login = "voda", .name = "Виконавець", .roles = ROLE_BIT(R_EXECUTOR), .service = "VODA" },
	{ .login = "bohdan", .name = "Оператор", .roles = ROLE_BIT(R_OPERATOR), .service = "" },
	{ .login = "iryna", .name = "Контролер", .roles = ROLE_BIT(R_CONTROLLER) | ROLE_BIT(R_DISPATCHER), .service = "" },
};

/* A locked screen is opened again, a finished program started again, on the base as it stands. */
static void sit_down(const struct actor *who)
{
	if (desk.app.done)
		desk_on(&desk, who, false);
	else if (desk.app.locked)
		app_logged_in(&desk.app, who);
}

static void test_random_keys(void **state)
{
	const struct actor owner = { .login = "os:test", .name = "Тест", .service = "", .os = true };
	long n = number("PULT_RANDOM_KEYS", KEYS);
	struct verify_report report;
	struct err e = { 0 };
	char key[64];

	(void)state;
	seed = (uint64_t)number("PULT_RANDOM_SEED", 1580);
	for (long i = 0; i < n; i++) {
		const struct actor *who = &people[i / PER_PERSON % (long)COUNT(people)];

		if (i % PER_PERSON == 0)
			desk_on(&desk, who, i == 0);
		sit_down(who);
		random_key(key);
		desk_feed(&desk, key);
	}
	desk_on(&desk, &people[0], false);
	desk_must(store_verify(desk.app.store, VERIFY_FULL, NULL, &owner, &report, &e), &e);
	assert_int_equal(report.bad, 0);
	print_message("# %ld keys; events in the log: %ld\n", n, (long)store_last_event(desk.app.store));
}

static int begin(void **state)
{
	(void)state;
	desk_screen();
	desk_city(&desk);
	return 0;
}

static int end(void **state)
{
	(void)state;
	desk_end(&desk);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_random_keys) };

	return cmocka_run_group_tests_name("random keys", tests, begin, end);
}
