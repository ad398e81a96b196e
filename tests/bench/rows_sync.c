/* tests/bench/rows_sync.c - catching up: events of another site are merged into a base (data/store/merge.h), beside the
 * same rows by prepared statements from memory: no checks, no folding, no search for what stands there. Slices of the
 * two take turns, on bases of their own beside the measured one. */
#include <unistd.h>

#include "data/store/appeals.h"
#include "data/store/merge.h"
#include "data/store/search_index.h"
#include "tests/bench/desk.h"

enum { APPEALS = 700, COLUMNS_MAX = 64 };

/* What the other site has written, in the order of seq. */
struct donor {
	struct event *ev;
	int n;
};

/* --- the other site --- */

static enum err_code move(struct store *s, const char *number, enum act act, struct err *e)
{
	struct arena mem = { 0 };
	const struct catalogue *cat;
	struct command c;

	if (catalogue_get(s, &cat, e))
		return e->code;
	command_init(&c, act);
	c.service = cat->services[0].code;
	c.service_name = cat->services[0].name;
	c.service_active = true;
	c.result = RESULT_DONE;
	c.via = VIA_CALL;
	c.note = "Роботу виконано, пориви усунуто, воду подано о чотирнадцятій годині.";
	enum err_code rc = appeal_move(s, number, &c, -1, &bench_actor, &mem, NULL, e);

	arena_free(&mem);
	return rc;
}

static enum err_code live_through(struct store *s, int i, struct err *e)
{
	static const enum act acts[] = { ACT_DISPATCH, ACT_ACCEPT, ACT_DONE, ACT_CONFIRM };
	struct arena mem = { 0 };
	const char *number;
	enum err_code rc = desk_register(s, arena_printf(&mem, "sync-%d", i), &mem, &number, e);

	for (size_t k = 0; !rc && k < COUNT(acts); k++)
		rc = move(s, number, acts[k], e);
	arena_free(&mem);
	return rc;
}

static enum err_code read_events(struct store *s, struct donor *d, struct arena *mem, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT " EVENT_COLUMNS " FROM event WHERE kind NOT IN ('pin') ORDER BY seq");
	int room = (int)db_int(&s->db, db_stmt(&s->db, "SELECT count(*) FROM event"), 0, e);

	d->ev = arena_alloc(mem, (size_t)room * sizeof(*d->ev));
	while (db_row(&s->db, st, e)) {
		struct event *ev = &d->ev[d->n++];

		log_read_row(st, ev);
		ev->site = arena_strdup(mem, ev->site);
		ev->actor = arena_strdup(mem, ev->actor);
		ev->subject = arena_strdup(mem, ev->subject);
		ev->kind = arena_strdup(mem, ev->kind);
		ev->body = arena_strdup(mem, ev->body);
	}
	return e->code;
}

static enum err_code make_donor(struct bench *b, struct donor *d, struct err *e)
{
	const char *path = arena_printf(&b->mem, "%s.donor", b->path);
	struct store *s = NULL;

	desk_base_drop(b, path);
	if (store_create(path, "ЦН", NULL, &bench_actor, e) || store_open(path, &s, e))
		return e->code;
	for (int i = 0; !e->code && i < (b->smoke ? 20 : APPEALS); i++)
		(void)!live_through(s, i, e);
	if (!e->code)
		(void)!read_events(s, d, &b->mem, e);
	store_close(s);
	desk_base_drop(b, path);
	return e->code;
}

/* --- the raw statements --- */

/* A table with the rows of the merged base, to be put into the raw one. */
struct raw_table {
	const char *name, *read, *put; /* read: the row of a subject */
	sqlite3_stmt *from, *to;
};

enum { RAW_EVENT, RAW_APPEAL, RAW_QUESTION, RAW_TABLES };

struct raw {
	struct store *of, *s; /* the merged base; the raw one */
	struct raw_table t[RAW_TABLES];
};

/* The rows of one event, with the values of its columns in memory. */
struct raw_rows {
	sqlite3_value *value[RAW_TABLES][COLUMNS_MAX];
	int n[RAW_TABLES];
	const char *words; /* of a registration */
	int64_t id, num;
};

