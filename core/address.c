/* core/address.c - reads the tokens of an address into its parts, see address.h.
 *
 * The street is looked for first: behind its type if one is named, else at the first words that can
 * be a name. What stands before it may hold the settlement, what stands behind it the house and the
 * rest. Words that are not understood are a comment and end at the next comma. */
#include "core/address.h"

#include <string.h>

#include "core/address_read.h"
#include "core/text.h"

enum { LINE_COLUMNS = 400 };

/* A name can begin with it: a word that says nothing else, or a number before such a word (8
 * Березня, 5-а Тупикова). */
static bool begins_name(const struct addr_token *t)
{
	if (t->kind == TOKEN_NUMBER)
		return is_plain(t + 1) && t[1].letters > 1 && *t->house && !strpbrk(t->house, "/-");
	return t->kind == TOKEN_WORD && !is_part(t) && !is(t, ROLE_NEAR) &&
	       (!is_type(t) || !t->dot);
}

/* Between the streets of a crossing. A slash says so by itself. */
static bool is_joint(const struct reader *r, const struct addr_token *t)
{
	if (t->kind == TOKEN_SLASH)
		return true;
	return r->crossing && (is(t, ROLE_AND) || is(t, ROLE_CROSSING) || t->kind == TOKEN_DASH ||
			       t->kind == TOKEN_COMMA);
}

/* --- names ------------------------------------------------------------------------------- */

/* Whether the word goes on with a name: «Липова Алея», but «Брюховицьке шосе». */
static bool continues_name(const struct reader *r, const struct addr_token *t)
{
	if (is(t, ROLE_AND))
		return !r->crossing;
	if (is(t, ROLE_TYPE))
		return !t->lower && !t->dot;
	return is_plain(t) || is(t, ROLE_PLACE);
}

static size_t name_end(const struct reader *r, size_t start)
{
	size_t end = start + 1;

	while (continues_name(r, &r->t[end]))
		end++;
	return end;
}

/* The name of a street as written; in the case the list has it in, if it is there. */
static const char *street_text(struct reader *r, size_t start, size_t end)
{
	const char *name = addr_name_text(r, start, end);
	const char *listed = r->book ? addr_book_name(r->a, r->book, name) : NULL;

	return listed ? listed : name;
}

/* --- the street -------------------------------------------------------------------------- */

/* A type with its name behind it, and not itself a word of a name. */
static bool is_prefix_type(const struct reader *r, size_t i)
{
	const struct addr_token *t = &r->t[i];

	if (!is_type(t) || !begins_name(t + 1))
		return false;
	if (i == 0)
		return true;
	if (is_type(t - 1))
		return false;
	if (i > 1 && is_joint(r, t - 1) && is_plain(t - 2)) /* the second street of a crossing */
		return false;
	return !is_plain(t - 1) || t->dot || t->lower;
}

/* The token of the type the street stands behind, or r->n. */
static size_t find_type(const struct reader *r)
{
	size_t area = r->n;

	for (size_t i = 0; i < r->n; i++) {
		if (!is_prefix_type(r, i))
			continue;
		if (is(&r->t[i], ROLE_TYPE))
			return i;
		if (area == r->n)
			area = i;
	}
	return area;
}

static bool part_has_number(const struct reader *r, size_t i)
{
	while (!is_part_end(&r->t[i]) && !is_number(&r->t[i]))
		i++;
	return is_number(&r->t[i]);
}

static bool part_has_region(const struct reader *r, size_t i)
{
	while (!is_part_end(&r->t[i]) && !is(&r->t[i], ROLE_REGION))
		i++;
	return is(&r->t[i], ROLE_REGION);
}

/* «Сихів, Кавалерідзе 5»: the words before the comma are not the street. */
static bool street_is_in_next_part(const struct reader *r, size_t i)
{
	size_t next = addr_next_part(r, i);

	return !part_has_number(r, i) && is_plain(&r->t[next]) && !r->t[next].lower &&
	       part_has_number(r, next) && !r->crossing && !addr_settlement_at(r->a, &r->t[next]);
}

