/* core/address_range.c - reading a list of streets and houses, see address_range.h. The list is cut at its
 * commas and semicolons; each part begins a street, or says houses of the one before. What lies inside is
 * in address_cover.c. */
#include "core/address_range.h"

#include <string.h>

#include "core/address_int.h"
#include "core/i18n.h"
#include "core/text.h"

/* What a word does among houses. */
enum list_role { LIST_NONE, LIST_EVEN, LIST_ODD, LIST_WHOLE, LIST_FILL, LIST_TO };

static const struct {
	enum list_role role;
	const char *words; /* folded, each in bars */
} list_words[] = {
	{ LIST_EVEN, "|парні|парна|парних|парної|парній|парн|четные|" },
	{ LIST_ODD, "|непарні|непарна|непарних|непарної|непарній|непарн|нечетные|" },
	{ LIST_WHOLE, "|вся|уся|весь|увесь|всі|усі|ціла|цілий|повністю|всю|усю|" },
	{ LIST_FILL, "|сторона|стороні|сторони|бік|будинки|будинків|буд|будинок|номери|номер|включно|" },
	{ LIST_FILL, "|з|із|від|с|від|та|і|й|вулиця|вулицю|провулок|площа|проспект|" },
	{ LIST_TO, "|по|до|" },
};

struct reader {
	struct arena *a;
	struct err *e;
	struct address_ranges *out;
	struct street_houses *street; /* houses go to it; NULL: none yet */
	const char *settlement;       /* said before the street: "м. Винники"; "" */
	const char *part;             /* the part being read, for sentences */
	struct addr_token t[ADDR_TOKENS_MAX + 1];
	size_t n;
	enum house_side side;         /* said before the houses of this street */
};

/* --- what a token is ------------------------------------------------------------------------ */

static enum list_role list_role(const struct addr_token *t)
{
	const char *bars;

	if (t->kind != TOKEN_WORD || !*t->folded)
		return LIST_NONE;
	size_t len = strlen(t->folded);

	for (size_t i = 0; i < COUNT(list_words); i++)
		for (bars = list_words[i].words; (bars = strstr(bars, t->folded)) != NULL; bars += len)
			if (bars[-1] == '|' && bars[len] == '|')
				return list_words[i].role;
	return LIST_NONE;
}

static bool has_role(const struct addr_token *t, enum addr_role role)
{
	return t->kind == TOKEN_WORD && t->word && t->word->role == role;
}

static bool is_name(const struct addr_token *t)
{
	return t->kind == TOKEN_WORD && (!t->word || t->word->role == ROLE_NAME) && t->letters > 1 &&
	       list_role(t) == LIST_NONE;
}

/* 8 Березня, 5-а Тупикова: a number that a name begins with. */
static bool begins_name(const struct addr_token *t)
{
	return t->kind == TOKEN_NUMBER && is_name(t + 1) && !t[1].lower && *t->house &&
	       !strpbrk(t->house, "/-");
}

static bool says_type(const struct addr_token *t)
{
	return has_role(t, ROLE_TYPE) || has_role(t, ROLE_AREA);
}

/* Another street behind a comma: its type or a capital letter. «35, вся вулиця» is none. */
static bool begins_street(const struct addr_token *t)
{
	if (list_role(t) != LIST_NONE)
		return false;
	return says_type(t) || has_role(t, ROLE_SETTLEMENT) || begins_name(t) || (is_name(t) && !t->lower);
}

/* --- houses --------------------------------------------------------------------------------- */

static enum err_code no_house(struct reader *r)
{
	return err_set(r->e, ERR_INVALID,
		       _("«%s» is not a house or a range of houses: write 2–14, 35А, 37 corpus 1, or the whole street."),
		       r->part);
}

/* Reads "35А/2" of `len` bytes; false: it is none. */
static bool read_end(struct arena *a, const char *s, size_t len, struct house_end *out, const char **tail)
{
	size_t digits = strspn(s, "0123456789"), slash = strcspn(s, "/");

	if (digits == 0 || digits > len || digits > 4)
		return false;
	slash = slash < len ? slash : len;
	out->number = (int)strtol(s, NULL, 10);
	out->letter = arena_strndup(a, s + digits, slash - digits);
	*tail = arena_strndup(a, s + slash, len - slash);
	return out->number > 0;
}

