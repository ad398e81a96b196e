/* tui/plain.h - text laid out for the eye as text for the ear and the finger: for `pult -i`, screen readers and
 * Braille.
 *
 * Pure: it knows no terminal. */
#ifndef TUI_PLAIN_H
#define TUI_PLAIN_H

#include "core/arena.h"

/* Lines of at most `cols` columns, broken between words (a word longer than a line is broken where it must be). Frames
 * and rules are left out; columns (tabs, two spaces and more) become commas, indents none. In the arena. */
const char *plain_text(struct arena *mem, const char *text, int cols);

#endif
