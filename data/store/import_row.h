/* data/store/import_row.h - a row of a file of appeals made ready for the base: all that is known of it without asking
 * the base, so that another thread than the one that writes can make it. What it becomes is said in
 * core/import_appeal.h; numbers that are there, executors that nobody knew and the log are the writer's.
 * Private to data/store. */
#ifndef DATA_STORE_IMPORT_ROW_H
#define DATA_STORE_IMPORT_ROW_H

#include "core/import_appeal.h"
#include "data/store/house_key.h"
#include "data/store/store_internal.h"
#include "data/store/table_file.h"

/* What rows are made of besides the file and the catalogue: as it was when the import began. */
struct import_maker {
	struct arena mem;
	const char *site, *template; /* of numbers */
	struct policy pol;           /* its working days are a copy */
	struct streets *streets;
};

/* Asks the store; nothing else here does. */
MUST_CHECK enum err_code import_maker_init(struct import_maker *m, struct store *s, struct err *e);
void import_maker_free(struct import_maker *m);

struct import_row {
	struct table_row t;          /* as it stands in the file; its bytes too */
	const char *fault;           /* why it cannot be taken (a sentence); NULL: it can, and what follows is set */
	struct appeal_row row;
	struct appeal_row_facts f;
	const char *alike;           /* equal for rows that can be questions of one appeal */
	const struct catalogue *cat; /* in which topic and executor were looked for */
	bool known;                  /* the executor was found, or none was named; if not, what follows is not made */
	const char *body;            /* of the event, NULL: it cannot be made */
	uint8_t body_hash[EVENT_HASH];
	struct appeal now;           /* what the event alone makes: without its subject and its hlc */
	struct appeal_keys keys;
};

/* The row in the arena. Topic and executor are those of the catalogue. */
void import_row_make(const struct import_maker *m, const struct catalogue *cat, const struct table_row *t,
		     struct arena *mem, struct import_row *out);

/* Body, state and keys again, with another executor: row.r.service. */
void import_row_body(const struct import_maker *m, struct import_row *r, struct arena *mem);

#endif
