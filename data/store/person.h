/* data/store/person.h - what the base holds about one person, for that person: law 2297 Articles 8 and 16 give
 * everybody the right to know it, and who has seen it. */
#ifndef DATA_STORE_PERSON_H
#define DATA_STORE_PERSON_H

#include <jansson.h>

#include "data/store/store.h"

/* Whom it is about: a telephone as people write it, or the number of an appeal, which stands for its applicant (his
 * telephone, and the appeals from it under his surname). Everything in one object: "person", "appeals" with their
 * histories, "calls", "consultations", "viewed" (who opened a card of these, and when); times ISO 8601. Written down
 * in the log with the subjects alone. A new reference. Needs RIGHT_EXPORT. ERR_NOT_FOUND: nothing is known of him. */
MUST_CHECK enum err_code person_json(struct store *s, const char *typed, const struct actor *who, json_t **out,
				     struct err *e);

#endif
