/* tests/unit/t_templates.c - data/store/templates: those of the program and those of the base, changes as
 * events, and that `pult verify` compares each row with the log. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "data/store/templates.h"
#include "data/store/verify.h"
#include "tests/unit/store_base.h"

static const struct actor supervisor = { .login = "super", .name = "Сова", .roles = ROLE_BIT(R_SUPERVISOR),
	.service = "" };
static const struct actor operator = { .login = "olena", .name = "Коваль", .roles = ROLE_BIT(R_OPERATOR),
	.service = "" };

/* The text of a template; NULL: there is none. */
static const char *text_of(struct base *b, const char *name)
{
	struct template_list all;

	base_want(b, ERR_OK, template_list(b->s, TEMPLATE_TYPED, &b->mem, &all, &b->e));
	for (int i = 0; i < all.n; i++)
		if (strcmp(all.rows[i].name, name) == 0)
			return all.rows[i].text;
	return NULL;
}

static void want_text(struct base *b, const char *name, const char *text)
{
	const char *got = text_of(b, name);

	if (!text)
		assert_null(got);
	else if (!got)
		fail_msg("there is no «%s»", name);
	else
		assert_string_equal(got, text);
}

static enum err_code verify(struct base *b)
{
	struct verify_report r;

	b->e = (struct err){ 0 };
	return store_verify(b->s, VERIFY_FULL, &(struct progress){ NULL, NULL }, &test_owner, &r, &b->e);
}

static void test_changes(void **state)
{
	struct base *b = *state;

	base_want(b, ERR_OK, template_add(b->s, TEMPLATE_TYPED, "  Двері ", "Зачинено. {номер}", &test_owner, &b->e));
	want_text(b, "Двері", "Зачинено. {номер}");
	base_want(b, ERR_CONFLICT, template_add(b->s, TEMPLATE_TYPED, "двері", "x", &test_owner, &b->e));
	base_want(b, ERR_OK, template_edit(b->s, TEMPLATE_TYPED, "ДВЕРІ", "Відчинено", &test_owner, &b->e));
	want_text(b, "Двері", "Відчинено");
	base_want(b, ERR_OK, template_remove(b->s, TEMPLATE_TYPED, "Двері", &test_owner, &b->e));
	want_text(b, "Двері", NULL);
	base_want(b, ERR_NOT_FOUND, template_remove(b->s, TEMPLATE_TYPED, "Двері", &test_owner, &b->e));
	base_want(b, ERR_NOT_FOUND, template_edit(b->s, TEMPLATE_TYPED, "Двері", "x", &test_owner, &b->e));
	base_want(b, ERR_OK, template_add(b->s, TEMPLATE_TYPED, "Двері", "Знову", &test_owner, &b->e));
	want_text(b, "Двері", "Знову");
	assert_int_equal(base_int(b->path, "SELECT count(*) FROM template"), 1);
	assert_int_equal(base_int(b->path, "SELECT count(*) FROM event WHERE kind LIKE 'template%'"), 4);
	base_want(b, ERR_OK, verify(b));
}

/* What the program brings along is changed and removed like any other. */
static void test_seeds(void **state)
{
	struct base *b = *state;
	struct template_list all;

	base_want(b, ERR_OK, template_list(b->s, TEMPLATE_TYPED, &b->mem, &all, &b->e));
	assert_true(all.n >= 2);
	const char *first = all.rows[0].name, *second = all.rows[1].name;
	int n = all.n;

	base_want(b, ERR_OK, template_edit(b->s, TEMPLATE_TYPED, first, "по-нашому", &test_owner, &b->e));
	base_want(b, ERR_OK, template_remove(b->s, TEMPLATE_TYPED, second, &test_owner, &b->e));
	want_text(b, first, "по-нашому");
	want_text(b, second, NULL);
	base_want(b, ERR_OK, template_list(b->s, TEMPLATE_TYPED, &b->mem, &all, &b->e));
	assert_int_equal(all.n, n - 1);
	base_want(b, ERR_OK, verify(b));
}

