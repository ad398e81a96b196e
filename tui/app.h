/* tui/app.h - the full-screen workstation: one loop over terminal, signals, other operators' changes. */
#ifndef TUI_APP_H
#define TUI_APP_H

#include "core/err.h"

/* Runs the screen until the operator ends it; returns an exit status. `locale_fault` (NULL: none) is a
 * reason not to start. */
int app_main(int argc, char **argv, const struct err *locale_fault);

#endif
