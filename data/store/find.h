/* data/store/find.h - questions by words, phone tails, numbers and filters; queues; paged by key.
 *
 * The designs are those that performance.md B and C measured best: full text with prefixes capped at
 * five letters, trigrams and suffixes for phones, rowid as the order of time. */
#ifndef DATA_STORE_FIND_H
#define DATA_STORE_FIND_H

#include "data/store/store.h"

/* One row of a list. Texts in the arena. */
struct found {
	int64_t id; /* key for paging and for keeping the selection: greater is newer */
	const char *number, *name, *phone, *address, *topic, *topic_name, *text, *service,
		*service_name, *priority, *result, *answer;
	enum appeal_state state;
	int k;
	bool several;      /* the appeal has more questions than this one */
	int64_t registered, due, done_at, next_try;
	int64_t attempts, rework, repeat, rev;
	bool overdue;
	bool can_call;     /* there is a number, well-formed or not */
	const char *house; /* the key of its house (house_key.h), "" without one */
};

/* The number with that of the question, which is left out where there is one alone: the row as people name it and as
 * commands take it. In the arena, or borrowed from the row. */
const char *found_ref(struct arena *mem, const struct found *f);

struct found_list {
	struct found *rows;
	int n;
	bool more; /* there are older ones; after find_newer(): newer ones */
	int64_t last; /* with `look`: the id below which it goes on while there is more */
	/* The words that were searched instead of those typed: nothing was found, and they look as if typed
	 * with the other keyboard layout on («показано результати для …», domain.md 5.5). Else "". */
	const char *meant;
};

struct find_query {
	const char *text;  /* the query line of design.md 4.3 as typed; "" = everything, newest first */
	int64_t before;    /* id of the last row of the page before; 0 = from the newest */
	int64_t after;     /* only rows newer than this id; 0 = down to the oldest */
	int limit;         /* 0 = all */
	/* Not 0: rows are counted only (n, no rows), a slice of a count: at most so many ids are met, some 2 us each,
	 * or an eighth of them where each row has to be read. `more`: it is to go on with before = last. */
	int look;
	const char *login; /* for «мої»; may be NULL */
	/* find_callbacks() alone: what belongs together stands together, where the first of it would stand. */
	enum find_group { FIND_FLAT, FIND_PERSON, FIND_HOUSE } group;
};

/* Asked now and then while a search runs; true stops it, and it fails with ERR_BUSY. NULL: never. */
void find_set_stop(struct store *s, bool (*stop)(void *ctx), void *ctx);
/* Whether that ended the last search: ERR_BUSY may also be the base itself, which wants a pause. */
bool find_was_stopped(const struct store *s);

/* ERR_INVALID: an unknown filter or a filter's bad value (the sentence lists the known ones). */
MUST_CHECK enum err_code find_questions(struct store *s, const struct find_query *q,
					const struct actor *who, struct arena *mem,
					struct found_list *out, struct err *e);

/* The page above a row, or the last page of all: at least `limit` rows (fewer only when there are no more) of those
 * next to q->after, newest first; after = 0: the oldest ones. At most four times as many. out->more: there are
 * newer ones still. Pages are found by key, with a few searches between two ids. */
MUST_CHECK enum err_code find_newer(struct store *s, const struct find_query *q, const struct actor *who,
				    struct arena *mem, struct found_list *out, struct err *e);

/* Who is to be called back now: state done, next_try passed, within the hours of calling
 * (core/call_hours.h); accidents first, then the longest waiting. `all`: also those whose time has not come. */
MUST_CHECK enum err_code find_callbacks(struct store *s, const struct find_query *q, bool all,
					const struct actor *who, struct arena *mem,
					struct found_list *out, struct err *e);

/* Whether a row of that queue still waits to be called about now. */
bool find_waits(struct store *s, int64_t id, struct err *e);

/* Counts for title lines and menus, each capped at 1000: "1000" means that or more. */
struct queue_counts {
	int open, overdue, accidents, callbacks, today;
};
MUST_CHECK enum err_code find_counts(struct store *s, struct queue_counts *out, struct err *e);

#endif
