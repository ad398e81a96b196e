/* tests/bench/raw.h - the raw library call beside each row: prepared statements over the same tables, no checks, no
 * sentences, no records (the prototypes of performance.md). Gives nothing but the number of rows. */
#ifndef TESTS_BENCH_RAW_H
#define TESTS_BENCH_RAW_H

#include <sqlite3.h>

#include "core/arena.h"

enum { RAW_PAGE = 50 };

/* The newest 50 full rows of a telephone's fragment: performance.md B, the rule BEST. */
int raw_phone(struct db *db, bool calls, const char *digits);

/* The newest 50 full rows of an FTS5 expression over the appeals, or over the calls. */
int raw_match(struct db *db, bool calls, const char *match);

/* Last appeals and calls of a number. */
int raw_caller(struct db *db, int64_t num);

#endif
