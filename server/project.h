/* server/project.h - appeals as they follow from the log: each event that is appended is folded by core's
 * rules in the same transaction. What the centre answers about an appeal comes from here. */
#ifndef SERVER_PROJECT_H
#define SERVER_PROJECT_H

#include "core/digest.h"
#include "core/event.h"
#include "server/pg.h"

/* Folds events that are about to be appended into the rows of their appeals; an event older than its
 * subject's last one (a merge) has the whole subject folded again. Events of redaction empty the bodies they
 * name, in the table and in `evs`. In the transaction of the append, before the rows are inserted. */
MUST_CHECK enum err_code project(struct pg *pg, struct event *evs, int n, struct arena *mem, struct err *e);

/* What rows of appeals have: 2 with the events that added questions, settlements and redactions; 3: none of a number
 * that is not its site's. A change of what
 * fold() keeps, or of how, is a new version. */
enum { PROJECT_VERSION = 3 };

/* *old: the rows may be those of an older program: project_rebuild() makes them anew. ERR_BUSY: of a newer one. */
MUST_CHECK enum err_code project_is_old(struct pg *pg, bool *old, struct err *e);

/* Folds every appeal anew from the log, in slices: who appends meanwhile waits for one of them at most, who asks for
 * none. *n: how many. */
MUST_CHECK enum err_code project_rebuild(struct pg *pg, int64_t *n, struct err *e);

/* Compares every row with what the log says; each fault is given to `fault` as a subject and the name of the
 * field that differs. */
struct project_check {
	void (*fault)(void *ctx, const char *subject, const char *field);
	void *ctx;
	int64_t appeals;
	struct digest digest; /* of the rows: that of the same kind at the sites */
};
MUST_CHECK enum err_code project_verify(struct pg *pg, struct project_check *check, struct err *e);

/* The appeal of a row's JSON, in the arena; false when it is none. */
bool project_read(const char *json, struct appeal *out, struct arena *mem);

#endif
