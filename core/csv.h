/* core/csv.h - records of delimited text: CSV (RFC 4180) and TSV (IANA text/tab-separated-values).
 *
 * Works on bytes of any charset that keeps ASCII in its place (UTF-8, windows-1251, KOI8-U). Pure: the
 * reader of a file feeds it, so that a file of any size needs one buffer. */
#ifndef CORE_CSV_H
#define CORE_CSV_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"

/* The form of a file. TSV has no quotes: a quotation mark is a letter there. */
struct csv_form {
	char sep;    /* ',', ';' or '\t' */
	bool quotes; /* "a ""b"" c", line breaks inside */
};

/* More columns than a table of pult ever has; further ones are counted, not kept. */
enum { CSV_FIELDS = 64 };

struct csv_record {
	const char *field[CSV_FIELDS]; /* NUL-terminated, in the arena */
	size_t len[CSV_FIELDS];
	int n;        /* fields of the record; may be above CSV_FIELDS */
	size_t bytes; /* of the record with its line end */
	int lines;    /* line ends in it */
};

/* The form that the first line (a header of names) is written in: the commonest of tab, ';' and ','. */
struct csv_form csv_guess(const char *line, size_t len);

/* Takes the record at the beginning of buf. `end`: nothing follows buf, so a last line without a line end
 * counts. False: the record does not end in buf (an open quotation mark, or more bytes are needed). */
bool csv_next(const struct csv_form *form, const char *buf, size_t len, bool end, struct arena *mem,
	      struct csv_record *out);

/* The first line as it stands, quotation marks or not, for a reader that gave up on a record: its bytes
 * with the line end, 0 when it does not end in buf. */
size_t csv_line(const char *buf, size_t len, bool end);

/* One field as it is written to a file: with quotes where the form has them and the value needs them; line
 * breaks (and tabs in TSV) become a space. `guard`: a value that a spreadsheet would take for a formula gets
 * an apostrophe before it, unless it is made of digits and '+' (design.md 4.1). In the arena. */
const char *csv_write(const struct csv_form *form, const char *value, bool guard, struct arena *mem);

/* Takes the apostrophe of the guard off again. */
const char *csv_unguard(const char *value);

#endif
