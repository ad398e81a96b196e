/* server/pg.h - PostgreSQL for the centre: a small pool of connections, prepared statements, one way
 * to run them. The only header of the server that sees libpq; nothing above it glues SQL.
 *
 * Results are binary: integers by pg_int(), texts and bytes as they are. An error is one sentence
 * without data; the SQLSTATE goes to the journal. */
#ifndef SERVER_PG_H
#define SERVER_PG_H

#include <libpq-fe.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/err.h"
#include "core/out.h"

/* A statement with its name on a connection. `once`: planned anew each time with its values (limits
 * and cursors into the log, where a general plan would be a bad one). */
struct statement {
	const char *name, *sql;
	bool once;
};

struct pg;
struct pg_pool;

/* A pool of at most `size` connections to a libpq connection string (may name several hosts: the one
 * that can be written to is taken). Connects when they are needed. Never NULL. */
struct pg_pool *pg_pool_new(const char *conninfo, int size);
void pg_pool_free(struct pg_pool *pool);

/* How many connections are taken now. */
int pg_pool_taken(struct pg_pool *pool);

/* Takes a connection, waiting for one up to 2 seconds. ERR_BUSY when none comes free or the database
 * cannot be reached. Give it back with pg_give(), which rolls back what was begun and not committed. */
MUST_CHECK enum err_code pg_take(struct pg_pool *pool, struct pg **out, struct err *e);
void pg_give(struct pg_pool *pool, struct pg *pg);
/* Is closed when it is given back, and what its session has locked is free. */
void pg_break(struct pg *pg);
/* The same for values of many megabytes: one at a time of the pool, for each is in memory several times on its way. */
MUST_CHECK enum err_code pg_take_large(struct pg_pool *pool, struct pg **out, struct err *e);

/* Runs a statement. `types` has a letter for each value that follows: s text (NULL: null), i int64_t,
 * b bytes (const void *, int). NULL with e set on an error: ERR_BUSY when trying again may help, else
 * ERR_FAILED. The result is freed by PQclear(). */
PGresult *pg_run(struct pg *pg, const struct statement *st, struct err *e, const char *types, ...);

/* The same when no row is wanted. */
MUST_CHECK enum err_code pg_do(struct pg *pg, const struct statement *st, struct err *e, const char *types,
			       ...);

/* Statements without values, several with ';' between them: schema, BEGIN, COMMIT. */
MUST_CHECK enum err_code pg_exec(struct pg *pg, const char *sql, struct err *e);

/* COMMIT, waited for 5 s: longer only when the synchronous replica is away. *late: it was, and what was begun is on the
 * disk of this server, but may not be told. ERR_BUSY then, and when it was refused. */
MUST_CHECK enum err_code pg_commit(struct pg *pg, bool *late, struct err *e);

/* Many runs of statements without waiting for each: pg_line() queues one (and prepares it before the
 * line begins: call pg_ready() for each statement first), pg_line_end() waits for all and gives the first
 * error. Results of the lines are dropped. */
MUST_CHECK enum err_code pg_ready(struct pg *pg, const struct statement *st, struct err *e);
MUST_CHECK enum err_code pg_line_begin(struct pg *pg, struct err *e);
MUST_CHECK enum err_code pg_line(struct pg *pg, const struct statement *st, struct err *e, const char *types,
				 ...);
MUST_CHECK enum err_code pg_line_end(struct pg *pg, struct err *e);
/* The same, giving the rows of the last line that has rows; NULL with e set. */
PGresult *pg_line_last(struct pg *pg, struct err *e);

/* Many rows at once: COPY in binary, which costs the database a fraction of as many INSERTs. Begun with
 * "COPY table(columns) FROM STDIN (FORMAT binary)"; nothing else runs on the connection until the end, which frees and
 * gives the first error. Letters of `types` as in pg_run(): columns of text, bigint and bytea. */
struct pg_copy {
	struct pg *pg;
	struct out rows;
};
MUST_CHECK enum err_code pg_copy_begin(struct pg *pg, const char *sql, struct pg_copy *c, struct err *e);
void pg_copy_row(struct pg_copy *c, const char *types, ...);
MUST_CHECK enum err_code pg_copy_end(struct pg_copy *c, struct err *e);

/* Values of a result: an integer of any width (null: 0), a text (null: ""), bytes of exactly `len`
 * (else zeroes). Texts live as long as the result. */
int64_t pg_int(const PGresult *res, int row, int col);
const char *pg_text(const PGresult *res, int row, int col);
void pg_bytes(const PGresult *res, int row, int col, uint8_t *out, int len);

/* For LISTEN: a connection of one's own, and its handle. */
MUST_CHECK enum err_code pg_open(const char *conninfo, struct pg **out, struct err *e);
void pg_close(struct pg *pg);
PGconn *pg_handle(struct pg *pg);

#endif
