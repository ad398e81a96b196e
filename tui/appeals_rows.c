/* tui/appeals_rows.c - see appeals_rows.h. */
#include "tui/appeals_rows.h"

#include "core/address.h"
#include "core/i18n.h"
#include "core/text.h"

enum { SLICE_IDS = 1200 /* some 3 ms */ };

/* --- one row ----------------------------------------------------------------------------------- */

struct today {
	const struct clock_ops *clock;
	struct civil c;
	int64_t now_ms;
};

static struct today today(const struct store *s)
{
	const struct clock_ops *clock = store_clock(s);
	int64_t now = clock->now_ms(clock->ctx);

	return (struct today){ .clock = clock, .c = civil_at(clock, now), .now_ms = now };
}

/* This year's without the year: the hour says more. Both are as wide. */
static const char *when_text(const struct today *t, const struct civil *c, struct arena *mem)
{
	if (c->year == t->c.year)
		return arena_printf(mem, "%02d.%02d %02d:%02d", c->day, c->month, c->hour, c->minute);
	return arena_printf(mem, "%02d.%02d.%04d", c->day, c->month, c->year);
}

static const char *day_text(const struct today *t, const struct civil *c, struct arena *mem)
{
	if (c->year != t->c.year)
		return arena_printf(mem, "%04d", c->year);
	if (c->month == t->c.month && c->day == t->c.day)
		return arena_printf(mem, "%02d:%02d", c->hour, c->minute);
	return arena_printf(mem, "%02d.%02d", c->day, c->month);
}

/* A term of the next months needs no year; one that ran out long ago is its year. */
static const char *until_text(const struct today *t, int64_t due, struct arena *mem)
{
	if (!due)
		return "";
	struct civil c = civil_at(t->clock, due);

	if (c.year == t->c.year + 1)
		return arena_printf(mem, "%02d.%02d", c.day, c.month);
	return day_text(t, &c, mem);
}

static const char *what_text(const struct found *f, struct arena *mem)
{
	const char *text = *f->text ? f->text : f->topic_name;

	return *f->address ? arena_printf(mem, "%s · %s", address_house_text(mem, f->address), text) : text;
}

static void fill_row(struct appeals_row *r, const struct found *f, const struct today *t, struct arena *mem)
{
	int pri = vocab_wire_index(&vocab_priority, f->priority);
	bool accident = pri == PRI_A1 || pri == PRI_A2;
	struct civil c = civil_at(t->clock, f->registered);

	*r = (struct appeals_row){
		.id = f->id,
		.ref = found_ref(mem, f),
		.number = f->number,
		.phone = f->phone,
		.when = when_text(t, &c, mem),
		.day = day_text(t, &c, mem),
		.until = state_is_open(f->state) ? until_text(t, f->due, mem) : "",
		.priority = accident ? vocab_label(&vocab_priority, pri) : "",
		.priority_role = pri == PRI_A1 ? ROLE_ALARM : ROLE_WARN,
		.name = f->name,
		.what = what_text(f, mem),
		.service = f->service_name,
		.state = f->state,
		.due = f->due,
		.overdue = f->overdue,
		.open = state_is_open(f->state),
	};
}

/* --- reading ----------------------------------------------------------------------------------- */

/* Puts a page behind the rows, or before them. */
static void add_rows(struct appeals_rows *rows, const struct found_list *l, const struct store *s, bool before)
{
	size_t n = rows->n + (size_t)l->n, moved = before ? (size_t)l->n : 0, at = before ? 0 : rows->n;
	const struct today t = today(s);

	if (n > rows->room || moved) {
		size_t room = n > rows->room ? 2 * n : rows->room;
		struct appeals_row *grown = arena_alloc(&rows->mem, room * sizeof(*grown));

		if (rows->n)
			memcpy(grown + moved, rows->rows, rows->n * sizeof(*grown));
		rows->rows = grown;
		rows->room = room;
	}
	for (int i = 0; i < l->n; i++) {
		struct appeals_row *r = &rows->rows[at++];

		fill_row(r, &l->rows[i], &t, &rows->mem);
		if (text_width(r->ref) > rows->number_cols)
			rows->number_cols = text_width(r->ref);
	}
	rows->n = n;
}

static struct find_query query_of(const struct appeals_source *from, size_t limit)
{
	return (struct find_query){ .text = from->query, .login = from->who->login,
		.limit = limit > APPEALS_PAGE ? (int)limit : APPEALS_PAGE };
}

