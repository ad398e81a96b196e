/* data/store/calls_find.c - calls by a query line. Every condition is a stream of keys (ids.h); the rarest sets
 * the pace. Reads only.
 *
 * The name of a caller is mostly that of an appeal from the number, so words are looked for there: the numbers
 * of the people found so are few, and their calls are merged. */
#include "core/i18n.h"
#include "core/phone.h"
#include "core/text.h"
#include "data/store/calls_internal.h"
#include "data/store/find_internal.h"
#include "data/store/phone_index.h"
#include "data/store/search_index.h"

enum {
	STREAMS_MAX = 12,
	PEOPLE_LOOKED_AT = 3000, /* questions whose applicants are compared with the words, some 15 ms */
	TELEPHONE_MIN = 4,       /* so many digits among words are a part of a telephone */
	ID_DRIFT_S = 86400       /* a key may be so much later than its second */
};

/* What is asked. */
struct ask {
	struct store *s;
	struct search *on;
	const struct query *q;
	const char *login; /* for «мої»; may be NULL */
	struct ids *streams[STREAMS_MAX];
	int n;
	bool nothing, partly;
};

static void must_be_in(struct ask *a, struct ids *stream)
{
	if (a->n < STREAMS_MAX)
		a->streams[a->n++] = stream;
	else
		err_set(a->on->e, ERR_INVALID, "%s", _("The query is too long: leave some conditions out."));
}

struct ids *calls_of_number(struct search *on, int64_t num)
{
	struct ids_key *key = arena_alloc(on->mem, sizeof(*key));

	key->num = num;
	return ids_keys(on, phones_of_calls.newest, key, num ? 1 : 0);
}

/* --- telephones -------------------------------------------------------------------------------- */

static struct ids *by_phone(struct ask *a, const char *digits)
{
	return phone_index_find(a->on, &phones_of_calls, digits);
}

static void ask_phones(struct ask *a)
{
	const struct query_values *v = &a->q->lists[QUERY_PHONE];
	struct ids *any = NULL;

	if (*a->q->digits)
		must_be_in(a, by_phone(a, a->q->digits));
	for (int i = 0; i < v->n; i++)
		any = any ? ids_either(a->on, any, by_phone(a, v->v[i])) : by_phone(a, v->v[i]);
	if (any)
		must_be_in(a, any);
	for (int i = 0; i < a->q->nwords; i++)
		if (a->q->words[i].digits && strlen(a->q->words[i].key) >= TELEPHONE_MIN)
			must_be_in(a, by_phone(a, a->q->words[i].key));
}

/* --- names ------------------------------------------------------------------------------------- */

static bool is_name(const struct query_word *w)
{
	return !w->digits || strlen(w->key) < TELEPHONE_MIN;
}

/* The words as an expression of FTS5; long beginnings by the letters that have an index, when they are asked of
 * the appeals. NULL without words. */
static const char *words_match(struct ask *a, bool cut)
{
	const char *expr = "";

	for (int i = 0; i < a->q->nwords; i++) {
		const struct query_word *w = &a->q->words[i];
		const char *s = w->key;
		uint32_t cp;

		if (!is_name(w))
			continue;
		for (int k = 0; k < SEARCH_PREFIX_LETTERS; k++)
			s += text_next(s, &cp);
		size_t len = w->prefix && cut ? (size_t)(s - w->key) : strlen(w->key);

		expr = arena_printf(a->on->mem, "%s%s\"%s\"%s", expr, *expr ? " AND " : "",
				    arena_strndup(a->on->mem, w->key, len), w->prefix ? " *" : "");
	}
	return *expr ? expr : NULL;
}

/* Whether a folded name with spaces around it has every word. */
static bool name_has(const struct query *q, const char *name)
{
	for (int i = 0; i < q->nwords; i++) {
		const struct query_word *w = &q->words[i];
		size_t n = strlen(w->key);
		bool found = !is_name(w);

		for (const char *at = name; !found && (at = strchr(at, ' ')) != NULL; at++)
			found = strncmp(at + 1, w->key, n) == 0 && (w->prefix || at[1 + n] == ' ');
		if (!found)
			return false;
	}
	return true;
}

