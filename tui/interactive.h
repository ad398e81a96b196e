/* tui/interactive.h - `pult -i`: the same commands line by line, for screen readers and Braille displays. */
#ifndef TUI_INTERACTIVE_H
#define TUI_INTERACTIVE_H

#include <stdbool.h>

/* Whether the first word is -i. */
bool interactive_wanted(int argc, char **argv);

/* Asks for login and password, then reads commands until "quit" or the end of input. Nothing is drawn and
 * nothing moves: one line is one answer. Returns an exit status. */
int interactive_run(int argc, char **argv);

#endif
