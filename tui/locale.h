/* tui/locale.h - the character set of the process, decided once at start.
 *
 * C, POSIX, a missing locale or none at all mean C.UTF-8 (design.md 4.1); numbers are always written
 * as in C, whatever the locale says. */
#ifndef TUI_LOCALE_H
#define TUI_LOCALE_H

#include "core/err.h"

/* Calls setlocale(). ERR_INVALID with a sentence when the environment names a codeset that is not
 * UTF-8 (KOI8-U, CP1251...): the process then runs in C.UTF-8, which is right for a shell verb; the
 * screen must refuse. */
MUST_CHECK enum err_code locale_start(struct err *e);

#endif
