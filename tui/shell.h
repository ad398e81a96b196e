/* tui/shell.h - the shell's door: one verb, its result printed, an exit status. */
#ifndef TUI_SHELL_H
#define TUI_SHELL_H

/* Runs argv[1..] as a verb and returns the exit status of design.md 4.1. */
int shell_run(int argc, char **argv);

/* Sets the language of messages: LANGUAGE > --lang > configuration > Ukrainian (design.md 4.1), and
 * finds the catalogue beside the program or where it was installed. lang and configured may be NULL. */
void shell_language(const char *lang, const char *configured);

/* The value of --lang, or NULL: wanted before the options are parsed, for the messages of the parser. */
const char *shell_option_lang(int argc, char **argv);

#endif
