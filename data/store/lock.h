/* data/store/lock.h - the writers' queue of one database: fair, and freed when its holder is killed.
 *
 * A System V semaphore with SEM_UNDO: the kernel hands the turn on in the order of arrival and takes
 * it back from a killed process (measured in performance.md D: with busy_timeout alone one process
 * of a hundred starves for seconds). Whoever draws a screen waits by lock_on_wait(): the place in the
 * queue is then kept by a thread that does nothing else. */
#ifndef DATA_STORE_LOCK_H
#define DATA_STORE_LOCK_H

#include <stdbool.h>

#include "core/err.h"

struct lock;

/* The queue of the file at `path`, which must exist. Any process of the same user joins the same. */
MUST_CHECK enum err_code lock_open(const char *path, struct lock **out, struct err *e);
void lock_close(struct lock *l);

/* What a process does while it waits: called again and again until the turn has come, each call returns
 * when `fd` can be read (-1: there is none to watch) or after some 50 ms. False: the person does not want
 * to wait any more. */
typedef bool (*lock_waiting)(void *ctx, int fd);

/* NULL (the default): lock_take() sleeps. */
void lock_on_wait(struct lock *l, lock_waiting wait, void *ctx);

/* Waits for the turn, at most 30 s (ERR_BUSY, also when lock_waiting gave up). Not recursive. */
MUST_CHECK enum err_code lock_take(struct lock *l, struct err *e);
/* Whether somebody waits for the turn that is held now: long work gives it on then. */
bool lock_wanted(const struct lock *l);
/* Takes the turn only when nobody holds it or waits for it now. */
bool lock_try(struct lock *l);
void lock_give(struct lock *l);

#endif
