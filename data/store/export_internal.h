/* data/store/export_internal.h - lines of an exported list. Private to data/store. */
#ifndef DATA_STORE_EXPORT_INTERNAL_H
#define DATA_STORE_EXPORT_INTERNAL_H

#include "core/csv.h"
#include "data/store/export.h"
#include "data/store/store_internal.h"

struct exporting {
	struct store *s;
	const struct export_to *to;
	struct csv_form form;
	struct arena mem; /* of the line at hand */
	const char *line;
	bool stopped;
	int64_t rows;
};

void export_begin(struct exporting *x, struct store *s, const struct export_to *to);
/* The next cell of the line; col 0 begins it. */
void export_cell(struct exporting *x, int col, const char *value);
void export_end_line(struct exporting *x);
/* The line of names is ended by this one. */
void export_end_header(struct exporting *x);
/* ERR_FAILED when the person stopped it. */
MUST_CHECK enum err_code export_progress(const struct exporting *x, const struct progress *p, int64_t total,
					 struct err *e);
/* Writes down that the list left the base. */
MUST_CHECK enum err_code export_note(struct exporting *x, const char *list, const struct actor *who, struct err *e);

#endif
