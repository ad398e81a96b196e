/* data/store/search_index.h - what stands in the text index, for those who ask it. Private to data/store.
 *
 * A row's entry is the folded words of its site, name, address and text, and tags: words that no person
 * can type, for what is filtered by and seldom changes. State, term and the like change often and are left
 * to B-tree indexes. */
#ifndef DATA_STORE_SEARCH_INDEX_H
#define DATA_STORE_SEARCH_INDEX_H

#include "core/appeal.h"
#include "core/arena.h"
#include "core/text.h"

/* Letters of the prefix index: longer beginnings are asked by their first five letters and the rows
 * looked at (performance.md C, trap 1). */
enum { SEARCH_PREFIX_LETTERS = 5 };

/* Version of what an entry is made of, and with it that of text_fold(): kept with the keys of the base, whose index
 * is emptied and filled anew when it differs (rebuild.h). 2: the number is a tag; 3: what an
 * import did not understand. */
enum { SEARCH_ENTRY_VERSION = 3, SEARCH_WORDS_VERSION = 100 * SEARCH_ENTRY_VERSION + TEXT_FOLD_VERSION };

enum search_tag { TAG_TOPIC = 't', TAG_SERVICE = 's', TAG_OPERATOR = 'o', TAG_CHANNEL = 'c',
	TAG_HOUSE = 'h', TAG_FLAG = 'f', TAG_END = 'e', TAG_NUMBER = 'n',
	TAG_OUTCOME = 'x' /* of a call */ };

/* Values of TAG_FLAG. */
#define TAG_ACCIDENT "a"
#define TAG_REPEATED "r"
#define TAG_UNCLEAR "u"

#define END_UNCONFIRMED "unconfirmed"

/* The value of TAG_END: how the question came to a rare end (wire word of the state, or END_UNCONFIRMED when it
 * was closed without a confirmation), "" for all others. One change of the index in a hundred moves. */
const char *search_end_of(const struct question *q);

/* "_svoda_2dab": one word whatever is in the value; "" for an empty one. */
const char *search_tag(struct arena *a, enum search_tag tag, const char *value);

/* "+4321": the end 1234 of a telephone as the beginning of a word. */
const char *search_phone_tail(struct arena *a, const char *digits);

/* The entry of a row: the folded words of the site (its Latin twin too), name, address and text, one space
 * between them; and the tags. The number is a tag, to be met by its whole: as words its year, of which every row
 * has one, and its beginning would answer to any house or flat. */
const char *search_words(struct arena *a, const struct appeal *ap, const struct question *q);
const char *search_tags(struct arena *a, const struct appeal *ap, const struct question *q);
/* Both, as it is written. */
const char *search_entry(struct arena *a, const struct appeal *ap, const struct question *q);

#endif
