/* tui/callbacks.h - the state of F6, shared by view_callbacks.c (reading, keys), callbacks_hold.c (who is taken to be
 * called) and callbacks_draw.c. */
#ifndef TUI_CALLBACKS_H
#define TUI_CALLBACKS_H

#include "data/store/callback_next.h"
#include "tui/callback_text.h"
#include "tui/list.h"
#include "tui/view.h"

/* One citizen, or a house, that this person has taken: nobody else gets them until it is let go. */
enum { CALLBACKS_SKIPPED = 64 };
struct hold {
	struct arena mem;
	struct found_list rows;  /* those that wait still; n 0: nothing is held */
	uint64_t skipped[CALLBACKS_SKIPPED]; /* citizens not to be handed out again before the others */
	int nskipped;
};

struct callbacks {
	struct arena rows_mem;
	struct found_list found;
	const char **phones;     /* of the rows, as they are dialled */
	const char **refs;       /* as commands take them */
	int ref_cols;            /* of the widest */
	const char **names, **addresses; /* the same with what stands together marked */
	enum find_group by;      /* how they stand together */
	int limit;               /* how many are read */
	struct hold hold;
	const struct presence *here; /* of the frame: who else is calling whom */
	struct list list;
	struct marks marks;      /* acted on together, tui/bulk.h */
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

/* callbacks_hold.c. Lets go of whoever was taken (he is passed over for a while) and takes the next one; says whom.
 * True: the rows of cb->hold are taken. */
bool hold_next(struct app *app, struct callbacks *cb);
/* Somebody is to be written an answer to: takes him unless he is. False: another one is calling him, that was said. */
bool hold_row(struct app *app, struct callbacks *cb, const struct found *f);
/* After the base changed: what was answered is not held any more. */
void hold_update(struct app *app, struct callbacks *cb);
void hold_release(struct app *app, struct callbacks *cb);
bool hold_has(const struct callbacks *cb, int64_t id);

/* callbacks_marks.c. The i-th row as commands take it; NULL: there are no more. */
const char *callbacks_number(void *state, int i);
/* Whether it was a command about marks. */
bool callbacks_marks_command(struct app *app, struct callbacks *cb, enum verb_id v);

/* The rows of the list; its context is the struct callbacks. */
extern const struct list_ops callback_rows;

/* The whole body: list and page beside or below each other. cb->now is the time of the frame. */
void callbacks_draw(struct callbacks *cb, const struct canvas *c, bool focused);

#endif
