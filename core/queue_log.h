/* core/queue_log.h - Asterisk's queue_log: epoch|callid|queue|agent|EVENT|parameters (docs/Operation/Logging/
 * Queue-Logs.md; integrations.md 1.5). Lines of one callid become one call; what operators were tried with
 * (RINGNOANSWER, RINGCANCELED) is passed over. Pure. */
#ifndef CORE_QUEUE_LOG_H
#define CORE_QUEUE_LOG_H

#include "core/call_pool.h"

enum { QUEUE_PARAMS = 5, QUEUE_GRACE_S = 10 };

struct queue_line {
	int64_t at; /* seconds since 1970 */
	const char *call, *queue, *agent, *event; /* without blanks around them */
	const char *param[QUEUE_PARAMS];          /* "" for what is left out, as old versions do */
};

/* Whether a line begins as lines of a queue_log do; it may be cut off behind. */
bool queue_line_fits(const char *line, size_t len);

/* Takes a line apart (it is written into). False: it is none. */
bool queue_line_read(char *line, struct queue_line *out);

/* What the line says about its call. NULL, or why it cannot be taken. */
const char *queue_fold(struct call_pool *p, const struct queue_line *l);

#endif
