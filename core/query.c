/* core/query.c - see query.h. The names of filters are the only Ukrainian words here. */
#include "core/query.h"

#include <stdio.h>
#include <string.h>

#include "core/address.h"
#include "core/i18n.h"
#include "core/number.h"
#include "core/query_token.h"
#include "core/text.h"
#include "core/vocab.h"

enum {
	PHONE_PARTS_MIN = 6, /* fewer digits in several parts are a house and a flat, not a telephone */
	NAME_COLUMNS = 20    /* of an unknown filter, in the sentence about it */
};

/* What a line asks about; a filter may be of several. */
enum about { ABOUT_QUESTIONS = 1, ABOUT_CALLS = 2, ABOUT_ALL = 3 };

struct reading {
	enum about about;
	struct arena *a;
	const struct clock_ops *clock;
	civil_day today;
	struct query *q;
	struct err *e;
	char *plain;      /* raw words of the line, spaces between them */
	size_t plain_len;
	int nplain;
	bool is_full;     /* some list had no room */
};

/* --- filters ------------------------------------------------------------------------------------ */

struct filter {
	const char *name, *alias;
	enum err_code (*read)(struct reading *r, const struct filter *f, const char *value);
	enum query_list list;
	enum about about;
};

static enum err_code add_value(struct reading *r, struct query_values *to, const char *v)
{
	if (to->n == QUERY_VALUES_MAX)
		r->is_full = true;
	else
		to->v[to->n++] = v;
	return ERR_OK;
}

static enum err_code read_text(struct reading *r, const struct filter *f, const char *value)
{
	return add_value(r, &r->q->lists[f->list], value);
}

static const char *only_digits(struct arena *a, const char *s)
{
	char *out = arena_alloc(a, strlen(s) + 1), *p = out;

	for (; *s; s++)
		if (*s >= '0' && *s <= '9')
			*p++ = *s;
	return out;
}

static enum err_code read_phone(struct reading *r, const struct filter *f, const char *value)
{
	const char *digits = only_digits(r->a, value);

	if (!*digits)
		return err_set(r->e, ERR_INVALID, "%s", _("A telephone is searched by its digits."));
	return add_value(r, &r->q->lists[f->list], digits);
}

static enum err_code read_street(struct reading *r, const struct filter *f, const char *value)
{
	const char *key = text_fold(r->a, value);

	if (!*key)
		return err_set(r->e, ERR_INVALID, "%s", _("A street is searched by its name."));
	return add_value(r, &r->q->lists[f->list], key);
}

/* "226-а" is kept as "226А": taken apart as a part of an address. */
static enum err_code read_house(struct reading *r, const struct filter *f, const char *value)
{
	struct address adr;

	address_parse(r->a, arena_printf(r->a, "\xD0\x90, %s", value), &adr);
	const char *key = text_fold(r->a, *adr.house ? adr.house : value);

	if (!*key)
		return err_set(r->e, ERR_INVALID, "%s", _("A house is searched by its number."));
	return add_value(r, &r->q->lists[f->list], key);
}

/* Adds one word of a closed list to a set of bits; false leaves the list of them in `known`. */
static bool read_word(const struct vocab *v, const char *value, unsigned *bits, char known[256])
{
	int i = vocab_find(v, value);

	vocab_list(v, known, 256);
	if (i >= 0)
		*bits |= 1u << i;
	return i >= 0;
}

static enum err_code read_state(struct reading *r, const struct filter *f, const char *value)
{
	char known[256];

	(void)f;
	if (read_word(&vocab_state, value, &r->q->states, known))
		return ERR_OK;
	return err_set(r->e, ERR_INVALID, _("There is no state «%s». States: %s."), value, known);
}

static enum err_code read_channel(struct reading *r, const struct filter *f, const char *value)
{
	char known[256];

	(void)f;
	if (read_word(&vocab_channel, value, &r->q->channels, known))
		return ERR_OK;
	return err_set(r->e, ERR_INVALID, _("There is no channel «%s». Channels: %s."), value, known);
}

