/* server/sites.c - see sites.h. */
#include "server/sites.h"

#include <sodium.h>

#include "core/event.h"
#include "core/i18n.h"
#include "core/number.h"
#include "server/now.h"

enum { TOKEN_BYTES = 32 };

static void token_new(char token[TOKEN_CHARS + 1])
{
	unsigned char raw[TOKEN_BYTES];

	randombytes_buf(raw, sizeof(raw));
	sodium_bin2base64(token, TOKEN_CHARS + 1, raw, sizeof(raw), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
	sodium_memzero(raw, sizeof(raw));
}

/* The code is letters and digits alone (core/number.h), and is quoted all the same. */
static enum err_code make_partition(struct pg *pg, int64_t id, const char *code, struct arena *mem, struct err *e)
{
	char *quoted = PQescapeLiteral(pg_handle(pg), code, strlen(code));

	if (!quoted)
		return err_set(e, ERR_FAILED, "%s", _("The database refused the code of the site."));
	const char *sql = arena_printf(mem, "CREATE TABLE event_%lld PARTITION OF event FOR VALUES IN (%s)",
				       (long long)id, quoted);

	PQfreemem(quoted);
	return pg_exec(pg, sql, e);
}

static enum err_code insert_site(struct pg *pg, const struct site *s, const char *token, struct arena *mem,
				 struct err *e)
{
	static const struct statement add = { "site_add",
		"INSERT INTO site(code, ascii, name, token, added) VALUES($1,$2,$3,$4,$5)"
		" ON CONFLICT DO NOTHING RETURNING id::bigint", true };
	static const struct statement chain = { "chain_add",
		"INSERT INTO chain(site, hash) VALUES($1,$2)", true };
	static const uint8_t none[EVENT_HASH];
	uint8_t hash[EVENT_HASH];

	event_body_hash(token, hash);
	PGresult *res = pg_run(pg, &add, e, "sssbi", s->code, site_code_ascii(mem, s->code), s->name, hash,
			       EVENT_HASH, now_ms());

	if (!res)
		return e->code;
	int64_t id = PQntuples(res) ? pg_int(res, 0, 0) : 0;

	PQclear(res);
	if (!id)
		return err_set(e, ERR_CONFLICT,
			       _("There is a site with the code «%s» already, or one that is written the same in Latin letters; nothing was changed."),
			       s->code);
	if (pg_do(pg, &chain, e, "sb", s->code, none, EVENT_HASH))
		return e->code;
	return make_partition(pg, id, s->code, mem, e);
}

enum err_code site_add(struct pg *pg, const char *typed, const char *name, struct arena *mem,
		       const char **code, char token[TOKEN_CHARS + 1], struct err *e)
{
	struct site s = { .name = name };

	if (site_code_read(mem, typed, &s.code, e))
		return e->code;
	token_new(token);
	if (pg_exec(pg, "BEGIN", e) || insert_site(pg, &s, token, mem, e) || pg_exec(pg, "COMMIT", e))
		return e->code;
	*code = s.code;
	return ERR_OK;
}

enum err_code site_token(struct pg *pg, const char *typed, struct arena *mem, char token[TOKEN_CHARS + 1],
			 struct err *e)
{
	static const struct statement set = { "site_token",
		"UPDATE site SET token = $2 WHERE code = $1 RETURNING 1", true };
	uint8_t hash[EVENT_HASH];
	const char *code;

	if (site_code_read(mem, typed, &code, e))
		return e->code;
	if (token) {
		token_new(token);
		event_body_hash(token, hash);
	}
	PGresult *res = pg_run(pg, &set, e, "sb", code, token ? hash : NULL, token ? EVENT_HASH : 0);

	if (!res)
		return e->code;
	bool found = PQntuples(res) == 1;

	PQclear(res);
	return found ? ERR_OK : err_set(e, ERR_NOT_FOUND, _("There is no site with the code «%s»."), code);
}

enum err_code site_of_token(struct pg *pg, const char *token, struct arena *mem, bool *found, struct site *out,
			    struct err *e)
{
	static const struct statement get = { "site_of_token",
		"SELECT id::bigint, code, name FROM site WHERE token = $1", false };
	uint8_t hash[EVENT_HASH];

	event_body_hash(token, hash);
	PGresult *res = pg_run(pg, &get, e, "b", hash, EVENT_HASH);

	if (!res)
		return e->code;
	*found = PQntuples(res) == 1;
	if (*found)
		*out = (struct site){ .id = pg_int(res, 0, 0), .code = arena_strdup(mem, pg_text(res, 0, 1)),
				      .name = arena_strdup(mem, pg_text(res, 0, 2)) };
	PQclear(res);
	return ERR_OK;
}

enum err_code sites_each(struct pg *pg, void (*each)(void *ctx, const struct site_row *row), void *ctx,
			 struct err *e)
{
	static const struct statement list = { "sites",
		"SELECT s.code, s.name, c.seq, c.at, (s.token IS NOT NULL)::int"
		" FROM site s JOIN chain c ON c.site = s.code ORDER BY s.code", false };
	PGresult *res = pg_run(pg, &list, e, "");

	if (!res)
		return e->code;
	for (int i = 0; i < PQntuples(res); i++) {
		struct site_row row = { .code = pg_text(res, i, 0), .name = pg_text(res, i, 1),
					.seq = pg_int(res, i, 2), .at = pg_int(res, i, 3),
					.has_token = pg_int(res, i, 4) != 0 };

		each(ctx, &row);
	}
	PQclear(res);
	return ERR_OK;
}
