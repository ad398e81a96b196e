/* core/text_cyr.c - see text_cyr.h; the case functions of text.h are here too. */
#include "core/text_cyr.h"

#include <string.h>
#include <utf8proc.h>

#include "core/err.h"
#include "core/text.h"

enum { STRESS = 0x301, MARKS_MAX = 8 };

static const struct twin {
	char latin[3];
	uint16_t cyrillic[2];
} twins[] = {
	{ "Aa", { 0x410, 0x430 } }, { "B", { 0x412 } }, { "Cc", { 0x421, 0x441 } },
	{ "Ee", { 0x415, 0x435 } }, { "H", { 0x41D } }, { "Ii", { 0x406, 0x456 } },
	{ "Kk", { 0x41A, 0x43A } }, { "M", { 0x41C } }, { "Oo", { 0x41E, 0x43E } },
	{ "Pp", { 0x420, 0x440 } }, { "T", { 0x422 } }, { "Xx", { 0x425, 0x445 } },
	{ "Yy", { 0x423, 0x443 } },
};

/* The alphabet of domain.md 5.1, with ё ў ъ ы э where a Ukrainian reader looks for them. */
static const char alphabet[] = "абвгґдеёєжзиіїйклмнопрстуўфхцчшщъыьэюя";

/* The six of domain.md 5.2 (' ` ´ ʼ ‘ ’) and the glyphs that cannot be told from them. */
static const uint16_t apostrophes[] = {
	'\'', '`', 0xB4, 0x2B9, 0x2BB, 0x2BC, 0x2BD, 0x2C8, 0x2CA, 0x2CB,
	0x2018, 0x2019, 0x201B, 0x2032, 0x2035, 0xA78B, 0xA78C, 0xFF07, 0xFF40,
};

uint32_t text_twin(uint32_t cp)
{
	if (cp == 0xEF || cp == 0xCF) /* ï Ï */
		return cp == 0xEF ? 0x457 : 0x407;
	if (!text_is_latin(cp))
		return 0;
	for (size_t i = 0; i < COUNT(twins); i++) {
		const char *at = memchr(twins[i].latin, (int)cp, strlen(twins[i].latin));

		if (at)
			return twins[i].cyrillic[at - twins[i].latin];
	}
	return 0;
}

bool text_is_vowel(uint32_t cp)
{
	static const char vowels[] = "аеєиіоуюяыэ";
	uint32_t want = text_lower(cp), v;

	for (const char *s = vowels; *s;) {
		s += text_next(s, &v);
		if (v == want)
			return true;
	}
	return false;
}

static bool is_apostrophe(uint32_t cp)
{
	for (size_t i = 0; i < COUNT(apostrophes); i++) {
		if (apostrophes[i] == cp)
			return true;
	}
	return false;
}

bool text_is_old_apostrophe(uint32_t cp, uint32_t before, uint32_t after)
{
	uint32_t low = text_lower(after);
	bool iotated = low == 0x44F || low == 0x44E || low == 0x454 || low == 0x457; /* я ю є ї */

	if ((cp != '"' && cp != '*') || !iotated || !text_is_cyrillic(before))
		return false;
	return cp == '*' || after == low; /* ТОВ"Юність" is a quotation, Лук"яненко is not */
}

static enum text_kind ascii_kind(uint32_t cp)
{
	if (text_is_latin(cp))
		return KIND_LETTER;
	if (cp >= '0' && cp <= '9')
		return KIND_DIGIT;
	if (cp == '\'' || cp == '`')
		return KIND_APOSTROPHE;
	if (cp == ' ' || (cp >= '\t' && cp <= '\r'))
		return KIND_SPACE;
	return cp < 0x20 || cp == 0x7F ? KIND_HIDDEN : KIND_PUNCT;
}

enum text_kind text_kind(uint32_t cp)
{
	static const uint8_t kinds[] = {
		[UTF8PROC_CATEGORY_CN] = KIND_PUNCT,  [UTF8PROC_CATEGORY_LU] = KIND_LETTER,
		[UTF8PROC_CATEGORY_LL] = KIND_LETTER, [UTF8PROC_CATEGORY_LT] = KIND_LETTER,
		[UTF8PROC_CATEGORY_LM] = KIND_LETTER, [UTF8PROC_CATEGORY_LO] = KIND_LETTER,
		[UTF8PROC_CATEGORY_MN] = KIND_MARK,   [UTF8PROC_CATEGORY_MC] = KIND_MARK,
		[UTF8PROC_CATEGORY_ME] = KIND_MARK,   [UTF8PROC_CATEGORY_ND] = KIND_DIGIT,
		[UTF8PROC_CATEGORY_NL] = KIND_DIGIT,  [UTF8PROC_CATEGORY_NO] = KIND_DIGIT,
		[UTF8PROC_CATEGORY_PC] = KIND_PUNCT,  [UTF8PROC_CATEGORY_PD] = KIND_PUNCT,
		[UTF8PROC_CATEGORY_PS] = KIND_PUNCT,  [UTF8PROC_CATEGORY_PE] = KIND_PUNCT,
		[UTF8PROC_CATEGORY_PI] = KIND_PUNCT,  [UTF8PROC_CATEGORY_PF] = KIND_PUNCT,
		[UTF8PROC_CATEGORY_PO] = KIND_PUNCT,  [UTF8PROC_CATEGORY_SM] = KIND_PUNCT,
		[UTF8PROC_CATEGORY_SC] = KIND_PUNCT,  [UTF8PROC_CATEGORY_SK] = KIND_PUNCT,
		[UTF8PROC_CATEGORY_SO] = KIND_PUNCT,  [UTF8PROC_CATEGORY_ZS] = KIND_SPACE,
		[UTF8PROC_CATEGORY_ZL] = KIND_SPACE,  [UTF8PROC_CATEGORY_ZP] = KIND_SPACE,
		[UTF8PROC_CATEGORY_CC] = KIND_HIDDEN, [UTF8PROC_CATEGORY_CF] = KIND_HIDDEN,
		[UTF8PROC_CATEGORY_CS] = KIND_PUNCT,  [UTF8PROC_CATEGORY_CO] = KIND_PUNCT,
	};

