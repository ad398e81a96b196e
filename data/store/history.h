/* data/store/history.h - the rows of a subject's history, read from its events. Private to data/store: what people
 * and programs are given is told by the module of each kind (appeals.h, incidents.h). */
#ifndef DATA_STORE_HISTORY_H
#define DATA_STORE_HISTORY_H

#include "data/store/appeals.h"
#include "data/store/store_internal.h"

/* How a kind of subject words its events. */
struct history_words {
	const char *(*label)(const char *kind); /* translated */
	/* What one says beside its label; "" when nothing. In the arena. */
	const char *(*note)(struct store *s, const char *kind, const json_t *body, struct arena *mem);
	const struct appeal *about; /* whose questions they name; NULL: there are none */
};

/* Every event of the subject, oldest first, with the names of who wrote it and whether it counted; texts in the
 * arena. `rev` is how many it has: what came meanwhile is left for the next reading. */
MUST_CHECK enum err_code history_read(struct store *s, const char *subject, int64_t rev,
				      const struct history_words *words, struct arena *mem,
				      struct history *out, struct err *e);

#endif
