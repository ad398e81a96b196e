/* core/call_hours.h - when citizens may be called back. Pure.
 *
 * domain.md 2.6: a citizen is tried on different days at different hours, in the parts of the day 9-12, 12-17
 * and 17-20; from 21 to 8 nobody is called but about an accident A1. So calls are proposed from 9 to 20 of the
 * city's clock (policy: call_from_hour, call_until_hour), and at night only about an A1 that is fresh: for two
 * hours after the report, the term of an A1 itself (domain.md 2.4); who slept through it sleeps on. */
#ifndef CORE_CALL_HOURS_H
#define CORE_CALL_HOURS_H

#include "core/moves.h"

enum { CALL_FRESH_MS = 2 * 3600 * 1000 };

/* What is to be asked about. */
struct call_about {
	const char *priority; /* wire word, "" for what is no accident */
	int64_t done_at;      /* when the work was reported, UTC ms */
};

/* Whether it is an accident A1 reported so shortly before an instant that even the night does not matter. */
bool call_fresh(struct call_about about, int64_t at_ms);

/* Whether it may be called about at an instant (UTC ms). */
bool call_allowed(const struct policy *pol, struct call_about about, int64_t at_ms);

/* The first instant from `from_ms` on when it may. */
int64_t call_earliest(const struct policy *pol, struct call_about about, int64_t from_ms);

/* When a citizen who did not answer just now (pol->now_ms) is tried again: in the next part of the day, so
 * that the hours differ; about an accident (A1, A2) in an hour. */
int64_t call_next_try(const struct policy *pol, struct call_about about);

/* What a question would be called about. */
struct call_about call_about(const struct question *q);

#endif
