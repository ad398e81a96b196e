/* tui/output.h - a result on standard output: tables for people, one object or array with --json. */
#ifndef TUI_OUTPUT_H
#define TUI_OUTPUT_H

#include "tui/verb.h"

/* Prints c->out to c->door.out; with c->door.plain a row is one line with commas and a card has «label: value».
 * ERR_FAILED when standard output does not take it. */
MUST_CHECK enum err_code output_result(struct verb_call *c, struct err *e);

#endif
