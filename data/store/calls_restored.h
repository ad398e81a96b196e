/* data/store/calls_restored.h - the journal of calls of a site that came from a backup.
 * Private to data/store.
 *
 * Calls are in no log, so those that came after the backup are lost with the base, while the events that speak for them
 * come back from the centre. Rows that were waiting for their event when the backup was made get it; where rows are
 * missing for good, or became better after the backup, an event `calls_recounted` about the batch says so, {"count", "digest"} of what is there, and the
 * newest such event is what `pult verify` compares with. */
#ifndef DATA_STORE_CALLS_RESTORED_H
#define DATA_STORE_CALLS_RESTORED_H

#include "data/store/store_internal.h"

#define CALLS_RECOUNTED "calls_recounted"

/* An event `calls` of this site is here again: the open rows it speaks for are its own, if it is one of calls that came
 * one by one. Inside a write transaction. */
MUST_CHECK enum err_code calls_claim(struct store *s, const struct event *ev, struct err *e);

/* An event `calls_recounted` of this site is here again: rows that became better after the backup are counted anew. */
MUST_CHECK enum err_code calls_claim_again(struct store *s, const struct event *ev, struct err *e);

/* Own events that came back are all here: batches that were claimed and lack rows are counted anew. In transactions of
 * its own, each of some 10 ms, that let others write in between; whatever ends it, it goes on with the next call, which
 * has nothing to do when nothing waits. */
MUST_CHECK enum err_code calls_recount(struct store *s, struct err *e);
/* One of them, for an idle moment: does nothing when somebody else writes. True while there are more. */
bool calls_recount_idle(struct store *s);

#endif
