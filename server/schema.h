/* server/schema.h - the tables of the centre and how they came to be: versions in order, each in one
 * transaction. A version that is out never changes. */
#ifndef SERVER_SCHEMA_H
#define SERVER_SCHEMA_H

#include "server/pg.h"

/* Makes the tables, or brings them from an older version to this program's. *from is the version found
 * (0: none), *to the one that is there now. Safe to run by several at once. ERR_BUSY when the database is
 * newer than the program, ERR_INVALID when it is not UTF-8. */
MUST_CHECK enum err_code schema_make(struct pg *pg, int *from, int *to, struct err *e);

/* ERR_BUSY with a sentence unless the tables are of this program's version. */
MUST_CHECK enum err_code schema_check(struct pg *pg, struct err *e);

#endif
