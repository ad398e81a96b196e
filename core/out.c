/* core/out.c - see out.h. */
#include "core/out.h"

#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAP = 1024 };

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
