/* core/query_inner.h - the query line while it is read; private to query*.c. */
#ifndef CORE_QUERY_INNER_H
#define CORE_QUERY_INNER_H

#include "core/query.h"
#include "core/query_token.h"

struct reading {
	enum query_about about;
	struct arena *a;
	const struct clock_ops *clock;
	civil_day today;
	struct query *q;
	struct err *e;
	const char *rest; /* of the line: not read yet */
	char *plain;      /* raw words of the line, spaces between them */
	size_t plain_len;
	int nplain;
	bool is_full;     /* some list had no room */
};

/* query_filters.c: a token with a key; ERR_INVALID with a sentence. */
MUST_CHECK enum err_code query_filter(struct reading *r, const struct token *t);
/* Takes a token that is a flag, with the next one where two words are one; false: it is a word. */
bool query_flag_read(struct reading *r, const struct token *t);

/* Adds a value to a list, or marks the reading as full. */
enum err_code query_value(struct reading *r, struct query_values *to, const char *v);
/* The ASCII digits of s. */
const char *query_digits(struct arena *a, const char *s);

#endif
