/* data/store/find.c - see find.h: lists of questions, the call-back queue, counts. What a condition costs is
 * decided in find_plan.c. Reads only. */
#include "data/store/find.h"

#include "core/call_hours.h"
#include "core/i18n.h"
#include "data/store/find_internal.h"

enum { STEPS_BETWEEN_ASKING = 4000 }; /* of SQLite's machine: some 0.1 ms */

void find_set_stop(struct store *s, bool (*stop)(void *ctx), void *ctx)
{
	s->stop = stop;
	s->stop_ctx = ctx;
}

/* --- a search --- */

static int ask_stop(void *ctx)
{
	struct run *r = ctx;

	r->stopped = r->stopped || r->s->stop(r->s->stop_ctx);
	return r->stopped;
}

void run_begin(struct run *r, struct store *s)
{
	*r = (struct run){ .s = s };
	r->search = (struct search){ .db = &s->db, .mem = &r->scratch, .e = &r->e };
	if (s->stop)
		sqlite3_progress_handler(s->db.h, STEPS_BETWEEN_ASKING, ask_stop, r);
	if (sqlite3_get_autocommit(s->db.h))
		r->began = db_begin_read(&s->db, &r->e) == ERR_OK;
}

enum err_code run_end(struct run *r, struct err *e)
{
	search_end(&r->search);
	sqlite3_progress_handler(r->s->db.h, 0, NULL, NULL);
	if (r->began)
		db_end_read(&r->s->db);
	arena_free(&r->scratch);
	if (r->stopped)
		return err_set(e, ERR_BUSY, "%s", _("The search was stopped."));
	return r->e.code ? err_set(e, r->e.code, "%s", r->e.msg) : ERR_OK;
}

struct found *found_add(struct found_more *m)
{
	if (m->n == m->room) {
		int room = m->room ? 2 * m->room : 64;
		struct found *rows = arena_alloc(m->mem, (size_t)room * sizeof(*rows));

		if (m->n)
			memcpy(rows, m->rows, (size_t)m->n * sizeof(*rows));
		m->rows = rows;
		m->room = room;
	}
	return &m->rows[m->n++];
}

static struct plan new_plan(struct run *r, const struct find_query *q, const struct actor *who)
{
	return (struct plan){ .s = r->s, .on = &r->search, .login = q->login, .service = actor_limited_to(who),
		.now_ms = r->s->clock->now_ms(r->s->clock->ctx) };
}

static enum err_code may_read(const struct actor *who, struct err *e)
{
	return actor_may(who, RIGHT_READ) ? ERR_OK :
		err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_READ));
}

/* --- newest first --- */

/* Makes the plan again when another way of looking would be quicker. */
static enum err_code reconsider(struct plan *p, int found, struct ids **source)
{
	if (!plan_should_change(p, found))
		return ERR_OK;
	search_end(p->on);
	return plan_make(p, source, p->on->e);
}

/* Fills out with rows between q->after and q->before. */
static enum err_code list_rows(struct plan *p, const struct find_query *q, struct arena *mem,
			       struct found_list *out)
{
	struct found_more rows = { .mem = mem };
	struct ids *source;
	int64_t oldest, x;
	int looked = 0;

	if (plan_make(p, &source, p->on->e) || !source)
		return p->on->e->code;
	plan_bounds(p->q, &oldest, &x);
	x = q->before && q->before < x ? q->before : x;
	oldest = q->after >= oldest ? q->after + 1 : oldest;
	while (!out->more && (x = ids_below(source, x)) >= oldest && x > 0) {
		sqlite3_stmt *row = row_load(p->on, x);
		bool fits = row && row_fits(p, row);

		out->last = x;
		out->more = q->look && ++looked == q->look;
		if (!fits) {
			if (reconsider(p, out->n, &source))
				break;
		} else if (q->limit && out->n == q->limit) {
			out->more = true;
		} else {
			out->n++;
			if (!q->look)
				row_read(row, p->now_ms, mem, found_add(&rows));
		}
	}
	out->rows = rows.rows;
	return p->on->e->code;
}

/* One reading of the line: as typed, or as it was meant. */
static enum err_code try_query(struct run *r, const struct query *parsed, const struct find_query *q,
			       const struct actor *who, struct arena *mem, struct found_list *out)
{
	struct plan p = new_plan(r, q, who);

	*out = (struct found_list){ .meant = arena_strdup(mem, parsed->meant) };
	p.q = parsed;
	enum err_code rc = list_rows(&p, q, mem, out);

	search_end(&r->search);
	return rc;
}

