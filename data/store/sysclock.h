/* data/store/sysclock.h - the real clock, zone and randomness behind core's ops. */
#ifndef DATA_STORE_SYSCLOCK_H
#define DATA_STORE_SYSCLOCK_H

#include "core/clock.h"

/* The system's clock in Europe/Kyiv (tzdata before 2022b: Europe/Kiev). PULT_TEST_NOW (ISO 8601 or
 * "YYYY-MM-DD HH:MM[:SS]", Kyiv time) starts the clock there; it goes on from it. */
const struct clock_ops *sysclock(void);

/* Randomness of the kernel through libsodium. */
const struct rng_ops *sysrng(void);

#endif
