/* data/store/redact.h - erasing personal data of an appeal for good (core/redact.h): out of the log, the rows, the
 * search index and the files beside the base. Copies made before (backups, copies of an upgrade) keep them. */
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
	int files;            /* removed */
	bool waits;           /* the write-ahead log could not be emptied: somebody reads. It holds the data until the
				 last program that has the base open ends */
};

/* Erases. ERR_REFUSED: role, or the appeal holds none of it. */
MUST_CHECK enum err_code appeal_redact(struct store *s, const char *ref, const struct redaction *what,
				       const struct actor *who, struct arena *mem, struct redacted_report *out,
				       struct err *e);

/* Whether the appeal holds anything of these fields still, in its row, its log or its files. */
bool appeal_holds(struct store *s, const struct appeal *a, unsigned fields, struct err *e);

#endif
