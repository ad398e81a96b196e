/* server/verify.h - does the log of the centre hold: the chain of every site, the hash of every body,
 * positions, and that every appeal follows from it. Reads in slices, so that it can run beside the server. */
#ifndef SERVER_VERIFY_H
#define SERVER_VERIFY_H

#include <stdio.h>

#include "core/digest.h"
#include "server/pg.h"

struct verified {
	int sites, faults;
	int64_t events, appeals;
	struct digest_kind kind; /* of the things that the centre keeps rows of, as `pult verify --digest` has it */
};

/* Checks everything; each fault is one sentence on `out`. */
MUST_CHECK enum err_code verify(struct pg *pg, FILE *out, struct verified *v, struct err *e);

#endif
