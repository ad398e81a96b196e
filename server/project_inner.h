/* server/project_inner.h - the parts of the projection among themselves. Private to project*.c. */
#ifndef SERVER_PROJECT_INNER_H
#define SERVER_PROJECT_INNER_H

#include <jansson.h>

#include "server/project.h"

/* One appeal on its way through a batch. */
struct subject {
	const char *name;
	struct appeal state;
	bool has_row;    /* in the table */
	bool is_made;    /* its registering event was met; folded anew: and was taken by fold() */
	bool redacted;   /* by an event of the batch */
	bool again;      /* to be folded anew with what the table of events has */
	bool touched;
};

/* The appeal as JSON for its row; in the arena. */
const char *project_write(const struct appeal *a, struct arena *mem);
/* As project_read(). *old: an older program wrote it, without all that is kept now: it is to be folded anew. */
bool project_read_row(const char *json, struct appeal *out, bool *old, struct arena *mem);

/* Whether an event makes an appeal. */
bool project_makes(const struct event *ev);

/* Folds the subject anew from the table of events together with those of a batch (sorted in by hlc and site);
 * appeals no event of which makes one stay untouched. */
MUST_CHECK enum err_code project_again(struct pg *pg, struct subject *s, const struct event *evs, int n,
				       struct arena *mem, struct err *e);

/* The events of a subject, those of the table and those of a batch, by hlc and site; emptied ones with what redactions
 * keep of them. Texts live in the arena or are those of the batch. */
MUST_CHECK enum err_code project_gather(struct pg *pg, const struct subject *s, const struct event *evs, int n,
					struct event **out, int *count, struct arena *mem, struct err *e);

/* Empties those events of a subject, in the table and in the batch, whose authors have gone on without knowing of a
 * redaction of it that is here (core/redact.h); the subject is then to be folded anew. */
MUST_CHECK enum err_code project_overtake(struct pg *pg, struct subject *s, struct event *evs, int n,
					  struct arena *mem, struct err *e);

/* Queues the row of a subject on the line (pg_line_begin()); project_ready() goes before. */
MUST_CHECK enum err_code project_ready(struct pg *pg, struct err *e);
MUST_CHECK enum err_code project_save(struct pg *pg, const struct subject *s, struct arena *mem, struct err *e);

/* Saves the rows of those that were touched. */
MUST_CHECK enum err_code project_save_all(struct pg *pg, const struct subject *all, int count, struct arena *mem,
					  struct err *e);

/* A text as an element of an array of PostgreSQL, with a comma before it unless it is the first. */
const char *project_array(const struct subject *s, int n, struct arena *mem);

#endif
