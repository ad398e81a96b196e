/* data/store/report_make.h - the reports of domain.md 2.9: which there are, and filling them from the base.
 *
 * What happened in a period is read from the log, what stands now from the rows; neither is decided
 * here. How a report is written: core/report.h. */
#ifndef DATA_STORE_REPORT_MAKE_H
#define DATA_STORE_REPORT_MAKE_H

#include "core/report.h"
#include "data/store/backup.h"
#include "data/store/store.h"

/* One kind of report, by its wire word. */
struct report_kind {
	const char *name, *title, *tab; /* msgids: its title, and a word of at most 12 columns */
	bool now;                 /* it is about this moment, whatever the period */
	int day_begins;           /* hour at which its day begins: 8 for the daily report, else 0 */
};

/* The kinds in the order in which they are listed; *n gets how many. */
const struct report_kind *report_kinds(int *n);
/* By the wire word; NULL: none. */
const struct report_kind *report_kind_find(const char *name);

/* Fills *out for the period; what is said of "now" is of the store's clock. Everything
 * lives in `mem`. ERR_REFUSED: the role may not read reports. ERR_BUSY: stopped by p->step. */
MUST_CHECK enum err_code report_make(struct store *s, const struct report_kind *kind, struct period of,
				     const struct progress *p, const struct actor *who, struct arena *mem,
				     struct report *out, struct err *e);

#endif
