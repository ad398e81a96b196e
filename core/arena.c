/* core/arena.c - see arena.h. */
#include "core/arena.h"

#include <stdalign.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CHUNK_MIN = 4096 };

struct arena_chunk {
	struct arena_chunk *next;
	size_t used, size;
	max_align_t data[];
};

static void (*oom_handler)(void);

void arena_on_oom(void (*handler)(void))
{
	oom_handler = handler;
}

static void out_of_memory(void)
{
	if (oom_handler)
		oom_handler();
	abort();
}

static struct arena_chunk *chunk_new(size_t size, struct arena_chunk *next)
{
	size_t room = size > CHUNK_MIN ? size : CHUNK_MIN;
	struct arena_chunk *c = calloc(1, sizeof(*c) + room);

	if (!c)
		out_of_memory();
	c->size = room;
	c->next = next;
	return c;
}

void *arena_alloc(struct arena *a, size_t size)
{
	size_t need = (size + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);

	if (need < size)
		out_of_memory();
	if (!a->head || a->head->size - a->head->used < need)
		a->head = chunk_new(need, a->head);
	char *p = (char *)a->head->data + a->head->used;

	a->head->used += need;
	return p;
}

char *arena_strndup(struct arena *a, const char *s, size_t len)
{
	if (!s)
		return NULL;
	char *p = arena_alloc(a, len + 1);

	memcpy(p, s, len);
	return p;
}

char *arena_strdup(struct arena *a, const char *s)
{
	return s ? arena_strndup(a, s, strlen(s)) : NULL;
}

/* Written where it will mostly stay; what does not fit there is written once more. (The rest of a chunk that was
 * too small is never given out.) */
char *arena_printf(struct arena *a, const char *fmt, ...)
{
	size_t room = a->head ? a->head->size - a->head->used : 0;
	char *here = room ? (char *)a->head->data + a->head->used : NULL;
	va_list ap, again;

	va_start(ap, fmt);
	va_copy(again, ap);
	int n = vsnprintf(here, room, fmt, ap);
	va_end(ap);
	char *p = arena_alloc(a, n < 0 ? 1 : (size_t)n + 1);

	if (n >= 0 && p != here)
		vsnprintf(p, (size_t)n + 1, fmt, again);
	va_end(again);
	return p;
}

void arena_free(struct arena *a)
{
	while (a->head) {
		struct arena_chunk *next = a->head->next;

		free(a->head);
		a->head = next;
	}
}
