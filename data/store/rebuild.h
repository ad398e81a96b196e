/* data/store/rebuild.h - what is derived, made anew: search keys of rows when their rules have changed, and on
 * demand the rows of all things themselves (subjects.h), from the log.
 *
 * Always in slices, newest questions first, each a short transaction of its own: others go on working. How
 * far it is stands in the base, so any process goes on where another one was stopped. The log is never
 * touched. */
#ifndef DATA_STORE_REBUILD_H
#define DATA_STORE_REBUILD_H

#include "data/store/backup.h"

/* One slice when keys of older rules, or of an older list of streets, stand in the base; true while there is
 * more to do. Does nothing when somebody else writes. */
bool keys_idle(struct store *s);

/* The same after opening: the questions of the last days, which duplicates are looked for among, at once. */
void keys_on_open(struct store *s);

/* A new base has keys of today's rules and no questions. */
MUST_CHECK enum err_code keys_are_new(struct store *s, struct err *e);

struct rebuild_report {
	int64_t appeals;   /* folded again */
	int64_t mended;    /* things whose rows were others than the log says, or missing */
	int64_t questions; /* whose keys and search entries were made */
};

/* Rows of all things from the log, the keys of appeals and the search index. Until it is done words and telephones of
 * older questions are not found. Needs RIGHT_REBUILD. ERR_FAILED when p->step says stop: what is left of keys
 * and index is then made in idle moments. */
MUST_CHECK enum err_code store_rebuild(struct store *s, const struct progress *p, const struct actor *who,
				       struct rebuild_report *out, struct err *e);

#endif
