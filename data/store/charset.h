/* data/store/charset.h - what charset the bytes of a file are in, and its texts in UTF-8.
 *
 * Files of Ukrainian offices are UTF-8, windows-1251 or (old ones) KOI8-U; iconv(3) knows their tables. */
#ifndef DATA_STORE_CHARSET_H
#define DATA_STORE_CHARSET_H

#include <stddef.h>

#include "core/arena.h"
#include "core/err.h"

struct charset;

/* Judges by the beginning of a file; *skip is set behind a byte order mark. UTF-8 when most of the lines that are not
 * ASCII are valid; else the table in which the text is the likelier Ukrainian one, be it in capitals. `forced`: one
 * that a person named (utf-8, cp1251, koi8-u), or NULL. UTF-16 and an unknown name are refused (ERR_INVALID) with what
 * to do. */
MUST_CHECK enum err_code charset_of(const char *buf, size_t len, const char *forced, size_t *skip,
				    struct charset **out, struct err *e);
void charset_free(struct charset *c);

/* "UTF-8", "windows-1251", "KOI8-U"; static. */
const char *charset_name(const struct charset *c);

/* The text in UTF-8, in the arena; NULL when bytes are no letters of the charset. */
const char *charset_utf8(struct charset *c, const char *s, size_t len, struct arena *mem);

/* The way back; a letter that the charset lacks becomes '?'. */
const char *charset_from_utf8(struct charset *c, const char *s, struct arena *mem);

#endif
