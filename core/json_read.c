/* core/json_read.c - see json_read.h. A reader by descent that gives up at the first thing it is not sure of: numbers
 * that are no short integers, surrogates, bytes that are no UTF-8, members that come twice, deep nesting, errors. */
#include "core/json_read.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 16, DIGITS_MAX = 17 };

struct reader {
	const char *at, *end;
	char *room;      /* for texts with escapes: as long as the whole, made when one is met */
	size_t len;
	int depth;
};

static json_t *read_value(struct reader *r);

static void skip_spaces(struct reader *r)
{
	while (r->at < r->end && (*r->at == ' ' || *r->at == '\n' || *r->at == '\t' || *r->at == '\r'))
		r->at++;
}

static bool take(struct reader *r, char c)
{
	skip_spaces(r);
	if (r->at == r->end || *r->at != c)
		return false;
	r->at++;
	return true;
}

/* --- texts -------------------------------------------------------------------------------------- */

static bool follows(const char *p, int n)
{
	for (int i = 1; i <= n; i++)
		if (((unsigned char)p[i] & 0xc0) != 0x80)
			return false;
	return true;
}

/* Bytes of the letter at p, which is above ASCII; 0: no UTF-8 (RFC 3629, table 3-7 of Unicode). */
static int letter_bytes(const char *p, const char *end)
{
	unsigned char a = (unsigned char)p[0], b = end - p > 1 ? (unsigned char)p[1] : 0;

	if (a >= 0xc2 && a <= 0xdf)
		return end - p >= 2 && follows(p, 1) ? 2 : 0;
	if (a >= 0xe0 && a <= 0xef)
		return end - p >= 3 && follows(p, 2) && (a != 0xe0 || b >= 0xa0) && (a != 0xed || b < 0xa0) ? 3 : 0;
	if (a >= 0xf0 && a <= 0xf4)
		return end - p >= 4 && follows(p, 3) && (a != 0xf0 || b >= 0x90) && (a != 0xf4 || b < 0x90) ? 4 : 0;
	return 0;
}

/* To the quote, the escape or the byte that is not for us. */
static const char *plain_end(const char *p, const char *end)
{
	while (p < end) {
		unsigned char c = (unsigned char)*p;

		if (c < 0x80) {
			if (c < ' ' || c == '"' || c == '\\')
				break;
			p++;
			continue;
		}
		int n = letter_bytes(p, end);

		if (!n)
			break;
		p += n;
	}
	return p;
}

static int hex_digit(char c)
{
	static const char digits[] = "0123456789abcdefABCDEF";
	const char *at = c ? strchr(digits, c) : NULL;
	int d = at ? (int)(at - digits) : -1;

	return d > 15 ? d - 6 : d;
}

/* \uXXXX of one letter that is no half of a pair and not 0: its bytes in `out`; 0: not for us. */
static size_t read_code(const char *p, const char *end, char *out)
{
	unsigned v = 0;

	if (end - p < 4)
		return 0;
	for (int i = 0; i < 4; i++) {
		int d = hex_digit(p[i]);

		if (d < 0)
			return 0;
		v = v << 4 | (unsigned)d;
	}
	if (v == 0 || (v >= 0xd800 && v <= 0xdfff))
		return 0;
	if (v < 0x80) {
		out[0] = (char)v;
		return 1;
	}
	size_t n = v < 0x800 ? 2 : 3;

	out[n - 1] = (char)(0x80 | (v & 0x3f));
	out[n - 2] = (char)(n == 2 ? 0xc0 | v >> 6 : 0x80 | (v >> 6 & 0x3f));
	if (n == 3)
		out[0] = (char)(0xe0 | v >> 12);
	return n;
}

/* What the escape at r->at stands for, in `out`; its bytes, or 0. */
static size_t read_escape(struct reader *r, char *out)
{
	static const char names[] = "\"\\/bfnrt", means[] = "\"\\/\b\f\n\r\t";
	const char *name = r->end - r->at > 1 && r->at[1] ? strchr(names, r->at[1]) : NULL;

	if (name) {
		*out = means[name - names];
		r->at += 2;
		return 1;
	}
	if (r->end - r->at < 2 || r->at[1] != 'u')
		return 0;
	size_t n = read_code(r->at + 2, r->end, out);

	r->at += n ? 6 : 0;
	return n;
}

