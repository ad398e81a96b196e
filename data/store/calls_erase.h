/* data/store/calls_erase.h - erasing who called out of the call journal. Inside a write transaction. Private to
 * data/store.
 *
 * The journal has no history of its own, so an emptied row is just empty. The digest of its batch (calls.h) is then
 * another one: an event `calls_redacted` about the batch says it, {"calls": keys of the rows, "fields", "note",
 * "digest"}; the newest of them is what `pult verify` compares with. A batch that was wrong before gets no new digest,
 * so that it stays wrong. */
#ifndef DATA_STORE_CALLS_ERASE_H
#define DATA_STORE_CALLS_ERASE_H

#include "core/call.h"
#include "core/redact.h"
#include "data/store/store_internal.h"

#define CALLS_REDACTED "calls_redacted"

struct calls_erasing {
	unsigned fields;    /* REDACT_BIT()s; those a call has are name, phone and files (the name of its recording) */
	const char *reason; /* "": it stands in another event */
	int done;           /* rows that were emptied */
};

/* The calls of these ids (commas between) that are in the journal. */
MUST_CHECK enum err_code calls_erase_named(struct store *s, const char *ids, struct calls_erasing *x,
					   const struct actor *who, struct err *e);

/* Whether one of them holds any of the fields. */
bool calls_hold(struct store *s, const char *ids, unsigned fields, struct err *e);

/* What the body of an event `calls_redacted` of this site says, done again in a journal that came from a backup. */
MUST_CHECK enum err_code calls_erase_again(struct store *s, const char *body, struct err *e);

/* All calls of a number. */
MUST_CHECK enum err_code calls_erase_number(struct store *s, int64_t num, struct calls_erasing *x,
					    const struct actor *who, struct err *e);

/* A call that comes when the thing it is linked with was erased already loses the same before it is kept. */
MUST_CHECK enum err_code call_erase_late(struct store *s, struct call *c, struct err *e);

#endif
