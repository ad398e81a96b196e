/* t_text_fold - core/text.h: every sample of domain.md 5.1-5.5 and 5.8, and text of any kind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/err.h"
#include "core/text.h"

struct pair {
	const char *in, *want;
};

typedef char *(*text_function)(struct arena *a, const char *s);

static void check_pairs(text_function f, const struct pair *pairs, size_t n)
{
	struct arena a = { 0 };

	for (size_t i = 0; i < n; i++)
		assert_string_equal(f(&a, pairs[i].in), pairs[i].want);
	arena_free(&a);
}

/* --- names and keys ---------------------------------------------------------------------- */

static void test_tidy(void **state)
{
	static const struct {
		const char *in, *want;
		bool changed;
	} rows[] = {
		{ "", "", false },
		{ "  Ганна \t Іванівна\n", "Ганна Іванівна", false },
		{ "Ганна\nІванівна\xC2\xA0Коваль", "Ганна Іванівна Коваль", false },
		{ "Лук'яненко", "Лук’яненко", false },
		{ "Лукʼяненко", "Лук’яненко", false },
		{ "Лук`яненко", "Лук’яненко", false },
		{ "Лук´яненко", "Лук’яненко", false },
		{ "Лук‘яненко", "Лук’яненко", false },
		{ "Лук\"яненко", "Лук’яненко", false },
		{ "ЛУК*ЯНЕНКО", "ЛУК’ЯНЕНКО", false },
		{ "ТОВ\"Юність\"", "ТОВ\"Юність\"", false },
		{ "'Ромашка'", "'Ромашка'", false },
		{ "О'Коннор", "О’Коннор", false },
		{ "O'Коннор", "О’Коннор", true },  /* Latin O */
		{ "Iваненко", "Іваненко", true },  /* Latin I */
		{ "Oлeнa", "Олена", true },        /* Latin O, e, a */
		{ "Kиï\xD0\xB2", "Київ", true },
		{ "TАНЯ", "ТАНЯ", true },
		{ "10A", "10А", true },
		{ "вул. Городоцька, 10a, кв. 5", "вул. Городоцька, 10а, кв. 5", true },
		{ "A4", "A4", false },
		{ "IKEA, Facebook, Wi-Fi", "IKEA, Facebook, Wi-Fi", false },
		{ "IP-адреса", "IP-адреса", false },
		{ "у Facebookу", "у Facebookу", false }, /* b is nobody's twin */
		{ "за\xCC\x81мок", "замок", false },
		{ "І\xCC\x88жак И\xCC\x86осип", "Їжак Йосип", false },
		{ "Ї\xCC\x81хати", "Їхати", false },
		{ "Кульпар\xC2\xADківська", "Кульпарківська", false },
		{ "а\x1B\xE2\x80\xAE" "б", "аб", false },
		{ "Müller", "Müller", false },
		{ "а\xFF", "а\xEF\xBF\xBD", false },
		{ "Хаммера ❤ «Дім» – 5", "Хаммера ❤ «Дім» – 5", false },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		bool changed = !rows[i].changed;

		assert_string_equal(text_tidy(&a, rows[i].in, &changed), rows[i].want);
		assert_int_equal(changed, rows[i].changed);
	}
	assert_string_equal(text_tidy(&a, " а ", NULL), "а");
	arena_free(&a);
}

