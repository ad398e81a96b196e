/* data/store/find_conds.c - what a query asks of the text index: words, and tags for the filters that have
 * them; names are read in find_names.c. Knows search_index.h and FTS5's expressions, no table. */
#include "data/store/find_internal.h"

#include "core/text.h"
#include "data/store/house_key.h"

/* Among words, so many digits may be the end of a telephone (domain.md 4.2). */
enum { TAIL_DIGITS_MIN = 4 };

/* Words of one beginning: some 30 us for each, not more than for a row or two that are looked at in vain. */
enum { TERMS_MAX = 40 };

struct cond *cond_add(struct plan *p)
{
	struct cond *c = arena_alloc(p->on->mem, sizeof(*c));

	c->next = p->conds;
	p->conds = c;
	return c;
}

static void or_word(struct plan *p, struct cond *c, const char *word, bool prefix)
{
	struct cond_word *w = arena_alloc(p->on->mem, sizeof(*w));

	*w = (struct cond_word){ .next = c->any, .word = word, .prefix = prefix };
	c->any = w;
	c->has_tags = c->has_tags || *word == '_' || *word == '+';
}

void cond_or_tag(struct plan *p, struct cond *c, enum search_tag tag, const char *value)
{
	or_word(p, c, search_tag(p->on->mem, tag, value), false);
}

/* --- words --- */

static void read_words(struct plan *p)
{
	for (int i = 0; i < p->q->nwords; i++) {
		const struct query_word *w = &p->q->words[i];
		struct cond *c = cond_add(p);

		or_word(p, c, w->key, w->prefix);
		if (w->digits)
			cond_or_tag(p, c, TAG_NUMBER, w->key);
		if (w->digits && strlen(w->key) >= TAIL_DIGITS_MIN)
			or_word(p, c, search_phone_tail(p->on->mem, w->key), true);
	}
}

/* --- tags --- */

static void read_houses(struct plan *p)
{
	const struct query_values *v = &p->q->lists[QUERY_HOUSE];
	struct cond *c = v->n ? cond_add(p) : NULL;

	for (int i = 0; i < v->n; i++)
		cond_or_tag(p, c, TAG_HOUSE, v->v[i]);
}

/* A renamed street is meant by either name. */
static void read_streets(struct plan *p)
{
	const struct query_values *v = &p->q->lists[QUERY_STREET];
	struct query_values *to = &p->streets;

	*to = *v;
	for (int i = 0; i < v->n; i++)
		to->n += street_other_names(p->s, v->v[i], p->on->mem, to->v + to->n, QUERY_VALUES_MAX - to->n);
}

static void read_channels(struct plan *p)
{
	struct cond *c = p->q->channels ? cond_add(p) : NULL;

	for (int i = 0; i < CHANNEL_COUNT; i++)
		if (p->q->channels & 1u << i)
			cond_or_tag(p, c, TAG_CHANNEL, vocab_wire(&vocab_channel, i));
}

static void must_have_tag(struct plan *p, enum search_tag tag, const char *value)
{
	if (!value || !*value)
		p->nothing = true;
	else
		cond_or_tag(p, cond_add(p), tag, value);
}

static void read_flags(struct plan *p)
{
	if (p->q->flags & QUERY_URGENT)
		must_have_tag(p, TAG_FLAG, TAG_ACCIDENT);
	if (p->q->flags & QUERY_REPEATED)
		must_have_tag(p, TAG_FLAG, TAG_REPEATED);
	if (p->q->flags & QUERY_UNCONFIRMED)
		must_have_tag(p, TAG_END, END_UNCONFIRMED);
	if (p->q->flags & QUERY_UNCLEAR)
		must_have_tag(p, TAG_FLAG, TAG_UNCLEAR);
	if (p->q->flags & QUERY_MINE)
		must_have_tag(p, TAG_OPERATOR, p->login);
	if (p->service)
		must_have_tag(p, TAG_SERVICE, p->service);
}

/* A rare end, when no other state will do; see plan_states(). */
static void read_ends(struct plan *p)
{
	if (!p->q->states || p->q->states & ~RARE_ENDS)
		return;
	struct cond *c = cond_add(p);

	for (int i = 0; i < STATE_COUNT; i++)
		if (p->q->states & 1u << i)
			cond_or_tag(p, c, TAG_END, vocab_wire(&vocab_state, i));
}

enum err_code conds_read(struct plan *p, struct err *e)
{
	p->conds = NULL;
	read_words(p);
	read_ends(p);
	read_streets(p);
	read_houses(p);
	read_channels(p);
	read_flags(p);
	return conds_names(p, e);
}

/* --- expressions --- */

