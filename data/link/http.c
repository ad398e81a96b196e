/* data/link/http.c - see http.h. */
#include "data/link/http.h"

#include <errno.h>
#include <stdlib.h>
#include <strings.h>

#include "core/i18n.h"
#include "data/link/curlapi.h"
#include "data/link/gzip.h"

enum {
	CONNECT_S = 15,
	STILL_S = 30,         /* without a byte: the line is dead */
	CA_BEGINNING = 65536, /* of a file of certificates; words may stand before the first */
	SMALL = 1024,         /* not worth gzip */
	PACKED_MAX = 64 << 20 /* of a body gzipped; it was limited before */
};

struct http {
	struct link_loop *loop;
	CURL *easy;
	struct curl_slist *headers;
	struct out packed; /* the body, gzipped */
	struct http_answer answer;
	bool flies, over;
};

enum err_code http_check_url(const char *url, struct err *e)
{
	static const char scheme[] = "https://";
	const char *host = url + strlen(scheme);

	if (strncmp(url, scheme, strlen(scheme)) != 0 || !*host || strpbrk(host, "/?#@ \t\r\n\"\\"))
		return err_set(e, ERR_INVALID, "%s",
			       _("The address of the centre is https:// and its name, perhaps with a port: "
				 "https://sync.example.org:8443."));
	return ERR_OK;
}

enum err_code http_check_ca(const char *path, struct err *e)
{
	char text[CA_BEGINNING + 1];
	FILE *f = fopen(path, "re");
	size_t n = f ? fread(text, 1, CA_BEGINNING, f) : 0;

	if (!f || ferror(f))
		err_set(e, errno == ENOENT ? ERR_NOT_FOUND : ERR_FAILED,
			_("The certificates cannot be read from «%s»: %s."), path, strerror(errno));
	else if (!memmem(text, n, "-----BEGIN ", strlen("-----BEGIN ")))
		err_set(e, ERR_INVALID, _("There is no certificate in «%s»: it begins with -----BEGIN CERTIFICATE-----."), path);
	if (f)
		fclose(f);
	return e->code;
}

enum err_code http_open(struct link_loop *loop, struct http **out, struct err *e)
{
	if (!link_multi(loop, e))
		return e->code;
	struct http *h = calloc(1, sizeof(*h));

	if (h)
		h->easy = curl_api(NULL)->easy_init();
	if (!h || !h->easy) {
		free(h);
		return err_set(e, ERR_FAILED, "%s", _("Out of memory."));
	}
	h->loop = loop;
	*out = h;
	return ERR_OK;
}

static void clear(struct http *h)
{
	const struct curl_api *api = curl_api(NULL);

	if (h->flies)
		api->multi_remove_handle(h->loop->multi, h->easy);
	api->easy_reset(h->easy);
	for (struct curl_slist *l = h->headers; l; l = l->next)
		explicit_bzero(l->data, strlen(l->data));
	api->slist_free_all(h->headers);
	h->headers = NULL;
	out_free(&h->packed);
	if (h->answer.body.p)
		explicit_bzero(h->answer.body.p, h->answer.body.len);
	out_free(&h->answer.body);
	h->flies = h->over = false;
}

void http_close(struct http *h)
{
	if (!h)
		return;
	clear(h);
	curl_api(NULL)->easy_cleanup(h->easy);
	free(h);
}

/* --- what comes -------------------------------------------------------------------------------- */

static size_t on_body(char *p, size_t size, size_t n, void *ctx)
{
	struct http *h = ctx;

	return out_bytes(&h->answer.body, p, size * n) ? size * n : 0;
}

static bool is_header(const char *line, size_t len, const char *name, char *value, size_t room)
{
	size_t n = strlen(name);

	if (len <= n || strncasecmp(line, name, n) != 0 || line[n] != ':')
		return false;
	for (n++; n < len && (line[n] == ' ' || line[n] == '\t'); n++)
		;
	while (len > n && strchr(" \t\r\n", line[len - 1]))
		len--;
	if (len - n < room)
		snprintf(value, room, "%.*s", (int)(len - n), line + n);
	return true;
}

