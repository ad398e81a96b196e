/* data/store/callback_next.h - hands out who is to be called back next, so that two people never call one citizen.
 *
 * The order: emergencies (A1, A2) before all others; then by the day the work was reported, the oldest first; of one
 * day first the one whose best hour (core/best_hour.h) it is now; then who has waited longest. All that one telephone
 * waits for is one call and goes together; by house, all who wait in that house. Who left no telephone, is held by
 * somebody else or was skipped is passed over. What is handed out is taken in data/store/presence.h and is let go
 * there: nothing is written into the base. */
#ifndef DATA_STORE_CALLBACK_NEXT_H
#define DATA_STORE_CALLBACK_NEXT_H

#include "data/store/find.h"
#include "data/store/presence.h"
#include "core/best_hour.h"

struct next_ask {
	const char *filter;        /* a query line; "" for everybody */
	bool by_house;
	const uint64_t *skip;      /* citizens (presence_citizen()) passed over this time */
	int nskip;
};

/* Takes the next one: *out are his rows (of a house: of all its citizens), all taken; n 0: there is nobody. */
MUST_CHECK enum err_code callback_next(struct store *s, struct presence *p, const struct next_ask *ask,
				       const struct actor *who, struct arena *mem, struct found_list *out,
				       struct err *e);

/* Whose row it is, for presence. */
uint64_t callback_citizen(const struct found *f);

/* When the telephone (E.164, "": nothing is known) was taken, by its last calls in the journal. */
MUST_CHECK enum err_code callback_hours(struct store *s, const char *e164, struct hours *out, struct err *e);

#endif
