/* t_frame - tui/frame: the same letters in the same looks, in fewer bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/err.h"
#include "tui/frame.h"

#define E "\033["
#define RESET E "39;49m\033(B" E "m"

static const struct {
	const char *what, *in, *want;
	bool charset;
} rows[] = {
	{ "nothing", "", "", false },
	{ "plain text", "Зелена 4", "Зелена 4", false },
	{ "a reset in one", E "31mа" RESET "б", E "31mа" E "mб", false },
	{ "nobody sees the colour of a space", E "38;5;245mа" RESET " " E "38;5;245mб" RESET, E "38;5;245mа б" E "m", false },
	{ "but its background", E "48;5;117mа" RESET " " E "48;5;117mб" RESET, E "48;5;117mа" E "m " E "48;5;117mб" E "m", false },
	{ "and its underline", E "4mа" E "m " E "4mб" E "m", E "4mа" E "m " E "4mб" E "m", false },
	{ "and what is reversed", E "7mа" E "31m б" E "m", E "7mа" E "31m б" E "m", false },
	{ "a row that is erased is blank too", E "48;5;24mа" E "m" E "K", E "48;5;24mа" E "m" E "K", false },
	{ "two looks in one", E "38;5;16m" E "48;5;220mА2" RESET, E "38;5;16;48;5;220mА2" E "m", false },
	{ "only what is another one", E "38;5;16m" E "48;5;220mА2" E "38;5;16m" E "48;5;117m б" RESET,
	  E "38;5;16;48;5;220mА2" E "48;5;117m б" E "m", false },
	{ "bold goes by beginning anew", E "1m" E "38;5;231mа\033(B" E "0mб", E "1;38;5;231mа" E "mб", false },
	{ "nothing is told for a move", E "1m" E "5;6H" E "m" "а", E "5;6H" "а", false },
	{ "bright colours", E "91mа" E "102mб" RESET, E "91mа" E "102mб" E "m", false },
	{ "ASCII is chosen once", "\033(Bа\033(Bб", "\033(Bаб", true },
	{ "and after other letters", "\033(0q\033(B\033(Bа", "\033(0q\033(Bа", false },
	{ "a code that is not known: as it is", E "38;2;1;2;3mа" RESET, E "38;2;1;2;3mа" RESET, false },
	{ "half a code", E "31", E "31", false },
	{ "half a colour", E "38;5mа", E "38;5mа", false },
	{ "nothing behind an escape", "а\033", "а\033", false },
	{ "numbers without end", E "99999999999999999999mа", E "99999999999999999999mа", false },
	{ "other controls", "\033[?25l\ra\b\017", "\033[?25l\ra\b\017", false },
};

static void frames(void **state)
{
	int bad = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct arena mem = { 0 };
		bool charset = rows[i].charset;
		struct frame got = frame_squeeze((struct frame){ rows[i].in, strlen(rows[i].in) }, &charset, &mem);

		if (got.n != strlen(rows[i].want) || memcmp(got.bytes, rows[i].want, got.n) != 0) {
			print_error("%s: «%.*s», not «%s»\n", rows[i].what, (int)got.n, got.bytes, rows[i].want);
			bad++;
		}
		arena_free(&mem);
	}
	assert_int_equal(bad, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(frames) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
