/* data/store/consults_internal.h - rows of consultations, for subjects.h. Private to data/store. */
#ifndef DATA_STORE_CONSULTS_INTERNAL_H
#define DATA_STORE_CONSULTS_INTERNAL_H

#include "data/store/consults.h"
#include "data/store/store_internal.h"

/* The row of an id, or of the subject of its event; false when there is none (or on an error, see *e). */
bool consult_read(struct store *s, int64_t id, struct arena *mem, struct consult *out, struct err *e);
bool consult_read_subject(struct store *s, const char *subject, struct arena *mem, struct consult *out,
			  struct err *e);

/* Writes the row; id 0: the next one. Inside a write transaction. */
MUST_CHECK enum err_code consult_save(struct store *s, const struct consult *c, int64_t id, struct err *e);
/* Takes the row away. Inside a write transaction. */
MUST_CHECK enum err_code consult_drop(struct store *s, const char *subject, struct err *e);

#endif
