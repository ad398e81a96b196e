/* data/store/calls.h - the call journal: adding calls, searching them, what belongs to a number.
 *
 * Calls are not in the log and are not rebuilt (design.md 5). They are added; only another log of the exchange makes
 * them better (calls_better.h). The log has
 * an event "calls" for each batch, or for each hour of calls that came one by one: {"count", "from", "to",
 * "digest", "live"}, BLAKE2b-256 over those rows in the order of their keys, which `pult verify` makes again. */
#ifndef DATA_STORE_CALLS_H
#define DATA_STORE_CALLS_H

#include "core/call.h"
#include "data/store/find.h"

enum calls_kind {
	CALLS_BATCH, /* an import: one event with these very rows */
	CALLS_LIVE   /* as they end: seen at once; the event is written with the first call an hour later */
};

/* A call as it is added: key, appeals and (unless it is known) phone stay empty; the number is read from
 * `raw`. How many were added, and how many were there already by their id and were left as they are,
 * or were changed: they have what another log knew. */
struct calls_added {
	int added, known, changed;
};

/* Adds them, whatever their order, an event for every CALLS_PIECE of them. After each of these the writers' turn is
 * given to who waits for it (some 40 ms); who does not wait need not be given way to: the more rows at once, the fewer
 * pages are written twice. ERR_INVALID: a row that may not be kept; nothing is added then. On another error the
 * transactions before it stay: what is known by its id may be added again. */
enum { CALLS_PIECE = 1000 };
MUST_CHECK enum err_code calls_append(struct store *s, const struct call *rows, int n, enum calls_kind kind,
				      const struct actor *who, struct calls_added *out, struct err *e);

struct calls_list {
	struct call *rows; /* the newest first */
	int n;
	bool more;         /* there are older ones */
	bool partly;       /* the name is so common that only those who called about the last things were asked */
	const char *meant; /* as in struct found_list */
};

/* Calls by a query line (core/query.h: query_parse_calls()), paged by key: q->before is the key of the last
 * row before, q->limit 0 = all. Digits are any part of a telephone, words the name of the caller. Needs
 * RIGHT_CALLS. ERR_INVALID: an unknown filter or a bad value. */
MUST_CHECK enum err_code calls_find(struct store *s, const struct find_query *q, const struct actor *who,
				    struct arena *mem, struct calls_list *out, struct err *e);

/* One call by its id. ERR_NOT_FOUND. */
MUST_CHECK enum err_code call_load(struct store *s, const char *id, struct arena *mem, struct call *out,
				   struct err *e);

/* The calls an appeal is linked with, oldest first, for `pult show`: an array of call_json(); of one that is
 * not in the journal (of another site, or not ended yet) only the id is known. A new reference. */
MUST_CHECK enum err_code calls_of_appeal_json(struct store *s, const struct appeal *a, json_t **out,
					      struct err *e);

/* Calls and questions of one number together, the newest first. */
struct caller_event {
	int64_t key; /* of the row; of a call and of a question of the same second they may be equal */
	bool is_call;
	struct call call;   /* when is_call */
	struct found about; /* when not */
};
struct caller_history {
	struct caller_event *rows;
	int n;
	bool more;
};
/* At least `limit` rows below `before` (0: from the newest), a few more when they have one key. */
MUST_CHECK enum err_code caller_history(struct store *s, const char *e164, int64_t before, int limit,
					struct arena *mem, struct caller_history *out, struct err *e);

/* Writes down that somebody listens to the recording of a call, and why: its own event, before it is heard.
 * ERR_REFUSED: see call_may_listen(). */
MUST_CHECK enum err_code call_played(struct store *s, const struct call *c, enum listen_reason why,
				     const struct actor *who, struct err *e);

/* Differs after every call that is added (or the log has an event more): the cursor of live views. */
int64_t calls_cursor(struct store *s);

#endif
