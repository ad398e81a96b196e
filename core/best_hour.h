/* core/best_hour.h - at which hour of the day a citizen takes the telephone, by what was seen of it. Pure. */
#ifndef CORE_BEST_HOUR_H
#define CORE_BEST_HOUR_H

#include "core/call.h"
#include "core/moves.h"

/* For every hour of the city's clock, weights for and against; zeroed: nothing is known. */
struct hours {
	int score[24];
	int64_t last_ms[24]; /* the last time somebody answered, UTC ms; 0: never */
};

/* A call of the journal. One that the citizen took weighs most; one that he made himself tells that he was free then;
 * one that he did not take weighs against the hour. */
void hours_add_call(struct hours *h, const struct clock_ops *clock, const struct call *c);
/* A call-back without an answer. */
void hours_add_attempt(struct hours *h, const struct clock_ops *clock, int64_t at_ms);

/* The hour (18 means 18-19) among those in which the city calls (pol->call_from_hour to call_until_hour): the highest
 * score, of equal ones the one that was answered last. -1: nobody was seen to answer. */
int hours_best(const struct hours *h, const struct policy *pol);

#endif
