/* data/store/verify_internal.h - the parts of `pult verify` beside the chain. Private to data/store. */
#ifndef DATA_STORE_VERIFY_INTERNAL_H
#define DATA_STORE_VERIFY_INTERNAL_H

#include "data/store/chain_check.h"
#include "data/store/store_internal.h"

/* Folds every subject of the log and compares it with its row. */
MUST_CHECK enum err_code verify_subjects(struct store *s, struct check *c, struct err *e);

/* Looks for rows of appeals, questions, incidents and users that no subject of the log has made. */
MUST_CHECK enum err_code verify_rows(struct store *s, struct check *c, struct err *e);

/* Looks for calls that no event of the journal speaks for. */
MUST_CHECK enum err_code verify_calls(struct store *s, struct check *c, struct err *e);

/* The lists' own tables against the log and against what the base began with (list_check.h). */
MUST_CHECK enum err_code verify_lists(struct store *s, struct check *c, struct err *e);

/* The hashes of core/digest.h in *out: two sites that have the same events have the same. */
MUST_CHECK enum err_code verify_digest(struct store *s, struct check *c, struct verify_report *out, struct err *e);

#endif
