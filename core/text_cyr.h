/* core/text_cyr.h - facts about letters that core/text*.c and core/address*.c share.
 *
 * Not for other modules: they call core/text.h. Tables and predicates over single code points, and
 * the composed form every other function of text starts from. */
#ifndef CORE_TEXT_CYR_H
#define CORE_TEXT_CYR_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/arena.h"

/* What a code point is for names and search. A hidden one is never shown and means nothing there:
 * control and format characters, the soft hyphen, variation selectors. */
enum text_kind {
	KIND_LETTER,
	KIND_DIGIT,
	KIND_MARK,
	KIND_SPACE,
	KIND_APOSTROPHE,
	KIND_HIDDEN,
	KIND_PUNCT,
};

/* The kind of any code point; one that is unassigned is punctuation. */
enum text_kind text_kind(uint32_t cp);

/* A letter of any Cyrillic alphabet (U+0400..U+052F without its marks and signs). */
static inline bool text_is_cyrillic(uint32_t cp)
{
	return cp >= 0x400 && cp <= 0x52F && (cp < 0x482 || cp > 0x489);
}

/* An ASCII letter. */
static inline bool text_is_latin(uint32_t cp)
{
	return (cp | 0x20) >= 'a' && (cp | 0x20) <= 'z';
}

/* A vowel that can carry a stress mark, Russian ones included; never a composed ї or ё. */
bool text_is_vowel(uint32_t cp);

/* The Cyrillic letter that looks like this Latin one (domain.md 5.4), or 0. Lower-case letters of
 * which only the capital has a twin (b, h, m, t) have none. */
uint32_t text_twin(uint32_t cp);

/* Whether `cp` between these two stands for an apostrophe in an old base: Лук*яненко, Лук"яненко
 * (domain.md 5.2). */
bool text_is_old_apostrophe(uint32_t cp, uint32_t before, uint32_t after);

/* Place of a Cyrillic letter in the Ukrainian alphabet, 1.., case ignored; Russian ones beside
 * their neighbours; 0 for any other code point. */
int text_rank(uint32_t cp);

/* s in NFC without stress marks; s itself when it has no marks. Hidden code points between a letter
 * and its marks are left out. More than 8 marks on one letter are cut off (UAX 15 allows 30; a name
 * has at most 2), so the work stays linear. */
const char *text_nfc(struct arena *a, const char *s);

#endif