static size_t on_header(char *line, size_t size, size_t n, void *ctx)
{
	struct http *h = ctx;
	char seconds[16] = "";

	if (is_header(line, size * n, "Retry-After", seconds, sizeof(seconds)) && *seconds &&
	    strspn(seconds, "0123456789") == strlen(seconds))
		h->answer.retry_s = strtoll(seconds, NULL, 10);
	is_header(line, size * n, "Pult-Next", h->answer.next, sizeof(h->answer.next));
	is_header(line, size * n, "Pult-Head", h->answer.head, sizeof(h->answer.head));
	is_header(line, size * n, "Pult-Want", h->answer.want, sizeof(h->answer.want));
	return size * n;
}

static const struct {
	CURLcode code;
	enum http_fate fate;
} fates[] = {
	{ CURLE_OK, HTTP_ANSWERED },
	{ CURLE_COULDNT_RESOLVE_HOST, HTTP_NO_NAME },
	{ CURLE_COULDNT_RESOLVE_PROXY, HTTP_NO_NAME },
	{ CURLE_PEER_FAILED_VERIFICATION, HTTP_UNTRUSTED },
	{ CURLE_SSL_CACERT_BADFILE, HTTP_UNTRUSTED },
	{ CURLE_SSL_ISSUER_ERROR, HTTP_UNTRUSTED },
	{ CURLE_SSL_INVALIDCERTSTATUS, HTTP_UNTRUSTED },
	{ CURLE_WRITE_ERROR, HTTP_TOO_BIG },
};

static void over(struct http *h, CURLcode code)
{
	h->over = true;
	h->answer.fate = HTTP_AWAY;
	for (size_t i = 0; i < COUNT(fates); i++)
		if (fates[i].code == code)
			h->answer.fate = fates[i].fate;
	curl_api(NULL)->easy_getinfo(h->easy, CURLINFO_RESPONSE_CODE, &h->answer.status);
	h->answer.body.max++;
	if (out_bytes(&h->answer.body, "", 1))
		h->answer.body.len--;
	else if (h->answer.fate == HTTP_ANSWERED)
		h->answer.fate = HTTP_TOO_BIG;
}

void http_work(struct link_loop *loop)
{
	const struct curl_api *api = loop->multi ? curl_api(NULL) : NULL;
	const CURLMsg *m;
	int left;

	if (!api)
		return;
	api->multi_perform(loop->multi, &left);
	while ((m = api->multi_info_read(loop->multi, &left)) != NULL) {
		char *ctx = NULL;

		if (m->msg == CURLMSG_DONE &&
		    api->easy_getinfo(m->easy_handle, CURLINFO_PRIVATE, &ctx) == CURLE_OK && ctx)
			over((struct http *)(void *)ctx, m->data.result);
	}
}

/* --- what goes --------------------------------------------------------------------------------- */

static bool add_header(struct http *h, const char *line)
{
	struct curl_slist *l = curl_api(NULL)->slist_append(h->headers, line);

	if (l)
		h->headers = l;
	return l != NULL;
}

static bool set_headers(struct http *h, const struct http_place *to, bool gzipped)
{
	char line[sizeof("Authorization: Bearer ") + TOKEN_SIZE];

	snprintf(line, sizeof(line), "Authorization: Bearer %s", to->token);
	bool good = (!*to->token || add_header(h, line)) && add_header(h, "Expect:") &&
		    add_header(h, "Content-Type: application/octet-stream") &&
		    (!gzipped || add_header(h, "Content-Encoding: gzip"));

	explicit_bzero(line, sizeof(line));
	return good;
}

/* The body as it goes: gzipped when that is worth it. */
static const struct out *packed(struct http *h, const struct http_request *r)
{
	h->packed = (struct out){ .max = PACKED_MAX };
	if (r->plain || r->body->len < SMALL || !gzip_pack(r->body, &h->packed)) {
		out_free(&h->packed);
		return r->body;
	}
	return &h->packed;
}

