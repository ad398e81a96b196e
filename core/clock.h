/* core/clock.h - time, time zone and randomness as tables of functions, so that core has none of
 * its own and tests can freeze them. */
#ifndef CORE_CLOCK_H
#define CORE_CLOCK_H

#include <stddef.h>
#include <stdint.h>

/* Instants are UTC milliseconds since 1970; offsets are seconds east of UTC. */
struct clock_ops {
	/* Now, UTC ms. */
	int64_t (*now_ms)(const void *ctx);
	/* Offset of the city's zone (Europe/Kyiv) that is in force at a UTC instant. */
	int32_t (*offset_s)(const void *ctx, int64_t utc_ms);
	const void *ctx;
};

/* Randomness: fills buf with len unpredictable bytes. */
struct rng_ops {
	void (*bytes)(void *ctx, void *buf, size_t len);
	void *ctx;
};

#endif
