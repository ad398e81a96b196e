/* core/text_sort.c - the key of the Ukrainian alphabetical order (domain.md 5.1).
 *
 * Word by word, as in a directory: Коваль Яна stands before Ковальчук Анна. The key has three
 * levels, parted by LEVEL_END: what is written, its capitals, the original bytes. Every byte of the
 * first is greater than LEVEL_END, so that strcmp() puts the shorter before the longer. */
#include "core/text.h"

#include <string.h>
#include <utf8proc.h>

#include "core/text_cyr.h"

enum {
	LEVEL_END = 0x01,
	WORD_END = 0x02,
	NUMBER = 0x04,  /* + count of digits, so that numbers go by value */
	DIGITS_MAX = 40, /* longer ones go by their digits alone */
	CYRILLIC = 0x40, /* + place in the alphabet */
	LATIN = 0x80,  /* + place in the alphabet */
	OTHER = 0xA0,  /* then the code point in three bytes of 7 bits */
};

struct key {
	unsigned char *first, *cases;
	size_t first_len, cases_len;
	bool gap;
};

static void put(struct key *k, uint32_t byte)
{
	if (k->gap && k->first_len > 0)
		k->first[k->first_len++] = WORD_END;
	k->gap = false;
	k->first[k->first_len++] = (unsigned char)byte;
}

/* The number at s, without leading zeros; returns its bytes in s. */
static size_t put_number(struct key *k, const char *s)
{
	size_t all = strspn(s, "0123456789"), zeros = strspn(s, "0");
	size_t digits = zeros < all ? all - zeros : 1;

	put(k, NUMBER + (uint32_t)(digits < DIGITS_MAX ? digits : DIGITS_MAX));
	for (size_t i = all - digits; i < all; i++)
		put(k, (unsigned char)s[i]);
	return all;
}

/* The letter without its marks (é -> e), lower case. */
static uint32_t base_letter(uint32_t cp)
{
	utf8proc_int32_t parts[4] = { 0 };
	int class = 0;

	utf8proc_decompose_char((utf8proc_int32_t)cp, parts, 4, UTF8PROC_DECOMPOSE, &class);
	return text_lower((uint32_t)parts[0]);
}

static void put_letter(struct key *k, uint32_t cp)
{
	int rank = text_rank(cp);
	uint32_t low = rank ? 0 : base_letter(cp);

	if (rank > 0) {
		put(k, CYRILLIC + (uint32_t)rank);
	} else if (text_is_latin(low)) {
		put(k, LATIN + (low - 'a'));
	} else {
		put(k, OTHER);
		for (int shift = 14; shift >= 0; shift -= 7)
			put(k, 0x80 | ((low >> shift) & 0x7F));
	}
	k->cases[k->cases_len++] = text_lower(cp) == cp ? '0' : '1';
}

/* Apostrophes and hyphens do not count inside a word. */
static bool is_ignored(enum text_kind kind, uint32_t cp)
{
	return kind == KIND_APOSTROPHE || kind == KIND_HIDDEN || kind == KIND_MARK || cp == '-' ||
	       cp == 0x2010 || cp == 0x2011;
}

char *text_sort_key(struct arena *a, const char *s)
{
	const char *t = text_tidy(a, s, NULL);
	size_t len = strlen(t), n;
	/* A byte of text gives at most two of the first level (a digit, or a letter of two bytes)
	 * and one of the second; a space before a word is a byte of its own. */
	unsigned char *room = arena_alloc(a, 2 * len + 1);
	struct key k = { .first = room, .cases = arena_alloc(a, len + 1) };
	uint32_t cp;

	for (; (n = text_next(t, &cp)) > 0; t += n) {
		enum text_kind kind = text_kind(cp);

		if (cp >= '0' && cp <= '9')
			n = put_number(&k, t);
		else if (kind == KIND_LETTER || kind == KIND_DIGIT)
			put_letter(&k, cp);
		else if (!is_ignored(kind, cp))
			k.gap = true;
	}
	size_t original = strlen(s);
	char *out = arena_alloc(a, k.first_len + k.cases_len + original + 3), *p = out;

	memcpy(p, k.first, k.first_len);
	p += k.first_len;
	*p++ = LEVEL_END;
	memcpy(p, k.cases, k.cases_len);
	p += k.cases_len;
	*p++ = LEVEL_END;
	memcpy(p, s, original);
	return out;
}
