/* data/store/calls_better.h - what a second log of the exchange says of a call that the journal has already.
 * Inside a write transaction. Private to data/store.
 *
 * A queue_log knows who answered in which queue, how long was waited and talked; a Master.csv knows the recording.
 * A batch whose rows became better gets an event `calls_recounted` with its new digest; one that was wrong before
 * gets none, so that it stays wrong. What was erased does not come back. */
#ifndef DATA_STORE_CALLS_BETTER_H
#define DATA_STORE_CALLS_BETTER_H

#include "core/call.h"
#include "data/store/store_internal.h"

struct bettering {
	struct store *s;
	const struct actor *who;
	int64_t batch; /* whose rows change now; 0: none, or those of the running hour, which have no event yet */
	bool good;     /* its digest was right before */
};

/* *changed: the row has something that it had not. Calls in the order of time change one batch after another. */
MUST_CHECK enum err_code call_better(struct bettering *b, const struct call *said, bool *changed, struct err *e);
/* The event of the last batch. */
MUST_CHECK enum err_code calls_better_end(struct bettering *b, struct err *e);

#endif
