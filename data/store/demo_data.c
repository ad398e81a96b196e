/* data/store/demo_data.c - dice and texts of the made-up city: reads data/seed/demo.tsv, picks words and
 * fills in their gaps. See demo_internal.h. */
#include "data/store/demo_internal.h"

#include "data/seed/seed.h"

enum { LINE_BYTES = 1024 };

/* --- dice ------------------------------------------------------------------------------------ */

/* SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). */
static uint64_t dice_next(struct dice *d)
{
	uint64_t z = d->state += UINT64_C(0x9E3779B97F4A7C15);

	z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
	z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
	return z ^ z >> 31;
}

int dice_between(struct dice *d, int lo, int hi)
{
	return hi <= lo ? lo : lo + (int)(dice_next(d) % (uint64_t)(hi - lo + 1));
}

bool dice_chance(struct dice *d, int per_mille)
{
	return dice_between(d, 1, 1000) <= per_mille;
}

int dice_choose(struct dice *d, const struct share *of)
{
	int roll = dice_between(d, 1, 1000);

	while (of->per_mille && roll > of->per_mille)
		roll -= (of++)->per_mille;
	return of->value;
}

/* --- the file -------------------------------------------------------------------------------- */

void demo_book_read(struct demo_book *b, struct dice *d, struct arena *mem)
{
	char buf[LINE_BYTES];
	const char *cols[5];
	struct seed s = seed_demo;
	int n = 0;

	while (seed_next(&s, buf, sizeof(buf), cols, 1))
		n++;
	*b = (struct demo_book){ .rows = arena_alloc(mem, (size_t)n * sizeof(*b->rows)), .dice = d };
	s = seed_demo;
	while (b->n < n && seed_next(&s, buf, sizeof(buf), cols, (int)COUNT(cols)))
		b->rows[b->n++] = (struct demo_row){ arena_strdup(mem, cols[0]), arena_strdup(mem, cols[1]),
			arena_strdup(mem, cols[2]), arena_strdup(mem, cols[3]), arena_strdup(mem, cols[4]) };
}

/* Letters of the code that the row names, -1 when it is about something else. */
static int row_fits(const struct demo_row *r, const char *what, const char *code)
{
	size_t n = strlen(r->key);

	return strcmp(r->what, what) == 0 && strncmp(r->key, code, n) == 0 ? (int)n : -1;
}

int demo_fits(const struct demo_book *b, const char *what, const char *code)
{
	int best = -1;

	for (int i = 0; i < b->n; i++) {
		int fits = row_fits(&b->rows[i], what, code);

		if (fits > best)
			best = fits;
	}
	return best;
}

const struct demo_row *demo_any(const struct demo_book *b, const char *what, const char *key)
{
	const struct demo_row *chosen = NULL;
	int seen = 0;

	for (int i = 0; i < b->n; i++) {
		const struct demo_row *r = &b->rows[i];

		if (strcmp(r->what, what) != 0 || (key && strcmp(r->key, key) != 0))
			continue;
		if (dice_between(b->dice, 0, seen++) == 0)
			chosen = r;
	}
	return chosen;
}

/* --- gaps: {a|b}, {he/she}, {2-9}, \n --------------------------------------------------------- */

/* The n-th part of a gap's inside that is split by `sep`. */
static size_t part_of(const char *inside, size_t len, char sep, int n, const char **part)
{
	const char *end = inside + len;

	*part = inside;
	for (const char *p = inside; p < end; p++) {
		if (*p != sep)
			continue;
		if (n-- == 0)
			return (size_t)(p - *part);
		*part = p + 1;
	}
	return (size_t)(end - *part);
}

static int parts(const char *inside, size_t len, char sep)
{
	int n = 1;

	for (size_t i = 0; i < len; i++)
		n += inside[i] == sep;
	return n;
}

/* One of {a|b}, or of {he/she}. */
static const char *fill_choice(const char *inside, size_t len, struct dice *d, bool woman,
			       struct arena *mem)
{
	char sep = memchr(inside, '|', len) ? '|' : '/';
	int n = sep == '|' ? dice_between(d, 0, parts(inside, len, sep) - 1) : woman;
	const char *part;

	len = part_of(inside, len, sep, n, &part);
	return arena_strndup(mem, part, len);
}

static const char *fill_gap(const char *inside, size_t len, struct dice *d, bool woman,
			    struct arena *mem)
{
	char *end;
	long lo = strtol(inside, &end, 10), hi;

	if (end == inside || *end != '-')
		return fill_choice(inside, len, d, woman, mem);
	hi = strtol(end + 1, &end, 10);
	return arena_printf(mem, "%d", dice_between(d, (int)lo, (int)hi));
}

static const char *fill_gaps(const char *text, struct dice *d, bool woman, struct arena *mem)
{
	const char *out = "", *p = text;

	for (;;) {
		size_t plain = strcspn(p, "{\\");
		const char *close = strchr(p + plain, '}');

		out = arena_printf(mem, "%s%s", out, arena_strndup(mem, p, plain));
		p += plain;
		if (*p == '\\') {
			out = arena_printf(mem, "%s\n", out);
			p += 2;
		} else if (*p == '{' && close) {
			out = arena_printf(mem, "%s%s", out,
					   fill_gap(p + 1, (size_t)(close - p - 1), d, woman, mem));
			p = close + 1;
		} else {
			return out;
		}
	}
}

const char *demo_words(const struct demo_book *b, const char *what, const char *code, bool woman,
		       struct arena *mem)
{
	int best = demo_fits(b, what, code), seen = 0;
	const char *chosen = "";

	for (int i = 0; best >= 0 && i < b->n; i++)
		if (row_fits(&b->rows[i], what, code) == best && dice_between(b->dice, 0, seen++) == 0)
			chosen = b->rows[i].text;
	return fill_gaps(chosen, b->dice, woman, mem);
}
