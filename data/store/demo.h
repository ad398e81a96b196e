/* data/store/demo.h - a made-up city for trying the program out and for the tests of the screen: streets
 * of Lviv, people who do not exist, every state of an appeal. Never mixed with a real base. */
#ifndef DATA_STORE_DEMO_H
#define DATA_STORE_DEMO_H

#include "data/seed/demo_logins.h"
#include "data/store/store.h"

/* Fills a base just made with `days` full days of work and of today what has passed, through the same
 * calls as operators use, with a clock that goes through those days: accounts (demo_logins), settings,
 * about 50 appeals a day in every state. Receipts are printed into the folder `receipts` beside the base.
 * The same `days` in the same minute give the same city, PINs apart. `who` is the owner of the file or an
 * administrator. ERR_CONFLICT: the base has appeals already. On an error the base is half-filled. */
MUST_CHECK enum err_code demo_fill(struct store *s, int days, const struct actor *who, struct err *e);

#endif
