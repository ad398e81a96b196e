/* tui/appeals_list.h - rows of a list of appeals as the screen shows them: how the columns share the width, one row
 * drawn. Reads nothing. */
#ifndef TUI_APPEALS_LIST_H
#define TUI_APPEALS_LIST_H

#include "tui/appeals_rows.h"
#include "tui/list.h"

/* The columns of a list, left to right. */
enum appeals_column { COL_OVERDUE, COL_PRIORITY, COL_NUMBER, COL_WHEN, COL_STATE, COL_UNTIL, COL_NAME, COL_WHAT,
	COL_SERVICE, COL_COUNT };

struct appeals_columns {
	int x[COL_COUNT], cols[COL_COUNT]; /* cols 0: not shown */
};

/* How they share `cols` columns, one free between neighbours: what an operator tells appeals apart by (state, day,
 * term, street and house with the beginning of the text) comes first, the applicant when there is room. */
void appeals_columns(int cols, int number_cols, struct appeals_columns *out);

/* The label of a state when it fits, else a short one of at most 9 columns. */
const char *appeals_state(enum appeal_state state, int cols);

/* The heads of the columns in the first row of the canvas. */
void appeals_draw_head(const struct appeals_rows *rows, const struct canvas *c);

/* For list_init() with the rows as its ctx. */
extern const struct list_ops appeals_list_ops;

#endif
