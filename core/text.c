/* core/text.c - decoding, validity, columns; cutting, fitting and wrapping by columns.
 *
 * The columns are those of wcwidth() in glibc, which ncurses counts by: an emoji keeps its own
 * width under a variation selector. Must survive bytes that are not UTF-8: each counts as U+FFFD.
 */
#include "core/text.h"

#include <string.h>
#include <utf8proc.h>

enum { REPLACEMENT = 0xFFFD, CODE_POINT_MAX = 0x10FFFF, COLUMNS_MAX = 10000 };

static const char replacement[] = "\xEF\xBF\xBD";
static const char ellipsis[] = "…";

/* --- code points ------------------------------------------------------------------------- */

/* Bytes a letter with this first byte has, and the least code point of that length; 0: no first
 * byte. */
static size_t lead_length(unsigned char lead, uint32_t *bits, uint32_t *least)
{
	static const struct lead {
		unsigned char mask, value;
		uint32_t least;
	} leads[] = { { 0x80, 0x00, 0 },
		      { 0xE0, 0xC0, 0x80 },
		      { 0xF0, 0xE0, 0x800 },
		      { 0xF8, 0xF0, 0x10000 } };

	for (size_t i = 0; i < COUNT(leads); i++) {
		if ((lead & leads[i].mask) != leads[i].value)
			continue;
		*bits = lead & (unsigned char)~leads[i].mask;
		*least = leads[i].least;
		return i + 1;
	}
	return 0;
}

/* Decodes at most `len` bytes at s; 0 when they are not a letter of UTF-8. */
static size_t decode(const char *s, size_t len, uint32_t *cp)
{
	uint32_t bits = 0, least = 0;
	size_t need = lead_length((unsigned char)s[0], &bits, &least);

	if (need == 0 || need > len)
		return 0;
	for (size_t i = 1; i < need; i++) {
		if (((unsigned char)s[i] & 0xC0) != 0x80) /* a NUL, too, ends here */
			return 0;
		bits = bits << 6 | ((unsigned char)s[i] & 0x3F);
	}
	if (bits < least || bits > CODE_POINT_MAX || (bits >= 0xD800 && bits <= 0xDFFF))
		return 0;
	*cp = bits;
	return need;
}

size_t text_next(const char *s, uint32_t *cp)
{
	unsigned char lead = (unsigned char)s[0], second;

	if (lead < 0x80) {
		*cp = lead;
		return lead != 0;
	}
	if (lead >= 0xC2 && lead < 0xE0 && ((second = (unsigned char)s[1]) & 0xC0) == 0x80) {
		*cp = (uint32_t)(lead & 0x1F) << 6 | (second & 0x3F);
		return 2;
	}
	size_t n = decode(s, 4, cp);

	if (n > 0)
		return n;
	*cp = REPLACEMENT;
	return 1;
}

size_t text_put(char *out, uint32_t cp)
{
	size_t n = 1;

	if (cp > CODE_POINT_MAX || (cp >= 0xD800 && cp <= 0xDFFF))
		cp = REPLACEMENT;
	if (cp < 0x80)
		out[0] = (char)cp;
	else
		n = (size_t)utf8proc_encode_char((utf8proc_int32_t)cp, (utf8proc_uint8_t *)out);
	out[n] = '\0';
	return n;
}

size_t text_letters(const char *s)
{
	size_t letters = 0, n;
	uint32_t cp;

	for (; (n = text_next(s, &cp)) > 0; s += n)
		letters++;
	return letters;
}

static bool is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp <= 0x9F) || cp == 0x2028 || cp == 0x2029;
}

static bool turns_a_line(uint32_t cp)
{
	return cp == 0x061C || cp == 0x200E || cp == 0x200F || (cp >= 0x202A && cp <= 0x202E) ||
	       (cp >= 0x2066 && cp <= 0x2069);
}

char *text_harmless(struct arena *a, const char *s)
{
	char *out = arena_alloc(a, strlen(s) + 1), *p = out;
	uint32_t cp;

	for (size_t n; (n = text_next(s, &cp)) > 0; s += n) {
		bool is_break = cp == '\n' || cp == '\t', is_broken = cp == REPLACEMENT && n == 1;

		if (is_break || !(is_control(cp) || is_broken || turns_a_line(cp))) {
			memcpy(p, s, n);
			p += n;
		}
	}
	*p = '\0';
	return out;
}

enum text_fault text_check(const char *s, size_t len)
{
	enum text_fault fault = TEXT_GOOD;
	uint32_t cp;

	while (len > 0) {
		size_t n = decode(s, len, &cp);

		if (n == 0 || cp == 0)
			return TEXT_NOT_UTF8;
		if (is_control(cp) && cp != '\n' && cp != '\t')
			fault = TEXT_HAS_CONTROL;
		s += n;
		len -= n;
	}
	return fault;
}

/* --- columns ----------------------------------------------------------------------------- */

/* ASCII, Latin, and Cyrillic letters: one column each, and each begins a new letter. */
static bool is_plain(uint32_t cp)
{
	return cp < 0x300 || (cp >= 0x400 && cp < 0x483) || (cp > 0x489 && cp < 0x530);
}

int text_cp_width(uint32_t cp)
{
	if (is_control(cp))
		return 0;
	if (is_plain(cp))
		return 1;
	if ((cp >= 0x1160 && cp <= 0x11FF) ||
	    (cp >= 0xD7B0 && cp <= 0xD7FB)) /* Hangul, joined to the first */
		return 0;
	if (utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_MC) /* spacing marks */
		return 1;
	return utf8proc_charwidth((utf8proc_int32_t)cp);
}

