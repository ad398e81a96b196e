/* tests/unit/t_text_fill.c - texts with fields: core/text_fill, core/text_template. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "core/text_fill.h"
#include "core/text_template.h"

static void test_fields(void **state)
{
	static const struct {
		const char *text, *field; /* NULL: none at the beginning */
	} rows[] = {
		{ "{номер}", "{номер}" }, { "{номер} і ще", "{номер}" }, { "{ім'я}", "{ім'я}" },
		{ "{ім’я}", "{ім’я}" }, { "{insert-template}", "{insert-template}" }, { "{a1}", "{a1}" },
		{ "{}", NULL }, { "{", NULL }, { "{номер", NULL }, { "номер}", NULL }, { "{два слова}", NULL },
		{ "{рядок\n}", NULL }, { "{a{b}", NULL }, { "", NULL }, { "{\"json\": 1}", NULL },
		{ "{ффффффффффффффффффффффффффффффффффф}", NULL }, /* longer than any */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t n = text_field(rows[i].text);

		if (rows[i].field ? n != strlen(rows[i].field) : n != 0)
			fail_msg("«%s»: %zu bytes", rows[i].text, n);
	}
}

static const char *value(void *ctx, const char *name)
{
	(void)ctx;
	return strcmp(name, "a") == 0 ? "АБВ" : strcmp(name, "empty") == 0 ? "" : NULL;
}

static void test_fill(void **state)
{
	static const struct {
		const char *text, *want;
		size_t left;
	} rows[] = {
		{ "", "", 0 }, { "без полів", "без полів", 0 }, { "{a}", "АБВ", 0 }, { "x{a}y{a}", "xАБВyАБВ", 0 },
		{ "{b} {a} {c}", "{b} АБВ {c}", 2 }, { "[{empty}]", "[]", 0 }, { "{{a}}", "{АБВ}", 0 },
		{ "{a", "{a", 0 },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t left = 99;

		assert_string_equal(text_fill(&a, rows[i].text, value, NULL, &left), rows[i].want);
		assert_int_equal(left, rows[i].left);
	}
	arena_free(&a);
}

static void test_template(void **state)
{
	static const struct {
		const char *text, *want, *missing;
	} rows[] = {
		{ "{ім'я}, № {номер}", "Оксано, № {номер}", "{номер}" },
		{ "{ІМ’Я} {Name} {ім`я}", "Оксано Оксано Оксано", "" },
		{ "{строк} {номер} {due}", "{строк} {номер} {due}", "{номер}, {строк}" },
		{ "нічого", "нічого", "" },
		{ "{чуже}", "{чуже}", "" },
	};
	const struct template_values v = { .of = { [TEMPLATE_NAME] = "Оксано", [TEMPLATE_DUE] = "" } };
	struct arena a = { 0 };
	const char *missing;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_string_equal(template_fill(&a, rows[i].text, &v, &missing), rows[i].want);
		assert_string_equal(missing, rows[i].missing);
	}
	arena_free(&a);
}

static void test_known(void **state)
{
	struct arena a = { 0 };
	const char *all;

	(void)state;
	assert_null(template_fault(&a, "текст {номер} і {due}, {не поле}"));
	assert_string_equal(template_fault(&a, "текст {номр} {інше}"), "{номр}");
	all = template_fields(&a);
	assert_null(template_fault(&a, all));
	assert_true(template_is_field("{номер}", strlen("{номер}")));
	assert_false(template_is_field("{нomер}x", 5));
	for (const char *s = all; *s; s++) /* each is a field of its own */
		if (text_field(s))
			assert_true(template_is_field(s, text_field(s)));
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_fields), cmocka_unit_test(test_fill), cmocka_unit_test(test_template),
		cmocka_unit_test(test_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
