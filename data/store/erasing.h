/* data/store/erasing.h - one erasing of a thing of the log (core/redact.h), whatever it is: what its events hold, what
 * is kept of them, and the rows that are emptied. Inside the caller's write transaction. Private to data/store. */
#ifndef DATA_STORE_ERASING_H
#define DATA_STORE_ERASING_H

#include "core/redact.h"
#include "data/store/store_internal.h"

/* What the log holds of the fields. */
struct erasing {
	unsigned fields;
	const char *reason;
	const json_t *missed; /* only rows whose authors have not known one of these redactions (core/redact.h) and what
			       * earlier ones keep; NULL: all rows */
	json_t *parts; /* bodies of the events of the redaction: more than one when it keeps much */
	size_t room;   /* bytes left in the last of them */
	int found;     /* rows of the log that held something */
};

/* Looks through the events of the subject. erasing_free() is called in any case. */
MUST_CHECK enum err_code erasing_look(struct store *s, const char *subject, struct erasing *r, struct err *e);
/* There is a part even when no row of the log holds anything: calls do. */
void erasing_begin(struct erasing *r);
void erasing_free(struct erasing *r);

/* Does what the body of an event `redacted` about this subject says, be it of this site or of another: rows of the
 * subject that it names are emptied, files they named are marked to be removed, the calls linked with it lose the
 * fields (an event of this site for each batch of them, by `who`; NULL: those events are in the log already). Call it
 * when the rows of the subject are saved. */
MUST_CHECK enum err_code redaction_obey(struct store *s, const char *subject, const json_t *body,
					const struct actor *who, struct err *e);

/* Empties the events of the subject whose authors went on without knowing of a redaction that is here, before they are
 * folded. Of this site's own ones a supplement by `who` keeps the rest; what is left of others comes in those of their
 * sites. *any: there were some. */
MUST_CHECK enum err_code redaction_overtake(struct store *s, const char *subject, const struct actor *who, bool *any,
					    struct err *e);

/* Marks whatever file the subject names, also in what an earlier redaction keeps, to be removed: those that are named
 * still stay. */
MUST_CHECK enum err_code erasing_mark_files(struct store *s, const char *subject, struct err *e);

#endif
