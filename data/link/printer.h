/* data/link/printer.h - brings a receipt to the configured printer.
 *
 * A destination is a string of the settings, never of a user at the screen:
 *   file:DIR        the PDF becomes DIR/HL-91895-26.pdf
 *   cmd:PROGRAM A B the PDF goes to the standard input of the program; words are split at blanks,
 *                   PROGRAM is an absolute path; there is no shell, no quotes, no variables
 *   cups:QUEUE      the same as cmd:/usr/bin/lp -s -d QUEUE -t TWIN
 * A printer that does not answer must not freeze the screen: start a job, wait for its descriptors
 * in the event loop, finish it. printer_print() does all of it and may take PRINTER_TIMEOUT_MS. Every
 * failure says that nothing was printed and how to print again: there is no queue here. */
#ifndef DATA_LINK_PRINTER_H
#define DATA_LINK_PRINTER_H

#include "core/err.h"
#include "data/link/program.h"
#include "data/link/receipt.h"

/* A print program only hands the page over; one that takes longer hangs. */
enum { PRINTER_TIMEOUT_MS = 15000 };

/* Whether the settings hold a destination that can be used (it is not tried). ERR_INVALID. */
MUST_CHECK enum err_code printer_check(const char *dest, struct err *e);

/* Makes the PDF and starts the program; for file: all is done at once. On success printer_finish()
 * must follow. ERR_INVALID: destination or receipt; ERR_FAILED: PDF, folder or program. */
MUST_CHECK enum err_code printer_start(const char *dest, const struct receipt *r,
				       struct program *job, struct err *e);

/* How it went; kills a program that still runs. The job is empty afterwards. ERR_FAILED. */
MUST_CHECK enum err_code printer_finish(struct program *job, struct err *e);

/* All of it at once; the caller waits. */
MUST_CHECK enum err_code printer_print(const char *dest, const struct receipt *r, struct err *e);

#endif
