/* data/store/verify.h - does the log hold, and do the rows follow from it (design.md 5). */
#ifndef DATA_STORE_VERIFY_H
#define DATA_STORE_VERIFY_H

#include "data/store/backup.h"

struct verify_report {
	int64_t events, subjects;
	int64_t bad;          /* how many rows were wrong */
	char first_bad[256];  /* sentence about the first one; "" when there is none */
	char head[64];        /* "ГЛ 123 1a2b3c4d" */
	char digest[65];      /* with VERIFY_DIGEST: one hash of all shared projections */
};

enum verify_mode { VERIFY_FULL, VERIFY_QUICK, VERIFY_DIGEST };

/* ERR_FAILED when something is wrong (the report says what); ERR_OK when all is well. Works in slices,
 * so that no read snapshot lasts. Remembers the last good place for VERIFY_QUICK. */
MUST_CHECK enum err_code store_verify(struct store *s, enum verify_mode mode, const struct progress *p,
				      const struct actor *who, struct verify_report *out, struct err *e);

#endif
