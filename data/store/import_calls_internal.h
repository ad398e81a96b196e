/* data/store/import_calls_internal.h - one file of calls being read. Private to data/store. */
#ifndef DATA_STORE_IMPORT_CALLS_INTERNAL_H
#define DATA_STORE_IMPORT_CALLS_INTERNAL_H

#include "core/agent.h"
#include "core/call_log.h"
#include "data/store/calls.h"
#include "data/store/charset.h"
#include "data/store/import_calls.h"
#include "data/store/line_file.h"
#include "data/store/recordings.h"
#include "data/store/rejects.h"
#include "data/store/store_internal.h"

/* Rows that are added together; one line can end all calls that go on. */
enum { TOGETHER_ROWS = 8 * CALLS_PIECE, WAITING_ROWS_MAX = TOGETHER_ROWS + POOL_CALLS_MAX };

struct calls_import {
	struct store *s;
	const struct actor *who;
	struct arena mem;        /* of the import */
	const char *path;        /* without links */
	const char *source;      /* the path without the suffix of a rotation */
	const char *wanted;      /* name of the format, NULL: by the file */
	struct line_file *file;
	struct call_log log;
	struct charset *charset; /* of lines that are not UTF-8; NULL: none came yet */
	struct rejects rejects;
	struct import_report sum;
	struct agents agents;
	struct arena agents_mem;
	struct recordings *recordings;
	struct call rows[WAITING_ROWS_MAX];
	int n;                   /* rows to be added */
	struct arena rows_mem;
	int64_t lines_good, line; /* the number of the one at hand */
	int bad_in_a_row;
	int pieces;              /* since the place was written down */
	bool live;               /* the end was reached once: what comes now has just happened */
	bool following, grew;
	int watch;               /* inotify, -1: none */
	struct err e;            /* what ended() could not give back */
};

/* Adds what waits and writes the place down. */
MUST_CHECK enum err_code import_flush(struct calls_import *im, struct err *e);
/* All lines that are whole; half a one too when the file will not grow. */
MUST_CHECK enum err_code import_lines(struct calls_import *im, const struct progress *p, bool half_too, struct err *e);

/* --- calls_place.c --- */

/* The path without links and without ".1", "-20261121" of a rotation. */
const char *place_source(const char *path, struct arena *mem);
MUST_CHECK enum err_code place_save(struct calls_import *im, struct err *e);
/* Calls that had not ended when this log was read last. */
MUST_CHECK enum err_code place_load_open(struct calls_import *im, struct err *e);

#endif
