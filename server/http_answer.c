/* server/http_answer.c - what routes ask about a request and say in an answer; see http.h. */
#include <arpa/inet.h>
#include <ctype.h>
#include <stdlib.h>

#include "core/i18n.h"
#include "core/text.h"
#include "server/http_life.h"
#include "server/journal.h"
#include "core/event_lines.h"

enum { ERROR_MAX = 8192, GZIP_FROM = 1024 };

enum handled answer_error(struct request *r, unsigned status, const char *word, const char *sentence)
{
	r->answer.status = status;
	r->answer.body.max = ERROR_MAX;
	r->answer.body.len = 0;
	r->answer.body.full = false;
	r->answer.type = NULL;
	out_printf(&r->answer.body, "{\"error\":\"%s\",\"message\":", word);
	out_json(&r->answer.body, sentence);
	out_text(&r->answer.body, "}");
	return HANDLED;
}

void answer_member(struct request *r, const char *name, int64_t value)
{
	if (r->answer.body.len)
		r->answer.body.len--;
	out_printf(&r->answer.body, ",\"%s\":%lld}", name, (long long)value);
}

enum handled answer_too_big(struct request *r)
{
	answer_error(r, 413, "size", _("The request is too big; nothing was stored. Send less at once."));
	answer_member(r, "max_events", EVENT_LINES_MAX);
	answer_member(r, "max_bytes", (int64_t)r->route->body_max);
	return HANDLED;
}

void answer_header(struct request *r, const char *name, const char *value)
{
	struct answer *a = &r->answer;

	if (a->headers == HTTP_HEADERS)
		return;
	a->names[a->headers] = name;
	a->values[a->headers++] = value;
}

enum handled answer_err(struct request *r, const struct err *e)
{
	static const struct {
		enum err_code code;
		unsigned status;
		const char *word;
	} table[] = { { ERR_BUSY, 503, "busy" }, { ERR_INVALID, 400, "request" },
		      { ERR_NOT_FOUND, 404, "none" } };

	if (e->code == ERR_BUSY)
		answer_header(r, "Retry-After", "2");
	for (size_t i = 0; i < COUNT(table); i++)
		if (table[i].code == e->code)
			return answer_error(r, table[i].status, table[i].word, e->msg);
	return answer_error(r, 500, "server", e->msg);
}

const char *request_value(struct request *r, const char *name)
{
	return MHD_lookup_connection_value(r->conn, MHD_GET_ARGUMENT_KIND, name);
}

/* "%D0%93+1" to bytes; NULL when it has a byte 0 or is no UTF-8. */
static const char *decoded(struct request *r, const char *s, size_t len)
{
	char *out = arena_alloc(&r->mem, len + 1), *to = out;

	for (size_t i = 0; i < len; i++) {
		char hex[3] = { i + 2 < len ? s[i + 1] : '\0', i + 2 < len ? s[i + 2] : '\0', '\0' };

		if (s[i] == '%' && isxdigit((unsigned char)hex[0]) && isxdigit((unsigned char)hex[1])) {
			*to++ = (char)strtol(hex, NULL, 16);
			i += 2;
		} else {
			*to++ = s[i] == '+' ? ' ' : s[i];
		}
	}
	return strlen(out) == (size_t)(to - out) && text_check(out, strlen(out)) == TEXT_GOOD ? out : NULL;
}

const char *request_field(struct request *r, const char *name)
{
	const char *p = r->body.p, *end = p + r->body.len;
	size_t n = strlen(name);

	while (p && p < end) {
		const char *amp = memchr(p, '&', (size_t)(end - p));
		size_t len = (size_t)((amp ? amp : end) - p);

		if (len > n && memcmp(p, name, n) == 0 && p[n] == '=')
			return decoded(r, p + n + 1, len - n - 1);
		p += len + 1;
	}
	return NULL;
}

const char *request_header(struct request *r, const char *name)
{
	return MHD_lookup_connection_value(r->conn, MHD_HEADER_KIND, name);
}

bool request_number(struct request *r, const char *name, int64_t min, int64_t max, int64_t *out)
{
	const char *s = request_value(r, name);
	size_t n = s ? strlen(s) : 0;

	if (!s)
		return true;
	if (n < 1 || n > 18 || strspn(s, "0123456789") != n)
		return false;
	*out = strtoll(s, NULL, 10);
	return *out >= min && *out <= max;
}

/* --- where it came from ------------------------------------------------------------------------ */

static void address_text(const struct sockaddr *sa, char out[HTTP_SOURCE])
{
	const void *p = NULL;

	snprintf(out, HTTP_SOURCE, "?");
	if (sa && sa->sa_family == AF_INET)
		p = &((const struct sockaddr_in *)(const void *)sa)->sin_addr;
	else if (sa && sa->sa_family == AF_INET6)
		p = &((const struct sockaddr_in6 *)(const void *)sa)->sin6_addr;
	if (p && !inet_ntop(sa->sa_family, p, out, HTTP_SOURCE))
		snprintf(out, HTTP_SOURCE, "?");
	if (strncmp(out, "::ffff:", 7) == 0)
		memmove(out, out + 7, strlen(out + 7) + 1);
}

