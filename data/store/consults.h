/* data/store/consults.h - counting consultations and calls handed over; see core/consult.h for what they are. */
#ifndef DATA_STORE_CONSULTS_H
#define DATA_STORE_CONSULTS_H

#include "core/consult.h"
#include "data/store/catalogue.h"

/* Counts one: an event and its row. A form whose idempotency key was counted already gives that one and *again:
 * nothing is counted twice. ERR_INVALID: see consult_decide(). In the arena. */
MUST_CHECK enum err_code consult_add(struct store *s, struct consult_form *f, const struct actor *who,
				     struct arena *mem, struct consult *out, bool *again, struct err *e);

/* Codes of the topics that were consulted on most of late, the commonest first; returns how many of at most `max`.
 * In the arena. */
int consult_usual(struct store *s, struct arena *mem, const char **codes, int max);

/* Those a call may be handed over to, in the order of their numbers; returns how many of at most `max`. */
int consult_services(const struct catalogue *cat, const struct service **out, int max);

/* The one meant by a number ("104") or a code. ERR_INVALID with the numbers there are. */
MUST_CHECK enum err_code consult_service(const struct catalogue *cat, const char *typed,
					 const struct service **out, struct err *e);

#endif
