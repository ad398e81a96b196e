/* core/text_guess.h - words that were typed with the other keyboard layout on («Ghbdsn» for «Привіт»).
 *
 * A guess for people to decide on: nothing is replaced without a question. Pure; works on text of any size. */
#ifndef CORE_TEXT_GUESS_H
#define CORE_TEXT_GUESS_H

#include <stdbool.h>

#include "core/arena.h"

struct layout_guess {
	const char *word, *meant; /* the first such word as typed and as meant */
	const char *text;         /* the whole text with all of them as meant */
};

/* Whether Latin words of the text make sense only on Ukrainian keys. Words of Latin languages, names of firms,
 * addresses of the Internet, acronyms and codes stay as they are; a single word of fewer than four letters is
 * never judged. Strings in the arena. */
bool text_guess_layout(struct arena *a, const char *text, struct layout_guess *out);

/* How unlike Ukrainian the text is, to choose between readings of the same bytes by different tables of letters: the
 * lower the likelier. Capitals cost as small letters do; a capital behind a small letter in a word, letters of other
 * alphabets and line-drawing signs cost more than any pair of letters. */
long text_ukrainian_cost(const char *text);

#endif
