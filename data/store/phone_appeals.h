/* data/store/phone_appeals.h - all appeals from a telephone, for what must miss none of them. Private to data/store. */
#ifndef DATA_STORE_PHONE_APPEALS_H
#define DATA_STORE_PHONE_APPEALS_H

#include "data/store/store_internal.h"

struct appeal_ids {
	int64_t *id; /* of rows, the oldest first; in the arena */
	int n;
};

/* While the search index is being filled (rebuild.h) it is no help: then every row is looked at, which takes seconds
 * in a large base. */
MUST_CHECK enum err_code appeals_of_phone(struct store *s, const char *e164, struct arena *mem,
					  struct appeal_ids *out, struct err *e);

#endif
