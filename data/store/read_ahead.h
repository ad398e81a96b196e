/* data/store/read_ahead.h - what needs nothing of the base is made by another thread, some pieces ahead of the one that
 * writes. Which things these are is said by the function that fills a piece.
 *
 * The thread must not touch the store: connections, statements and the memory of the store belong to one thread.
 * Private to data/store. */
#ifndef DATA_STORE_READ_AHEAD_H
#define DATA_STORE_READ_AHEAD_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/err.h"

/* So many pieces are made at most before the first of them is taken. */
enum { AHEAD_PIECES = 16 };

struct ahead_piece {
	struct arena mem; /* of the items; freed when another piece is taken */
	const void *items;
	int n;            /* may be 0 */
	bool last;        /* nothing comes after it */
	struct err e;     /* why it is the last one, when that is an error */
};

/* Fills a zeroed piece, one call after another. */
typedef void (*ahead_fill)(void *ctx, struct ahead_piece *p);

struct read_ahead;

/* Begins at once; NULL: out of memory. Where no thread can be had, pieces are made when they are asked for. Signals are
 * left to the other threads. */
struct read_ahead *read_ahead_start(ahead_fill fill, void *ctx);

/* The next piece, in order; waits for it. The one before is gone. Not to be called after the last one. */
const struct ahead_piece *read_ahead_next(struct read_ahead *a);

/* Ends the thread, whatever it has made, and frees; NULL: nothing. */
void read_ahead_stop(struct read_ahead *a);

#endif
