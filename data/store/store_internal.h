/* data/store/store_internal.h - what the parts of the store share. Private to data/store. */
#ifndef DATA_STORE_STORE_INTERNAL_H
#define DATA_STORE_STORE_INTERNAL_H

#include "core/appeal.h"
#include "core/clock.h"
#include "core/event.h"
#include "core/pin.h"
#include "data/store/catalogue.h"
#include "data/store/db.h"
#include "data/store/store.h"

struct store {
	struct db db;
	struct arena mem; /* lives as long as the store */
	const char *site, *site_name;
	const struct clock_ops *clock;
	struct catalogue *catalogue; /* NULL until asked for */
	struct streets *streets;     /* house_key.c; NULL until asked for */
	uint8_t pin_key[PIN_KEY_BYTES];
	char pin_key_id[9]; /* "" without a key */
	int64_t late_second, late_id; /* the last second in which a free id was looked for, and the id */
	json_t *viewed;       /* subjects shown and not yet in the log; NULL: none */
	int64_t viewed_since; /* UTC ms of the first of them */
	int print_lock;       /* print_queue.c: descriptor; 0: not opened yet */
	int64_t printing;     /* the receipt this process prints; 0: none */
	struct search_kept *kept;  /* search_later(); NULL: what is searched is written at once */
	struct log_end *log_end;   /* log_later(); NULL: the end is written with each event */
	bool (*stop)(void *ctx); /* find_set_stop() */
	void *stop_ctx;
	bool stopped; /* the last search was */
};

/* A row of meta, inside a write transaction. */
MUST_CHECK enum err_code store_meta_set(struct store *s, const char *key, const char *value, struct err *e);

/* Opens the parts of *s around an opened and migrated db; takes it over. */
MUST_CHECK enum err_code store_attach(struct store *s, struct err *e);
/* Closes and frees everything in *s, but not *s itself. */
void store_detach(struct store *s);

/* Appends one row to the log inside db_begin()..db_end(). The caller fills kind, at (the wall clock of
 * the whole transaction) and subject (NULL: the event creates its subject); the rest of *ev is filled
 * here, its texts live in mem. Does not touch projections. */
MUST_CHECK enum err_code log_append(struct store *s, struct event *ev, const json_t *body,
				    const struct actor *who, struct arena *mem, struct err *e);

/* The same when body and body_hash stand in *ev already. */
MUST_CHECK enum err_code log_append_made(struct store *s, struct event *ev, const struct actor *who, struct arena *mem,
					 struct err *e);

/* Many events of one transaction: the end of the log is looked up once and kept in *end (a zeroed one, that lives
 * until NULL is given) until log_settle(), which is to be called in the same transaction. */
struct log_end {
	int64_t seq, hlc;
	uint8_t hash[EVENT_HASH];
	bool known;
};
void log_later(struct store *s, struct log_end *end);
MUST_CHECK enum err_code log_settle(struct store *s, struct err *e);

/* Appends an event as it was written elsewhere, inside a write transaction; *is_new: false, it is there already. Its id
 * is that of its arrival. Does not touch projections. When all of a batch are kept, log_kept_to() with the newest of
 * each site. */
MUST_CHECK enum err_code log_keep(struct store *s, const struct event *ev, bool *is_new, struct err *e);
MUST_CHECK enum err_code log_kept_to(struct store *s, const struct event *ev, struct err *e);

/* Reads the events of a subject in (hlc, site) order, bodies as redactions have left them; calls each with its texts
 * valid during the call.
 * each() gives false to stop. */
MUST_CHECK enum err_code log_each(struct store *s, const char *subject,
				  bool (*each)(void *ctx, const struct event *ev), void *ctx,
				  struct err *e);

/* Fills *ev from a row of "SELECT id, site, seq, v, hlc, at, actor, subject, kind, body, body_hash,
 * hash". Texts are borrowed from the statement until its next step. */
#define EVENT_COLUMNS "id, site, seq, v, hlc, at, actor, subject, kind, body, body_hash, hash"
/* See EVENT_COLUMNS. */
void log_read_row(sqlite3_stmt *st, struct event *ev);

/* An event that changes no projection of an appeal (login, backup, viewed...): its own transaction. */
MUST_CHECK enum err_code log_note(struct store *s, const char *kind, const json_t *body,
				  const struct actor *who, struct err *e);

/* Reads the projection of an appeal with its questions by the id of its row; false when there is none
 * (or on an error, see *e). */
bool appeal_read(struct store *s, int64_t id, struct arena *mem, struct appeal *out, struct err *e);

