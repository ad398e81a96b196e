/* core/call_log.h - logs and lists of calls, line by line, whatever their format: which one it is, and calls as they
 * end. Pure: who reads the file keeps its place. */
#ifndef CORE_CALL_LOG_H
#define CORE_CALL_LOG_H

#include "core/call_rows.h"
#include "core/cdr_csv.h"

struct call_log;

struct call_format {
	const char *name;    /* for --format */
	bool log;            /* of an exchange: it grows, and may be followed */
	int grace_s;         /* see struct call_pool */
	enum call_teller teller;
	/* Whether a line may be of it. */
	bool (*fits)(const char *line, size_t len);
	/* NULL, or why the line is not taken; in the arena or static. */
	const char *(*take)(struct call_log *log, char *line, struct arena *mem);
};

struct call_log {
	const struct call_format *format;
	struct call_pool pool; /* its ended() gets every call; texts live during the call */
	const struct clock_ops *clock;
	enum cdr_zone zone;
	struct call_columns columns;
};

/* By name, NULL: none; the names in one list, for a sentence. */
const struct call_format *call_format_find(const char *name);
const char *call_format_names(struct arena *mem);

/* By the beginning of a file; NULL when it is of no format that is known. */
const struct call_format *call_format_guess(const char *head, size_t len);

/* Takes one line without its end: valid UTF-8, written into. NULL, or why it is not taken. */
const char *call_log_take(struct call_log *log, char *line, struct arena *mem);

#endif
