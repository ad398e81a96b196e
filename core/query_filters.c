/* core/query_filters.c - the filters and flags of the query line: query_table.h says which, here is how the value
 * of each is read. What needs the base is left as typed. */
#include "core/query_inner.h"

#include "core/address.h"
#include "core/query_table.h"
#include "core/text.h"

enum {
	NAME_COLUMNS = 20, /* of an unknown filter or value, in the sentence about it */
	ENDING_MAX = 5     /* letters of a flag after its stem: «прострочені», «простроченого» */
};

struct filter {
	const char *name, *alias;
	enum err_code (*read)(struct reading *r, const struct filter *f, const struct token *t);
	enum query_list list;
	unsigned about;
	const struct vocab *values; /* of a closed list */
};

static const struct flag {
	const char *name, *alias, *stem;
	enum query_flag flag;
	unsigned about;
} flags[] = {
#define X(n, other, s, symbol, of, what) { .name = n, .alias = other, .stem = s, .flag = symbol, .about = of },
	QUERY_FLAGS(X)
#undef X
};

/* `word` is in lower case. The ending of a form may be anything short: there are many. */
static const struct flag *flag_of(const struct reading *r, const char *word)
{
	for (size_t i = 0; i < COUNT(flags); i++) {
		size_t stem = strlen(flags[i].stem);

		if (!(flags[i].about & r->about))
			continue;
		if (strcmp(word, flags[i].name) == 0 || strcmp(word, flags[i].alias) == 0)
			return &flags[i];
		if (strncmp(word, flags[i].stem, stem) == 0 && text_letters(word + stem) <= ENDING_MAX)
			return &flags[i];
	}
	return NULL;
}

/* The next word of the line when it is plain, without taking it: *after is what follows it. */
static const char *plain_ahead(struct reading *r, const char **after)
{
	struct token t;

	*after = r->rest;
	return token_next(r->a, after, &t) && !t.key && !t.quoted ? t.value : NULL;
}

enum err_code query_value(struct reading *r, struct query_values *to, const char *v)
{
	if (to->n == QUERY_VALUES_MAX)
		r->is_full = true;
	else
		to->v[to->n++] = v;
	return ERR_OK;
}

static enum err_code read_text(struct reading *r, const struct filter *f, const struct token *t)
{
	return query_value(r, &r->q->lists[f->list], t->value);
}

const char *query_digits(struct arena *a, const char *s)
{
	char *out = arena_alloc(a, strlen(s) + 1), *p = out;

	for (; *s; s++)
		if (*s >= '0' && *s <= '9')
			*p++ = *s;
	return out;
}

static enum err_code read_phone(struct reading *r, const struct filter *f, const struct token *t)
{
	const char *digits = query_digits(r->a, t->value);

	if (!*digits)
		return err_set(r->e, ERR_INVALID, "%s", _("A telephone is searched by its digits."));
	return query_value(r, &r->q->lists[f->list], digits);
}

static enum err_code read_street(struct reading *r, const struct filter *f, const struct token *t)
{
	const char *key = text_fold(r->a, t->value);

	if (!*key)
		return err_set(r->e, ERR_INVALID, "%s", _("A street is searched by its name."));
	return query_value(r, &r->q->lists[f->list], key);
}

/* "226-а" is kept as "226А": taken apart as a part of an address. */
static enum err_code read_house(struct reading *r, const struct filter *f, const struct token *t)
{
	struct address adr;

	address_parse(r->a, arena_printf(r->a, "\xD0\x90, %s", t->value), &adr);
	const char *key = text_fold(r->a, *adr.house ? adr.house : t->value);

	if (!*key)
		return err_set(r->e, ERR_INVALID, "%s", _("A house is searched by its number."));
	return query_value(r, &r->q->lists[f->list], key);
}

/* Adds a word of a closed list to a set of bits, with the words of the line that go on with it: «на
 * перевірці». False: there is no such word. */
static bool read_word(struct reading *r, const struct vocab *v, const struct token *t, unsigned *bits)
{
	const char *typed = t->value, *word, *after;
	unsigned found = vocab_match(v, typed), more;

	while (found && !t->quoted && (word = plain_ahead(r, &after)) != NULL) {
		typed = arena_printf(r->a, "%s %s", typed, word);
		more = *text_fold(r->a, word) ? vocab_match(v, typed) : 0;
		if (!more)
			break;
		found = more;
		r->rest = after;
	}
	*bits |= found;
	return found != 0;
}

static const char *short_value(struct reading *r, const char *value)
{
	return arena_strndup(r->a, value, text_cut(value, NAME_COLUMNS));
}

static enum err_code read_state(struct reading *r, const struct filter *f, const struct token *t)
{
	char known[QUERY_VALUES_LISTED];
	const struct flag *flag = flag_of(r, token_lower(r->a, t->value, strlen(t->value)));

	(void)f;
	if (read_word(r, &vocab_state, t, &r->q->states))
		return ERR_OK;
	if (flag)
		return err_set(r->e, ERR_INVALID, _("There is no state «%s». Write it alone, without «%s:»: «%s»."),
			       t->value, t->key, query_name_shown(&(struct query_doc){ .name = flag->name,
										       .alias = flag->alias }));
	vocab_labels(&vocab_state, known, sizeof(known));
	return err_set(r->e, ERR_INVALID, _("There is no state «%s». States: %s."), short_value(r, t->value), known);
}

