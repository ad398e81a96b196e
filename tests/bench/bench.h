/* tests/bench/bench.h - what is measured and how: one table of rows, each ours beside the raw library call of the
 * same run (design.md 11). A new row is one line of the table in bench.c and a function. */
#ifndef TESTS_BENCH_BENCH_H
#define TESTS_BENCH_BENCH_H

#include "data/store/store_internal.h"
#include "tests/bench/city.h"

/* Microseconds of many runs. */
struct times {
	double *us;
	int n, room;
};
void times_add(struct times *t, double us);
void times_free(struct times *t);
/* Sorts; share of 0.5 is the median. 0 without any. */
double times_at(struct times *t, double share);

/* Milliseconds, and times of raw at most, or at least; 0: no such limit. */
struct budget {
	double p50, p99, max, ratio, at_least;
};

/* What a row found out. `note` says what figures of another kind were (in the arena of the bench). */
struct findings {
	struct times ours, raw;
	double ratio;      /* 0: that of the medians */
	bool failed;       /* something other than the times is not as it must be; `note` says what */
	const char *note;
};

struct bench {
	const char *path;  /* of the base */
	const char *self;  /* the program, to be started anew */
	struct store *s;
	struct city *city;
	struct arena mem;
	int64_t calls, appeals;
	bool smoke;        /* a small base: fewer runs, no verdict */
};

struct row {
	const char *name;
	struct budget budget;
	enum err_code (*run)(struct bench *b, const struct row *row, struct findings *out, struct err *e);
	const char *arg;
};

extern const struct actor bench_actor;

double now_us(void);
double cpu_us(void); /* of this thread */

/* Runs `ours` and `raw` (may be NULL) in turn for cases 0..n-1, the best of `tries` each: what the machine does
 * besides is left out, what a case costs is not. */
struct cases {
	int n, tries;
	enum err_code (*ours)(struct bench *b, int i, void *ctx, struct err *e);
	enum err_code (*raw)(struct bench *b, int i, void *ctx, struct err *e);
	void *ctx;
};
MUST_CHECK enum err_code run_cases(struct bench *b, const struct cases *c, struct findings *out, struct err *e);

#define BENCH_ROW(name) \
	enum err_code name(struct bench *b, const struct row *row, struct findings *out, struct err *e)
/* rows_phone.c, rows_text.c */
BENCH_ROW(bench_phones);
BENCH_ROW(bench_words);
BENCH_ROW(bench_caller);
BENCH_ROW(bench_cold);
/* rows_write.c */
BENCH_ROW(bench_register);
BENCH_ROW(bench_operators);
BENCH_ROW(bench_slow_disk);
BENCH_ROW(bench_kill);
/* rows_import.c */
BENCH_ROW(bench_import_appeals);
BENCH_ROW(bench_import_calls);
/* rows_sync.c */
BENCH_ROW(bench_merge);
/* rows_screen.c */
BENCH_ROW(bench_start);
BENCH_ROW(bench_memory);
BENCH_ROW(bench_keys);
BENCH_ROW(bench_others);
BENCH_ROW(bench_idle);
BENCH_ROW(bench_receipt);
/* Raw statements and a hundred desks on this base: prints both rates. */
int slow_main(const char *path);
/* One search in a process of its own: prints microseconds. */
int cold_main(const char *path, const char *what, const char *query);

#endif
