/* t_number - core/number: numbers as written and as people type them, site codes, indexes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/number.h"

static int release(void **state)
{
	arena_free(*state);
	return 0;
}

static int acquire(void **state)
{
	static struct arena arena;

	*state = &arena;
	return 0;
}

static void site_codes(void **state)
{
	static const struct {
		const char *typed, *code, *ascii; /* code NULL: no code */
	} rows[] = {
		{ "ГЛ", "ГЛ", "HL" },
		{ "гл", "ГЛ", "HL" },
		{ "львів1", "ЛЬВІВ1", "LVIV1" },
		{ "Ґ", "Ґ", "G" },
		{ "щ", "Щ", "SHCH" },
		{ "ЩЩЩЩЩЩ", "ЩЩЩЩЩЩ", "SHCHSHCHSHCHSHCHSHCHSHCH" },
		{ "є", "Є", "YE" },
		{ "ює", "ЮЄ", "YUIE" },
		{ "зг", "ЗГ", "ZGH" },
		{ "їж", "ЇЖ", "YIZH" },
		{ "lv1", "LV1", "LV1" },
		{ "12", "12", "12" },
		{ "123456", "123456", "123456" },
		{ "", NULL, NULL },
		{ "1234567", NULL, NULL },
		{ "АБВГДЕЄ", NULL, NULL },
		{ "Г Л", NULL, NULL },
		{ " ГЛ", NULL, NULL },
		{ "Г-Л", NULL, NULL },
		{ "Г'Л", NULL, NULL },
		{ "ГЫ", NULL, NULL },
		{ "ГЪ", NULL, NULL },
		{ "É", NULL, NULL },
		{ "Ь", NULL, NULL }, /* nothing of it is left in Latin letters */
		{ "Г\xD0", NULL, NULL },
		{ "Г\x01", NULL, NULL },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *code = "untouched";
		struct err e = { .code = ERR_OK };
		enum err_code rc = site_code_read(*state, rows[i].typed, &code, &e);

		assert_int_equal(rc, rows[i].code ? ERR_OK : ERR_INVALID);
		assert_int_equal(e.code, rc);
		assert_string_equal(code, rows[i].code ? rows[i].code : "untouched");
		if (rows[i].code)
			assert_string_equal(site_code_ascii(*state, code), rows[i].ascii);
	}
}

static void templates(void **state)
{
	static const struct {
		const char *template;
		const char *want; /* of site ГЛ, 2026, 91895; NULL: refused */
	} rows[] = {
		{ NUMBER_TEMPLATE, "ГЛ-91895/26" },
		{ "{site}-{n}-{yyyy}", "ГЛ-91895-2026" },
		{ "{yy}-{n}/{site}", "26-91895/ГЛ" },
		{ "ЛМР-{site}/{yyyy}/{n}", "ЛМР-ГЛ/2026/91895" },
		{ "1580_{site}_{n}_{yy}", "1580_ГЛ_91895_26" },
		{ "", NULL },
		{ "{n}", NULL },
		{ "{site}-{n}", NULL },
		{ "{n}/{yy}", NULL },
		{ "{site}-{n}/{yy}-{yyyy}", NULL },
		{ "{site}-{n}-{n}/{yy}", NULL },
		{ "{site}{n}/{yy}", NULL },
		{ "{site}-{n}{yy}", NULL },
		{ "{site}1-{n}/{yy}", NULL },
		{ "{site}-{n}.{yy}", NULL },
		{ "{site} {n}/{yy}", NULL },
		{ "{site}-{n}/{yy}{", NULL },
		{ "{site}-{n}/{yy}/{mm}", NULL },
		{ "%s{site}-{n}/{yy}", NULL },
		{ "{site}-{n}/{yy}-\xFF", NULL },
		{ "{site}-{n}/{yy}-ЛЬВІВСЬКАМІСЬКАРАДАЛЬВІВСЬКАМІСЬКАРАДА", NULL },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct err e = { .code = ERR_OK };
		enum err_code rc = number_template_check(rows[i].template, &e);

		if (rc != (rows[i].want ? ERR_OK : ERR_INVALID))
			fail_msg("template \"%s\": %d", rows[i].template, rc);
		assert_int_equal(e.code, rc);
		if (rows[i].want)
			assert_string_equal(
				number_format(*state, rows[i].template, "ГЛ", 2026, 91895),
				rows[i].want);
	}
}

