/* data/store/bell.h - how processes of one site notice each other's commits (performance.md H).
 *
 * After COMMIT the writer writes to <base>.bell; listeners watch it by inotify next to the terminal. */
#ifndef DATA_STORE_BELL_H
#define DATA_STORE_BELL_H

#include "data/store/store.h"

/* Rings; errors are ignored: listeners also look every few seconds. Called by the store itself. */
void bell_ring(const struct store *s);

/* After a ring the listener leaves the descriptor out of its poll for so many ms (performance.md H:
 * waking a hundred processes costs 1.5 ms, so not at every commit of a burst). Rings meanwhile are kept
 * by the kernel as one, none is lost. The writer always rings: it cannot know who has looked. */
enum { BELL_QUIET_MS = 50 };

/* A pollable descriptor that becomes readable after a ring, or -1. The caller closes it. */
int bell_watch(const struct store *s);

/* Takes what is pending off the descriptor; true when there was a ring. */
bool bell_heard(int fd);

#endif
