/* core/text_fill.c - see text_fill.h. */
#include "core/text_fill.h"

#include <string.h>

#include "core/text.h"

static bool is_of_name(uint32_t cp)
{
	bool latin = (cp >= 'a' && cp <= 'z') || (cp >= 'A' && cp <= 'Z') || (cp >= '0' && cp <= '9');

	/* Cyrillic, and the apostrophes ' ` ’ ʼ */
	return latin || (cp >= 0x400 && cp <= 0x52F) || cp == '-' || cp == '\'' || cp == '`' || cp == 0x2019 ||
	       cp == 0x2BC;
}

size_t text_field(const char *s)
{
	size_t n = 1;
	uint32_t cp;

	if (s[0] != '{')
		return 0;
	for (size_t used; n < TEXT_FIELD_MAX && (used = text_next(s + n, &cp)) > 0; n += used) {
		if (cp == '}')
			return n > 1 ? n + 1 : 0;
		if (!is_of_name(cp))
			return 0;
	}
	return 0;
}

static const char *value_at(const char *s, size_t len, text_value value, void *ctx)
{
	char name[TEXT_FIELD_MAX + 1];

	memcpy(name, s + 1, len - 2);
	name[len - 2] = '\0';
	return value(ctx, name);
}

/* The text once: counted (out NULL) or written. */
static size_t pass(const char *s, text_value value, void *ctx, char *out, size_t *left)
{
	size_t n = 0;

	*left = 0;
	while (*s) {
		size_t field = text_field(s);
		const char *v = field ? value_at(s, field, value, ctx) : NULL;
		size_t len = v ? strlen(v) : field ? field : 1;

		*left += field && !v;
		if (out)
			memcpy(out + n, v ? v : s, len);
		n += len;
		s += field ? field : 1;
	}
	return n;
}

char *text_fill(struct arena *a, const char *s, text_value value, void *ctx, size_t *left)
{
	size_t stay, n = pass(s, value, ctx, NULL, &stay);
	char *out = arena_alloc(a, n + 1);

	pass(s, value, ctx, out, &stay);
	if (left)
		*left = stay;
	return out;
}
