/* core/address_book.c - is it a street of the city: words that name no type are looked up in a list, in the
 * case they were said in. What is not in it may be a shop, a school, a stop. See address.h. */
#include <string.h>

#include "core/address_int.h"
#include "core/err.h"
#include "core/text.h"

enum { FULL_LETTERS = 3 }; /* an initial or two say no name */

void street_book_make(struct street_book *b, struct arena *a, const char *const *names, int n)
{
	const char **folded = arena_alloc(a, (size_t)(n + 1) * sizeof(*folded));

	for (int i = 0; i < n; i++) /* brackets say what part of the street is meant, or its present name */
		folded[i] = text_fold(a, arena_strndup(a, names[i], strcspn(names[i], "(")));
	*b = (struct street_book){ .folded = folded, .n = n };
}

static size_t word_bytes(const char *s)
{
	return strcspn(s, " ");
}

/* Whether one of them is the other, or its initial. *full: the words are equal and no initials. */
static bool words_meet(const char *typed, size_t n, const char *listed, size_t m, bool *full)
{
	uint32_t cp;
	bool equal = n == m && memcmp(typed, listed, n) == 0;
	bool initial = text_next(typed, &cp) == n || text_next(listed, &cp) == m;

	if (equal && text_letters(typed) - text_letters(typed + n) >= FULL_LETTERS)
		*full = true;
	return equal || (initial && memcmp(typed, listed, n < m ? n : m) == 0);
}

static bool word_in(const char *street, const char *typed, size_t n, bool *full)
{
	for (const char *w = street; *w; w += word_bytes(w), w += *w == ' ')
		if (words_meet(typed, n, w, word_bytes(w), full))
			return true;
	return false;
}

static bool is_street(const char *street, const char *typed)
{
	bool full = false;

	for (const char *w = typed; *w; w += word_bytes(w), w += *w == ' ')
		if (!word_in(street, w, word_bytes(w), &full))
			return false;
	return full;
}

static bool knows(const struct street_book *b, const char *folded)
{
	for (int i = 0; i < b->n; i++)
		if (is_street(b->folded[i], folded))
			return true;
	return false;
}

/* The name with the ending of its last word as in the list: «на Зеленій», «біля Зеленої» is Зелена. */
static const char *nominative(struct arena *a, const char *name, const struct addr_ending *e)
{
	size_t n = strlen(name), cut = strlen(e->said);

	if (n <= cut || strcmp(name + n - cut, e->said) != 0)
		return NULL;
	return arena_printf(a, "%s%s", arena_strndup(a, name, n - cut), e->listed);
}

const char *addr_book_name(struct arena *a, const struct street_book *b, const char *name)
{
	if (knows(b, text_fold(a, name)))
		return name;
	for (const struct addr_ending *e = addr_endings; e->said; e++) {
		const char *other = nominative(a, name, e);

		if (other && knows(b, text_fold(a, other)))
			return other;
	}
	return NULL;
}
