/* server/http.c - the life of a request: route, token, size, body, answer. Everything that must be so
 * before a route is asked. Serving is serve.c. */
#include "server/http.h"

#include <ctype.h>
#include <stdlib.h>

#include "core/i18n.h"
#include "server/http_life.h"
#include "server/now.h"
#include "server/watch.h"

/* Bodies of all requests and answers together; who comes on top is told to come back. */
#define BODIES_MAX (160LL * 1024 * 1024)
/* Bytes of a site's code in Latin letters: six of four at most (КМУ 55). */
enum { TWIN_SITE_MAX = 24 };
/* How much more than its limit a request may go on sending into nothing before it is cut off. */
enum { EXCESS = 8 };

/* HL-91895-26. What else stands there is no address, so that it is told from those that are. */
static bool is_twin(const char *s)
{
	static const char digits[] = "0123456789";
	size_t site = strcspn(s, "-"), n = s[site] ? strspn(s + site + 1, digits) : 0;
	const char *year = s + site + 1 + n;

	for (size_t i = 0; i < site; i++)
		if (!isalnum((unsigned char)s[i]) || i >= TWIN_SITE_MAX)
			return false;
	return site && n && n <= 9 && *year == '-' && strspn(year + 1, digits) == 2 && !year[3];
}

static bool is_at(const struct route *r, const char *url)
{
	size_t n = strlen(r->path);

	if (r->flags & ROUTE_NUMBER)
		return strncmp(url, r->path, n) == 0 && is_twin(url + n);
	return r->flags & ROUTE_REST ? strncmp(url, r->path, n) == 0 && url[n] : strcmp(url, r->path) == 0;
}

/* The route; NULL, and in *others the methods that the address knows ("" when it is none). */
static const struct route *find_route(const char *method, const char *url, struct arena *mem, const char **others)
{
	*others = "";
	for (int i = 0; i < route_count; i++) {
		const struct route *r = &routes[i];

		if (!is_at(r, url))
			continue;
		if (strcmp(r->method, method) == 0 ||
		    (strcmp(method, "HEAD") == 0 && strcmp(r->method, "GET") == 0))
			return r;
		*others = arena_printf(mem, "%s%s%s", *others, **others ? ", " : "", r->method);
	}
	return NULL;
}

static bool no_route(struct request *r, const char *others)
{
	if (*others) {
		answer_header(r, "Allow", others);
		answer_error(r, 405, "method", _("This address does not know this method."));
	} else {
		answer_error(r, 404, "path", _("There is nothing at this address."));
	}
	return false;
}

static enum err_code find_site(struct request *r, bool *found, struct err *e)
{
	const char *h = request_header(r, "Authorization");
	struct pg *pg;

	*found = false;
	if (!h || strncasecmp(h, "Bearer ", 7) != 0 || strlen(h + 7) != TOKEN_CHARS || pg_take(r->c->pool, &pg, e))
		return e->code;
	(void)!site_of_token(pg, h + 7, &r->mem, found, &r->site, e);
	pg_give(r->c->pool, pg);
	return e->code;
}

/* Of a request that is refused already, for the journal; not while the server is busy. */
static void name_site(struct request *r)
{
	struct err e = { 0 };
	bool found;

	if (r->answer.status < 500)
		(void)!find_site(r, &found, &e);
}

static bool check_token(struct request *r)
{
	struct err e = { 0 };
	bool found;

	if (find_site(r, &found, &e))
		answer_err(r, &e);
	if (found || e.code)
		return found;
	answer_header(r, "WWW-Authenticate", "Bearer");
	answer_error(r, 401, "token", _("The request has no token, or it is nobody's."));
	return false;
}

/* What can be refused before the body comes. */
static bool check_body(struct request *r)
{
	const char *length = request_header(r, "Content-Length"), *coding = request_header(r, "Content-Encoding");

	r->body.max = r->route->body_max;
	if (length && strtoull(length, NULL, 10) > r->route->body_max) {
		answer_too_big(r);
		return false;
	}
	if (coding && strcasecmp(coding, "identity") != 0) {
		r->gzip = strcasecmp(coding, "gzip") == 0 && r->route->body_max ? inflater_new() : NULL;
		if (!r->gzip) {
			answer_error(r, 415, "coding", _("The coding of the body is not gzip."));
			return false;
		}
	}
	if (atomic_load(&r->c->body_bytes) > BODIES_MAX) {
		struct err e = { 0 };

		err_set(&e, ERR_BUSY, "%s", _("The server is busy. Try again a little later."));
		answer_err(r, &e);
		return false;
	}
	return true;
}

static bool check_all(struct request *r, const char *method, const char *url)
{
	const char *others;

	r->route = find_route(method, url, &r->mem, &others);
	if (!r->route)
		return no_route(r, others);
	if (r->route->flags & ROUTE_LOCAL && !request_is_local(r))
		return no_route(r, "");
	/* The library's copy of the path does not live as long as a long poll. */
	r->rest = arena_strdup(&r->mem, url + strlen(r->route->path));
	bool good = check_body(r), of_site = r->route->flags & ROUTE_SITE;

	if (of_site && !good)
		name_site(r);
	return good && (!of_site || check_token(r));
}

/* While the server itself works, the client's time stands still. */
bool request_begin(struct request *r, const char *method, const char *url)
{
	atomic_fetch_add(&r->c->open, 1);
	watch_until(r->c->watch, r->conn, WATCH_FOREVER);
	bool goes_on = check_all(r, method, url);

	r->began_ms = steady_ms();
	watch_until(r->c->watch, r->conn,
		    r->began_ms + (goes_on ? watch_patience_ms(r->c->watch) : WATCH_ANSWER_MS));
	return goes_on;
}

bool request_take(struct request *r, const char *p, size_t len)
{
	size_t before = r->body.len;

	r->received += len;
	watch_until(r->c->watch, r->conn,
		    r->began_ms + watch_patience_ms(r->c->watch) + (int64_t)(1000 * r->received / WATCH_BYTES_PER_S));
	if (r->received > (uint64_t)EXCESS * (r->route->body_max + 65536))
		return false;
	if (r->body.full || r->bad_gzip)
		return true;
	if (!r->gzip)
		out_bytes(&r->body, p, len);
	else if (!inflater_take(r->gzip, p, len, &r->body) && !r->body.full)
		r->bad_gzip = true;
	atomic_fetch_add(&r->c->body_bytes, (long long)(r->body.len - before));
	return true;
}

static enum handled handle(struct request *r)
{
	if (r->body.full)
		return answer_too_big(r);
	if (r->gzip && r->received && (r->bad_gzip || !inflater_done(r->gzip)))
		return answer_error(r, 400, "request", _("The body is not gzip, or it ended too early; nothing was stored."));
	return r->route->handle(r);
}

enum handled request_end(struct request *r)
{
	watch_until(r->c->watch, r->conn, WATCH_FOREVER);
	enum handled h = handle(r);

	watch_until(r->c->watch, r->conn, h == HANDLED_ASLEEP ? WATCH_FOREVER : steady_ms() + WATCH_ANSWER_MS);
	return h;
}

void request_free(struct request *r)
{
	if (!r)
		return;
	atomic_fetch_sub(&r->c->open, 1);
	/* The connection may bring another request. */
	watch_until(r->c->watch, r->conn, steady_ms() + watch_patience_ms(r->c->watch));
	atomic_fetch_sub(&r->c->body_bytes, (long long)(r->body.len + (r->is_answered ? r->answer.body.len : 0)));
	out_free(&r->body);
	out_free(&r->answer.body);
	inflater_free(r->gzip);
	arena_free(&r->mem);
	free(r);
}
