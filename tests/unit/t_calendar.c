/* t_calendar - core/calendar: dates, the city's clock with its two odd hours, dates as typed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/calendar.h"
#include "core/err.h"
#include "tests/lib/kyiv.h"

static const struct clock_ops kyiv = KYIV_CLOCK;

static int32_t fixed_offset(const void *ctx, int64_t utc_ms)
{
	(void)utc_ms;
	return *(const int32_t *)ctx;
}

/* --- dates ----------------------------------------------------------------------------------- */

static void days_of_known_dates(void **state)
{
	static const struct {
		int year, month, day;
		civil_day want;
		int weekday;
	} rows[] = {
		{ 1970, 1, 1, 0, 3 },         { 1969, 12, 31, -1, 2 },  { 2000, 2, 29, 11016, 1 },
		{ 2000, 3, 1, 11017, 2 },     { 2024, 2, 29, 19782, 3 }, { 2019, 11, 7, 18207, 3 },
		{ 2038, 1, 19, 24855, 1 },    { 1900, 3, 1, -25508, 3 }, { 1, 1, 1, -719162, 0 },
		{ 9999, 12, 31, 2932896, 4 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		assert_int_equal(civil_to_day(rows[i].year, rows[i].month, rows[i].day),
				 rows[i].want);
		assert_int_equal(civil_weekday(rows[i].want), rows[i].weekday);
	}
}

/* Every day of four hundred years and more: each follows the one before, and comes back. */
static void days_follow_each_other(void **state)
{
	civil_day d = civil_to_day(1580, 1, 1), end = civil_to_day(2420, 1, 1);
	int year, month, day, y0 = 1579, m0 = 12, d0 = 31, w0 = civil_weekday(d - 1);

	(void)state;
	for (; d < end; d++) {
		civil_from_day(d, &year, &month, &day);
		bool same_month = year == y0 && month == m0 && day == d0 + 1;
		bool next_month = day == 1 && !civil_valid(y0, m0, d0 + 1) &&
				  year * 12 + month == y0 * 12 + m0 + 1;

		assert_true(same_month || next_month);
		assert_true(civil_valid(year, month, day));
		assert_int_equal(civil_to_day(year, month, day), d);
		assert_int_equal(civil_weekday(d), (w0 + 1) % 7);
		y0 = year;
		m0 = month;
		d0 = day;
		w0 = civil_weekday(d);
	}
}

static void which_dates_exist(void **state)
{
	static const struct {
		int year, month, day;
		bool want;
	} rows[] = {
		{ 2024, 2, 29, true },  { 2023, 2, 29, false }, { 2000, 2, 29, true },
		{ 1900, 2, 29, false }, { 2100, 2, 29, false }, { 2024, 2, 30, false },
		{ 2024, 4, 30, true },  { 2024, 4, 31, false }, { 2024, 12, 31, true },
		{ 2024, 12, 32, false }, { 2024, 0, 1, false }, { 2024, 13, 1, false },
		{ 2024, 1, 0, false },  { 0, 1, 1, false },     { 1, 1, 1, true },
		{ 9999, 12, 31, true }, { 10000, 1, 1, false }, { 2024, -1, 1, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(civil_valid(rows[i].year, rows[i].month, rows[i].day),
				 rows[i].want);
}

/* --- the city's clock ------------------------------------------------------------------------ */

static void changes_of_the_clock(void **state)
{
	(void)state;
	assert_int_equal(change(2024, 3), utc(2024, 3, 31, 1, 0, 0));
	assert_int_equal(change(2024, 10), utc(2024, 10, 27, 1, 0, 0));
	assert_int_equal(change(2026, 3), utc(2026, 3, 29, 1, 0, 0));
	assert_int_equal(change(2026, 10), utc(2026, 10, 25, 1, 0, 0));
}

static void wall_clock(void **state)
{
	static const struct {
		int at[6]; /* UTC */
		const char *iso, *minute;
	} rows[] = {
		{ { 2019, 11, 7, 12, 31, 0 }, "2019-11-07T14:31:00+02:00", "07.11.2019 14:31" },
		{ { 2024, 6, 7, 20, 59, 59 }, "2024-06-07T23:59:59+03:00", "07.06.2024 23:59" },
		{ { 2024, 6, 7, 21, 0, 0 }, "2024-06-08T00:00:00+03:00", "08.06.2024 00:00" },
		{ { 2024, 12, 31, 22, 0, 0 }, "2025-01-01T00:00:00+02:00", "01.01.2025 00:00" },
		{ { 2024, 3, 31, 0, 59, 59 }, "2024-03-31T02:59:59+02:00", "31.03.2024 02:59" },
		{ { 2024, 3, 31, 1, 0, 0 }, "2024-03-31T04:00:00+03:00", "31.03.2024 04:00" },
		/* The hour that comes twice: one wall clock, two instants. */
		{ { 2024, 10, 27, 0, 30, 0 }, "2024-10-27T03:30:00+03:00", "27.10.2024 03:30" },
		{ { 2024, 10, 27, 1, 30, 0 }, "2024-10-27T03:30:00+02:00", "27.10.2024 03:30" },
		{ { 1969, 12, 31, 21, 59, 59 }, "1969-12-31T23:59:59+02:00", "31.12.1969 23:59" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const int *t = rows[i].at;
		int64_t at = utc(t[0], t[1], t[2], t[3], t[4], t[5]);
		char iso[26], minute[17], day[11];

		civil_format_iso(&kyiv, at + 999, iso);
		civil_format_minute(&kyiv, at, minute);
		civil_format_day(civil_day_at(&kyiv, at), day);
		assert_string_equal(iso, rows[i].iso);
		assert_string_equal(minute, rows[i].minute);
		assert_memory_equal(day, minute, 10);
		assert_int_equal(day[10], '\0');
	}
}

static void other_zones(void **state)
{
	static const struct {
		int32_t offset;
		const char *want;
	} rows[] = {
		{ 0, "2024-06-07T12:00:00+00:00" },
		{ -(3 * 3600 + 30 * 60), "2024-06-07T08:30:00-03:30" },
		{ 5 * 3600 + 45 * 60, "2024-06-07T17:45:00+05:45" },
		{ -30 * 60, "2024-06-07T11:30:00-00:30" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct clock_ops clock = { .offset_s = fixed_offset, .ctx = &rows[i].offset };
		int64_t at = utc(2024, 6, 7, 12, 0, 0);
		struct civil c = civil_at(&clock, at);
		char iso[26];

		civil_format_iso(&clock, at, iso);
		assert_string_equal(iso, rows[i].want);
		assert_int_equal(civil_to_utc(&clock, &c), at);
	}
}

static void instants_of_the_wall_clock(void **state)
{
	static const struct {
		struct civil c;
		int at[6];
	} rows[] = {
		{ { 2019, 11, 7, 14, 31, 0 }, { 2019, 11, 7, 12, 31, 0 } },
		{ { 2024, 6, 7, 23, 59, 59 }, { 2024, 6, 7, 20, 59, 59 } },
		{ { 2024, 3, 31, 2, 59, 59 }, { 2024, 3, 31, 0, 59, 59 } },
		{ { 2024, 3, 31, 4, 0, 0 }, { 2024, 3, 31, 1, 0, 0 } },
		/* 03:00-04:00 in March does not exist: an hour on, 04:00-05:00. */
		{ { 2024, 3, 31, 3, 0, 0 }, { 2024, 3, 31, 1, 0, 0 } },
		{ { 2024, 3, 31, 3, 30, 0 }, { 2024, 3, 31, 1, 30, 0 } },
		{ { 2024, 3, 31, 3, 59, 59 }, { 2024, 3, 31, 1, 59, 59 } },
		{ { 2024, 10, 27, 2, 59, 59 }, { 2024, 10, 26, 23, 59, 59 } },
		/* 03:00-04:00 in October comes twice: the first. */
		{ { 2024, 10, 27, 3, 0, 0 }, { 2024, 10, 27, 0, 0, 0 } },
		{ { 2024, 10, 27, 3, 30, 0 }, { 2024, 10, 27, 0, 30, 0 } },
		{ { 2024, 10, 27, 3, 59, 59 }, { 2024, 10, 27, 0, 59, 59 } },
		{ { 2024, 10, 27, 4, 0, 0 }, { 2024, 10, 27, 2, 0, 0 } },
		{ { 2024, 10, 27, 23, 59, 59 }, { 2024, 10, 27, 21, 59, 59 } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const int *t = rows[i].at;

		assert_int_equal(civil_to_utc(&kyiv, &rows[i].c),
				 utc(t[0], t[1], t[2], t[3], t[4], t[5]));
	}
}

/* Each quarter of an hour of two years there and back, but for the second 03:00-04:00. */
static void wall_clock_there_and_back(void **state)
{
	const int64_t end = utc(2026, 1, 1, 0, 0, 0);

	(void)state;
	for (int64_t at = utc(2024, 1, 1, 0, 0, 0); at < end; at += 15 * MINUTE) {
		struct civil c = civil_at(&kyiv, at);
		int64_t autumn = change(c.year, 10);
		int64_t want = at >= autumn && at < autumn + HOUR ? at - HOUR : at;

		assert_int_equal(civil_to_utc(&kyiv, &c), want);
		assert_int_equal(civil_day_at(&kyiv, at), civil_to_day(c.year, c.month, c.day));
	}
}

/* --- dates as people type them --------------------------------------------------------------- */

static void typed_dates(void **state)
{
	/* Today is 08.11.2019. */
	static const struct {
		const char *typed, *want; /* NULL: no date; without a time: no time was typed */
	} rows[] = {
		{ "07.11.2019", "07.11.2019" },
		{ "7.11.19", "07.11.2019" },
		{ "7.1.2019", "07.01.2019" },
		{ "07112019", "07.11.2019" },
		{ "7/11", "07.11.2019" },
		{ "7.11", "07.11.2019" },
		{ "07/11/2019", "07.11.2019" },
		{ "7/11/19", "07.11.2019" },
		{ "2019-11-07", "07.11.2019" },
		{ "сьогодні", "08.11.2019" },
		{ "Сьогодні", "08.11.2019" },
		{ "вчора", "07.11.2019" },
		{ "ВЧОРА", "07.11.2019" },
		{ " \t07.11.2019 \r\n", "07.11.2019" },
		{ "29.02.2024", "29.02.2024" },
		{ "07.11.2019 14:31", "07.11.2019 14:31:00" },
		{ "07.11.2019 14:31:59", "07.11.2019 14:31:59" },
		{ "7.11.19   9:05", "07.11.2019 09:05:00" },
		{ "07.11.2019T00:00", "07.11.2019 00:00:00" },
		{ "2019-11-07T14:31:00", "07.11.2019 14:31:00" },
		{ "2019-11-07 23:59 ", "07.11.2019 23:59:00" },
		{ "вчора 14:31", "07.11.2019 14:31:00" },
		{ "7/11 14:31", "07.11.2019 14:31:00" },
		{ "07112019 14:31", "07.11.2019 14:31:00" },
		{ "31.02.2019", NULL },
		{ "31.02", NULL },
		{ "29.02.2019", NULL },
		{ "29/2", NULL },
		{ "31.04.2019", NULL },
		{ "32.01.2019", NULL },
		{ "00.01.2019", NULL },
		{ "01.13.2019", NULL },
		{ "01.00.2019", NULL },
		{ "07.11.0000", NULL },
		{ "31022019", NULL },
		{ "20191107", NULL },
		{ "071119", NULL },
		{ "2019-2-7", NULL },
		{ "2019-11", NULL },
		{ "2019-02-30", NULL },
		{ "7.11.201", NULL },
		{ "7.11.9", NULL },
		{ "7.11.20190", NULL },
		{ "07.11/2019", NULL },
		{ "07.11.", NULL },
		{ "007.11.2019", NULL },
		{ "7", NULL },
		{ "", NULL },
		{ "   ", NULL },
		{ "завтра", NULL },
		{ "вчор", NULL },
		{ "вчораа", NULL },
		{ "вчора14:31", NULL },
		{ "\xD0", NULL },
		{ "07.11.2019x", NULL },
		{ "x07.11.2019", NULL },
		{ "-7.11.2019", NULL },
		{ "07.11.2019 24:00", NULL },
		{ "07.11.2019 14:60", NULL },
		{ "07.11.2019 14:31:60", NULL },
		{ "07.11.2019 14", NULL },
		{ "07.11.2019 14:3", NULL },
		{ "07.11.2019 14:31:", NULL },
		{ "07.11.2019 14:31 x", NULL },
		{ "07.11.2019T", NULL },
		{ "07.11.2019 T14:31", NULL },
		{ "07.11.201914:31", NULL },
		{ "2019-11-07T14:31:00+02:00", NULL },
		{ "14:31", NULL },
	};
	civil_day today = civil_to_day(2019, 11, 8);
	int bad = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct civil c = { .year = -1 };
		bool timed = false;
		char got[80] = "no date";

		if (civil_parse(rows[i].typed, today, &c, &timed))
			snprintf(got, sizeof(got),
				 timed ? "%02d.%02d.%d %02d:%02d:%02d" : "%02d.%02d.%d", c.day,
				 c.month, c.year, c.hour, c.minute, c.second);
		else if (c.year != -1)
			snprintf(got, sizeof(got), "written on failure");
		if (strcmp(got, rows[i].want ? rows[i].want : "no date") != 0) {
			print_error("\"%s\": %s\n", rows[i].typed, got);
			bad++;
		}
	}
	assert_int_equal(bad, 0);
}

static void typed_date_without_a_time_is_midnight(void **state)
{
	struct civil c = { .hour = 7, .minute = 7, .second = 7 };

	(void)state;
	assert_true(civil_parse("вчора", civil_to_day(2020, 1, 1), &c, NULL));
	assert_int_equal(civil_to_day(c.year, c.month, c.day), civil_to_day(2019, 12, 31));
	assert_int_equal(c.hour + c.minute + c.second, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_of_known_dates),
		cmocka_unit_test(days_follow_each_other),
		cmocka_unit_test(which_dates_exist),
		cmocka_unit_test(changes_of_the_clock),
		cmocka_unit_test(wall_clock),
		cmocka_unit_test(other_zones),
		cmocka_unit_test(instants_of_the_wall_clock),
		cmocka_unit_test(wall_clock_there_and_back),
		cmocka_unit_test(typed_dates),
		cmocka_unit_test(typed_date_without_a_time_is_midnight),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
