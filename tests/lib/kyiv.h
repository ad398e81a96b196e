/* tests/lib/kyiv.h - the city's zone for unit tests, without tzdata.
 *
 * The rule of the European Union itself: the clocks change at 01:00 UTC on the last Sundays of
 * March and October; Kyiv is two hours east, three in summer. */
#ifndef TESTS_LIB_KYIV_H
#define TESTS_LIB_KYIV_H

#include <stdint.h>

#include "core/calendar.h"

#define SECOND INT64_C(1000)
#define MINUTE (60 * SECOND)
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

static inline int64_t utc(int year, int month, int day, int hour, int minute, int second)
{
	return civil_to_day(year, month, day) * DAY + hour * HOUR + minute * MINUTE +
	       second * SECOND;
}

/* The instant of the clock change in that month. */
static inline int64_t change(int year, int month)
{
	civil_day last = civil_to_day(year, month, 31);

	return (last - (civil_weekday(last) + 1) % 7) * DAY + HOUR;
}

static inline int32_t kyiv_offset(const void *ctx, int64_t utc_ms)
{
	int year, month, day;

	(void)ctx;
	civil_from_day((civil_day)(utc_ms / DAY), &year, &month, &day);
	return utc_ms >= change(year, 3) && utc_ms < change(year, 10) ? 3 * 3600 : 2 * 3600;
}

/* For tests that give instants themselves; now_ms is not set. */
#define KYIV_CLOCK { .offset_s = kyiv_offset }

#endif
