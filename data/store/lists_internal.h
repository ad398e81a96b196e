/* data/store/lists_internal.h - what a list of the city is, and its rows. Private to data/store. */
#ifndef DATA_STORE_LISTS_INTERNAL_H
#define DATA_STORE_LISTS_INTERNAL_H

#include "core/item.h"
#include "data/store/lists.h"
#include "data/store/store_internal.h"
#include "data/store/table_file.h"

enum { LIST_COLUMNS = 16 };

/* What a reader of rows has at hand. */
struct list_reading {
	struct store *s;
	const struct catalogue *cat;
	struct arena *mem;
};

struct list_desc {
	const char *name;
	const struct table_column *columns; /* those that are kept come first */
	int n, kept;
	/* Rows as texts: the key, then the kept columns; all of them in order, or the one with the key ?1. */
	const char *all, *one;
	const char *put; /* binds the kept columns; NULL: save() does it */
	/* Turns cells of the file (NULL: it has no such column) into what is kept, in place, and gives the key in the
	 * arena. ERR_INVALID with the reason. */
	enum err_code (*read)(struct list_reading *r, const char **cells, const char **key, struct err *why);
	enum err_code (*save)(struct store *s, const char *const *kept, struct arena *mem, struct err *e);
};

/* A row of the file, its cells tidied and made what is kept, its key; ERR_INVALID with the reason. */
MUST_CHECK enum err_code list_read_cells(const struct list_desc *l, struct list_reading *r, const char **cells,
					 const char **key, struct err *why);

/* The kept columns of the row with this key, from the list's own table; false when there is none. */
bool list_row_now(struct store *s, const struct list_desc *l, const char *key, const char **kept, struct arena *mem,
		  struct err *e);

/* The row of a list as the log has it, by its subject or by its key (of several the latest); false when there is
 * none. */
bool item_read_subject(struct store *s, const char *subject, struct arena *mem, struct item *out, struct err *e);
bool item_read(struct store *s, const char *list, const char *key, struct arena *mem, struct item *out,
	       struct err *e);
MUST_CHECK enum err_code item_save(struct store *s, const struct item *i, struct err *e);

/* Writes the list's own table from a row of the log: after a change, and when another site's comes. */
MUST_CHECK enum err_code list_apply(struct store *s, const struct item *i, struct arena *mem, struct err *e);

/* One change inside a write transaction: an event with the columns of `set`, the row of the log and that of the list's
 * own table. */
MUST_CHECK enum err_code list_change(struct store *s, const char *list, const char *key, const json_t *set,
				     const struct actor *who, struct arena *mem, struct err *e);

#endif
