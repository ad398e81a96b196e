/* tui/marks.h - rows of a list that are marked to be acted on together: by the stable id of tui/list.h, so that they
 * stay marked when rows come, go or move, and when the list shows something else. */
#ifndef TUI_MARKS_H
#define TUI_MARKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"

/* More is no work for one confirmation. */
enum { MARKS_MAX = 500, MARKS_COLS = 2 };

struct mark {
	int64_t id;
	const char *ref; /* number of the appeal, with the question when it is not the first */
};

/* A zeroed struct has none. */
struct marks {
	struct arena mem;
	struct mark v[MARKS_MAX];
	size_t n;
};

bool marks_has(const struct marks *m, int64_t id);
/* Nothing when it is marked already. False: there is no room for one more. */
bool marks_add(struct marks *m, int64_t id, const char *ref);
void marks_remove(struct marks *m, int64_t id);
/* As marks_add() or marks_remove(), whichever changes it. */
bool marks_toggle(struct marks *m, int64_t id, const char *ref);
void marks_clear(struct marks *m);

#endif
