/* core/text_latin.c - keyboard layouts (domain.md 5.5) and transliteration (domain.md 5.8).
 *
 * The layouts are X11 us, ua ("unicode") and ru of xkb-data 2.35. Never applied to stored text. */
#include "core/text.h"

#include <string.h>

#include "core/text_cyr.h"

/* --- keyboard layouts -------------------------------------------------------------------- */

/* The same keys, in the same order, without and with Shift. Digits and signs that do not move are
 * left out. */
static const char *const keys_latin = "`qwertyuiop[]\\asdfghjkl;'zxcvbnm,./"
				      "~QWERTYUIOP{}|ASDFGHJKL:\"ZXCVBNM<>?@#$^&";
static const char *const keys_ukrainian = "'йцукенгшщзхїґфівапролджєячсмитьбю."
					  "ʼЙЦУКЕНГШЩЗХЇҐФІВАПРОЛДЖЄЯЧСМИТЬБЮ,\"№;:?";

/* Where the Russian layout gives another letter on the key of a Ukrainian one. Ё with Shift is
 * still the plain apostrophe: it is typed with Caps Lock. */
static const char *const keys_russian = "ыЫэЭъЪёЁ\\";
static const char *const keys_meant = "іІєЄїЇ''ґ";

/* What stands in `to` at the place of cp in `from`, or cp. */
static uint32_t other_key(const char *from, const char *to, uint32_t cp)
{
	uint32_t a, b;
	size_t n;

	while ((n = text_next(from, &a)) > 0) {
		to += text_next(to, &b);
		if (a == cp)
			return b;
		from += n;
	}
	return cp;
}

uint32_t text_latin_key(uint32_t cp)
{
	return text_is_cyrillic(cp) ? other_key(keys_ukrainian, keys_latin, cp) : cp;
}

struct letters_seen {
	bool latin, cyrillic, russian;
};

static struct letters_seen look_at(const char *s)
{
	struct letters_seen seen = { .latin = false };
	uint32_t cp;
	size_t n;

	for (; (n = text_next(s, &cp)) > 0; s += n) {
		if (text_is_latin(cp))
			seen.latin = true;
		else if (text_is_cyrillic(cp))
			seen.cyrillic = true;
		if (text_is_cyrillic(cp) && other_key(keys_russian, keys_meant, cp) != cp)
			seen.russian = true;
	}
	return seen;
}

/* s with each letter replaced by the one on its key. An apostrophe that no letter follows was not
 * meant: no Ukrainian word ends with one. */
static char *retype(struct arena *a, const char *s, const char *from, const char *to)
{
	char *out = arena_alloc(a, 3 * strlen(s) + 1),
	     *p = out; /* # gives №, a broken byte U+FFFD */
	uint32_t cp, next;
	size_t n;

	for (; (n = text_next(s, &cp)) > 0; s += n) {
		uint32_t typed = other_key(from, to, cp);

		text_next(s + n, &next);
		if (typed == '\'' && to != keys_latin &&
		    text_kind(other_key(from, to, next)) != KIND_LETTER)
			continue;
		p += text_put(p, typed);
	}
	*p = '\0';
	return out;
}

char *text_layout(struct arena *a, const char *s)
{
	s = text_nfc(a, s);
	struct letters_seen seen = look_at(s);

	if (seen.russian)
		return retype(a, s, keys_russian, keys_meant);
	if (seen.latin && !seen.cyrillic)
		return retype(a, s, keys_latin, keys_ukrainian);
	if (seen.cyrillic && !seen.latin)
		return retype(a, s, keys_ukrainian, keys_latin);
	return arena_strdup(a, s);
}

/* --- transliteration --------------------------------------------------------------------- */

/* КМУ No 55: at the beginning of a word, and elsewhere. The Russian letters are not in the decree;
 * they are written as they sound. */
