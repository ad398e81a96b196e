/* data/store/log_kept.h - bodies of the log as they are after redactions. Private to data/store. */
#ifndef DATA_STORE_LOG_KEPT_H
#define DATA_STORE_LOG_KEPT_H

#include "data/store/store_internal.h"

/* Of one subject while its events are read; zeroed at first. */
struct log_kept {
	json_t *list; /* bodies of its redactions; NULL until one is needed */
	struct arena mem;
};

/* Puts what is left of an emptied body in its place ("" when nothing is known of it) and sets ev->emptied. */
MUST_CHECK enum err_code log_kept_body(struct store *s, struct log_kept *k, struct event *ev, struct err *e);
void log_kept_free(struct log_kept *k);

#endif
