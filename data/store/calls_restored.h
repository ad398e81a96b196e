/* data/store/calls_restored.h - the journal of calls of a site that came from a backup. Inside a write transaction.
 * Private to data/store.
 *
 * Calls are in no log, so those that came after the backup are lost with the base, while the events that speak for them
 * come back from the centre. Rows that were waiting for their event when the backup was made get it; where rows are
 * missing for good an event `calls_recounted` about the batch says so, {"count", "digest"} of what is there, and the
 * newest such event is what `pult verify` compares with. */
#ifndef DATA_STORE_CALLS_RESTORED_H
#define DATA_STORE_CALLS_RESTORED_H

#include "data/store/store_internal.h"

#define CALLS_RECOUNTED "calls_recounted"

/* An event `calls` of this site is here again: the open rows it speaks for are its own, if it is one of calls that came
 * one by one. */
MUST_CHECK enum err_code calls_claim(struct store *s, const struct event *ev, struct err *e);

/* All own events are here again: batches that were claimed and lack rows are counted anew. */
MUST_CHECK enum err_code calls_recount(struct store *s, struct err *e);

#endif