/* A letter that a space parts from its number: 35 а. */
static bool take_letter(struct reader *r, size_t *i, struct house_end *end)
{
	const struct addr_token *t = &r->t[*i];

	if (t->kind != TOKEN_WORD || t->letters != 1 || *end->letter || t->word || list_role(t) != LIST_NONE)
		return false;
	end->letter = addr_capital(r->a, t->s, t->len);
	++*i;
	return true;
}

static enum err_code take_corpus(struct reader *r, size_t *i, struct house_item *it)
{
	const struct addr_token *t = &r->t[*i];

	if (!has_role(t, ROLE_CORPUS))
		return ERR_OK;
	t++;
	if (t->kind == TOKEN_WORD && t->letters == 1) {
		it->corpus = addr_capital(r->a, t->s, t->len);
	} else if (t->kind == TOKEN_NUMBER && *t->house) {
		size_t first = strcspn(t->house, "-");

		it->corpus = arena_strndup(r->a, t->house, first);
		it->corpus_to = t->house[first] ? t->house + first + 1 : "";
	}
	*i += 2;
	return *it->corpus && !strpbrk(it->corpus_to, "-/") && !it->range ? ERR_OK : no_house(r);
}

/* «– 14», «по 14» behind a house; the end stands at *i then. */
static bool goes_on(const struct reader *r, size_t *i)
{
	size_t at = *i;

	if (r->t[at].kind != TOKEN_DASH && list_role(&r->t[at]) != LIST_TO)
		return false;
	while (r->t[at].kind == TOKEN_DASH || list_role(&r->t[at]) == LIST_TO)
		at++;
	if (r->t[at].kind != TOKEN_NUMBER)
		return false;
	*i = at;
	return true;
}

/* Whether the range or house has a house on its side. */
static bool side_fits(const struct house_item *it)
{
	int odd = it->side == SIDE_ODD;

	return it->side == SIDE_BOTH || it->whole || it->to.number > it->from.number ||
	       it->from.number % 2 == odd;
}

static enum err_code add_item(struct reader *r, const struct house_item *it)
{
	struct street_houses *s = r->street;

	if (s->n == RANGES_MAX_HOUSES)
		return err_set(r->e, ERR_INVALID, _("One street has more than %d houses here: write ranges."),
			       (int)RANGES_MAX_HOUSES);
	if (!side_fits(it))
		return err_set(r->e, ERR_INVALID, _("«%s»: there is no such house on that side of the street."),
			       r->part);
	if (s->n % 16 == 0) {
		struct house_item *more = arena_alloc(r->a, (size_t)(s->n + 16) * sizeof(*more));

		if (s->n)
			memcpy(more, s->items, (size_t)s->n * sizeof(*more));
		s->items = more;
	}
	s->items[s->n++] = *it;
	return ERR_OK;
}

/* The second end of a range, if there is one: in the same token (2-14) or behind a dash. */
static enum err_code take_second(struct reader *r, size_t *i, const char *joined, struct house_item *it)
{
	const char *tail, *text = joined;

	if (!joined && !goes_on(r, i))
		return ERR_OK;
	if (!joined)
		text = r->t[(*i)++].house;
	if (*it->corpus || strchr(text, '-') || !read_end(r->a, text, strlen(text), &it->to, &tail))
		return no_house(r);
	it->range = true;
	it->tail = "";
	take_letter(r, i, &it->to);
	if (house_end_cmp(&it->from, &it->to) > 0)
		return err_set(r->e, ERR_INVALID, _("«%s» goes backwards: write the smaller number first."),
			       r->part);
	return ERR_OK;
}

/* The number at *i: a house or a range with its corpus and its side. */
static enum err_code take_house(struct reader *r, size_t *i)
{
	const char *text = r->t[*i].house, *dash = strchr(text, '-');
	struct house_item it = { .tail = "", .corpus = "", .corpus_to = "", .side = r->side };
	size_t first = dash ? (size_t)(dash - text) : strlen(text);

