/* tui/report_period.h - the period of a report: as typed, and the usual one. For the shell and for F8. */
#ifndef TUI_REPORT_PERIOD_H
#define TUI_REPORT_PERIOD_H

#include "core/calendar.h"
#include "core/err.h"
#include "data/store/report_make.h"

/* Without words: the last whole day of the daily report, else from the first of the month until now. */
void report_usual_period(const struct clock_ops *clock, const struct report_kind *kind, struct period *of);

/* Days or moments as people write them; a last day counts whole. NULL: not said, then what is usual; of the
 * daily report the first day alone is one day. ERR_INVALID: no date, or the end is before the beginning. */
MUST_CHECK enum err_code report_read_period(const struct clock_ops *clock, const struct report_kind *kind,
					    const char *from, const char *to, struct period *of, struct err *e);

/* The period of the same kind before (steps < 0) or after: a day of the daily report, else a whole month. */
void report_step_period(const struct clock_ops *clock, const struct report_kind *kind, int steps,
			struct period *of);

/* "from - to", with a hyphen or a dash as people write and as the report shows: ends `typed` after the first and gives
 * where the second begins; NULL: it is one moment. */
const char *report_split_period(char *typed);

#endif