static void twins(void **state)
{
	assert_string_equal(number_ascii(*state, "ГЛ", 2026, 91895), "HL-91895-26");
	assert_string_equal(number_ascii(*state, "ЩЄ1", 2005, 1), "SHCHIE1-1-05");
	assert_string_equal(number_ascii(*state, "LV", 2100, NUMBER_N_MAX), "LV-999999999-00");
	assert_string_equal(number_format(*state, NUMBER_TEMPLATE, "ГЛ", 2026, 1), "ГЛ-1/26");
}

struct typed {
	const char *typed;
	bool good;
	const char *site;
	int64_t n;
	int year, question;
	const char *ascii;
};

static void check_typed(struct arena *a, const char *template, const struct typed *rows,
			size_t count)
{
	int bad = 0;

	for (size_t i = 0; i < count; i++) {
		const struct typed *r = &rows[i];
		struct number num = { .site = "?", .n = -1 };
		bool good = number_parse(a, template, r->typed, &num);
		bool same = good ? r->good && strcmp(num.site, r->site) == 0 && num.n == r->n &&
					   num.year == r->year && num.question == r->question &&
					   strcmp(num.ascii, r->ascii) == 0
				 : !r->good && num.n == -1;

		if (same)
			continue;
		print_error("\"%s\": %s site %s n %ld year %d question %d ascii %s\n", r->typed,
			    good ? "read" : "refused", num.site, (long)num.n, num.year,
			    num.question, num.ascii ? num.ascii : "?");
		bad++;
	}
	assert_int_equal(bad, 0);
}

