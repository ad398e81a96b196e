/* tui/stop_key.h - Esc or Ctrl-C stops long work of the shell, cleanly, and a line of progress. */
#ifndef TUI_STOP_KEY_H
#define TUI_STOP_KEY_H

#include <signal.h>
#include <stdbool.h>
#include <termios.h>

#include "data/store/backup.h"

struct long_work {
	struct progress progress; /* to give to the work */
	const char *what;         /* msgid of the line */
	bool shown, raw;
	struct termios before;
	struct sigaction old_int, old_term;
};

/* From here on Ctrl-C (SIGTERM too) and, when standard input is a terminal, Esc make progress.step() give
 * false. The line is shown when standard error is a terminal, never in a script's output. One at a time. */
void long_work_begin(struct long_work *w, const char *what);

/* Puts the terminal and the signals back. */
void long_work_end(struct long_work *w);

#endif
