/* data/link/printer.h - brings a receipt to a printer, beside the loop.
 *
 * A printer is a string of the settings, never of a user at the screen: where, then words NAME=VALUE.
 *   tcp:HOST[:PORT]      a receipt printer in the network (9100)
 *   cups:QUEUE[@SERVER]  a queue of CUPS, by /usr/bin/lp: it is the command that asks for no library, no
 *                        password and no thread of ours, is tried by hand by whoever sets a queue up, and hangs
 *                        in a process that can be killed (libcups waits inside its calls)
 *   file:DIR             the receipt becomes DIR/HL-91895-26.pdf
 *   cmd:PROGRAM A B      the receipt goes to the standard input of the program; words are split at blanks, PROGRAM
 *                        is an absolute path; there is no shell, no quotes, no variables
 *   format=pdf|text|escpos   tcp: escpos, the others pdf
 *   charset=cp1251|cp1125|cp866|none  table=N  width=80|58  cut=yes|no  qr=native|raster  (receipt_paper.h)
 *   status=yes|no        tcp: the printer is asked whether it can print and has printed (wire.h); no
 * Says how it went and nothing more: who waits for what is data/store/print_queue.h. */
#ifndef DATA_LINK_PRINTER_H
#define DATA_LINK_PRINTER_H

#include "core/err.h"
#include "data/link/program.h"
#include "data/link/receipt.h"
#include "data/link/wire.h"

/* A print program only hands the page over; one that takes longer hangs. */
enum { PRINTER_TIMEOUT_MS = 15000, PRINTER_WATCHES = 2 };

enum printer_way { PRINTER_FILE, PRINTER_CMD, PRINTER_CUPS, PRINTER_TCP };

struct printer {
	enum printer_way way;
	const char *where;   /* folder, program with its words, queue or host */
	const char *at;      /* port of tcp, server of cups or NULL */
	enum receipt_format format;
	struct receipt_paper paper;
	bool asks;
};

/* Reads a setting (nothing is tried). Strings live in mem. ERR_INVALID. */
MUST_CHECK enum err_code printer_read(const char *setting, struct arena *mem, struct printer *p, struct err *e);

/* A receipt on its way. A zeroed struct is none. */
struct print_job {
	enum printer_way way;
	struct program program; /* cmd, cups */
	struct wire wire;       /* tcp */
	bool may_be_out;        /* read after a failure: a part of it may be on paper */
};

/* Makes the receipt and begins; for file: all is done at once. On success printer_finish() must follow.
 * ERR_INVALID: the receipt; ERR_FAILED: drawing, folder or program. Nothing is on paper then. */
MUST_CHECK enum err_code printer_start(const struct printer *p, const struct receipt *r, struct print_job *job,
				       struct err *e);

/* Descriptors to wait for, and the milliseconds after which printer_step() is called in any case. */
void printer_watch(const struct print_job *job, struct link_watch w[PRINTER_WATCHES]);
int printer_wait_ms(const struct print_job *job);

/* Does what can be done without waiting; true when it has ended. */
bool printer_step(struct print_job *job);

/* How it went; breaks off what is still under way. Only may_be_out stays to be read. ERR_FAILED. */
MUST_CHECK enum err_code printer_finish(struct print_job *job, struct err *e);

/* All of it at once; the caller waits. *may_be_out (may be NULL) as in the job. */
MUST_CHECK enum err_code printer_print(const struct printer *p, const struct receipt *r, bool *may_be_out,
				       struct err *e);

#endif
