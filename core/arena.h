/* core/arena.h - memory that is freed all at once.
 *
 * Records read from the base, results of a command and the state of a view each live in an arena:
 * strings inside them are borrowed until arena_free()/arena_reset(). Running out of memory ends
 * the program through the handler of arena_on_oom() (the screen restores the terminal there). */
#ifndef CORE_ARENA_H
#define CORE_ARENA_H

#include <stddef.h>

#include "core/err.h"

struct arena_chunk;

/* A zeroed struct is an empty arena. */
struct arena {
	struct arena_chunk *head;
};

/* Zeroed memory, aligned for any type; never NULL. */
void *arena_alloc(struct arena *a, size_t size);

/* Copies. A NULL s gives NULL. */
char *arena_strdup(struct arena *a, const char *s);
char *arena_strndup(struct arena *a, const char *s, size_t len);
char *arena_printf(struct arena *a, const char *fmt, ...) PRINTF_LIKE(2, 3);

/* Frees everything; the arena is empty and usable again. */
void arena_free(struct arena *a);

/* Called once when memory is out, before abort(); NULL resets. */
void arena_on_oom(void (*handler)(void));

#endif
