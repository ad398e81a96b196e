/* data/store/incidents_internal.h - rows of incidents. Private to data/store. */
#ifndef DATA_STORE_INCIDENTS_INTERNAL_H
#define DATA_STORE_INCIDENTS_INTERNAL_H

#include "data/store/incidents.h"
#include "data/store/store_internal.h"

/* Reads a row by its id, or by the subject of its events; false when there is none (or on an error, *e). */
bool incident_read(struct store *s, int64_t id, struct arena *mem, struct incident *out, struct err *e);
bool incident_read_subject(struct store *s, const char *subject, struct arena *mem, struct incident *out,
			   struct err *e);

/* Resolves a ref as typed. For writing the site and the year must be said. */
MUST_CHECK enum err_code incident_resolve(struct store *s, const char *ref, enum ref_use use, int64_t *id,
					  struct err *e);

/* Fills in what hangs on out->i, whose row is out->id. */
MUST_CHECK enum err_code incident_fill(struct store *s, struct incident_row *out, struct err *e);

/* Inserts (*id 0) or updates the row and the streets it is looked up by. Inside a write transaction. */
MUST_CHECK enum err_code incident_save(struct store *s, const struct incident *i, int64_t *id, struct err *e);

/* Takes the row and its streets away. Inside a write transaction. */
MUST_CHECK enum err_code incident_drop(struct store *s, const char *subject, struct err *e);

/* The streets of an open incident by the words of their names; none of one that is ended (incident_near.c). */
MUST_CHECK enum err_code incident_save_streets(struct store *s, const struct incident *i, int64_t id,
					       struct err *e);

/* Reports what is joined done with the incident's closing text (incident_join.c); counts and names in *out. */
MUST_CHECK enum err_code incident_follow(struct store *s, const struct incident *i, const struct actor *who,
					 struct arena *mem, struct incident_end *out, struct err *e);

/* The list with the present names of renamed streets; as typed when it is no list. In the arena. */
const char *incident_present_names(struct store *s, const char *addresses, struct arena *mem, struct err *e);

#endif
