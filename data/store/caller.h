/* data/store/caller.h - the caller's card: who has called from this number and with what. */
#ifndef DATA_STORE_CALLER_H
#define DATA_STORE_CALLER_H

#include "data/store/calls.h"
#include "data/store/find.h"

/* One person ever linked to the number: same number, surname and, where it was said, given name. */
struct caller_person {
	const char *surname, *given, *patronymic;
	const char *residence, *email; /* the latest known */
	const char *address;           /* of the last appeal */
	int appeals;                   /* how many, of those looked at */
	int64_t last;                  /* UTC ms of the last one */
};

struct caller {
	struct caller_person *people; /* the latest first */
	int npeople;
	struct found *open, *last; /* on control / the last ones, newest first */
	int nopen, nlast;
	int total; /* appeals from this number, capped at 1000 */
	struct call *calls; /* the last ones, newest first */
	int ncalls;
};

/* `e164` as phone_parse() gives it. At most 8 people, 10 open, 10 last ones, 5 calls. An unknown number gives
 * empty lists. */
MUST_CHECK enum err_code caller_card(struct store *s, const char *e164, struct arena *mem,
				     struct caller *out, struct err *e);

/* Open questions that may be the same: same house and topic within 72 hours, or the same phone within
 * 24 hours (domain.md 2.3). At most 10. `topic` may be "". */
MUST_CHECK enum err_code caller_duplicates(struct store *s, const char *e164, const char *address,
					   const char *topic, struct arena *mem,
					   struct found_list *out, struct err *e);

/* Numbers of the appeals that question k of this one repeats, newest first: the same topic of the same house, or
 * from the same telephone, within the year before it. */
struct earlier {
	const char *number[5];
	int n;
	bool more; /* than are listed */
};
MUST_CHECK enum err_code caller_earlier(struct store *s, const struct appeal *a, int64_t k, struct arena *mem,
					struct earlier *out, struct err *e);

#endif
