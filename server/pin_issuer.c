/* server/pin_issuer.c - see pin_issuer.h. */
#include "server/pin_issuer.h"

#include "server/waiters.h"

static void note_key(void *ctx, const char *site, const unsigned char *key)
{
	bool *has = ctx;

	(void)site;
	(void)key;
	*has = true;
}

enum err_code pin_issuer_lacking(struct pg *pg, struct pins *pins, const char *latin, struct arena *mem,
				 const char **site, struct err *e)
{
	static const struct statement get = { "pin_issuer", "SELECT code FROM site WHERE ascii = $1", false };
	bool has = false;

	*site = NULL;
	pins_each(pins, latin, note_key, &has);
	if (has)
		return ERR_OK;
	PGresult *res = pg_run(pg, &get, e, "s", latin);

	if (!res)
		return e->code;
	if (PQntuples(res))
		*site = arena_strdup(mem, pg_text(res, 0, 0));
	PQclear(res);
	return ERR_OK;
}

enum err_code pin_issuer_tell(struct pg *pg, struct pins *pins, const char *site, const char *id, bool *told,
			      struct err *e)
{
	static const struct statement tell = { "pin_issuer_tell",
		"SELECT pg_notify('" WAITERS_KEY "', id::text) FROM site WHERE code = $1", false };

	*told = pins_miss(pins, site, id);
	return *told ? pg_do(pg, &tell, e, "s", site) : ERR_OK;
}

enum err_code pin_issuer_tell_all(struct pg *pg, struct pins *pins, struct err *e)
{
	static const struct statement get = { "pin_issuers", "SELECT code, id::text FROM site WHERE token IS NOT NULL", false };
	static const struct statement tell = { "pin_issuer_notify", "SELECT pg_notify('" WAITERS_KEY "', $1)", false };
	PGresult *res = pg_run(pg, &get, e, "");

	for (int i = 0; res && i < PQntuples(res); i++)
		if (pins_lack(pins, pg_text(res, i, 0)) && pg_do(pg, &tell, e, "s", pg_text(res, i, 1)))
			break;
	PQclear(res);
	return e->code;
}