static enum err_code raw_open(struct raw *r, struct err *e)
{
	static const struct raw_table tables[RAW_TABLES] = {
		{ .name = "event", .read = "SELECT * FROM event WHERE site = ?1 AND seq = ?2",
		  .put = "INSERT INTO event VALUES(%s)" },
		{ .name = "appeal", .read = "SELECT * FROM appeal WHERE subject = ?1",
		  .put = "INSERT INTO appeal VALUES(%s) ON CONFLICT(subject) DO UPDATE SET rev = excluded.rev,"
			 " hlc = excluded.hlc, flags = excluded.flags" },
		{ .name = "question", .read = "SELECT * FROM question WHERE k = 1 AND appeal = (SELECT id FROM appeal WHERE"
			 " subject = ?1)",
		  .put = "INSERT INTO question VALUES(%s) ON CONFLICT(appeal, k) DO UPDATE SET service = excluded.service,"
			 " service_name = excluded.service_name, state = excluded.state, result = excluded.result,"
			 " answer = excluded.answer, done_by = excluded.done_by, outcome = excluded.outcome,"
			 " via = excluded.via, done_at = excluded.done_at, closed_at = excluded.closed_at,"
			 " confirmed_at = excluded.confirmed_at, next_try = excluded.next_try, due = excluded.due,"
			 " open = excluded.open" },
	};
	struct arena mem = { 0 };

	for (int t = 0; t < RAW_TABLES && !e->code; t++) {
		r->t[t] = tables[t];
		if (sqlite3_prepare_v2(r->of->db.h, tables[t].read, -1, &r->t[t].from, NULL) != SQLITE_OK)
			return db_fail(&r->of->db, e);
		const char *marks = "?";

		for (int i = 1; i < sqlite3_column_count(r->t[t].from); i++)
			marks = arena_printf(&mem, "%s,?", marks);
		char put[2048];

		snprintf(put, sizeof(put), "%.*s%s%s", (int)(strstr(tables[t].put, "%s") - tables[t].put), tables[t].put,
			 marks, strstr(tables[t].put, "%s") + 2);
		if (sqlite3_prepare_v2(r->s->db.h, put, -1, &r->t[t].to, NULL) != SQLITE_OK)
			return db_fail(&r->s->db, e);
	}
	arena_free(&mem);
	return e->code;
}

static void raw_close(struct raw *r)
{
	for (int t = 0; t < RAW_TABLES; t++) {
		sqlite3_finalize(r->t[t].from);
		sqlite3_finalize(r->t[t].to);
	}
}

static void take_row(struct raw *r, int t, const struct event *ev, struct raw_rows *out)
{
	sqlite3_stmt *st = r->t[t].from;

	sqlite3_reset(st);
	sqlite3_bind_text(st, 1, t == RAW_EVENT ? ev->site : ev->subject, -1, SQLITE_STATIC);
	if (t == RAW_EVENT)
		sqlite3_bind_int64(st, 2, ev->seq);
	if (sqlite3_step(st) != SQLITE_ROW)
		return;
	out->n[t] = sqlite3_column_count(st);
	for (int i = 0; i < out->n[t]; i++)
		out->value[t][i] = sqlite3_value_dup(sqlite3_column_value(st, i));
}

static enum err_code take_rows(struct raw *r, const struct event *ev, struct raw_rows *out, struct arena *mem,
			       struct err *e)
{
	struct appeal a;

	for (int t = 0; t < RAW_TABLES; t++)
		take_row(r, t, ev, out);
	if (strcmp(ev->kind, "registered") != 0 || !out->n[RAW_APPEAL])
		return ERR_OK;
	out->id = sqlite3_value_int64(out->value[RAW_APPEAL][0]);
	if (!appeal_read(r->of, out->id, mem, &a, e))
		return e->code;
	out->num = phone_number_of(a.phone);
	out->words = arena_printf(mem, "%s %s", search_words(mem, &a, &a.q[0]), search_tags(mem, &a, &a.q[0]));
	return ERR_OK;
}

static enum err_code put_search(struct raw *r, const struct raw_rows *x, struct err *e)
{
	struct db *db = &r->s->db;
	char digits[24];
	sqlite3_stmt *st = db_stmt(db, "INSERT INTO question_text(rowid, words) VALUES(?,?)");

	snprintf(digits, sizeof(digits), "%lld", (long long)x->num);
	db_bind(st, "is", x->id, x->words);
	if (db_run(db, st, e))
		return e->code;
	st = db_stmt(db, "INSERT INTO phone_of(id, num, name) VALUES(?,?,'Лук’яненко Ганна')");
	db_bind(st, "ii", x->id, x->num);
	if (db_run(db, st, e))
		return e->code;
	st = db_stmt(db, "INSERT INTO phone_gram(rowid, num) VALUES(?,?)");
	db_bind(st, "is", x->id, digits);
	enum err_code rc = db_run(db, st, e);

