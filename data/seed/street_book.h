/* data/seed/street_book.h - the built-in streets, present and former, for reading addresses without a base. */
#ifndef DATA_SEED_STREET_BOOK_H
#define DATA_SEED_STREET_BOOK_H

#include "core/address.h"

/* Lives in the arena. */
void street_book_built_in(struct street_book *b, struct arena *a);

#endif
