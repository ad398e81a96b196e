/* t_term - core/term: the working calendar and the terms of domain.md 1.2 and 2.4. */
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

/* A listed working Saturday, 15.06.2024, and a listed day off, Friday 28.06.2024. */
static int listed(const void *ctx, civil_day d)
{
	(void)ctx;
	if (d == civil_to_day(2024, 6, 15))
		return 1;
	return d == civil_to_day(2024, 6, 28) ? 0 : -1;
}

static int nothing_works(const void *ctx, civil_day d)
{
	(void)ctx;
	(void)d;
	return 0;
}

static void working_days(void **state)
{
	const struct workdays plain = { .listed = NULL }, own = { .listed = listed };
	static const struct {
		int day; /* of June 2024 */
		bool plain, own;
	} rows[] = {
		{ 14, true, true },   { 15, false, true },  { 16, false, false },
		{ 17, true, true },   { 27, true, true },   { 28, true, false },
		{ 22, false, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		civil_day d = civil_to_day(2024, 6, rows[i].day);

		assert_int_equal(workday(&plain, d), rows[i].plain);
		assert_int_equal(workday(&own, d), rows[i].own);
	}
}

struct term_row {
	const char *line, *want;
};

static void check_terms(const struct term_rules *r, const struct term_row *rows, size_t count)
{
	int bad = 0;

	for (size_t i = 0; i < count; i++) {
		char got[32];

		term_canonical(r, rows[i].line, got);
		if (strcmp(got, rows[i].want) == 0)
			continue;
		print_error("\"%s\": want \"%s\", got \"%s\"\n", rows[i].line, rows[i].want, got);
		bad++;
	}
	assert_int_equal(bad, 0);
}

static void examples_of_domain(void **state)
{
	static const struct term_row rows[] = {
		{ "31.01.2024\t1m", "29.02.2024\t29.02.2024" },
		{ "31.01.2023\t1m", "28.02.2023\t28.02.2023" },
		{ "07.06.2024\t1m", "07.07.2024\t08.07.2024" },
		{ "07.06.2024\t15d", "22.06.2024\t24.06.2024" },
		{ "31.12.2024\t45d", "14.02.2025\t14.02.2025" },
		{ "30.01.2025\t5d", "04.02.2025\t04.02.2025" },
	};

	(void)state;
	check_terms(&(struct term_rules){ .month = MONTH_CALENDAR, .roll = ROLL_NEXT }, rows,
		    COUNT(rows));
}

static void month_ends(void **state)
{
	static const struct term_row calendar[] = {
		{ "29.01.2024\t1m", "29.02.2024\t29.02.2024" },
		{ "30.01.2023\t1m", "28.02.2023\t28.02.2023" },
		{ "28.02.2023\t1m", "28.03.2023\t28.03.2023" },
		{ "29.02.2024\t1m", "29.03.2024\t29.03.2024" },
		{ "29.02.2024\t12m", "28.02.2025\t28.02.2025" },
		{ "31.03.2024\t1m", "30.04.2024\t30.04.2024" },
		{ "31.12.2024\t1m", "31.01.2025\t31.01.2025" },
		{ "30.11.2024\t1m", "30.12.2024\t30.12.2024" },
		{ "15.12.2024\t2m", "15.02.2025\t17.02.2025" },
		{ "31.08.2024\t6m", "28.02.2025\t28.02.2025" },
	};
	static const struct term_row thirty[] = {
		{ "31.01.2024\t1m", "01.03.2024\t01.03.2024" },
		{ "31.01.2023\t1m", "02.03.2023\t02.03.2023" },
		{ "07.06.2024\t1m", "07.07.2024\t08.07.2024" },
		{ "07.06.2024\t2m", "06.08.2024\t06.08.2024" },
		{ "07.06.2024\t15d", "22.06.2024\t24.06.2024" },
	};

	(void)state;
	check_terms(&(struct term_rules){ .month = MONTH_CALENDAR }, calendar, COUNT(calendar));
	check_terms(&(struct term_rules){ .month = MONTH_30_DAYS }, thirty, COUNT(thirty));
}

static void days_off(void **state)
{
	static const struct term_row previous[] = {
		{ "07.06.2024\t1m", "07.07.2024\t05.07.2024" },
		{ "07.06.2024\t15d", "22.06.2024\t21.06.2024" },
		{ "31.12.2024\t45d", "14.02.2025\t14.02.2025" },
		/* Friday + 1: Friday before would be over before it begins. */
		{ "07.06.2024\t1d", "08.06.2024\t10.06.2024" },
		{ "08.06.2024\t1d", "09.06.2024\t10.06.2024" },
	};
	static const struct term_row none[] = {
		{ "07.06.2024\t1m", "07.07.2024\t07.07.2024" },
		{ "07.06.2024\t15d", "22.06.2024\t22.06.2024" },
	};
	static const struct term_row own_next[] = {
		{ "08.06.2024\t7d", "15.06.2024\t15.06.2024" }, /* a working Saturday */
		{ "09.06.2024\t7d", "16.06.2024\t17.06.2024" },
		{ "21.06.2024\t7d", "28.06.2024\t01.07.2024" }, /* off, then Saturday and Sunday */
	};
	static const struct term_row own_previous[] = {
		{ "09.06.2024\t7d", "16.06.2024\t15.06.2024" },
		{ "21.06.2024\t7d", "28.06.2024\t27.06.2024" },
	};
	static const struct term_row broken[] = {
		{ "07.06.2024\t7d", "14.06.2024\t14.06.2024" },
	};

	(void)state;
	check_terms(&(struct term_rules){ .roll = ROLL_PREVIOUS }, previous, COUNT(previous));
	check_terms(&(struct term_rules){ .roll = ROLL_NONE }, none, COUNT(none));
	check_terms(&(struct term_rules){ .roll = ROLL_NEXT, .days = { .listed = listed } },
		    own_next, COUNT(own_next));
	check_terms(&(struct term_rules){ .roll = ROLL_PREVIOUS, .days = { .listed = listed } },
		    own_previous, COUNT(own_previous));
	/* A calendar without a working day must not hang. */
	check_terms(&(struct term_rules){ .days = { .listed = nothing_works } }, broken,
		    COUNT(broken));
}

static void lines_of_the_filter(void **state)
{
	static const struct term_row rows[] = {
		{ "07.11.2019\t7d", "14.11.2019\t14.11.2019" },
		{ "07.11.2019\t7d\r", "14.11.2019\t14.11.2019" },
		{ " 07.11.2019 \t 7d ", "14.11.2019\t14.11.2019" },
		{ "7.11.19\t7d", "14.11.2019\t14.11.2019" },
		{ "31.02.2024\t7d", "ERR:date" },
		{ "\t7d", "ERR:date" },
		{ "", "ERR:date" },
		{ "вчора\t7d", "ERR:date" },
		{ "7/11\t7d", "ERR:date" },
		{ "07.11.2019 14:31\t7d", "ERR:date" },
		{ "07.11.2019 and much more than any date may have\t7d", "ERR:date" },
		{ "31.12.9999\t7d", "ERR:date" },
		{ "31.02.2024\tx", "ERR:date" },
		{ "07.11.2019", "ERR:term" },
		{ "07.11.2019\t", "ERR:term" },
		{ "07.11.2019\t7", "ERR:term" },
		{ "07.11.2019\t120min", "ERR:term" },
		{ "07.11.2019\t7x", "ERR:term" },
		{ "07.11.2019\t0d", "ERR:term" },
		{ "07.11.2019\t-7d", "ERR:term" },
		{ "07.11.2019\t7d\t7d", "ERR:term" },
		{ "07.11.2019\t7777777777777777777777777777777777777777d", "ERR:term" },
	};

	(void)state;
	check_terms(&(struct term_rules){ .roll = ROLL_NEXT }, rows, COUNT(rows));
}

static void typed_terms(void **state)
{
	static const struct {
		const char *typed;
		struct term want;
		const char *written; /* NULL: no term */
	} rows[] = {
		{ "", { TERM_NONE, 0 }, "" },
		{ "1m", { TERM_MONTHS, 1 }, "1m" },
		{ "7d", { TERM_DAYS, 7 }, "7d" },
		{ "45d", { TERM_DAYS, 45 }, "45d" },
		{ "120", { TERM_MINUTES, 120 }, "120min" },
		{ "120min", { TERM_MINUTES, 120 }, "120min" },
		{ "1440", { TERM_MINUTES, 1440 }, "1440min" },
		{ "525600", { TERM_MINUTES, 525600 }, "525600min" },
		{ "525601", { TERM_NONE, 0 }, NULL },
		{ "3661d", { TERM_NONE, 0 }, NULL },
		{ "121m", { TERM_NONE, 0 }, NULL },
		{ "99999999999999999999d", { TERM_NONE, 0 }, NULL },
		{ "0", { TERM_NONE, 0 }, NULL },
		{ "0m", { TERM_NONE, 0 }, NULL },
		{ "d", { TERM_NONE, 0 }, NULL },
		{ "min", { TERM_NONE, 0 }, NULL },
		{ "7 d", { TERM_NONE, 0 }, NULL },
		{ " 7d", { TERM_NONE, 0 }, NULL },
		{ "7days", { TERM_NONE, 0 }, NULL },
		{ "-7d", { TERM_NONE, 0 }, NULL },
		{ "7д", { TERM_NONE, 0 }, NULL },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct term t = { .unit = TERM_DAYS, .n = -1 };
		char out[16];

		assert_int_equal(term_parse(rows[i].typed, &t), rows[i].written != NULL);
		if (!rows[i].written) {
			assert_int_equal(t.n, -1);
			continue;
		}
		assert_int_equal(t.unit, rows[i].want.unit);
		assert_int_equal(t.n, rows[i].want.n);
		term_format(t, out);
		assert_string_equal(out, rows[i].written);
	}
}

static void due_instants(void **state)
{
	static const struct {
		int from[6]; /* UTC */
		struct term term;
		const char *want;
	} rows[] = {
		{ { 2024, 6, 7, 7, 0, 0 }, { TERM_MINUTES, 120 }, "2024-06-07T12:00:00+03:00" },
		/* An accident on Saturday night is due on Saturday night: minutes never roll. */
		{ { 2024, 6, 8, 20, 30, 0 }, { TERM_MINUTES, 120 }, "2024-06-09T01:30:00+03:00" },
		/* Two hours are two hours, whatever the clocks do meanwhile. */
		{ { 2024, 10, 27, 0, 0, 0 }, { TERM_MINUTES, 120 }, "2024-10-27T04:00:00+02:00" },
		{ { 2024, 10, 27, 0, 30, 0 }, { TERM_MINUTES, 60 }, "2024-10-27T03:30:00+02:00" },
		{ { 2024, 3, 31, 0, 30, 0 }, { TERM_MINUTES, 120 }, "2024-03-31T05:30:00+03:00" },
		{ { 2024, 10, 26, 12, 0, 0 }, { TERM_MINUTES, 1440 }, "2024-10-27T14:00:00+02:00" },
		/* Days end with the city's day. */
		{ { 2019, 11, 7, 12, 31, 0 }, { TERM_DAYS, 7 }, "2019-11-14T23:59:59+02:00" },
		{ { 2024, 6, 7, 12, 0, 0 }, { TERM_MONTHS, 1 }, "2024-07-08T23:59:59+03:00" },
		{ { 2024, 10, 21, 12, 0, 0 }, { TERM_DAYS, 7 }, "2024-10-28T23:59:59+02:00" },
		{ { 2024, 3, 25, 12, 0, 0 }, { TERM_DAYS, 7 }, "2024-04-01T23:59:59+03:00" },
		/* 22:30 UTC is already the next day in the city. */
		{ { 2024, 6, 6, 22, 30, 0 }, { TERM_DAYS, 3 }, "2024-06-10T23:59:59+03:00" },
		{ { 2024, 6, 6, 20, 30, 0 }, { TERM_DAYS, 4 }, "2024-06-10T23:59:59+03:00" },
	};
	const struct term_rules rules = { .roll = ROLL_NEXT };

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		const int *t = rows[i].from;
		int64_t from = utc(t[0], t[1], t[2], t[3], t[4], t[5]);
		char got[26];

		civil_format_iso(&kyiv, term_due(&kyiv, &rules, from, rows[i].term), got);
		assert_string_equal(got, rows[i].want);
	}
	assert_int_equal(term_due(&kyiv, &rules, DAY, (struct term){ TERM_NONE, 0 }), 0);
}

/* The last day of the law's terms in a year that ends on Sunday the clocks change. */
static void due_on_the_day_of_change(void **state)
{
	const struct term_rules rules = { .roll = ROLL_NONE };
	struct term week = { TERM_DAYS, 7 };
	char got[26];

	(void)state;
	civil_format_iso(&kyiv, term_due(&kyiv, &rules, utc(2024, 10, 20, 12, 0, 0), week), got);
	assert_string_equal(got, "2024-10-27T23:59:59+02:00");
	civil_format_iso(&kyiv, term_due(&kyiv, &rules, utc(2024, 3, 24, 12, 0, 0), week), got);
	assert_string_equal(got, "2024-03-31T23:59:59+03:00");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(working_days),
		cmocka_unit_test(examples_of_domain),
		cmocka_unit_test(month_ends),
		cmocka_unit_test(days_off),
		cmocka_unit_test(lines_of_the_filter),
		cmocka_unit_test(typed_terms),
		cmocka_unit_test(due_instants),
		cmocka_unit_test(due_on_the_day_of_change),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