static void numbers_as_typed(void **state)
{
	static const struct typed rows[] = {
		{ "ГЛ-91895/26", true, "ГЛ", 91895, 2026, 0, "HL-91895-26" },
		{ "гл-91895/26", true, "ГЛ", 91895, 2026, 0, "HL-91895-26" },
		{ "HL-91895-26", true, "HL", 91895, 2026, 0, "HL-91895-26" },
		{ "hl-91895-26", true, "HL", 91895, 2026, 0, "HL-91895-26" },
		{ "ГЛ-91895/26.2", true, "ГЛ", 91895, 2026, 2, "HL-91895-26" },
		{ "HL-91895-26.2", true, "HL", 91895, 2026, 2, "HL-91895-26" },
		{ "91895", true, "", 91895, 0, 0, "" },
		{ "91895.2", true, "", 91895, 0, 2, "" },
		{ "№91895", true, "", 91895, 0, 0, "" },
		{ "№ 91895", true, "", 91895, 0, 0, "" },
		{ "  №\u00A0ГЛ-91895/26 ", true, "ГЛ", 91895, 2026, 0, "HL-91895-26" },
		{ "#91895", true, "", 91895, 0, 0, "" },
		{ "ГЛ-91895-26", true, "ГЛ", 91895, 2026, 0, "HL-91895-26" },
		{ "HL-91895/26", true, "HL", 91895, 2026, 0, "HL-91895-26" },
		{ "ГЛ - 91895 / 26", true, "ГЛ", 91895, 2026, 0, "HL-91895-26" },
		{ "ГЛ\u201391895/26", true, "ГЛ", 91895, 2026, 0, "HL-91895-26" },
		{ "ГЛ-91895/2026", true, "ГЛ", 91895, 2026, 0, "HL-91895-26" },
		{ "ГЛ-91895", true, "ГЛ", 91895, 0, 0, "" },
		{ "ГЛ-91895.3", true, "ГЛ", 91895, 0, 3, "" },
		{ "91895/26", true, "", 91895, 2026, 0, "" },
		{ "91895-26", true, "", 91895, 2026, 0, "" },
		{ "91895-26.12", true, "", 91895, 2026, 12, "" },
		{ "ГЛ-00091895/26", true, "ГЛ", 91895, 2026, 0, "HL-91895-26" },
		{ "999999999", true, "", 999999999, 0, 0, "" },
		{ "12-91895/26", true, "12", 91895, 2026, 0, "12-91895-26" },
		{ "12-91895", true, "12", 91895, 0, 0, "" },
		{ "SHCHSHCHSHCHSHCHSHCHSHCH-5-26", true, "SHCHSHCHSHCHSHCHSHCHSHCH", 5, 2026, 0,
		  "SHCHSHCHSHCHSHCHSHCHSHCH-5-26" },
		{ "ЩЩЩЩЩЩ-5/26", true, "ЩЩЩЩЩЩ", 5, 2026, 0, "SHCHSHCHSHCHSHCHSHCHSHCH-5-26" },
		{ "ДО-133645", true, "ДО", 133645, 0, 0, "" },
		{ "", false, NULL, 0, 0, 0, NULL },
		{ "№", false, NULL, 0, 0, 0, NULL },
		{ "0", false, NULL, 0, 0, 0, NULL },
		{ "ГЛ-0/26", false, NULL, 0, 0, 0, NULL },
		{ "1000000000", false, NULL, 0, 0, 0, NULL },
		{ "0322975795", false, NULL, 0, 0, 0, NULL },
		{ "99999999999999999999999999", false, NULL, 0, 0, 0, NULL },
		{ "ГЛ", false, NULL, 0, 0, 0, NULL },
		{ "ГЛ-", false, NULL, 0, 0, 0, NULL },
		{ "-91895", false, NULL, 0, 0, 0, NULL },
		{ "ГЛ-91895/", false, NULL, 0, 0, 0, NULL },
		{ "ГЛ-91895/2", false, NULL, 0, 0, 0, NULL },
		{ "ГЛ-91895/226", false, NULL, 0, 0, 0, NULL },
		{ "ГЛ-91895/1926", false, NULL, 0, 0, 0, NULL },
		{ "ГЛ-91895/26.", false, NULL, 0, 0, 0, NULL },
		{ "ГЛ-91895/26.0", false, NULL, 0, 0, 0, NULL },
		{ "ГЛ-91895/26.100", false, NULL, 0, 0, 0, NULL },
		{ "ГЛ-91895/26.2.3", false, NULL, 0, 0, 0, NULL },
		{ "ГЛ-91895/26/1", false, NULL, 0, 0, 0, NULL },
		{ "ГЛ91895/26", false, NULL, 0, 0, 0, NULL },
		{ "91 895", false, NULL, 0, 0, 0, NULL },
		{ "Г Л-91895/26", false, NULL, 0, 0, 0, NULL },
		{ "АБВГДЕЄ-5/26", false, NULL, 0, 0, 0, NULL },
		{ "SHCHSHCHSHCHSHCHSHCHSHCHS-5-26", false, NULL, 0, 0, 0, NULL },
		{ "№№ГЛ-91895/26x", false, NULL, 0, 0, 0, NULL },
		{ "немає води", false, NULL, 0, 0, 0, NULL },
		{ "\xFF", false, NULL, 0, 0, 0, NULL },
		{ "ГЛ-91895/26\xD0", false, NULL, 0, 0, 0, NULL },
		{ "ГЛ-91895/26'; DROP TABLE", false, NULL, 0, 0, 0, NULL },
		{ "ГЛ-91895/26-----------------------------------------------------------------",
		  false, NULL, 0, 0, 0, NULL },
	};

	check_typed(*state, NUMBER_TEMPLATE, rows, COUNT(rows));
}

static void numbers_of_other_templates(void **state)
{
	static const struct typed reversed[] = {
		{ "26-91895/ГЛ", true, "ГЛ", 91895, 2026, 0, "HL-91895-26" },
		{ "26-91895/гл.2", true, "ГЛ", 91895, 2026, 2, "HL-91895-26" },
		{ "hl-91895-26", true, "HL", 91895, 2026, 0, "HL-91895-26" },
		{ "ГЛ-91895/26", true, "ГЛ", 91895, 2026, 0, "HL-91895-26" },
	};
	static const struct typed long_year[] = {
		{ "лмр-гл/2026/91895", true, "ГЛ", 91895, 2026, 0, "HL-91895-26" },
		{ "91895", true, "", 91895, 0, 0, "" },
	};

	check_typed(*state, "{yy}-{n}/{site}", reversed, COUNT(reversed));
	check_typed(*state, "ЛМР-{site}/{yyyy}/{n}", long_year, COUNT(long_year));
}

