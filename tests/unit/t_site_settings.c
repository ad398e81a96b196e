/* t_site_settings - which settings a site has and what they may be; minutes of the idle lock. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tui/site_settings.h"

static void values_are_checked(void **state)
{
	static const struct {
		const char *name, *value;
		enum err_code want;
		const char *said;
	} rows[] = {
		{ "printer", NULL, ERR_OK, "" },
		{ "printer", "cups:desk1", ERR_OK, "" },
		{ "printer", "file:/var/spool/pult", ERR_OK, "" },
		{ "printer", "", ERR_OK, "" },
		{ "printer", "cmd:/usr/bin/lp", ERR_REFUSED, "configuration file only" },
		{ "printer", "desk1", ERR_INVALID, "cannot be understood" },
		{ "city", "Львів", ERR_OK, "" },
		{ "hotline", "15-80", ERR_OK, "" },
		{ "hotline", "15\00180", ERR_INVALID, "" },
		{ "url", "https://city.example/?n=", ERR_OK, "" },
		{ "url", "", ERR_OK, "" },
		{ "url", "javascript:1", ERR_INVALID, "begins with https://" },
		{ "target_answered", "94", ERR_OK, "" },
		{ "target_in_time", "", ERR_OK, "" },
		{ "target_answered", "101", ERR_INVALID, "whole number of percents" },
		{ "target_in_time", "86.5", ERR_INVALID, "whole number of percents" },
		{ "idle_lock", "15", ERR_OK, "" },
		{ "idle_lock", "0", ERR_OK, "" },
		{ "idle_lock", "0.02", ERR_OK, "" },
		{ "idle_lock", "-1", ERR_INVALID, "number of minutes" },
		{ "idle_lock", "", ERR_INVALID, "number of minutes" },
		{ "idle_lock", "15 min", ERR_INVALID, "number of minutes" },
		{ "idle_lock", "15.", ERR_INVALID, "number of minutes" },
		{ "printr", "cups:desk1", ERR_INVALID, "printer - " },
		{ "printr", NULL, ERR_INVALID, "idle_lock - " },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct err e = { 0 };
		enum err_code rc = site_setting_check(rows[i].name, rows[i].value, &e);

		if (rc != rows[i].want || !strstr(e.msg, rows[i].said))
			fail_msg("%s = %s: %d %s", rows[i].name, rows[i].value ? rows[i].value : "-", rc, e.msg);
	}
}

static void minutes_become_milliseconds(void **state)
{
	static const struct {
		const char *value;
		int64_t ms;
	} rows[] = {
		{ NULL, 900000 }, { "", 900000 }, { "soon", 900000 }, { "0", 0 }, { "1", 60000 }, { "0.02", 1200 },
		{ "1.5", 90000 }, { "0.005", 300 }, { "1440", 86400000 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(site_idle_lock_ms(rows[i].value), rows[i].ms);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_are_checked),
		cmocka_unit_test(minutes_become_milliseconds),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
