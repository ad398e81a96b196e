/* data/store/find_internal.h - a query made into streams and checks of rows. Private to data/store. */
#ifndef DATA_STORE_FIND_INTERNAL_H
#define DATA_STORE_FIND_INTERNAL_H

#include "core/query.h"
#include "data/store/find.h"
#include "data/store/ids.h"
#include "data/store/search_index.h"
#include "data/store/store_internal.h"

enum { FIND_STREAMS_MAX = 8 };

/* Ends that have a tag each (TAG_END): a bit of enum appeal_state. */
#define RARE_ENDS (1u << ST_FORWARDED | 1u << ST_REJECTED | 1u << ST_WITHDRAWN)

/* One condition on a row's entry in the text index: it has any of these words. */
struct cond {
	struct cond_word {
		struct cond_word *next;
		const char *word;
		bool prefix; /* or one that begins so */
	} *any;
	struct cond *next;
	bool has_tags; /* some of them is a tag */
	bool is_cut;   /* some of them was asked of the index by its first letters only, or none at all */
	bool is_common; /* so many rows have it that to look at the rows of the others is quicker */
};

/* How the rows are looked for, from the quickest while most of them fit to the one that bears anything. A
 * plan that passes over too many rows is made again, one step further, and goes on where it was. */
enum plan_way {
	WAY_ROWS,  /* words are looked for in the rows of a rare telephone, if one is asked for */
	WAY_CUT,   /* in the index, long beginnings of many words by their first letters */
	WAY_WHOLE, /* in the index, as they are */
};

/* What a row must be. Zeroed, with s, on, q and now_ms set, it is ready for plan_make(). */
struct plan {
	struct store *s;
	struct search *on;
	const struct query *q;
	int64_t now_ms;
	const char *login;   /* for «мої»; may be NULL */
	const char *service; /* an executor's own one; NULL for others */
	enum plan_way way;

	struct query_values streets; /* those asked for, and their other names */
	struct cond *conds;
	struct ids *streams[FIND_STREAMS_MAX]; /* other than the text index */
	int nstreams;
	bool nothing;    /* no row can fit */
	bool is_rare;    /* some stream has few rows, all over the years */
	bool is_led;     /* and the words even fewer: they are the last stream, and lead */
	bool check;      /* conds have to be looked at in the rows: all of them, or those that were cut */
	bool check_tags; /* and some of these asks for a tag */
	bool is_cut;     /* some beginning was cut */
	int passed_over; /* rows of the source that had not the words */
};

/* Reads the conditions of p->q into p->conds and tags of it. ERR_INVALID: a value no catalogue knows. */
MUST_CHECK enum err_code conds_read(struct plan *p, struct err *e);

/* One more condition, that no word fits yet; a tag of search_index.h that fits it. */
struct cond *cond_add(struct plan *p);
void cond_or_tag(struct plan *p, struct cond *c, enum search_tag tag, const char *value);

/* find_names.c, the part of conds_read() about names: services, topics and people. ERR_INVALID: there is no
 * such name; the sentence has the nearest ones. */
MUST_CHECK enum err_code conds_names(struct plan *p, struct err *e);

/* The FTS5 expression of the conditions and of the streets, NULL without any; sets p->is_cut. Nothing a person
 * typed becomes syntax: words are letters and digits as text_fold() left them, or tags, in quotes. */
const char *conds_match(struct plan *p);

/* Words of the index that begin so, in the order of their bytes, and how many; -1: more than `max`, or an error.
 * Copies in the arena of the search. */
int search_terms(struct search *on, const char *begin, const char **out, int max);

/* Whether a good part of the newest rows fits the expression. The index would have to read all of them, millions,
 * only to leave out a part of the few that have a rarer word. */
bool search_is_common(struct search *on, const char *match);

/* The expression of TAG_END for any of these states. */
const char *ends_match(struct plan *p, unsigned states);

/* Whether the index has left this condition to be looked at in the rows. */
bool cond_is_open(const struct plan *p, const struct cond *c);

/* Whether a row's entry (words and tags, a space before and after) fits all conditions that are left open. */
bool conds_fit(const struct plan *p, const char *entry);

/* Makes streams of the query, from the start or (p->way was changed) again. *source: ids that may fit, newest
 * first; NULL when nothing can. ERR_INVALID: a value that no catalogue knows. */
MUST_CHECK enum err_code plan_make(struct plan *p, struct ids **source, struct err *e);

/* Whether another way would be quicker after `found` rows; sets it. */
bool plan_should_change(struct plan *p, int found);

/* Whether what the streams meet in is all that was asked: the row of the id need not be read to know that it fits. */
bool plan_promises(const struct plan *p, int64_t id);

/* Ids that can fit are >= *oldest and < *end. */
void plan_bounds(const struct query *q, int64_t *oldest, int64_t *end);

/* Ids of questions in any of these open states (1 << enum appeal_state). */
struct ids *ids_open_states(struct search *on, unsigned states);

/* Ids of the questions of one telephone (digits as a number; 0: none). */
struct ids *questions_of_number(struct search *on, int64_t num);

/* The statement of one question, on its row; NULL when it is not there (or on an error). Valid until the
 * next call. */
sqlite3_stmt *row_load(struct search *on, int64_t id);

/* Whether the row has everything that the streams did not promise. */
bool row_fits(struct plan *p, sqlite3_stmt *row);

/* Copies the row. */
void row_read(sqlite3_stmt *row, int64_t now_ms, struct arena *mem, struct found *out);

/* What the call-back queue is ordered by. */
bool row_is_accident(sqlite3_stmt *row);
/* The wire word; until the next row of the statement. */
const char *row_priority(sqlite3_stmt *row);
int64_t row_done_at(sqlite3_stmt *row);
/* What it belongs together by: the telephone, the house; "": with nothing. Until the next row. */
const char *row_group(sqlite3_stmt *row, enum find_group by);
bool row_is_done(sqlite3_stmt *row);
int64_t row_next_try(sqlite3_stmt *row);

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

/* find.c: the plan of a query before it is made; made again when another way of looking would be quicker; whether
 * this person may read; whether it is the time of day to call about what is no fresh accident. */
struct plan find_plan(struct run *r, const struct find_query *q, const struct actor *who);
MUST_CHECK enum err_code find_reconsider(struct plan *p, int found, struct ids **source);
MUST_CHECK enum err_code find_may_read(const struct actor *who, struct err *e);
bool find_calling_time(const struct store *s, int64_t now_ms);

/* A growing list of rows in an arena. */
struct found_more {
	struct arena *mem;
	struct found *rows;
	int n, room;
};
struct found *found_add(struct found_more *m);

#endif
