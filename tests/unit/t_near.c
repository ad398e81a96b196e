/* t_near - core/near: what is near to something typed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/err.h"
#include "core/near.h"

static void distances(void **state)
{
	static const struct {
		const char *typed, *name;
		int far;
	} rows[] = {
		{ "", "olena", 0 },
		{ "olena", "olena", 0 },
		{ "OLE", "olena", 0 },       /* a beginning is there */
		{ "olrna", "olena", 1 },
		{ "lena", "olena", 0 },       /* a part too */
		{ "olenna", "olena", 1 },
		{ "Олнеа", "Коваль Олена Петрівна", 2 },
		{ "теплоенего", "ЛМКП «Львівтеплоенерго»", 1 }, /* inside a word */
		{ "львівтеплоенего", "ЛМКП «Львівтеплоенерго»", 1 },
		{ "ковль олна", "Коваль Олена", 2 },
		{ "нема", "", 4 },
		{ "щщщщщщщщщщщщщщщщщщщщщщщщщщщщщщщщщщщщщщщщ", "а", 32 },
	};
	struct arena a = { 0 };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(near_distance(&a, rows[i].typed, rows[i].name), rows[i].far);
	arena_free(&a);
}

static void the_best_first(void **state)
{
	static const char *const names[] = { "klerk", "olga", "super", "olena", "kontr", "elena" };
	struct arena a = { 0 };
	int out[3];

	(void)state;
	assert_int_equal(near_best(&a, "olema", names, COUNT(names), out, 3), 3);
	assert_int_equal(out[0], 3);
	assert_int_equal(out[1], 1);
	assert_int_equal(out[2], 5);
	assert_int_equal(near_best(&a, "olena", names, COUNT(names), out, 3), 2); /* elena; olga is too far */
	assert_int_equal(out[1], 5);
	assert_int_equal(near_best(&a, "щось", names, 2, out, 3), 2);
	assert_int_equal(out[0], 0);
	assert_int_equal(near_best(&a, "щось", names, 0, out, 3), 0);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(distances),
		cmocka_unit_test(the_best_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
