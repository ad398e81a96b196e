/* data/store/find_plan.c - from a query to streams of ids. Which index answers what stands here and nowhere
 * else. Nothing a person typed becomes SQL: words go into an FTS5 expression only as text_fold() left them,
 * letters and digits, in quotes, and the expression is a bound value. */
#include "data/store/find_internal.h"

#include "core/i18n.h"
#include "core/number.h"
#include "core/text.h"
#include "data/store/phone_index.h"
#include "data/store/search_index.h"

enum {
	TAIL_DIGITS_MIN = 4,  /* among words, so many digits may be the end of a telephone (domain.md 4.2) */
	OVERDUE_LIST_MAX = 5000, /* more overdue ones are common enough to be met by walking the open ones */
	ID_DRIFT_S = 7 * 86400   /* an id may be so much later than its second of registration */
};

#define OPEN_STATES (1u << ST_REGISTERED | 1u << ST_DISPATCHED | 1u << ST_IN_WORK | 1u << ST_DONE | \
		     1u << ST_REWORK)

/* --- the FTS5 expression --- */

static void must_match(struct plan *p, const char *term)
{
	p->match = p->match ? arena_printf(p->on->mem, "%s AND %s", p->match, term) : term;
}

static const char *or(struct plan *p, const char *terms, const char *term)
{
	return *terms ? arena_printf(p->on->mem, "%s OR %s", terms, term) : term;
}

static const char *any(struct plan *p, const char *terms)
{
	return arena_printf(p->on->mem, "(%s)", terms);
}

static const char *whole(struct plan *p, const char *word)
{
	return arena_printf(p->on->mem, "\"%s\"", word);
}

static const char *beginning(struct plan *p, const char *word)
{
	return arena_printf(p->on->mem, "\"%s\" *", word);
}

static void look_for(struct plan *p, const char *needle)
{
	p->needles[p->nneedles++] = needle;
}

/* The letters of a beginning that the prefix index has; the others are left to row_fits(). */
static const char *some_letters(struct plan *p, const char *word)
{
	const char *s = word;
	uint32_t cp;

	for (int i = 0; i < SEARCH_PREFIX_LETTERS; i++)
		s += text_next(s, &cp);
	if (p->exact || !*s)
		return word;
	p->is_cut = true;
	return arena_strndup(p->on->mem, word, (size_t)(s - word));
}

/* A word of the line. There are few words with one beginning of digits. */
static const char *word_term(struct plan *p, const struct query_word *w)
{
	const char *asked = w->key;

	if (!w->prefix)
		return whole(p, w->key);
	if (!w->digits)
		asked = some_letters(p, w->key);
	if (asked != w->key)
		look_for(p, arena_printf(p->on->mem, " %s", w->key));
	return beginning(p, asked);
}

static void plan_words(struct plan *p)
{
	const struct query *q = p->q;

	for (int i = 0; i < q->nwords; i++) {
		const struct query_word *w = &q->words[i];
		const char *term = word_term(p, w);

		if (w->digits && strlen(w->key) >= TAIL_DIGITS_MIN)
			term = any(p, or(p, term, beginning(p, search_phone_tail(p->on->mem, w->key))));
		must_match(p, term);
	}
	for (int i = 0; i < q->phrases.n; i++)
		look_for(p, q->phrases.v[i]);
}

/* The words of a street stand somewhere in the row; row_fits() sees whether in the address. */
static const char *street_term(struct plan *p, const char *street)
{
	const char *terms = NULL;

	while (*street) {
		size_t n = strcspn(street, " ");
		bool is_last = street[n] == '\0';
		const char *word = arena_strndup(p->on->mem, street, n);
		const char *term = is_last ? beginning(p, some_letters(p, word)) : whole(p, word);

		terms = terms ? arena_printf(p->on->mem, "%s AND %s", terms, term) : term;
		street += n + !is_last;
	}
	return any(p, terms);
}

static void plan_streets(struct plan *p)
{
	const struct query_values *v = &p->q->lists[QUERY_STREET];
	const char *terms = "";

	for (int i = 0; i < v->n; i++)
		terms = or(p, terms, street_term(p, v->v[i]));
	if (v->n)
		must_match(p, any(p, terms));
}

/* --- tags --- */

static const char *or_tag(struct plan *p, const char *terms, enum search_tag tag, const char *value)
{
	return or(p, terms, whole(p, search_tag(p->on->mem, tag, value)));
}