	for (int i = 0; !rc && i < 8; i++) { /* keys of tails have base 11 */
		st = db_stmt(db, "INSERT OR IGNORE INTO phone_tail(key, num) VALUES(?,?)");
		db_bind(st, "ii", (int64_t)strtoll(digits + i, NULL, 11) * (i + 1), x->num);
		rc = db_run(db, st, e);
	}
	return rc;
}

static enum err_code put_rows(struct raw *r, const struct raw_rows *x, int n, struct err *e)
{
	enum err_code rc = db_exec(&r->s->db, "BEGIN IMMEDIATE", e);

	for (int i = 0; i < n && !rc; i++) {
		for (int t = 0; t < RAW_TABLES && !rc; t++) {
			for (int c = 0; c < x[i].n[t]; c++)
				sqlite3_bind_value(r->t[t].to, c + 1, x[i].value[t][c]);
			rc = x[i].n[t] ? db_run(&r->s->db, r->t[t].to, e) : ERR_OK;
		}
		if (!rc && x[i].words)
			rc = put_search(r, &x[i], e);
	}
	return rc ? rc : db_exec(&r->s->db, "COMMIT", e);
}

static void free_rows(struct raw_rows *x, int n)
{
	for (int i = 0; i < n; i++)
		for (int t = 0; t < RAW_TABLES; t++)
			for (int c = 0; c < x[i].n[t]; c++)
				sqlite3_value_free(x[i].value[t][c]);
}

/* --- the row --- */

/* One slice by ours, then the same rows raw. The first one, with the site and its lists, is not like the others. */
static enum err_code one_slice(struct bench *b, struct raw *r, const struct event *ev, int n, struct findings *out,
			       struct err *e)
{
	struct raw_rows *x = arena_alloc(&b->mem, (size_t)n * sizeof(*x));
	struct merge_report did;
	double from = cpu_us();

	if (merge_events(r->of, ev, n, "1", &did, e))
		return e->code;
	times_add(&out->ours, cpu_us() - from);
	if (did.added != n)
		return err_set(e, ERR_FAILED, "%d of %d events were merged", did.added, n);
	for (int i = 0; i < n && !e->code; i++)
		(void)!take_rows(r, &ev[i], &x[i], &b->mem, e);
	from = cpu_us();
	if (!e->code && !put_rows(r, x, n, e))
		times_add(&out->raw, cpu_us() - from);
	free_rows(x, n);
	return e->code;
}

static double sum(const struct times *t)
{
	double us = 0;

	for (int i = 0; i < t->n; i++)
		us += t->us[i];
	return us;
}

enum err_code bench_merge(struct bench *b, const struct row *row, struct findings *out, struct err *e)
{
	const char *ours = arena_printf(&b->mem, "%s.merged", b->path), *plain = arena_printf(&b->mem, "%s.raw", b->path);
	struct donor d = { .n = 0 };
	struct raw r = { .of = NULL };

	(void)row;
	desk_base_drop(b, ours);
	desk_base_drop(b, plain);
	if (make_donor(b, &d, e) || store_create(ours, "ГЛ", NULL, &bench_actor, e) || store_open(ours, &r.of, e) ||
	    store_create(plain, "ГЛ", NULL, &bench_actor, e) || store_open(plain, &r.s, e) || raw_open(&r, e))
		return e->code;
	for (int i = 0; i < d.n && !e->code; i += MERGE_BATCH)
		(void)!one_slice(b, &r, d.ev + i, d.n - i < MERGE_BATCH ? d.n - i : MERGE_BATCH, out, e);
	raw_close(&r);
	store_close(r.of);
	store_close(r.s);
	desk_base_drop(b, ours);
	desk_base_drop(b, plain);
	if (e->code)
		return e->code;
	out->ratio = sum(&out->raw) / sum(&out->ours);
	out->note = arena_printf(&b->mem, "%d events, slices of %d: %.0f/s, raw %.0f/s", d.n, (int)MERGE_BATCH,
				 d.n * 1e6 / sum(&out->ours), d.n * 1e6 / sum(&out->raw));
	return ERR_OK;
}
