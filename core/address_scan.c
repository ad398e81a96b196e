/* core/address_scan.c - an address line cut into words and house numbers, see address_int.h.
 *
 * Decides what can be seen from the neighbours alone: a house number with its letter, 700-річчя as
 * a word, б/н, what a one-letter abbreviation means. Knows nothing of streets. */
#include "core/address_int.h"

#include <string.h>

#include "core/text.h"
#include "core/text_cyr.h"

enum {
	DIGITS_MAX = 4,  /* a longer number is a postal index or a telephone, not a house */
	SHORT_I = 0x439, /* й */
};

/* --- letters ----------------------------------------------------------------------------- */

static enum text_kind kind_at(const char *s)
{
	uint32_t cp;

	return text_next(s, &cp) > 0 ? text_kind(cp) : KIND_SPACE;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Bytes of the dash at s, 0 if there is none. */
static size_t dash_at(const char *s)
{
	uint32_t cp;
	size_t n = text_next(s, &cp);

	return cp == '-' || (cp >= 0x2010 && cp <= 0x2015) || cp == 0x2212 ? n : 0;
}

/* Bytes of the letters at s, apostrophes between them included; *count code points. */
static size_t letters_at(const char *s, unsigned *count)
{
	size_t at = 0, n;
	uint32_t cp;

	*count = 0;
	while ((n = text_next(s + at, &cp)) > 0) {
		enum text_kind kind = text_kind(cp);
		bool inside = *count > 0 &&
			      (kind == KIND_MARK ||
			       (kind == KIND_APOSTROPHE && kind_at(s + at + n) == KIND_LETTER));

		if (kind != KIND_LETTER && !inside)
			break;
		at += n;
		++*count;
	}
	return at;
}

static const struct addr_word *meaning(struct arena *a, const char *s, size_t len)
{
	return addr_word_find(text_fold(a, arena_strndup(a, s, len)));
}

/* --- house numbers ----------------------------------------------------------------------- */

char *addr_capital(struct arena *a, const char *s, size_t len)
{
	char *out = arena_alloc(a, 3 * len + 1), *p = out;
	uint32_t cp;

	for (const char *end = s + len; s < end;) {
		s += text_next(s, &cp);
		uint32_t twin = text_twin(cp);

		p += text_put(p, text_upper(twin ? twin : cp));
	}
	return out;
}

/* The one letter behind a number, after a hyphen or none: 226а, 226-а. Returns its bytes and those
 * of the hyphen; й is an ordinal (5-й), a letter before a digit is not the house's (10к2). */
static size_t letter_behind(const char *s, size_t *dash)
{
	unsigned count;
	uint32_t letter;

	*dash = dash_at(s);
	size_t n = letters_at(s + *dash, &count);

	text_next(s + *dash, &letter);
	if (count != 1 || is_digit(s[*dash + n]) || text_lower(letter) == SHORT_I)
		return 0;
	return n;
}

/* Where a further part of the number begins: "/" or a dash right before a digit. */
static size_t joint_at(const char *s)
{
	size_t n = *s == '/' || *s == '\\' ? 1 : dash_at(s);

	return n > 0 && is_digit(s[n]) ? n : 0;
}

/* A house number at s: \d+[А-Я]?([/-]\d+[А-Я]?)*, domain.md 5.6. Returns its bytes. */
static size_t scan_house(struct arena *a, const char *s, const char **house)
{
	const char *sign = "", *text = "";
	size_t at = 0, dash, joint;

	do {
		size_t digits = strspn(s + at, "0123456789");
		size_t letter = letter_behind(s + at + digits, &dash);
		const char *behind = s + at + digits + dash;

		text = arena_printf(a, "%s%s%s%s", text, sign, arena_strndup(a, s + at, digits),
				    addr_capital(a, behind, letter));
		at += digits + (letter ? dash + letter : 0);
		joint = joint_at(s + at);
		sign = s[at] == '/' || s[at] == '\\' ? "/" : "-";
		at += joint;
	} while (joint > 0);
	*house = text;
	return at;
}

/* Bytes of a word that begins with digits: 700-річчя, 1-го, 1го, 5-й; 0 when it is a number,
 * perhaps with an abbreviation right behind (15кв). */
static size_t ordinal_at(struct arena *a, const char *s)
{
	size_t digits = strspn(s, "0123456789"), dash = dash_at(s + digits);
	unsigned count;
	size_t n = letters_at(s + digits + dash, &count);
	uint32_t letter = 0;

	if (count == 0 || is_digit(s[digits + dash + n]))
		return 0;
	text_next(s + digits + dash, &letter);
	if (count == 1)
		return text_lower(letter) == SHORT_I ? digits + dash + n : 0;
	if (meaning(a, s + digits + dash, n))
		return 0;
	/* Without a hyphen only a small letter goes on with the word: 1го, but 226Акорпус. */
	return dash > 0 || text_lower(letter) == letter ? digits + dash + n : 0;
}

/* --- tokens ------------------------------------------------------------------------------ */

static size_t scan_number(struct arena *a, const char *s, struct addr_token *t)
{
	t->len = ordinal_at(a, s);
	if (t->len > 0) {
		t->kind = TOKEN_WORD;
		t->letters = 2; /* no initial */
		return t->len;
	}
	t->kind = TOKEN_NUMBER;
	t->len = scan_house(a, s, &t->house);
	if (strspn(s, "0123456789") > DIGITS_MAX)
		t->house = "";
	return t->len;
}

/* б/н, б\н, б.н.; Б.Н. are initials. */
static size_t no_number_at(struct arena *a, const char *s)
{
	unsigned count;
	size_t first = letters_at(s, &count), second;
	uint32_t letter;

	text_next(s, &letter);
	if (count != 1 || !s[first] || !strchr("/\\.", s[first]) ||
	    (s[first] == '.' && text_lower(letter) != letter))
		return 0;
	second = letters_at(s + first + 1, &count);
	if (count != 1)
		return 0;
	const char *folded = text_fold(a, arena_strndup(a, s, first + 1 + second));

	return !strcmp(folded, "б н") ? first + 1 + second : 0;
}

static size_t scan_word(struct arena *a, const char *s, struct addr_token *t)
{
	size_t at = no_number_at(a, s), dash;
	unsigned count;

	if (at > 0) {
		t->kind = TOKEN_NO_NUMBER;
		t->house = "б/н";
		t->len = at;
		return at;
	}
	t->kind = TOKEN_WORD;
	for (;;) {
		at += letters_at(s + at, &count);
		t->letters += count;
		dash = dash_at(s + at);
		if (dash == 0 || kind_at(s + at + dash) != KIND_LETTER)
			break;
		at += dash;
	}
	uint32_t first;

	text_next(s, &first);
	t->lower = text_lower(first) == first;
	t->len = at;
	return at;
}

/* Bytes of what stands in brackets at s; a settlement in them is kept. */
static size_t skip_brackets(struct arena *a, const char *s, const char **aside)
{
	const char *end = strchr(s, ')');

	if (!end)
		return 1;
	const char *inside = text_fold(a, arena_strndup(a, s + 1, (size_t)(end - s - 1)));

	if (addr_is_settlement(inside))
		*aside = arena_strndup(a, s + 1, (size_t)(end - s - 1));
	return (size_t)(end - s) + 1;
}

/* One token at s into *t; returns its bytes. What is not a token leaves t->kind at TOKEN_END. */
static size_t scan_one(struct arena *a, const char *s, struct addr_token *t)
{
	uint32_t cp;
	size_t n = text_next(s, &cp), dash = dash_at(s);

	*t = (struct addr_token){ .kind = TOKEN_END, .s = s, .len = n, .folded = "", .house = "" };
	if (is_digit(*s))
		n = scan_number(a, s, t);
	else if (text_kind(cp) == KIND_LETTER)
		n = scan_word(a, s, t);
	else if (*s == ',' || *s == ';')
		t->kind = TOKEN_COMMA;
	else if (*s == '/' || *s == '\\')
		t->kind = TOKEN_SLASH;
	else if (dash > 0)
		t->kind = TOKEN_DASH;
	if (t->kind == TOKEN_WORD)
		t->folded = text_fold(a, arena_strndup(a, s, t->len));
	t->dot = s[n] == '.';
	return n + t->dot;
}

/* Whether the word at t means what the table says, given what follows. «б. 5» is a house, «Б. 5» an
 * initial and a house; «м. Винники» a town, «М. Вовчка» a name. */
static bool means(const struct addr_token *t)
{
	const struct addr_word *w = t->word;
	bool number = t[1].kind == TOKEN_NUMBER || t[1].kind == TOKEN_NO_NUMBER;

	if ((w->flags & WORD_LOWER) && !t->lower)
		return false;
	if (!(w->flags & WORD_SHORT))
		return true;
	if (w->role == ROLE_SETTLEMENT)
		return t[1].kind == TOKEN_WORD && (t->lower || addr_is_settlement(t[1].folded));
	return number && t->lower;
}

size_t addr_settlement_at(struct arena *a, const struct addr_token *t)
{
	if (t[0].kind != TOKEN_WORD)
		return 0;
	if (t[1].kind == TOKEN_WORD &&
	    addr_is_settlement(arena_printf(a, "%s %s", t[0].folded, t[1].folded)))
		return 2;
	return addr_is_settlement(t[0].folded);
}

size_t addr_scan(struct arena *a, const char *line, struct addr_token out[ADDR_TOKENS_MAX + 1],
		 const char **aside)
{
	size_t n = 0;

	*aside = "";
	while (*line && n < ADDR_TOKENS_MAX) {
		if (*line == '(') {
			line += skip_brackets(a, line, aside);
			continue;
		}
		line += scan_one(a, line, &out[n]);
		n += out[n].kind != TOKEN_END;
	}
	out[n] = (struct addr_token){ .kind = TOKEN_END, .s = line, .folded = "", .house = "" };
	for (size_t i = 0; i < n; i++) {
		out[i].word = addr_word_find(out[i].folded);
		if (out[i].word && !means(&out[i]))
			out[i].word = NULL;
	}
	return n;
}
