/* data/store/find_plan.c - from a query to streams of ids: which index answers what stands here and nowhere
 * else, and which of them leads. */
#include "data/store/find_internal.h"

#include "core/i18n.h"
#include "core/number.h"
#include "data/store/phone_index.h"

enum {
	FEW = 1500,              /* rows with the words: then they lead, whatever else is asked */
	NOT_MANY = 8000,         /* the same when too many of the other rows were looked at in vain */
	RARE_DIGITS = 4,         /* of a telephone are a rare condition; to be on control is one, too */
	PASSED_BY_ROWS = 1000,   /* rows looked at in vain, some 15 ms; see enum plan_way */
	PASSED_BY_LETTERS = 60,  /* some 1 ms; and so many for each row found: fewer and a whole beginning, */
	PASSED_PER_ROW = 8,      /* whose rows FTS5 has to gather before the first one, would take longer */
	OVERDUE_LIST_MAX = 5000, /* more overdue ones are common enough to be met by walking the open ones */
	NUMBERED_MAX = 1000,     /* appeals with one n: sites times years */
	ID_DRIFT_S = 86400       /* an id may be so much later than its second of registration */
};

#define OPEN_STATES (1u << ST_REGISTERED | 1u << ST_DISPATCHED | 1u << ST_IN_WORK | 1u << ST_DONE | \
		     1u << ST_REWORK)

static void must_be_in(struct plan *p, struct ids *stream)
{
	p->streams[p->nstreams++] = stream;
}

static struct ids *by_words(struct plan *p, const char *match)
{
	struct ids *s = ids_scan(p->on, "SELECT rowid FROM question_text WHERE question_text MATCH ?"
				 " AND rowid < ? ORDER BY rowid DESC", match);

	((struct ids_scan *)s)->steps_only = p->way == WAY_WHOLE; /* gathers all rows of a beginning first */
	return s;
}

/* --- states --- */

struct ids *ids_open_states(struct search *on, unsigned states)
{
	struct ids_key *keys = arena_alloc(on->mem, STATE_COUNT * sizeof(*keys));
	int n = 0;

	for (int i = 0; i < STATE_COUNT; i++)
		if (states & OPEN_STATES & 1u << i)
			keys[n++].word = vocab_wire(&vocab_state, i);
	return ids_keys(on, "SELECT id FROM question WHERE open AND state = ?1 AND id < ?2"
			    " ORDER BY id DESC LIMIT 1", keys, n);
}

/* Those on control are few and have an index, rare ends have tags (alone they are among p->conds). Nearly all
 * others are closed: no index for them, row_fits() looks. */
static void plan_states(struct plan *p)
{
	unsigned open = p->q->states & OPEN_STATES, ended = p->q->states & ~OPEN_STATES;

	if (!open || ended & 1u << ST_CLOSED)
		return;
	struct ids *found = ids_open_states(p->on, open);

	p->is_rare = p->is_rare || !ended;
	must_be_in(p, ended ? ids_either(p->on, found, by_words(p, ends_match(p, ended))) : found);
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
	int n = list_ids(p->on, "SELECT id FROM question WHERE open AND due > 0 AND due < ?"
			 " AND state <> 'done'", p->now_ms, list, OVERDUE_LIST_MAX);

	p->is_rare = p->is_rare || n >= 0;
	must_be_in(p, n >= 0 ? ids_list(p->on, list, n) : ids_open_states(p->on, OPEN_STATES));
}

/* --- telephones and numbers --- */

struct numbered {
	int64_t *list;
	int n;
};

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

/* Adds the questions of appeals with this n, narrowed to what was typed. */
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

static enum err_code plan_numbers(struct plan *p, struct err *e)
{
	const struct query_values *v = &p->q->lists[QUERY_NUMBER];
	struct numbered found = { 0 };

	for (int i = 0; i < v->n; i++) {
		struct number typed;

		if (!number_parse(p->on->mem, number_template_of(p->on->db, p->on->mem, e), v->v[i], &typed))
			return err_set(e, ERR_INVALID, _("«%s» is no number of an appeal."), v->v[i]);
		add_numbered(p, &typed, &found);
	}
	if (v->n)
		must_be_in(p, ids_list(p->on, found.list, found.n));
	return ERR_OK;
}

static struct ids *by_phone(struct plan *p, const char *digits)
{
	p->is_rare = p->is_rare || strlen(digits) >= RARE_DIGITS;
	return phone_index_find(p->on, &phones_of_questions, digits);
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
	struct ids *phones = by_phone(p, p->q->digits);

