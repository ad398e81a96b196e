/* data/store/board.c - see board.h. Reads rows, decides nothing. */
#include "data/store/board.h"

#include "core/i18n.h"
#include "data/store/find_internal.h"

/* Orders that somebody has in hand, or that wait to be given away. */
#define ON_BOARD "q.open AND q.state IN ('registered', 'dispatched', 'in_work', 'rework')"
#define HOLDER "CASE q.state WHEN 'registered' THEN '' ELSE q.service END"

/* Whose orders alone may be seen, or NULL. */
static enum err_code limit_of(const struct actor *who, const char **only, struct err *e)
{
	*only = actor_limited_to(who);
	return actor_may(who, RIGHT_READ) ? ERR_OK
	     : err_set(e, ERR_REFUSED, "%s", actor_refusal(RIGHT_READ));
}

static void read_row(sqlite3_stmt *st, struct arena *mem, struct board_row *r)
{
	*r = (struct board_row){ .service = db_text(mem, st, 0), .name = db_text(mem, st, 1),
		.fresh = sqlite3_column_int64(st, 2), .in_work = sqlite3_column_int64(st, 3),
		.rework = sqlite3_column_int64(st, 4), .accidents = sqlite3_column_int64(st, 5),
		.overdue = sqlite3_column_int64(st, 6), .next_due = sqlite3_column_int64(st, 7) };
}

enum err_code board_read(struct store *s, const struct actor *who, struct arena *mem, struct board *out,
			 struct err *e)
{
	static const char sql[] =
		"SELECT " HOLDER " AS holder, max(CASE q.state WHEN 'registered' THEN '' ELSE q.service_name END),"
		" sum(q.state IN ('registered', 'dispatched')), sum(q.state = 'in_work'), sum(q.state = 'rework'),"
		" sum(q.priority IN ('A1', 'A2')), sum(q.due > 0 AND q.due < ?1),"
		" ifnull(min(CASE WHEN q.due > 0 THEN q.due END), 0)"
		" FROM question q WHERE " ON_BOARD " GROUP BY holder"
		" ORDER BY holder <> '', 7 DESC, 6 DESC, count(*) DESC, holder";
	const char *only;
	struct board_row r;

	*out = (struct board){ .n = 0 };
	if (limit_of(who, &only, e))
		return e->code;
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT count(*) + 1 FROM service");
	int room = (int)db_int(&s->db, st, 1, e) + 1;

	out->rows = arena_alloc(mem, (size_t)room * sizeof(*out->rows));
	st = db_stmt(&s->db, sql);
	db_bind(st, "i", s->clock->now_ms(s->clock->ctx));
	while (out->n < room && db_row(&s->db, st, e)) {
		read_row(st, mem, &r);
		if (!only || strcmp(only, r.service) == 0)
			out->rows[out->n++] = r;
	}
	sqlite3_reset(st);
	return e->code;
}

/* --- orders --------------------------------------------------------------------------------------- */

static bool is_accident(const struct found *f)
{
	return strcmp(f->priority, vocab_wire(&vocab_priority, PRI_A1)) == 0 ||
	       strcmp(f->priority, vocab_wire(&vocab_priority, PRI_A2)) == 0;
}

/* What burns comes first: an overdue accident, an accident, what is overdue, the rest; then by the term. */
static int urgency(const struct found *f)
{
	return (is_accident(f) ? 2 : 0) + (f->overdue ? 1 : 0);
}

static int by_urgency(const void *a, const void *b)
{
	const struct found *x = a, *y = b;
	int ux = urgency(x), uy = urgency(y);

	if (ux != uy)
		return uy - ux;
	if (x->due != y->due)
		return !x->due ? 1 : !y->due ? -1 : x->due < y->due ? -1 : 1;
	return x->id < y->id ? -1 : x->id > y->id;
}

static void read_orders(struct run *r, const char *service, struct found_more *rows)
{
	static const char of_all[] = "SELECT q.id FROM question q WHERE " ON_BOARD " ORDER BY q.due LIMIT ?2";
	static const char of_one[] = "SELECT q.id FROM question q WHERE " ON_BOARD
		" AND q.state <> 'registered' AND q.service = ?1 ORDER BY q.due LIMIT ?2";
	static const char of_none[] = "SELECT q.id FROM question q WHERE q.open AND q.state = 'registered'"
		" AND ?1 = '' ORDER BY q.due LIMIT ?2";
	int64_t now = r->s->clock->now_ms(r->s->clock->ctx);
	sqlite3_stmt *st = db_stmt(&r->s->db, !service ? of_all : *service ? of_one : of_none);

	db_bind(st, "sd", service, BOARD_ORDERS_MAX + 1);
	while (db_row(&r->s->db, st, &r->e)) {
		sqlite3_stmt *row = row_load(&r->search, sqlite3_column_int64(st, 0));

		if (row)
			row_read(row, now, rows->mem, found_add(rows));
	}
	sqlite3_reset(st);
}

enum err_code board_orders(struct store *s, const char *service, const struct actor *who, struct arena *mem,
			   struct found_list *out, struct err *e)
{
	struct found_more rows = { .mem = mem };
	const char *only;
	struct run r;

	if (limit_of(who, &only, e))
		return e->code;
	run_begin(&r, s);
	read_orders(&r, only ? only : service, &rows);
	if (run_end(&r, e))
		return e->code;
	if (rows.n > 1)
		qsort(rows.rows, (size_t)rows.n, sizeof(*rows.rows), by_urgency);
	*out = (struct found_list){ .rows = rows.rows, .n = rows.n, .more = rows.n > BOARD_ORDERS_MAX, .meant = "" };
	if (out->more)
		out->n = BOARD_ORDERS_MAX;
	return ERR_OK;
}
