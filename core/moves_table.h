/* core/moves_table.h - the form of a row of the move table; private to moves.c and decide.c. */
#ifndef CORE_MOVES_TABLE_H
#define CORE_MOVES_TABLE_H

#include "core/moves.h"

/* All a guard may look at. */
struct ask {
	const struct appeal *a;
	const struct question *q;
	const struct command *cmd;
	const struct actor *who;
	const struct policy *pol;
};

struct guard {
	bool (*holds)(const struct ask *);
	bool needs_input; /* not asked by decide_possible() */
	enum err_code code;
	const char *sentence; /* msgid */
	const char *arg;      /* the value it is about (struct err); NULL: none */
};

/* A move that leaves the state as it is. */
enum { STAYS = STATE_COUNT };

struct move {
	unsigned from; /* bits of enum appeal_state */
	int to;        /* enum appeal_state, or STAYS */
	unsigned who; /* role bits */
	bool (*also_who)(const struct ask *);
	const struct guard *guards[6];
	unsigned effects;
};

/* A guard about whose work it is: told before the state, which is nobody else's. */
bool guard_of_actor(const struct guard *g);

/* The row of an act. */
const struct move *move_of(enum act act);

#endif
