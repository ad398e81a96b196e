/* tui/incident_read.h - what was typed about an incident, in the shell or in a form, as core's form of it. */
#ifndef TUI_INCIDENT_READ_H
#define TUI_INCIDENT_READ_H

#include "data/store/incidents.h"

/* As typed; NULL: not said. */
struct incident_typed {
	const char *kind, *title, *text, *topics, *service, *addresses, *start, *due, *note;
};

/* Words of the vocabulary, codes of the catalogue, times. On ERR_INVALID or ERR_NOT_FOUND out->fault names the
 * member of struct incident_form that is wrong. In the arena or borrowed. */
MUST_CHECK enum err_code incident_read_typed(struct store *s, const struct incident_typed *t, struct arena *mem,
					     struct incident_form *out, struct err *e);

#endif
