/* tui/pop.h - the list of suggestions under a line of text, for forms and for dialogs.
 *
 * What can be meant comes from a source: it is asked when the text changes or Down is pressed, never
 * while drawing. The list knows nothing of topics or streets, and does not own the line. */
#ifndef TUI_POP_H
#define TUI_POP_H

#include <stdbool.h>

#include "core/arena.h"
#include "tui/canvas.h"
#include "tui/key.h"
#include "tui/widget.h"

struct suggestion {
	const char *value; /* goes into the line when taken; NULL: a heading or a sentence, not to be chosen */
	const char *label; /* shown; NULL: value */
	const char *aside; /* at the right edge, where there is room; NULL: nothing */
	bool other;        /* not for this line: taking it is W_OTHER, and what it means is the owner's */
	bool alarm;        /* what stands beside it is to be seen before it is taken */
};

/* A source's answer. */
struct suggested {
	struct suggestion *rows;
	size_t n;    /* 0: no list */
	bool strict; /* only what the list has counts: its first row is marked at once, so that Enter takes
			what is seen marked. Otherwise Enter leaves the text as it was typed until a row
			is chosen */
};

struct suggest_ops {
	/* What could be meant by `text` in the field `what`; a NULL text: everything there is. Fills the
	 * zeroed *out; rows and strings into a, which lives until the next call. */
	void (*suggest)(void *ctx, struct arena *a, const char *what, const char *text,
			struct suggested *out);
};

/* A zeroed struct is a closed list without a source. */
struct pop {
	const struct suggest_ops *ops;
	void *ctx;
	struct arena mem;     /* own: the answer */
	struct suggested got; /* n 0: the list is closed */
	bool whole;           /* the line of the last pop_ask() holds a row where only the list counts */
	size_t sel;           /* == got.n: none is marked */
	size_t top, shown;    /* the first row on the screen, and how many there were when it was drawn */
};

/* Frees what the list owns; it is closed. */
void pop_free(struct pop *p);

void pop_close(struct pop *p);

/* Whether it is on the screen. */
bool pop_is_open(const struct pop *p);

/* Asks for `text` (NULL: for everything) and opens the list, unless there is nothing or the line holds
 * one of the rows already. False: it is closed. */
bool pop_ask(struct pop *p, const char *what, const char *text);

/* A key while the list is open. Down, Up, PgDn and PgUp mark; Enter and Tab take the marked row: W_TAKEN
 * with *value, valid until the next pop_ask(); W_OTHER for a row that is for another line. Esc closes.
 * W_IGNORED: the key is for the line. */
unsigned pop_key(struct pop *p, const struct key_event *ev, const char **value);

/* Draws the list under the line at row y, column x of the canvas, or over it where there is more room. */
void pop_draw(struct pop *p, const struct canvas *c, int y, int x);

#endif
