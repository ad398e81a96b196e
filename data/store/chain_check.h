/* data/store/chain_check.h - does the chain of the log hold (design.md 5). Private to data/store.
 *
 * Works on any open base, also on a copy. Shows a changed, removed or reordered row; a tail cut off
 * together with its place in `chain` is shown only by comparing heads. */
#ifndef DATA_STORE_CHAIN_CHECK_H
#define DATA_STORE_CHAIN_CHECK_H

#include "data/store/db.h"
#include "data/store/verify.h"

/* Events per read transaction: no snapshot lasts, so the writers' log can be checkpointed. */
enum { VERIFY_SLICE = 2000 };

/* A row that an event of kind `redacted` says was emptied. */
struct redacted {
	const struct redacted *next;
	const char *site;
	int64_t seq;
};

struct check {
	struct db *db;
	struct verify_report *out;
	const struct progress *p; /* NULL: nobody watches */
	int64_t done, total;
	struct arena *mem;
	struct chain_mark *ends; /* how far each chain was walked */
	const struct redacted *redacted; /* those of the rows up to id redacted_to */
	int64_t redacted_to;
};

/* Counts one wrong row (or n); the sentence of the first one is kept. */
void check_bad(struct check *c, int64_t n, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* Tells how far the work is; ERR_FAILED when the person stopped it. */
MUST_CHECK enum err_code check_step(struct check *c, int64_t more, struct err *e);

/* Checks the chain of every site; `quick`: from the place last found good. Wrong rows are counted in
 * c->out; an error is only that the base cannot be read or that the work was stopped. */
MUST_CHECK enum err_code chain_check(struct check *c, bool quick, struct err *e);

/* Remembers how far the chains were walked as good. In a transaction of its own. */
MUST_CHECK enum err_code chain_remember(const struct check *c, struct err *e);

/* The head of a site's chain, "ГЛ 123 1a2b3c4d"; "ГЛ 0 00000000" of an empty one. */
MUST_CHECK enum err_code chain_head(struct db *db, const char *site, char out[64], struct err *e);

/* How many events there are by the ends of the chains. */
int64_t chain_events(struct db *db, struct err *e);

#endif
