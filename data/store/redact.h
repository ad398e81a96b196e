/* data/store/redact.h - erasing personal data of appeals, consultations and calls for good (core/redact.h): out of
 * the log, the rows, the search index and the files beside the base. Copies made before (backups, copies of an
 * upgrade) keep them. */
#ifndef DATA_STORE_REDACT_H
#define DATA_STORE_REDACT_H

#include "core/redact.h"
#include "data/store/appeals.h"

struct redaction {
	unsigned fields; /* REDACT_BIT()s */
	const char *reason;
	int64_t rev;     /* as in appeal_move() */
};

struct redacted_report {
	struct appeal appeal; /* after it, in the caller's arena */
	int rows;             /* of the log, emptied */
};

/* Erases, the calls linked with it too. What is left of it in the search index, in files and in the write-ahead log
 * goes away in idle moments (store_idle()) or by redaction_finish(). ERR_REFUSED: role, or the appeal holds none of
 * it. */
MUST_CHECK enum err_code appeal_redact(struct store *s, const char *ref, const struct redaction *what,
				       const struct actor *who, struct arena *mem, struct redacted_report *out,
				       struct err *e);

/* Whether that is typed which is not an appeal: a telephone with its code, or the id of a consultation. */
bool redact_is_beside(struct store *s, const char *typed);

struct beside_report {
	int consultations, calls; /* that have lost something */
	const char **appeals;     /* numbers of those from this telephone, in the caller's arena: they are erased */
	int nappeals;             /* one by one, by appeal_redact() */
};

/* Erases the fields in all consultations and calls of a telephone, or in one consultation and its call. ERR_REFUSED:
 * role, or there is none of it. */
MUST_CHECK enum err_code redact_beside(struct store *s, const char *typed, const struct redaction *what,
				       const struct actor *who, struct arena *mem, struct beside_report *out,
				       struct err *e);

/* Goes on with what erasings have left to do elsewhere, at most `steps` of some 10-40 ms. *left: there is more, or
 * somebody reads the write-ahead log; that is done in idle moments. */
MUST_CHECK enum err_code redaction_finish(struct store *s, int steps, bool *left, struct err *e);

/* Whether the appeal holds anything of these fields still, in its row, its log, its files or its calls. */
bool appeal_holds(struct store *s, const struct appeal *a, unsigned fields, struct err *e);

#endif
