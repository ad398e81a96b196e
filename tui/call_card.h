/* tui/call_card.h - one call and everything that came from its number: a head of labelled lines, below it calls and
 * appeals together, the newest first, as a list. Reads the base when told to; drawing asks nothing. */
#ifndef TUI_CALL_CARD_H
#define TUI_CALL_CARD_H

#include "data/store/calls.h"
#include "tui/list.h"

enum { CALL_HEADS_MAX = 8 };

struct call_head {
	enum role role;
	const char *label, *value;
};

/* A call or an appeal of the number. */
struct call_past {
	int64_t id;       /* unique in the list */
	int64_t key;
	bool is_call, this_one;
	const char *ref;  /* id of the call, number of the appeal */
	const char *when, *what, *more;
};

/* A zeroed struct is empty. */
struct call_card {
	struct arena mem;
	bool any;
	struct call call;
	struct call_head heads[CALL_HEADS_MAX];
	int nheads;
	struct call_past *past;
	size_t npast, room;
	bool more;        /* there is an older past */
	struct list list;
};

/* Reads the call and the newest of its number; the place in the list stays when it is the same call read again.
 * After an error the card is empty. */
MUST_CHECK enum err_code call_card_load(struct call_card *c, struct store *s, const char *id, struct err *e);

/* Adds the older past; nothing when there is none. */
MUST_CHECK enum err_code call_card_more(struct call_card *c, struct store *s, struct err *e);

void call_card_free(struct call_card *c);

/* The selected row of the past; NULL when there is none. */
const struct call_past *call_card_selected(const struct call_card *c);

/* `playing`: the call is being heard. */
void call_card_draw(struct call_card *c, const struct canvas *to, bool playing, bool focused);

#endif
