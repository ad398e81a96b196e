/* data/store/sysclock.c - see sysclock.h. */
#include "data/store/sysclock.h"

#include <sodium.h>
#include <unistd.h>

#include "core/calendar.h"

static int64_t test_shift_ms;

static int64_t real_now_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_REALTIME, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

static int64_t now_ms(const void *ctx)
{
	(void)ctx;
	return real_now_ms() + test_shift_ms;
}

static int32_t offset_s(const void *ctx, int64_t utc_ms)
{
	time_t t = (time_t)(utc_ms / 1000 - (utc_ms % 1000 < 0));
	struct tm tm;

	(void)ctx;
	return localtime_r(&t, &tm) ? (int32_t)tm.tm_gmtoff : 0;
}

static const struct clock_ops ops = { .now_ms = now_ms, .offset_s = offset_s };

/* The zone belongs to the city, whatever the operator's environment says. */
static void set_zone(void)
{
	setenv("TZ", access("/usr/share/zoneinfo/Europe/Kyiv", R_OK) == 0 ? "Europe/Kyiv"
									   : "Europe/Kiev", 1);
	tzset();
}

static void set_test_time(const char *iso)
{
	struct civil c;

	if (civil_parse(iso, 0, &c, NULL))
		test_shift_ms = civil_to_utc(&ops, &c) - real_now_ms();
}

const struct clock_ops *sysclock(void)
{
	static int ready;

	if (!ready) {
		const char *test = getenv("PULT_TEST_NOW");

		ready = 1;
		set_zone();
		if (test)
			set_test_time(test);
	}
	return &ops;
}

static void random_bytes(void *ctx, void *buf, size_t len)
{
	(void)ctx;
	randombytes_buf(buf, len);
}

const struct rng_ops *sysrng(void)
{
	static const struct rng_ops rng = { .bytes = random_bytes };

	return &rng;
}
