/* data/store/form_key.h - idempotency keys in the rows: each site gives its own out, so that the key of another site's
 * form stands apart and never meets one of ours. Events and folds have the key alone. Private to data/store. */
#ifndef DATA_STORE_FORM_KEY_H
#define DATA_STORE_FORM_KEY_H

#include "data/store/store_internal.h"

/* As the row has it: with the code of the site that made the subject before it when that is not this one, in the
 * arena. "" stays. */
const char *form_key_to_row(const struct store *s, const char *subject, const char *idem, struct arena *mem);

/* The key alone, within what was given. */
const char *form_key_of_row(const struct store *s, const char *subject, const char *idem);

#endif
