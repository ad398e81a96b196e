/* core/text_fill.h - texts with fields in braces: templates hold what is known of an appeal («Звернення
 * {номер}»), sentences of the screen the keys of commands ("{register} registers."). Pure. */
#ifndef CORE_TEXT_FILL_H
#define CORE_TEXT_FILL_H

#include <stddef.h>

#include "core/arena.h"

enum { TEXT_FIELD_MAX = 64 };

/* Bytes of the field that s begins with, both braces counted: letters, digits, apostrophes and '-' between
 * them, at most TEXT_FIELD_MAX. 0: no field begins here. */
size_t text_field(const char *s);

/* The value of a field by its name without braces; NULL: not known. */
typedef const char *(*text_value)(void *ctx, const char *name);

/* s with its fields filled. What is not known stays as it is written; *left (may be NULL) tells how many. */
char *text_fill(struct arena *a, const char *s, text_value value, void *ctx, size_t *left);

#endif
