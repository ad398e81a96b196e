/* data/store/appeal_changes.h - who changed what of an appeal since somebody looked at it. Reads the log only. */
#ifndef DATA_STORE_APPEAL_CHANGES_H
#define DATA_STORE_APPEAL_CHANGES_H

#include "data/store/appeals.h"

struct changed_by {
	const char *who; /* full name, else login; "" when nobody did. In the arena */
	int64_t at;      /* UTC ms */
	const char *action; /* what it was, as the history calls it */
};

/* The last one who set one of these fields (names of core/appeal.h, NULL at the end; "state" is set by every move)
 * after the event with this hlc and up to the last one that `a` has; fields NULL: who did anything at all. */
MUST_CHECK enum err_code appeal_changed_by(struct store *s, const struct appeal *a, int64_t after_hlc,
					   const char *const *fields, struct arena *mem, struct changed_by *out,
					   struct err *e);

#endif
