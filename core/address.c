/* core/address.c - reads the tokens of an address into its parts, see address.h.
 *
 * The street is looked for first: behind its type if one is named, else at the first words that can
 * be a name. What stands before it may hold the settlement, what stands behind it the house and the
 * rest. Words that are not understood are a comment and end at the next comma. */
#include "core/address.h"

#include <string.h>

#include "core/address_int.h"
#include "core/text.h"
#include "core/text_cyr.h"

enum { LINE_COLUMNS = 400, SETTLEMENT_WORDS = 3 };

struct reader {
	struct arena *a;
	struct address *out;
	struct addr_token t[ADDR_TOKENS_MAX + 1];
	size_t n;
	bool near;      /* beside the house that is named */
	bool crossing;      /* «перехрестя», «ріг» are said */
	bool has_settlement; /* the site's own city, too, which is not kept */
	bool doubtful;      /* it may have been an initial: «с. бандери» */
	const char *ignored; /* the number of an entrance, of a floor */
};

/* --- what a token is --------------------------------------------------------------------- */

static enum addr_role role_of(const struct addr_token *t)
{
	return t->word ? t->word->role : ROLE_NAME;
}

static bool is(const struct addr_token *t, enum addr_role role)
{
	return t->kind == TOKEN_WORD && role_of(t) == role;
}

static bool is_plain(const struct addr_token *t)
{
	return is(t, ROLE_NAME);
}

static bool is_type(const struct addr_token *t)
{
	return is(t, ROLE_TYPE) || is(t, ROLE_AREA);
}

static bool is_number(const struct addr_token *t)
{
	return t->kind == TOKEN_NUMBER || t->kind == TOKEN_NO_NUMBER;
}

/* буд., корп., літ., кв., під'їзд: it says what a number is. */
static bool is_part(const struct addr_token *t)
{
	return t->kind == TOKEN_WORD && role_of(t) >= ROLE_HOUSE && role_of(t) <= ROLE_SKIP;
}

static bool is_part_end(const struct addr_token *t)
{
	return t->kind == TOKEN_COMMA || t->kind == TOKEN_END;
}

static bool begins_part(const struct reader *r, size_t i)
{
	return i == 0 || r->t[i - 1].kind == TOKEN_COMMA;
}

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

static bool is_initial(const struct addr_token *t)
{
	return t->letters == 1 || !strcmp(t->folded, "дж");
}

/* The name as written; an initial keeps its dot and is parted from what follows; «…» stay closed.
 */
static char *name_text(struct reader *r, size_t start, size_t end)
{
	const struct addr_token *last = &r->t[end - 1];
	const char *s = r->t[start].s, *stop = last->s + last->len;
	char *out = arena_alloc(r->a, 2 * (size_t)(stop - s) + sizeof("».")), *p = out;

	if (last->dot && is_initial(last))
		stop++;
	for (; s < stop; s++) {
		*p++ = *s;
		if (*s == '.' && s + 1 < stop && s[1] != ' ')
			*p++ = ' ';
	}
	*p = '\0';
	if (strstr(out, "«") && !strncmp(stop, "»", strlen("»")))
		memcpy(p, "»", sizeof("»"));
	return out;
}

/* --- settlements ------------------------------------------------------------------------- */

/* Words of the settlement named at `at`, behind its «м.» or «с.»: a known one, else the words up to
 * the comma or the street, else one. */
static size_t settlement_words(const struct reader *r, size_t at)
{
	size_t words = addr_settlement_at(r->a, &r->t[at]), plain = 0;

	if (words > 0)
		return words;
	while (is_plain(&r->t[at + plain]))
		plain++;
	const struct addr_token *behind = &r->t[at + plain];

	return plain <= SETTLEMENT_WORDS && (is_part_end(behind) || is_type(behind)) ? plain
										     : plain > 0;
}

static void set_settlement(struct reader *r, const char *name)
{
	if (r->has_settlement)
		return;
	r->has_settlement = true;
	if (!addr_is_own_city(text_fold(r->a, name)))
		r->out->settlement = name;
}