static enum err_code read_channel(struct reading *r, const struct filter *f, const struct token *t)
{
	char known[QUERY_VALUES_LISTED];

	(void)f;
	if (read_word(r, &vocab_channel, t, &r->q->channels))
		return ERR_OK;
	vocab_labels(&vocab_channel, known, sizeof(known));
	return err_set(r->e, ERR_INVALID, _("There is no channel «%s». Channels: %s."), short_value(r, t->value),
		       known);
}

static enum err_code read_outcome(struct reading *r, const struct filter *f, const struct token *t)
{
	char known[QUERY_VALUES_LISTED];

	(void)f;
	if (read_word(r, &vocab_call_outcome, t, &r->q->outcomes))
		return ERR_OK;
	vocab_labels(&vocab_call_outcome, known, sizeof(known));
	return err_set(r->e, ERR_INVALID, _("A call cannot end as «%s». Outcomes: %s."), short_value(r, t->value),
		       known);
}

/* A day, or a minute of it when the time was said: [*from, *until), UTC ms. */
static enum err_code read_span(struct reading *r, const char *value, int64_t *from, int64_t *until)
{
	struct civil c;
	bool has_time = false;

	if (!civil_parse(value, r->today, &c, &has_time))
		return err_set(r->e, ERR_INVALID, _("«%s» is no date: write it as 07.11.2019."), value);
	*from = civil_to_utc(r->clock, &c);
	if (has_time) {
		*until = *from + 60000;
		return ERR_OK;
	}
	struct civil next = { 0 };

	civil_from_day(civil_to_day(c.year, c.month, c.day) + 1, &next.year, &next.month, &next.day);
	*until = civil_to_utc(r->clock, &next);
	return ERR_OK;
}

/* Several dates narrow each other. */
static enum err_code read_dates(struct reading *r, const char *value, bool from, bool to)
{
	int64_t first = 0, end = 0;

	if (read_span(r, value, &first, &end))
		return ERR_INVALID;
	if (from && first > r->q->from_ms)
		r->q->from_ms = first;
	if (to && end < r->q->to_ms)
		r->q->to_ms = end;
	return ERR_OK;
}

static enum err_code read_from(struct reading *r, const struct filter *f, const struct token *t)
{
	(void)f;
	return read_dates(r, t->value, true, false);
}

static enum err_code read_to(struct reading *r, const struct filter *f, const struct token *t)
{
	(void)f;
	return read_dates(r, t->value, false, true);
}

static enum err_code read_date(struct reading *r, const struct filter *f, const struct token *t)
{
	(void)f;
	return read_dates(r, t->value, true, true);
}

static const struct filter filters[] = {
#define X(n, other, reader, texts, of, words, what) \
	{ .name = n, .alias = other, .read = reader, .list = texts, .about = of, .values = words },
	QUERY_FILTERS(X)
#undef X
};

static enum err_code unknown_filter(struct reading *r, const char *key)
{
	char known[480];

	if (r->about == QUERY_OF_CALLS)
		query_known_calls(known, sizeof(known));
	else
		query_known(known, sizeof(known));
	return err_set(r->e, ERR_INVALID, _("There is no filter «%s:». Known ones: %s."),
		       short_value(r, key), known);
}

/* A filter of a closed list says its values at once. */
static enum err_code needs_value(struct reading *r, const struct token *t, const struct vocab *values)
{
	char known[QUERY_VALUES_LISTED];

	if (!values)
		return err_set(r->e, ERR_INVALID, _("The filter «%s:» needs a value."), t->key);
	vocab_labels(values, known, sizeof(known));
	return err_set(r->e, ERR_INVALID, _("The filter «%s:» needs a value: %s."), t->key, known);
}

enum err_code query_filter(struct reading *r, const struct token *t)
{
	for (size_t i = 0; i < COUNT(filters); i++) {
		const struct filter *f = &filters[i];

		if (!(f->about & r->about) || (strcmp(t->key, f->name) && strcmp(t->key, f->alias)))
			continue;
		if (!*t->value)
			return needs_value(r, t, f->values);
		return f->read(r, f, t);
	}
	return unknown_filter(r, t->key);
}

/* «без підтвердження» too: the word with the next one, as if a hyphen stood between. */
static const struct flag *flag_in_two(struct reading *r, const char *word)
{
	const char *after, *next = plain_ahead(r, &after);
	const struct flag *flag = NULL;

	if (next && *word) {
		const char *both = arena_printf(r->a, "%s-%s", word, token_lower(r->a, next, strlen(next)));

		flag = flag_of(r, both);
	}
	if (flag)
		r->rest = after;
	return flag;
}

bool query_flag_read(struct reading *r, const struct token *t)
{
	if (t->quoted)
		return false;
	const char *word = token_lower(r->a, t->value, strlen(t->value));
	const struct flag *flag = flag_of(r, word);

	if (!flag)
		flag = flag_in_two(r, word);
	if (flag)
		r->q->flags |= flag->flag;
	return flag != NULL;
}

