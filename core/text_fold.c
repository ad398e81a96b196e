/* core/text_fold.c - names made tidy, and the keys they are searched by (domain.md 5.2-5.4).
 *
 * Both run on every keystroke and on every row of an import: one pass over the text into one
 * buffer, utf8proc only for what is neither ASCII nor Cyrillic. A change of text_fold()'s result
 * needs a new TEXT_FOLD_VERSION. */
#include "core/text.h"

#include <string.h>

#include "core/text_cyr.h"

enum { APOSTROPHE = 0x2019, GHE_UPTURN = 0x491, GHE = 0x433, IO = 0x451, IE = 0x435 };

/* The output, and the word being read: letters, digits, marks and apostrophes up to a space or
 * other punctuation. Whether its Latin letters are meant as Cyrillic is known only at its end; if
 * so, it is read once more from `source`. */
struct pass {
	char *out;
	size_t len;
	uint32_t before;    /* code point written last, marks aside; 0 at the start */
	bool gap;     /* a space is due before the next letter */
	bool replaced;     /* some Latin letter became Cyrillic */
	const char *source; /* the word in the text, NULL between words */
	size_t start;     /* the word in out */
	unsigned letters, twins;
	bool cyrillic, alien,
		digits;   /* alien: a letter without a twin; "Facebookу" stays as it is */
	bool letter_last; /* 10A, but not A4 */
	bool again;   /* second reading: twins become Cyrillic */
};

static void put(struct pass *p, uint32_t cp)
{
	if (p->gap && p->len > 0)
		p->out[p->len++] = ' ';
	p->gap = false;
	if (cp < 0x80)
		p->out[p->len++] = (char)cp;
	else
		p->len += text_put(p->out + p->len, cp);
}

/* A word with Cyrillic letters, or the letter of a house number: 10A (domain.md 5.4). */
static bool is_mixed(const struct pass *p)
{
	if (!p->source || p->again || p->twins == 0 || p->alien)
		return false;
	return p->cyrillic || (p->digits && p->letters == 1 && p->letter_last);
}

static void close_word(struct pass *p)
{
	p->source = NULL;
	p->again = p->cyrillic = p->alien = p->digits = false;
	p->letters = p->twins = 0;
}

/* Back to the beginning of the word, to read it as Cyrillic. */
static const char *read_again(struct pass *p)
{
	p->len = p->start;
	p->again = p->replaced = true;
	return p->source;
}

static void open_word(struct pass *p, const char *s)
{
	if (p->source)
		return;
	p->source = s;
	p->start = p->len + (p->gap && p->len > 0);
}

static uint32_t take_letter(struct pass *p, uint32_t cp)
{
	p->letters++;
	if (text_is_cyrillic(cp)) {
		p->cyrillic = true;
		return cp;
	}
	uint32_t twin = text_twin(cp);

	if (!twin)
		p->alien = true;
	else
		p->twins++;
	return twin && p->again ? twin : cp;
}

static uint32_t fold_letter(uint32_t cp)
{
	uint32_t low = text_lower(cp);

	if (low < 0x80 && cp >= 0x80) /* the Turkish İ is no i: a key folded twice stays the same */
		return cp;
	return low == GHE_UPTURN ? GHE : low == IO ? IE : low;
}

/* What does not differ between a key and a tidy name. False when the kind is left to the caller. */
static bool take(struct pass *p, const char *s, enum text_kind kind, uint32_t cp, bool key)
{
	if (kind == KIND_LETTER || kind == KIND_DIGIT) {
		open_word(p, s);
		p->letter_last = kind == KIND_LETTER;
		if (kind == KIND_DIGIT)
			p->digits = true;
		else
			cp = take_letter(p, cp);
		p->before = key ? fold_letter(cp) : cp;
		put(p, p->before);
		return true;
	}
	/* Marks left on a Cyrillic letter after NFC make no other letter of it: not in a key. */
	if (kind == KIND_MARK && p->before && !p->gap && !(key && text_is_cyrillic(p->before)))
		put(p, cp);
	if (kind == KIND_SPACE)
		p->gap = true;
	return kind == KIND_MARK || kind == KIND_SPACE || kind == KIND_HIDDEN;
}