	if (cp < 0x80)
		return ascii_kind(cp);
	if (text_is_cyrillic(cp))
		return KIND_LETTER;
	if (is_apostrophe(cp))
		return KIND_APOSTROPHE;
	if (cp == 0x85) /* NEXT LINE */
		return KIND_SPACE;
	if (cp >= 0xFE00 && cp <= 0xFE0F) /* variation selectors */
		return KIND_HIDDEN;
	return (enum text_kind)kinds[utf8proc_category((utf8proc_int32_t)cp)];
}

int text_rank(uint32_t cp)
{
	uint32_t want = text_lower(cp), letter;
	int rank = 1;

	if (!text_is_cyrillic(cp))
		return 0;
	for (const char *s = alphabet; *s; rank++) {
		s += text_next(s, &letter);
		if (letter == want)
			return rank;
	}
	return 0;
}

uint32_t text_lower(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= 'A' && cp <= 'Z' ? cp + 32 : cp;
	if (cp >= 0x400 && cp <= 0x45F)
		return cp < 0x410 ? cp + 80 : cp < 0x430 ? cp + 32 : cp;
	return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}

uint32_t text_upper(uint32_t cp)
{
	if (cp < 0x80)
		return cp >= 'a' && cp <= 'z' ? cp - 32 : cp;
	if (cp >= 0x400 && cp <= 0x45F)
		return cp < 0x430 ? cp : cp < 0x450 ? cp - 32 : cp - 80;
	return (uint32_t)utf8proc_toupper((utf8proc_int32_t)cp);
}

/* --- the composed form ------------------------------------------------------------------- */

/* Whether a letter beginning with these bytes may be changed by NFC. Everything below U+0300, the
 * Cyrillic letters, general punctuation and № may not; the rest is left to utf8proc to decide. */
static bool may_compose(const unsigned char *s)
{
	if (s[0] < 0xCC)
		return false;
	if (s[0] < 0xD0)
		return true;
	if (s[0] <= 0xD4) /* U+0400..U+053F, but the marks U+0483..0489 and Armenian */
		return (s[0] == 0xD2 && s[1] >= 0x83 && s[1] <= 0x89) ||
		       (s[0] == 0xD4 && s[1] >= 0xB0);
	if (s[0] == 0xE2)
		return !(s[1] == 0x80 || s[1] == 0x81 || (s[1] == 0x84 && s[2] == 0x96));
	return true;
}

static bool is_composed(const char *s)
{
	for (const unsigned char *p = (const unsigned char *)s; *p; p++) {
		if (may_compose(p))
			return false;
	}
	return true;
}

static int mark_class(int32_t cp)
{
	return utf8proc_get_property(cp)->combining_class;
}

/* Takes in one decomposed code point: marks in canonical order behind their letter, stress left
 * out. */
static size_t add_decomposed(int32_t *out, size_t n, int32_t cp)
{
	int class = mark_class(cp);
	size_t marks = 0, at = n;

	if (class == 0) {
		out[n] = cp;
		return n + 1;
	}
	while (marks < n && mark_class(out[n - 1 - marks]) != 0)
		marks++;
	if (marks >= MARKS_MAX ||
	    (cp == STRESS && marks < n && text_is_vowel((uint32_t)out[n - 1 - marks])))
		return n;
	for (; marks > 0 && mark_class(out[at - 1]) > class; marks--, at--)
		out[at] = out[at - 1];
	out[at] = cp;
	return n + 1;
}

const char *text_nfc(struct arena *a, const char *s)
{
	if (is_composed(s))
		return s;

	enum {
		LONGEST = 4
	}; /* code points of the longest canonical decomposition, U+1F82 and kin */
	size_t n = 0, len;
	uint32_t cp;
	int32_t *wide = arena_alloc(a, (strlen(s) * LONGEST + 1) * sizeof(*wide));

	for (; (len = text_next(s, &cp)) > 0; s += len) {
		if (text_kind(cp) == KIND_HIDDEN)
			continue;
		int32_t parts[LONGEST];
		int class = 0;
		utf8proc_ssize_t got =
			utf8proc_decompose_char((utf8proc_int32_t)cp, parts, LONGEST,
						UTF8PROC_DECOMPOSE | UTF8PROC_STABLE, &class);

		for (utf8proc_ssize_t i = 0; i < got && i < LONGEST; i++)
			n = add_decomposed(wide, n, parts[i]);
	}
	utf8proc_ssize_t composed = utf8proc_normalize_utf32(wide, (utf8proc_ssize_t)n,
							     UTF8PROC_COMPOSE | UTF8PROC_STABLE);
	char *out = arena_alloc(a, (size_t)composed * 4 + 1), *p = out;

	for (utf8proc_ssize_t i = 0; i < composed; i++)
		p += text_put(p, (uint32_t)wide[i]);
	return out;
}
