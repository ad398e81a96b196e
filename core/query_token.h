/* core/query_token.h - the query line in pieces. Not for other modules: they call core/query.h. */
#ifndef CORE_QUERY_TOKEN_H
#define CORE_QUERY_TOKEN_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"

/* One piece of the line up to a space outside quotes. */
struct token {
	const char *raw;   /* as typed, for the other layout */
	const char *key;   /* before the colon, lower case; NULL without one */
	const char *value; /* after the colon, or the whole; without its quotes */
	bool quoted, open; /* in quotes; in a quote not closed yet */
};

/* Takes the next piece off *line; false at its end. Texts are in the arena. */
bool token_next(struct arena *a, const char **line, struct token *t);

/* The first `len` bytes of s in lower case. */
const char *token_lower(struct arena *a, const char *s, size_t len);

#endif
