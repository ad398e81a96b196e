/* server/http.h - a request and its answer, as the routes see them. Routes read a request that is whole
 * and checked (token, size, coding) and fill an answer; http.c does everything else. */
#ifndef SERVER_HTTP_H
#define SERVER_HTTP_H

#include <microhttpd.h>

#include "server/central.h"
#include "server/log.h"
#include "server/gzip.h"
#include "server/sites.h"
#include "server/waiters.h"

enum { HTTP_HEADERS = 6, HTTP_SOURCE = 64 };

struct answer {
	unsigned status;
	const char *type;     /* NULL: application/json */
	struct out body;
	const char *names[HTTP_HEADERS], *values[HTTP_HEADERS]; /* in the arena of the request or static */
	int headers;
	bool plain;           /* never gzipped: photographs, and secrets beside what a stranger has chosen */
};

struct request {
	struct central *c;
	struct MHD_Connection *conn;
	const struct route *route;
	const char *rest;     /* of the path, behind a route's "/" */
	struct arena mem;
	struct site site;     /* routes with ROUTE_SITE */
	struct out body;
	struct inflater *gzip;
	uint64_t received;    /* bytes, as they came */
	int64_t began_ms;     /* of steady_ms() */
	bool bad_gzip, is_answered;
	struct answer answer;
	struct waiter waiter; /* routes that wait */
	struct log_place after; /* of a long poll that goes on */
};

/* What a handler says. */
enum handled { HANDLED, HANDLED_ASLEEP };

enum {
	ROUTE_SITE = 1,  /* a site's token is needed */
	ROUTE_REST = 2,  /* the path ends with '/', and something follows */
	ROUTE_LOCAL = 4, /* to this host alone */
	ROUTE_NUMBER = 8, /* the path ends with '/', and the Latin twin of a number follows (core/number.h) */
};

struct route {
	const char *method, *path;
	unsigned flags;
	size_t body_max;
	enum handled (*handle)(struct request *r);
};

/* The table: routes.c. */
extern const struct route routes[];
extern const int route_count;

/* Fills the answer with an error: {"error":word,"message":sentence}. More members may follow: the body ends
 * with '}' which answer_member() moves. */
enum handled answer_error(struct request *r, unsigned status, const char *word, const char *sentence);
void answer_member(struct request *r, const char *name, int64_t value);

/* 413 with the limits of the route. */
enum handled answer_too_big(struct request *r);

/* An error of a layer below: ERR_BUSY 503 with Retry-After, ERR_INVALID 400, ERR_NOT_FOUND 404, else 500. */
enum handled answer_err(struct request *r, const struct err *e);

/* A header of the answer; both texts must live as long as the request. */
void answer_header(struct request *r, const char *name, const char *value);

/* A parameter of the query; NULL when it is not there. */
const char *request_value(struct request *r, const char *name);

/* A field of a form that was posted (application/x-www-form-urlencoded), in the arena; NULL. */
const char *request_field(struct request *r, const char *name);

/* A header of the request; NULL. */
const char *request_header(struct request *r, const char *name);

/* A parameter as a number from `min` to `max`; *out keeps its value when there is none; false: it is none or
 * out of bounds. */
bool request_number(struct request *r, const char *name, int64_t min, int64_t max, int64_t *out);

/* Where the request came from: the peer, or what a trusted proxy says; an IPv6 network of 64 bits is one
 * source. */
void request_source(struct request *r, char out[HTTP_SOURCE]);

/* Whether it came from this host and through no proxy. */
bool request_is_local(struct request *r);

#endif