/* The row id of an appeal by its subject; 0 without one. */
int64_t appeal_id_of_subject(struct store *s, const char *subject, struct err *e);

/* Resolves a ref as typed to the row id of the appeal and the question named (0 when none). For writing a
 * bare number is not enough (ERR_INVALID): a slip of one digit would change somebody else's appeal. */
enum ref_use { REF_READ, REF_WRITE };
MUST_CHECK enum err_code appeal_resolve(struct store *s, const char *ref, enum ref_use use, int64_t *id,
					int *k, struct err *e);

/* How numbers of this site look (core/number.h), in the arena. */
const char *number_template_of(struct db *db, struct arena *mem, struct err *e);

/* Inserts (id 0: takes the next free id; returned in *id) or updates the rows of an appeal and its
 * search index; old is what stands there now (NULL when new). Inside a write transaction. */
MUST_CHECK enum err_code appeal_save(struct store *s, const struct appeal *old, const struct appeal *a,
				     int64_t *id, struct err *e);

/* What is derived from the fields of an appeal with one question, made beforehand. */
struct appeal_keys {
	const char *surname; /* text_fold() */
	const char *name;    /* appeal_name() */
	const char *house;   /* house_key() of the question */
	const char *entry;   /* search_entry() of the question */
};

/* A new appeal, whose keys are ready. */
MUST_CHECK enum err_code appeal_save_new(struct store *s, const struct appeal *a, const struct appeal_keys *keys,
					 int64_t *id, struct err *e);

/* Takes the rows of an appeal, as they stand there, and what hangs on them away. Inside a write transaction. */
MUST_CHECK enum err_code appeal_drop(struct store *s, const struct appeal *a, struct err *e);

/* Links the calls of the row with it instead of those of `old` (NULL: nothing is linked yet). */
MUST_CHECK enum err_code appeal_link_calls(struct store *s, const struct appeal *old, const struct appeal *a,
					   int64_t id, struct err *e);

/* --- search index (search_index.c), kept in the same transaction as the rows --- */
struct search_doc {
	int64_t id;          /* rowid of the question (and of its appeal when k is 1) */
	const struct appeal *a;
	const struct question *q;
	const struct appeal_keys *keys; /* of a row to be added; NULL: they are made when needed */
};
MUST_CHECK enum err_code search_add(struct store *s, const struct search_doc *doc, struct err *e);
/* The row goes away. */
MUST_CHECK enum err_code search_drop(struct store *s, const struct search_doc *doc, struct err *e);
/* Nothing is written when no searched word has changed. */
MUST_CHECK enum err_code search_change(struct store *s, const struct search_doc *old,
				       const struct search_doc *now, struct err *e);
/* The index is made anew (rebuild.c): search_clear() empties it; until all is in again, the calls above leave out
 * rows below search_filled_from() (INT64_MIN: all is in), and search_fill() adds them. */
MUST_CHECK enum err_code search_clear(struct store *s, struct err *e);
int64_t search_filled_from(struct store *s, struct err *e);
MUST_CHECK enum err_code search_set_filled_from(struct store *s, int64_t id, struct err *e);
MUST_CHECK enum err_code search_fill(struct store *s, const struct search_doc *doc, struct err *e);
/* Many rows of one transaction: what is quicker in one go is left for search_settle(), in the same transaction and
 * before another one that is not `later`. NULL: nothing is left any more. */
struct search_kept;
void search_later(struct store *s, struct search_kept *kept);
MUST_CHECK enum err_code search_settle(struct store *s, struct err *e);
/* Digits of an E.164 as a number, 0 without one. */
int64_t phone_number_of(const char *e164);

/* 1 + earlier questions of the same topic from the same phone or house within 365 days; 1 without a
 * topic (caller.c). */
int64_t caller_repeat(struct store *s, const char *e164, const char *house, const char *topic,
		      int64_t now_ms, struct err *e);
/* Inside a write transaction: helps with merging where an index is near the most segments that FTS5 takes. Done by
 * search_add() and search_change(). */
enum searched { SEARCH_APPEALS, SEARCH_CALLS };
MUST_CHECK enum err_code search_make_room(struct store *s, enum searched of, struct err *e);
/* Merges search segments a little; true while there is more to do. */
bool search_idle(struct store *s);
/* Forgets the list of streets that house_key() keeps. */
void streets_free(struct store *s);
/* Fills topics, executors and streets of a new base from data/seed, inside its first transaction. */
MUST_CHECK enum err_code catalogue_seed(struct store *s, struct err *e);

#endif
