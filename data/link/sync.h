/* data/link/sync.h - a site exchanges its log with the centre (pult-sync(7)): own events go in the order of seq, those
 * of the other sites come. A state machine over the loop, without threads; it may be killed at any byte and goes on.
 *
 * Nothing counts as sent before the centre has acknowledged it; nothing is sent before it is on the disk here. Why it
 * does not get on stands in the base (data/store/sync_state.h), for the people at the screens. */
#ifndef DATA_LINK_SYNC_H
#define DATA_LINK_SYNC_H

#include "data/link/http.h"
#include "data/link/sync_fault.h"
#include "data/store/backup.h"
#include "data/store/store.h"

struct sync_report {
	int64_t sent, files;         /* events, photographs */
	int64_t received, fetched;   /* events that were new here, photographs */
	int64_t conflicts;           /* moves of others that are not legal any more */
	enum sync_fault fault;       /* the last one; SYNC_NONE: it goes well */
	int64_t value;
};

struct sync_wish {
	bool once;                 /* until both sides are even, or until it fails */
	const struct progress *p;  /* step() false: end. done and total are own events */
	int fd;                    /* wakes the wait, read by step(); -1: none */
	void (*tell)(void *ctx, const char *sentence); /* a fault that is new, or that it is over; may be NULL */
	void *ctx;
};

/* Exchanges until it is even (once), step() wants the end, or for ever. ERR_OK: it was ended or is even, *out says
 * what went and came. With `once`: ERR_BUSY offline, the centre busy; else as sync_fault_code() says. ERR_BUSY
 * also: the base was upgraded or replaced. ERR_INVALID: no centre is configured (without `once` it waits for one). */
MUST_CHECK enum err_code sync_run(struct store *s, const struct sync_wish *w, struct sync_report *out, struct err *e);

/* One process of a site exchanges at a time: a lock beside the base (<base>.sync) that dies with its process. ERR_BUSY:
 * another has it. */
MUST_CHECK enum err_code sync_lock(const char *base, int *fd, struct err *e);

/* What the centre has of the site of this token, asked without a base. ERR_BUSY and others with a sentence. */
struct sync_probe {
	char site[32];  /* code; "" from an older centre */
	int64_t acked;
};
MUST_CHECK enum err_code sync_probe(const struct http_place *to, struct sync_probe *out, struct err *e);

#endif
