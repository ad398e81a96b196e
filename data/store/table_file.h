/* data/store/table_file.h - a delimited file read row by row in bounded memory: form, charset, header.
 *
 * UTF-8 (with or without a BOM), windows-1251 and KOI8-U are told apart by their bytes; tab, ';' and ','
 * by the header, whose columns may stand in any order. What a row means is the importer's affair. */
#ifndef DATA_STORE_TABLE_FILE_H
#define DATA_STORE_TABLE_FILE_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/err.h"

struct table_file;
struct import_file; /* import.h */

/* A column that the importer knows. */
struct table_column {
	const char *name;
	bool required;
};

/* Opens the file and reads its header (a leading "# " is allowed, a remark in brackets behind a name too; the
 * columns "line" and "reason" of a file of rejected rows are passed over). ERR_NOT_FOUND: no such file; ERR_INVALID: no header, a column that is
 * missing, unknown or there twice, UTF-16. */
MUST_CHECK enum err_code table_open(const struct import_file *f, const struct table_column *columns, int n,
				    struct table_file **out, struct err *e);

/* What the file was read as: static, for people; NULL when it is UTF-8. */
const char *table_charset(const struct table_file *t);

/* One row. */
struct table_row {
	int64_t line;             /* its first line in the file, from 1 */
	int64_t end;              /* bytes of the file up to its end, for a progress bar */
	const char *const *cells; /* UTF-8, by the columns of table_open(); NULL: the file has no such column */
	const char *fault;        /* why it cannot be taken (a sentence), or NULL */
	const char *raw;          /* its bytes as they stand in the file, raw_len of them, until the next row is read */
	size_t raw_len;
};

/* The next row, its texts in the arena; false at the end of the file or on an error of reading. A row longer
 * than 256 KiB, with bytes that are no letters of the charset or another number of columns has a fault. */
bool table_next(struct table_file *t, struct arena *mem, struct table_row *row, struct err *e);

/* Bytes of the whole file. */
int64_t table_size(const struct table_file *t);

/* Adds the row to FILE.rejected with its line and the reason, in the form and charset of the file
 * (the reason in UTF-8); the file is made anew with the first of them. Such a file can be corrected and
 * imported: its own rejected rows are then written to it anew (table_done()). May be called while another thread
 * is in table_next(). */
MUST_CHECK enum err_code table_reject(struct table_file *t, const struct table_row *row, const char *reason,
				      struct err *e);

/* ERR_INVALID: where the rows end that are any good, for a file with so many bad ones one after another, the last
 * of them in this line. */
enum err_code table_hopeless(const struct table_file *t, int64_t line, int rows, struct err *e);

/* The name of the file of rejected rows. */
const char *table_rejected_path(const struct table_file *t);

/* Every row was given and dealt with. Then closing puts rows that were rejected again in the place of the file of
 * rejected ones that was read, and takes away such a file of an import before where nothing is rejected any more. */
void table_done(struct table_file *t);

/* Closes both files. ERR_FAILED when the rejected rows could not be written down. NULL: nothing. */
enum err_code table_close(struct table_file *t, struct err *e);

#endif
