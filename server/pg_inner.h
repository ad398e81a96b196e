/* server/pg_inner.h - a connection as pg*.c see it. Private to them. */
#ifndef SERVER_PG_INNER_H
#define SERVER_PG_INNER_H

#include "server/pg.h"

enum { PG_STATEMENTS = 64 };

struct pg {
	PGconn *h;
	const struct statement *statements[PG_STATEMENTS]; /* those that were prepared on it */
	int prepared;
	bool broken;     /* is closed when it is given back */
	bool warned;     /* the server did what was asked, but not as it should: no commit may be told */
	bool large;      /* closed after its large values: libpq's buffers grow to them and never shrink */
	struct pg *next; /* in the pool's list of free ones */
};

/* The result when it is good; else NULL, with the result freed and e set. */
PGresult *pg_checked(struct pg *pg, const char *what, PGresult *res, struct err *e);
/* Says in e what has failed, and in the journal. res may be NULL. */
enum err_code pg_failed(struct pg *pg, const char *what, const PGresult *res, struct err *e);

#endif
