/* server/verify_inner.h - the parts of verify among themselves. Private to verify*.c. */
#ifndef SERVER_VERIFY_INNER_H
#define SERVER_VERIFY_INNER_H

#include <jansson.h>

#include "core/event.h"
#include "server/pg.h"

/* Whether an event without its body may be without it: a redaction of its subject names it, or its author had not got
 * one of another site when he wrote it, and his site has not got it since (pult-sync(7), REDACTION). *redactions is
 * what was read of them: NULL before the first; the caller's. */
MUST_CHECK enum err_code verify_emptied(struct pg *pg, json_t **redactions, const struct event *ev, bool *may,
					struct err *e);

#endif
