/* tui/canvas.h - drawing text on the screen.
 *
 * The only caller of ncurses' output functions. Text is UTF-8 from anywhere: it is placed letter by
 * letter at computed columns, control characters and invalid bytes never reach the terminal, nothing
 * is drawn outside the canvas. A frame is screen_begin(), draw calls, screen_end(): one doupdate(). */
#ifndef TUI_CANVAS_H
#define TUI_CANVAS_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/theme.h"

/* The design size; below it the views are not drawn (screen_small()). */
enum { SCREEN_MIN_ROWS = 24, SCREEN_MIN_COLS = 80 };

struct screen {
	int rows, cols;         /* set by screen_begin() */
	int cursor_y, cursor_x; /* -1: hidden */
	bool beep;              /* set it at any time: the bell sounds with the next screen_end() */
};

/* A clipping rectangle of the screen. Coordinates of every call are relative to it. Copied freely. */
struct canvas {
	struct screen *screen;
	int y, x, rows, cols;
};

/* A piece of a string; need not end in NUL. */
struct slice {
	const char *s;
	size_t len;
};

/* An empty frame with the cursor hidden; returns the whole screen. */
struct canvas screen_begin(struct screen *s);
/* Sends what differs from the previous frame, in one go. */
void screen_end(struct screen *s);

/* True below the design size; draw_small() then shows only a sentence (what the views hold is kept). */
bool screen_small(const struct screen *s);
void draw_small(const struct canvas *c);

/* The part of c that begins at (y, x), clipped to c; rows or cols may come out 0. */
struct canvas canvas_sub(const struct canvas *c, int y, int x, int rows, int cols);

/* Draws exactly `cols` columns: padded with spaces, or cut with "…" in the last. \n and \t show as a
 * space. A NULL text is empty. Negative `cols`: aligned right in -cols columns. */
void draw_text(const struct canvas *c, int y, int x, int cols, enum role role, const char *utf8);

/* The same from a piece, but cut without "…": the piece was measured by the caller. */
void draw_slice(const struct canvas *c, int y, int x, int cols, enum role role, struct slice text);

/* The text broken into lines of the canvas' columns, from its first row on; returns how many rows it took. What has
 * no row is not drawn. paragraph_rows() only counts, and never more than `most`. */
int draw_paragraph(const struct canvas *c, enum role role, const char *utf8);
int paragraph_rows(const char *utf8, int cols, int most);

/* Spaces all over the canvas. */
void draw_fill(const struct canvas *c, enum role role);

/* Lines in line-drawing characters of the terminal (ASCII where it has none). */
void draw_hline(const struct canvas *c, int y, int x, int cols, enum role role);
void draw_vline(const struct canvas *c, int y, int x, int rows, enum role role);

/* A frame round the whole canvas with an optional title; returns the inside. */
struct canvas draw_box(const struct canvas *c, enum role role, const char *title);

/* Puts the cursor of the frame at (y, x); ignored outside the canvas. The last call wins. */
void canvas_cursor(const struct canvas *c, int y, int x);

#endif