static const struct latin_row {
	const char *letter, *first, *rest;
} latin_rows[] = {
	{ "а", "a", "a" },   { "б", "b", "b" },       { "в", "v", "v" },   { "г", "h", "h" },
	{ "ґ", "g", "g" },   { "д", "d", "d" },       { "е", "e", "e" },   { "є", "ye", "ie" },
	{ "ж", "zh", "zh" }, { "з", "z", "z" },       { "и", "y", "y" },   { "і", "i", "i" },
	{ "ї", "yi", "i" },  { "й", "y", "i" },       { "к", "k", "k" },   { "л", "l", "l" },
	{ "м", "m", "m" },   { "н", "n", "n" },       { "о", "o", "o" },   { "п", "p", "p" },
	{ "р", "r", "r" },   { "с", "s", "s" },       { "т", "t", "t" },   { "у", "u", "u" },
	{ "ф", "f", "f" },   { "х", "kh", "kh" },     { "ц", "ts", "ts" }, { "ч", "ch", "ch" },
	{ "ш", "sh", "sh" }, { "щ", "shch", "shch" }, { "ь", "", "" },    { "ю", "yu", "iu" },
	{ "я", "ya", "ia" }, { "ы", "y", "y" },       { "э", "e", "e" },   { "ъ", "", "" },
	{ "ё", "yo", "io" },
};

/* Signs of Ukrainian typography, in ASCII: the result goes into SMS, URLs and file names. */
static const struct latin_sign {
	uint32_t cp;
	const char *ascii;
} latin_signs[] = {
	{ 0xAB, "\"" },  { 0xBB, "\"" },  { 0x201C, "\"" }, { 0x201D, "\"" },  { 0x201E, "\"" },
	{ 0x2010, "-" }, { 0x2011, "-" }, { 0x2013, "-" },  { 0x2014, "-" },   { 0x2212, "-" },
	{ 0x2018, "'" }, { 0x2019, "'" }, { 0x2BC, "'" },   { 0x2026, "..." }, { 0x2116, "No" },
	{ 0xA0, " " },  { 0x202F, " " },
};

static const char *latin_sign(uint32_t cp)
{
	for (size_t i = 0; i < COUNT(latin_signs); i++) {
		if (latin_signs[i].cp == cp)
			return latin_signs[i].ascii;
	}
	return NULL;
}

/* The Latin of a Cyrillic letter after `before` (0: beginning of a word); NULL when unknown. */
static const char *latin_of(uint32_t cp, uint32_t before)
{
	uint32_t low = text_lower(cp), letter;

	if (low == 0x433 && text_lower(before) == 0x437) /* зг */
		return "gh";
	for (size_t i = 0; i < COUNT(latin_rows); i++) {
		text_next(latin_rows[i].letter, &letter);
		if (letter == low)
			return before ? latin_rows[i].rest : latin_rows[i].first;
	}
	return NULL;
}

/* A word of at least two letters, all capitals: Щ becomes SHCH in it, Shch elsewhere. */
static bool all_capitals(const char *s)
{
	size_t letters = 0, n;
	uint32_t cp;

	for (; (n = text_next(s, &cp)) > 0; s += n) {
		enum text_kind kind = text_kind(cp);

		if (kind == KIND_LETTER && text_lower(cp) == cp)
			return false;
		if (kind != KIND_LETTER && kind != KIND_APOSTROPHE)
			break;
		letters += kind == KIND_LETTER;
	}
	return letters > 1;
}

static char *put_latin(char *p, const char *latin, bool capital, bool capitals)
{
	for (size_t i = 0; latin[i]; i++)
		*p++ = (char)(capitals || (capital && i == 0) ? text_upper((unsigned char)latin[i])
							      : (unsigned char)latin[i]);
	return p;
}

char *text_latin(struct arena *a, const char *s)
{
	s = text_nfc(a, s);
	char *out = arena_alloc(a, 3 * strlen(s) + 1), *p = out;
	uint32_t cp, next, before = 0; /* before: the letter in front, in the same word */
	bool capitals = false;
	size_t n;

	for (; (n = text_next(s, &cp)) > 0; s += n) {
		enum text_kind kind = text_kind(cp);

		text_next(s + n, &next);
		if (kind == KIND_APOSTROPHE && text_is_cyrillic(before) && text_is_cyrillic(next))
			continue; /* dropped, and the word goes on */
		if (kind == KIND_LETTER && !before)
			capitals = all_capitals(s);
		const char *latin = text_is_cyrillic(cp) ? latin_of(cp, before) : latin_sign(cp);

		if (latin)
			p = put_latin(p, latin, text_lower(cp) != cp, capitals);
		else
			p += text_put(p, cp);
		if (kind != KIND_MARK && kind != KIND_HIDDEN)
			before = kind == KIND_LETTER ? cp : 0;
	}
	*p = '\0';
	return out;
}
