/* data/store/house_key.h - which house an address names: core's reading of it, the city's list of streets,
 * and what a renamed street is called today. Keys are for comparing, never for people.
 *
 * Whatever compares houses (duplicates, repeats, incidents) compares these keys. */
#ifndef DATA_STORE_HOUSE_KEY_H
#define DATA_STORE_HOUSE_KEY_H

#include "core/address.h"
#include "data/store/store.h"

/* Raise it when house_key() or any other search key derived from the fields of an appeal becomes another
 * one, together with a version of the schema (older programs must not go on writing): the keys of the
 * rows are then made anew, see rebuild.h. Changes of text_fold() have TEXT_FOLD_VERSION. */
enum { KEYS_VERSION = 2 };

/* Equal keys mean the same house. A renamed street has its present name; the type is the list's where it
 * was not said (or said as the commonest, «вул.») and the list knows one only; a part of a name is enough
 * where one street alone has it. "" when the address names no house. In the arena. */
const char *house_key(struct store *s, const char *address, struct arena *mem);

/* The list of streets as it is now, for another thread: house_key_by() asks nothing of the store. What it gives is
 * house_key() as long as streets_revision() is that of the copy. */
struct streets;
struct streets *streets_copy(struct store *s, struct arena *mem);
int64_t streets_copied(const struct streets *l);
void streets_drop(struct streets *l);
const char *house_key_by(const struct streets *l, const char *address, struct arena *mem);

/* The street of today that is meant, "type key" folded, by the same rules; "" where the list is not sure: an
 * unknown street, one that became two, another settlement. In the arena. */
const char *street_place(struct store *s, const struct address *x, struct arena *mem);

/* Whether the city's list has a street that may be meant, whatever it is called today. */
bool street_known(struct store *s, const struct address *x, struct arena *mem);

/* Whether some street was called so before: asked at each key, from memory. */
bool street_was_renamed(struct store *s, const struct address *x, struct arena *mem);

/* Other names of the streets that a typed beginning (text_fold()) may mean: present ones of the old, old ones
 * of the present; folded words in no order. Returns how many of at most `max` were put into out. */
int street_other_names(struct store *s, const char *folded, struct arena *mem, const char **out, int max);

/* The list of streets as of now, "17" after its 17th change: keys made of another one are out of date. */
int64_t streets_revision(struct store *s);

#endif
