/* tests/unit/t_locale.c - tui/locale: which character set the environment means (design.md 4.1). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <langinfo.h>
#include <locale.h>
#include <stdlib.h>

#include "tui/locale.h"

static const struct {
	const char *lc_all, *lc_ctype, *lang; /* NULL: not set */
	enum err_code want;
} rows[] = {
	{ NULL, NULL, NULL, ERR_OK },
	{ NULL, NULL, "", ERR_OK },
	{ NULL, NULL, "C", ERR_OK },
	{ "POSIX", NULL, NULL, ERR_OK },
	{ "C.UTF-8", NULL, NULL, ERR_OK },
	{ "C.utf8", NULL, NULL, ERR_OK },
	{ NULL, NULL, "xx_YY", ERR_OK },                 /* not installed */
	{ NULL, NULL, "xx_YY.UTF-8", ERR_OK },
	{ NULL, NULL, "xx_YY.KOI8-U", ERR_INVALID },
	{ NULL, "xx_YY.CP1251", "C.UTF-8", ERR_INVALID },
	{ "C.UTF-8", "xx_YY.CP1251", "xx_YY.KOI8-U", ERR_OK },
	{ "", "", "xx_YY.KOI8-U", ERR_INVALID },
};

static void put(const char *name, const char *value)
{
	if (value)
		setenv(name, value, 1);
	else
		unsetenv(name);
}

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct err e = { .code = ERR_OK };

		put("LC_ALL", rows[i].lc_all);
		put("LC_CTYPE", rows[i].lc_ctype);
		put("LANG", rows[i].lang);
		assert_int_equal(locale_start(&e), rows[i].want);
		assert_int_equal(e.code, rows[i].want);
		assert_string_equal(nl_langinfo(CODESET), "UTF-8");
		assert_string_equal(localeconv()->decimal_point, ".");
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
