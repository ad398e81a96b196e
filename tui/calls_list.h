/* tui/calls_list.h - rows of the call journal as the screen shows them: what is read of a page, how the columns
 * share the width, one row drawn. */
#ifndef TUI_CALLS_LIST_H
#define TUI_CALLS_LIST_H

#include "data/store/calls.h"
#include "tui/list.h"

/* One call; strings in the arena of the rows. */
struct calls_row {
	int64_t key;
	const char *id;
	const char *when, *phone, *outcome, *wait, *talk, *appeals, *name, *operator;
	bool lost; /* somebody wanted something and nobody talked with him */
};

/* A zeroed struct has no rows. */
struct calls_rows {
	struct arena mem;
	struct calls_row *rows;
	size_t n, room;
	bool more, partly;  /* see struct calls_list */
	const char *meant;  /* NULL or "": as typed */
};

enum { CALLS_PAGE = 50 };

/* Reads at least the `want` newest rows of the query in place of those that are there; on an error they stay. */
MUST_CHECK enum err_code calls_read(struct store *s, const char *query, const struct actor *who, size_t want,
				    struct calls_rows *out, struct err *e);

/* Adds the page after the last row; nothing when there are no more. */
MUST_CHECK enum err_code calls_read_more(struct store *s, const char *query, const struct actor *who,
					 struct calls_rows *rows, struct err *e);

void calls_free(struct calls_rows *rows);

/* "07.11 10:30", of another year "07.11.2025"; both take 11 columns. In the arena. */
const char *calls_when(const struct clock_ops *clock, int64_t at, struct arena *mem);

/* The number as people read it; "hidden" when there is none, the digits that are no number. In the arena. */
const char *calls_phone(const struct call *c, struct arena *mem);

/* The columns of a list, left to right. */
enum calls_column { CALLS_WHEN, CALLS_PHONE, CALLS_NAME, CALLS_OUTCOME, CALLS_WAIT, CALLS_TALK, CALLS_OPERATOR,
	CALLS_APPEALS, CALLS_COLUMNS };

struct calls_columns {
	int x[CALLS_COLUMNS], cols[CALLS_COLUMNS]; /* cols 0: not shown */
};

/* How they share `cols` columns, one free between neighbours: time, number, outcome, how long stay; the appeals, the
 * name, the operator come in where there is room. */
void calls_columns(int cols, struct calls_columns *out);

/* The heads of the columns in the first row of the canvas. */
void calls_draw_head(const struct canvas *c);

/* For list_init() with the rows as its ctx. */
extern const struct list_ops calls_list_ops;

#endif
