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
	bool back;             /* Esc returns to that view */
};

/* The list, or the card, or both side by side: view_ops.draw. */
void appeals_draw(struct app *app, void *state, const struct canvas *c, bool focused);

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
