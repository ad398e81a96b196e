/* data/store/lists_internal.h - what a list of the city is, and its rows. Private to data/store. */
#ifndef DATA_STORE_LISTS_INTERNAL_H
#define DATA_STORE_LISTS_INTERNAL_H

#include "core/actor.h"
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

/* A row that is to be written. */
struct list_row {
	const char *key;
	const char *const *now; /* the kept columns as they shall be */
	const json_t *set;      /* those of them that change */
	bool there;             /* the list has it */
};

struct list_desc {
	const char *name;
	const struct table_column *columns; /* those that are kept come first */
	int n, kept;
	/* Rows as texts: the key, then the kept columns; all of them in order, or the one with the key ?1. */
	const char *all, *one;
	const char *put; /* binds the kept columns; NULL: save() does it */
	const char *drop; /* the row with the key ?1; NULL: rows may come of others of the list */
	/* Turns cells of the file (NULL: it has no such column) into what is kept, in place, and gives the key in the
	 * arena. ERR_INVALID with the reason. */
	enum err_code (*read)(struct list_reading *r, const char **cells, const char **key, struct err *why);
	enum err_code (*save)(struct store *s, const char *const *kept, struct arena *mem, struct err *e);
	/* Things that have events of their own instead of core/item.h; NULL: list_change(). A refusal is the reason
	 * why the row is not taken; it must come before anything is written. */
	enum err_code (*change)(struct store *s, const struct list_row *row, const struct actor *who, struct arena *mem,
				struct err *e);
	/* A sentence about a row that was taken all the same, or NULL. May itself be NULL. */
	const char *(*doubt)(struct list_reading *r, const char *const *now);
	enum right right_in, right_out;
	unsigned minutes; /* bits of the columns that are UTC ms in the table and list_minute() in a file */
};

extern const struct list_desc list_users, list_incidents; /* list_users.c, list_incidents.c */

/* «так», «ні», 1, 0 as "1" or "0"; empty is as if the file had no such column. ERR_INVALID. */
MUST_CHECK enum err_code list_yes_or_no(const char **cell, const char *column, struct err *why);

/* A time in a file, "2026-11-20 18:00" in the city, "" for none; and back, as UTC ms or as text for SQLite. */
const char *list_minute(struct arena *mem, const struct clock_ops *clock, int64_t ms);
int64_t list_minute_ms(const struct clock_ops *clock, const char *minute);
const char *list_minute_utc(struct arena *mem, const struct clock_ops *clock, const char *minute);

/* What a column holds when nothing was said about it. */
const char *list_unsaid(const char *column);

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

/* The kept columns that a row of the log stands for, in the arena; writing them to the list's own table. */
void list_kept_of(const struct list_desc *l, const char *row, const char **kept, struct arena *mem);
MUST_CHECK enum err_code list_put(struct store *s, const struct list_desc *l, const char *const *kept,
				  struct arena *mem, struct err *e);

/* Writes the list's own table from a row of the log: after a change, and when another site's comes. */
MUST_CHECK enum err_code list_apply(struct store *s, const struct item *i, struct arena *mem, struct err *e);

/* One change inside a write transaction: an event with the columns of `set`, the row of the log and that of the list's
 * own table. */
MUST_CHECK enum err_code list_change(struct store *s, const char *list, const char *key, const json_t *set,
				     const struct actor *who, struct arena *mem, struct err *e);

#endif
