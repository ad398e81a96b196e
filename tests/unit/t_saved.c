/* t_saved - core/saved: the saved queries of a person as a list that is read, changed, written and asked by name. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/actor.h"
#include "core/saved.h"

static int acquire(void **state)
{
	static struct arena arena;

	*state = &arena;
	return 0;
}

static int release(void **state)
{
	arena_free(*state);
	return 0;
}

static struct saved_list three(struct arena *a)
{
	struct saved_list l = { .n = 0 };
	struct err e = { 0 };

	assert_int_equal(saved_put(&l, "Прострочені", "прострочені", a, NULL, &e), ERR_OK);
	assert_int_equal(saved_put(&l, "Мої сьогодні", "мої дата:сьогодні", a, NULL, &e), ERR_OK);
	assert_int_equal(saved_put(&l, "Труби", "труба \"під тиском\"", a, NULL, &e), ERR_OK);
	return l;
}

static const char *names(struct arena *a, const struct saved_list *l)
{
	const char *out = "";

	for (int i = 0; i < l->n; i++)
		out = arena_printf(a, "%s%s%s", out, i ? "|" : "", l->q[i].name);
	return out;
}

static void everybody_begins_with_some(void **state)
{
	struct saved_list l;

	for (unsigned r = 0; r < USER_ROLE_COUNT; r++) {
		saved_first(ROLE_BIT(r), *state, &l);
		assert_in_range(l.n, 3, SAVED_MAX);
		for (int i = 0; i < l.n; i++)
			assert_true(*l.q[i].query);
	}
	saved_first(ANY_ROLE, *state, &l);
	assert_int_equal(l.n, 6); /* many roles: no more than can be read in one line */
}

static void what_is_written_is_read(void **state)
{
	struct saved_list l = three(*state), again;
	struct err e = { 0 };

	assert_int_equal(saved_read(saved_write(&l, *state), *state, &again, &e), ERR_OK);
	assert_string_equal(names(*state, &again), "Прострочені|Мої сьогодні|Труби");
	assert_string_equal(again.q[2].query, "труба \"під тиском\"");
	assert_int_equal(saved_read("[]", *state, &again, &e), ERR_OK);
	assert_int_equal(again.n, 0); /* all removed: none, not those of the role */
	assert_int_equal(saved_read("{", *state, &again, &e), ERR_INVALID);
	assert_int_equal(again.n, 0);
}

static void names_of_their_own(void **state)
{
	static const struct {
		const char *name, *query;
		enum err_code rc;
		int n; /* of the list after it */
	} rows[] = {
		{ "Ями", "яма", ERR_OK, 4 },
		{ "ТРУБИ", "труба", ERR_OK, 3 }, /* the same name: another query */
		{ "", "яма", ERR_INVALID, 3 },
		{ " ! ", "яма", ERR_INVALID, 3 },
		{ "3", "яма", ERR_INVALID, 3 }, /* a place, not a name */
		{ "33", "яма", ERR_OK, 4 },
		{ "Ями", " ", ERR_INVALID, 3 },
		{ "Тридцять одна літера в одній назві", "яма", ERR_INVALID, 3 },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct saved_list l = three(*state);
		struct err e = { 0 };
		const char *before = "?";

		assert_int_equal(saved_put(&l, rows[i].name, rows[i].query, *state, &before, &e), rows[i].rc);
		assert_int_equal(l.n, rows[i].n);
		assert_true(rows[i].rc || (before == NULL) == (l.n == 4));
	}
}

static void nine_and_no_more(void **state)
{
	struct saved_list l = three(*state);
	struct err e = { 0 };

	while (l.n < SAVED_MAX)
		assert_int_equal(saved_put(&l, arena_printf(*state, "Назва %d", l.n), "яма", *state, NULL, &e), ERR_OK);
	assert_int_equal(saved_put(&l, "Десята", "яма", *state, NULL, &e), ERR_INVALID);
	assert_int_equal(saved_put(&l, "труби", "люк", *state, NULL, &e), ERR_OK);
	assert_string_equal(l.q[2].query, "люк");
}

static void renamed_moved_removed(void **state)
{
	struct saved_list l = three(*state);
	struct err e = { 0 };

	assert_int_equal(saved_rename(&l, 2, "прострочені", *state, &e), ERR_INVALID);
	assert_int_equal(saved_rename(&l, 2, "ТРУБИ", *state, &e), ERR_OK);
	saved_move(&l, 2, 0);
	assert_string_equal(names(*state, &l), "ТРУБИ|Прострочені|Мої сьогодні");
	saved_move(&l, 0, 1);
	assert_string_equal(names(*state, &l), "Прострочені|ТРУБИ|Мої сьогодні");
	saved_remove(&l, 0);
	assert_string_equal(names(*state, &l), "ТРУБИ|Мої сьогодні");
	saved_remove(&l, 1);
	assert_string_equal(names(*state, &l), "ТРУБИ");
}

static void asked_by_name(void **state)
{
	static const struct {
		const char *line, *out; /* NULL: no such name */
	} rows[] = {
		{ "", "" },
		{ "яма", "яма" },
		{ "пошта@місто", "пошта@місто" },
		{ "@прострочені", "прострочені" },
		{ " @ПРОСТРОЧЕНІ служба:VODA", "прострочені служба:VODA" },
		{ "@Мої сьогодні", "мої дата:сьогодні" },
		{ "@\"Мої сьогодні\" яма", "мої дата:сьогодні яма" },
		{ "@«мої сьогодні»", "мої дата:сьогодні" },
		{ "@3", "труба \"під тиском\"" },
		{ "@1 яма", "прострочені яма" },
		{ "@4", NULL },
		{ "@", NULL },
		{ "@ями", NULL },
		{ "@Мої завтра", NULL },
	};
	const struct saved_list l = three(*state);

	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *out = NULL;
		struct err e = { 0 };
		enum err_code rc = saved_expand(&l, rows[i].line, *state, &out, &e);

		assert_int_equal(rc, rows[i].out ? ERR_OK : ERR_NOT_FOUND);
		if (rows[i].out)
			assert_string_equal(out, rows[i].out);
		else
			assert_non_null(strstr(e.msg, "Труби")); /* the sentence lists them */
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(everybody_begins_with_some), cmocka_unit_test(what_is_written_is_read),
		cmocka_unit_test(names_of_their_own),         cmocka_unit_test(nine_and_no_more),
		cmocka_unit_test(renamed_moved_removed),      cmocka_unit_test(asked_by_name),
	};

	return cmocka_run_group_tests(tests, acquire, release);
}
