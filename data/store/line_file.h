/* data/store/line_file.h - a text file that somebody else may be writing: whole lines as they come, a place in it
 * that can be found again, and whether it was cut or another file stands in its place. Knows no format.
 *
 * One buffer, whatever the size of the file. */
#ifndef DATA_STORE_LINE_FILE_H
#define DATA_STORE_LINE_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/err.h"

enum { LINE_BYTES_MAX = 64 * 1024, LINE_PRINT = 33 };

struct line_file;

/* ERR_NOT_FOUND, ERR_INVALID: not a regular file; ERR_BUSY: another process imports it. */
MUST_CHECK enum err_code line_file_open(const char *path, struct line_file **out, struct err *e);
void line_file_close(struct line_file *f);

/* The beginning of what was not taken yet, up to LINE_BYTES_MAX bytes. */
const char *line_file_head(struct line_file *f, size_t *len, struct err *e);

enum line_kind { LINE_NONE, LINE_WHOLE, LINE_TOO_LONG };
struct line {
	const char *s; /* without its end; until the next call */
	size_t len;
	int64_t n;     /* from 1 where reading began */
};
/* The next line. LINE_NONE: there is none now, half a one waits unless `half_too`. Of a line that is too long only
 * the beginning is given. */
enum line_kind line_file_next(struct line_file *f, bool half_too, struct line *out, struct err *e);

/* Bytes that were taken, and that there are now. */
int64_t line_file_at(const struct line_file *f);
int64_t line_file_size(const struct line_file *f);
int64_t line_file_inode(const struct line_file *f);
/* Of the open file, for a watch on it. */
int line_file_fd(const struct line_file *f);

/* What stands before the place `at`, in 32 hex digits: the same place is known again by it. False: the file is
 * shorter. */
bool line_file_print(struct line_file *f, int64_t at, char hex[LINE_PRINT]);
/* Goes on from there. */
void line_file_seek(struct line_file *f, int64_t at);

/* What became of the file since it was opened: cut shorter than what was taken, or another one at `path`. */
enum line_change { LINE_SAME, LINE_CUT, LINE_REPLACED };
enum line_change line_file_changed(const struct line_file *f, const char *path);

#endif