/* The telephone of the question's applicant when his name has the words, else 0. */
static int64_t number_if_named(struct ask *a, int64_t question, struct arena *tmp)
{
	sqlite3_stmt *st = db_stmt(&a->s->db, "SELECT num, name FROM phone_of WHERE id = ?");
	int64_t num = 0;

	db_bind(st, "i", question);
	if (db_row(&a->s->db, st, a->on->e)) {
		const char *name = text_fold(tmp, db_text(tmp, st, 1));

		if (name_has(a->q, arena_printf(tmp, " %s ", name)))
			num = sqlite3_column_int64(st, 0);
		sqlite3_reset(st);
	}
	arena_free(tmp);
	return num;
}

static int by_number(const void *x, const void *y)
{
	const struct ids_key *a = x, *b = y;

	return (a->num > b->num) - (a->num < b->num);
}

/* Calls of the people with such a name. */
static struct ids *of_people(struct ask *a)
{
	struct ids_key *keys = arena_alloc(a->on->mem, PEOPLE_LOOKED_AT * sizeof(*keys));
	sqlite3_stmt *st = db_stmt(&a->s->db, "SELECT rowid FROM question_text WHERE question_text MATCH ?"
					      " ORDER BY rowid DESC LIMIT ?");
	struct arena tmp = { 0 };
	int looked = 0, found = 0, n = 0;

	db_bind(st, "sd", words_match(a, true), PEOPLE_LOOKED_AT);
	for (; db_row(&a->s->db, st, a->on->e); looked++) {
		int64_t num = number_if_named(a, sqlite3_column_int64(st, 0), &tmp);

		if (num)
			keys[found++].num = num;
	}
	a->partly = looked == PEOPLE_LOOKED_AT;
	if (found)
		qsort(keys, (size_t)found, sizeof(*keys), by_number);
	for (int i = 0; i < found; i++)
		if (i == 0 || keys[i].num != keys[n - 1].num)
			keys[n++] = keys[i];
	return ids_keys(a->on, phones_of_calls.newest, keys, n);
}

static struct ids *by_text(struct ask *a, const char *match)
{
	return ids_scan(a->on, "SELECT rowid FROM call_text WHERE call_text MATCH ? AND rowid < ?"
			       " ORDER BY rowid DESC", match);
}

static void ask_names(struct ask *a)
{
	const char *match = words_match(a, false);

	if (match)
		must_be_in(a, ids_either(a->on, by_text(a, match), of_people(a)));
}

/* --- operators and outcomes: tags --------------------------------------------------------------- */

static const char *or_tag(struct ask *a, const char *expr, enum search_tag tag, const char *value)
{
	return arena_printf(a->on->mem, "%s%s\"%s\"", expr, *expr ? " OR " : "",
			    search_tag(a->on->mem, tag, value));
}

/* By login, or by a part of the full name. */
static const char *or_operators(struct ask *a, const char *expr, const char *typed)
{
	sqlite3_stmt *st = db_stmt(&a->s->db, "SELECT login, name FROM user");
	const char *part = text_fold(a->on->mem, typed);

	expr = or_tag(a, expr, TAG_OPERATOR, typed);
	while (db_row(&a->s->db, st, a->on->e))
		if (*part && strstr(text_fold(a->on->mem, db_text(a->on->mem, st, 1)), part))
			expr = or_tag(a, expr, TAG_OPERATOR, db_text(a->on->mem, st, 0));
	return expr;
}

