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
	bool is_made;    /* its registering event was met */
	bool again;      /* to be folded anew with what the table of events has */
	bool touched;
};

/* The appeal as JSON for its row; in the arena. */
const char *project_write(const struct appeal *a, struct arena *mem);

/* Whether an event makes an appeal. */
bool project_makes(const struct event *ev);

/* Folds the subject anew from the table of events together with those of a batch (sorted in by hlc and site);
 * appeals no event of which makes one stay untouched. */
MUST_CHECK enum err_code project_again(struct pg *pg, struct subject *s, const struct event *evs, int n,
				       struct arena *mem, struct err *e);

/* Queues the row of a subject on the line (pg_line_begin()); project_ready() goes before. */
MUST_CHECK enum err_code project_ready(struct pg *pg, struct err *e);
MUST_CHECK enum err_code project_save(struct pg *pg, const struct subject *s, struct arena *mem, struct err *e);

/* A text as an element of an array of PostgreSQL, with a comma before it unless it is the first. */
const char *project_array(const struct subject *s, int n, struct arena *mem);

#endif
