/* tui/appeals_list.h - rows of a list of appeals as the screen shows them: what is read of a page, how
 * the columns share the width, one row drawn. */
#ifndef TUI_APPEALS_LIST_H
#define TUI_APPEALS_LIST_H

#include "data/store/find.h"
#include "tui/list.h"

/* One question; strings in the arena of the rows. */
struct appeals_row {
	int64_t id;
	const char *ref;      /* number, with the question when it is not the first */
	const char *when;     /* of the registration */
	const char *state;    /* label */
	const char *priority; /* label of an accident's priority, "" for what is not one */
	const char *name, *what, *service;
	enum role priority_role;
	bool overdue, open;
};

/* A zeroed struct has no rows. */
struct appeals_rows {
	struct arena mem;
	struct appeals_row *rows;
	size_t n, room;
	bool more;       /* there are older ones */
	int number_cols; /* of the widest number */
	const char *meant; /* words that were searched instead of those typed; NULL or "": as typed */
};

enum { APPEALS_PAGE = 50 };

/* Reads at least the `want` newest rows of the query in place of those that are there; on an error they
 * stay. */
MUST_CHECK enum err_code appeals_read(struct store *s, const char *query, const struct actor *who, size_t want,
				      struct appeals_rows *out, struct err *e);

/* Adds the page after the last row; nothing when there are no more. */
MUST_CHECK enum err_code appeals_read_more(struct store *s, const char *query, const struct actor *who,
					   struct appeals_rows *rows, struct err *e);

void appeals_free(struct appeals_rows *rows);

/* The columns of a list, left to right. */
enum appeals_column { COL_OVERDUE, COL_PRIORITY, COL_NUMBER, COL_WHEN, COL_STATE, COL_NAME, COL_WHAT,
	COL_SERVICE, COL_COUNT };

struct appeals_columns {
	int x[COL_COUNT], cols[COL_COUNT]; /* cols 0: not shown */
};

/* How they share `cols` columns: one stays free between neighbours; the applicant, then the executor
 * come in where there is room. */
void appeals_columns(int cols, int number_cols, struct appeals_columns *out);

/* The heads of the columns in the first row of the canvas. */
void appeals_draw_head(const struct appeals_rows *rows, const struct canvas *c);

/* For list_init() with the rows as its ctx. */
extern const struct list_ops appeals_list_ops;

#endif
