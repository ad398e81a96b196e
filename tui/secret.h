/* tui/secret.h - a password from the terminal without an echo, or from standard input or a file. */
#ifndef TUI_SECRET_H
#define TUI_SECRET_H

#include <stddef.h>

#include "core/err.h"

/* From the terminal (asking with `prompt`, echo off) when standard input is one, else the first line of
 * standard input. */
MUST_CHECK enum err_code secret_ask(const char *prompt, char *out, size_t size, struct err *e);

/* The first line of the file that $PULT_PASSWORD_FILE names, or as secret_ask(). */
MUST_CHECK enum err_code secret_for_login(const char *prompt, char *out, size_t size, struct err *e);

#endif
