/* core/address_cover.c - what lies inside a list of houses, and the list in one form. The choices are those
 * of address_range.h. */
#include "core/address_range.h"

#include <string.h>

#include "core/address_int.h"
#include "core/text.h"
#include "core/text_cyr.h"

/* --- houses --------------------------------------------------------------------------------- */

static int letter_rank(const char *letter)
{
	uint32_t cp;

	return text_next(letter, &cp) > 0 ? 1 + text_rank(cp) : 0;
}

int house_end_cmp(const struct house_end *a, const struct house_end *b)
{
	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	return letter_rank(a->letter) - letter_rank(b->letter);
}

/* A house as it is said: 226А, 4/6, 12-14. */
struct house {
	struct house_end end;
	const char *tail; /* "/6", "-14"; "" */
};

static bool read_house(struct arena *a, const char *s, struct house *out)
{
	size_t digits = strspn(s, "0123456789"), letters = strcspn(s + digits, "/-");

	if (digits == 0 || digits > 6)
		return false;
	out->end.number = (int)strtol(s, NULL, 10);
	out->end.letter = arena_strndup(a, s + digits, letters);
	out->tail = s + digits + letters;
	return true;
}

static bool on_side(enum house_side side, int number)
{
	return side == SIDE_BOTH || (number % 2 != 0) == (side == SIDE_ODD);
}

/* An end without a letter has all letters of its number. */
static bool in_range(const struct house_item *it, const struct house_end *h)
{
	bool until_end = !*it->to.letter && h->number == it->to.number;

	return on_side(it->side, h->number) && house_end_cmp(&it->from, h) <= 0 &&
	       (until_end || house_end_cmp(h, &it->to) <= 0);
}

static bool item_has(const struct house_item *it, const struct house *h)
{
	if (!it->range)
		return house_end_cmp(&it->from, &h->end) == 0 && (!*it->tail || !strcmp(it->tail, h->tail));
	if (in_range(it, &h->end))
		return true;
	/* a joined house 34-36 lies inside with either of its numbers */
	const struct house_end second = { h->tail[0] == '-' ? (int)strtol(h->tail + 1, NULL, 10) : 0, "" };

	return second.number && in_range(it, &second);
}

static bool corpus_fits(const struct house_item *it, const char *corpus)
{
	if (!*it->corpus || !*corpus)
		return true;
	if (!*it->corpus_to)
		return strcmp(it->corpus, corpus) == 0;
	return address_house_cmp(it->corpus, corpus) <= 0 && address_house_cmp(corpus, it->corpus_to) <= 0;
}

static bool has_house(struct arena *a, const struct street_houses *s, const struct address *x,
		      const char *said)
{
	struct house h = { .tail = "" };
	bool known = read_house(a, said, &h);

	for (int i = 0; i < s->n; i++) {
		const struct house_item *it = &s->items[i];
		bool whole = it->whole && (it->side == SIDE_BOTH || (known && on_side(it->side, h.end.number)));

		if (whole || (!it->whole && known && item_has(it, &h) && corpus_fits(it, x->corpus)))
			return true;
	}
	return false;
}

bool street_has_house(const struct street_houses *s, const struct address *x)
{
	struct arena a = { 0 };
	bool has = has_house(&a, s, x, x->house);

	if (!has && *x->letter && *x->house) /* «10 літ. Б» may be the building 10Б */
		has = has_house(&a, s, x, arena_printf(&a, "%s%s", x->house, x->letter));
	arena_free(&a);
	return has;
}

bool address_ranges_cover(struct arena *a, const struct address_ranges *r, const struct address *x)
{
	for (int i = 0; i < r->n; i++)
		if (*x->street && address_same_street(a, &r->streets[i].street, x) &&
		    street_has_house(&r->streets[i], x))
			return true;
	return false;
}

/* --- one form ------------------------------------------------------------------------------- */

static const char *print_street(struct arena *a, const struct address *x)
{
	const char *label = addr_is_settlement(text_fold(a, x->settlement)) ? "" : "с. ";

	return *x->settlement ? arena_printf(a, "%s%s, %s %s", label, x->settlement, x->type, x->street)
			      : arena_printf(a, "%s %s", x->type, x->street);
}

static const char *print_item(struct arena *a, const struct house_item *it)
{
	static const char *const sides[] = { [SIDE_BOTH] = "", [SIDE_EVEN] = " парні", [SIDE_ODD] = " непарні" };
	static const char *const wholes[] = {
		[SIDE_BOTH] = "вся вулиця", [SIDE_EVEN] = "парна сторона", [SIDE_ODD] = "непарна сторона",
	};

	if (it->whole)
		return wholes[it->side];
	if (it->range)
		return arena_printf(a, "%d%s–%d%s%s", it->from.number, it->from.letter, it->to.number,
				    it->to.letter, sides[it->side]);
	const char *house = arena_printf(a, "%d%s%s", it->from.number, it->from.letter, it->tail);

	if (!*it->corpus)
		return house;
	return arena_printf(a, "%s корп. %s%s%s", house, it->corpus, *it->corpus_to ? "–" : "", it->corpus_to);
}

/* Pieces are gathered in a table and joined once: lists are long. */
static const char *join(struct arena *a, const char *const *pieces, int n, const char *between)
{
	size_t room = 1;
	char *out, *p;

	for (int i = 0; i < n; i++)
		room += strlen(pieces[i]) + strlen(between);
	p = out = arena_alloc(a, room);
	for (int i = 0; i < n; i++) {
		size_t gap = i ? strlen(between) : 0, len = strlen(pieces[i]);

		memcpy(p, between, gap);
		memcpy(p + gap, pieces[i], len);
		p += gap + len;
	}
	return out;
}

static const char *print_houses(struct arena *a, const struct street_houses *s)
{
	const char **pieces = arena_alloc(a, (size_t)(s->n + 1) * sizeof(*pieces));
	int n = 0;

	pieces[n++] = print_street(a, &s->street);
	for (int i = 0; i < s->n; i++)
		pieces[n++] = print_item(a, &s->items[i]);
	return join(a, pieces, n, ", ");
}

const char *address_ranges_print(struct arena *a, const struct address_ranges *r)
{
	const char **pieces = arena_alloc(a, (size_t)(r->n + 1) * sizeof(*pieces));

	for (int i = 0; i < r->n; i++)
		pieces[i] = print_houses(a, &r->streets[i]);
	return join(a, pieces, r->n, "; ");
}

const char *address_ranges_streets(struct arena *a, const struct address_ranges *r)
{
	const char **pieces = arena_alloc(a, (size_t)(r->n + 1) * sizeof(*pieces));

	for (int i = 0; i < r->n; i++)
		pieces[i] = print_street(a, &r->streets[i].street);
	return join(a, pieces, r->n, ", ");
}
