/* core/call_rows.h - calls as rows of a list: what `export calls` writes and `import calls` reads back. Pure. */
#ifndef CORE_CALL_ROWS_H
#define CORE_CALL_ROWS_H

#include "core/call.h"
#include "core/csv.h"

/* X(name of the column, must be there): the names of design.md 4.2, in the order they are written. */
#define CALL_ROW(X) \
	X(id, true) X(at, true) X(raw, true) X(phone, false) X(name, false) X(direction, false) X(queue, false) \
	X(operator, false) X(wait_s, false) X(talk_s, false) X(outcome, true) X(recording, false)

#define X(name, required) CALL_COL_##name,
enum call_column { CALL_ROW(X) CALL_COLUMN_COUNT };
#undef X

/* Which column of the list stands where in a file. */
struct call_columns {
	struct csv_form form;
	int place[CSV_FIELDS]; /* enum call_column, -1: passed over */
	int n;                 /* columns of the file; 0: not known yet */
};

/* Reads a header line. False: it names no list of calls. */
bool call_columns_read(struct call_columns *k, const char *line, size_t len);

/* The name of a column in the header. Static. */
const char *call_column_name(enum call_column col);

/* One cell as it is written; in the arena or static. */
const char *call_row_cell(enum call_column col, const struct call *c, const struct clock_ops *clock,
			  struct arena *mem);

/* Reads a row; its texts are those of `r`. NULL, or why it cannot be taken. */
const char *call_row_read(const struct call_columns *k, const struct csv_record *r, const struct clock_ops *clock,
			  struct call *out, struct arena *mem);

#endif
