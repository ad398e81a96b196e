/* data/store/conflicts.h - what a supervisor settles when the moves of two sites did not fit (core/conflict.h): both
 * sides of each in words, and the settling. */
#ifndef DATA_STORE_CONFLICTS_H
#define DATA_STORE_CONFLICTS_H

#include "core/conflict.h"
#include "data/store/appeals.h"

/* What one side did. Texts in the arena, "" when there is nothing. */
struct conflict_side {
	int64_t at;          /* UTC ms; 0: nobody did anything */
	const char *site, *actor, *name; /* name "" when unknown */
	const char *action;  /* translated label */
	const char *note;
};

struct conflict_row {
	const char *id;      /* «ЛЬ.17»: the event that could not be applied */
	const char *number;  /* ГЛ-5/26.1, or that of an incident */
	const char *state;   /* label of the state there is now */
	bool appeal;         /* it is about an appeal that has a row */
	bool again;          /* its move may be made again: CONFLICT_APPLY can be tried */
	struct conflict_side was, late; /* what the state follows from; what did not fit */
};

struct conflict_rows {
	struct conflict_row *rows;
	int n;
};

/* How many wait; cheap. -1 on an error. */
int conflict_count(struct store *s);

/* Those that wait, oldest first, at most 500. Needs RIGHT_SETTLE: it tells what appeals say. */
MUST_CHECK enum err_code conflict_list(struct store *s, const struct actor *who, struct arena *mem,
				       struct conflict_rows *out, struct err *e);

/* Settles the one with this id: CONFLICT_KEEP leaves the state as it is, CONFLICT_APPLY makes the move again from the
 * state there is now, if it is legal now. Needs RIGHT_SETTLE and a note. ERR_NOT_FOUND; ERR_REFUSED: it is settled, or
 * the move does not lead from here either. */
MUST_CHECK enum err_code conflict_settle(struct store *s, const char *id, enum conflict_way how, const char *note,
					 const struct actor *who, struct err *e);

/* Whether CONFLICT_APPLY would do it now: asked before anybody types a reason. Reads only; errors as above. */
MUST_CHECK enum err_code conflict_may_apply(struct store *s, const char *id, const struct actor *who, struct err *e);

#endif
