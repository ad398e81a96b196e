/* tui/appeals_rows.h - the rows of a list of appeals that are in memory: one stretch of what the query gives, newest
 * first, which grows at both ends by pages found by key; and how many there are in all.
 *
 * What is drawn is made ready when it is read: drawing asks neither the base nor the clock. */
#ifndef TUI_APPEALS_ROWS_H
#define TUI_APPEALS_ROWS_H

struct presence;

#include "data/store/find.h"
#include "tui/theme.h"

/* One question; strings in the arena of the rows. */
struct appeals_row {
	int64_t id;
	const char *ref;      /* number, with the question when it is not the first */
	const char *when;     /* of the registration, 11 columns */
	const char *day;      /* the same in 5: the hour of today, the day of this year, the year */
	const char *until;    /* the term in 5, the same way; "" when none runs */
	const char *priority; /* label of an accident's priority, "" for what is not one */
	const char *name, *what, *service; /* what: street and house, then the text */
	const char *number, *phone; /* by which others are seen at it */
	enum role priority_role;
	enum appeal_state state;
	int64_t due;
	bool overdue, open;
};

/* A zeroed struct has no rows. */
struct appeals_rows {
	struct arena mem;
	struct appeals_row *rows;
	size_t n, room;
	bool newer, more;  /* there are newer ones above, older ones below */
	int number_cols;   /* of the widest number */
	const char *meant; /* words that were searched instead of those typed; NULL or "": as typed */
	const struct presence *here; /* who else is at them; set before drawing */
	int64_t day;       /* civil_day of the reading: `when` and `day` are of it */
};

enum { APPEALS_PAGE = 50 };

/* Whose list it is. */
struct appeals_source {
	struct store *store;
	const struct actor *who;
	const char *query;
};

/* Reads at least the `want` newest rows in place of those that are there; on an error they stay. */
MUST_CHECK enum err_code appeals_read(const struct appeals_source *from, size_t want, struct appeals_rows *out,
				      struct err *e);

/* Reads the same stretch anew: from its newest row if there are newer ones above, else as appeals_read(). */
MUST_CHECK enum err_code appeals_read_again(const struct appeals_source *from, size_t want, struct appeals_rows *out,
					    struct err *e);

/* Reads the oldest rows, at least `want` of them, in place of those that are there. */
MUST_CHECK enum err_code appeals_read_end(const struct appeals_source *from, size_t want, struct appeals_rows *out,
					  struct err *e);

/* Add the page after the last row, before the first one; nothing when there are no more. */
MUST_CHECK enum err_code appeals_read_more(const struct appeals_source *from, struct appeals_rows *rows,
					   struct err *e);
MUST_CHECK enum err_code appeals_read_newer(const struct appeals_source *from, struct appeals_rows *rows,
					    struct err *e);

/* Terms run out though nothing happens: marks what is overdue at `now`; true when a mark changed. */
bool appeals_mark(struct appeals_rows *rows, int64_t now_ms);

void appeals_free(struct appeals_rows *rows);

/* How many there are in all, counted in slices up to APPEALS_COUNTED: who reads it wants a size, not a sum. */
enum { APPEALS_COUNTED = 5000 };

/* A zeroed struct knows nothing and counts nothing. */
struct appeals_total {
	bool known, over;  /* n is right; there are more than n */
	int n;
	bool running;      /* a count is under way */
	int sum;           /* of it so far */
	int64_t at;        /* it goes on below this id */
};

/* Begins a count; `forget`: what was known is of another query. */
void appeals_count_begin(struct appeals_total *t, bool forget);

/* One slice of it, some milliseconds. False: it ended, or failed (then it will not go on). */
bool appeals_count_step(const struct appeals_source *from, struct appeals_total *t);

#endif