/* The next code point at s that is not hidden, 0 at the end. */
static uint32_t peek(const char *s)
{
	uint32_t cp;
	size_t n;

	while ((n = text_next(s, &cp)) > 0 && text_kind(cp) == KIND_HIDDEN)
		s += n;
	return cp;
}

/* Punctuation of a tidy name: an apostrophe between letters is the typographic one. */
static void put_sign(struct pass *p, enum text_kind kind, uint32_t cp, uint32_t after)
{
	bool inside = kind == KIND_APOSTROPHE && !p->gap && p->before &&
		      text_kind(p->before) == KIND_LETTER && text_kind(after) == KIND_LETTER;

	p->before = inside ? APOSTROPHE : cp;
	put(p, p->before);
}

/* The letters of Ukrainian, whose two bytes need no table: most of any text. What is left of s. */
static const char *run_plain(struct pass *p, const char *s, bool key)
{
	for (;; s += 2) {
		unsigned lead = (unsigned char)s[0];

		if ((lead & 0xFE) != 0xD0 || ((unsigned char)s[1] & 0xC0) != 0x80)
			return s; /* the end too: nothing stands behind it */
		uint32_t cp = (lead & 0x1F) << 6 | ((unsigned char)s[1] & 0x3F);

		if ((cp < 0x410 || cp > 0x44F) && cp != 0x454 && cp != 0x456 && cp != 0x457)
			return s;
		open_word(p, s);
		p->letter_last = p->cyrillic = true;
		p->letters++;
		cp = key && cp < 0x430 ? cp + 32 : cp;
		p->before = cp;
		if (p->gap && p->len > 0)
			p->out[p->len++] = ' ';
		p->gap = false;
		p->out[p->len++] = (char)(0xC0 | cp >> 6);
		p->out[p->len++] = (char)(0x80 | (cp & 0x3F));
	}
}

static void run(struct pass *p, const char *s, bool key)
{
	for (;;) {
		uint32_t cp, after = 0;

		s = run_plain(p, s, key);
		size_t n = text_next(s, &cp);
		enum text_kind kind = n > 0 ? text_kind(cp) : KIND_SPACE;

		if (kind == KIND_PUNCT || kind == KIND_APOSTROPHE)
			after = peek(s + n);
		if (kind == KIND_PUNCT && !p->gap && text_is_old_apostrophe(cp, p->before, after))
			kind = KIND_APOSTROPHE;
		if (kind == KIND_SPACE || kind == KIND_PUNCT) {
			if (is_mixed(p)) {
				s = read_again(p);
				continue;
			}
			close_word(p);
		}
		if (n == 0)
			return;
		if (!take(p, s, kind, cp, key)) {
			if (!key)
				put_sign(p, kind, cp, after);
			else if (kind == KIND_PUNCT)
				p->gap = true;
			else
				p->before = 0; /* a mark on an apostrophe goes with it */
		}
		s += n;
	}
}

char *text_fold(struct arena *a, const char *s)
{
	s = text_nfc(a, s);
	/* At most doubled: an ASCII twin, or U+023A whose small letter has 3 bytes. text_put() ends
	 * each letter with a NUL, of which the last has to fit. */
	struct pass p = { .out = arena_alloc(a, 2 * strlen(s) + 1) };

	run(&p, s, true);
	p.out[p.len] = '\0';
	return p.out;
}

char *text_tidy(struct arena *a, const char *s, bool *changed)
{
	s = text_nfc(a, s);
	/* At most tripled: an apostrophe of one byte, or a byte that is not UTF-8. */
	struct pass p = { .out = arena_alloc(a, 3 * strlen(s) + 1) };

	run(&p, s, false);
	p.out[p.len] = '\0';
	if (changed)
		*changed = p.replaced;
	return p.out;
}
