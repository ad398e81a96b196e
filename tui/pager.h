/* tui/pager.h - text to read: help, a card with its history, a reference article. */
#ifndef TUI_PAGER_H
#define TUI_PAGER_H

#include <stdbool.h>

#include "core/arena.h"
#include "tui/canvas.h"
#include "tui/key.h"
#include "tui/widget.h"

struct pager_line {
	const char *text;
	const char *label; /* at the left of its first screen line, in the columns of the indent; or NULL */
	enum role role, label_role;
	int indent; /* columns, also of the continuation lines */
};

/* A zeroed struct is an empty pager. */
struct pager {
	struct pager_line *lines;
	size_t count, room;
	struct arena arena;
	size_t top;        /* first screen line shown */
	size_t total;      /* screen lines at the width of the last draw */
	int rows, cols;    /* of the last draw */
};

/* Adds a paragraph (copied; \n breaks it), soft-wrapped when drawn. */
void pager_add(struct pager *p, enum role role, int indent, const char *text);
/* The same with all members said; its strings are copied. */
void pager_put(struct pager *p, const struct pager_line *l);
/* Empties it and scrolls to the top; keep_place leaves `top` where it was (live updates). */
void pager_clear(struct pager *p, bool keep_place);
void pager_close(struct pager *p);

/* Up, Down, PgUp, PgDn, Space, Home, End: W_MOVED, W_REFUSED at an edge. */
unsigned pager_key(struct pager *p, const struct key_event *ev);

/* The last column is kept for a scroll bar, drawn when there is more than fits. */
void pager_draw(struct pager *p, const struct canvas *c);

#endif
