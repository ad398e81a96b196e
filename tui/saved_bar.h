/* tui/saved_bar.h - the saved queries of the person over the list of F3: which there are, how much each finds now, one
 * line of the screen. What changes the list is tui/appeals_saved.c.
 *
 * Counts are made in slices of a few milliseconds while nobody types, again only after something changed, and the
 * rarer the longer they take. Drawing asks nothing. */
#ifndef TUI_SAVED_BAR_H
#define TUI_SAVED_BAR_H

#include "core/saved.h"
#include "data/store/store.h"
#include "tui/canvas.h"

/* More than so many is "500+": whoever reads it wants a size. */
enum { SAVED_COUNTED = 500 };

struct saved_count {
	bool known, over, stale, bad; /* bad: the query cannot be answered */
	int n;
	int64_t next_ms;              /* not counted again before this moment */
};

/* A zeroed struct has none. */
struct saved_bar {
	struct arena mem;
	struct saved_list list;
	struct saved_count counts[SAVED_MAX];
	int at;                       /* the one that is being counted */
	bool running;
	int sum;
	int64_t below, cost_ms;       /* it goes on below this id; it took so long until now */
};

/* Takes another list: what was counted of the same query stays. Copied. */
void saved_bar_set(struct saved_bar *b, const struct saved_list *l);
void saved_bar_close(struct saved_bar *b);

/* Something changed in the base, or a minute passed. */
void saved_bar_changed(struct saved_bar *b);

/* One slice at the instant now_ms (UTC). True: there is more to do at once. *shown: the line changed. */
bool saved_bar_step(struct saved_bar *b, struct store *s, const struct actor *who, int64_t now_ms, bool *shown);

/* The line; the entry whose query is `present` is marked. Names are cut until all of them fit. */
void saved_bar_draw(const struct saved_bar *b, const struct canvas *row, const char *present);

#endif