/* Nothing at all fits the line as typed, not only nothing on a later page. */
static bool finds_nothing(struct run *r, const struct query *parsed, const struct find_query *q,
			  const struct actor *who)
{
	const struct find_query first = { .text = q->text, .limit = 1, .login = q->login };
	struct found_list any;

	return (!q->before && !q->after) || (!try_query(r, parsed, &first, who, &r->scratch, &any) && any.n == 0);
}

enum err_code find_questions(struct store *s, const struct find_query *q, const struct actor *who,
			     struct arena *mem, struct found_list *out, struct err *e)
{
	struct query parsed;
	struct found_list list = { 0 };
	struct run r;

	if (may_read(who, e))
		return ERR_REFUSED;
	run_begin(&r, s);
	enum err_code rc = query_parse(&r.scratch, q->text ? q->text : "", s->clock,
				       s->clock->now_ms(s->clock->ctx), &parsed, &r.e);

	if (!rc)
		rc = try_query(&r, &parsed, q, who, mem, &list);
	if (!rc && list.n == 0 && !list.more && parsed.instead && finds_nothing(&r, &parsed, q, who)) {
		struct found_list meant;

		rc = try_query(&r, parsed.instead, q, who, mem, &meant);
		if (!rc && meant.n)
			list = meant;
	}
	rc = run_end(&r, e);
	if (!rc)
		*out = list;
	return rc;
}

/* --- the call-back queue --- */

struct pick {
	int64_t id, done_at;
	bool accident, any_hour;
};

