/* server/out.c - see out.h. */
#include "server/out.h"

#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { FIRST_CAP = 1024, GZIP_WINDOW = 15 + 16, PIECE = 16384 };

void out_free(struct out *o)
{
	free(o->p);
	o->p = NULL;
	o->len = o->cap = 0;
}

static bool make_room(struct out *o, size_t len)
{
	if (o->full || len > o->max - o->len) {
		o->full = true;
		return false;
	}
	if (o->len + len <= o->cap)
		return true;
	size_t cap = o->cap ? o->cap : FIRST_CAP;

	while (cap < o->len + len)
		cap *= 2;
	char *p = realloc(o->p, cap);

	if (!p) {
		o->full = true;
		return false;
	}
	o->p = p;
	o->cap = cap;
	return true;
}

bool out_bytes(struct out *o, const void *p, size_t len)
{
	if (!make_room(o, len))
		return false;
	if (len)
		memcpy(o->p + o->len, p, len);
	o->len += len;
	return true;
}

bool out_text(struct out *o, const char *s)
{
	return out_bytes(o, s, strlen(s));
}

bool out_printf(struct out *o, const char *fmt, ...)
{
	char small[1024];
	va_list ap;

	va_start(ap, fmt);
	int n = vsnprintf(small, sizeof(small), fmt, ap);
	va_end(ap);
	return n >= 0 && (size_t)n < sizeof(small) && out_bytes(o, small, (size_t)n);
}

bool out_json(struct out *o, const char *s)
{
	out_bytes(o, "\"", 1);
	for (;;) {
		size_t n = 0;

		while ((unsigned char)s[n] >= ' ' && s[n] != '"' && s[n] != '\\')
			n++;
		out_bytes(o, s, n);
		s += n;
		if (!*s)
			return out_bytes(o, "\"", 1);
		if (*s == '"' || *s == '\\')
			out_printf(o, "\\%c", *s);
		else
			out_printf(o, "\\u%04x", (unsigned)(unsigned char)*s);
		s++;
	}
}

bool out_html(struct out *o, const char *s)
{
	static const struct {
		char c;
		const char *as;
	} marks[] = { { '&', "&amp;" }, { '<', "&lt;" }, { '>', "&gt;" }, { '"', "&quot;" }, { '\'', "&#39;" } };

	for (;;) {
		size_t n = strcspn(s, "&<>\"'"), i = 0;

		out_bytes(o, s, n);
		s += n;
		if (!*s)
			return !o->full;
		while (marks[i].c != *s)
			i++;
		out_text(o, marks[i].as);
		s++;
	}
}

bool out_hex(struct out *o, const unsigned char *p, size_t len)
{
	if (!make_room(o, len * 2 + 1))
		return false;
	sodium_bin2hex(o->p + o->len, len * 2 + 1, p, len);
	o->len += len * 2;
	return true;
}

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
