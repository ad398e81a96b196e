/* server/http_life.h - from the first byte of a request to its end, for serve.c. */
#ifndef SERVER_HTTP_LIFE_H
#define SERVER_HTTP_LIFE_H

#include "server/http.h"

/* The headers are there: finds the route, checks token and size. False: the answer is filled already. */
bool request_begin(struct request *r, const char *method, const char *url);

/* A piece of the body. False: the connection is to be closed. */
bool request_take(struct request *r, const char *p, size_t len);

/* The request is whole, or its sleep is over. */
enum handled request_end(struct request *r);

/* Sends the answer, gzipped when the client wants it and it pays. */
enum MHD_Result request_send(struct request *r);

void request_free(struct request *r);

#endif