/* What a person sees as one letter at s: a code point with its marks, joiners and selectors.
 * Returns its bytes (0 at the end) and sets its columns. */
static size_t cluster(const char *s, int *width)
{
	uint32_t cp, next;
	size_t n = text_next(s, &cp), more;
	utf8proc_int32_t state = 0;

	*width = n > 0 ? text_cp_width(cp) : 0;
	while (n > 0 && (more = text_next(s + n, &next)) > 0) {
		if (is_plain(next) || utf8proc_grapheme_break_stateful(
					      (utf8proc_int32_t)cp, (utf8proc_int32_t)next, &state))
			break;
		*width += text_cp_width(next);
		n += more;
		cp = next;
	}
	return n;
}

int text_width(const char *s)
{
	int width = 0;
	size_t n;
	uint32_t cp;

	for (; (n = text_next(s, &cp)) > 0; s += n)
		width += text_cp_width(cp);
	return width;
}

size_t text_cut(const char *s, int cols)
{
	size_t at = 0, n;
	int width;

	while ((n = cluster(s + at, &width)) > 0 && width <= cols) {
		cols -= width;
		at += n;
	}
	return at;
}

/* --- fitting a cell ---------------------------------------------------------------------- */

/* A letter as it is drawn; len is 0 for what is not drawn at all. */
struct drawn {
	const char *s;
	size_t len;
	int width;
};

/* Not drawn: controls, the soft hyphen, and format characters but the joiners that shape a letter.
 */
static bool is_hidden(uint32_t cp)
{
	return is_control(cp) || (cp != 0x200C && cp != 0x200D &&
				  utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_CF);
}

/* The letter at s as a cell shows it; returns the bytes it takes in s, 0 at the end. A mark with no
 * letter before it is not drawn: it would land on the neighbouring cell. */
static size_t draw(const char *s, struct drawn *out)
{
	uint32_t cp;
	size_t first = text_next(s, &cp);

	if (cp == '\n' || cp == '\t' || cp == 0x2028 || cp == 0x2029) {
		*out = (struct drawn){ " ", 1, 1 };
		return first;
	}
	if (cp == REPLACEMENT && first == 1) {
		*out = (struct drawn){ replacement, sizeof(replacement) - 1, 1 };
		return first;
	}
	if (is_hidden(cp)) {
		*out = (struct drawn){ s, 0, 0 };
		return first;
	}
	size_t n = cluster(s, &out->width);

	out->s = s;
	out->len = out->width > 0 ? n : 0;
	return n;
}

/* Bytes of s that fill at most `cols` columns when drawn, their columns and their drawn bytes. */
static size_t measure(const char *s, int cols, int *width, size_t *bytes)
{
	struct drawn d;
	size_t at = 0, n;

	*width = 0;
	*bytes = 0;
	while ((n = draw(s + at, &d)) > 0 && d.width <= cols - *width) {
		*width += d.width;
		*bytes += d.len;
		at += n;
	}
	return at;
}

char *text_fit(struct arena *a, const char *s, int cols)
{
	bool right = cols < 0;
	int want = cols > COLUMNS_MAX || cols < -COLUMNS_MAX ? COLUMNS_MAX
		   : right         ? -cols
							     : cols,
	    width;
	size_t bytes, end = measure(s, want, &width, &bytes);
	bool cut = s[end] != '\0' && want > 0;

	if (cut)
		end = measure(s, want - 1, &width, &bytes);
	size_t pad = (size_t)(want - width - cut);
	char *out = arena_alloc(a, bytes + pad + sizeof(ellipsis)), *p = out;

	if (right)
		p = (char *)memset(p, ' ', pad) + pad;
	for (size_t at = 0; at < end;) {
		struct drawn d;

		at += draw(s + at, &d);
		memcpy(p, d.s, d.len);
		p += d.len;
	}
	if (cut) {
		memcpy(p, ellipsis, sizeof(ellipsis) - 1);
		p += sizeof(ellipsis) - 1;
	}
	if (!right)
		memset(p, ' ', pad);
	return out;
}

/* --- wrapping ---------------------------------------------------------------------------- */

/* Where the line that ends before s begins again: behind the spaces and one line break. */
static const char *line_after(const char *s)
{
	while (*s == ' ' || *s == '\t')
		s++;
	if (s[0] == '\r' && s[1] == '\n')
		s++;
	if (*s == '\n')
		return s + 1;
	return *s ? s : NULL;
}

/* The line reaches its own end at `at`: a line break or the end of the text. */
static size_t whole_line(const char *s, size_t at, const char **next)
{
	*next = s[at] == '\n' ? s + at + 1 : NULL;
	return at > 0 && *next && s[at - 1] == '\r' ? at - 1 : at;
}

size_t text_wrap(const char *s, int cols, const char **next)
{
	size_t at = 0, words = 0, gap = 0,
	       n; /* end of the words so far; of those before the last gap */
	int used = 0, width;

	while ((n = cluster(s + at, &width)) > 0 && s[at] != '\n') {
		bool space = s[at] == ' ' || s[at] == '\t';

		if (space) {
			width = 1; /* a tab is drawn as one space */
			gap = words;
		}
		if (used + width > cols && at > 0) {
			size_t end = space ? (words ? words : at) : (gap ? gap : at);

			*next = line_after(s + end);
			return end;
		}
		used += width;
		at += n;
		if (!space)
			words = at;
	}
	return whole_line(s, at, next);
}
