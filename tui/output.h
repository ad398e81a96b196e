/* tui/output.h - a result on standard output: tables for people, one object or array with --json. */
#ifndef TUI_OUTPUT_H
#define TUI_OUTPUT_H

#include "tui/verb.h"

/* c->out as text, without control characters and turns of lines, whoever wrote them; in c->mem. With c->door.plain a
 * row is one line with commas and a card has «label: value». */
MUST_CHECK enum err_code output_text(struct verb_call *c, const char **text, struct err *e);

/* Prints it to standard output. ERR_FAILED when that does not take it. */
MUST_CHECK enum err_code output_result(struct verb_call *c, struct err *e);

#endif
