/* tui/appeals_inner.h - the state of F3; private to view_appeals.c and appeals_*.c. */
#ifndef TUI_APPEALS_INNER_H
#define TUI_APPEALS_INNER_H

#include "tui/appeals_list.h"
#include "tui/pager.h"
#include "tui/saved_bar.h"
#include "tui/view.h"

struct appeals {
	struct appeals_rows rows;
	struct list list;
	struct appeals_total total;
	int64_t counted_ms;    /* when `total` was counted, and whether something changed since */
	bool stale;
	int64_t minute;        /* of the last look at the clock */
	struct saved_bar saved;
	struct marks marks;
	struct arena line_mem;
	struct field line;     /* the query */
	bool typing;           /* the keyboard is in it */
	const char *before;    /* what stood there before, in before_mem: Esc brings it back */
	struct arena before_mem;
	struct err fault;      /* why the query cannot be answered; the rows are those of the one before */

	struct arena mem;      /* of the appeal at hand */
	struct appeal a;
	int k;
	bool any;              /* there is one at hand */
	struct pager card;
	bool open;             /* the card has the keyboard */
	bool wide;             /* it stands beside the list: since the last draw */
	struct arena guest_mem;
	const char *guest;     /* the card was asked for by another view, whatever the list shows */
	enum view_id asker;    /* that view */
	bool back;             /* Esc returns to it */
};

/* The list, or the card, or both side by side: view_ops.draw. */
void appeals_draw(struct app *app, void *state, const struct canvas *c, bool focused);

/* appeals_read.c: the query anew from its newest row; the same rows again, the place kept; no rows at all. */
void appeals_query(struct app *app, struct appeals *s);
void appeals_again(struct app *app, struct appeals *s);
void appeals_none(struct app *app, struct appeals *s);
/* One more page at one of the ends (true: there were more); the very first or the very last rows, when they are not
 * among those that are there. */
typedef enum err_code (*appeals_reader)(const struct appeals_source *, struct appeals_rows *, struct err *);
bool appeals_more(struct app *app, struct appeals *s, appeals_reader read);
void appeals_edge(struct app *app, struct appeals *s, bool end);
/* The appeal of the selected row, or the one another view asked for, and its card; that card alone, anew; the card
 * gets the keyboard. */
void appeals_at_hand(struct app *app, struct appeals *s);
void appeals_fill_card(struct app *app, struct appeals *s, bool same);
void appeals_open_card(struct app *app, struct appeals *s);

/* appeals_idle.c: what the list asks; a slice of its counts, view_ops.idle. */
struct appeals_source appeals_source_of(struct app *app, const struct appeals *s);
bool appeals_idle(struct app *app, void *state);

/* appeals_saved.c: reads the saved queries of the person; the query that a digit opens, NULL: none. */
void appeals_saved_read(struct app *app, struct appeals *s);
const char *appeals_saved_query(const struct appeals *s, const struct key_event *ev);
/* Begin to save the query that is shown, to change one of the saved ones. */
void appeals_saved_save(struct app *app, struct appeals *s);
void appeals_saved_change(struct app *app, struct appeals *s);

#endif