static void ask_tags(struct ask *a)
{
	const struct query_values *by = &a->q->lists[QUERY_BY];
	const char *who = "", *how = "";

	for (int i = 0; i < by->n; i++)
		who = or_operators(a, who, by->v[i]);
	for (int i = 0; i < CALL_OUTCOME_COUNT; i++)
		if (a->q->outcomes & 1u << i)
			how = or_tag(a, how, TAG_OUTCOME, vocab_wire(&vocab_call_outcome, i));
	if (*who)
		must_be_in(a, by_text(a, who));
	if (*how)
		must_be_in(a, by_text(a, how));
	if (!(a->q->flags & QUERY_MINE))
		return;
	a->nothing = a->nothing || !a->login || !*a->login;
	if (!a->nothing)
		must_be_in(a, by_text(a, or_tag(a, "", TAG_OPERATOR, a->login)));
}

/* --- rows -------------------------------------------------------------------------------------- */

static struct ids *plan(struct ask *a)
{
	a->nothing = a->q->nothing;
	ask_phones(a);
	ask_tags(a);
	if (!a->nothing)
		ask_names(a);
	if (a->n == 0)
		must_be_in(a, ids_scan(a->on, "SELECT id FROM call WHERE id < ? ORDER BY id DESC", NULL));
	return ids_all_of(a->on, a->streams, a->n);
}

static struct call *add_row(struct arena *mem, struct calls_list *l, int *room)
{
	if (l->n == *room) {
		struct call *rows = arena_alloc(mem, (size_t)(2 * *room + 64) * sizeof(*rows));

		if (l->n)
			memcpy(rows, l->rows, (size_t)l->n * sizeof(*rows));
		l->rows = rows;
		*room = 2 * *room + 64;
	}
	return &l->rows[l->n++];
}

static bool in_time(const struct query *q, int64_t at)
{
	return at >= q->from_ms && at < q->to_ms;
}

static enum err_code list_rows(struct ask *a, const struct find_query *fq, struct arena *mem,
			       struct calls_list *out)
{
	const struct query *q = a->q;
	int64_t oldest = q->from_ms > 0 ? q->from_ms / 1000 : 1;
	int64_t x = q->to_ms < INT64_MAX ? q->to_ms / 1000 + ID_DRIFT_S : INT64_MAX;
	struct ids *source = plan(a);
	int room = 0;

	x = fq->before && fq->before < x ? fq->before : x;
	while (!a->nothing && !out->more && (x = ids_below(source, x)) >= oldest && x > 0) {
		sqlite3_stmt *row = call_row(a->on, x);

		if (!row || !in_time(q, call_row_at(row)))
			continue;
		if (fq->limit && out->n == fq->limit)
			out->more = true;
		else
			call_read(a->s, row, mem, add_row(mem, out, &room), a->on->e);
	}
	out->partly = a->partly;
	return a->on->e->code;
}

/* One reading of the line: as typed, or as it was meant. */
static enum err_code try_query(struct run *r, const struct query *parsed, const struct find_query *fq,
			       struct arena *mem, struct calls_list *out)
{
	struct ask a = { .s = r->s, .on = &r->search, .q = parsed, .login = fq->login };

	*out = (struct calls_list){ .meant = arena_strdup(mem, parsed->meant) };
	enum err_code rc = list_rows(&a, fq, mem, out);

	search_end(&r->search);
	return rc;
}

enum err_code calls_find(struct store *s, const struct find_query *fq, const struct actor *who,
			 struct arena *mem, struct calls_list *out, struct err *e)
{
	struct query parsed;
	struct calls_list list = { 0 }, meant;
	struct run r;

	if (!actor_may(who, RIGHT_CALLS))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_CALLS));
	run_begin(&r, s);
	enum err_code rc = query_parse_calls(&r.scratch, fq->text ? fq->text : "", s->clock,
					     s->clock->now_ms(s->clock->ctx), &parsed, &r.e);

	if (!rc)
		rc = try_query(&r, &parsed, fq, mem, &list);
	if (!rc && list.n == 0 && parsed.instead && !try_query(&r, parsed.instead, fq, mem, &meant) && meant.n)
		list = meant;
	rc = run_end(&r, e);
	if (!rc)
		*out = list;
	return rc;
}
