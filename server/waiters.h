/* server/waiters.h - long polls: requests that wait for an event of another site. A thread of its own
 * listens to the database (LISTEN pult_event) and wakes them, whichever process took the event. */
#ifndef SERVER_WAITERS_H
#define SERVER_WAITERS_H

#include <microhttpd.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/err.h"

struct waiters;

/* The channel on which a site's number (table site) says that a host lacks its PIN key: its waiters are woken. */
#define WAITERS_KEY "pult_key"

/* How many may wait in one process, and of one site. */
enum { WAITERS_MAX = 2000, WAITERS_OF_SITE = 8 };

/* Starts the thread. `tick` is called by it about once a second. */
struct waiters *waiters_start(const char *conninfo, void (*tick)(void *ctx), void *ctx);

/* Wakes everybody and ends the thread; from now on nobody waits. Before MHD_stop_daemon(). */
void waiters_stop(struct waiters *w);
void waiters_free(struct waiters *w);

/* A mark to be taken before one looks for events. */
uint64_t waiters_mark(struct waiters *w);

/* One that waits; zeroed at first, kept by the request. */
struct waiter {
	struct MHD_Connection *conn;
	int64_t site, until_ms; /* until_ms of steady_ms() */
	bool wants_key;         /* set: not to wait, since some host lacks the site's PIN key */
	struct waiter *next;
};

enum waiters_verdict {
	WAITERS_ASLEEP, /* the connection is suspended: its handler is called again */
	WAITERS_LOOK,   /* something came since the mark: look again */
	WAITERS_FULL,   /* too many wait */
	WAITERS_OVER    /* the server stops */
};

/* Suspends the connection until something comes or until_ms. */
enum waiters_verdict waiters_sleep(struct waiters *w, struct waiter *me, uint64_t mark);

/* How many wait. */
int waiters_count(struct waiters *w);

#endif
