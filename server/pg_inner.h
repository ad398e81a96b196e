/* server/pg_inner.h - a connection as pg.c and pg_pool.c see it. Private to them. */
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

#endif
