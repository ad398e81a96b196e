/* data/link/token.h - the token of a site: 43 characters in a file of its own beside the base (<base>.token), 0600.
 *
 * Whoever has it speaks for the site, so a file that others can read is refused. Never in the base, a log or a
 * message. */
#ifndef DATA_LINK_TOKEN_H
#define DATA_LINK_TOKEN_H

#include "core/arena.h"
#include "core/err.h"

/* Letters of a token (pult-sync(7)) and NUL. */
enum { TOKEN_SIZE = 44 };

/* Reads a file with a token. ERR_NOT_FOUND; ERR_REFUSED: others may read it; ERR_INVALID: there is no token in it. */
MUST_CHECK enum err_code token_read(const char *path, char out[TOKEN_SIZE], struct err *e);

/* Where the token of a base lies. In the arena. */
const char *token_path(const char *base, struct arena *mem);

/* Puts it beside the base, over one that was there. ERR_FAILED. */
MUST_CHECK enum err_code token_keep(const char *base, const char token[TOKEN_SIZE], struct err *e);

#endif
