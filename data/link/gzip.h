/* data/link/gzip.h - gzip of what is sent. zlib is loaded when a request needs it first, as libcurl is (curlapi.h). */
#ifndef DATA_LINK_GZIP_H
#define DATA_LINK_GZIP_H

#include <stdbool.h>

#include "core/out.h"

/* The content gzipped into another empty buffer. False: it does not fit there, or zlib is not installed; then it is
 * sent as it is. */
bool gzip_pack(const struct out *from, struct out *to);

#endif
