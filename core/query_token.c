/* core/query_token.c - see query_token.h. Knows spaces, quotes and colons, no filter. */
#include "core/query_token.h"

#include <string.h>

#include "core/text.h"

const char *token_lower(struct arena *a, const char *s, size_t len)
{
	char *out = arena_alloc(a, 4 * len + 1), *p = out;
	uint32_t cp;

	for (size_t at = 0, n; at < len && (n = text_next(s + at, &cp)) > 0; at += n)
		p += text_put(p, text_lower(cp));
	return out;
}

static const struct quote {
	const char *open, *close;
} quotes[] = {
	{ "\"", "\"" }, { "\xC2\xAB", "\xC2\xBB" },                 /* "…" «…» */
	{ "\xE2\x80\x9E", "\xE2\x80\x9C" }, { "\xE2\x80\x9C", "\xE2\x80\x9D" }, /* „…“ “…” */
};

static const struct quote *quote_at(const char *s)
{
	for (size_t i = 0; i < COUNT(quotes); i++)
		if (strncmp(s, quotes[i].open, strlen(quotes[i].open)) == 0)
			return &quotes[i];
	return NULL;
}

/* Bytes of a space at s: ASCII, or no-break; 0 for anything else. */
static size_t space_at(const char *s)
{
	if (*s && strchr(" \t\r\n\v\f", *s))
		return 1;
	return strncmp(s, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

static size_t until_space(const char *s)
{
	size_t n = 0;

	while (s[n] && !space_at(s + n))
		n++;
	return n;
}

/* Reads what stands in the quotes at *s, or up to a space. */
static const char *read_value(struct arena *a, const char **s, struct token *t)
{
	const struct quote *q = quote_at(*s);
	size_t n;
	const char *v;

	if (!q) {
		n = until_space(*s);
		v = arena_strndup(a, *s, n);
		*s += n;
		return v;
	}
	const char *from = *s + strlen(q->open), *end = strstr(from, q->close);

	t->quoted = true;
	t->open = !end;
	n = end ? (size_t)(end - from) : strlen(from);
	v = arena_strndup(a, from, n);
	*s = from + n + (end ? strlen(q->close) : 0);
	return v;
}

/* Bytes of a filter's name before its colon at s; 0 when no filter begins there: "10:30", ":x". */
static size_t name_at(const char *s)
{
	size_t n = strcspn(s, ":"), word = until_space(s);
	bool named = false;

	if (s[n] != ':' || n >= word || quote_at(s))
		return 0;
	for (size_t i = 0; i < n; i++) {
		char low = (char)(s[i] | 0x20);

		named = named || (unsigned char)s[i] >= 0x80 || (low >= 'a' && low <= 'z');
	}
	return named ? n : 0;
}

bool token_next(struct arena *a, const char **s, struct token *t)
{
	for (size_t n; (n = space_at(*s)) > 0;)
		*s += n;
	if (!**s)
		return false;
	const char *from = *s;
	size_t name = name_at(from);

	*t = (struct token){ 0 };
	if (name) {
		t->key = token_lower(a, from, name);
		*s += name + 1;
	}
	t->value = read_value(a, s, t);
	t->raw = arena_strndup(a, from, (size_t)(*s - from));
	return true;
}
