/* core/call_hours.h - when citizens may be called back. Pure.
 *
 * domain.md 2.6: a citizen is tried on different days at different hours, in the parts of the day 9-12, 12-17
 * and 17-20; from 21 to 8 nobody is called but about an accident A1, which cannot wait at all. So calls are
 * proposed from 9 to 20 of the city's clock (policy: call_from_hour, call_until_hour), A1 at any hour. */
#ifndef CORE_CALL_HOURS_H
#define CORE_CALL_HOURS_H

#include "core/moves.h"

/* Whether the priority (wire word) is one about which anybody is called at any hour. */
bool call_any_hour(const char *priority);

/* Whether a question of this priority (wire word, "" for an ordinary one) may be called about at an instant
 * (UTC ms). */
bool call_allowed(const struct policy *pol, const char *priority, int64_t at_ms);

/* The first instant from `from_ms` on when it may. */
int64_t call_earliest(const struct policy *pol, const char *priority, int64_t from_ms);

/* When a citizen who did not answer just now (pol->now_ms) is tried again: in the next part of the day, so
 * that the hours differ; about an accident (A1, A2) in an hour. */
int64_t call_next_try(const struct policy *pol, const char *priority);

#endif
