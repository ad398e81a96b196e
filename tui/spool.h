/* tui/spool.h - one receipt of the queue on its way to a printer, for the screen and for the shell.
 *
 * Joins the queue (data/store/print_queue.h), the words of the receipt and the printer; whatever happens, the queue is
 * told. It never waits: whoever runs it watches the job. */
#ifndef TUI_SPOOL_H
#define TUI_SPOOL_H

#include "data/link/printer.h"
#include "data/store/print_queue.h"

/* A zeroed struct prints nothing. */
struct spool {
	struct store *store;
	const char *config;  /* the printer of the configuration file, or NULL */
	bool busy;           /* a receipt is on its way */
	struct print_job job;
	struct print_wait now; /* which one; its texts live in mem */
	const char *format, *to;
	struct arena mem;
};

/* Begins with a receipt that was taken out of the queue (print_add() or print_take()). On an error the queue keeps it
 * and e->msg says why it is not printed. */
MUST_CHECK enum err_code spool_begin(struct spool *sp, const struct print_wait *w, const struct actor *who,
				     struct err *e);

/* The job has ended, or is broken off: the event, or the reason why it waits on. Not busy any more; now.number stays
 * to be read until the next one begins. */
MUST_CHECK enum err_code spool_end(struct spool *sp, const struct actor *who, struct err *e);

/* One receipt of the queue from its taking to its end; the caller waits. */
MUST_CHECK enum err_code spool_print(struct spool *sp, int64_t id, const struct actor *who, struct err *e);

/* Why a receipt waits, in a few words or a sentence. */
const char *spool_why(const struct print_wait *p);

void spool_close(struct spool *sp);

#endif
