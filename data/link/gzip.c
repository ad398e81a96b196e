/* data/link/gzip.c - see gzip.h. */
#include "data/link/gzip.h"

#include <dlfcn.h>
#include <string.h>
#include <zlib.h>

enum { GZIP_WINDOW = 15 + 16, PIECE = 16384 };

struct zlib {
	__typeof__(deflateInit2_) *init;
	__typeof__(deflate) *step;
	__typeof__(deflateEnd) *end;
};

static bool take(void *lib, const char *symbol, void *slot)
{
	void *f = dlsym(lib, symbol);

	memcpy(slot, &f, sizeof(f));
	return f != NULL;
}

static const struct zlib *zlib(void)
{
	static struct zlib z; /* a library is loaded once in a process */
	static bool tried, loaded;
	void *lib = tried ? NULL : dlopen("libz.so.1", RTLD_NOW | RTLD_LOCAL);

	if (lib)
		loaded = take(lib, "deflateInit2_", &z.init) && take(lib, "deflate", &z.step) &&
			 take(lib, "deflateEnd", &z.end);
	tried = true;
	return loaded ? &z : NULL;
}

bool gzip_pack(const struct out *from, struct out *to)
{
	const struct zlib *lib = zlib();
	z_stream z = { .next_in = (unsigned char *)from->p, .avail_in = (unsigned)from->len };
	unsigned char piece[PIECE];
	int rc = Z_OK;

	if (!lib || lib->init(&z, Z_BEST_SPEED, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION,
			      (int)sizeof(z)) != Z_OK)
		return false;
	while (rc == Z_OK) {
		z.next_out = piece;
		z.avail_out = sizeof(piece);
		rc = lib->step(&z, Z_FINISH);
		if (!out_bytes(to, piece, sizeof(piece) - z.avail_out))
			rc = Z_BUF_ERROR;
	}
	lib->end(&z);
	return rc == Z_STREAM_END;
}
