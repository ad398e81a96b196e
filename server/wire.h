/* server/wire.h - events as lines of JSON (pult-sync(7)), read and written. Pure. */
#ifndef SERVER_WIRE_H
#define SERVER_WIRE_H

#include "core/arena.h"
#include "core/event.h"
#include "server/out.h"

/* pult-sync(7): what one request may hold. */
enum {
	WIRE_EVENTS_MAX = 1000,
	WIRE_BYTES_MAX = 4 * 1024 * 1024,
	WIRE_BODY_MAX = 1024 * 1024,
	WIRE_ACTOR_MAX = 128,
	WIRE_WORD_MAX = 64 /* subject, kind */
};

/* Reads the lines of `text` into an array of at most WIRE_EVENTS_MAX events in the arena. ERR_INVALID with
 * a sentence that names the line; ERR_REFUSED when there are too many. Only the form is checked. */
MUST_CHECK enum err_code wire_read(const char *text, size_t len, struct arena *mem, struct event **out, int *n,
				   struct err *e);

/* The first member that is longer than it may be, or has control bytes; NULL: none. */
const char *wire_too_long(const struct event *ev);

/* Writes one line; pos is left out when it is 0. */
bool wire_write(struct out *o, const struct event *ev, int64_t pos);

#endif
