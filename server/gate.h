/* server/gate.h - no site takes all threads: of each one request that writes is worked on at once in a process;
 * the others are told to come back (429). They could only wait for the first one in the database, and a thread with
 * them. */
#ifndef SERVER_GATE_H
#define SERVER_GATE_H

#include <stdbool.h>
#include <stdint.h>

struct gate;

/* Never NULL. */
struct gate *gate_new(void);
void gate_free(struct gate *g);

/* Lets one in; false: one of this site is in. Who was let in leaves. */
bool gate_enter(struct gate *g, int64_t site);
void gate_leave(struct gate *g, int64_t site);

#endif
