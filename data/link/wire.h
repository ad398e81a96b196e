/* data/link/wire.h - bytes to a receipt printer over TCP (port 9100), beside the loop.
 *
 * Never blocks: names are looked up by a thread, the rest are steps of a socket that the loop waits for. With
 * `asks` the printer is asked first whether it can print (DLE EOT) and afterwards whether it has (GS r), as
 * Epson's ESC/POS reference says; without it all that is known is that its host has taken every byte. */
#ifndef DATA_LINK_WIRE_H
#define DATA_LINK_WIRE_H

#include <netdb.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/err.h"
#include "data/link/wait.h"

enum { WIRE_CONNECT_MS = 5000, /* a printer of the same building answers at once, or is off */
	WIRE_STILL_MS = 15000, /* without a byte taken: out of paper, or hanging */
	WIRE_ANSWER_MS = 3000, /* to a question about its state */
	WIRE_PRINTED_MS = 20000 /* till all of a receipt is on paper */ };

enum wire_state { WIRE_NONE, WIRE_NAME, WIRE_CONNECT, WIRE_ASK, WIRE_SEND, WIRE_CONFIRM, WIRE_DRAIN, WIRE_OVER };

/* A zeroed struct is no transfer. Set by wire_start(). */
struct wire {
	enum wire_state state;
	int fd;              /* the socket, or the pipe of the look-up; -1 */
	unsigned want;       /* LINK_READ, LINK_WRITE */
	int64_t deadline_ms; /* of the monotonic clock */
	struct addrinfo *all, *next; /* addresses of the printer, the one to be tried next */
	char *data;          /* owned */
	size_t len, sent;
	bool asks;
	unsigned char said[2]; /* answers to the questions about its state */
	size_t nsaid;
	bool began;          /* bytes of the receipt may have reached the printer */
	struct err fault;    /* why not; code ERR_OK: all went */
};

/* Begins; takes `data` over (malloc). Never fails: a fault is told by wire_end(). */
struct wire_to {
	const char *host, *port;
	bool asks;
};
void wire_start(struct wire *w, const struct wire_to *to, char *data, size_t len);

/* What to wait for now; milliseconds until wire_step() must be called in any case. */
struct link_watch wire_watch(const struct wire *w);
int wire_timeout(const struct wire *w);

/* Does what can be done without waiting. True when it is over. */
bool wire_step(struct wire *w);

/* Closes and frees. ERR_OK when everything went, else a sentence with the reason; `began` stays to be read. */
MUST_CHECK enum err_code wire_end(struct wire *w, struct err *e);

#endif
