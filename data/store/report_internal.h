/* data/store/report_internal.h - one table of a report as data: its columns and the query that fills it.
 * Private to data/store. */
#ifndef DATA_STORE_REPORT_INTERNAL_H
#define DATA_STORE_REPORT_INTERNAL_H

#include "core/report.h"
#include "core/vocab.h"
#include "data/store/report_make.h"

enum { SHEET_COLUMNS = 16 };

/* sql gives the columns in their order; ?1 from, ?2 to, ?3 now (UTC ms), ?4 CALL_LEVEL_S, ?5 CALL_SHORT_S, ?6 and ?7
 * the targets of answered and of answered within ?4, in thousandths. A NULL number is CELL_NONE. */
struct sheet {
	const char *key, *title;
	struct report_column columns[SHEET_COLUMNS];
	const struct vocab *words[SHEET_COLUMNS]; /* a text that is a wire word: shown by its label */
	int first_bar, bars; /* as in struct report_table */
	const char *sql;
};

/* A member of the body of an event; nothing of one that a redaction has emptied. */
#define OF(body, path) "CASE WHEN json_valid(" body ") THEN json_extract(" body ", " path ") END"

/* The sheets of each report, ended by NULL (report_sheets.c). */
extern const struct sheet *const sheets_day[], *const sheets_services[], *const sheets_operators[],
	*const sheets_overdue[], *const sheets_confirmations[];

/* report_calls.c; what the day says of the calls stands in its own report too. */
extern const struct sheet *const sheets_calls[];
extern const struct sheet sheet_calls, sheet_call_levels, sheet_call_times, sheet_call_hours, sheet_call_people;

#endif
