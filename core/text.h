/* core/text.h - Ukrainian text: validity, columns, search keys, order, layouts, transliteration.
 *
 * The only place that measures, cuts, pads and folds text. Everything on a screen or a receipt is
 * measured in columns by these functions, never in bytes. Pure: no I/O, no locale. All strings are
 * UTF-8 and NUL-terminated unless a length is given. Rules: domain.md 5.1-5.5, 5.8. */
#ifndef CORE_TEXT_H
#define CORE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"

/* Version of text_fold()'s rules: stored beside derived search keys, which a newer version rebuilds. */
enum { TEXT_FOLD_VERSION = 1 };

enum text_fault { TEXT_GOOD, TEXT_NOT_UTF8, TEXT_HAS_CONTROL };

/* What is wrong with s, if anything. Line breaks (\n) and tabs are allowed, other C0/C1 control
 * characters, DEL and U+2028/2029 are not; overlong forms, surrogates and NULs are not UTF-8. */
enum text_fault text_check(const char *s, size_t len);

/* Decodes the letter at s (which must be valid or end there); returns its bytes (>= 1) and sets *cp
 * (U+FFFD for an invalid byte). At the end returns 0. */
size_t text_next(const char *s, uint32_t *cp);

/* Columns of one code point: 0 combining, 1, or 2 (East Asian wide, emoji). Control: 0. */
int text_cp_width(uint32_t cp);

/* Columns of s. Control characters count 0 (they are never drawn). */
int text_width(const char *s);

/* Bytes of the longest prefix of s that fits `cols` columns; never splits a letter from its
 * combining marks (or an emoji from its variation selector or joiner). */
size_t text_cut(const char *s, int cols);

/* s in exactly `cols` columns: padded with spaces, or cut with "…" in the last column. Line breaks
 * and tabs become a space, other control characters are dropped. Negative cols: aligned right. */
char *text_fit(struct arena *a, const char *s, int cols);

/* Breaks s into lines of at most `cols` columns: at spaces where possible, always at \n. Returns the
 * bytes of the first line (without the break) and sets *next to where the following one starts;
 * *next is NULL after the last line. */
size_t text_wrap(const char *s, int cols, const char **next);

/* s as it may go to a terminal or a pipe: control characters and marks that turn the direction of a line (Unicode Bidi
 * explicit formatting, UAX 9) are dropped, as are bytes that are no UTF-8; line breaks and tabs stay. What comes from
 * other sites may have them. In the arena. */
char *text_harmless(struct arena *a, const char *s);

/* Number of code points. */
size_t text_letters(const char *s);

/* NFC, stress marks (U+0301 after a vowel) taken off, outer spaces trimmed and inner runs collapsed
 * (line breaks become a space); apostrophes of all kinds between letters become U+2019, Latin
 * look-alikes inside a word that has a Cyrillic letter (and no Latin letter without a twin:
 * Facebookу) become Cyrillic, as does the one letter of a number (10A). For names and addresses;
 * never for a citizen's free text, which is kept exactly. *changed (may be NULL) says whether a
 * Latin letter was replaced. */
char *text_tidy(struct arena *a, const char *s, bool *changed);

/* The search key, domain.md 5.3: NFC, lower case, apostrophes and soft hyphens dropped, ґ as г, ё as
 * е, dashes and other punctuation as one space, look-alikes to Cyrillic in words with a Cyrillic
 * letter, spaces collapsed and trimmed. Digits stay. Two spellings of one name give equal keys. */
char *text_fold(struct arena *a, const char *s);

/* Key for the Ukrainian alphabetical order, compared with strcmp() (domain.md 5.1): letters а..я
 * first in alphabet order ignoring apostrophes and hyphens, numbers by value, then case, then the
 * original. */
char *text_sort_key(struct arena *a, const char *s);

/* What was meant when the other keyboard layout was on (domain.md 5.5): wholly Latin text is read
 * as typed on Ukrainian keys; text with ы э ъ ё as typed on the Russian layout; wholly Cyrillic
 * text without those is read as Latin keys. */
char *text_layout(struct arena *a, const char *s);

/* The Latin letter on the physical key that gives cp in the Ukrainian layout (й -> q, case kept),
 * or cp itself. For commands by letter keys. */
uint32_t text_latin_key(uint32_t cp);

/* Transliteration of КМУ No 55 of 27.01.2010. ASCII letters, digits and punctuation stay. */
char *text_latin(struct arena *a, const char *s);

/* Lower and upper case of one code point, Ukrainian right in any locale. */
uint32_t text_lower(uint32_t cp);
uint32_t text_upper(uint32_t cp);

/* Writes cp as UTF-8 to out (room for 5, NUL included); returns the bytes. */
size_t text_put(char *out, uint32_t cp);

#endif