static enum err_code read_outcome(struct reading *r, const struct filter *f, const char *value)
{
	char known[256];

	(void)f;
	if (read_word(&vocab_call_outcome, value, &r->q->outcomes, known))
		return ERR_OK;
	return err_set(r->e, ERR_INVALID, _("A call cannot end as «%s». Outcomes: %s."), value, known);
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

static enum err_code read_from(struct reading *r, const struct filter *f, const char *value)
{
	(void)f;
	return read_dates(r, value, true, false);
}

static enum err_code read_to(struct reading *r, const struct filter *f, const char *value)
{
	(void)f;
	return read_dates(r, value, false, true);
}

static enum err_code read_date(struct reading *r, const struct filter *f, const char *value)
{
	(void)f;
	return read_dates(r, value, true, true);
}

/* design.md 4.3 */
static const struct filter filters[] = {
	{ .name = "тел", .alias = "phone", .read = read_phone, .list = QUERY_PHONE, .about = ABOUT_ALL },
	{ .name = "№", .alias = "no", .read = read_text, .list = QUERY_NUMBER, .about = ABOUT_QUESTIONS },
	{ .name = "вул", .alias = "street", .read = read_street, .list = QUERY_STREET, .about = ABOUT_QUESTIONS },
	{ .name = "буд", .alias = "house", .read = read_house, .list = QUERY_HOUSE, .about = ABOUT_QUESTIONS },
	{ .name = "тема", .alias = "topic", .read = read_text, .list = QUERY_TOPIC, .about = ABOUT_QUESTIONS },
	{ .name = "служба", .alias = "service", .read = read_text, .list = QUERY_SERVICE, .about = ABOUT_QUESTIONS },
	{ .name = "стан", .alias = "state", .read = read_state, .about = ABOUT_QUESTIONS },
	{ .name = "виклик", .alias = "call", .read = read_outcome, .about = ABOUT_CALLS },
	{ .name = "оператор", .alias = "by", .read = read_text, .list = QUERY_BY, .about = ABOUT_ALL },
	{ .name = "канал", .alias = "channel", .read = read_channel, .about = ABOUT_QUESTIONS },
	{ .name = "від", .alias = "from", .read = read_from, .about = ABOUT_ALL },
	{ .name = "до", .alias = "to", .read = read_to, .about = ABOUT_ALL },
	{ .name = "дата", .alias = "date", .read = read_date, .about = ABOUT_ALL },
};

static const struct flag {
	const char *name, *alias;
	enum query_flag flag;
	enum about about;
} flags[] = {
	{ .name = "прострочені", .alias = "overdue", .flag = QUERY_OVERDUE, .about = ABOUT_QUESTIONS },
	{ .name = "повторні", .alias = "repeated", .flag = QUERY_REPEATED, .about = ABOUT_QUESTIONS },
	{ .name = "аварійні", .alias = "urgent", .flag = QUERY_URGENT, .about = ABOUT_QUESTIONS },
	{ .name = "мої", .alias = "mine", .flag = QUERY_MINE, .about = ABOUT_ALL },
	{ .name = "без-підтвердження", .alias = "unconfirmed", .flag = QUERY_UNCONFIRMED,
	  .about = ABOUT_QUESTIONS },
};

static void list_known(enum about about, char *out, size_t size)
{
	size_t n = 0;

	out[0] = '\0';
	for (size_t i = 0; i < COUNT(filters) && n < size; i++)
		if (filters[i].about & about)
			n += (size_t)snprintf(out + n, size - n, "%s%s:/%s:", n ? " " : "", filters[i].name,
					      filters[i].alias);
	for (size_t i = 0; i < COUNT(flags) && n < size; i++)
		if (flags[i].about & about)
			n += (size_t)snprintf(out + n, size - n, " %s/%s", flags[i].name, flags[i].alias);
}

void query_known(char *out, size_t size)
{
	list_known(ABOUT_QUESTIONS, out, size);
}

void query_known_calls(char *out, size_t size)
{
	list_known(ABOUT_CALLS, out, size);
}

static enum err_code unknown_filter(struct reading *r, const char *key)
{
	char known[480];

