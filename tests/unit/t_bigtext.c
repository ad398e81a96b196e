/* t_bigtext - letters five rows high: widths, rows, what has no glyph. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/err.h"
#include "core/text.h"
#include "tui/bigtext.h"

static void widths_are_those_of_the_rows(void **state)
{
	static const struct {
		const char *text;
		int cols;
	} rows[] = {
		{ "", 0 }, { "1", 5 }, { "12", 11 }, { "123456", 35 }, { "ГЛ-131673/26", 71 },
		{ "HL-131673-26", 71 }, { "ґ", 0 }, { "12 34", 29 }, { "12!", 0 }, { "🙂", 0 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		char out[512];

		assert_int_equal(big_width(rows[i].text), rows[i].cols);
		for (int row = 0; rows[i].cols && row < BIG_ROWS; row++) {
			assert_true(big_row(rows[i].text, row, "\u2588", out, sizeof(out)));
			assert_int_equal(text_width(out), rows[i].cols);
		}
	}
}

static void both_alphabets_can_be_drawn(void **state)
{
	(void)state;
	assert_int_equal(big_width("АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯ"), 33 * 6 - 1);
	assert_int_equal(big_width("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), 26 * 6 - 1);
}

static void a_digit_looks_like_itself(void **state)
{
	static const char *const four[] = { "#   #", "#   #", "#####", "    #", "    #" };
	char out[64];

	(void)state;
	for (int row = 0; row < BIG_ROWS; row++) {
		assert_true(big_row("4", row, "#", out, sizeof(out)));
		assert_string_equal(out, four[row]);
	}
}

/* A PIN is read from these shapes: no two digits may be the same. */
static void digits_differ(void **state)
{
	char shape[10][128];

	(void)state;
	for (int d = 0; d < 10; d++) {
		char digit[] = { (char)('0' + d), '\0' };

		for (int row = 0; row < BIG_ROWS; row++)
			assert_true(big_row(digit, row, "#", shape[d] + 5 * row, 16));
		for (int other = 0; other < d; other++)
			assert_string_not_equal(shape[d], shape[other]);
	}
}

static void what_does_not_fit_is_refused(void **state)
{
	char out[18];

	(void)state;
	assert_true(big_row("1", 0, "\u2588", out, 8));
	assert_false(big_row("8", 0, "\u2588", out, 8));
	assert_false(big_row("1!", 0, "#", out, sizeof(out)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(widths_are_those_of_the_rows), cmocka_unit_test(both_alphabets_can_be_drawn),
		cmocka_unit_test(a_digit_looks_like_itself),    cmocka_unit_test(digits_differ),
		cmocka_unit_test(what_does_not_fit_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