static void test_fold(void **state)
{
	static const struct pair rows[] = {
		{ "", "" },
		{ " .,!? ", "" },
		{ "Лук'яненко", "лукяненко" },
		{ "Лук’яненко", "лукяненко" },
		{ "Лукʼяненко", "лукяненко" },
		{ "Лук`яненко", "лукяненко" },
		{ "Лук´яненко", "лукяненко" },
		{ "Лук‘яненко", "лукяненко" },
		{ "Лук*яненко", "лукяненко" },
		{ "Лук\"яненко", "лукяненко" },
		{ "Лукяненко", "лукяненко" },
		{ "Ґалаґан", "галаган" },
		{ "Галаган", "галаган" },
		{ "Iваненко", "іваненко" },
		{ "Нечуя-Левицького", "нечуя левицького" },
		{ "Нечуя – Левицького", "нечуя левицького" },
		{ "Нечуя Левицького", "нечуя левицького" },
		{ "Oлeнa", "олена" },
		{ "ПІД'ЇЗД", "підїзд" },
		{ "об'єкт м'яч В'ячеслав Дем'ян Мар'ян", "обєкт мяч вячеслав демян марян" },
		{ "Лук'янівка, Солом`янська", "лукянівка соломянська" },
		{ "Полтв'яна Торф'яна О'Коннор", "полтвяна торфяна оконнор" },
		{ "Зелёная", "зеленая" },
		{ "Ивченко", "ивченко" },
		{ "Івченко", "івченко" },
		{ "І\xCC\x88жак", "їжак" },
		{ "за\xCC\x81мок", "замок" },
		{ "вул.Городоцька,буд.226-а", "вул городоцька буд 226 а" },
		{ "226A", "226а" },
		{ "TОРФ", "торф" },
		{ "Kиï\xD0\xB2", "київ" },
		{ "IKEA Facebook Wi-Fi", "ikea facebook wi fi" },
		{ "Кульпар\xC2\xADківська", "кульпарківська" },
		{ "+38 (032) 297-57-95", "38 032 297 57 95" },
		{ "а\nб\tв\xC2\xA0г", "а б в г" },
		{ "кіт❤️пес", "кіт пес" },
		{ "MÜLLER", "müller" },
		{ "Mu\xCC\x88ller", "müller" },
		{ "а\xFF" "б", "а б" },
		/* found by folding keys again */
		{ "İ", "İ" },                          /* its small letter is the ASCII i */
		{ "1A`", "1а" },
		{ "Лук*\xC2\xADяненко", "лукяненко" }, /* a soft hyphen before я */
		{ "і\xC2\xAD\xCC\x88жак", "їжак" },   /* and before the dots of ї */
		{ "ё\xCC\x88", "е" },
		{ "a'\xCC\x88", "a" },
		{ "ꞋаꞋ", "а" },                        /* U+A78B, the capital of an apostrophe */
	};

	(void)state;
	check_pairs(text_fold, rows, COUNT(rows));
}

/* --- order ------------------------------------------------------------------------------- */

/* Each stands before the next one. */
static const char *const ordered[] = {
	"1", "2", "007а", "10", "10А", "10Б", "12", "0100",
	"Гвоздь", "Гудзь", "Гук", "Ґалаґан", "Ґанжа", "Ґудзь", "Дуб", "Ева", "Єва", "Жук", "Зуб",
	"Изюм", "Іван", "Їжак", "Йосип", "Кіт", "Коваль", "Коваль Іван", "Коваль Яна",
	"Ковальчук Анна", "Лев", "Левко", "Мак", "М'ята", "Мята", "М'яч", "Мяч",
	"Нечуйко", "Нечуй-Левицька", "Стрийська, 9", "Стрийська 10", "Щука", "юрій", "Юрій", "Яма",
	"Émile", "Facebook", "IKEA",
};

/* -1, 0, 1: how the keys of x and y compare. */
static int order_of(struct arena *a, const char *x, const char *y)
{
	int got = strcmp(text_sort_key(a, x), text_sort_key(a, y));

	return (got > 0) - (got < 0);
}

static void test_sort_key(void **state)
{
	static const char *const letters[] = {
		"а", "б", "в", "г", "ґ", "д", "е", "є", "ж", "з", "и", "і", "ї", "й", "к", "л", "м",
		"н", "о", "п", "р", "с", "т", "у", "ф", "х", "ц", "ч", "ш", "щ", "ь", "ю", "я",
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i + 1 < COUNT(letters); i++)
		assert_int_equal(order_of(&a, letters[i], letters[i + 1]), -1);
	for (size_t i = 0; i < COUNT(ordered); i++) {
		for (size_t j = 0; j < COUNT(ordered); j++) {
			int want = i < j ? -1 : i > j;

			if (order_of(&a, ordered[i], ordered[j]) != want)
				print_error("%s / %s\n", ordered[i], ordered[j]);
			assert_int_equal(order_of(&a, ordered[i], ordered[j]), want);
		}
	}
	arena_free(&a);
}