	list_known(r->about, known, sizeof(known));
	return err_set(r->e, ERR_INVALID, _("There is no filter «%s:». Known ones: %s."),
		       arena_strndup(r->a, key, text_cut(key, NAME_COLUMNS)), known);
}

static enum err_code read_filter(struct reading *r, const struct token *t)
{
	for (size_t i = 0; i < COUNT(filters); i++) {
		const struct filter *f = &filters[i];

		if (!(f->about & r->about) || (strcmp(t->key, f->name) && strcmp(t->key, f->alias)))
			continue;
		if (!*t->value)
			return err_set(r->e, ERR_INVALID, _("The filter «%s:» needs a value."), t->key);
		return f->read(r, f, t->value);
	}
	return unknown_filter(r, t->key);
}

static bool read_flag(struct reading *r, const struct token *t)
{
	const char *word = token_lower(r->a, t->value, strlen(t->value));

	for (size_t i = 0; !t->quoted && i < COUNT(flags); i++) {
		if ((flags[i].about & r->about) &&
		    (strcmp(word, flags[i].name) == 0 || strcmp(word, flags[i].alias) == 0)) {
			r->q->flags |= flags[i].flag;
			return true;
		}
	}
	return false;
}

/* --- words -------------------------------------------------------------------------------------- */

static void add_word(struct reading *r, struct query *q, const char *key, size_t len)
{
	if (q->nwords == QUERY_WORDS_MAX) {
		r->is_full = true;
		return;
	}
	struct query_word *w = &q->words[q->nwords++];

	w->key = arena_strndup(r->a, key, len);
	w->digits = strspn(w->key, "0123456789") == len;
}

/* Adds the words of `text` to q; returns the folded text. */
static const char *add_words(struct reading *r, struct query *q, const char *text)
{
	const char *key = text_fold(r->a, text);

	for (const char *s = key; *s;) {
		size_t n = strcspn(s, " ");

		if (n)
			add_word(r, q, s, n);
		s += n + (s[n] == ' ');
	}
	return key;
}

/* Only the last word of the line may go on, and not when its quotes are closed. */
static void mark_last(struct query *q, bool may_go_on)
{
	for (int i = 0; i < q->nwords; i++)
		q->words[i].prefix = may_go_on && i == q->nwords - 1;
}

static void read_plain(struct reading *r, const struct token *t)
{
	struct query *q = r->q;
	int since = q->nwords;
	const char *key = add_words(r, q, t->value);

	if (q->nwords > since)
		mark_last(q, !t->quoted || t->open);
	if (t->quoted && strchr(key, ' '))
		add_value(r, &q->phrases, arena_printf(r->a, t->open ? " %s" : " %s ", key));
	r->plain_len += (size_t)snprintf(r->plain + r->plain_len, strlen(t->raw) + 2, "%s%s",
					 r->nplain++ ? " " : "", t->raw);
}

/* "067 123-45-67" is one number, "35 12" is not: the digits of `plain`, or "". */
static const char *one_number(struct arena *a, const char *plain)
{
	const char *s = *plain == '+' ? plain + 1 : plain;
	const char *digits = only_digits(a, plain);
	size_t n = strlen(digits);
	bool in_parts = strspn(s, "0123456789") != strlen(s);

	if (strspn(s, "0123456789 ()-.") != strlen(s) || n > QUERY_DIGITS_MAX)
		return "";
	return in_parts && n < PHONE_PARTS_MIN ? "" : digits;
}

/* Whether the words may have been typed with another layout on: only Latin letters, or letters that
 * Ukrainian does not have (ы э ъ ё). */
static bool is_other_layout(const char *s)
{
	bool latin = false, cyrillic = false, russian = false;
	uint32_t cp;

	for (size_t n; (n = text_next(s, &cp)) > 0; s += n) {
		uint32_t low = text_lower(cp);

		russian = russian || low == 0x44B || low == 0x44D || low == 0x44A || low == 0x451;
		cyrillic = cyrillic || (low >= 0x400 && low < 0x530);
		latin = latin || (low >= 'a' && low <= 'z');
	}
	return russian || (latin && !cyrillic);
}

/* The same filters with other words. */
static struct query *other_words(struct reading *r, const char *words, const char *meant)
{
	struct query *q = arena_alloc(r->a, sizeof(*q));

