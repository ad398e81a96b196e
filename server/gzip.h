/* server/gzip.h - gzip both ways, in pieces. */
#ifndef SERVER_GZIP_H
#define SERVER_GZIP_H

#include "core/out.h"

/* The content gzipped into another empty buffer; false when it did not fit. */
bool out_gzip(const struct out *from, struct out *to);

/* A gzip stream that comes in pieces. `done`: its end has come; `bad`: it is none. */
struct inflater;
struct inflater *inflater_new(void);
void inflater_free(struct inflater *in);

/* Unpacks a piece into `o`. False when it is not gzip, goes on after its end, or does not fit (o->full). */
bool inflater_take(struct inflater *in, const void *p, size_t len, struct out *o);

/* Whether the stream has come to its end. */
bool inflater_done(const struct inflater *in);

#endif