/* Where a street without a type begins, or r->n. */
static size_t find_start(const struct reader *r)
{
	for (size_t i = 0; i < r->n; i = addr_next_part(r, i)) {
		size_t at = i;

		if (part_has_region(r, i))
			continue;
		if (is(&r->t[at], ROLE_SETTLEMENT))
			at += 1 + addr_settlement_words(r, at + 1);
		else
			at += addr_settlement_at(r->a, &r->t[at]);
		while (is(&r->t[at], ROLE_NEAR) || is(&r->t[at], ROLE_CROSSING) ||
		       (is(&r->t[at], ROLE_AND) && !r->t[at].dot)) /* на розі, but «в. великого» */
			at++;
		if (is(&r->t[at], ROLE_PLACE))
			return r->n;
		if (r->t[at].kind == TOKEN_NUMBER && !begins_name(&r->t[at])) /* a postal index */
			at++;
		if (begins_name(&r->t[at]) && !street_is_in_next_part(r, i))
			return at;
	}
	return r->n;
}

/* The second street of a crossing at i, added to the first; returns where the text goes on. */
static size_t read_crossing(struct reader *r, size_t i)
{
	size_t at = i;

	while (is_joint(r, &r->t[at]))
		at++;
	if (at == i || (!r->crossing && at > i + 1))
		return i;
	if (is_type(&r->t[at]) && begins_name(&r->t[at + 1])) {
		if (!*r->out->type)
			r->out->type = r->t[at].word->canon;
		at++;
	}
	if (r->t[at].kind != TOKEN_WORD || !begins_name(&r->t[at]))
		return i;
	size_t end = name_end(r, at);

	r->out->crossing = true;
	r->out->street = arena_printf(r->a, "%s / %s", r->out->street, street_text(r, at, end));
	return end;
}

/* The street from `start` to `end`, its type if that comes behind, and a second street. */
static size_t read_street(struct reader *r, size_t start, size_t end)
{
	r->out->street = street_text(r, start, end);
	if (is_type(&r->t[end]) && !is_prefix_type(r, end)) {
		if (!*r->out->type)
			r->out->type = r->t[end].word->canon;
		end++;
	}
	return read_crossing(r, end);
}

/* --- the whole --------------------------------------------------------------------------- */

/* «с. бандери 10» named no village but a street. */
static void settle_doubt(struct reader *r)
{
	if (!r->doubtful || *r->out->street || !*r->out->house)
		return;
	r->out->street = r->out->settlement;
	r->out->settlement = "";
}

/* --- streets or landmarks ---------------------------------------------------------------- */

struct span {
	size_t start, end;
};

static bool is_listed(struct reader *r, size_t start, size_t end)
{
	return addr_book_name(r->a, r->book, addr_name_text(r, start, end)) != NULL;
}

/* A house number stands at i, which is no count of something («кінцева 29 трамвая»). */
static bool is_house_at(const struct reader *r, size_t i)
{
	const struct addr_token *t = &r->t[i + (r->t[i].kind == TOKEN_COMMA)];

	if (is(t, ROLE_HOUSE))
		return addr_has_value(t);
	return is_number(t) && *t->house && (!is_plain(t + 1) || addr_is_letter_of_house(t + 1));
}

/* A listed street somewhere in the words: «біля АТБ на Науковій». Names begin with a capital. */
static struct span find_listed(struct reader *r)
{
	for (size_t i = 0; i < r->n; i++) {
		size_t most = 0;

		while (most < SETTLEMENT_WORDS && is_plain(&r->t[i + most]))
			most++;
		for (size_t words = most; words > 0 && !r->t[i].lower; words--)
			if (is_listed(r, i, i + words))
				return (struct span){ i, i + words };
	}
	return (struct span){ r->n, r->n };
}

