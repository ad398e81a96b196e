/* data/store/record_row.h - records of core, whose fields are columns, out of a row and into a statement. Private to
 * data/store. */
#ifndef DATA_STORE_RECORD_ROW_H
#define DATA_STORE_RECORD_ROW_H

#include "core/appeal.h"
#include "data/store/db.h"

/* Columns from `col` on into the n fields of a record; texts live in `mem`. */
void record_from_row(void *rec, const struct field_desc *f, int n, sqlite3_stmt *st, int col, struct arena *mem);

/* The fields as parameters from `at` on; gives the place after them. Texts must live until the statement was
 * stepped. */
int record_bind(const void *rec, const struct field_desc *f, int n, sqlite3_stmt *st, int at);

#endif