/* Whatever is written can be read back, by its number and by its twin. */
static void written_numbers_read_back(void **state)
{
	static const char *const templates[] = { NUMBER_TEMPLATE, "{site}_{yyyy}_{n}",
						 "{yy}/{n}-{site}", "А{site}-{n}-{yy}" };
	static const char *const sites[] = { "ГЛ", "ЛЬВІВ1", "12", "LV", "ЩЩЩЩЩЩ", "1А" };

	for (size_t t = 0; t < COUNT(templates); t++) {
		for (size_t s = 0; s < COUNT(sites); s++) {
			const char *number =
				number_format(*state, templates[t], sites[s], 2031, 4580);
			const char *ascii = number_ascii(*state, sites[s], 2031, 4580);
			struct number by_number, by_ascii;

			assert_true(number_parse(*state, templates[t], number, &by_number));
			assert_string_equal(by_number.site, sites[s]);
			assert_string_equal(by_number.ascii, ascii);
			assert_int_equal(by_number.n, 4580);
			assert_int_equal(by_number.year, 2031);
			assert_true(number_parse(*state, NUMBER_TEMPLATE, ascii, &by_ascii));
			assert_string_equal(by_ascii.ascii, ascii);
		}
	}
}

static void indexes(void **state)
{
	static const struct {
		enum applicant who;
		const char *surname, *mark;
	} rows[] = {
		{ APPLICANT_INDIVIDUAL, "Дорошенко", "Д" },
		{ APPLICANT_INDIVIDUAL, "дорошенко", "Д" },
		{ APPLICANT_INDIVIDUAL, "О'Коннор", "О" },
		{ APPLICANT_INDIVIDUAL, "О’Коннор", "О" },
		{ APPLICANT_INDIVIDUAL, "ґалаґан", "Ґ" },
		{ APPLICANT_INDIVIDUAL, "їжак", "Ї" },
		{ APPLICANT_INDIVIDUAL, "Єва", "Є" },
		{ APPLICANT_INDIVIDUAL, "Iваненко", "І" },             /* Latin I */
		{ APPLICANT_INDIVIDUAL, "И\u0306осипенко", "Й" },      /* И and a breve */
		{ APPLICANT_INDIVIDUAL, "  «Квітка-Яценко» ", "К" },
		{ APPLICANT_INDIVIDUAL, "'Ткач", "Т" },
		{ APPLICANT_INDIVIDUAL, "Smith", "S" },
		{ APPLICANT_INDIVIDUAL, "", "" },
		{ APPLICANT_INDIVIDUAL, " - 12", "" },
		{ APPLICANT_COLLECTIVE, "Дорошенко", "КО" },
		{ APPLICANT_COLLECTIVE, "", "КО" },
		{ APPLICANT_ANONYMOUS, "", "БП" },
		{ APPLICANT_ANONYMOUS, "Дорошенко", "БП" },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		assert_string_equal(index_mark(*state, rows[i].who, rows[i].surname), rows[i].mark);
	assert_string_equal(index_format(*state, "Д", 401, 0), "Д-401");
	assert_string_equal(index_format(*state, "КО", 15, 0), "КО-15");
	assert_string_equal(index_format(*state, "БП", 3, 0), "БП-3");
	assert_string_equal(index_format(*state, "Д", 401, 2), "Д-401/2");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(site_codes),
		cmocka_unit_test(templates),
		cmocka_unit_test(twins),
		cmocka_unit_test(numbers_as_typed),
		cmocka_unit_test(numbers_of_other_templates),
		cmocka_unit_test(written_numbers_read_back),
		cmocka_unit_test(indexes),
	};

	return cmocka_run_group_tests(tests, acquire, release);
}
