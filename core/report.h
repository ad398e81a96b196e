/* core/report.h - a report as tables of typed cells, and how it is written: text, CSV, JSON.
 *
 * Made below the screen, because the daily report is also mailed (design.md 3). Who fills it is the
 * store. Pure. */
#ifndef CORE_REPORT_H
#define CORE_REPORT_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/calendar.h"

/* What a cell means, and its unit. */
enum cell_kind {
	CELL_TEXT,
	CELL_COUNT,
	CELL_PERMILLE, /* shown as "86,0 %"; CSV and JSON: 86.0 */
	CELL_SECONDS,  /* "0:17" */
	CELL_MINUTES,  /* "2 d 3:40" in text; CSV and JSON: minutes */
	CELL_INSTANT   /* UTC ms: date and time of the city; JSON: ISO 8601 */
};

/* What is not known or has no meaning (a share of nothing): "–", an empty cell, null. */
#define CELL_NONE INT64_MIN

struct report_column {
	const char *key;   /* of CSV and JSON: never renamed */
	const char *label; /* msgid */
	enum cell_kind kind;
	int width;         /* columns of text at most; 0: as wide as it needs; REPORT_HIDDEN: in CSV and JSON alone */
	const char *empty; /* msgid of what an empty text is to people; NULL: nothing */
};

struct report_cell {
	const char *text;
	const char *wire; /* of a word of a closed list, for JSON: text is its label; NULL: text */
	int64_t n;
};

struct report_table {
	const char *key;
	const char *title; /* msgid */
	const struct report_column *columns;
	int ncolumns, nrows, room;
	int first_bar, bars; /* these columns of counts, one upon another, are bars of a chart; bars 0: no chart */
	struct report_cell *cells; /* row by row */
	struct report_table *next;
};

enum { REPORT_BARS_MAX = 3, REPORT_COLS = 80, REPORT_HIDDEN = -1 };

/* UTC ms; `to` is not included. */
struct period {
	int64_t from, to;
};

struct report {
	const char *name, *title; /* wire word; msgid */
	struct period of;         /* empty: it is about one moment */
	int64_t made;
	const char *head;         /* of the log, design.md 5; "" when it is not asked for */
	struct report_table *tables, *last;
	struct arena *mem;        /* of everything in it */
};

/* Adds an empty table; columns are static. */
struct report_table *report_add(struct report *r, const char *key, const char *title,
				const struct report_column *columns, int ncolumns);

/* Adds an empty row (texts "", numbers 0) and gives its cells. */
struct report_cell *report_row(struct report *r, struct report_table *t);

/* part of whole in thousandths, rounded; CELL_NONE of nothing. */
int64_t permille(int64_t part, int64_t whole);
/* sum / n, rounded; CELL_NONE of nothing. */
int64_t average(int64_t sum, int64_t n);

/* One cell as people read it; in the arena. */
const char *report_cell_text(const struct report_column *c, const struct report_cell *cell,
			     const struct clock_ops *clock, struct arena *mem);

/* A window on wide tables: the first column of each stays, of the others `skip` are left out, as far as that brings
 * something, and none is cut. */
struct report_room {
	int cols, skip;
	bool right; /* out: columns on the right are left out */
	bool below; /* instead of leaving columns out they stand below, with the first one again */
};

/* The tables as text, then when it was made. `room` NULL: whatever their width. */
const char *report_tables(const struct report *r, const struct clock_ops *clock, struct report_room *room,
			  struct arena *mem);

/* The whole report; texts in the arena, json a new reference. In the text charts of REPORT_COLS columns stand before
 * the tables; wider tables than `cols` are folded, 0: none. Tables of CSV stand one after another, each after a line "# key". */
const char *report_text(const struct report *r, const struct clock_ops *clock, int cols, struct arena *mem);
const char *report_csv(const struct report *r, const struct clock_ops *clock, struct arena *mem);
json_t *report_json(const struct report *r, const struct clock_ops *clock);

/* "08.11.2026 08:00 – 09.11.2026 08:00"; of an empty period "as of 09.11.2026 08:00". */
const char *report_period(const struct report *r, const struct clock_ops *clock, struct arena *mem);

#endif