static void test_refused(void **state)
{
	struct base *b = *state;
	char name[200];

	memset(name, 'a', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	base_want(b, ERR_REFUSED, template_add(b->s, TEMPLATE_TYPED, "x", "y", &operator, &b->e));
	base_want(b, ERR_REFUSED, template_remove(b->s, TEMPLATE_TYPED, "x", &operator, &b->e));
	base_want(b, ERR_INVALID, template_add(b->s, TEMPLATE_TYPED, " ", "y", &test_owner, &b->e));
	base_want(b, ERR_INVALID, template_add(b->s, TEMPLATE_TYPED, name, "y", &test_owner, &b->e));
	base_want(b, ERR_INVALID, template_add(b->s, TEMPLATE_TYPED, "x", " \n", &test_owner, &b->e));
	assert_int_equal(template_add(b->s, TEMPLATE_TYPED, "x", "{чуже}", &test_owner, &b->e), ERR_INVALID);
	assert_non_null(strstr(b->e.msg, "{чуже}"));
	base_want(b, ERR_INVALID, template_add(b->s, TEMPLATE_TYPED, "x", "a\033[31m", &test_owner, &b->e));
	assert_int_equal(base_int(b->path, "SELECT count(*) FROM template"), 0);
}

/* A kind is a list of its own: what has one name in two of them is two texts. */
static void test_kinds(void **state)
{
	struct base *b = *state;
	struct template_list all;

	for (int k = TEMPLATE_WORDS; k < TEMPLATE_KIND_COUNT; k++) {
		base_want(b, ERR_OK, template_list(b->s, (enum template_kind)k, &b->mem, &all, &b->e));
		assert_true(all.n >= 7);
	}
	base_want(b, ERR_OK, template_add(b->s, TEMPLATE_WORDS, "двері", "Скажіть", &test_owner, &b->e));
	want_text(b, "двері", NULL);
	base_want(b, ERR_OK, template_add(b->s, TEMPLATE_TYPED, "двері", "Зачинено", &test_owner, &b->e));
	base_want(b, ERR_OK, template_remove(b->s, TEMPLATE_WORDS, "двері", &test_owner, &b->e));
	want_text(b, "двері", "Зачинено");
	base_want(b, ERR_OK, template_edit(b->s, TEMPLATE_USE, "104", "Газ", &test_owner, &b->e));
	base_want(b, ERR_OK, template_list(b->s, TEMPLATE_USE, &b->mem, &all, &b->e));
	int found = 0;

	for (int i = 0; i < all.n; i++)
		found += strcmp(all.rows[i].name, "104") == 0 && strcmp(all.rows[i].text, "Газ") == 0;
	assert_int_equal(found, 1);
	base_want(b, ERR_OK, verify(b));
}

/* Ґ stands after Г, whatever the bytes say. */
static void test_order(void **state)
{
	static const char *const names[] = { "яма", "ґанок", "дах", "гараж", "єнот" };
	struct base *b = *state;
	struct template_list all;
	const char *seen = "";

	for (size_t i = 0; i < COUNT(names); i++)
		base_want(b, ERR_OK, template_add(b->s, TEMPLATE_TYPED, names[i], "текст", &test_owner, &b->e));
	base_want(b, ERR_OK, template_list(b->s, TEMPLATE_TYPED, &b->mem, &all, &b->e));
	for (int i = 0; i < all.n; i++)
		if (strcmp(all.rows[i].text, "текст") == 0)
			seen = arena_printf(&b->mem, "%s %s", seen, all.rows[i].name);
	assert_string_equal(seen, " гараж ґанок дах єнот яма");
}

/* A foreign hand in the row, or a row that nobody made. */
static void test_verify(void **state)
{
	static const struct {
		const char *sql, *says;
	} rows[] = {
		{ "UPDATE template SET text = 'інше'", "text" },
		{ "UPDATE template SET removed = 1", "removed" },
		{ "UPDATE template SET kind = 'words'", "kind" },
		{ "DELETE FROM template", "ГЛ." },
		{ "INSERT INTO template VALUES('ГЛ.1', 'чужий', 'x', 0, 'template', 0)", "ГЛ.1" },
	};
	struct base *b = *state;

	base_want(b, ERR_OK, template_add(b->s, TEMPLATE_TYPED, "двері", "Зачинено", &supervisor, &b->e));
	for (size_t i = 0; i < COUNT(rows); i++) {
		base_sql(b->path, "SAVEPOINT a; CREATE TABLE IF NOT EXISTS kept AS SELECT * FROM template; RELEASE a");
		base_sql(b->path, rows[i].sql);
		assert_int_equal(verify(b), ERR_FAILED);
		if (!strstr(b->e.msg, rows[i].says))
			fail_msg("%s: %s", rows[i].sql, b->e.msg);
		base_sql(b->path, "DELETE FROM template; INSERT INTO template SELECT * FROM kept");
		base_want(b, ERR_OK, verify(b));
	}
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, base_setup, base_teardown)
	const struct CMUnitTest tests[] = { T(test_changes), T(test_seeds), T(test_refused), T(test_order),
					    T(test_kinds), T(test_verify) };
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
