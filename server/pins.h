/* server/pins.h - the PIN keys of the sites: a file of mode 0600 beside no database (design.md 7). One line
 * for each: site, id of the key, key in hexadecimal digits; several of one site when it got a new one. */
#ifndef SERVER_PINS_H
#define SERVER_PINS_H

#include <stdbool.h>

#include "core/err.h"
#include "core/pin.h"

struct pins;

/* The keys of a file, which need not be there yet. Never NULL. */
struct pins *pins_open(const char *path);
void pins_close(struct pins *p);

/* The key of a site with this id; id NULL: any. False when there is none; out is then untouched. A file that
 * another process has changed is read anew. */
bool pins_find(struct pins *p, const char *site, const char *id, unsigned char out[PIN_KEY_BYTES]);

/* All keys of the site that is written so in Latin letters, each given to `each` with the site's code, which borrows
 * both. */
void pins_each(struct pins *p, const char *latin, void (*each)(void *ctx, const char *site, const unsigned char *key),
	       void *ctx);

/* Whether the site is to send its key: this host has none of it, or lacks the one that a PIN was made with and the site
 * was not told of it yet. */
bool pins_lack(struct pins *p, const char *site);

/* A PIN was to be checked and its key is not here; id "": this host has none of the site. True: the site is to be told
 * and the journal too - at most once in PINS_TELL_MS, and of a key that the site has not brought when it was asked for
 * it, not before PINS_AGAIN_MS. */
enum { PINS_TELL_MS = 1000, PINS_AGAIN_MS = 10 * 60 * 1000 };
bool pins_miss(struct pins *p, const char *site, const char *id);

/* Keys of one site: it gets a new one when its base is made anew, and older ones stay for what was made with them. */
enum { PINS_OF_A_SITE = 32 };

/* Adds a key; one that is there stays. id gets its name. ERR_REFUSED: the site has so many already. */
MUST_CHECK enum err_code pins_add(struct pins *p, const char *site, const unsigned char key[PIN_KEY_BYTES],
				  char id[PIN_KEY_ID_HEX + 1], struct err *e);

#endif
