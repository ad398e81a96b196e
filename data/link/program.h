/* data/link/program.h - a program of the configuration file (a printer's, a player) that runs beside the loop.
 *
 * Started by an argument vector: no shell, no quotes, no variables of ours but PATH, LC_ALL and HOME. It leads a
 * session of its own, so that it is stopped with its children and cannot touch our terminal; its output goes
 * nowhere, of its errors the first line is kept. Only this module starts programs. */
#ifndef DATA_LINK_PROGRAM_H
#define DATA_LINK_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum { PROGRAM_ARGS_MAX = 24 };

/* Set by program_start(). */
struct program {
	pid_t pid;           /* 0: nothing runs */
	int ended_fd;        /* readable when the program has ended; -1 */
	int said_fd;         /* readable when the program said something; -1 */
	int64_t deadline_ms; /* of the monotonic clock; then it is killed; INT64_MAX: never */
	bool timed_out;
	int status;          /* of waitid(): how it ended */
	bool killed;         /* by a signal `status`, not by exit */
	char said[160];      /* first line of its standard error: valid UTF-8 without control characters */
};

/* Splits words at blanks; 0 when there are none or more than PROGRAM_ARGS_MAX. argv ends with NULL. */
size_t program_split(char *words, char *argv[PROGRAM_ARGS_MAX + 1]);

/* Starts argv[0] (a path) with `in` as its standard input (-1: nothing to read); 0 or errno. timeout_ms 0: it may
 * run as long as it likes. */
int program_start(struct program *p, char *const argv[], int in, int timeout_ms);

/* Takes what happened within `wait_ms` (0: do not wait, -1: till the deadline). True when it has ended; to be
 * called when a descriptor is readable or the deadline is there. */
bool program_step(struct program *p, int wait_ms);

/* Asks it to end (SIGTERM, to its children too); half a second later program_step() kills it. */
void program_stop(struct program *p);

/* Kills it with its children when it still runs, and closes the descriptors. How it ended stays to be read. */
void program_end(struct program *p);

#endif
