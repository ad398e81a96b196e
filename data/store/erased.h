/* data/store/erased.h - what an erasing leaves to be done after its transaction (design.md 5, Redaction): files whose
 * last event is gone, old segments of the search indexes, pages in the write-ahead log. Private to data/store.
 *
 * That it is to be done stands in the base (meta), set in the very transaction of the erasing, so that a crash loses
 * nothing: any process goes on, a step at a time. */
#ifndef DATA_STORE_ERASED_H
#define DATA_STORE_ERASED_H

#include "data/store/store_internal.h"

/* Inside the write transaction of an erasing: words were taken out of an index, or a row was emptied. */
MUST_CHECK enum err_code erased_mark(struct store *s, struct err *e);

/* The same, and a file beside the base that an emptied event named: it is removed unless another event names it. */
MUST_CHECK enum err_code erased_mark_file(struct store *s, const char *sha256, struct err *e);

/* One step of some milliseconds, when nobody else writes; true while there is more to do at once. */
bool erased_idle(struct store *s);

#endif