/* Whether the words from `start` can be a street, nobody having said that they are one. */
static bool may_be_street(struct reader *r, size_t start, size_t end)
{
	bool near = false;

	for (size_t i = 0; i < start; i++)
		near = near || is(&r->t[i], ROLE_NEAR);
	if (is_listed(r, start, end))
		return true;
	if (near || r->crossing)
		return false;
	/* The list is of the site's city alone. */
	return is_house_at(r, end) || (*r->out->settlement && !r->t[start].lower);
}

/* Where the street stands whose type was not said. */
static struct span untyped_street(struct reader *r)
{
	size_t start = find_start(r), end = start < r->n ? name_end(r, start) : start;

	if (!r->book || start == r->n)
		return (struct span){ start, end };
	addr_read_parts(r, 0, start, false); /* the settlement */
	return may_be_street(r, start, end) ? (struct span){ start, end } : find_listed(r);
}

/* The parts around the street; without one, in a story about a place, numbers need a label. */
static void read_around(struct reader *r, struct span street, size_t head)
{
	bool landmark = r->book && street.start == r->n && find_start(r) < r->n;
	size_t end = street.end;

	addr_read_parts(r, 0, head, head == r->n && !landmark);
	if (street.start < r->n)
		end = read_street(r, street.start, street.end);
	addr_read_parts(r, end, r->n, true);
}

static void tokens(struct reader *r, const char *raw, const char **aside)
{
	char *line = text_tidy(r->a, raw, NULL);

	line[text_cut(line, LINE_COLUMNS)] = '\0';
	r->n = addr_scan(r->a, line, r->t, aside);
	for (size_t i = 0; i < r->n; i++)
		r->crossing = r->crossing || is(&r->t[i], ROLE_CROSSING);
}

static void read_all(struct reader *r)
{
	size_t type = find_type(r);
	struct span street = { type + 1, type + 1 };

	if (type < r->n) {
		r->out->type = r->t[type].word->canon;
		street.end = name_end(r, type + 1);
	} else {
		street = untyped_street(r);
	}
	read_around(r, street, type < r->n ? type : street.start);
	if (type < r->n && (r->t[type].word->flags & WORD_RUSSIAN) && !strchr(r->out->street, ' '))
		r->out->street = addr_from_russian(r->a, r->out->street);
}

void address_read(struct arena *a, const char *raw, const struct street_book *book, struct address *out)
{
	struct reader r = { .a = a, .out = out, .book = book, .ignored = "" };
	const char *aside;

	*out = (struct address){ "", "", "", "", "", "", "", "", false, false };
	tokens(&r, raw, &aside);
	read_all(&r);
	if (*aside)
		addr_set_settlement(&r, aside);
	settle_doubt(&r);
	if (*out->street && !*out->type)
		out->type = "вул.";
	out->common_type = strcmp(out->type, "вул.") == 0;
	if (r.near || out->crossing)
		out->house = "";
	out->house_key = address_house_key(a, out, out->type, address_street_key(a, out->street));
}

void address_parse(struct arena *a, const char *raw, struct address *out)
{
	address_read(a, raw, NULL, out);
}

char *address_canonical(struct arena *a, const char *raw, const struct street_book *book)
{
	struct address x;

	address_read(a, raw, book, &x);
	return arena_printf(a, "%s\t%s\t%s\t%s\t%s\t%s\t%s", x.type, x.street, x.house, x.corpus,
			    x.letter, x.flat, x.settlement);
}

const char *address_house_text(struct arena *a, const char *raw)
{
	struct address x;

	address_parse(a, raw, &x);
	if (!*x.street || !*x.house || !strchr(x.type, '.') || *x.corpus || *x.letter)
		return raw;
	const char *brief = arena_printf(a, "%s%s%s %s, %s", x.settlement, *x.settlement ? ", " : "", x.type, x.street,
					 x.house);

	return text_width(brief) < text_width(raw) ? brief : raw;
}