/* Fresh rows take the place of the old ones. */
static void replace(struct appeals_rows *out, struct appeals_rows *fresh, const struct found_list *l,
		    const struct store *s)
{
	struct today t = today(s);

	add_rows(fresh, l, s, false);
	fresh->meant = arena_strdup(&fresh->mem, l->meant);
	fresh->day = civil_to_day(t.c.year, t.c.month, t.c.day);
	appeals_free(out);
	*out = *fresh;
}

static enum err_code read_below(const struct appeals_source *from, const struct find_query *q, bool newer,
				struct appeals_rows *out, struct err *e)
{
	struct appeals_rows fresh = { .newer = newer };
	struct found_list l;
	enum err_code rc = find_questions(from->store, q, from->who, &fresh.mem, &l, e);

	if (rc) {
		appeals_free(&fresh);
		return rc;
	}
	fresh.more = l.more;
	replace(out, &fresh, &l, from->store);
	return ERR_OK;
}

enum err_code appeals_read(const struct appeals_source *from, size_t want, struct appeals_rows *out, struct err *e)
{
	struct find_query q = query_of(from, want);

	return read_below(from, &q, false, out, e);
}

enum err_code appeals_read_again(const struct appeals_source *from, size_t want, struct appeals_rows *out,
				 struct err *e)
{
	struct find_query q = query_of(from, out->newer ? out->n : want);

	if (out->newer)
		q.before = out->rows[0].id + 1;
	return read_below(from, &q, out->newer, out, e);
}

enum err_code appeals_read_end(const struct appeals_source *from, size_t want, struct appeals_rows *out,
			       struct err *e)
{
	struct find_query q = query_of(from, want);
	struct appeals_rows fresh = { .more = false };
	struct found_list l;
	enum err_code rc = find_newer(from->store, &q, from->who, &fresh.mem, &l, e);

	if (rc) {
		appeals_free(&fresh);
		return rc;
	}
	fresh.newer = l.more;
	replace(out, &fresh, &l, from->store);
	return ERR_OK;
}

enum err_code appeals_read_more(const struct appeals_source *from, struct appeals_rows *rows, struct err *e)
{
	struct find_query q = query_of(from, APPEALS_PAGE);
	struct found_list l;

	if (!rows->more || !rows->n)
		return ERR_OK;
	q.before = rows->rows[rows->n - 1].id;
	enum err_code rc = find_questions(from->store, &q, from->who, &rows->mem, &l, e);

	if (rc)
		return rc;
	rows->more = l.more;
	add_rows(rows, &l, from->store, false);
	return ERR_OK;
}

enum err_code appeals_read_newer(const struct appeals_source *from, struct appeals_rows *rows, struct err *e)
{
	struct find_query q = query_of(from, APPEALS_PAGE);
	struct found_list l;

	if (!rows->newer || !rows->n)
		return ERR_OK;
	q.after = rows->rows[0].id;
	enum err_code rc = find_newer(from->store, &q, from->who, &rows->mem, &l, e);

	if (rc)
		return rc;
	rows->newer = l.more;
	add_rows(rows, &l, from->store, true);
	return ERR_OK;
}

bool appeals_mark(struct appeals_rows *rows, int64_t now_ms)
{
	bool changed = false;

	for (size_t i = 0; i < rows->n; i++) {
		struct appeals_row *r = &rows->rows[i];
		bool overdue = state_overdue(r->state, r->due, now_ms);

		changed = changed || overdue != r->overdue;
		r->overdue = overdue;
	}
	return changed;
}

void appeals_free(struct appeals_rows *rows)
{
	arena_free(&rows->mem);
	*rows = (struct appeals_rows){ .n = 0 };
}

/* --- how many ---------------------------------------------------------------------------------- */

void appeals_count_begin(struct appeals_total *t, bool forget)
{
	t->known = t->known && !forget;
	t->running = true;
	t->sum = 0;
	t->at = 0;
}

bool appeals_count_step(const struct appeals_source *from, struct appeals_total *t)
{
	struct find_query q = { .text = from->query, .login = from->who->login, .before = t->at,
		.look = SLICE_IDS };
	struct arena mem = { 0 };
	struct found_list l;
	struct err e = { 0 };
	enum err_code rc = find_questions(from->store, &q, from->who, &mem, &l, &e);

	arena_free(&mem);
	if (rc == ERR_BUSY) /* the slice is made again: at once after a key, after a pause when the base is busy */
		return find_was_stopped(from->store);
	if (!rc) {
		t->sum += l.n;
		t->at = l.last;
	}
	t->running = !rc && l.more && t->sum <= APPEALS_COUNTED;
	if (!rc && !t->running) {
		t->known = true;
		t->over = t->sum > APPEALS_COUNTED;
		t->n = t->over ? APPEALS_COUNTED : t->sum;
	}
	return t->running;
}
