/* core/near.h - how near something typed is to a name: for «there is no such ..., the nearest are ...».
 *
 * Pure. Only order: what a near name means is for a person to say. */
#ifndef CORE_NEAR_H
#define CORE_NEAR_H

#include "core/arena.h"

/* Letters to be changed, added or left out (Levenshtein) to make of each word of `typed` a part of a word
 * of `name`; case, apostrophes and dashes do no harm. 0: it is there. Of words longer than 32
 * letters the beginnings are looked at. */
int near_distance(struct arena *a, const char *typed, const char *name);

/* Those that are nearest of n names: indexes into names, the nearest first, of equals the first; those
 * that are more than a letter further than the nearest are none. Returns how many of at most `max` were put into
 * out. */
int near_best(struct arena *a, const char *typed, const char *const *names, int n, int *out, int max);

#endif
