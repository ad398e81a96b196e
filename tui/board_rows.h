/* tui/board_rows.h - rows of the dispatch board: executors with what they have in hand, and orders by
 * urgency, as they are read and drawn. */
#ifndef TUI_BOARD_ROWS_H
#define TUI_BOARD_ROWS_H

#include "data/store/board.h"
#include "tui/list.h"

/* Executors; the first row is all of them together. */
struct board_services {
	struct arena mem;
	struct board board;
	const char **next; /* the nearest term of each, in words */
};
MUST_CHECK enum err_code board_services_read(struct store *s, const struct actor *who, struct board_services *out,
					     struct err *e);
void board_services_head(const struct canvas *c);
extern const struct list_ops board_services_ops;

/* Orders of one executor. */
struct board_order {
	const char *ref, *due, *state, *priority, *what, *service;
	enum role priority_role;
	int64_t id;
	bool overdue;
};
struct board_orders {
	struct arena mem;
	struct board_order *rows;
	int n, ref_cols;
	bool more, all; /* all: of every executor, so the executor is shown */
};
/* service as board_orders(). What was read before stays on an error. */
MUST_CHECK enum err_code board_orders_read(struct store *s, const char *service, const struct actor *who,
					   struct board_orders *out, struct err *e);
void board_orders_head(const struct board_orders *o, const struct canvas *c);
extern const struct list_ops board_orders_ops;

#endif
