/* core/address_key.c - when two addresses mean the same house, and how houses are ordered. */
#include "core/address.h"

#include <string.h>

#include "core/address_int.h"
#include "core/err.h"
#include "core/text.h"
#include "core/text_cyr.h"

enum { KEY_WORDS_MAX = 64 };

static int by_bytes(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

/* The folded words of a street in order, without initials unless there is nothing else. */
static char *street_key(struct arena *a, const char *street)
{
	char *key = text_fold(a, street), *out = arena_alloc(a, strlen(key) + 2), *p = out;
	const char *words[KEY_WORDS_MAX];
	size_t n = 0;

	for (char *s = key; *s && n < COUNT(words);) {
		char *space = strchr(s, ' ');

		words[n++] = s;
		if (!space)
			break;
		*space = '\0';
		s = space + 1;
	}
	qsort(words, n, sizeof(words[0]), by_bytes);
	for (size_t i = 0; i < n; i++) {
		uint32_t cp;
		bool initial = (words[i][text_next(words[i], &cp)] == '\0' &&
				text_kind(cp) == KIND_LETTER) ||
			       !strcmp(words[i], "дж");

		if (initial && n > 1)
			continue;
		if (p > out)
			*p++ = ' ';
		memcpy(p, words[i], strlen(words[i]));
		p += strlen(words[i]);
	}
	return out;
}

const char *addr_house_key(struct arena *a, const struct address *x)
{
	if (!*x->street || !*x->house || !strcmp(x->house, "б/н"))
		return "";
	return arena_printf(a, "%s|%s|%s|%s", text_fold(a, x->settlement), street_key(a, x->street),
			    text_fold(a, x->house), text_fold(a, x->corpus));
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
