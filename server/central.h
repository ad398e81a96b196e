/* server/central.h - one process of the centre: what its parts share. No part keeps state of its own
 * beside it, and nothing in it is worth keeping: any number of processes serve one database. */
#ifndef SERVER_CENTRAL_H
#define SERVER_CENTRAL_H

#include <stdatomic.h>

#include "server/pg.h"
#include "server/settings.h"

struct gate;
struct pins;
struct waiters;
struct watch;

/* X(member, name in /metrics, help) */
#define COUNTERS(X) \
	X(answered_2xx, "pult_answers_total{class=\"2xx\"}", "Answers by class.") \
	X(answered_4xx, "pult_answers_total{class=\"4xx\"}", "") \
	X(answered_5xx, "pult_answers_total{class=\"5xx\"}", "") \
	X(events_stored, "pult_events_stored_total", "Events taken from sites by this process.") \
	X(events_sent, "pult_events_sent_total", "Events handed out by this process.") \
	X(pins_right, "pult_pins_total{outcome=\"right\"}", "Tries of a PIN by outcome.") \
	X(pins_wrong, "pult_pins_total{outcome=\"wrong\"}", "") \
	X(pins_refused, "pult_pins_total{outcome=\"refused\"}", "") \
	X(pins_no_key, "pult_pins_total{outcome=\"no_key\"}", "")

#define X(member, name, help) atomic_llong member;
struct counters {
	COUNTERS(X)
};
#undef X

struct central {
	const struct settings *set;
	struct pg_pool *pool;
	struct pins *pins;       /* keys of PINs: pins.h */
	struct gate *gate;       /* writing requests by site: gate.h */
	struct waiters *waiters; /* long polls: waiters.h */
	struct watch *watch;     /* connections by their slowness: watch.h */
	struct counters count;
	atomic_llong commits_from_ms; /* of steady_ms(): events are taken again; 0: now (route_events.c) */
	atomic_int open;         /* requests that are not answered yet */
	int ticks;               /* of the thread of the waiters: seconds */
	atomic_llong body_bytes; /* of all requests and answers that are under way */
};

/* Serves until SIGTERM or SIGINT. ERR_FAILED when it cannot begin. */
MUST_CHECK enum err_code central_serve(const struct settings *set, struct arena *mem, struct err *e);

#endif
