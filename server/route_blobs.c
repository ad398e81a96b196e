/* server/route_blobs.c - POST and GET /v1/blobs/SHA256 (pult-sync(7)). */
#include <sodium.h>

#include "core/i18n.h"
#include "server/blobs.h"
#include "server/routes.h"

_Static_assert(BLOB_HASH == crypto_hash_sha256_BYTES, "the names of files are SHA-256");

static bool read_name(const char *hex, unsigned char hash[BLOB_HASH])
{
	size_t n = 0;

	return strlen(hex) == 2 * BLOB_HASH && strspn(hex, "0123456789abcdef") == 2 * BLOB_HASH &&
	       sodium_hex2bin(hash, BLOB_HASH, hex, 2 * BLOB_HASH, NULL, &n, NULL) == 0 && n == BLOB_HASH;
}

static enum handled bad_name(struct request *r)
{
	return answer_error(r, 400, "request", _("The name of a file is 64 hexadecimal digits in lower case."));
}

enum handled route_blob_post(struct request *r)
{
	unsigned char want[BLOB_HASH], got[BLOB_HASH];
	struct err e = { 0 };
	struct pg *pg;

	if (!read_name(r->rest, want))
		return bad_name(r);
	crypto_hash_sha256(got, (const unsigned char *)r->body.p, r->body.len);
	if (memcmp(want, got, BLOB_HASH) != 0)
		return answer_error(r, 422, "hash", _("The content has another hash than its name; nothing was stored."));
	if (pg_take_large(r->c->pool, &pg, &e))
		return answer_err(r, &e);
	enum err_code rc = blob_put(pg, r->site.code, want, &r->body, &e);

	pg_give(r->c->pool, pg);
	if (rc)
		return answer_err(r, &e);
	r->answer.status = 200;
	r->answer.body.max = 256;
	out_printf(&r->answer.body, "{\"size\":%lld}", (long long)r->body.len);
	return HANDLED;
}

enum handled route_blob_get(struct request *r)
{
	unsigned char hash[BLOB_HASH];
	struct err e = { 0 };
	struct pg *pg;

	if (!read_name(r->rest, hash))
		return bad_name(r);
	r->answer.body.max = BLOB_MAX;
	r->answer.plain = true;
	if (pg_take_large(r->c->pool, &pg, &e))
		return answer_err(r, &e);
	enum err_code rc = blob_get(pg, hash, &r->answer.body, &e);

	pg_give(r->c->pool, pg);
	if (rc)
		return answer_err(r, &e);
	r->answer.status = 200;
	r->answer.type = "application/octet-stream";
	return HANDLED;
}
