/* core/item.h - one row of a list of the city (topics, executors, streets, officials...) from its events.
 *
 * A list is what the city keeps beside the appeals. Its rows are texts by the names of columns; what the columns
 * mean is the affair of the store, which keeps a table of each list made from them. Pure. */
#ifndef CORE_ITEM_H
#define CORE_ITEM_H

#include <jansson.h>

#include "core/arena.h"
#include "core/event.h"
#include "core/fold.h"

/* Texts are "" when empty, never NULL after item_init(). */
struct item {
	const char *subject; /* site.seq of the event that made it; all its events have it */
	const char *list, *key;
	const char *row;     /* an object of texts: sorted names, no spaces, so that equal rows are equal bytes */
	int64_t hlc;         /* of the last event: of two rows with one key the later counts */
};

/* The kind. Body: {"list","key","row":{column: text, ...}}; of a later event the columns that changed. Events of
 * version 1 have no key: it is the row's code; their numbers count as texts. */
extern const char item_kept[];

void item_init(struct item *i);

/* Applies one event; strings of the new state live in `mem`. */
enum fold_result item_fold(struct item *i, const struct event *ev, struct arena *mem);

/* The text in which rows are kept and compared; in the arena. */
const char *item_row_text(const json_t *row, struct arena *mem);

/* The first of the fields in which two differ; NULL when they are equal. */
const char *item_difference(const struct item *a, const struct item *b);

#endif
