/* tui/desk.h - `pult --desk`: the full screen as the forced command of an SSH account that many operators
 * share (design.md 10, pult-ssh(8)). Whoever types here owns the database file for the system, so nothing
 * but the screen may be reached: no command of the shell, no file of one's choice, no variable of the
 * client's environment. */
#ifndef TUI_DESK_H
#define TUI_DESK_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/err.h"

/* Whether the command line asks for it. Only a word that is exactly "--desk" counts. */
bool desk_wanted(int argc, char **argv);

/* Leaves of the environment what describes the terminal and the account, and gives PATH a fixed value. To be
 * called before anything reads a variable. */
void desk_environment(void);

/* ERR_REFUSED without a terminal: somebody asked for a command, a file or a tunnel. */
MUST_CHECK enum err_code desk_check_terminal(struct err *e);

/* The path of a file that a person named on the screen. With a `folder` (made, 0700, when missing) the name is a plain
 * one: no '/', not begun with a dot. Never one of the files of `base` (own_files.h): who logs in here may be another
 * than who owns them. ERR_REFUSED says so; ERR_FAILED: the folder cannot be made. In the arena. */
MUST_CHECK enum err_code desk_file(const char *folder, const char *base, const char *typed, struct arena *mem,
				   const char **path, struct err *e);

/* The same of a file that is to be made: what is there is never written over. ERR_CONFLICT: it is there. Every file
 * that a person at the screen has written goes through here. */
MUST_CHECK enum err_code desk_new_file(const char *folder, const char *base, const char *typed, struct arena *mem,
				       const char **path, struct err *e);

#endif
