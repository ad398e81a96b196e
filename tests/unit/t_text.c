/* t_text - core/text.h: code points, columns, cutting, fitting and wrapping, broken bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/err.h"
#include "core/text.h"

/* --- code points ------------------------------------------------------------------------- */

static void test_check(void **state)
{
	static const struct {
		const char *s;
		size_t len;
		enum text_fault want;
	} rows[] = {
		{ "", 0, TEXT_GOOD },
		{ "під'їзд\t№ 2\n«❤️»", 30, TEXT_GOOD },
		{ "a\0b", 3, TEXT_NOT_UTF8 },
		{ "\xC0\xAF", 2, TEXT_NOT_UTF8 },         /* overlong / */
		{ "\xE0\x80\xAF", 3, TEXT_NOT_UTF8 },     /* overlong / */
		{ "\xF0\x82\x82\xAC", 4, TEXT_NOT_UTF8 }, /* overlong € */
		{ "\xED\xA0\x80", 3, TEXT_NOT_UTF8 },     /* surrogate */
		{ "\xF4\x90\x80\x80", 4, TEXT_NOT_UTF8 }, /* above U+10FFFF */
		{ "\xF4\x8F\xBF\xBF", 4, TEXT_GOOD },
		{ "\xFF", 1, TEXT_NOT_UTF8 },
		{ "\x80", 1, TEXT_NOT_UTF8 },
		{ "ї", 1, TEXT_NOT_UTF8 }, /* half of a letter */
		{ "\xEF\xF0\xE8\xE2\xB3\xF2", 6, TEXT_NOT_UTF8 }, /* привіт in windows-1251 */
		{ "a\x1B[2J", 5, TEXT_HAS_CONTROL },
		{ "a\rb", 3, TEXT_HAS_CONTROL },
		{ "\x7F", 1, TEXT_HAS_CONTROL },
		{ "\xC2\x9B", 2, TEXT_HAS_CONTROL },     /* CSI of C1 */
		{ "\xE2\x80\xA8", 3, TEXT_HAS_CONTROL }, /* U+2028 */
		{ "\xE2\x80\xA9", 3, TEXT_HAS_CONTROL },
		{ "\x1B\xFF", 2, TEXT_NOT_UTF8 }, /* the worse of two */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(text_check(rows[i].s, rows[i].len), rows[i].want);
}

static void test_next_and_put(void **state)
{
	uint32_t cp;
	char out[5];

	(void)state;
	for (uint32_t c = 1; c <= 0x10FFFF; c++) {
		bool surrogate = c >= 0xD800 && c <= 0xDFFF;
		size_t n = text_put(out, c);

		assert_int_equal(text_next(out, &cp), n);
		assert_int_equal(cp, surrogate ? 0xFFFD : c);
		assert_int_equal(strlen(out), n);
	}
	assert_int_equal(text_next("", &cp), 0);
	assert_int_equal(text_next("\xD0", &cp), 1);
	assert_int_equal(cp, 0xFFFD);
	assert_int_equal(text_next("\xE2\x80", &cp), 1);
	assert_int_equal(cp, 0xFFFD);
	assert_int_equal(text_put(out, 0x110000), 3);
	assert_string_equal(out, "\xEF\xBF\xBD");
	assert_int_equal(text_letters(""), 0);
	assert_int_equal(text_letters("під'їзд"), 7);
	assert_int_equal(text_letters("и\xCC\x86"), 2);
	assert_int_equal(text_letters("а\xFFб"), 3);
}

static void test_case(void **state)
{
	static const char *const lower = "абвгґдеєжзиіїйклмнопрстуфхцчшщьюяёыэъўabcz";
	static const char *const upper = "АБВГҐДЕЄЖЗИІЇЙКЛМНОПРСТУФХЦЧШЩЬЮЯЁЫЭЪЎABCZ";
	const char *l = lower, *u = upper;
	uint32_t low, up;

	(void)state;
	while (*l) {
		l += text_next(l, &low);
		u += text_next(u, &up);
		assert_int_equal(text_lower(up), low);
		assert_int_equal(text_upper(low), up);
		assert_int_equal(text_lower(low), low);
		assert_int_equal(text_upper(up), up);
	}
	assert_int_equal(text_lower('5'), '5');
	assert_int_equal(text_lower(0x2116), 0x2116);
	assert_int_equal(text_upper(0xE9), 0xC9);
}

/* --- columns ----------------------------------------------------------------------------- */

static void test_width(void **state)
{
	static const struct {
		const char *s;
		int want;
	} rows[] = {
		{ "", 0 },
		{ "abc", 3 },
		{ "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя", 33 },
		{ "№«»–’ʼ…", 7 },
		{ "за\xCC\x81мок", 5 },        /* stress mark */
		{ "і\xCC\x88жак", 4 },         /* decomposed ї */
		{ "世界", 4 },
		{ "👍", 2 },
		{ "❤️", 1 },                    /* as wcwidth(), which ncurses counts by */
		{ "a\x1B\nb\tc\x7F\xC2\x9B", 3 },
		{ "\xFF\xFE", 2 },             /* U+FFFD each */
		{ "각", 2 },                   /* one syllable of two Hangul letters */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(text_width(rows[i].s), rows[i].want);
	assert_int_equal(text_cp_width(0x301), 0);
	assert_int_equal(text_cp_width(0x0457), 1);
	assert_int_equal(text_cp_width(0x4E16), 2);
	assert_int_equal(text_cp_width(0), 0);
}

static void test_cut(void **state)
{
	static const struct {
		const char *s;
		int cols;
		size_t want;
	} rows[] = {
		{ "Звернення", 5, 10 },
		{ "Звернення", 0, 0 },
		{ "Звернення", -3, 0 },
		{ "Звернення", 99, 18 },
		{ "за\xCC\x81мок", 2, 6 }, /* the mark stays with its letter */
		{ "世界", 3, 3 },
		{ "世界", 1, 0 },
		{ "❤️!", 1, 6 },            /* selector */
		{ "👩‍👧x", 3, 0 },            /* not split at the joiner */
		{ "👩‍👧x", 4, 11 },
		{ "\xFF\xFF\xFF", 2, 2 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(text_cut(rows[i].s, rows[i].cols), rows[i].want);
}

static void test_fit(void **state)
{
	static const struct {
		const char *s;
		int cols;
		const char *want;
	} rows[] = {
		{ "Статус", 12, "Статус      " },
		{ "Статус", -12, "      Статус" },
		{ "Статус", 6, "Статус" },
		{ "Статус", 5, "Стат…" },
		{ "Статус", -5, "Стат…" },
		{ "Статус", 1, "…" },
		{ "Статус", 0, "" },
		{ "", 3, "   " },
		{ "", 0, "" },
		{ "а\r\nб\tв", 6, "а б в " },
		{ "а\xE2\x80\xA8" "б", 4, "а б " },
		{ "\x1B[2Jїжак\x07", 8, "[2Jїжак " },
		{ "їжак\x07", 4, "їжак" },            /* nothing visible is cut */
		{ "世界", 3, "世…" },
		{ "世界世", 4, "世… " },              /* half a wide letter is not drawn */
		{ "\xCC\x81" "а", 2, "а " },           /* a mark must not land on the cell before */
		{ "а\n\xCC\x81" "б", 3, "а б" },
		{ "а\xFF" "б", 4, "а\xEF\xBF\xBD" "б " },
		{ "а\xC2\xAD" "б\xE2\x80\xAE" "в", 4, "абв " }, /* soft hyphen, turned text */
		{ "за\xCC\x81мок", 4, "за\xCC\x81м…" },
		{ "👩‍👧", 4, "👩‍👧" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(text_fit(&a, rows[i].s, rows[i].cols), rows[i].want);
	arena_free(&a);
}

static void test_wrap(void **state)
{
	static const struct {
		const char *s;
		int cols;
		const char *lines[6];
	} rows[] = {
		{ "", 5, { "" } },
		{ "їжак", 5, { "їжак" } },
		{ "один два три", 8, { "один два", "три" } },
		{ "один два три", 7, { "один", "два три" } },
		{ "один  два", 5, { "один", "два" } },
		{ "один два ", 8, { "один два" } },
		{ "а\nб", 5, { "а", "б" } },
		{ "а\r\nб\n", 5, { "а", "б", "" } },
		{ "а\n\nб", 5, { "а", "", "б" } },
		{ "один\nдва", 4, { "один", "два" } },
		{ "один \nдва", 4, { "один", "два" } },
		{ "  абвгґд", 5, { "  абв", "гґд" } },
		{ "        ", 3, { "   " } },
		{ "абвгґд", 4, { "абвг", "ґд" } },
		{ "світло абвгґдеє", 6, { "світло", "абвгґд", "еє" } },
		{ "世界", 1, { "世", "界" } },
		{ "аб", 0, { "а", "б" } },
		{ "а\tб в", 3, { "а\tб", "в" } }, /* a tab is drawn as one space */
		{ "за\xCC\x81мок", 2, { "за\xCC\x81", "мо", "к" } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *s = rows[i].s, *next;
		size_t line = 0;

		for (; s; s = next, line++) {
			size_t n = text_wrap(s, rows[i].cols, &next);

			assert_true(line < COUNT(rows[i].lines) && rows[i].lines[line]);
			assert_int_equal(n, strlen(rows[i].lines[line]));
			assert_memory_equal(s, rows[i].lines[line], n);
		}
		assert_true(line == COUNT(rows[i].lines) || !rows[i].lines[line]);
	}
}

static void test_harmless(void **state)
{
	static const struct {
		const char *s, *want;
	} rows[] = {
		{ "Скарга\n\tна «воду»", "Скарга\n\tна «воду»" }, { "\033[31mчервоне\r\a", "[31mчервоне" },
		{ "a\302\233b\177c", "abc" }, { "\342\200\256назад\342\200\254", "назад" }, { "x\xff\xd0", "x" },
		{ "\342\201\247y\342\201\251", "y" }, { "", "" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(text_harmless(&a, rows[i].s), rows[i].want);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_harmless),
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_next_and_put),
		cmocka_unit_test(test_case),
		cmocka_unit_test(test_width),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_fit),
		cmocka_unit_test(test_wrap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
