/* tui/callbacks.h - the state of F6, shared by view_callbacks.c (reading, keys) and callbacks_draw.c. */
#ifndef TUI_CALLBACKS_H
#define TUI_CALLBACKS_H

#include "data/store/find.h"
#include "tui/callback_text.h"
#include "tui/list.h"
#include "tui/view.h"

struct callbacks {
	struct arena rows_mem;
	struct found_list found;
	const char **phones;     /* of the rows, as they are dialled */
	struct list list;
	struct arena hand_mem;   /* of the appeal at hand */
	struct callback hand;
	bool has_hand;
	bool seen;               /* its page was drawn: the view of personal data is noted */
	bool lost;               /* someone else answered it: a key is needed to take the next one */
	int64_t acting;          /* the row that a command was given for; 0 = none since the last key */
	int64_t hand_id, hand_rev;
	struct pager page;
	bool reading;            /* the page has the keyboard, not the list */
	bool all;                /* also those whose time has not come */
	struct arena filter_mem;
	const char *filter;
	int64_t now;             /* of the frame, for the waiting times */
	int64_t read_minute;     /* of the last reading of the list */
	int64_t calls_from;      /* now only accidents A1 are called, the others from this instant; 0: all */
	const char *from_text;   /* the same for people, in rows_mem; "" */
	const char *all_key;     /* the key of V_CALLBACKS_ALL */
};

/* The rows of the list; its context is the struct callbacks. */
extern const struct list_ops callback_rows;

/* The whole body: list and page beside or below each other. cb->now is the time of the frame. */
void callbacks_draw(struct callbacks *cb, const struct canvas *c, bool focused);

#endif
