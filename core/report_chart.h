/* core/report_chart.h - a table of a report as bars of text: one bar per row, its parts one upon another, each with a
 * sign of its own, so that it is read without colour. Pure. */
#ifndef CORE_REPORT_CHART_H
#define CORE_REPORT_CHART_H

#include "core/report.h"

/* Lines of at most `cols` columns, each ended by a line end: a heading with the signs, the bars, the labels of the
 * rows. "" for a table without bars or with nothing in them. What does not fit (more rows than columns) is left out
 * at the end. In the arena. */
const char *report_chart(const struct report_table *t, int cols, const struct clock_ops *clock, struct arena *mem);

#endif
