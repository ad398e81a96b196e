/* tui/shell.h - the shell's door: one verb, its result printed, an exit status. */
#ifndef TUI_SHELL_H
#define TUI_SHELL_H

#include <stdbool.h>

#include "core/err.h"

/* Runs argv[1..] as a verb and returns the exit status of design.md 4.1. */
int shell_run(int argc, char **argv);

/* Whether the words ask for the shell: a command, --help or --version. Other options alone mean the screen. */
bool shell_wanted(int argc, char **argv);

/* Sets the language of messages: LANGUAGE > --lang > configuration > Ukrainian (design.md 4.1), and
 * finds the catalogue beside the program or where it was installed. lang and configured may be NULL.
 * LANGUAGE that wins over another --lang is said on standard error. ERR_INVALID: neither uk nor en; messages
 * are Ukrainian then. */
enum err_code shell_language(const char *lang, const char *configured, struct err *e);

#endif
