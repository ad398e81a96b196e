/* core/join.h - an appeal that follows another: the same trouble, one work (design.md 6, Joining). A link, not
 * a state: the child keeps its number and PIN, goes where its parent goes up to «done», and is confirmed by
 * itself. Every step of the child is a move of the table, an event of its own. Pure. */
#ifndef CORE_JOIN_H
#define CORE_JOIN_H

#include "core/moves.h"

/* "ГЛ-1/26", with .k for another question than the first: what stands in `joined`. In the arena. */
const char *question_ref(struct arena *mem, const struct appeal *a, int64_t k);

/* Whether question k of `child` may be joined to question pk of `parent`. `has_children`: something is joined
 * to the child. No chains: a parent is no child, and a child has no children. ERR_REFUSED, ERR_NOT_FOUND. */
struct joining {
	const struct appeal *child, *parent;
	int64_t k, pk;
	bool has_children;
};
MUST_CHECK enum err_code join_check(const struct joining *j, const struct actor *who, struct err *e);

/* Whether children go along with this act of the parent; whether it ends the parent in a way that lets them
 * go (withdrawn, forwarded, rejected). */
bool join_follows(enum act act);
bool join_lets_go(enum act act);

/* The next move by which the child comes to where its parent is now; -1 when it is there, or has gone its own
 * way (reported done, closed). Asked again after each. */
int join_next(const struct question *child, const struct question *parent);

/* Whether joining ends the order that the child has now: another executor gets it, or nobody has it yet. */
bool join_ends_order(const struct question *child, const struct question *parent);

/* The move of join_next() in the parent's words. Texts are borrowed from the parent. */
void join_command(const struct question *parent, int64_t k, enum act act, struct command *out);

#endif
