/* tui/frame.h - a frame that ncurses drew, in fewer bytes: looks are told only when a letter needs them.
 *
 * ncurses resets colours and attributes by up to 14 bytes and tells a colour anew for each word of a row, though
 * nobody sees the colour of the spaces between. Here only the looks (SGR, ECMA-48 8.3.117) are told otherwise; text and
 * moves of the cursor are what they were. No I/O, no ncurses. */
#ifndef TUI_FRAME_H
#define TUI_FRAME_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"

/* A piece of what goes to the terminal. */
struct frame {
	const char *bytes;
	size_t n;
};

/* What is to be sent instead of a frame; in the arena, or `f` itself where it has something that is not known here
 * (then nothing is changed). Terminal and frame begin and end with plain looks. `charset`: the letters of the
 * terminal may be other ones than ASCII still; cleared once they were set. */
struct frame frame_squeeze(struct frame f, bool *charset, struct arena *mem);

#endif
