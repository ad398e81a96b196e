/* data/store/attempts.h - counters of wrong tries in the base, behind core/attempts.h. Private to
 * data/store. Local to the site: never in the log. */
#ifndef DATA_STORE_ATTEMPTS_H
#define DATA_STORE_ATTEMPTS_H

#include "core/attempts.h"
#include "data/store/db.h"

/* Milliseconds to wait before the next try of `what` ("pin:NUMBER", "source:X", "login:X"). */
int64_t tries_wait(struct db *db, enum attempts_kind kind, const char *what, int64_t now_ms,
		   struct err *e);

/* Counts a wrong try, or (right) forgets the wrong ones. Inside a write transaction. */
MUST_CHECK enum err_code tries_wrong(struct db *db, enum attempts_kind kind, const char *what,
				     int64_t now_ms, struct err *e);
MUST_CHECK enum err_code tries_right(struct db *db, const char *what, struct err *e);

#endif
