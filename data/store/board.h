/* data/store/board.h - the dispatch board: what each executor has in hand, and his orders by urgency.
 *
 * An order is a question given to an executor (design.md, words). What waits to be given away is the row
 * without an executor. */
#ifndef DATA_STORE_BOARD_H
#define DATA_STORE_BOARD_H

#include "data/store/find.h"

/* One executor; texts in the arena. */
struct board_row {
	const char *service, *name; /* code "": registered and not given to anybody yet */
	int64_t fresh;     /* passed and not accepted; of the row without an executor: all */
	int64_t in_work, rework;
	int64_t accidents, overdue;
	int64_t next_due;  /* UTC ms; 0: none has a term */
};

struct board {
	struct board_row *rows;
	int n;
};

/* Executors who have something open: overdue and accidents first, then by how much they have. An executor sees
 * his own organisation alone. ERR_REFUSED: may not read. */
MUST_CHECK enum err_code board_read(struct store *s, const struct actor *who, struct arena *mem,
				    struct board *out, struct err *e);

/* At most this many orders of one executor are shown. */
enum { BOARD_ORDERS_MAX = 1000 };

/* Open orders of one executor ("": what is not given away, NULL: of all), accidents and overdue first, then by
 * their terms. out->more: there are more than BOARD_ORDERS_MAX. */
MUST_CHECK enum err_code board_orders(struct store *s, const char *service, const struct actor *who,
				      struct arena *mem, struct found_list *out, struct err *e);

#endif
