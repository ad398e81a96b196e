/* core/text_stem.h - whether two Ukrainian words are forms of one word.
 *
 * For lists of some hundred names that a person narrows while talking, not for the index of texts: it
 * compares pairs by a table of endings and stores nothing. Pure. */
#ifndef CORE_TEXT_STEM_H
#define CORE_TEXT_STEM_H

#include <stdbool.h>

/* Two words of text_fold() (one word each): equal, or one stem (three letters and more, two when one of the
 * words has but three) with two endings of one paradigm: батарея батареї батарей, яма ями, вивозять вивезли вивезене,
 * двір двору, дорога дорозі доріг, лавка лавок. Words with digits or Latin letters: only equal ones.
 * A few different words pass too (світ, світло): what is found so must stand behind equal words. */
bool text_same_word(const char *a, const char *b);

#endif