/* What is behind the letters of a beginning that the prefix index has. */
static const char *further_letters(const char *word)
{
	uint32_t cp;

	for (int i = 0; i < SEARCH_PREFIX_LETTERS; i++)
		word += text_next(word, &cp);
	return word;
}

/* FTS5's form of a long beginning: the words that begin so while there are few, else its first letters. Of digits
 * there are few rows with one beginning. */
static const char *long_beginning(struct plan *p, const char *word)
{
	const char *behind = further_letters(word), *terms[TERMS_MAX], *any = "";
	int n = *behind ? search_terms(p->on, word, terms, TERMS_MAX) : -1;

	for (int i = 0; i < n; i++)
		any = arena_printf(p->on->mem, "%s%s\"%s\"", any, i ? " OR " : "", terms[i]);
	if (n > 0)
		return arena_printf(p->on->mem, "(%s)", any);
	if (n == 0 || p->way == WAY_WHOLE || !*behind || strspn(word, "+0123456789") == strlen(word))
		return arena_printf(p->on->mem, "\"%s\" *", word);
	p->is_cut = true;
	return arena_printf(p->on->mem, "\"%.*s\" *", (int)(behind - word), word);
}

/* FTS5's form of a word, joined to an expression ("" at first). */
static const char *join(struct plan *p, const char *expr, const char *by, const char *word, bool prefix)
{
	return arena_printf(p->on->mem, "%s%s%s", expr, *expr ? by : "",
			    prefix ? long_beginning(p, word) : arena_printf(p->on->mem, "\"%s\"", word));
}

/* The words of a street stand somewhere in the row; row_fits() sees whether in the address. */
static const char *street_match(struct plan *p, const char *street)
{
	const char *expr = "";

	while (*street) {
		size_t n = strcspn(street, " ");
		bool is_last = street[n] == '\0';

		expr = join(p, expr, " AND ", arena_strndup(p->on->mem, street, n), is_last);
		street += n + !is_last;
	}
	return expr;
}

static const char *streets_match(struct plan *p)
{
	const struct query_values *v = &p->streets;
	const char *expr = "";

	for (int i = 0; i < v->n; i++)
		expr = arena_printf(p->on->mem, "%s%s(%s)", expr, *expr ? " OR " : "", street_match(p, v->v[i]));
	return expr;
}

static const char *cond_match(struct plan *p, struct cond *c)
{
	bool is_cut = p->is_cut;
	const char *any = "";

	p->is_cut = false;
	for (const struct cond_word *w = c->any; w; w = w->next)
		any = join(p, any, " OR ", w->word, w->prefix);
	c->is_cut = p->is_cut;
	p->is_cut = is_cut || c->is_cut;
	return any;
}

/* Of two the index finds enough that have both, or soon sees that they are rare. */
static bool are_many(const struct plan *p)
{
	enum { MANY = 3 };
	int n = p->streets.n > 0;

	for (const struct cond *c = p->conds; c; c = c->next)
		n++;
	return n >= MANY;
}

const char *conds_match(struct plan *p)
{
	const char *all = streets_match(p), *common = "";
	bool sift = p->way != WAY_WHOLE && are_many(p);

	if (*all)
		all = arena_printf(p->on->mem, "(%s)", all);
	for (struct cond *c = p->conds; c; c = c->next) {
		const char *any = cond_match(p, c);
		bool later = sift && search_is_common(p->on, any);
		const char **to = later ? &common : &all;

		c->is_common = later;
		*to = arena_printf(p->on->mem, "%s%s(%s)", *to, **to ? " AND " : "", any);
	}
	p->is_cut = p->is_cut || (*all && *common);
	for (struct cond *c = p->conds; c; c = c->next)
		c->is_cut = c->is_cut || (*all && c->is_common);
	return *all ? all : *common ? common : NULL;
}

const char *ends_match(struct plan *p, unsigned states)
{
	const char *expr = "";

	for (int i = 0; i < STATE_COUNT; i++)
		if (states & 1u << i)
			expr = join(p, expr, " OR ", search_tag(p->on->mem, TAG_END,
								vocab_wire(&vocab_state, i)), false);
	return expr;
}

bool cond_is_open(const struct plan *p, const struct cond *c)
{
	return p->way == WAY_ROWS || c->is_cut;
}

bool conds_fit(const struct plan *p, const char *entry)
{
	for (const struct cond *c = p->conds; c; c = c->next) {
		bool fits = !cond_is_open(p, c);

		for (const struct cond_word *w = c->any; !fits && w; w = w->next) {
			size_t n = strlen(w->word);

			for (const char *at = entry; !fits && (at = strstr(at, w->word)) != NULL; at++)
				fits = at[-1] == ' ' && (w->prefix || at[n] == ' ');
		}
		if (!fits)
			return false;
	}
	return true;
}