/* A text with escapes, of which `p` up to r->at has none. */
static bool read_escaped(struct reader *r, const char *p, const char **text, size_t *len)
{
	if (!r->room)
		r->room = malloc(r->len);
	char *to = r->room;

	while (to) {
		memcpy(to, p, (size_t)(r->at - p));
		to += r->at - p;
		if (r->at < r->end && *r->at == '"')
			break;
		size_t n = r->at < r->end && *r->at == '\\' ? read_escape(r, to) : 0;

		if (!n)
			return false;
		to += n;
		p = r->at;
		r->at = plain_end(p, r->end);
	}
	*text = r->room;
	*len = (size_t)(to - r->room);
	return to != NULL;
}

/* Behind the first quote; *text is good until the next one is read. */
static bool read_text(struct reader *r, const char **text, size_t *len)
{
	const char *from = r->at;

	r->at = plain_end(from, r->end);
	*text = from;
	*len = (size_t)(r->at - from);
	if (r->at == r->end || *r->at != '"')
		if (!read_escaped(r, from, text, len))
			return false;
	r->at++;
	return true;
}

/* --- values ------------------------------------------------------------------------------------- */

static json_t *read_string(struct reader *r)
{
	const char *text;
	size_t len;

	r->at++;
	return read_text(r, &text, &len) ? json_stringn_nocheck(text, len) : NULL;
}

static json_t *read_integer(struct reader *r)
{
	bool minus = *r->at == '-';
	const char *p = r->at + minus, *from = p;
	json_int_t v = 0;

	while (p < r->end && *p >= '0' && *p <= '9' && p - from < DIGITS_MAX)
		v = 10 * v + (*p++ - '0');
	bool odd = p == from || (*from == '0' && (p - from > 1 || minus)) ||
		   (p < r->end && strchr("0123456789.eE", *p) && *p);

	r->at = p;
	return odd ? NULL : json_integer(minus ? -v : v);
}

static json_t *read_word(struct reader *r)
{
	static const char *const words[] = { "null", "true", "false" };
	size_t left = (size_t)(r->end - r->at);

	for (int i = 0; i < 3; i++) {
		size_t n = strlen(words[i]);

		if (left < n || memcmp(r->at, words[i], n) != 0)
			continue;
		r->at += n;
		return i ? json_boolean(i == 1) : json_null();
	}
	return NULL;
}

static bool read_member(struct reader *r, json_t *o)
{
	const char *key;
	char name[64];
	size_t len;

	if (!take(r, '"') || !read_text(r, &key, &len) || len >= sizeof(name) || memchr(key, '\0', len))
		return false;
	memcpy(name, key, len); /* the next text may be written over it */
	name[len] = '\0';
	json_t *v = take(r, ':') ? read_value(r) : NULL;

	if (v && json_object_get(o, name)) {
		json_decref(v);
		v = NULL;
	}
	return v && json_object_set_new_nocheck(o, name, v) == 0;
}

static json_t *read_object(struct reader *r)
{
	json_t *o = json_object();

	r->at++;
	if (take(r, '}'))
		return o;
	do {
		if (!read_member(r, o)) {
			json_decref(o);
			return NULL;
		}
	} while (take(r, ','));
	if (take(r, '}'))
		return o;
	json_decref(o);
	return NULL;
}

static json_t *read_array(struct reader *r)
{
	json_t *list = json_array();

	r->at++;
	if (take(r, ']'))
		return list;
	do {
		json_t *v = read_value(r);

		if (!v || json_array_append_new(list, v) != 0) {
			json_decref(list);
			return NULL;
		}
	} while (take(r, ','));
	if (take(r, ']'))
		return list;
	json_decref(list);
	return NULL;
}

static json_t *read_value(struct reader *r)
{
	json_t *v = NULL;

	skip_spaces(r);
	if (r->at == r->end || r->depth == DEPTH_MAX)
		return NULL;
	r->depth++;
	if (*r->at == '"')
		v = read_string(r);
	else if (*r->at == '{')
		v = read_object(r);
	else if (*r->at == '[')
		v = read_array(r);
	else if (*r->at == '-' || (*r->at >= '0' && *r->at <= '9'))
		v = read_integer(r);
	else
		v = read_word(r);
	r->depth--;
	return v;
}

json_t *json_read(const char *text, size_t len, size_t flags)
{
	struct reader r = { .at = text, .end = text + len, .len = len };

	skip_spaces(&r);
	json_t *v = r.at < r.end && (*r.at == '{' || *r.at == '[') ? read_value(&r) : NULL;

	skip_spaces(&r);
	if (v && r.at != r.end) {
		json_decref(v);
		v = NULL;
	}
	free(r.room);
	return v ? v : json_loadb(text, len, flags, NULL);
}

json_t *json_read_text(const char *text)
{
	return json_read(text, strlen(text), 0);
}