	++*i;
	if (!read_end(r->a, text, first, &it.from, &it.tail))
		return no_house(r);
	it.to = it.from;
	if (!dash && take_letter(r, i, &it.from))
		it.to = it.from;
	enum err_code rc = take_corpus(r, i, &it);

	if (!rc)
		rc = take_second(r, i, dash ? dash + 1 : NULL, &it);
	if (rc)
		return rc;
	while (list_role(&r->t[*i]) == LIST_FILL && !has_role(&r->t[*i], ROLE_AND))
		++*i;
	enum list_role side = list_role(&r->t[*i]);

	if (side == LIST_EVEN || side == LIST_ODD) {
		it.side = side == LIST_EVEN ? SIDE_EVEN : SIDE_ODD;
		++*i;
	}
	return add_item(r, &it);
}

/* Houses from token i to the end of the part. `whole` was said before the name of the street. */
static enum err_code read_houses(struct reader *r, size_t i, bool whole)
{
	struct house_item all = { .from = { 0, "" }, .to = { 0, "" }, .tail = "", .corpus = "",
		.corpus_to = "", .whole = true };
	int before = r->street->n;
	bool side = false;
	enum err_code rc = ERR_OK;

	while (!rc && i < r->n) {
		enum list_role role = list_role(&r->t[i]);

		if (r->t[i].kind == TOKEN_NUMBER) {
			rc = take_house(r, &i);
			continue;
		}
		if (role == LIST_EVEN || role == LIST_ODD) {
			r->side = role == LIST_EVEN ? SIDE_EVEN : SIDE_ODD;
			side = true;
		} else if (role == LIST_WHOLE) {
			whole = true;
		} else if (role != LIST_FILL && !has_role(&r->t[i], ROLE_HOUSE)) {
			return no_house(r);
		}
		i++;
	}
	if (rc || r->street->n > before || (!whole && !side))
		return rc;
	all.side = side ? r->side : SIDE_BOTH;
	r->side = SIDE_BOTH; /* it was said of this whole side */
	return add_item(r, &all);
}

/* --- streets -------------------------------------------------------------------------------- */

/* The street before must have got its houses. */
static enum err_code end_street(struct reader *r)
{
	if (r->street && r->street->n == 0)
		return err_set(r->e, ERR_INVALID,
			       _("«%s»: which houses? Write their numbers, or that it is the whole street."),
			       r->street->street.street);
	r->street = NULL;
	r->side = SIDE_BOTH;
	return ERR_OK;
}

/* Where the houses begin in a part that begins a street at token i. */
static size_t name_end(const struct reader *r, size_t i)
{
	bool named = false;

	for (; i < r->n; i++) {
		const struct addr_token *t = &r->t[i];
		bool first_of_name = !named && begins_name(t);

		if ((t->kind == TOKEN_NUMBER || t->kind == TOKEN_NO_NUMBER) && !first_of_name)
			return i;
		if (named && (list_role(t) != LIST_NONE || has_role(t, ROLE_HOUSE)) && !says_type(t))
			return i;
		if (named && t->kind == TOKEN_DASH)
			return i;
		named = named || first_of_name || (is_name(t) && !addr_settlement_at(r->a, t));
	}
	return i;
}

/* The text of the tokens from..to, with the settlement said before. */
static const char *head_text(const struct reader *r, size_t from, size_t to)
{
	const char *s = r->t[from].s, *stop = r->t[to].s;

	while (stop > s && strchr(" :-", stop[-1]))
		stop--;
	return arena_printf(r->a, "%s%s%s", r->settlement, *r->settlement ? ", " : "",
			    arena_strndup(r->a, s, (size_t)(stop - s)));
}

static enum err_code add_street(struct reader *r, const struct address *x)
{
	struct address_ranges *o = r->out;

	if (o->n == RANGES_MAX_STREETS)
		return err_set(r->e, ERR_INVALID, _("More than %d streets: make it two incidents."),
			       (int)RANGES_MAX_STREETS);
	r->street = &o->streets[o->n++];
	*r->street = (struct street_houses){ .street = *x };
	r->street->street.house_key = "";
	return ERR_OK;
}

