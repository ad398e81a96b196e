/* data/store/print_queue.h - the receipts that are being printed or wait for a printer.
 *
 * A local table, no part of the log: what is in it is on no paper yet. A receipt enters before its first byte goes to
 * a printer and leaves in one transaction with the event that says it was printed, so that it outlives any crash.
 * Its PIN, which nothing else knows, is sealed with a key made from the site's PIN key (a new PIN instead would
 * make wrong what the citizen was told already). Who prints a receipt holds a lock of the kernel, freed with his
 * process; one that was begun by somebody who is gone may be on paper, and its next print says that it is a
 * copy. A backup takes no queue with it. */
#ifndef DATA_STORE_PRINT_QUEUE_H
#define DATA_STORE_PRINT_QUEUE_H

#include "data/store/store.h"

struct print_wait {
	int64_t id;
	const char *number;  /* of the appeal */
	const char *login;   /* who asked for it */
	const char *printer; /* as its person wanted it: a name of the settings; "" the usual one */
	const char *why;     /* a sentence: why it is not printed yet; "" nothing went wrong */
	char pin[8];         /* "" not known; only print_take() opens it */
	int64_t at, next_at; /* UTC ms: asked for; to be tried again */
	int tries;           /* that failed */
	bool began;          /* a part of it may be on paper */
	bool busy;           /* somebody prints it now */
};

struct print_list {
	struct print_wait *rows;
	int n;
};

/* Puts a receipt in. With `take` it is taken at once, as by print_take(); only number, printer and pin are read and
 * id is set. ERR_REFUSED: the right. */
MUST_CHECK enum err_code print_add(struct store *s, struct print_wait *p, bool take, const struct actor *who,
				   struct err *e);

/* Takes a receipt to print it: nobody else does until print_printed() or print_failed(), one of which must follow.
 * *out is as it was before. ERR_NOT_FOUND: it is not in the queue any more; ERR_BUSY: somebody prints it; ERR_REFUSED:
 * who prints may not write that it was printed, so it would be printed again and again. */
MUST_CHECK enum err_code print_take(struct store *s, int64_t id, const struct actor *who, struct arena *mem,
				    struct print_wait *out, struct err *e);

/* It is on paper: writes the event and takes it out. `to` is where it was printed. */
struct print_done {
	const char *format, *to;
};
MUST_CHECK enum err_code print_printed(struct store *s, int64_t id, const struct print_done *done,
				       const struct actor *who, struct err *e);

/* It is not: it waits on, each time longer (15 s to 10 minutes). began: a part may be on paper. */
MUST_CHECK enum err_code print_failed(struct store *s, int64_t id, bool began, const char *why, struct err *e);

/* Takes one out that is not wanted any more, with an event when a part of it may be on paper; sends one to another
 * printer, at once. ERR_NOT_FOUND, ERR_BUSY. */
MUST_CHECK enum err_code print_cancel(struct store *s, int64_t id, const struct actor *who, struct err *e);
MUST_CHECK enum err_code print_move(struct store *s, int64_t id, const char *printer, const struct actor *who,
				    struct err *e);

/* All that wait, the oldest first; login NULL: of everybody. */
MUST_CHECK enum err_code print_list(struct store *s, const char *login, struct arena *mem, struct print_list *out,
				    struct err *e);

/* How many of a person wait or are printed, and the one to be tried next that nobody prints; 0: none. */
struct print_state {
	int waiting;
	int64_t next_id, next_at;
};
MUST_CHECK enum err_code print_state(struct store *s, const char *login, struct print_state *out, struct err *e);

/* All of a person are to be tried now (login NULL: of everybody). */
MUST_CHECK enum err_code print_hurry(struct store *s, const char *login, struct err *e);

#endif
