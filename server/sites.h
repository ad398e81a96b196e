/* server/sites.h - the sites of the city and their tokens. A token is shown once and kept as a hash:
 * who reads the database cannot speak for a site. */
#ifndef SERVER_SITES_H
#define SERVER_SITES_H

#include "server/pg.h"

enum { TOKEN_CHARS = 43 };

struct site {
	int64_t id;
	const char *code, *name;
};

/* A new site with its partition of the log. `typed` as a person writes the code; the code as it is kept is
 * given in *code (in the arena), the token in `token`. ERR_CONFLICT when the code, or its Latin twin, is
 * there already. */
MUST_CHECK enum err_code site_add(struct pg *pg, const char *typed, const char *name, struct arena *mem,
				  const char **code, char token[TOKEN_CHARS + 1], struct err *e);

/* A new token in place of the old one, which is nobody's from now on; token NULL: only takes it away.
 * ERR_NOT_FOUND. */
MUST_CHECK enum err_code site_token(struct pg *pg, const char *typed, struct arena *mem,
				    char token[TOKEN_CHARS + 1], struct err *e);

/* Whose token it is; false in *found when nobody's. Texts are in the arena. */
MUST_CHECK enum err_code site_of_token(struct pg *pg, const char *token, struct arena *mem, bool *found,
				       struct site *out, struct err *e);

/* Calls `each` for every site in the order of codes: its code, name, last seq, time of the last arrival (0:
 * never) and whether it has a token. */
struct site_row {
	const char *code, *name;
	int64_t seq, at;
	bool has_token;
};
MUST_CHECK enum err_code sites_each(struct pg *pg, void (*each)(void *ctx, const struct site_row *row),
				    void *ctx, struct err *e);

#endif
