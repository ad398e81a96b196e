/* server/gzip.c - see gzip.h. */
#include "server/gzip.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { GZIP_WINDOW = 15 + 16, PIECE = 16384 };

bool out_gzip(const struct out *from, struct out *to)
{
	z_stream z = { .next_in = (unsigned char *)from->p, .avail_in = (unsigned)from->len };
	unsigned char piece[PIECE];
	int rc = Z_OK;

	if (deflateInit2(&z, Z_BEST_SPEED, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
		return false;
	while (rc == Z_OK) {
		z.next_out = piece;
		z.avail_out = sizeof(piece);
		rc = deflate(&z, Z_FINISH);
		if (!out_bytes(to, piece, sizeof(piece) - z.avail_out))
			rc = Z_BUF_ERROR;
	}
	deflateEnd(&z);
	return rc == Z_STREAM_END;
}

struct inflater {
	z_stream z;
	bool done;
};

struct inflater *inflater_new(void)
{
	struct inflater *in = calloc(1, sizeof(*in));

	if (in && inflateInit2(&in->z, GZIP_WINDOW) != Z_OK) {
		free(in);
		in = NULL;
	}
	return in;
}

void inflater_free(struct inflater *in)
{
	if (in)
		inflateEnd(&in->z);
	free(in);
}

bool inflater_take(struct inflater *in, const void *p, size_t len, struct out *o)
{
	unsigned char copy[PIECE], piece[PIECE];
	const unsigned char *from = p;

	for (size_t n; len; from += n, len -= n) {
		n = len < sizeof(copy) ? len : sizeof(copy);
		memcpy(copy, from, n); /* zlib's pointer is not const */
		in->z.next_in = copy;
		in->z.avail_in = (unsigned)n;
		do {
			if (in->done)
				return false;
			in->z.next_out = piece;
			in->z.avail_out = sizeof(piece);
			int rc = inflate(&in->z, Z_NO_FLUSH);

			in->done = rc == Z_STREAM_END;
			if (rc != Z_OK && rc != Z_STREAM_END && rc != Z_BUF_ERROR)
				return false;
			if (!out_bytes(o, piece, sizeof(piece) - in->z.avail_out))
				return false;
		} while (in->z.avail_in || (!in->done && in->z.avail_out == 0));
	}
	return true;
}

bool inflater_done(const struct inflater *in)
{
	return in->done;
}
