/* data/store/lists.h - the lists that a city keeps beside its appeals: topics, executors, streets and their renames,
 * words of citizens, working days, officials, cards of services. One table says what each of them is.
 *
 * Every change is an event (core/item.h) with its row and the row of the list's own table, in one transaction.
 * Nothing is ever deleted: a row that is not used any more has active = 0. */
#ifndef DATA_STORE_LISTS_H
#define DATA_STORE_LISTS_H

#include "data/store/export.h"
#include "data/store/import.h"

/* The list of this name (a word of the shell), or NULL. */
struct list_desc;
const struct list_desc *list_find(const char *name);
/* The name of list i; NULL after the last. */
const char *list_name(size_t i);

/* Who may bring it in, or take it out. */
enum right list_right(const struct list_desc *l, bool in);

/* Rows of a file (table_file.h) into the list: a row that is there already is the same, in another form it is
 * changed; a column that the file lacks stays as it is. May be stopped and repeated. */
MUST_CHECK enum err_code import_list(struct store *s, const struct list_desc *list, const struct import_file *file,
				     const struct progress *p, const struct actor *who, struct arena *mem,
				     struct import_report *out, struct err *e);

/* All rows in the order of their keys, those out of use too. */
MUST_CHECK enum err_code export_list(struct store *s, const struct list_desc *list, const struct export_to *to,
				     const struct actor *who, int64_t *rows, struct err *e);

/* Rows for the screen: those in use, in the order of their keys; cells by the kept columns. */
struct list_rows {
	const char *const **rows;
	int n;
};
MUST_CHECK enum err_code list_rows(struct store *s, const struct list_desc *list, struct arena *mem,
				   struct list_rows *out, struct err *e);

/* The cell of a row in the column of this name; "" when the list has no such column. */
const char *list_cell(const struct list_desc *list, const char *const *row, const char *column);

#endif
