/* data/store/saved_queries.h - where the saved queries of a person are kept: among his settings beside the drafts
 * (design.md 4 and 5), never in the log and never in the shared file. */
#ifndef DATA_STORE_SAVED_QUERIES_H
#define DATA_STORE_SAVED_QUERIES_H

#include "core/saved.h"
#include "data/store/draft.h"

/* Those of the person; who never changed them has those of his roles (saved_first()). In the arena. ERR_INVALID:
 * what is kept cannot be read, *out is empty. */
MUST_CHECK enum err_code saved_queries_load(struct draft *d, unsigned roles, struct arena *mem,
					    struct saved_list *out, struct err *e);
MUST_CHECK enum err_code saved_queries_keep(struct draft *d, const struct saved_list *l, struct err *e);

#endif
