/* data/store/export.h - lists of the base as lines of a file (design.md 4.1): UTF-8 CSV with commas and a
 * header, one line per record. What is exported can be imported; export, import and export again give the
 * same bytes. */
#ifndef DATA_STORE_EXPORT_H
#define DATA_STORE_EXPORT_H

#include "data/store/backup.h"
#include "data/store/store.h"

/* Where the lines go, each without its line end; false stops (a full disk). */
struct export_to {
	bool (*line)(void *ctx, const char *line);
	void *ctx;
	bool tab;   /* TSV */
	bool excel; /* ';', a BOM before the header, no cell can start a formula */
};

/* Every question of this site in the order of the numbers, in the columns of core/import_appeal.h. Noted in the log:
 * personal data leave the base (law 2297 Art. 14). *rows: how many. */
MUST_CHECK enum err_code export_appeals(struct store *s, const struct export_to *to, const struct progress *p,
					const struct actor *who, int64_t *rows, struct err *e);
/* Every call of the journal in the order of time, in the columns of core/call_rows.h. */
MUST_CHECK enum err_code export_calls(struct store *s, const struct export_to *to, const struct progress *p,
				      const struct actor *who, int64_t *rows, struct err *e);

/* The same of chosen questions (NUMBER or NUMBER.k). ERR_REFUSED: one of them is not the person's to see; then and
 * when it is stopped nothing is noted, and what was written must be thrown away. */
struct export_chosen {
	const char *const *refs;
	size_t n;
};
MUST_CHECK enum err_code export_chosen(struct store *s, const struct export_to *to, const struct export_chosen *what,
				       const struct progress *p, const struct actor *who, int64_t *rows,
				       struct err *e);

#endif
