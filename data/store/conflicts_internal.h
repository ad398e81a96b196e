/* data/store/conflicts_internal.h - rows of conflicts (core/conflict.h). Private to data/store. */
#ifndef DATA_STORE_CONFLICTS_INTERNAL_H
#define DATA_STORE_CONFLICTS_INTERNAL_H

#include "core/conflict.h"
#include "data/store/store_internal.h"

/* Those of a subject; NULL: none. In the arena. */
MUST_CHECK enum err_code conflicts_read(struct store *s, const char *subject, struct arena *mem, struct conflict **out,
					struct err *e);

/* Writes these instead of those that stand there. Inside a write transaction. */
MUST_CHECK enum err_code conflicts_save(struct store *s, const char *subject, const struct conflict *list,
					struct err *e);

/* Whether an event of this kind is a move that may be made again. */
bool conflict_is_move(const char *kind);

#endif