static int by_urgency(const void *a, const void *b)
{
	const struct pick *x = a, *y = b;

	if (x->accident != y->accident)
		return x->accident ? -1 : 1;
	if (x->done_at != y->done_at)
		return x->done_at < y->done_at ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

struct picks {
	struct pick *v;
	int n, room;
};

static void add_pick(struct plan *p, struct picks *to, struct pick pick)
{
	if (to->n == to->room) {
		struct pick *more = arena_alloc(p->on->mem, (size_t)(2 * to->room + 64) * sizeof(pick));

		if (to->n)
			memcpy(more, to->v, (size_t)to->n * sizeof(pick));
		to->v = more;
		to->room = 2 * to->room + 64;
	}
	to->v[to->n++] = pick;
}

static struct pick read_pick(struct plan *p, sqlite3_stmt *row, int64_t id)
{
	struct call_about about = { .priority = row_priority(row), .done_at = row_done_at(row) };

	return (struct pick){ .id = id, .done_at = about.done_at, .accident = row_is_accident(row),
		.any_hour = call_fresh(about, p->now_ms) };
}

/* Whether it is the time of day to call about what is no fresh accident. */
static bool is_calling_time(const struct store *s, int64_t now_ms)
{
	struct policy pol;

	store_policy(s, &pol);
	return call_allowed(&pol, (struct call_about){ .priority = "" }, now_ms);
}

/* The whole queue, from its index alone. */
static void pick_all(struct plan *p, bool all, bool may_call, struct picks *out)
{
	sqlite3_stmt *st = db_stmt(p->on->db, "SELECT id, done_at, priority IN ('A1', 'A2'), priority FROM question"
			" WHERE state = 'done' AND next_try <= ?");

	db_bind(st, "i", all ? INT64_MAX : p->now_ms);
	while (db_row(p->on->db, st, p->on->e)) {
		struct call_about about = { .priority = (const char *)sqlite3_column_text(st, 3),
			.done_at = sqlite3_column_int64(st, 1) };
		struct pick pick = { .id = sqlite3_column_int64(st, 0), .done_at = about.done_at,
			.accident = sqlite3_column_int(st, 2), .any_hour = call_fresh(about, p->now_ms) };

		if (all || may_call || pick.any_hour)
			add_pick(p, out, pick);
	}
}

/* Those of it that fit the query. */
static enum err_code pick_some(struct plan *p, bool all, bool may_call, struct picks *out)
{
	struct ids *source;

	if (plan_make(p, &source, p->on->e))
		return p->on->e->code;
	for (int64_t x = INT64_MAX; source && (x = ids_below(source, x)) > 0;) {
		sqlite3_stmt *row = row_load(p->on, x);

		if (!row || !row_fits(p, row)) {
			if (reconsider(p, out->n, &source))
				break;
			continue;
		}
		struct pick pick = read_pick(p, row, x);

		if (all || (row_next_try(row) <= p->now_ms && (may_call || pick.any_hour)))
			add_pick(p, out, pick);
	}
	return p->on->e->code;
}

/* Where the page after the row `before` begins; that row may have left the queue meanwhile. */
static int page_start(struct plan *p, const struct pick *picks, int n, int64_t before)
{
	sqlite3_stmt *row = before ? row_load(p->on, before) : NULL;
	int i = 0;

	if (row) {
		struct pick last = read_pick(p, row, before);

		while (i < n && by_urgency(&picks[i], &last) <= 0)
			i++;
	}
	return i;
}

static enum err_code list_callbacks(struct plan *p, const struct find_query *q, bool all, struct arena *mem,
				    struct found_list *out)
{
	bool may_call = is_calling_time(p->s, p->now_ms), is_plain = !q->text || !*q->text;
	struct found_more rows = { .mem = mem };
	struct picks picks = { 0 };

	if (is_plain && !p->service)
		pick_all(p, all, may_call, &picks);
	else if (pick_some(p, all, may_call, &picks))
		return p->on->e->code;
	if (picks.n)
		qsort(picks.v, (size_t)picks.n, sizeof(*picks.v), by_urgency);
	int i = page_start(p, picks.v, picks.n, q->before);

	for (; i < picks.n && (!q->limit || rows.n < q->limit); i++) {
		sqlite3_stmt *row = row_load(p->on, picks.v[i].id);

		if (row)
			row_read(row, p->now_ms, mem, found_add(&rows));
	}
	*out = (struct found_list){ .rows = rows.rows, .n = rows.n, .more = i < picks.n, .meant = "" };
	return p->on->e->code;
}

enum err_code find_callbacks(struct store *s, const struct find_query *q, bool all,
			     const struct actor *who, struct arena *mem, struct found_list *out,
			     struct err *e)
{
	struct found_list list = { 0 };
	struct query parsed;
	struct run r;

	if (may_read(who, e))
		return ERR_REFUSED;
	run_begin(&r, s);
	struct plan p = new_plan(&r, q, who);
	enum err_code rc = query_parse(&r.scratch, q->text ? q->text : "", s->clock, p.now_ms, &parsed, &r.e);

	if (!rc) {
		p.q = &parsed;
		parsed.nothing = parsed.nothing || (parsed.states && !(parsed.states & 1u << ST_DONE));
		parsed.states = 1u << ST_DONE;
		rc = list_callbacks(&p, q, all, mem, &list);
	}
	rc = run_end(&r, e);
	if (!rc)
		*out = list;
	return rc;
}

/* --- counts --- */

/* Each capped by its LIMIT; the last two have a bound value. */
#define COUNT_UP_TO_1000(rows) "SELECT count(*) FROM (SELECT 1 FROM " rows " LIMIT 1000)"

static int count(struct run *r, const char *sql, int64_t bind)
{
	sqlite3_stmt *st = db_stmt(&r->s->db, sql);

	if (sqlite3_bind_parameter_count(st))
		sqlite3_bind_int64(st, 1, bind);
	return (int)db_int(&r->s->db, st, 0, &r->e);
}

/* Those whose citizens are called even at night. */
static int count_fresh(struct run *r, int64_t now_ms)
{
	sqlite3_stmt *st = db_stmt(&r->s->db, "SELECT priority, done_at FROM question WHERE state = 'done'"
				   " AND next_try <= ? AND priority = 'A1' LIMIT 1000");
	int n = 0;

	db_bind(st, "i", now_ms);
	while (db_row(&r->s->db, st, &r->e)) {
		struct call_about about = { .priority = (const char *)sqlite3_column_text(st, 0),
			.done_at = sqlite3_column_int64(st, 1) };

		n += call_fresh(about, now_ms);
	}
	return n;
}

static int64_t day_start(const struct store *s, int64_t now_ms)
{
	struct civil c = civil_at(s->clock, now_ms);
	const struct civil midnight = { .year = c.year, .month = c.month, .day = c.day };

	return civil_to_utc(s->clock, &midnight);
}

enum err_code find_counts(struct store *s, struct queue_counts *out, struct err *e)
{
	struct queue_counts c = { 0 };
	int64_t now = s->clock->now_ms(s->clock->ctx);
	struct run r;

	run_begin(&r, s);
	c.open = count(&r, COUNT_UP_TO_1000("question WHERE open"), 0);
	c.overdue = count(&r, COUNT_UP_TO_1000("question WHERE open AND due > 0 AND due < ?"
			  " AND state <> 'done'"), now);
	c.accidents = count(&r, COUNT_UP_TO_1000("question WHERE open AND priority IN ('A1', 'A2')"), 0);
	c.callbacks = is_calling_time(s, now)
		? count(&r, COUNT_UP_TO_1000("question WHERE state = 'done' AND next_try <= ?"), now)
		: count_fresh(&r, now);
	c.today = count(&r, COUNT_UP_TO_1000("appeal WHERE id >= ?1 / 1000 AND registered >= ?1"),
			day_start(s, now));
	enum err_code rc = run_end(&r, e);

	if (!rc)
		*out = c;
	return rc;
}
