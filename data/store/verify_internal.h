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

/* One hash of all appeals, questions and incidents, whatever the order of their rows: two sites that have the same
 * events have the same digest. Left out is what depends on events that stay at one site (PINs, prints:
 * pin_mac, pin_key, hlc, rev). out needs 65 bytes. */
MUST_CHECK enum err_code verify_digest(struct store *s, struct check *c, char out[65], struct err *e);

#endif
