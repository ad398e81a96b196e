/* data/store/import_calls.h - calls from the logs of an exchange and from lists (core/call_log.h) into the journal:
 * a file once, or one that grows as long as it does.
 *
 * A call known by its id is not added again; what another log of the exchange knows better of it is taken
 * (calls_better.h), so a file may be imported again. Half a line at the end waits, and so
 * does a call that has not ended: it is kept beside the place in the file. */
#ifndef DATA_STORE_IMPORT_CALLS_H
#define DATA_STORE_IMPORT_CALLS_H

#include "data/store/import.h"

struct calls_import;

/* format: as --format names it, NULL: known by the file's beginning. ERR_INVALID: no such format, or a file of none;
 * ERR_NOT_FOUND, ERR_BUSY: see line_file_open(). */
MUST_CHECK enum err_code calls_import_open(struct store *s, const char *path, const char *format,
					   const struct actor *who, struct calls_import **out, struct err *e);
/* Writes the place down is done by reading; this only frees. ERR_FAILED: see rejects_close(). */
MUST_CHECK enum err_code calls_import_close(struct calls_import *im, struct err *e);

/* Reads on to the end of the file, in pieces; *out is the sum since it was opened, its texts live as long. */
MUST_CHECK enum err_code calls_import_read(struct calls_import *im, const struct progress *p,
					   struct import_report *out, struct err *e);

/* Calls that have not ended. */
int calls_import_waiting(const struct calls_import *im);

/* A file from its beginning to its end. *waiting: see above. */
struct calls_wanted {
	const char *path, *format;
	int *waiting;
};
MUST_CHECK enum err_code import_calls(struct store *s, const struct calls_wanted *w, const struct progress *p,
				      const struct actor *who, struct arena *mem, struct import_report *out,
				      struct err *e);

/* --- following a log that grows --- */

/* Goes to where it was left the last time: into the file at the path, or the one it was renamed to by a rotation.
 * Call it before the first calls_import_read(). ERR_INVALID: lists are not followed. */
MUST_CHECK enum err_code calls_follow(struct calls_import *im, struct err *e);

/* Becomes readable when something is written to the file; -1: only looking now and then helps. */
int calls_follow_fd(const struct calls_import *im);

/* Looks whether there is more, takes it, and goes over to the new file after a rotation. Calls are added one by one,
 * seen at once. */
MUST_CHECK enum err_code calls_follow_step(struct calls_import *im, const struct progress *p,
					   struct import_report *out, struct err *e);

#endif