static enum err_code no_street(struct reader *r)
{
	return err_set(r->e, ERR_INVALID, _("«%s» does not begin with a street. Streets are parted by «;»."),
		       r->part);
}

/* «м. Львів», «Винники», «Львівська обл.»: the street comes in a later part. */
static bool is_place(const struct reader *r, const struct address *x)
{
	const struct addr_token *t = &r->t[0];
	bool region = false;

	for (size_t i = 0; i < r->n; i++)
		region = region || has_role(&r->t[i], ROLE_REGION);
	return !*x->street && !*x->house &&
	       (region || has_role(t, ROLE_SETTLEMENT) || addr_settlement_at(r->a, t) > 0);
}

/* A part that begins a street: its name, then its first houses; or a settlement alone. */
static enum err_code begin_street(struct reader *r)
{
	bool whole = list_role(&r->t[0]) == LIST_WHOLE && r->n > 1;
	size_t from = whole, to = name_end(r, from);
	struct address x;
	enum err_code rc = end_street(r);

	if (rc)
		return rc;
	if (list_role(&r->t[from]) != LIST_NONE && !says_type(&r->t[from]))
		return no_street(r);
	const char *head = head_text(r, from, to);

	address_parse(r->a, head, &x);
	if (is_place(r, &x) && to == r->n) {
		r->settlement = head;
		return ERR_OK;
	}
	if (!*x.street || x.crossing || *x.house)
		return no_street(r);
	rc = add_street(r, &x);
	while (to < r->n && r->t[to].kind == TOKEN_DASH)
		to++;
	return rc ? rc : read_houses(r, to, whole);
}

/* --- parts ---------------------------------------------------------------------------------- */

/* «(парні)» is said, not an aside; a settlement in brackets stays one. */
static void open_brackets(struct arena *a, char *part)
{
	for (char *s = part; (s = strchr(s, '(')) != NULL;) {
		char *end = strchr(s, ')');

		if (end && !addr_is_settlement(text_fold(a, arena_strndup(a, s + 1, (size_t)(end - s - 1)))))
			*s = *end = ' ';
		s++;
	}
}

static enum err_code read_part(struct reader *r, const char *part, size_t len)
{
	char *line = text_tidy(r->a, arena_strndup(r->a, part, len), NULL);
	const char *aside;

	if (!*line)
		return ERR_OK;
	r->part = arena_strdup(r->a, line);
	open_brackets(r->a, line);
	r->n = addr_scan(r->a, line, r->t, &aside);
	if (r->n == 0 || r->n == ADDR_TOKENS_MAX)
		return no_house(r);
	if (!r->street || begins_street(&r->t[0]))
		return begin_street(r);
	return read_houses(r, 0, false);
}

/* One piece up to «;» or the end of a line: parts with commas between them. */
static enum err_code read_piece(struct reader *r, const char *s, size_t len)
{
	enum err_code rc = ERR_OK;

	r->settlement = "";
	while (!rc && len > 0) {
		const char *comma = memchr(s, ',', len);
		size_t n = comma ? (size_t)(comma - s) : len;

		rc = read_part(r, s, n);
		n += comma != NULL;
		s += n;
		len -= n;
	}
	return rc ? rc : end_street(r);
}

enum err_code address_ranges_parse(struct arena *a, const char *text, struct address_ranges *out,
				   struct err *e)
{
	struct address_ranges list = { .streets = arena_alloc(a, RANGES_MAX_STREETS * sizeof(*list.streets)) };
	struct reader r = { .a = a, .e = e, .out = &list, .part = "" };
	enum err_code rc = ERR_OK;

	if (strlen(text) > RANGES_MAX_BYTES)
		return err_set(e, ERR_INVALID, "%s", _("The list of addresses is too long: make it two incidents."));
	for (const char *s = text; !rc && *s;) {
		size_t n = strcspn(s, ";\n");

		rc = read_piece(&r, s, n);
		s += n + (s[n] != '\0');
	}
	if (!rc && list.n == 0)
		rc = err_set(e, ERR_INVALID, "%s",
			     _("Write the addresses: each street with its houses or as a whole, «;» between streets."));
	if (!rc)
		*out = list;
	return rc;
}
