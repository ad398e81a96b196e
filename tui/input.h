/* tui/input.h - key events from the terminal.
 *
 * Reads descriptor 0 itself instead of get_wch(): ncurses loses a letter whose second byte is late,
 * cannot tell "nothing yet" from a hang-up, and sleeps in the event loop after Esc. */
#ifndef TUI_INPUT_H
#define TUI_INPUT_H

#include <stdint.h>

#include "tui/keydec.h"

struct input {
	struct keydec dec;
	int fd;
	int escdelay_ms;
	int64_t last_ms;     /* monotonic, of the last byte */
	bool gone;           /* EOF or EIO was read, EV_EOF to be told (once) */
	bool told_gone;
	bool resized;        /* EV_RESIZE to be told */
	long budget;         /* bytes input_next() may still fetch before the screen is drawn */
};

/* Reads from fd (a terminal in raw mode; term_tty_fd()). *in is overwritten. */
void input_open(struct input *in, int fd, int escdelay_ms);

/* Takes over the bytes that are there; never waits. Call it when link_wait() says the descriptor is
 * ready or gone; then call input_next() until it is false. Bytes that did not fit stay in the
 * terminal's queue: input_next() fetches them, within reason (the next wait finds the rest). */
void input_fill(struct input *in);

/* The next event; false: none now. Draw once after the last. EV_EOF comes once, after everything
 * typed before it. */
bool input_next(struct input *in, struct key_event *ev);

/* In how many ms input_next() will have something without any new byte (a lone Esc); -1: never. The
 * wait of the loop must not be longer. */
int input_timeout(const struct input *in);

/* Makes the next event EV_RESIZE (after term_resize()). */
void input_post_resize(struct input *in);

void input_close(struct input *in);

#endif