static void set_place(struct http *h, const struct http_place *to, const struct http_request *r, struct arena *mem)
{
	const struct curl_api *api = curl_api(NULL);
	size_t n = strlen(to->url);

	while (n && to->url[n - 1] == '/')
		n--;
	api->easy_setopt(h->easy, CURLOPT_URL, arena_printf(mem, "%.*s%s", (int)n, to->url, r->path));
	api->easy_setopt(h->easy, CURLOPT_PROTOCOLS_STR, "https");
	api->easy_setopt(h->easy, CURLOPT_SSL_VERIFYPEER, 1L);
	api->easy_setopt(h->easy, CURLOPT_SSL_VERIFYHOST, 2L);
	api->easy_setopt(h->easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
	if (to->ca) {
		api->easy_setopt(h->easy, CURLOPT_CAINFO, to->ca);
		api->easy_setopt(h->easy, CURLOPT_CAPATH, NULL);
	}
}

static void set_rest(struct http *h, const struct http_request *r)
{
	const struct curl_api *api = curl_api(NULL);

	api->easy_setopt(h->easy, CURLOPT_NOSIGNAL, 1L);
	/* Who gives up does not wait for a name that nobody looks up: its thread ends by itself. */
	api->easy_setopt(h->easy, CURLOPT_QUICK_EXIT, 1L);
	api->easy_setopt(h->easy, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
	api->easy_setopt(h->easy, CURLOPT_TCP_KEEPALIVE, 1L);
	api->easy_setopt(h->easy, CURLOPT_CONNECTTIMEOUT, (long)CONNECT_S);
	api->easy_setopt(h->easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
	api->easy_setopt(h->easy, CURLOPT_LOW_SPEED_TIME, (long)(STILL_S + r->wait_s));
	api->easy_setopt(h->easy, CURLOPT_ACCEPT_ENCODING, "gzip");
	api->easy_setopt(h->easy, CURLOPT_USERAGENT, "pult/" PULT_VERSION);
	api->easy_setopt(h->easy, CURLOPT_HTTPHEADER, h->headers);
	api->easy_setopt(h->easy, CURLOPT_WRITEFUNCTION, on_body);
	api->easy_setopt(h->easy, CURLOPT_WRITEDATA, h);
	api->easy_setopt(h->easy, CURLOPT_HEADERFUNCTION, on_header);
	api->easy_setopt(h->easy, CURLOPT_HEADERDATA, h);
	api->easy_setopt(h->easy, CURLOPT_PRIVATE, h);
}

enum err_code http_start(struct http *h, const struct http_place *to, const struct http_request *r, struct err *e)
{
	const struct curl_api *api = curl_api(NULL);
	struct arena mem = { 0 };

	clear(h);
	h->answer = (struct http_answer){ .body.max = r->max, .retry_s = -1 };
	const struct out *body = r->body ? packed(h, r) : NULL;
	bool good = set_headers(h, to, body && body == &h->packed);

	set_place(h, to, r, &mem);
	set_rest(h, r);
	if (body) {
		api->easy_setopt(h->easy, CURLOPT_POST, 1L);
		api->easy_setopt(h->easy, CURLOPT_POSTFIELDS, body->len ? body->p : "");
		api->easy_setopt(h->easy, CURLOPT_POSTFIELDSIZE_LARGE, (curl_off_t)body->len);
	}
	good = good && api->multi_add_handle(h->loop->multi, h->easy) == CURLM_OK;
	arena_free(&mem); /* libcurl has copied the address */
	h->flies = good;
	return good ? ERR_OK : err_set(e, ERR_FAILED, "%s", _("Out of memory."));
}

bool http_flies(const struct http *h)
{
	return h->flies;
}

const struct http_answer *http_answered(struct http *h)
{
	return h->flies && h->over ? &h->answer : NULL;
}

void http_done(struct http *h)
{
	clear(h);
}
