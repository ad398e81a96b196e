/* tui/list.h - a scrolling list with one selected row.
 *
 * Rows belong to the view, which says how many are loaded, what the stable id of each is, and draws
 * one. The selection follows the id when rows come, go or move. */
#ifndef TUI_LIST_H
#define TUI_LIST_H

#include <stdbool.h>
#include <stdint.h>

#include "tui/canvas.h"
#include "tui/key.h"
#include "tui/marks.h"
#include "tui/widget.h"

struct list_ops {
	/* Rows loaded now. */
	size_t (*count)(const void *ctx);
	/* Stable id of row i (event id, appeal id...); unique. */
	int64_t (*id)(const void *ctx, size_t i);
	/* Draws row i in the one-row canvas, which is filled with `role` (normal or selected) already.
	 * No I/O, no queries. */
	void (*draw)(const void *ctx, const struct canvas *row, size_t i, enum role role);
};

struct list {
	const struct list_ops *ops;
	const void *ctx; /* borrowed, handed to ops */
	size_t sel, top; /* selected row, first row shown */
	bool any;        /* there was a row to select at the last list_sync() */
	int64_t sel_id;  /* of the selected row, while any */
	int rows;        /* of the last list_draw() */
	const struct marks *marks; /* rows that are marked; NULL: none can be */
};

/* Nothing is selected until there are rows, then the first. rows is 20 until drawn. */
void list_init(struct list *l, const struct list_ops *ops, const void *ctx);

/* To be called after the rows changed: finds the selected id again; when it is gone the selection
 * stays at the same place (or the last row). The selected row keeps its place on the screen, unless
 * the list shows its beginning: then new rows come into sight there. True when another id is selected
 * now. */
bool list_sync(struct list *l);

/* Selects by id; false when no row has it (nothing changes). */
bool list_select(struct list *l, int64_t id);

/* The selected row; false when there are no rows. */
bool list_selected(const struct list *l, size_t *i);

/* Up, Down, PgUp, PgDn, Home, End: W_MOVED, with W_MORE when fewer than a page of loaded rows is left
 * below. Enter: W_SUBMIT. At an edge W_REFUSED (with W_MORE at the lower one). Pastes are swallowed. */
unsigned list_key(struct list *l, const struct key_event *ev);

/* Columns at the left that the marks take: none while nothing is marked. The head of the list begins behind them. */
int list_mark_cols(const struct list *l);

/* Fills the canvas with the rows in sight; `focused`: the list has the keyboard. */
void list_draw(struct list *l, const struct canvas *c, bool focused);

#endif
