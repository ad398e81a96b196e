/* server/now.c - see now.h. */
#include "server/now.h"

#include <stdlib.h>
#include <time.h>
#include <unistd.h>

static int64_t read_clock(clockid_t id)
{
	struct timespec ts;

	clock_gettime(id, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

int64_t now_ms(void)
{
	return read_clock(CLOCK_REALTIME);
}

int64_t steady_ms(void)
{
	return read_clock(CLOCK_MONOTONIC);
}

static int64_t ops_now(const void *ctx)
{
	(void)ctx;
	return now_ms();
}

static int32_t ops_offset(const void *ctx, int64_t utc_ms)
{
	time_t t = (time_t)(utc_ms / 1000 - (utc_ms % 1000 < 0));
	struct tm tm;

	(void)ctx;
	return localtime_r(&t, &tm) ? (int32_t)tm.tm_gmtoff : 0;
}

const struct clock_ops *now_clock(void)
{
	static const struct clock_ops ops = { .now_ms = ops_now, .offset_s = ops_offset };

	return &ops;
}

void now_zone(void)
{
	/* tzdata before 2022b has the old name only. */
	setenv("TZ", access("/usr/share/zoneinfo/Europe/Kyiv", R_OK) == 0 ? "Europe/Kyiv" : "Europe/Kiev", 1);
	tzset();
}
