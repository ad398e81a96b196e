/* core/call_hours.c - see call_hours.h. */
#include "core/call_hours.h"

/* The parts of the day of domain.md 2.6; the end of the last one is pol->call_until_hour. */
static const int parts[] = { 9, 12, 17 };

enum { HOUR_MS = 3600000 };

static bool is_priority(const char *priority, enum priority p)
{
	return vocab_wire_index(&vocab_priority, priority) == (int)p;
}

struct call_about call_about(const struct question *q)
{
	return (struct call_about){ .priority = q->priority, .done_at = q->done_at };
}

bool call_fresh(struct call_about about, int64_t at_ms)
{
	return is_priority(about.priority, PRI_A1) && at_ms - about.done_at < CALL_FRESH_MS;
}

bool call_allowed(const struct policy *pol, struct call_about about, int64_t at_ms)
{
	int hour = civil_at(pol->clock, at_ms).hour;

	return call_fresh(about, at_ms) || (hour >= pol->call_from_hour && hour < pol->call_until_hour);
}

/* The given hour of the city's day `days` after that of an instant. */
static int64_t hour_of(const struct policy *pol, int64_t at_ms, int days, int hour)
{
	struct civil c = { .hour = hour };

	civil_from_day(civil_day_at(pol->clock, at_ms) + days, &c.year, &c.month, &c.day);
	return civil_to_utc(pol->clock, &c);
}

int64_t call_earliest(const struct policy *pol, struct call_about about, int64_t from_ms)
{
	if (call_allowed(pol, about, from_ms))
		return from_ms;
	bool before = civil_at(pol->clock, from_ms).hour < pol->call_from_hour;

	return hour_of(pol, from_ms, before ? 0 : 1, pol->call_from_hour);
}

int64_t call_next_try(const struct policy *pol, struct call_about about)
{
	int hour = civil_at(pol->clock, pol->now_ms).hour;

	if (is_priority(about.priority, PRI_A1) || is_priority(about.priority, PRI_A2))
		return call_earliest(pol, about, pol->now_ms + HOUR_MS);
	for (size_t i = 0; i < COUNT(parts); i++)
		if (hour < parts[i])
			return call_earliest(pol, about, hour_of(pol, pol->now_ms, 0, parts[i]));
	return hour_of(pol, pol->now_ms, 1, pol->call_from_hour);
}
