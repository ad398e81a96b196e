/* data/store/list_check.h - do the lists' own tables (topic, service, street...) say what the log says, and for rows
 * that no event has made, what the base began with (table list_seed). Private to data/store. */
#ifndef DATA_STORE_LIST_CHECK_H
#define DATA_STORE_LIST_CHECK_H

#include "data/store/lists_internal.h"

/* Fills list_seed: rows that stand in the tables and no event has made. A script; of version 4 of the schema, and for
 * a new base after its seed. */
extern const char list_seed_fill[];

struct list_fault {
	const struct list_desc *list;
	const char *key;
	const char *column;      /* that differs; "": the whole row */
	const char *const *kept; /* the row as it should be; NULL: nobody has made it */
};
struct list_faults {
	struct list_fault *row; /* in the arena */
	int n;
};

/* All rows that are not what they should be, in one snapshot or write transaction of the caller. */
MUST_CHECK enum err_code lists_faults(struct store *s, struct arena *mem, struct list_faults *out, struct err *e);

/* Makes them right. Inside a write transaction. *mended: how many. */
MUST_CHECK enum err_code lists_mend(struct store *s, int64_t *mended, struct err *e);

#endif