/* М'ята = Мята: they differ only after everything that is written has been compared. */
static void test_sort_equal(void **state)
{
	static const struct pair same[] = {
		{ "М'ята", "Мята" },  { "М’яч", "Мяч" },           { "Мʼяч", "М`яч" },
		{ "Iван", "Іван" },   { "І\xCC\x88жак", "Їжак" },
		{ "Квітка-Яценко", "КвіткаЯценко" },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(same); i++) {
		const char *x = text_sort_key(&a, same[i].in), *y = text_sort_key(&a, same[i].want);

		assert_int_equal(strcspn(x, "\x01"), strcspn(y, "\x01"));
		assert_memory_equal(x, y, strcspn(x, "\x01"));
		assert_string_not_equal(x, y);
	}
	arena_free(&a);
}

/* --- layouts and transliteration --------------------------------------------------------- */

static void test_layout(void **state)
{
	static const struct pair rows[] = {
		{ "", "" },
		{ "ghbdsn", "привіт" },
		{ "Kmdsd", "Львів" },
		{ "gsl`]pl", "під'їзд" },
		{ "gsl`]pl`", "під'їзд" },
		{ "Ujhjljwmrf? 226", "Городоцька, 226" },
		{ "\\fkf\\fy", "ґалаґан" },
		{ "~{}|:\"<>\\ z", "ʼХЇҐЖЄБЮґ я" },
		{ "Львыв", "Львів" },
		{ "пыдёъзд", "під'їзд" },
		{ "Эдиний", "Єдиний" },
		{ "ЫЭЪ Ё", "ІЄЇ " },
		{ "привіт", "ghbdsn" },
		{ "Львів", "Kmdsd" },
		{ "під'їзд", "gsl`]pl" },
		{ "пє", "g'" },
		{ "цццюпщщпдуюсщь", "www.google.com" },
		{ "Wi-Fi у сквері", "Wi-Fi у сквері" },
		{ "226/4", "226/4" },
		{ "И\xCC\x86од", "Qjl" },
	};

	(void)state;
	check_pairs(text_layout, rows, COUNT(rows));
}

static void test_latin_key(void **state)
{
	static const char *const ukrainian = "йцукенгшщзхїґфівапролджєячсмитьбюЙІЖ";
	static const char *const latin = "qwertyuiop[]\\asdfghjkl;'zxcvbnm,.QS:";
	const char *u = ukrainian;
	uint32_t cp;

	(void)state;
	for (const char *l = latin; *l; l++) {
		u += text_next(u, &cp);
		assert_int_equal(text_latin_key(cp), *l);
	}
	assert_int_equal(text_latin_key('q'), 'q');
	assert_int_equal(text_latin_key('.'), '.');
	assert_int_equal(text_latin_key('?'), '?');
	assert_int_equal(text_latin_key(0x2116), 0x2116);
}

static void test_latin(void **state)
{
	static const struct pair rows[] = {
		{ "", "" },
		{ "Згурський", "Zghurskyi" },
		{ "Єнакієве", "Yenakiieve" },
		{ "Короп'є", "Koropie" },
		{ "Короп’є", "Koropie" },
		{ "Їжакевич", "Yizhakevych" },
		{ "Знам'янка", "Znamianka" },
		{ "Юрій", "Yurii" },
		{ "Щука ЩУКА щука Щ", "Shchuka SHCHUKA shchuka Shch" },
		{ "ЗГУРСЬКИЙ Розгін", "ZGHURSKYI Rozghin" },
		{ "аА бБ вВ гГ ґҐ дД еЕ жЖ зЗ иИ іІ", "aA bB vV hH gG dD eE zhZh zZ yY iI" },
		{ "кК лЛ мМ нН оО пП рР сС тТ уУ фФ", "kK lL mM nN oO pP rR sS tT uU fF" },
		{ "хХ цЦ чЧ шШ щЩ ьЬ", "khKh tsTs chCh shSh shchShch " },
		{ "є її йй юю яя", "ye yii yi yuiu yaia" },
		{ "Нью-Йорк, Нечуй-Яр", "Niu-York, Nechui-Yar" },
		{ "«Дім» № 5 – «Я»…", "\"Dim\" No 5 - \"Ya\"..." },
		{ "ГЛ-91895/26", "HL-91895/26" },
		{ "Wi-Fi, O'Connor's 'x' 1580!", "Wi-Fi, O'Connor's 'x' 1580!" },
		{ "О'Коннор", "OKonnor" },
		{ "И\xCC\x86осип за\xCC\x81мок", "Yosyp zamok" },
		{ "съезд Ёлка ы э", "sezd Yolka y e" },
	};

	(void)state;
	check_pairs(text_latin, rows, COUNT(rows));
}

