/* t_call_hours - core/call_hours: nobody's telephone rings at night, but about a fresh accident A1. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "core/call_hours.h"
#include "tests/lib/kyiv.h"

static int64_t no_now(const void *ctx) { (void)ctx; return 0; }
static const struct clock_ops kyiv = { .now_ms = no_now, .offset_s = kyiv_offset };

/* The city's clock, "20.11.2026 04:22". */
static int64_t at(const char *when)
{
	struct civil c;

	assert_true(civil_parse(when, 0, &c, NULL));
	return civil_to_utc(&kyiv, &c);
}

static const struct {
	const char *priority, *now, *done; /* done: when the work was reported; NULL: just now */
	const char *earliest; /* of a call from now on */
	const char *again;    /* when nobody answered now */
} rows[] = {
	{ "N", "20.11.2026 04:22", NULL, "20.11.2026 09:00", "20.11.2026 09:00" },
	{ "N", "20.11.2026 08:59", NULL, "20.11.2026 09:00", "20.11.2026 09:00" },
	{ "N", "20.11.2026 09:00", NULL, "20.11.2026 09:00", "20.11.2026 12:00" },
	{ "N", "20.11.2026 11:59", NULL, "20.11.2026 11:59", "20.11.2026 12:00" },
	{ "", "20.11.2026 12:00", NULL, "20.11.2026 12:00", "20.11.2026 17:00" },
	{ "P", "20.11.2026 17:00", NULL, "20.11.2026 17:00", "21.11.2026 09:00" },
	{ "N", "20.11.2026 19:59", NULL, "20.11.2026 19:59", "21.11.2026 09:00" },
	{ "N", "20.11.2026 20:00", NULL, "21.11.2026 09:00", "21.11.2026 09:00" },
	{ "N", "31.12.2026 23:30", NULL, "01.01.2027 09:00", "01.01.2027 09:00" },
	/* the clocks change in the night of the 25th */
	{ "N", "24.10.2026 22:00", NULL, "25.10.2026 09:00", "25.10.2026 09:00" },
	/* at night about an A1 of the last two hours only */
	{ "A1", "20.11.2026 04:22", NULL, "20.11.2026 04:22", "20.11.2026 05:22" },
	{ "A1", "20.11.2026 23:30", NULL, "20.11.2026 23:30", "21.11.2026 00:30" },
	{ "A1", "20.11.2026 04:22", "20.11.2026 03:00", "20.11.2026 04:22", "20.11.2026 09:00" },
	{ "A1", "20.11.2026 04:22", "20.11.2026 02:22", "20.11.2026 09:00", "20.11.2026 09:00" },
	{ "A1", "20.11.2026 11:00", "18.11.2026 10:00", "20.11.2026 11:00", "20.11.2026 12:00" },
	{ "A1", "20.11.2026 19:30", "20.11.2026 12:00", "20.11.2026 19:30", "21.11.2026 09:00" },
	{ "A2", "20.11.2026 04:22", NULL, "20.11.2026 09:00", "20.11.2026 09:00" },
	{ "A2", "20.11.2026 10:00", NULL, "20.11.2026 10:00", "20.11.2026 11:00" },
	{ "A2", "20.11.2026 19:30", NULL, "20.11.2026 19:30", "21.11.2026 09:00" },
};

static void expect(size_t row, const char *what, int64_t got, const char *want)
{
	char shown[17];

	civil_format_minute(&kyiv, got, shown);
	if (strcmp(shown, want) != 0)
		fail_msg("row %zu, %s: %s, not %s", row, what, shown, want);
}

static void calls_keep_to_the_day(void **state)
{
	struct policy pol;

	(void)state;
	policy_init(&pol, &kyiv);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct call_about about = { .priority = rows[i].priority,
			.done_at = at(rows[i].done ? rows[i].done : rows[i].now) };

		pol.now_ms = at(rows[i].now);
		expect(i, "earliest", call_earliest(&pol, about, pol.now_ms), rows[i].earliest);
		expect(i, "again", call_next_try(&pol, about), rows[i].again);
		assert_int_equal(call_allowed(&pol, about, pol.now_ms),
				 strcmp(rows[i].earliest, rows[i].now) == 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(calls_keep_to_the_day) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
