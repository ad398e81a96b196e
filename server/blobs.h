/* server/blobs.h - photographs and recordings by the SHA-256 of their content, in PostgreSQL. What is there
 * never changes. */
#ifndef SERVER_BLOBS_H
#define SERVER_BLOBS_H

#include <stdbool.h>

#include "core/out.h"
#include "server/pg.h"

enum { BLOB_MAX = 16 * 1024 * 1024, BLOB_HASH = 32 };

/* Puts a content that has this hash; one that is there stays. */
MUST_CHECK enum err_code blob_put(struct pg *pg, const char *site, const unsigned char hash[BLOB_HASH],
				  const struct out *content, struct err *e);

/* Reads it into `o`; ERR_NOT_FOUND. */
MUST_CHECK enum err_code blob_get(struct pg *pg, const unsigned char hash[BLOB_HASH], struct out *o,
				  struct err *e);

#endif
