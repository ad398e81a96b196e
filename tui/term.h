/* tui/term.h - the terminal: modes, signals, size, and giving it back whatever happens.
 *
 * The only place that changes terminal modes. Whichever way the process ends (exit, signal, crash,
 * out of memory) the shell gets back a sane terminal. Reading keys is tui/input.h, drawing is
 * tui/canvas.h. One terminal per process: descriptors 0 and 1. */
#ifndef TUI_TERM_H
#define TUI_TERM_H

#include <stdbool.h>

#include "core/err.h"

struct keydec;

struct term_options {
	/* Descriptor 2 points here while the screen is up, so that a library's warning cannot spoil it;
	 * -1: /dev/null. Stays the caller's and must stay open until term_restore(). */
	int log_fd;
};

/* Takes the terminal: raw (Ctrl-S and Ctrl-Q are ours, IXON off), no echo, alternate screen,
 * bracketed paste, colours, handlers of signals. locale_start() must have been called.
 * ERR_INVALID: not a terminal, unknown TERM, or one that cannot place the cursor. On failure nothing
 * has changed. A second call after term_restore() takes it again. */
MUST_CHECK enum err_code term_open(const struct term_options *o, struct err *e);

/* Gives the terminal back: modes, screen, paste, descriptor 2. Harmless at any time and twice; also
 * runs at exit() and when memory is out. */
void term_restore(void);

/* What came by signals since the last call (a set of bits). Reads the pipe empty. */
enum {
	TERM_RESIZED = 1, /* WINCH: call term_resize(), then lay out and draw */
	TERM_HANGUP = 2,  /* HUP: the terminal is gone; save the draft and end */
	TERM_QUIT = 4,    /* TERM or INT: save the draft and end */
	TERM_STOP = 8,    /* TSTP: call term_suspend() */
	TERM_CONT = 16    /* CONT after a SIGSTOP: call term_resume(), then draw */
};
unsigned term_signals(void);

/* Descriptors to watch for reading: keys, and the pipe of term_signals(). -1 before term_open(). */
int term_tty_fd(void);
int term_signal_fd(void);

/* Gives the terminal back, stops the process (as if it had never caught TSTP) and, when continued,
 * takes the terminal again as term_resume() does. */
void term_suspend(void);

/* Modes, paste and size anew; the next screen_end() paints everything. */
void term_resume(void);

/* Reads the real size and tells ncurses. True when it changed. */
bool term_resize(void);

/* The next screen_end() sends every cell (Ctrl-L). */
void term_redraw(void);

/* Sends what ncurses has drawn in one write: ncurses itself flushes at every move of its cursor, some 30
 * times a page, which over SSH is as many packets. For screen_end(); nothing before term_open(). */
void term_flush(void);

/* How long a lone Esc is waited for, ms: ESCDELAY from the environment (1..1000), else 25. */
int term_escdelay(void);

/* Teaches the decoder the key sequences of terminfo for this TERM. */
void term_bind_keys(struct keydec *d);

#endif