/* --- anything at all --------------------------------------------------------------------- */

/* Whatever the text: nothing breaks, keys of keys are the same keys. */
static void all_functions(const char *s)
{
	struct arena a = { 0 };
	const char *next = s;
	bool changed;
	size_t len = strlen(s), lines = 0;

	for (int cols = -3; cols <= 7; cols += 5) {
		assert_true(text_cut(s, cols) <= len);
		assert_int_equal(text_width(text_fit(&a, s, cols)), cols < 0 ? -cols : cols);
	}
	for (const char *line = s; line; line = next, lines++) {
		assert_true(text_wrap(line, 3, &next) <= strlen(line));
		assert_true(lines <= len);
	}
	const char *key = text_fold(&a, s), *tidy = text_tidy(&a, s, &changed);

	assert_string_equal(text_fold(&a, key), key);
	assert_string_equal(text_tidy(&a, tidy, NULL), tidy);
	assert_string_equal(text_fold(&a, tidy), key);
	assert_int_not_equal(text_check(key, strlen(key)), TEXT_NOT_UTF8);
	text_sort_key(&a, s);
	text_layout(&a, s);
	text_latin(&a, s);
	arena_free(&a);
}

static void test_every_code_point(void **state)
{
	char s[64];

	(void)state;
	for (uint32_t cp = 1; cp <= 0x10FFFF; cp += cp < 0x3000 || cp >> 12 == 0x1F ? 1 : 53) {
		char c[5];

		text_put(c, cp);
		snprintf(s, sizeof(s), "%s%sа%s %sB10%s", c, c, c, c, c);
		all_functions(s);
	}
}

/* Broken bytes, cut letters, heaps of marks: nothing is read past the end and nothing hangs. */
static void test_random_bytes(void **state)
{
	static const char *const parts[] = {
		"\xFF", "\xD0", "\xE2\x80", "\xF0\x9F", "і", "\xCC\x88", "\xCC\x81", "A", "a", "'",
		"`", "*", "я", "1", " ", "\n", "\r", "\t", "\x1B", "👩", "\xE2\x80\x8D", "\xEF\xB8\x8F",
		"世", "-", "\xC2\xAD", "ї",
		"\"", "ё", "Z", "\xE0\xA4\x95", "\xE0\xA4\xBC", "g",
	};
	uint32_t seed = 1580;

	(void)state;
	for (int round = 0; round < 5000; round++) {
		char s[128] = "";
		size_t n = 0;

		for (int i = 0; i < 24; i++) {
			seed = seed * 1664525u + 1013904223u;
			const char *part = parts[(seed >> 16) % COUNT(parts)];

			memcpy(s + n, part, strlen(part));
			n += strlen(part);
		}
		char *exact = strdup(s); /* a byte read past its end is an error of the sanitizer */

		all_functions(exact);
		free(exact);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_tidy),
		cmocka_unit_test(test_fold),
		cmocka_unit_test(test_sort_key),
		cmocka_unit_test(test_sort_equal),
		cmocka_unit_test(test_layout),
		cmocka_unit_test(test_latin_key),
		cmocka_unit_test(test_latin),
		cmocka_unit_test(test_every_code_point),
		cmocka_unit_test(test_random_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
