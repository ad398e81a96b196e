/* core/near.c - see near.h. */
#include "core/near.h"

#include "core/text.h"

enum { LETTERS_MAX = 32 };

struct word {
	uint32_t cp[LETTERS_MAX];
	int n;
};

/* The next word of a folded text. */
static const char *next_word(const char *s, struct word *w)
{
	uint32_t cp;

	w->n = 0;
	for (size_t n; *s && *s != ' ' && (n = text_next(s, &cp)) > 0; s += n)
		if (w->n < LETTERS_MAX)
			w->cp[w->n++] = cp;
	return s + (*s == ' ');
}

static int least(int a, int b, int c)
{
	int m = a < b ? a : b;

	return m < c ? m : c;
}

/* To the best part of `to`: it may begin and end anywhere. */
static int to_part(const struct word *from, const struct word *to)
{
	int row[LETTERS_MAX + 1], best = LETTERS_MAX;

	for (int k = 0; k <= to->n; k++)
		row[k] = 0;
	for (int i = 0; i < from->n; i++) {
		int corner = row[0];

		row[0] = i + 1;
		for (int k = 0; k < to->n; k++) {
			int other = corner + (from->cp[i] != to->cp[k]);

			corner = row[k + 1];
			row[k + 1] = least(other, row[k] + 1, row[k + 1] + 1);
		}
	}
	for (int k = 0; k <= to->n; k++)
		best = row[k] < best ? row[k] : best;
	return best;
}

int near_distance(struct arena *a, const char *typed, const char *name)
{
	const char *t = text_fold(a, typed), *key = text_fold(a, name);
	struct word from, to;
	int sum = 0;

	while (*t) {
		t = next_word(t, &from);
		int best = from.n;

		for (const char *s = key; *s;) {
			s = next_word(s, &to);
			int d = to_part(&from, &to);

			best = d < best ? d : best;
		}
		sum += best;
	}
	return sum;
}

int near_best(struct arena *a, const char *typed, const char *const *names, int n, int *out, int max)
{
	int *far = arena_alloc(a, (size_t)(n + 1) * sizeof(*far)), found = 0;

	for (int i = 0; i < n; i++) {
		int at = found < max ? found : max;

		far[i] = near_distance(a, typed, names[i]);
		while (at > 0 && far[out[at - 1]] > far[i]) {
			if (at < max)
				out[at] = out[at - 1];
			at--;
		}
		if (at < max)
			out[at] = i;
		found += found < max;
	}
	while (found > 1 && far[out[found - 1]] > far[out[0]] + 1)
		found--;
	return found;
}
