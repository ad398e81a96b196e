/* data/store/viewed.h - who looked at whose data: law 2297 and the Ombudsman's order 1/02-14 want every
 * viewing of personal data recorded (domain.md 1.9). Collected in the process, one event a minute with
 * the list of subjects (design.md 5), so that reading does not stand in the writers' queue. */
#ifndef DATA_STORE_VIEWED_H
#define DATA_STORE_VIEWED_H

#include "core/appeal.h"
#include "data/store/store.h"

/* Notes that the card of an appeal was shown. No I/O. */
void viewed_add(struct store *s, const struct appeal *a);

/* Notes that a row of a list with somebody's data was shown: the appeal of this number. */
void viewed_add_number(struct store *s, const char *number);

/* Notes that the card of a call was shown, with its number: "call:ID". */
void viewed_add_call(struct store *s, const char *id);

/* Writes the event when a minute has passed since the first note; never waits for its turn then: while
 * others write it is left for the next call. With `now` it is written at once and waits. Nothing to
 * write is fine. After an error the list is kept for the next time. */
MUST_CHECK enum err_code viewed_flush(struct store *s, const struct actor *who, bool now, struct err *e);

#endif
