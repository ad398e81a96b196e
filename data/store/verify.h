/* data/store/verify.h - does the log hold, and do the rows follow from it (design.md 5). */
#ifndef DATA_STORE_VERIFY_H
#define DATA_STORE_VERIFY_H

#include "core/digest.h"
#include "data/store/backup.h"

enum { VERIFY_KINDS_MAX = 8 };

struct verify_report {
	int64_t events, subjects;
	int64_t bad;          /* how many rows were wrong */
	char first_bad[256];  /* sentence about the first one; "" when there is none */
	char head[64];        /* "ГЛ 123 1a2b3c4d" */
	/* With VERIFY_DIGEST: a hash of each kind that sites share, by name, and one of all of them. */
	struct digest_kind kinds[VERIFY_KINDS_MAX];
	int nkinds;
	char digest[DIGEST_HEX];
};

enum verify_mode { VERIFY_FULL, VERIFY_QUICK, VERIFY_DIGEST };

/* ERR_FAILED when something is wrong (the report says what); ERR_OK when all is well. Works in slices,
 * so that no read snapshot lasts. Remembers the last good place for VERIFY_QUICK. */
MUST_CHECK enum err_code store_verify(struct store *s, enum verify_mode mode, const struct progress *p,
				      const struct actor *who, struct verify_report *out, struct err *e);

#endif
