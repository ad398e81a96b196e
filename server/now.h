/* server/now.h - the real clock and the zone of the city behind core's ops. */
#ifndef SERVER_NOW_H
#define SERVER_NOW_H

#include "core/clock.h"

/* UTC ms; a clock that never goes back, ms, for waits. */
int64_t now_ms(void);
int64_t steady_ms(void);

/* The same for core, in Europe/Kyiv. now_zone() sets the zone of the process, once, before threads. */
const struct clock_ops *now_clock(void);
void now_zone(void);

#endif
