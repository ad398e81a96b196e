/* tui/bigtext.h - letters five rows high, for what is read out across a desk: a number, a PIN.
 *
 * Digits, "-", "/", space, and the capitals of both alphabets (codes of sites). Pure. */
#ifndef TUI_BIGTEXT_H
#define TUI_BIGTEXT_H

#include <stdbool.h>
#include <stddef.h>

#include "tui/canvas.h"

enum { BIG_ROWS = 5 };

/* Columns of the text in big letters; 0 when it holds a letter that the font has not. */
int big_width(const char *text);

/* One row (0..4) of the text, big_width() columns of spaces and `ink` (one column wide, UTF-8), into
 * out. False when it does not fit there or cannot be drawn. */
bool big_row(const char *text, int row, const char *ink, char *out, size_t size);

/* Draws it at (y, x); where it cannot be drawn or does not fit the canvas, the plain text in the middle
 * row. Terminals without block characters get "#". */
void big_draw(const struct canvas *c, int y, int x, enum role role, const char *text);

#endif
