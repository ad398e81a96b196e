/* tui/line_edit.h - the ':' line of the screen, edited by readline: its keys, kill ring, Ctrl-R and history. readline
 * gets decoded keys as bytes and never touches the terminal; the line is drawn by the canvas as any other.
 *
 * readline has one line per process, and so has the screen: there is no handle. What a command is is not known here. */
#ifndef TUI_LINE_EDIT_H
#define TUI_LINE_EDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "tui/canvas.h"
#include "tui/key.h"

/* What may stand in place of the last word of `line`, which ends at the cursor: words, at most `max`, in the arena. */
typedef int (*line_complete)(void *ctx, const char *line, struct arena *mem, const char **out, int max);

/* The longest line, in letters; more is not taken. */
enum { LINE_LETTERS = 1000, LINE_CANDIDATES = 200 };

enum line_did {
	LINE_GOES_ON,
	LINE_ENTERED, /* line_text() is the line; it is in the history */
	LINE_LEFT,    /* Esc, or erasing in an empty line */
	LINE_REFUSED  /* it does not fit */
};

/* An empty line. `complete` is asked by Tab, with ctx. line_end() must follow. */
void line_begin(line_complete complete, void *ctx);
void line_end(void);

/* One key, as readline takes it whatever the layout; never waits. */
enum line_did line_key(const struct key_event *ev);

/* Borrowed until the next key; after LINE_ENTERED too. */
const char *line_text(void);
/* Offset of the cursor in it, bytes. */
size_t line_point(void);
/* What Ctrl-R looks for, in the arena; NULL while nothing is looked for. */
const char *line_sought(struct arena *mem);
/* What Tab showed to choose from since the last key, in the arena; "" for nothing. */
const char *line_choices(struct arena *mem);

/* In the first row of the canvas, behind ':' or what is looked for. */
void line_draw(const struct canvas *c);

/* The history: lines are added behind the last one; row i of them, oldest first, NULL behind the last. */
enum { LINE_HISTORY = 100 };
void line_history_add(const char *line);
const char *line_history(int i);
void line_history_clear(void);

#endif
