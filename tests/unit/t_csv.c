/* tests/unit/t_csv.c - records of CSV and TSV: reading, writing, and what was written read again. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "core/csv.h"

static const struct csv_form comma = { ',', true }, semicolon = { ';', true }, tab = { '\t', false };

/* What the first record of the bytes is, fields parted by '|'; "more" when it does not end in them. */
static const char *first(const struct csv_form *form, const char *bytes, bool end, struct arena *mem)
{
	struct csv_record r;
	const char *t = "";

	if (!csv_next(form, bytes, strlen(bytes), end, mem, &r))
		return "more";
	for (int i = 0; i < r.n && i < CSV_FIELDS; i++)
		t = arena_printf(mem, "%s%s%s", t, i ? "|" : "", r.field[i]);
	return arena_printf(mem, "%s @%zu/%d", t, r.bytes, r.lines);
}

static void test_read(void **state)
{
	static const struct {
		const struct csv_form *form;
		const char *bytes;
		bool end;
		const char *want;
	} cases[] = {
		{ &comma, "a,b\n", false, "a|b @4/1" },
		{ &comma, "a,b\r\nnext", false, "a|b @5/1" },
		{ &comma, "a,b", true, "a|b @3/0" },
		{ &comma, "a,b", false, "more" },
		{ &comma, ",\n", false, "| @2/1" },
		{ &comma, "\n", false, " @1/1" },
		{ &comma, "\"a,b\",c\n", false, "a,b|c @8/1" },
		{ &comma, "\"a\"\"b\"\n", false, "a\"b @7/1" },
		{ &comma, "\"a\nb\",c\n", false, "a\nb|c @8/2" },
		{ &comma, "\"a,b\n", true, "more" },
		{ &comma, "a \"b\" c,d\n", false, "a \"b\" c|d @10/1" },
		{ &comma, "\"a\" b,c\n", false, "a b|c @8/1" },
		{ &semicolon, "a,1;b\n", false, "a,1|b @6/1" },
		{ &tab, "\"a\t\"b\n", false, "\"a|\"b @6/1" },
		{ &tab, "a\t\t\n", false, "a|| @4/1" },
	};
	struct arena mem = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(first(cases[i].form, cases[i].bytes, cases[i].end, &mem), cases[i].want);
	arena_free(&mem);
}

static void test_guess(void **state)
{
	(void)state;
	assert_int_equal(csv_guess("n\treceived\ttext", 15).sep, '\t');
	assert_int_equal(csv_guess("n;received;text", 15).sep, ';');
	assert_int_equal(csv_guess("n,received,text", 15).sep, ',');
	assert_false(csv_guess("n\treceived", 10).quotes);
	assert_true(csv_guess("n,received", 10).quotes);
}

static void test_write(void **state)
{
	static const struct {
		const struct csv_form *form;
		const char *value;
		bool guard;
		const char *want;
	} cases[] = {
		{ &comma, "plain", false, "plain" },       { &comma, "", false, "" },
		{ &comma, "a,b", false, "\"a,b\"" },       { &comma, "say \"hi\"", false, "\"say \"\"hi\"\"\"" },
		{ &comma, "two\nlines", false, "two lines" }, { &tab, "a\tb\"", false, "a b\"" },
		{ &comma, "=1+1", false, "=1+1" },         { &semicolon, "=1+1", true, "'=1+1" },
		{ &semicolon, "@cmd", true, "'@cmd" },     { &semicolon, "-5", true, "'-5" },
		{ &semicolon, "+380671234567", true, "+380671234567" },
		{ &semicolon, "=A;\"x\"", true, "\"'=A;\"\"x\"\"\"" },
	};
	struct arena mem = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++)
		assert_string_equal(csv_write(cases[i].form, cases[i].value, cases[i].guard, &mem), cases[i].want);
	assert_string_equal(csv_unguard("'=1"), "=1");
	assert_string_equal(csv_unguard("'quoted'"), "'quoted'");
	arena_free(&mem);
}

/* Whatever was said, written and read again is the same but for line breaks. */
static void test_round(void **state)
{
	static const char *const values[] = { "", "\"", "\"\"", ",", "'", "a\"b,c", "Лук’яненко", "=x", " ", "\"a\"" };
	struct arena mem = { 0 };
	struct csv_record r;

	(void)state;
	for (size_t i = 0; i < COUNT(values); i++)
		for (size_t k = 0; k < COUNT(values); k++) {
			const char *line = arena_printf(&mem, "%s,%s\n", csv_write(&comma, values[i], false, &mem),
							csv_write(&comma, values[k], false, &mem));

			assert_true(csv_next(&comma, line, strlen(line), false, &mem, &r));
			assert_int_equal(r.n, 2);
			assert_string_equal(r.field[0], values[i]);
			assert_string_equal(r.field[1], values[k]);
		}
	arena_free(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read), cmocka_unit_test(test_guess),
		cmocka_unit_test(test_write), cmocka_unit_test(test_round),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
