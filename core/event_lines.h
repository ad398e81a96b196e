/* core/event_lines.h - events as lines of JSON (pult-sync(7)), read and written by centre and sites. Pure. */
#ifndef CORE_EVENT_LINES_H
#define CORE_EVENT_LINES_H

#include "core/arena.h"
#include "core/event.h"
#include "core/out.h"

/* pult-sync(7): what one request may hold. */
enum {
	EVENT_LINES_MAX = 1000,
	EVENT_LINES_BYTES = 4 * 1024 * 1024,
	EVENT_ACTOR_MAX = 128,
	EVENT_WORD_MAX = 64 /* subject, kind */
};

/* Reads the lines of `text` into an array of at most EVENT_LINES_MAX events in the arena. ERR_INVALID with
 * a sentence that names the line; ERR_REFUSED when there are too many. Only the form is checked. */
MUST_CHECK enum err_code event_lines_read(const char *text, size_t len, struct arena *mem, struct event **out,
					  int *n, struct err *e);

/* The first member that is longer than it may be, or has control bytes; NULL: none. */
const char *event_too_long(const struct event *ev);

/* Writes one line; pos is left out when it is 0. */
bool event_line_write(struct out *o, const struct event *ev, int64_t pos);

#endif
