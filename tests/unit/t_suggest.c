/* t_suggest - tui/suggest.h: what the lists of the city offer, on a new base. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/store_base.h"
#include "tui/suggest.h"

static struct suggested ask(struct base *b, const char *what, const char *text)
{
	struct suggested out = { .n = 0 };

	suggest_of_store.suggest(b->s, &b->mem, what, text, &out);
	return out;
}

static void while_typing(void **state)
{
	static const struct {
		const char *what, *text, *value, *aside; /* of the first row; NULL: there is none */
		bool strict;
	} rows[] = {
		{ "topic", "0203", "02.03 Недогрів, ледве теплі батареї", "N", true },
		{ "topic", "02.03 Недогрів, ледв", "02.03 Недогрів, ледве теплі батареї", "N", true },
		{ "topic", "ytljuhsd", "02.03 Недогрів, ледве теплі батареї", "N", true },
		{ "topic", "", NULL, NULL, true },
		{ "service", "довідка", "Довідка ЦНАП (032) 297-57-95", "DOVIDKA · information · 0322975795", true },
		{ "service", "водоканал", "ЛМКП «Львівводоканал»", "VODA · city service", true },
		{ "body", "водоканал", "ЛМКП «Львівводоканал»", "VODA · city service", false },
		{ "body", "Кабінет Міністрів", NULL, NULL, false },
		{ "address", "городоц", "вул. Городоцька, ", NULL, false },
		{ "address", "герцена", "вул. Ігоря Білозора, ", NULL, false },
		{ "address", "вул. Городоцька, ", NULL, NULL, false },
		{ "address", "Городоцька 22", NULL, NULL, false },
		{ "address", "вул. Герцена, 5", "вул. Ігоря Білозора, 5", NULL, false },
		{ "address", "Герцена 5", "Ігоря Білозора 5", NULL, false },
		{ "address", "вул. Герцена О., 5, кв. 3, 2-й поверх", "вул. Ігоря Білозора, 5, кв. 3, 2-й поверх", NULL, false },
		{ "address", "вул. Ігоря Білозора, 5", NULL, NULL, false },
		{ "address", "просп. Герцена, 5", NULL, NULL, false },
		{ "name", "водоканал", NULL, NULL, false },
	};
	struct base *b = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct suggested out = ask(b, rows[i].what, rows[i].text);

		if ((out.n > 0) != (rows[i].value != NULL) || out.strict != rows[i].strict)
			fail_msg("%s «%s»: %zu rows, %d", rows[i].what, rows[i].text, out.n, out.strict);
		if (!out.n)
			continue;
		assert_string_equal(out.rows[0].value, rows[i].value);
		if (rows[i].aside)
			assert_string_equal(out.rows[0].aside, rows[i].aside);
	}
}

/* Every value is one that the catalogue knows without a doubt. */
static void the_whole_lists(void **state)
{
	struct base *b = *state;
	const struct catalogue *c;
	struct suggested out = ask(b, "topic", NULL);
	int found = 0;

	base_want(b, ERR_OK, catalogue_get(b->s, &c, &b->e));
	assert_string_equal(out.rows[0].label, "Холодна вода та водовідведення");
	assert_null(out.rows[0].value);
	for (size_t i = 0; i < out.n; i++)
		found += out.rows[i].value && catalogue_exact_topic(c, out.rows[i].value);
	assert_int_equal(found, 111);
	assert_int_equal(out.n, 111 + 15);
	out = ask(b, "service", NULL);
	found = 0;
	for (size_t i = 0; i < out.n; i++)
		found += out.rows[i].value && catalogue_exact_service(c, out.rows[i].value);
	assert_int_equal(found, 45);
	assert_string_equal(out.rows[0].label, "city service");
	assert_int_equal(ask(b, "address", NULL).n, 0); /* hundreds of streets are no list */
}

static void nothing_fits(void **state)
{
	struct base *b = *state;
	struct suggested out = ask(b, "topic", "zzz");

	assert_int_equal(out.n, 1);
	assert_null(out.rows[0].value);
	assert_non_null(strstr(out.rows[0].label, "Nothing fits"));
}

/* Two of one name are told apart by their codes; who takes no orders is not offered. */
static void names_that_are_not_one(void **state)
{
	struct base *b = *state;
	const struct catalogue *c;

	base_sql(b->path, "UPDATE service SET name = 'Світло' WHERE code IN ('SVITLO', 'OBLENERGO');"
			  "UPDATE service SET active = 0 WHERE code = 'LEV'");
	base_want(b, ERR_OK, catalogue_get(b->s, &c, &b->e));
	struct suggested out = ask(b, "service", "світло");

	assert_string_equal(out.rows[0].value, "OBLENERGO Світло");
	assert_string_equal(catalogue_exact_service(c, "SVITLO Світло")->code, "SVITLO");
	assert_null(catalogue_exact_service(c, "Світло"));
	out = ask(b, "service", NULL);
	for (size_t i = 0; i < out.n; i++)
		assert_true(!out.rows[i].value || strcmp(out.rows[i].value, "ЛКП «Лев» (тварини)") != 0);
}

static void a_street_without_a_house(void **state)
{
	struct base *b = *state;

	assert_string_equal(suggest_no_comma(&b->mem, "вул. Зелена, "), "вул. Зелена");
	assert_string_equal(suggest_no_comma(&b->mem, "вул. Зелена, 1"), "вул. Зелена, 1");
	assert_string_equal(suggest_no_comma(&b->mem, " , "), "");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, base_setup, base_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(while_typing),
		TEST(the_whole_lists),
		TEST(nothing_fits),
		TEST(names_that_are_not_one),
		TEST(a_street_without_a_house),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
