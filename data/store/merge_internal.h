/* data/store/merge_internal.h - the parts of merge.h among themselves. Private to merge*.c. */
#ifndef DATA_STORE_MERGE_INTERNAL_H
#define DATA_STORE_MERGE_INTERNAL_H

#include "data/store/merge.h"
#include "data/store/subjects.h"

/* ERR_FAILED unless texts, lengths and the hash of the body are right. */
MUST_CHECK enum err_code merge_check(const struct event *ev, struct err *e);

/* The new events of one subject in the order of (hlc, site), appended already: its row and what hangs on it follow.
 * Counts conflicts and unknown kinds in *out. */
MUST_CHECK enum err_code merge_subject(struct store *s, const struct event *const *evs, int n,
				       struct merge_report *out, struct err *e);

/* Whether these are the next events of this site's own log, or are there already. ERR_CONFLICT: they are others. */
MUST_CHECK enum err_code merge_own_check(struct store *s, const struct event *evs, int n, struct err *e);

/* What one of them means beside the row of its subject, which is saved. Inside the write transaction. */
MUST_CHECK enum err_code merge_own_effects(struct store *s, const struct event *ev, struct err *e);

#endif