/* Reads the settlement at i, if there is one; returns where the text goes on. */
static size_t read_settlement(struct reader *r, size_t i)
{
	bool labelled = is(&r->t[i], ROLE_SETTLEMENT);
	size_t at = i + labelled;
	size_t words = labelled ? settlement_words(r, at) : addr_settlement_at(r->a, &r->t[at]);

	if (words == 0)
		return at;
	r->doubtful = labelled && (r->t[i].word->flags & WORD_SHORT) && r->t[at].lower &&
		      !addr_settlement_at(r->a, &r->t[at]);
	set_settlement(r, name_text(r, at, at + words));
	return at + words;
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

static size_t next_part(const struct reader *r, size_t i)
{
	while (!is_part_end(&r->t[i]))
		i++;
	return i < r->n ? i + 1 : i;
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
	size_t next = next_part(r, i);

	return !part_has_number(r, i) && is_plain(&r->t[next]) && !r->t[next].lower &&
	       part_has_number(r, next) && !r->crossing && !addr_settlement_at(r->a, &r->t[next]);
}

/* Where a street without a type begins, or r->n. */
static size_t find_start(const struct reader *r)
{
	for (size_t i = 0; i < r->n; i = next_part(r, i)) {
		size_t at = i;

		if (part_has_region(r, i))
			continue;
		if (is(&r->t[at], ROLE_SETTLEMENT))
			at += 1 + settlement_words(r, at + 1);
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
	r->out->street = arena_printf(r->a, "%s / %s", r->out->street, name_text(r, at, end));
	return end;
}

/* The street that begins at `start`, its type if that comes behind, and a second street. */
static size_t read_street(struct reader *r, size_t start)
{
	size_t end = name_end(r, start);

	r->out->street = name_text(r, start, end);
	if (is_type(&r->t[end]) && !is_prefix_type(r, end)) {
		if (!*r->out->type)
			r->out->type = r->t[end].word->canon;
		end++;
	}
	return read_crossing(r, end);
}

/* --- house, corpus, letter, flat
 * ------------------------------------------------------------------ */

/* The letter a space parts from its number (226 а); not the word of a comment (10 і, 5 в дворі). */
static bool is_letter_of_house(const struct addr_token *t)
{
	uint32_t last = 0;

	if (t->kind != TOKEN_WORD || t->letters != 1 || t->dot || !strcmp(t->folded, "й") ||
	    is_part(t))
		return false;
	for (const char *s = t[-1].house; *s;)
		s += text_next(s, &last);
	return text_kind(last) == KIND_DIGIT &&
	       (is_part_end(t + 1) || is_part(t + 1) || t[1].kind == TOKEN_SLASH);
}

/* The number at i as a house: its letter and a second number may stand apart (226 а, 4 / 6). */
static size_t read_house(struct reader *r, size_t i, const char **house)
{
	const struct addr_token *t = &r->t[i++];
	const char *text = t->house;

	if (t->kind == TOKEN_NUMBER && is_letter_of_house(t + 1)) {
		text = arena_printf(r->a, "%s%s", text, addr_capital(r->a, t[1].s, t[1].len));
		i++;
	}
	if ((r->t[i].kind == TOKEN_SLASH || r->t[i].kind == TOKEN_DASH) &&
	    r->t[i + 1].kind == TOKEN_NUMBER) {
		text = arena_printf(r->a, r->t[i].kind == TOKEN_SLASH ? "%s/%s" : "%s-%s", text,
				    r->t[i + 1].house);
		i += 2;
	}
	if (!**house)
		*house = text;
	return i;
}

/* Where the value of a label is kept. */
static const char **slot(struct reader *r, enum addr_role role)
{
	if (role == ROLE_HOUSE)
		return &r->out->house;
	if (role == ROLE_CORPUS)
		return &r->out->corpus;
	if (role == ROLE_LETTER)
		return &r->out->letter;
	return role == ROLE_FLAT ? &r->out->flat : &r->ignored;
}

/* Whether the label at t has its value behind it: a number, or the letter of a corpus. */
static bool has_value(const struct addr_token *t)
{
	const struct addr_token *value = t + 1;
	bool lettered = is(t, ROLE_CORPUS) || is(t, ROLE_LETTER);

	return is_number(value) ||
	       (lettered && value->kind == TOKEN_WORD && value->letters <= 2 && !is_part(value));
}

/* «буд. 5», «корп. Б», «кв 15», «під'їзд 2»: the label at i and what belongs to it. */
static size_t read_labelled(struct reader *r, size_t i)
{
	const char **keep = slot(r, role_of(&r->t[i]));
	const struct addr_token *value = &r->t[i + 1];

	if (r->t[i].word->flags & WORD_TO_COMMA)
		return next_part(r, i);
	if (!has_value(&r->t[i]))
		return i + 1;
	if (is_number(value))
		return read_house(r, i + 1, keep);
	if (!**keep)
		*keep = addr_capital(r->a, value->s, value->len);
	return i + 2;
}

/* A number without a label: the house, or «15 кв», «2 під'їзд», or the flat after it (226, 15). */
static size_t read_bare(struct reader *r, size_t i)
{
	const struct addr_token *t = &r->t[i];
	bool own_part = begins_part(r, i);

	if (!*t->house)
		return i + 1;
	if (is_part(t + 1) && !has_value(t + 1) &&
	    (own_part || *r->out->house || !is(t + 1, ROLE_SKIP))) {
		const char **keep = slot(r, role_of(t + 1));

		if (!**keep)
			*keep = t->house;
		return i + 2;
	}
	if (!*r->out->house)
		return read_house(r, i, &r->out->house);
	if (own_part && is_part_end(t + 1) && !*r->out->flat)
		r->out->flat = t->house;
	return i + 1;
}

/* What is said behind the street or, not `bare`, before it: there numbers need a label, and «біля»
 * makes the house another one. Behind it «біля» begins a comment. */
static void read_parts(struct reader *r, size_t i, size_t end, bool bare)
{
	bool comment = false;

	while (i < end) {
		const struct addr_token *t = &r->t[i];
		bool first = begins_part(r, i);

		if (bare && is(t, ROLE_NEAR))
			return;
		r->near = r->near || is(t, ROLE_NEAR);
		comment = comment && !is_part_end(t);
		if (is_part(t)) {
			i = read_labelled(r, i);
		} else if (is_number(t) && bare && !comment) {
			i = read_bare(r, i);
		} else if (is(t, ROLE_SETTLEMENT) || (first && addr_settlement_at(r->a, t))) {
			i = read_settlement(r, i);
		} else {
			comment = comment || t->kind == TOKEN_WORD;
			i++;
		}
	}
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

void address_parse(struct arena *a, const char *raw, struct address *out)
{
	struct reader r = { .a = a, .out = out, .ignored = "" };
	char *line = text_tidy(a, raw, NULL);
	const char *aside;

	*out = (struct address){ "", "", "", "", "", "", "", "", false, false };
	line[text_cut(line, LINE_COLUMNS)] = '\0';
	r.n = addr_scan(a, line, r.t, &aside);
	for (size_t i = 0; i < r.n; i++)
		r.crossing = r.crossing || is(&r.t[i], ROLE_CROSSING);
	size_t type = find_type(&r), start = type < r.n ? type + 1 : find_start(&r);
	size_t head = type < r.n ? type : start, end = start;

	read_parts(&r, 0, head, head == r.n);
	if (type < r.n)
		out->type = r.t[type].word->canon;
	if (start < r.n)
		end = read_street(&r, start);
	if (type < r.n && (r.t[type].word->flags & WORD_RUSSIAN) && !strchr(out->street, ' '))
		out->street = addr_from_russian(a, out->street);
	read_parts(&r, end, r.n, true);
	if (*aside)
		set_settlement(&r, aside);
	settle_doubt(&r);
	if (*out->street && !*out->type)
		out->type = "вул.";
	out->common_type = strcmp(out->type, "вул.") == 0;
	if (r.near || out->crossing)
		out->house = "";
	out->house_key = address_house_key(a, out, out->type, address_street_key(a, out->street));
}

char *address_canonical(struct arena *a, const char *raw)
{
	struct address x;

	address_parse(a, raw, &x);
	return arena_printf(a, "%s\t%s\t%s\t%s\t%s\t%s\t%s", x.type, x.street, x.house, x.corpus,
			    x.letter, x.flat, x.settlement);
}
