/* core/conflict.h - moves that were not legal any more when the logs of two sites came together (design.md 5).
 *
 * Each site does what is legal by what it knows. In the one order of all events (hlc, site) a move may meet a state
 * from which it does not lead: it changes nothing and stands here until a supervisor settles it. The list follows from
 * the events of the subject alone, so it is the same at every site. Pure. */
#ifndef CORE_CONFLICT_H
#define CORE_CONFLICT_H

#include <jansson.h>

#include "core/arena.h"
#include "core/event.h"
#include "core/fold.h"

struct conflict {
	struct conflict *next;
	const char *site;    /* of the event that could not be applied */
	int64_t seq;
	const char *kind;
	const char *state;   /* wire word of what it met; "" for what has no state */
	int64_t k;           /* question; 0: none is named */
	int64_t hlc;
	const char *how;     /* "" while it is open, else one of the words of conflict_ways */
	const char *settled; /* "SITE.SEQ" of the event that settled it; "" */
};

/* How it is settled: the state stays as it is, or the move is made again from it. */
enum conflict_way { CONFLICT_KEEP, CONFLICT_APPLY, CONFLICT_WAYS };
extern const char *const conflict_ways[CONFLICT_WAYS];

/* The kind of the event that settles one. Body: {"site","seq","how","note"}; its subject is that of the conflict. */
extern const char conflict_settled[];

/* A new reference. */
json_t *conflict_settled_body(const struct conflict *c, enum conflict_way how, const char *note);

/* The question that an event names; 0: none. */
int64_t conflict_question(const struct event *ev);

/* What the list becomes by an event that was folded with this result, `state` being what it met. Kinds that do not
 * leave their site make no conflict: the lists of two sites would differ. Texts live in the arena. */
void conflict_follow(struct conflict **list, const struct event *ev, enum fold_result result, const char *state,
		     struct arena *mem);

/* The one of this event; NULL: the event was applied. */
struct conflict *conflict_of(struct conflict *list, const char *site, int64_t seq);

/* The name of the first field in which two lists differ, whatever their order; NULL: they are the same. */
const char *conflicts_differ(const struct conflict *a, const struct conflict *b);

/* How many of them are open. */
int conflicts_open(const struct conflict *list);

#endif
