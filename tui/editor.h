/* tui/editor.h - a text area of several lines with soft wrap.
 *
 * The text is the citizen's: it is kept exactly as typed or pasted, line breaks and emoji included. */
#ifndef TUI_EDITOR_H
#define TUI_EDITOR_H

#include "tui/canvas.h"
#include "tui/edit.h"
#include "tui/widget.h"

struct editor {
	struct edit edit;
	int cols, rows;  /* of the last editor_layout() */
	size_t top;      /* first screen line shown */
	int goal;        /* column Up and Down aim at; -1: the cursor's own */
	bool marked;     /* see editor_draw() */
	size_t total;    /* screen lines at the last editor_draw() */
	bool full;       /* input was refused since editor_set() or the last key that fitted */
};

/* An empty area for at most max_bytes of text; memory in a. */
void editor_init(struct editor *ed, struct arena *a, size_t max_bytes);
bool editor_set(struct editor *ed, const char *text);
const char *editor_text(const struct editor *ed);

/* The size it is drawn in; soft wrap and Up/Down depend on it (default 80x5). editor_draw() calls it. */
void editor_layout(struct editor *ed, int rows, int cols);

/* Keys of edit_key(), Up, Down, PgUp, PgDn, Home, End (of the screen line), Ctrl-Home/End (of the
 * text), Enter (line break). Up on the first and Down on the last screen line: W_IGNORED, so that a
 * form can move on. W_REFUSED and full when the text does not fit. */
unsigned editor_key(struct editor *ed, const struct key_event *ev);

/* Screen lines above and below those of the last editor_draw(). */
size_t editor_above(const struct editor *ed);
size_t editor_below(const struct editor *ed);

/* Fills the canvas; with `focused` puts the cursor. «↑ 2» and «↓ 3» at the ends of the first and the last row
 * say how many lines are not seen, unless `marked`: who draws it does that beside it. */
void editor_draw(struct editor *ed, const struct canvas *c, bool focused, enum role role);

#endif
