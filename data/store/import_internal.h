/* data/store/import_internal.h - one import of appeals under way: who reads ahead, who writes. Private to
 * data/store/import_*.c. */
#ifndef DATA_STORE_IMPORT_INTERNAL_H
#define DATA_STORE_IMPORT_INTERNAL_H

#include <stdatomic.h>

#include "data/store/appeals_internal.h"
#include "data/store/import.h"
#include "data/store/import_row.h"
#include "data/store/read_ahead.h"

/* What the thread that reads has for itself; the file's rejected rows are the writer's. */
struct reader {
	struct import_maker maker;
	struct table_file *file;
	_Atomic(const struct catalogue *) cat; /* the newest */
};

struct import {
	struct store *s;
	const struct actor *who;
	const struct catalogue *cat;
	struct reader reader;
	struct read_ahead *ahead;
	const struct ahead_piece *piece; /* the one at hand; NULL: none yet */
	int at;             /* the row of it that comes next */
	struct import_report *out;
	struct arena *mem;  /* of the row at hand */
	int64_t line, done; /* of the row at hand; bytes of the file up to its end */
	bool unclear;       /* something of the row at hand was not understood */
	int bad_in_a_row;   /* rows that cannot be read */
	int64_t began;      /* the transaction, UTC ms */
	bool same_streets;  /* in this transaction as when the reader began */
	int year;           /* of the numbers since the series was written down; 0: there are none */
	int64_t last_n;     /* the greatest of them */
	/* Rows one after another with the same number, minute and applicant are questions of one appeal. */
	const char *last;   /* of the row before; NULL: it was not taken */
	int k;              /* which question the row at hand is */
	struct arena last_mem;
};

/* What became of a row. */
enum fate { ADDED, SAME, CHANGED, REJECTED, FAILED };

/* Writes the row down with the reason. */
enum fate import_reject(struct import *im, const struct import_row *row, const char *reason, struct err *e);

/* A row whose appeal was imported before, the appeal's id and subject. */
enum fate import_meet(struct import *im, int64_t id, const char *subject, const struct import_row *row,
		      struct err *e);

/* A row whose number has an appeal that was registered here. */
enum fate import_own(struct import *im, int64_t id, const struct import_row *row, struct err *e);

#endif
