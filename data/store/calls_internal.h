/* data/store/calls_internal.h - reading rows of the call journal. Private to data/store. */
#ifndef DATA_STORE_CALLS_INTERNAL_H
#define DATA_STORE_CALLS_INTERNAL_H

#include "data/store/calls.h"
#include "data/store/ids.h"
#include "data/store/store_internal.h"

/* The kind of the event with the digest of rows. */
#define CALLS_EVENT "calls"

/* BLAKE2b-256 over the rows of one batch with keys from..to, each field preceded by its length; hex needs 65
 * bytes. */
MUST_CHECK enum err_code calls_digest(struct db *db, int64_t batch, int64_t from, int64_t to, int64_t *count,
				      char hex[65], struct err *e);

/* The statement of one call, on its row; NULL when it is not there (or on an error). Valid until the next
 * call; a search has either these rows or those of questions (row_load()). */
sqlite3_stmt *call_row(struct search *on, int64_t key);

/* Copies the row; the name of the caller and the numbers of its appeals are looked up. */
void call_read(struct store *s, sqlite3_stmt *row, struct arena *mem, struct call *out, struct err *e);

/* The same of a key, among other rows; false when there is none. */
bool call_read_key(struct store *s, int64_t key, struct arena *mem, struct call *out, struct err *e);

/* Copies the row as it is: nothing is looked up beside it. */
void call_read_plain(sqlite3_stmt *row, struct arena *mem, struct call *out);

/* The same of a key with the number it is searched by (0: none); false when there is no such row. */
bool call_read_bare(struct store *s, int64_t key, struct arena *mem, struct call *out, int64_t *num, struct err *e);

/* Inside a write transaction: calls that came one by one get their event now, so that each row belongs to one; the
 * searched words of a row are changed to those of its new name. */
MUST_CHECK enum err_code calls_close_hour(struct store *s, const struct actor *who, struct err *e);
MUST_CHECK enum err_code calls_reword(struct store *s, const struct call *was, const struct call *now, struct err *e);

/* The statement of at most n calls after a key, in the order of keys. */
sqlite3_stmt *calls_after(struct store *s, int64_t key, int n);

/* UTC ms of a row. */
int64_t call_row_at(sqlite3_stmt *row);

/* Ids of calls of one number. */
struct ids *calls_of_number(struct search *on, int64_t num);

/* Checks what the log says of this batch against its rows. *rows is how many there are. */
MUST_CHECK enum err_code calls_check(struct store *s, const char *subject, bool *good, int64_t *rows,
				     struct err *e);
/* The digest of its rows as they are. */
MUST_CHECK enum err_code calls_digest_now(struct store *s, const char *subject, char hex[65], struct err *e);

#endif
