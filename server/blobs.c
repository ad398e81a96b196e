/* server/blobs.c - see blobs.h. */
#include "server/blobs.h"

#include "core/i18n.h"
#include "server/now.h"

enum err_code blob_put(struct pg *pg, const char *site, const unsigned char hash[BLOB_HASH],
		       const struct out *content, struct err *e)
{
	static const struct statement put = { "blob_put",
		"INSERT INTO blob(sha256, size, site, came, data) VALUES($1,$2,$3,$4,$5)"
		/* so that the commit waits for a synchronous replica (log_append.c) */
		" ON CONFLICT(sha256) DO UPDATE SET size = excluded.size", false };

	bool late;

	if (pg_exec(pg, "BEGIN", e) || pg_do(pg, &put, e, "bisib", hash, (int)BLOB_HASH, (int64_t)content->len, site,
					     now_ms(), content->len ? content->p : "", (int)content->len))
		return e->code;
	return pg_commit(pg, &late, e);
}

enum err_code blob_get(struct pg *pg, const unsigned char hash[BLOB_HASH], struct out *o, struct err *e)
{
	static const struct statement get = { "blob_get", "SELECT data FROM blob WHERE sha256 = $1", false };
	PGresult *res = pg_run(pg, &get, e, "b", hash, (int)BLOB_HASH);

	if (!res)
		return e->code;
	bool found = PQntuples(res) == 1;

	if (found)
		out_bytes(o, PQgetvalue(res, 0, 0), (size_t)PQgetlength(res, 0, 0));
	PQclear(res);
	return found ? ERR_OK : err_set(e, ERR_NOT_FOUND, "%s", _("The server does not have this file."));
}