static void plan_houses(struct plan *p)
{
	const struct query_values *v = &p->q->lists[QUERY_HOUSE];
	const char *terms = "";

	for (int i = 0; i < v->n; i++)
		terms = or_tag(p, terms, TAG_HOUSE, v->v[i]);
	if (v->n)
		must_match(p, any(p, terms));
}

static void plan_channels(struct plan *p)
{
	const char *terms = "";

	for (int i = 0; i < CHANNEL_COUNT; i++)
		if (p->q->channels & 1u << i)
			terms = or_tag(p, terms, TAG_CHANNEL, vocab_wire(&vocab_channel, i));
	if (*terms)
		must_match(p, any(p, terms));
}

static bool has_part(struct plan *p, const char *name, const char *part)
{
	return *part && strstr(text_fold(p->on->mem, name), part);
}

/* By code, else by a part of the name. */
static const char *service_terms(struct plan *p, const struct catalogue *c, const char *typed)
{
	const char *part = text_fold(p->on->mem, typed), *terms = "";

	for (int i = 0; i < c->nservices; i++)
		if (strcasecmp(c->services[i].code, typed) == 0)
			return or_tag(p, terms, TAG_SERVICE, c->services[i].code);
	for (int i = 0; i < c->nservices; i++)
		if (has_part(p, c->services[i].name, part))
			terms = or_tag(p, terms, TAG_SERVICE, c->services[i].code);
	return terms;
}

/* By the beginning of the code, else by a part of the name. */
static const char *topic_terms(struct plan *p, const struct catalogue *c, const char *typed)
{
	const char *part = text_fold(p->on->mem, typed), *terms = "";

	for (int i = 0; i < c->ntopics; i++)
		if (strncasecmp(c->topics[i].code, typed, strlen(typed)) == 0)
			terms = or_tag(p, terms, TAG_TOPIC, c->topics[i].code);
	if (*terms)
		return terms;
	for (int i = 0; i < c->ntopics; i++)
		if (has_part(p, c->topics[i].name, part))
			terms = or_tag(p, terms, TAG_TOPIC, c->topics[i].code);
	return terms;
}

static enum err_code plan_catalogues(struct plan *p, struct err *e)
{
	const struct query_values *services = &p->q->lists[QUERY_SERVICE], *topics = &p->q->lists[QUERY_TOPIC];
	const struct catalogue *c = NULL;

	if (!services->n && !topics->n)
		return ERR_OK;
	if (catalogue_get(p->s, &c, e))
		return e->code;
	const char *wanted = "", *about = "";

	for (int i = 0; i < services->n; i++) {
		const char *terms = service_terms(p, c, services->v[i]);

		if (!*terms)
			return err_set(e, ERR_INVALID, _("There is no executor «%s»."), services->v[i]);
		wanted = or(p, wanted, terms);
	}
	for (int i = 0; i < topics->n; i++) {
		const char *terms = topic_terms(p, c, topics->v[i]);

		if (!*terms)
			return err_set(e, ERR_INVALID, _("There is no topic «%s»."), topics->v[i]);
		about = or(p, about, terms);
	}
	if (*wanted)
		must_match(p, any(p, wanted));
	if (*about)
		must_match(p, any(p, about));
	return ERR_OK;
}

/* By login, or by a part of the full name; a login that is no user's any more is still one. */
static const char *operator_terms(struct plan *p, const char *typed)
{
	sqlite3_stmt *st = db_stmt(p->on->db, "SELECT login, name FROM user");
	const char *part = text_fold(p->on->mem, typed);
	const char *terms = or_tag(p, "", TAG_OPERATOR, typed);

	while (db_row(p->on->db, st, p->on->e)) {
		const char *login = db_text(p->on->mem, st, 0);

		if (has_part(p, db_text(p->on->mem, st, 1), part))
			terms = or_tag(p, terms, TAG_OPERATOR, login);
	}
	return terms;
}

static void plan_operators(struct plan *p)
{
	const struct query_values *v = &p->q->lists[QUERY_BY];
	const char *terms = "";

	for (int i = 0; i < v->n; i++)
		terms = or(p, terms, operator_terms(p, v->v[i]));
	if (v->n)
		must_match(p, any(p, terms));
}

static void must_have_tag(struct plan *p, enum search_tag tag, const char *value)
{
	if (!value || !*value)
		p->nothing = true;
	else
		must_match(p, or_tag(p, "", tag, value));
}