/* A home has a whole network of IPv6. */
static void only_network(char s[HTTP_SOURCE])
{
	struct in6_addr a;

	if (inet_pton(AF_INET6, s, &a) != 1)
		return;
	memset(a.s6_addr + 8, 0, 8);
	inet_ntop(AF_INET6, &a, s, HTTP_SOURCE);
}

static void peer(struct request *r, char out[HTTP_SOURCE])
{
	const union MHD_ConnectionInfo *i = MHD_get_connection_info(r->conn, MHD_CONNECTION_INFO_CLIENT_ADDRESS);

	address_text(i ? i->client_addr : NULL, out);
}

static bool is_proxy(const struct request *r, const char *address)
{
	size_t n = strlen(address);

	for (const char *p = r->c->set->proxy; *p;) {
		p += strspn(p, ", ");
		size_t len = strcspn(p, ", ");

		if (len == n && n && memcmp(p, address, n) == 0)
			return true;
		p += len;
	}
	return false;
}

/* The last of these headers stays: a proxy may add a line of its own behind that of the client. */
static enum MHD_Result keep_forwarded(void *ctx, enum MHD_ValueKind kind, const char *name, const char *value)
{
	const char **last = ctx;

	(void)kind;
	if (value && strcasecmp(name, "X-Forwarded-For") == 0)
		*last = value;
	return MHD_YES;
}

void request_source(struct request *r, char out[HTTP_SOURCE])
{
	const char *forwarded = NULL;
	char said[HTTP_SOURCE];
	unsigned char any[16];

	MHD_get_connection_values(r->conn, MHD_HEADER_KIND, keep_forwarded, &forwarded);
	peer(r, out);
	if (forwarded && is_proxy(r, out)) {
		/* The last one is what the proxy itself has seen; those before it anybody can write. */
		const char *comma = strrchr(forwarded, ',');
		const char *last = comma ? comma + 1 : forwarded;

		last += strspn(last, " ");
		snprintf(said, sizeof(said), "%s", last);
		said[strcspn(said, " ")] = '\0';
		if (inet_pton(AF_INET, said, any) == 1 || inet_pton(AF_INET6, said, any) == 1)
			memcpy(out, said, sizeof(said));
	}
	only_network(out);
}

bool request_is_local(struct request *r)
{
	char from[HTTP_SOURCE];

	peer(r, from);
	return (strncmp(from, "127.", 4) == 0 || strcmp(from, "::1") == 0) &&
	       !request_header(r, "X-Forwarded-For") && !request_header(r, "Forwarded");
}

/* --- sending ----------------------------------------------------------------------------------- */

/* "gzip" among the codings the client takes. */
static bool wants_gzip(struct request *r)
{
	const char *s = request_header(r, "Accept-Encoding");
	const char *at = s ? strcasestr(s, "gzip") : NULL;

	return at && strncmp(at + 4, ";q=0", 4) != 0;
}

static void pack(struct request *r)
{
	struct answer *a = &r->answer;
	struct out packed = { .max = a->body.max };

	if (a->plain || a->body.len < GZIP_FROM || !wants_gzip(r))
		return;
	if (!out_gzip(&a->body, &packed)) {
		out_free(&packed);
		return;
	}
	out_free(&a->body);
	a->body = packed;
	answer_header(r, "Content-Encoding", "gzip");
	answer_header(r, "Vary", "Accept-Encoding");
}

static void count(struct request *r)
{
	struct counters *c = &r->c->count;
	unsigned s = r->answer.status;

	atomic_fetch_add(s < 400 ? &c->answered_2xx : s < 500 ? &c->answered_4xx : &c->answered_5xx, 1);
	if (s >= 400 && r->route && r->route->flags & ROUTE_SITE)
		journal("%s %s of site %s: %u", r->route->method, r->route->path,
			r->site.code ? r->site.code : "?", s);
}

enum MHD_Result request_send(struct request *r)
{
	static const char *const always[][2] = {
		{ "Cache-Control", "no-store" }, { "X-Content-Type-Options", "nosniff" },
		{ "Strict-Transport-Security", "max-age=31536000" }, { "Referrer-Policy", "no-referrer" },
	};
	struct answer *a = &r->answer;

	pack(r);
	count(r);
	atomic_fetch_add(&r->c->body_bytes, (long long)a->body.len);
	/* The body stays with the request, which lives until the answer is sent. */
	struct MHD_Response *res = MHD_create_response_from_buffer(a->body.len, a->body.p ? (void *)a->body.p
											  : (void *)r,
								   MHD_RESPMEM_PERSISTENT);

	if (!res)
		return MHD_NO;
	for (size_t i = 0; i < COUNT(always); i++)
		MHD_add_response_header(res, always[i][0], always[i][1]);
	MHD_add_response_header(res, "Content-Type", a->type ? a->type : "application/json");
	for (int i = 0; i < a->headers; i++)
		MHD_add_response_header(res, a->names[i], a->values[i]);
	enum MHD_Result rc = MHD_queue_response(r->conn, a->status, res);

	MHD_destroy_response(res);
	r->is_answered = true;
	return rc;
}
