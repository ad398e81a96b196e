/* data/link/wait.h - the one place where an event loop waits.
 *
 * Terminal, signal pipe, inotify and HTTP transfers are waited for together. While no transfer was
 * ever started this is poll(2); the first link_multi() loads libcurl (curlapi.h) and from then on the
 * wait is curl_multi_poll(). It never reads, writes or performs anything itself. */
#ifndef DATA_LINK_WAIT_H
#define DATA_LINK_WAIT_H

#include <stddef.h>

#include "core/err.h"

/* What to watch for and what was seen. LINK_GONE is only ever seen: hang-up or error, a read will
 * tell more (EOF, EIO). */
enum { LINK_READ = 1, LINK_WRITE = 2, LINK_GONE = 4 };

/* One watched descriptor; fd < 0 is skipped. */
struct link_watch {
	int fd;
	unsigned want; /* LINK_READ, LINK_WRITE */
	unsigned got;  /* set by link_wait(); 0: nothing */
};

/* A zeroed struct is a loop that has no transfer yet. One per process. */
struct link_loop {
	void *multi; /* CURLM; NULL until link_multi() */
};

/* At most this many watched descriptors. */
enum { LINK_WATCH_MAX = 16 };

/* Waits until a watched descriptor is ready, a transfer has something to do, or timeout_ms passed
 * (-1: no limit, 0: only looks). Sets got of every watch. Returns how many watches are ready; 0 also
 * after a signal or when only a transfer woke it. */
int link_wait(struct link_loop *l, struct link_watch *w, size_t n, int timeout_ms);

/* The CURLM handle of the loop, made at the first call. NULL with *e when libcurl cannot be loaded or
 * started. Owned by the loop. */
void *link_multi(struct link_loop *l, struct err *e);

/* Frees the handle; every easy handle must have been removed. The loop is as new. */
void link_loop_close(struct link_loop *l);

#endif
