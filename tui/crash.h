/* tui/crash.h - what gives the terminal back when the program dies.
 *
 * SEGV, BUS, ABRT, FPE, ILL and QUIT: one prepared write, one tcsetattr, then the handler that was
 * there before (the sanitizers', the default). Only async-signal-safe calls. For term.c. */
#ifndef TUI_CRASH_H
#define TUI_CRASH_H

#include <stddef.h>
#include <termios.h>

enum { CRASH_BYTES_MAX = 1024 };

/* Installs the handlers, once in a process. */
void crash_install(void);

/* From now on a fatal signal writes `bytes` (at most CRASH_BYTES_MAX) to tty, sets its modes, then
 * writes `sentence` for the person, and a line with the signal's number to descriptor 2. Both texts
 * are copied. */
void crash_arm(int tty, const struct termios *modes, const char *bytes, size_t len,
	       const char *sentence);

/* The terminal is not ours any more. */
void crash_disarm(void);

#endif
