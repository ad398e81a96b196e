/* data/store/find_internal.h - a query made into streams and checks of rows. Private to data/store. */
#ifndef DATA_STORE_FIND_INTERNAL_H
#define DATA_STORE_FIND_INTERNAL_H

#include "core/query.h"
#include "data/store/find.h"
#include "data/store/ids.h"
#include "data/store/store_internal.h"

enum { FIND_NEEDLES_MAX = QUERY_WORDS_MAX + QUERY_VALUES_MAX, FIND_STREAMS_MAX = 8 };

/* What a row must be. Zeroed, with s, on and now_ms set, it takes every row. */
struct plan {
	struct store *s;
	struct search *on;
	int64_t now_ms;
	const char *login;   /* for «мої»; may be NULL */
	const char *service; /* an executor's own one; NULL for others */
	const struct query *q;

	/* Streams; all of them together are the source. */
	const char *match;   /* FTS5 expression so far */
	struct ids *streams[FIND_STREAMS_MAX];
	int nstreams;
	bool nothing;        /* no row can fit */

	/* What is left to be looked at in each row. A long beginning of a word is asked by its first letters,
	 * the quickest while most of the rows fit; when they do not, `exact` asks for the whole. */
	bool exact, is_cut;
	int passed_over; /* rows that had no needle */
	const char *needles[FIND_NEEDLES_MAX]; /* in its folded words, with a space before */
	int nneedles;
};

/* Reads the conditions of p->q into streams and needles. *source: ids that may fit, newest first; NULL when
 * nothing can. ERR_INVALID: a value that no catalogue knows. */
MUST_CHECK enum err_code plan_make(struct plan *p, struct ids **source, struct err *e);

/* Ids that can fit are >= *oldest and < *end. */
void plan_bounds(const struct query *q, int64_t *oldest, int64_t *end);

/* The statement of one question, on its row; NULL when it is not there (or on an error). Valid until the
 * next call. */
sqlite3_stmt *row_load(struct search *on, int64_t id);

/* Whether the row has everything that the streams did not promise. */
bool row_fits(struct plan *p, sqlite3_stmt *row);

/* Copies the row. */
void row_read(sqlite3_stmt *row, int64_t now_ms, struct arena *mem, struct found *out);

/* Accidents first, then by done_at: the order of calling back. */
bool row_is_accident(sqlite3_stmt *row);
int64_t row_done_at(sqlite3_stmt *row);
int64_t row_next_try(sqlite3_stmt *row);

/* Ids of questions in any of these open states (1 << enum appeal_state). */
struct ids *ids_open_states(struct search *on, unsigned states);

/* Begins and ends a search: one state of the base for all its statements, and the hook that stops it. */
struct run {
	struct store *s;
	struct search search;
	struct err e;         /* the search's own; the caller's is set at the end */
	struct arena scratch; /* streams and the query */
	bool began, stopped;
};
void run_begin(struct run *r, struct store *s);
MUST_CHECK enum err_code run_end(struct run *r, struct err *e);

/* A growing list of rows in an arena. */
struct found_more {
	struct arena *mem;
	struct found *rows;
	int n, room;
};
struct found *found_add(struct found_more *m);

#endif