	*q = *r->q;
	q->nwords = 0;
	q->phrases.n = 0;
	q->digits = "";
	q->meant = meant;
	add_words(r, q, words);
	mark_last(q, true);
	return q->nwords ? q : NULL;
}

/* "ГЛ-91895/26", "hl-91895-26", "ГЛ-91895" alone on the line: a number, and words when there is none. */
static bool read_number(struct reading *r)
{
	struct query *q = r->q;
	struct number num;

	if (r->nplain != 1 || !number_parse(r->a, NUMBER_TEMPLATE, r->plain, &num) || !*num.site)
		return false;
	q->instead = other_words(r, r->plain, "");
	q->nwords = 0;
	q->phrases.n = 0;
	return add_value(r, &q->lists[QUERY_NUMBER], r->plain) == ERR_OK;
}

static void read_whole(struct reading *r)
{
	struct query *q = r->q;

	if (r->nplain == 0 || (r->about == ABOUT_QUESTIONS && read_number(r)))
		return;
	q->digits = one_number(r->a, r->plain);
	if (*q->digits) {
		q->instead = r->about == ABOUT_QUESTIONS ? other_words(r, r->plain, "") : NULL;
		q->nwords = 0;
		q->phrases.n = 0;
	} else if (is_other_layout(r->plain)) {
		const char *meant = text_layout(r->a, r->plain);

		q->instead = other_words(r, meant, meant);
	}
	q->nothing = q->nwords == 0 && !*q->digits;
}

/* "№91895" without a colon. */
static bool is_number_sign(const struct token *t)
{
	return !t->quoted && strncmp(t->value, "№", strlen("№")) == 0 && strpbrk(t->value, "0123456789");
}

static enum err_code read_token(struct reading *r, const struct token *t)
{
	if (t->key)
		return read_filter(r, t);
	if (r->about == ABOUT_QUESTIONS && is_number_sign(t))
		return add_value(r, &r->q->lists[QUERY_NUMBER], t->value);
	if (!read_flag(r, t))
		read_plain(r, t);
	return ERR_OK;
}

static enum err_code parse(struct reading *r, const char *line, int64_t now_ms)
{
	struct token t;

	*r->q = (struct query){ .digits = "", .meant = "", .from_ms = INT64_MIN, .to_ms = INT64_MAX };
	r->today = civil_day_at(r->clock, now_ms);
	r->plain = arena_alloc(r->a, 2 * strlen(line) + 2);
	while (token_next(r->a, &line, &t))
		if (read_token(r, &t))
			return ERR_INVALID;
	read_whole(r);
	if (r->is_full)
		return err_set(r->e, ERR_INVALID,
			       _("The query is too long: at most %d words and %d values of a filter."),
			       QUERY_WORDS_MAX, QUERY_VALUES_MAX);
	return ERR_OK;
}

enum err_code query_parse(struct arena *a, const char *line, const struct clock_ops *clock, int64_t now_ms,
			  struct query *q, struct err *e)
{
	struct reading r = { .about = ABOUT_QUESTIONS, .a = a, .clock = clock, .q = q, .e = e };

	return parse(&r, line, now_ms);
}

enum err_code query_parse_calls(struct arena *a, const char *line, const struct clock_ops *clock,
				int64_t now_ms, struct query *q, struct err *e)
{
	struct reading r = { .about = ABOUT_CALLS, .a = a, .clock = clock, .q = q, .e = e };

	return parse(&r, line, now_ms);
}
