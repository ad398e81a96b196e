/* data/store/merge.h - events of other sites into this one's log and rows (design.md 5, 9; pult-sync(7)).
 *
 * Each event is appended as it was written and its subject folded on, by core's rules: the rows follow from the log as
 * if all sites were one, whatever the order in which events come. Knows nothing of the network. */
#ifndef DATA_STORE_MERGE_H
#define DATA_STORE_MERGE_H

#include "core/event.h"
#include "data/store/store.h"

/* The caller gives at most so many events at once: the writers' turn is held some 10 ms then. */
enum { MERGE_BATCH = 100 };

struct merge_report {
	int added;     /* events that were not here */
	int known;     /* passed over: they were */
	int conflicts; /* moves that were not legal any more; each waits for a supervisor (conflicts.h) */
	int unknown;   /* of kinds of a newer program: kept, and applied after an upgrade */
};

/* Takes events of other sites in one transaction, with `cursor` (opaque; NULL: it stays) as meta `sync_after`; then
 * rings the bell. An event about a thing that is not here yet is kept and counts when the thing comes.
 * ERR_FAILED: an event is not what its site wrote, or is of this site itself; ERR_BUSY: the base. Nothing is taken
 * then. */
MUST_CHECK enum err_code merge_events(struct store *s, const struct event *ev, int n, const char *cursor,
				      struct merge_report *out, struct err *e);

/* The same for events of this site that it has lost (restored from an older backup): the next ones of its own log, in
 * the order of seq, all kinds. Their chain is checked; numbers, settings and accounts go on from there. Passwords and
 * calls of the journal are in no log and do not come back. ERR_CONFLICT: the log here went on otherwise (a fork). */
MUST_CHECK enum err_code merge_own(struct store *s, const struct event *ev, int n, struct merge_report *out,
				   struct err *e);

/* What `cursor` was last; "" at first. In the arena. */
const char *merge_cursor(struct store *s, struct arena *mem);

#endif
