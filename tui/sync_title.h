/* tui/sync_title.h - what the title line says of the exchange with the centre: what waits, since when, why. Pure. */
#ifndef TUI_SYNC_TITLE_H
#define TUI_SYNC_TITLE_H

#include "core/arena.h"
#include "data/store/sync_state.h"

struct sync_title {
	const char *full, *brief; /* each begins with blanks; "" when there is nothing to say. In the arena */
	const char *why;          /* the reason alone, where there is no room for all of it; "" when full has none or is it */
	bool bad;                 /* it does not get on: said before counters of every day */
};

/* `now`: UTC ms. */
struct sync_title sync_title(const struct sync_state *st, int64_t now, struct arena *mem);

#endif
