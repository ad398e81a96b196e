/* data/store/templates_internal.h - rows of templates, for subjects.h. Private to data/store. */
#ifndef DATA_STORE_TEMPLATES_INTERNAL_H
#define DATA_STORE_TEMPLATES_INTERNAL_H

#include "core/template_fold.h"
#include "data/store/store_internal.h"
#include "data/store/templates.h"

/* The row of the subject of its events; false when there is none (or on an error, see *e). */
bool template_read_subject(struct store *s, const char *subject, struct arena *mem, struct template *out,
			   struct err *e);

/* Writes the row. Inside a write transaction. */
MUST_CHECK enum err_code template_save(struct store *s, const struct template *t, struct err *e);

#endif
