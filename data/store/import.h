/* data/store/import.h - lists of a city from files: appeals of former years.
 *
 * An import may be stopped and repeated: what is there already is counted as the same. Rows are written in
 * short transactions, so that others work on meanwhile. */
#ifndef DATA_STORE_IMPORT_H
#define DATA_STORE_IMPORT_H

#include "data/store/backup.h"
#include "data/store/store.h"

/* The file, and the charset that a person named for it (charset.h); NULL: told by its text. */
struct import_file {
	const char *path, *charset;
};

struct import_report {
	int64_t added, same, changed, rejected;
	const char *rejected_path; /* the file of the rejected rows, "" without any; in the arena */
	const char *charset;       /* static: what the file was read as; NULL: UTF-8 */
	int64_t flagged;           /* of those taken: kept, but something of them was not understood */
	bool stopped;              /* by the person; a repeat goes on */
	int noted;                 /* sentences about rows that were taken, for a person to look at */
	const char *notes;         /* the first NOTES_SHOWN of them, a line each, in the arena; NULL: none */
};

enum { NOTES_SHOWN = 20 };

/* Adds one; mem lives as long as the report. */
void import_note(struct import_report *r, struct arena *mem, const char *sentence);

/* Archives of appeals (core/import_appeal.h has the columns). The number is made of n and the year of
 * receipt; the live series goes on after it. A row is rejected when its number belongs to another appeal
 * (another text, and another date or applicant) or was changed here since it was imported. On an error what was
 * written stays, *out tells how much. */
MUST_CHECK enum err_code import_appeals(struct store *s, const struct import_file *file, const struct progress *p,
					const struct actor *who, struct arena *mem,
					struct import_report *out, struct err *e);

#endif
