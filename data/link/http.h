/* data/link/http.h - requests to the centre over HTTPS, beside the loop (data/link/wait.h).
 *
 * Never blocks. The certificate is always verified; nothing but https is spoken, no redirection is followed. An answer
 * is kept in memory up to a limit. What a status means is the caller's business. */
#ifndef DATA_LINK_HTTP_H
#define DATA_LINK_HTTP_H

#include <stdint.h>

#include "core/arena.h"
#include "core/err.h"
#include "core/out.h"
#include "data/link/token.h"
#include "data/link/wait.h"

/* Where to, as the settings say. */
struct http_place {
	const char *url;  /* https://HOST[:PORT] */
	const char *ca;   /* file of certificates that are trusted instead of the system's; NULL: the system's */
	char token[TOKEN_SIZE]; /* "": asked as anybody */
};

/* Whether an address can be one: https and a host. ERR_INVALID. */
MUST_CHECK enum err_code http_check_url(const char *url, struct err *e);

/* Whether a file with certificates can be one. ERR_NOT_FOUND; ERR_FAILED: it cannot be read; ERR_INVALID: there is no
 * certificate at its beginning (PEM, RFC 7468). */
MUST_CHECK enum err_code http_check_ca(const char *path, struct err *e);

struct http_request {
	const char *path;       /* "/v1/events?after=…" */
	const struct out *body; /* NULL: GET; else POST. The caller's until the answer is there */
	bool plain;             /* the body is not gzipped (photographs) */
	size_t max;             /* bytes of the answer */
	int wait_s;             /* the centre may hold the answer back so long */
};

/* What became of it, when no status says it. */
enum http_fate { HTTP_ANSWERED, HTTP_AWAY, HTTP_NO_NAME, HTTP_UNTRUSTED, HTTP_TOO_BIG };

struct http_answer {
	enum http_fate fate;
	long status;
	struct out body;       /* with a NUL behind it */
	char next[64], head[9]; /* of Pult-Next, Pult-Head; "" without */
	char want[16];          /* of Pult-Want */
	int64_t retry_s;       /* of Retry-After; -1 without */
};

/* One line to the centre: one request at a time, the connection stays. */
struct http;

MUST_CHECK enum err_code http_open(struct link_loop *loop, struct http **out, struct err *e);
/* Gives up what is under way. NULL: nothing. */
void http_close(struct http *h);

/* Begins. ERR_FAILED: too little memory. */
MUST_CHECK enum err_code http_start(struct http *h, const struct http_place *to, const struct http_request *r,
				    struct err *e);

/* Does what can be done of all requests of the loop without waiting. */
void http_work(struct link_loop *loop);

/* Whether a request is under way; whether its answer is there. */
bool http_flies(const struct http *h);
const struct http_answer *http_answered(struct http *h);

/* The answer was read: the next request may begin. */
void http_done(struct http *h);

#endif
