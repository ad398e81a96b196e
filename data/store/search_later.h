/* data/store/search_later.h - what goes into the search index at the end of a transaction, or when enough has come
 * together. Private to data/store. */
#ifndef DATA_STORE_SEARCH_LATER_H
#define DATA_STORE_SEARCH_LATER_H

#include "data/store/phone_index.h"
#include "data/store/store_internal.h"

/* Entries in any order; a zeroed one is empty. FTS5 begins a new segment with each entry that has not a greater key
 * than the one before, and between other statements its words are gone from the processor's cache: one after another
 * and in their order they take half of the time. */
struct search_kept {
	struct phone_later phones;
	struct arena mem; /* of the entries */
	size_t bytes;
	struct kept_entry {
		int64_t id;
		const char *entry;
	} *rows;
	int n, room;
};

/* Keeps a copy of the entry. */
MUST_CHECK enum err_code search_keep(struct store *s, int64_t id, const char *entry, struct err *e);
/* Writes one at once (search_index.c). */
MUST_CHECK enum err_code search_add_entry(struct store *s, int64_t id, const char *entry, struct err *e);
void search_kept_free(struct search_kept *k);

#endif
