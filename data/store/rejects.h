/* data/store/rejects.h - FILE.rejected: lines of a file that were not taken, with their numbers and the reasons, for
 * a person to look at. Made with the first of them; in a folder where nothing may be written (the log of another
 * program) there is none, and the lines are only counted. */
#ifndef DATA_STORE_REJECTS_H
#define DATA_STORE_REJECTS_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/err.h"

struct rejects {
	const char *path; /* borrowed: where it would be */
	void *file;       /* FILE; NULL: nothing was rejected */
	bool nowhere;     /* nothing may be written there */
};

/* Writes "number <tab> reason <tab> line"; of a long line its beginning. */
MUST_CHECK enum err_code rejects_add(struct rejects *r, int64_t n, const char *reason, const char *line, size_t len,
				     struct err *e);
/* ERR_FAILED when they could not be written down. */
MUST_CHECK enum err_code rejects_close(struct rejects *r, struct err *e);

#endif
