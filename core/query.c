/* core/query.c - see query.h: words, digits and numbers; filters are query_filters.c. */
#include "core/query_inner.h"

#include <stdio.h>
#include <string.h>

#include "core/appeal.h"
#include "core/i18n.h"
#include "core/number.h"
#include "core/text.h"

enum { PHONE_PARTS_MIN = 6 /* fewer digits in several parts are a house and a flat, not a telephone */,
	QUOTED_COLUMNS = 30 /* of what a sentence quotes */ };

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

/* The words of a token. Of «ГЛ-91895/26» the site and the number: the year of its number is no word of an
 * entry. */
static const char *words_of(struct reading *r, const struct token *t)
{
	struct number num;

	if (t->quoted || !number_parse(r->a, NUMBER_TEMPLATE, t->value, &num) || !*num.site || !num.year)
		return t->value;
	return arena_printf(r->a, "%s %lld", num.site, (long long)num.n);
}

static void read_plain(struct reading *r, const struct token *t)
{
	struct query *q = r->q;
	int since = q->nwords;
	const char *key = add_words(r, q, words_of(r, t));

	if (q->nwords > since)
		mark_last(q, !t->quoted || t->open);
	if (t->quoted && strchr(key, ' '))
		query_value(r, &q->phrases, arena_printf(r->a, t->open ? " %s" : " %s ", key));
	r->plain_len += (size_t)snprintf(r->plain + r->plain_len, strlen(t->raw) + 2, "%s%s",
					 r->nplain++ ? " " : "", t->raw);
}

/* "067 123-45-67" is one number, "35 12" is not: the digits of `plain`, or "". */
static const char *one_number(struct arena *a, const char *plain)
{
	const char *s = *plain == '+' ? plain + 1 : plain;
	const char *digits = query_digits(a, plain);
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

/* "ГЛ-91895/26", "hl-91895-26", "ГЛ-91895", "91895/26" alone on the line: a number, and words when there is
 * none. */
static bool read_number(struct reading *r)
{
	struct query *q = r->q;
	struct number num;

	if (r->nplain != 1 || !number_parse(r->a, NUMBER_TEMPLATE, r->plain, &num) ||
	    (!*num.site && !num.year))
		return false;
	q->instead = other_words(r, r->plain, "");
	q->nwords = 0;
	q->phrases.n = 0;
	return query_value(r, &q->lists[QUERY_NUMBER], r->plain) == ERR_OK;
}

static void read_whole(struct reading *r)
{
	struct query *q = r->q;

	if (r->nplain == 0 || (r->about == QUERY_OF_APPEALS && read_number(r)))
		return;
	q->digits = one_number(r->a, r->plain);
	if (*q->digits) {
		q->instead = r->about == QUERY_OF_APPEALS ? other_words(r, r->plain, "") : NULL;
		q->nwords = 0;
		q->phrases.n = 0;
	} else if (is_other_layout(r->plain)) {
		const char *meant = text_layout(r->a, r->plain);

		q->instead = other_words(r, meant, meant);
	}
	q->nothing = q->nothing || (q->nwords == 0 && !*q->digits);
}

/* On control is a set of states, narrowed by those that were asked for. */
static void read_open(struct query *q)
{
	unsigned open = 0;

	for (int i = 0; i < STATE_COUNT; i++)
		open |= state_is_open((enum appeal_state)i) ? 1u << i : 0;
	q->nothing = q->states && !(q->states & open);
	q->states = q->states ? q->states & open : open;
}

/* "№91895" without a colon. */
static bool is_number_sign(const struct token *t)
{
	return !t->quoted && strncmp(t->value, "№", strlen("№")) == 0 && strpbrk(t->value, "0123456789");
}

static enum err_code read_token(struct reading *r, const struct token *t)
{
	if (t->key)
		return query_filter(r, t);
	if (r->about == QUERY_OF_APPEALS && is_number_sign(t))
		return query_value(r, &r->q->lists[QUERY_NUMBER], t->value);
	if (!query_flag_read(r, t))
		read_plain(r, t);
	return ERR_OK;
}

static enum err_code parse(struct reading *r, const char *line, int64_t now_ms)
{
	struct token t;

	*r->q = (struct query){ .digits = "", .meant = "", .from_ms = INT64_MIN, .to_ms = INT64_MAX };
	r->today = civil_day_at(r->clock, now_ms);
	r->plain = arena_alloc(r->a, 2 * strlen(line) + 2);
	r->rest = line;
	while (token_next(r->a, &r->rest, &t))
		if (read_token(r, &t))
			return ERR_INVALID;
	if (r->q->flags & QUERY_OPEN)
		read_open(r->q);
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
	struct reading r = { .about = QUERY_OF_APPEALS, .a = a, .clock = clock, .q = q, .e = e };

	return parse(&r, line, now_ms);
}

enum err_code query_parse_calls(struct arena *a, const char *line, const struct clock_ops *clock,
				int64_t now_ms, struct query *q, struct err *e)
{
	struct reading r = { .about = QUERY_OF_CALLS, .a = a, .clock = clock, .q = q, .e = e };

	return parse(&r, line, now_ms);
}

enum err_code query_closed(const char *line, struct err *e)
{
	struct arena mem = { 0 };
	struct token t = { 0 };
	enum err_code rc = ERR_OK;

	while (token_next(&mem, &line, &t) && !t.open)
		;
	if (t.open)
		rc = err_set(e, ERR_INVALID, _("The quotation mark before «%s» is not closed: close it or take it away."),
			     arena_strndup(&mem, t.value, text_cut(t.value, QUOTED_COLUMNS)));
	arena_free(&mem);
	return rc;
}
