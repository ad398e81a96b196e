/* tests/bench/desk.h - desks that register appeals, for the rows about writing: in this process, or many of them.
 * They work on a base of their own beside the measured one, for what they write stays. */
#ifndef TESTS_BENCH_DESK_H
#define TESTS_BENCH_DESK_H

#include "tests/bench/bench.h"

enum { DESKS_MAX = 128 };

/* The base beside the measured one, with some thousand appeals in it; NULL: opened already. desk_base_drop() removes
 * its files. */
MUST_CHECK enum err_code desk_base(struct bench *b, const char **path, struct err *e);
void desk_base_drop(struct bench *b, const char *path);

/* Registers one more appeal: another caller, house and topic for each key. The number is copied to the arena. */
MUST_CHECK enum err_code desk_register(struct store *s, const char *key, struct arena *mem, const char **number,
				       struct err *e);

/* Many desks for some time, each a process. */
struct desks {
	const char *path;
	int n;
	double seconds;
	bool paced; /* one registration a second each, instead of one after another */
	int readers;
};
struct desks_did {
	struct times took;
	int each[DESKS_MAX];
	double rate;       /* a second */
	double jain;       /* of the numbers of registrations (Jain, Chiu, Hawe 1984): 1 is fair */
	int failed;        /* desks that had an error */
	int64_t wal_bytes; /* at most */
	struct times flush; /* of 4 kB of another file of the disk, in the same seconds: no program can help that */
};
MUST_CHECK enum err_code desks_run(const struct desks *d, struct desks_did *out, struct err *e);

/* The same rows by prepared statements, no lock but SQLite's: raw.c's part for writing. */
struct raw_desk;
MUST_CHECK enum err_code raw_desk_open(struct store *s, struct raw_desk **out, struct err *e);
MUST_CHECK enum err_code raw_desk_register(struct raw_desk *d, int i, struct err *e);
void raw_desk_close(struct raw_desk *d);

#endif
