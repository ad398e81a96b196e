/* core/attempts.c - see attempts.h. */
#include "core/attempts.h"

#include <stdbool.h>
#include <stddef.h>

#include "core/err.h"

enum { MINUTE_MS = 60 * 1000, DAY_MIN = 24 * 60 };

/* Within `window` minutes of the first one `free` wrong tries cost nothing but the last of them: it
 * and every further one make the next wait longer. All are forgotten when there was none for
 * `forget` minutes after a wait was over.
 *
 * design.md 7: 5 per appeal, 20 per source in 15 minutes; 10: 5 per login. The tries of an appeal
 * and of a login are kept for a day: with 15 minutes 4 tries each quarter of an hour would never
 * meet a wait, and one PIN would be found in seven within a year (with a day: one in a hundred). A
 * source is forgotten sooner, because many people may share one. */
static const struct limit {
	int32_t free;
	int32_t window, forget;
} limits[ATTEMPTS_KIND_COUNT] = {
	[ATTEMPTS_PIN_APPEAL] = { .free = 5, .window = DAY_MIN, .forget = DAY_MIN },
	[ATTEMPTS_PIN_SOURCE] = { .free = 20, .window = 15, .forget = 60 },
	[ATTEMPTS_LOGIN] = { .free = 5, .window = DAY_MIN, .forget = DAY_MIN },
};

/* Minutes to wait after the last free try, after the one that follows, ...; the last one stays. */
static const int32_t waits[] = { 1, 2, 4, 8, 16, 32, 60 };

/* The whole wait after the last wrong try. */
static int64_t full_wait_ms(const struct limit *l, const struct attempts *t)
{
	int32_t over = t->wrong - l->free;

	if (over < 0)
		return 0;
	return (int64_t)waits[over < (int32_t)COUNT(waits) ? over : (int32_t)COUNT(waits) - 1] *
	       MINUTE_MS;
}

int64_t attempts_wait_ms(enum attempts_kind k, const struct attempts *t, int64_t now_ms)
{
	int64_t wait = full_wait_ms(&limits[k], t);
	int64_t passed = now_ms > t->last_ms ? now_ms - t->last_ms : 0; /* a clock set back */

	return passed < wait ? wait - passed : 0;
}

int32_t attempts_free(enum attempts_kind k)
{
	return limits[k].free;
}

static bool is_forgotten(const struct limit *l, const struct attempts *t, int64_t now_ms)
{
	if (t->wrong < l->free)
		return now_ms - t->first_ms >= (int64_t)l->window * MINUTE_MS;
	return now_ms - t->last_ms >= full_wait_ms(l, t) + (int64_t)l->forget * MINUTE_MS;
}

void attempts_count(enum attempts_kind k, struct attempts *t, int64_t now_ms)
{
	if (t->wrong > 0 && is_forgotten(&limits[k], t, now_ms))
		t->wrong = 0;
	if (t->wrong == 0)
		t->first_ms = now_ms;
	if (t->wrong < INT32_MAX)
		t->wrong++;
	t->last_ms = now_ms;
}
