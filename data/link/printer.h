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

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "core/err.h"
#include "data/link/receipt.h"

/* A print program only hands the page over; one that takes longer hangs. */
enum { PRINTER_TIMEOUT_MS = 15000 };

struct printer_job {
	pid_t pid;           /* 0: nothing runs */
	int ended_fd;        /* readable when the program has ended; -1 */
	int said_fd;         /* readable when the program said something; -1 */
	int64_t deadline_ms; /* of the monotonic clock; then the program is killed */
	bool timed_out;
	int status;          /* of waitid(): how it ended */
	bool killed;         /* by a signal `status`, not by exit */
	char said[160];      /* first line of its standard error, for the log: valid UTF-8 without
				control characters. From us it knows no personal data but the
				PDF itself. */
};

/* Whether the settings hold a destination that can be used (it is not tried). ERR_INVALID. */
MUST_CHECK enum err_code printer_check(const char *dest, struct err *e);

/* Makes the PDF and starts the program; for file: all is done at once. On success printer_finish()
 * must follow. ERR_INVALID: destination or receipt; ERR_FAILED: PDF, folder or program. */
MUST_CHECK enum err_code printer_start(const char *dest, const struct receipt *r,
				       struct printer_job *job, struct err *e);

/* Takes what happened within `wait_ms` (0: do not wait, -1: till the deadline). True when the job
 * has ended; call it when a descriptor is readable or the deadline is there. */
bool printer_step(struct printer_job *job, int wait_ms);

/* How it went; kills a program that still runs. The job is empty afterwards. ERR_FAILED. */
MUST_CHECK enum err_code printer_finish(struct printer_job *job, struct err *e);

/* All of it at once; the caller waits. */
MUST_CHECK enum err_code printer_print(const char *dest, const struct receipt *r, struct err *e);

#endif
