/* core/best_hour.c - see best_hour.h. */
#include "core/best_hour.h"

enum { TOOK = 3, MADE = 1, MISSED = -2 };

static void add(struct hours *h, const struct clock_ops *clock, int64_t at_ms, int weight)
{
	int hour = civil_at(clock, at_ms).hour;

	h->score[hour] += weight;
	if (weight > 0 && at_ms > h->last_ms[hour])
		h->last_ms[hour] = at_ms;
}

void hours_add_call(struct hours *h, const struct clock_ops *clock, const struct call *c)
{
	if (c->direction != CALL_OUT)
		add(h, clock, c->at, MADE);
	else
		add(h, clock, c->at, c->talk_s > 0 ? TOOK : MISSED);
}

void hours_add_attempt(struct hours *h, const struct clock_ops *clock, int64_t at_ms)
{
	add(h, clock, at_ms, MISSED);
}

int hours_best(const struct hours *h, const struct policy *pol)
{
	int best = -1;

	for (int i = pol->call_from_hour; i < pol->call_until_hour; i++) {
		if (h->score[i] <= 0)
			continue;
		if (best < 0 || h->score[i] > h->score[best] ||
		    (h->score[i] == h->score[best] && h->last_ms[i] > h->last_ms[best]))
			best = i;
	}
	return best;
}
