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

/* Two supervisors who know nothing of each other may settle one: the first settlement in the order of all events
 * counts. The state keeps those that do, as "SITE.SEQ=SITE.SEQ": of the conflict, and of the event that settled it.
 * A move that was made again says in "settled" for which one, and counts as long as that one does.
 *
 * For fold(): the state after a settlement, and whether the move of this body is such a one or none. */
enum fold_result conflict_note_settled(struct appeal *a, const struct event *ev, const json_t *body, struct arena *mem);
bool conflict_move_counts(const struct appeal *a, const json_t *body);

/* What "settled" is for a move made again from this conflict; in the arena, "" while it is not settled. */
const char *conflict_settlement(const struct appeal *a, const struct conflict *c, struct arena *mem);

/* What an event met that could not be applied. */
struct conflict_met {
	const char *state;
	int64_t k; /* question; 0: none */
};

/* What the list becomes by an event that was folded with this result, `met` being what stood there. Kinds that do not
 * leave their site make no conflict: the lists of two sites would differ. A move of a settlement that does not count is
 * settled with it. Texts live in the arena. */
void conflict_follow(struct conflict **list, const struct event *ev, enum fold_result result,
		     const struct conflict_met *met, struct arena *mem);

/* Whether an event settled a conflict of the list that another one had settled before. */
bool conflict_was_settled(struct conflict *list, const struct event *ev, const json_t *body);

/* A thing whose number was given before stands away, told among the conflicts by the very event that made it, with no
 * state that it met. What its subject's events say of that conflict, in order: *twin begins zeroed. */
void conflict_follow_twin(struct conflict *twin, const struct event *ev, struct arena *mem);
bool conflict_is_twin(const struct conflict *c, const char *subject);

/* The one of this event; NULL: the event was applied. */
struct conflict *conflict_of(struct conflict *list, const char *site, int64_t seq);

/* The name of the first field in which two lists differ, whatever their order; NULL: they are the same. */
const char *conflicts_differ(const struct conflict *a, const struct conflict *b);

/* How many of them are open. */
int conflicts_open(const struct conflict *list);

#endif
