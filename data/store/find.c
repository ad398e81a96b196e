/* data/store/find.c - see find.h: lists of questions, counts. What a condition costs is
 * decided in find_plan.c. Reads only. */
#include "data/store/find.h"

#include "core/call_hours.h"
#include "core/i18n.h"
#include "data/store/find_internal.h"

enum {
	STEPS_BETWEEN_ASKING = 4000, /* of SQLite's machine: some 0.1 ms */
	ROW_IDS = 8                  /* to read and look at a row takes as long as to meet so many ids */
};

void find_set_stop(struct store *s, bool (*stop)(void *ctx), void *ctx)
{
	s->stop = stop;
	s->stop_ctx = ctx;
}

bool find_was_stopped(const struct store *s)
{
	return s->stopped;
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
	r->s->stopped = r->stopped;
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

struct plan find_plan(struct run *r, const struct find_query *q, const struct actor *who)
{
	return (struct plan){ .s = r->s, .on = &r->search, .login = q->login, .service = actor_limited_to(who),
		.now_ms = r->s->clock->now_ms(r->s->clock->ctx) };
}

enum err_code find_may_read(const struct actor *who, struct err *e)
{
	return actor_may(who, RIGHT_READ) ? ERR_OK :
		err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_READ));
}

/* --- newest first --- */

enum err_code find_reconsider(struct plan *p, int found, struct ids **source)
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
		bool promised = q->look && plan_promises(p, x);
		sqlite3_stmt *row = promised ? NULL : row_load(p->on, x);
		bool fits = promised || (row && row_fits(p, row));

		out->last = x;
		looked += promised ? 1 : ROW_IDS;
		out->more = q->look && looked >= q->look;
		if (!fits) {
			if (find_reconsider(p, out->n, &source))
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
	struct plan p = find_plan(r, q, who);

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

	if (find_may_read(who, e))
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

/* --- counts --- */

/* Whether it is the time of day to call about what is no fresh accident. */
bool find_calling_time(const struct store *s, int64_t now_ms)
{
	struct policy pol;

	store_policy(s, &pol);
	return call_allowed(&pol, (struct call_about){ .priority = "" }, now_ms);
}

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
	c.callbacks = find_calling_time(s, now)
		? count(&r, COUNT_UP_TO_1000("question WHERE state = 'done' AND next_try <= ?"), now)
		: count_fresh(&r, now);
	c.today = count(&r, COUNT_UP_TO_1000("appeal WHERE id >= ?1 / 1000 AND registered >= ?1"),
			day_start(s, now));
	enum err_code rc = run_end(&r, e);

	if (!rc)
		*out = c;
	return rc;
}
