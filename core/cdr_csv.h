/* core/cdr_csv.h - Asterisk's Master.csv, in the order of cdr_csv and in that of cdr_custom, which have one name
 * (integrations.md 1.6). A call of a citizen is one call, though every operator tried has a row, and so have the
 * halves of local channels. What a queue did cannot be said for sure from these: where there is a queue_log it is
 * imported first, and calls known from it stay as they are. Pure. */
#ifndef CORE_CDR_CSV_H
#define CORE_CDR_CSV_H

#include "core/call_pool.h"
#include "core/csv.h"

/* Rows of one call are written one after another, as it ends. */
enum { CDR_GRACE_S = 2 };

enum cdr_order { CDR_CSV, CDR_CUSTOM };

struct cdr_row {
	const char *src, *dst, *clid, *channel, *dstchannel, *lastapp, *lastdata, *disposition;
	const char *start, *end;    /* 2026-11-21 20:38:27, of the city's clock or of UTC */
	const char *uniqueid, *linkedid, *userfield; /* "" when the exchange does not write them */
	int64_t duration, billsec;  /* seconds */
};

/* Whether times of a file are UTC is seen from its first row with a uniqueid, which begins with the second. */
enum cdr_zone { CDR_ZONE_UNKNOWN, CDR_ZONE_CITY, CDR_ZONE_UTC };

/* Takes a record for a row of that order. False: it is none. */
bool cdr_row_read(const struct csv_record *r, enum cdr_order order, struct cdr_row *out);

/* What the row says about its call. NULL, or why it cannot be taken. */
const char *cdr_fold(struct call_pool *p, const struct cdr_row *row, const struct clock_ops *clock,
		     enum cdr_zone *zone);

#endif
