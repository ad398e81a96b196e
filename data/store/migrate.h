/* data/store/migrate.h - the schema and its versions. Private to data/store.
 *
 * A migration is one row of the table in migrate.c: statements that bring version N-1 to N. Never
 * change a row that has been shipped: add one. */
#ifndef DATA_STORE_MIGRATE_H
#define DATA_STORE_MIGRATE_H

#include "data/store/db.h"

/* The version this program writes. */
int schema_version(void);

/* Brings an opened base to schema_version(): checks application_id; refuses a newer version (ERR_BUSY:
 * the program was updated elsewhere) and a foreign file; before an upgrade makes a backup beside the
 * file, "<path>.v<N>.bak". ERR_INVALID: an empty file or one of another program. */
MUST_CHECK enum err_code migrate(struct db *db, struct err *e);

/* Gives a new empty file the whole schema. */
MUST_CHECK enum err_code schema_make(struct db *db, struct err *e);

/* The sentences of a base made by a newer program (ERR_BUSY) and of a half-made one (ERR_INVALID). */
enum err_code schema_refuse_newer(struct err *e);
enum err_code schema_refuse_unfinished(struct err *e);

/* ERR_BUSY when another process has brought the base to a newer version meanwhile. */
MUST_CHECK enum err_code schema_check(struct db *db, struct err *e);

#endif
