/* tui/keybar.h - the key bar: which keys of the table stand in it, and where.
 *
 * Computed from the place on the screen, the roles and the state of the appeal at hand. What the roles can
 * never do is not in it (the help says who can); what cannot be done now is, and is drawn dim: keys keep
 * their places, whatever the state. Drawing only; no queries. */
#ifndef TUI_KEYBAR_H
#define TUI_KEYBAR_H

#include "tui/canvas.h"
#include "tui/keymap.h"

/* One row of function keys, and one of the view's own keys; a second one over it where they need it. */
enum { KEYBAR_ROWS = 3, KEYBAR_LABEL_COLS = 10 };

struct keybar_key {
	const struct verb *verb;
	const char *key;   /* its name: "F3" */
	const char *name;  /* as it is drawn: "3" where there is little room */
	int y, x;          /* of the name; y from the lowest row upwards */
	int label_x;
	bool now;          /* it can be pressed now */
};

struct keybar {
	struct keybar_key keys[VERB_COUNT]; /* texts of the key map */
	int n;
	int rows;   /* 2 or KEYBAR_ROWS */
	bool more;  /* some had no room and are left out: "…" stands at the end */
	int more_y, more_x;
};

/* What the keys depend on. */
struct keybar_ask {
	const struct actor *who;
	const struct keymap *keys;
	unsigned in;             /* IN_ bits of the view in front */
	const struct appeal *a;  /* at hand, or NULL */
	int k;                   /* its question */
	const struct policy *pol;
	bool conflicts;          /* some wait: only then their key is told */
};

/* The bar for a screen of `cols` columns. Borrows the texts of ask->keys. */
void keybar_make(struct keybar *b, const struct keybar_ask *ask, int cols);

/* Into the lowest rows of the canvas: b->rows of them. */
void keybar_draw(const struct keybar *b, const struct canvas *c);

#endif
