/* tui/plain.c - see plain.h. */
#include "tui/plain.h"

#include <string.h>

#include "core/text.h"

/* Box drawing and block elements (Unicode 15, U+2500-U+259F). */
static bool is_drawn(uint32_t cp)
{
	return cp >= 0x2500 && cp <= 0x259F;
}

/* What stands between two columns: nothing new behind a mark that parts them already. */
static const char *between(const char *before, size_t n, int gap)
{
	if (n == 0)
		return "";
	return gap == 1 || strchr(",.:;", before[n - 1]) ? " " : ", ";
}

/* One line without frames, with commas for its gaps. */
static const char *in_words(struct arena *mem, const char *line, size_t len)
{
	char *out = arena_alloc(mem, 2 * len + 1);
	size_t end = 0;
	int gap = 0;
	uint32_t cp;

	for (size_t at = 0, n; at < len && (n = text_next(line + at, &cp)) > 0; at += n) {
		if (cp == ' ' || cp == '\t' || is_drawn(cp)) {
			gap += cp == ' ' ? 1 : 2;
			continue;
		}
		for (const char *s = gap ? between(out, end, gap) : ""; *s; s++)
			out[end++] = *s;
		gap = 0;
		memcpy(out + end, line + at, n);
		end += n;
	}
	out[end] = '\0';
	return out;
}

static const char *add_wrapped(struct arena *mem, const char *out, const char *line, int cols)
{
	const char *next = line;

	while (next) {
		const char *from = next;
		size_t n = text_wrap(from, cols, &next);

		out = arena_printf(mem, "%s%.*s\n", out, (int)n, from);
	}
	return out;
}

const char *plain_text(struct arena *mem, const char *text, int cols)
{
	const char *out = "";

	while (*text) {
		size_t len = strcspn(text, "\n");
		const char *line = in_words(mem, text, len);

		if (line[strspn(line, "=-")]) /* a rule says nothing */
			out = add_wrapped(mem, out, line, cols);
		text += len + (text[len] == '\n');
	}
	return out;
}
