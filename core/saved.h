/* core/saved.h - the saved queries of a person: query lines of core/query.h under names, at most one per digit.
 *
 * A list is a value: it is read from the person's settings, changed here and written back whole. Whether a query can
 * be answered is not asked: one that cannot stays until its owner mends it. */
#ifndef CORE_SAVED_H
#define CORE_SAVED_H

#include "core/arena.h"

/* One digit each, 1 to 9; two of the longest names fit beside each other on 80 columns with their counts; a query is
 * as long as its line in F3. */
enum { SAVED_MAX = 9, SAVED_NAME_LETTERS = 30, SAVED_QUERY_LETTERS = 200 };

struct saved_query {
	const char *name, *query;
};

/* Strings in the arena it was made in. */
struct saved_list {
	struct saved_query q[SAVED_MAX];
	int n;
};

/* What a person with these roles (ROLE_BIT()s) begins with, at most six, in the language of the screen. */
void saved_first(unsigned roles, struct arena *mem, struct saved_list *out);

/* From the text of saved_write(). ERR_INVALID: it is none. */
MUST_CHECK enum err_code saved_read(const char *text, struct arena *mem, struct saved_list *out, struct err *e);

/* As one line of JSON. In the arena. */
const char *saved_write(const struct saved_list *l, struct arena *mem);

/* Index of a name, however its letters are written (text_fold()); -1: there is none. */
int saved_index(const struct saved_list *l, const char *name);

/* Puts a query under a name, in place of the one of that name or behind the last. *before (may be NULL): the query
 * that stood there, NULL for a new name. ERR_INVALID: no name, a digit for a name, no query, one of them too long,
 * the list is full. Copies into the arena. */
MUST_CHECK enum err_code saved_put(struct saved_list *l, const char *name, const char *query, struct arena *mem,
				   const char **before, struct err *e);

/* ERR_INVALID: as saved_put(), or another one has the name. */
MUST_CHECK enum err_code saved_rename(struct saved_list *l, int i, const char *name, struct arena *mem,
				      struct err *e);

/* Takes row i out; those behind it move up. */
void saved_remove(struct saved_list *l, int i);

/* Row i gets the place `to`; those between move up or down. */
void saved_move(struct saved_list *l, int i, int to);

/* A line that begins with @NAME ("@Name", @"Two words", or @ and a digit of the list) with the query of that name in
 * its place; a line without it as it is. In the arena. ERR_NOT_FOUND: no such name; the sentence lists them. */
MUST_CHECK enum err_code saved_expand(const struct saved_list *l, const char *line, struct arena *mem,
				      const char **out, struct err *e);

#endif