static void plan_flags(struct plan *p)
{
	if (p->q->flags & QUERY_URGENT)
		must_have_tag(p, TAG_FLAG, TAG_ACCIDENT);
	if (p->q->flags & QUERY_REPEATED)
		must_have_tag(p, TAG_FLAG, TAG_REPEATED);
	if (p->q->flags & QUERY_MINE)
		must_have_tag(p, TAG_OPERATOR, p->login);
	if (p->service)
		must_have_tag(p, TAG_SERVICE, p->service);
}

/* --- other indexes --- */

static void must_be_in(struct plan *p, struct ids *stream)
{
	p->streams[p->nstreams++] = stream;
}

static int state_keys(struct search *on, unsigned states, struct ids_key **keys)
{
	int n = 0;

	*keys = arena_alloc(on->mem, STATE_COUNT * sizeof(**keys));
	for (int i = 0; i < STATE_COUNT; i++)
		if (states & 1u << i)
			(*keys)[n++].word = vocab_wire(&vocab_state, i);
	return n;
}

struct ids *ids_open_states(struct search *on, unsigned states)
{
	struct ids_key *keys;
	int n = state_keys(on, states & OPEN_STATES, &keys);

	return ids_keys(on, "SELECT id FROM question WHERE open AND state = ?1 AND id < ?2"
			    " ORDER BY id DESC LIMIT 1", keys, n);
}

/* Nearly all questions are closed ones: no index for them, row_fits() looks. */
static void plan_states(struct plan *p)
{
	unsigned states = p->q->states;
	struct ids_key *keys;

	if (!states || states & 1u << ST_CLOSED)
		return;
	int n = state_keys(p->on, states & ~OPEN_STATES, &keys);
	struct ids *ended = ids_keys(p->on, "SELECT id FROM question WHERE state = ?1 AND id < ?2"
			" AND state IN ('forwarded', 'rejected', 'withdrawn') ORDER BY id DESC LIMIT 1", keys, n);

	must_be_in(p, ids_either(p->on, ids_open_states(p->on, states), ended));
}

/* Ids of a statement with one parameter; -1 when there are `max` or more. */
static int list_ids(struct search *on, const char *sql, int64_t bind, int64_t *list, int max)
{
	sqlite3_stmt *st = db_stmt(on->db, sql);
	int n = 0;

	db_bind(st, "i", bind);
	while (n < max && db_row(on->db, st, on->e))
		list[n++] = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	return n < max ? n : -1;
}

static void plan_overdue(struct plan *p)
{
	if (!(p->q->flags & QUERY_OVERDUE))
		return;
	int64_t *list = arena_alloc(p->on->mem, OVERDUE_LIST_MAX * sizeof(*list));
	int n = list_ids(p->on, "SELECT id FROM question WHERE open AND due > 0 AND due < ?", p->now_ms, list,
			 OVERDUE_LIST_MAX);

	must_be_in(p, n >= 0 ? ids_list(p->on, list, n) : ids_open_states(p->on, OPEN_STATES));
}

static void plan_unconfirmed(struct plan *p)
{
	if (!(p->q->flags & QUERY_UNCONFIRMED))
		return;
	struct ids_key *key = arena_alloc(p->on->mem, sizeof(*key));

	key->word = "";
	must_be_in(p, ids_keys(p->on, "SELECT id FROM question WHERE state = 'closed' AND outcome = ?1"
				      " AND outcome = '' AND id < ?2 ORDER BY id DESC LIMIT 1", key, 1));
}

/* --- telephones and numbers --- */

/* Questions of appeals with a number n of whatever site and year, narrowed to what was typed. */
struct numbered {
	int64_t *list;
	int n;
};

enum { NUMBERED_MAX = 1000 }; /* sites times years of one city */

static bool is_number(struct arena *a, sqlite3_stmt *row, const struct number *typed)
{
	const char *site = db_text(a, row, 1);

	if (*typed->ascii && strcmp(typed->ascii, db_text(a, row, 2)) != 0)
		return false;
	if (*typed->site && strcmp(typed->site, site) != 0 &&
	    strcmp(typed->site, site_code_ascii(a, site)) != 0)
		return false;
	return (!typed->year || typed->year == sqlite3_column_int(row, 3)) &&
	       (!typed->question || typed->question == sqlite3_column_int(row, 4));
}

