/* data/store/ids.h - streams of ids, newest first, and their meeting. Private to data/store.
 *
 * Every search is a meeting of streams: words, a telephone, a state, a list. A stream answers one
 * question, "your newest id below x?", so that streams leap over what the others do not have, and the
 * rarest condition sets the pace whatever was typed. All SQL is static text with binds. */
#ifndef DATA_STORE_IDS_H
#define DATA_STORE_IDS_H

#include "data/store/db.h"

enum { SEARCH_OPEN_MAX = 24 };

/* One search over the base; a zeroed one with db, mem and e set is ready. */
struct search {
	struct db *db;
	struct arena *mem; /* streams live here */
	struct err *e;     /* the first error ends every stream */
	struct search_open { /* statements in the middle of their rows */
		const char *sql;
		sqlite3_stmt *st;
		bool own; /* not the connection's one: that was in use */
	} open[SEARCH_OPEN_MAX];
	int nopen;
	sqlite3_stmt *row; /* row_load()'s */
};

/* A stream; kinds of streams begin with it. */
struct ids {
	int64_t (*below)(struct ids *s, int64_t x);
	bool (*has)(struct ids *s, int64_t id); /* NULL: no quicker than below(). At any time, for any id */
	int64_t head; /* what was answered last, 0 = nothing yet */
	bool ended;
};

/* The newest id < x of the stream, 0 when there is none. x never grows from call to call. */
int64_t ids_below(struct ids *s, int64_t x);

/* Ends the search: lets go of its statements. Streams are useless afterwards. */
void search_end(struct search *on);

/* A statement that is stepped over many calls, until search_end(). NULL with an error set when there are
 * too many of them. */
sqlite3_stmt *search_stmt(struct search *on, const char *sql);

/* Ids of a statement "... id < ? ORDER BY id DESC" whose last parameter is the bound and whose first, when
 * match is not NULL, is an FTS5 expression. `fits` (may be NULL) sees each row; false passes it over. */
struct ids_scan {
	struct ids ids;
	struct search *on;
	const char *sql, *match;
	bool (*fits)(struct ids_scan *s, sqlite3_stmt *row);
	const void *ctx; /* for fits */
	bool steps_only; /* never starts anew: that would take longer than any number of steps */
	sqlite3_stmt *st;
	bool running;
};
struct ids *ids_scan(struct search *on, const char *sql, const char *match);

/* Ids of several keys, each "SELECT id ... = ?1 AND id < ?2 ORDER BY id DESC LIMIT 1". A key is a word or,
 * when word is NULL, a number; one that is there twice does no harm. Takes the array over (it lives in the
 * search's arena). */
struct ids_key {
	const char *word;
	int64_t num;
	int64_t head;
};
struct ids *ids_keys(struct search *on, const char *sql, struct ids_key *keys, int n);

/* The ids of a list; sorts it. It must live as long as the stream. */
struct ids *ids_list(struct search *on, int64_t *list, int n);

/* Ids of either stream, and of all n streams (n >= 1). */
struct ids *ids_either(struct search *on, struct ids *a, struct ids *b);
struct ids *ids_all_of(struct search *on, struct ids **of, int n);
/* The same when the last of them has few ids, years apart: the others only say whether they have one. */
struct ids *ids_led(struct search *on, struct ids **of, int n);

#endif
