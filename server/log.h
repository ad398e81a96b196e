/* server/log.h - the log of the city in PostgreSQL: events of sites are appended after their chain was
 * checked, and handed out by position. The rules of pult-sync(7) are kept here and nowhere else. */
#ifndef SERVER_LOG_H
#define SERVER_LOG_H

#include "server/pg.h"
#include "core/event_lines.h"

/* Events may not be further than this ahead of the centre's clock: design.md 9. */
enum { LOG_AHEAD_MS = 10 * 60 * 1000 };

/* What became of a request: taken, or why not. */
enum log_verdict { LOG_TAKEN, LOG_GAP, LOG_FORK, LOG_CLOCK, LOG_FOREIGN, LOG_WRONG, LOG_BODY };

/* Where the log of a site stands. */
struct log_end {
	int64_t seq, hlc;
	uint8_t hash[EVENT_HASH];
};

struct log_answer {
	enum log_verdict verdict;
	int64_t seq;        /* LOG_CLOCK, LOG_WRONG, LOG_BODY, LOG_FOREIGN: of the event */
	struct log_end end; /* of the site's log as it is now */
	int stored;         /* how many events were new */
	bool late;          /* the database did not end the commit in time (pg_commit()); an error */
};

/* Appends `n` events of `site` in one transaction and tells the other processes. With LOG_TAKEN they are
 * on disk, on that of a synchronous replica too, also those that were there before (n may be 0); with any other
 * verdict, or an error, nothing was changed. */
MUST_CHECK enum err_code log_append(struct pg *pg, const char *site, struct event *evs, int n,
				    struct arena *mem, struct log_answer *out, struct err *e);

/* A place in the log of the city: a position, and the beginning of the hash of its event, so that a cursor into
 * a log that was there before a restore is known as such. "0", "1042-9f3a01c7". */
struct log_place {
	int64_t pos;
	char head[9]; /* "" when it is not said, and at 0 */
};

/* Reads a place; false when it is none. Writes it into out. */
bool log_place_read(const char *s, struct log_place *out);
void log_place_write(const struct log_place *p, char out[32]);

/* A page of the log. */
struct log_page {
	struct log_place after; /* of the own log a seq */
	int limit;              /* at most so many events */
	struct log_place next;  /* set: `after` of the next page; goes forward over what is left out */
	int64_t last;           /* set: the last position; of the own log its last seq */
	int n;                  /* set: how many were written */
	bool lost;              /* set: `after` is not a place of this log; nothing was written */
	uint8_t head[EVENT_HASH]; /* set, own log: hash of its last event */
};

/* Writes the events of the other sites, or of this site alone, as lines. */
MUST_CHECK enum err_code log_others(struct pg *pg, const char *site, struct log_page *page, struct out *o,
				    struct err *e);
MUST_CHECK enum err_code log_own(struct pg *pg, const char *site, struct log_page *page, struct out *o,
				 struct err *e);

/* Columns of the table event as log_row() reads them. After them may stand others. */
#define LOG_COLUMNS "site, seq, v, hlc, at, actor, subject, kind, body, body_hash, hash, pos"
enum { LOG_COLUMN_POS = 11, LOG_COLUMN_COUNT = 12 };

/* One row; its texts live as long as the result. */
void log_row(const PGresult *res, int row, struct event *ev);

/* The end of a site's log; locked until the commit with `lock`. */
MUST_CHECK enum err_code log_end_of(struct pg *pg, const char *site, bool lock, struct log_end *out,
				    struct err *e);

#endif
