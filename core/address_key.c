/* core/address_key.c - when two addresses mean the same house, and how houses are ordered. */
#include "core/address.h"

#include <string.h>

#include "core/address_int.h"
#include "core/err.h"
#include "core/text.h"
#include "core/text_cyr.h"

enum { NAME_LETTERS = 3 }; /* a word of fewer letters does not make two streets the same */

static int by_bytes(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static bool is_initial(const char *word)
{
	uint32_t cp;

	return (word[text_next(word, &cp)] == '\0' && text_kind(cp) == KIND_LETTER) || !strcmp(word, "дж");
}

size_t address_street_words(struct arena *a, const char *street, const char *words[STREET_WORDS_MAX])
{
	size_t n = 0, kept = 0;

	for (char *s = text_fold(a, street); *s && n < STREET_WORDS_MAX;) {
		char *space = strchr(s, ' ');

		words[n++] = s;
		if (!space)
			break;
		*space = '\0';
		s = space + 1;
	}
	qsort(words, n, sizeof(words[0]), by_bytes);
	for (size_t i = 0; i < n && n > 1; i++)
		if (!is_initial(words[i]))
			words[kept++] = words[i];
	return kept ? kept : n;
}

char *address_street_key(struct arena *a, const char *street)
{
	const char *words[STREET_WORDS_MAX];
	size_t n = address_street_words(a, street, words), room = 1;
	char *out, *p;

	for (size_t i = 0; i < n; i++)
		room += strlen(words[i]) + 1;
	p = out = arena_alloc(a, room);
	for (size_t i = 0; i < n; i++) {
		if (i)
			*p++ = ' ';
		memcpy(p, words[i], strlen(words[i]));
		p += strlen(words[i]);
	}
	return out;
}

/* Whether each word of `few` is among `many`, and one of them is a name. */
static bool all_among(const char *const *few, size_t nfew, const char *const *many, size_t nmany)
{
	bool names = false;

	for (size_t i = 0; i < nfew; i++) {
		size_t at = 0;

		while (at < nmany && strcmp(few[i], many[at]) != 0)
			at++;
		if (at == nmany)
			return false;
		names = names || text_letters(few[i]) >= NAME_LETTERS;
	}
	return names;
}

/* «вул.» may be what nobody said. */
static bool types_differ(const struct address *x, const struct address *y)
{
	static const char unsaid[] = "вул.";

	return strcmp(x->type, unsaid) != 0 && strcmp(y->type, unsaid) != 0 &&
	       strcmp(x->type, y->type) != 0;
}

bool address_same_street(struct arena *a, const struct address *x, const struct address *y)
{
	const char *mine[STREET_WORDS_MAX], *other[STREET_WORDS_MAX];

	if (types_differ(x, y) ||
	    strcmp(text_fold(a, x->settlement), text_fold(a, y->settlement)) != 0)
		return false;
	size_t n = address_street_words(a, x->street, mine), m = address_street_words(a, y->street, other);

	return n <= m ? all_among(mine, n, other, m) : all_among(other, m, mine, n);
}

const char *address_house_key(struct arena *a, const struct address *x, const char *type,
			      const char *street_key)
{
	if (!*x->street || !*x->house || !strcmp(x->house, "б/н"))
		return "";
	return arena_printf(a, "%s|%s %s|%s|%s", text_fold(a, x->settlement), text_fold(a, type),
			    street_key, text_fold(a, x->house), text_fold(a, x->corpus));
}

/* --- order ------------------------------------------------------------------------------- */

/* Compares the numbers at *a and *b and moves both behind them. */
static int compare_numbers(const char **a, const char **b)
{
	const char *x = *a + strspn(*a, "0"), *y = *b + strspn(*b, "0");
	size_t x_len = strspn(x, "0123456789"), y_len = strspn(y, "0123456789");

	*a = x + x_len;
	*b = y + y_len;
	if (x_len != y_len)
		return x_len < y_len ? -1 : 1;
	return memcmp(x, y, x_len);
}

/* Place of a code point among houses: 10, 10/2, 10-12, 10А, 10Б. */
static int place(uint32_t cp)
{
	int rank = text_rank(cp);

	return rank ? 0x200 + rank : (int)(cp < 0x200 ? cp : cp + 0x200);
}

int address_house_cmp(const char *a, const char *b)
{
	const char *x = a, *y = b;

	while (*x && *y) {
		uint32_t c, d;
		int order;

		if (*x >= '0' && *x <= '9' && *y >= '0' && *y <= '9') {
			order = compare_numbers(&x, &y);
		} else {
			x += text_next(x, &c);
			y += text_next(y, &d);
			order = (place(c) > place(d)) - (place(c) < place(d));
		}
		if (order)
			return order;
	}
	if (*x || *y)
		return *x ? 1 : -1;
	return strcmp(a, b); /* 10а and 10А, 7 and 07 */
}