	must_be_in(p, found.n ? ids_either(p->on, phones, ids_list(p->on, found.list, found.n)) : phones);
}

static void plan_phones(struct plan *p)
{
	const struct query_values *v = &p->q->lists[QUERY_PHONE];
	struct ids *found = NULL;

	for (int i = 0; i < v->n; i++)
		found = found ? ids_either(p->on, found, by_phone(p, v->v[i])) : by_phone(p, v->v[i]);
	if (found)
		must_be_in(p, found);
}

/* --- the whole --- */

void plan_bounds(const struct query *q, int64_t *oldest, int64_t *end)
{
	*oldest = q->from_ms > 0 ? q->from_ms / 1000 : 0;
	*end = q->to_ms < INT64_MAX ? q->to_ms / 1000 + ID_DRIFT_S : INT64_MAX;
}

/* An id is its second of registration, or up to ID_DRIFT_S more. */
static bool is_within(const struct query *q, int64_t id)
{
	int64_t from = q->from_ms > 0 ? q->from_ms / 1000 + 1 + ID_DRIFT_S : 0;

	return id >= from && (q->to_ms == INT64_MAX || id < q->to_ms / 1000);
}

/* The streams of states on control and the tags of rare ends are exact; that a row is closed no index says. */
static bool states_promised(const struct query *q)
{
	return (q->states & ~OPEN_STATES) == 0 || (q->states & ~RARE_ENDS) == 0;
}

bool plan_promises(const struct plan *p, int64_t id)
{
	const struct query *q = p->q;

	return !p->check && !p->service && q->phrases.n == 0 && p->streets.n == 0 && !(q->flags & QUERY_OVERDUE) &&
	       states_promised(q) && is_within(q, id);
}

static struct ids *every_row(struct plan *p)
{
	struct ids_key *key = arena_alloc(p->on->mem, sizeof(*key));

	return ids_keys(p->on, "SELECT id FROM question WHERE ?1 IS NOT NULL AND id < ?2"
			       " ORDER BY id DESC LIMIT 1", key, 1);
}

static bool has_few(struct plan *p, const char *match, int few)
{
	sqlite3_stmt *st = db_stmt(p->on->db, "SELECT count(*) FROM (SELECT 1 FROM question_text"
			" WHERE question_text MATCH ?1 LIMIT ?2)");

	db_bind(st, "sd", match, few);
	return db_int(p->on->db, st, 0, p->on->e) < few;
}

/* To ask the text index for rows far apart, one by one, takes longer than to look at those rows. */
static void add_words(struct plan *p)
{
	const char *match = conds_match(p);

	p->is_led = p->is_rare && match && has_few(p, match, p->way == WAY_ROWS ? FEW : NOT_MANY);
	if (p->way == WAY_ROWS && (!p->is_rare || !match || p->is_led))
		p->way = WAY_CUT;
	p->check = p->way == WAY_ROWS || p->is_cut;
	p->check_tags = false;
	for (const struct cond *c = p->conds; c; c = c->next)
		p->check_tags = p->check_tags || (c->has_tags && cond_is_open(p, c));
	if (match && p->way != WAY_ROWS)
		must_be_in(p, by_words(p, match));
}

enum err_code plan_make(struct plan *p, struct ids **source, struct err *e)
{
	*source = NULL;
	p->nothing = p->q->nothing;
	p->nstreams = p->passed_over = 0;
	p->is_cut = p->is_rare = p->is_led = false;
	if (conds_read(p, e) || plan_numbers(p, e))
		return e->code;
	plan_digits(p);
	plan_phones(p);
	plan_states(p);
	plan_overdue(p);
	if (p->nothing)
		return ERR_OK;
	add_words(p);
	if (p->nstreams == 0)
		must_be_in(p, every_row(p));
	*source = (p->is_led ? ids_led : ids_all_of)(p->on, p->streams, p->nstreams);
	return ERR_OK;
}

bool plan_should_change(struct plan *p, int found)
{
	if (p->way == WAY_ROWS && p->passed_over < PASSED_BY_ROWS)
		return false;
	if (p->way != WAY_ROWS && (!p->is_cut || p->passed_over < PASSED_BY_LETTERS + PASSED_PER_ROW * found))
		return false;
	p->way = p->way == WAY_ROWS ? WAY_CUT : WAY_WHOLE;
	return true;
}