static void add_numbered(struct plan *p, const struct number *typed, struct numbered *to)
{
	sqlite3_stmt *st = db_stmt(p->on->db, "SELECT q.id, a.site, a.ascii, a.year, q.k FROM appeal a"
			" JOIN question q ON q.appeal = a.id WHERE a.n = ?");

	if (!to->list)
		to->list = arena_alloc(p->on->mem, NUMBERED_MAX * sizeof(*to->list));
	db_bind(st, "i", typed->n);
	while (to->n < NUMBERED_MAX && db_row(p->on->db, st, p->on->e))
		if (is_number(p->on->mem, st, typed))
			to->list[to->n++] = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
}

static const char *number_template(struct plan *p)
{
	sqlite3_stmt *st = db_stmt(p->on->db, "SELECT value FROM meta WHERE key = 'number_template'");
	const char *template = db_row(p->on->db, st, p->on->e) ? db_text(p->on->mem, st, 0) : NUMBER_TEMPLATE;

	sqlite3_reset(st);
	return template;
}

static enum err_code plan_numbers(struct plan *p, struct err *e)
{
	const struct query_values *v = &p->q->lists[QUERY_NUMBER];
	struct numbered found = { 0 };

	for (int i = 0; i < v->n; i++) {
		struct number typed;

		if (!number_parse(p->on->mem, number_template(p), v->v[i], &typed))
			return err_set(e, ERR_INVALID, _("«%s» is no number of an appeal."), v->v[i]);
		add_numbered(p, &typed, &found);
	}
	if (v->n)
		must_be_in(p, ids_list(p->on, found.list, found.n));
	return ERR_OK;
}

/* Digits alone: a part of a telephone, or a number. */
static void plan_digits(struct plan *p)
{
	struct number typed = { .site = "", .ascii = "", .n = strtoll(p->q->digits, NULL, 10) };
	struct numbered found = { 0 };

	if (!*p->q->digits)
		return;
	if (typed.n <= NUMBER_N_MAX)
		add_numbered(p, &typed, &found);
	must_be_in(p, ids_either(p->on, phone_index_find(p->on, &phones_of_questions, p->q->digits),
				 ids_list(p->on, found.list, found.n)));
}

static void plan_phones(struct plan *p)
{
	const struct query_values *v = &p->q->lists[QUERY_PHONE];
	struct ids *found = NULL;

	for (int i = 0; i < v->n; i++) {
		struct ids *one = phone_index_find(p->on, &phones_of_questions, v->v[i]);

		found = found ? ids_either(p->on, found, one) : one;
	}
	if (found)
		must_be_in(p, found);
}

/* --- the whole --- */

void plan_bounds(const struct query *q, int64_t *oldest, int64_t *end)
{
	*oldest = q->from_ms > 0 ? q->from_ms / 1000 : 0;
	*end = q->to_ms < INT64_MAX ? q->to_ms / 1000 + ID_DRIFT_S : INT64_MAX;
}

static struct ids *every_row(struct plan *p)
{
	struct ids_key *key = arena_alloc(p->on->mem, sizeof(*key));

	return ids_keys(p->on, "SELECT id FROM question WHERE ?1 IS NOT NULL AND id < ?2"
			       " ORDER BY id DESC LIMIT 1", key, 1);
}

enum err_code plan_make(struct plan *p, struct ids **source, struct err *e)
{
	*source = NULL;
	p->nothing = p->q->nothing;
	p->match = NULL;
	p->nstreams = p->nneedles = p->passed_over = 0;
	p->is_cut = false;
	plan_words(p);
	plan_streets(p);
	plan_houses(p);
	plan_channels(p);
	plan_operators(p);
	plan_flags(p);
	if (plan_catalogues(p, e) || plan_numbers(p, e))
		return e->code;
	plan_digits(p);
	plan_phones(p);
	plan_states(p);
	plan_overdue(p);
	plan_unconfirmed(p);
	if (p->match)
		must_be_in(p, ids_scan(p->on, "SELECT rowid FROM question_text WHERE question_text MATCH ?"
					      " AND rowid < ? ORDER BY rowid DESC", p->match));
	if (p->nstreams == 0)
		must_be_in(p, every_row(p));
	if (!p->nothing)
		*source = ids_all_of(p->on, p->streams, p->nstreams);
	return ERR_OK;
}
