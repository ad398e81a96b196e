/* data/store/merge_internal.h - the parts of merge.h among themselves. Private to merge*.c. */
#ifndef DATA_STORE_MERGE_INTERNAL_H
#define DATA_STORE_MERGE_INTERNAL_H

#include "data/store/merge.h"
#include "data/store/subjects.h"

/* ERR_FAILED unless texts, lengths and the hash of the body are right. */
MUST_CHECK enum err_code merge_check(const struct event *ev, struct err *e);

/* A move of this site, made again to settle a conflict, that counts for nothing since an earlier settlement came. */
struct undone {
	struct undone *next;
	const char *subject;
	int64_t seq, k;
};

/* What a batch comes to. */
struct merge_round {
	struct arena *mem;
	struct merge_report out;
	struct undone *undone;
};

/* The new events of one subject in the order of (hlc, site), appended already: its row and what hangs on it follow. */
MUST_CHECK enum err_code merge_subject(struct store *s, const struct event *const *evs, int n, struct merge_round *r,
				       struct err *e);

/* Whether these are the next events of this site's own log, or are there already. ERR_CONFLICT: they are others. */
MUST_CHECK enum err_code merge_own_check(struct store *s, const struct event *evs, int n, struct err *e);

/* What one of them means beside the row of its subject, which is saved. Inside the write transaction. */
MUST_CHECK enum err_code merge_own_effects(struct store *s, const struct event *ev, struct err *e);

#endif
