/* data/store/find_callbacks.c - see find.h: the call-back queue, flat or with what belongs together side by side. Reads
 * only. */
#include "core/call_hours.h"
#include "data/store/find_internal.h"

struct pick {
	int64_t id, done_at;
	bool accident, any_hour;
	const char *group; /* what it belongs together by; "": with nothing */
	int place, leader; /* in the flat order; of the first one of its group */
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

static int by_group(const void *a, const void *b)
{
	const struct pick *x = a, *y = b;
	int order = strcmp(x->group, y->group);

	return order ? order : (x->place > y->place) - (x->place < y->place);
}

static int by_leader(const void *a, const void *b)
{
	const struct pick *x = a, *y = b;

	if (x->leader != y->leader)
		return x->leader < y->leader ? -1 : 1;
	return (x->place > y->place) - (x->place < y->place);
}

struct picks {
	struct pick *v;
	int n, room;
};

/* The flat order; then whole groups go to the place of their first. */
static void sort_picks(struct picks *p, enum find_group by)
{
	if (p->n == 0)
		return;
	qsort(p->v, (size_t)p->n, sizeof(*p->v), by_urgency);
	if (by == FIND_FLAT)
		return;
	for (int i = 0; i < p->n; i++)
		p->v[i].place = i;
	qsort(p->v, (size_t)p->n, sizeof(*p->v), by_group);
	for (int i = 0; i < p->n; i++) {
		bool first = i == 0 || !*p->v[i].group || strcmp(p->v[i].group, p->v[i - 1].group) != 0;

		p->v[i].leader = first ? p->v[i].place : p->v[i - 1].leader;
	}
	qsort(p->v, (size_t)p->n, sizeof(*p->v), by_leader);
}

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

static struct pick read_pick(struct plan *p, sqlite3_stmt *row, int64_t id, enum find_group by)
{
	struct call_about about = { .priority = row_priority(row), .done_at = row_done_at(row) };

	return (struct pick){ .id = id, .done_at = about.done_at, .accident = row_is_accident(row),
		.any_hour = call_fresh(about, p->now_ms),
		.group = by == FIND_FLAT ? "" : arena_strdup(p->on->mem, row_group(row, by)) };
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
			.accident = sqlite3_column_int(st, 2), .group = "", .any_hour = call_fresh(about, p->now_ms) };

		if (all || may_call || pick.any_hour)
			add_pick(p, out, pick);
	}
}

/* The same with what each belongs together by: a row more is looked at. */
static void add_groups(struct plan *p, struct picks *picks, enum find_group by)
{
	for (int i = 0; by != FIND_FLAT && i < picks->n; i++) {
		sqlite3_stmt *row = row_load(p->on, picks->v[i].id);

		if (row)
			picks->v[i].group = arena_strdup(p->on->mem, row_group(row, by));
	}
}

/* Those of it that fit the query. */
static enum err_code pick_some(struct plan *p, bool all, bool may_call, enum find_group by, struct picks *out)
{
	struct ids *source;

	if (plan_make(p, &source, p->on->e))
		return p->on->e->code;
	for (int64_t x = INT64_MAX; source && (x = ids_below(source, x)) > 0;) {
		sqlite3_stmt *row = row_load(p->on, x);

		if (!row || !row_fits(p, row)) {
			if (find_reconsider(p, out->n, &source))
				break;
			continue;
		}
		struct pick pick = read_pick(p, row, x, by);

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
		struct pick last = read_pick(p, row, before, FIND_FLAT);

		while (i < n && by_urgency(&picks[i], &last) <= 0)
			i++;
	}
	return i;
}

static enum err_code list_callbacks(struct plan *p, const struct find_query *q, bool all, struct arena *mem,
				    struct found_list *out)
{
	bool may_call = find_calling_time(p->s, p->now_ms), is_plain = !q->text || !*q->text;
	struct found_more rows = { .mem = mem };
	struct picks picks = { 0 };

	if (is_plain && !p->service) {
		pick_all(p, all, may_call, &picks);
		add_groups(p, &picks, q->group);
	} else if (pick_some(p, all, may_call, q->group, &picks)) {
		return p->on->e->code;
	}
	sort_picks(&picks, q->group);
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

	if (find_may_read(who, e))
		return ERR_REFUSED;
	run_begin(&r, s);
	struct plan p = find_plan(&r, q, who);
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

bool find_waits(struct store *s, int64_t id, struct err *e)
{
	struct run r;

	run_begin(&r, s);
	int64_t now_ms = s->clock->now_ms(s->clock->ctx);
	sqlite3_stmt *row = row_load(&r.search, id);
	bool waits = row && row_is_done(row) && row_next_try(row) <= now_ms;

	return run_end(&r, e) == ERR_OK && waits;
}
