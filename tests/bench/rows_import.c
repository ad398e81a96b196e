/* tests/bench/rows_import.c - a year of appeals and a file of calls into bases of their own, from the file to the disk,
 * beside a copy of the same rows by prepared statements. Times are those of the wall: an import reads in one thread and
 * writes in another, so that on two processors it takes less than it computes; the note has what it computes. */
#include <sys/resource.h>
#include <unistd.h>

#include "data/store/import_calls.h"
#include "data/store/search_index.h"
#include "tests/bench/desk.h"

enum { YEAR_APPEALS = 131673, CALLS = 500000, COPY_ROWS = 4000 };

#define TIMES(b, many, few) ((b)->smoke ? (few) : (many))

/* Of all threads, seconds. */
static double cpu_all(void)
{
	struct rusage r;

	getrusage(RUSAGE_SELF, &r);
	return (double)(r.ru_utime.tv_sec + r.ru_stime.tv_sec) +
	       (double)(r.ru_utime.tv_usec + r.ru_stime.tv_usec) / 1e6;
}

static enum err_code new_base(struct bench *b, const char *path, struct store **s, struct err *e)
{
	desk_base_drop(b, path);
	return store_create(path, "ГЛ", NULL, &bench_actor, e) ? e->code : store_open(path, s, e);
}

/* --- the raw copy --- */

/* One table, row by row, as its statements would be without a program around them. */
static const struct copied {
	const char *table, *key;
} copied[] = { { "event", "id" }, { "appeal", "id" }, { "question", "id" }, { "phone_of", "id" } };

struct copy {
	struct store *s;  /* of the new base, the other one attached as `whole` */
	struct store *from;
	struct arena mem;
	sqlite3_stmt *in[COUNT(copied)], *out[COUNT(copied)];
	struct times took;
};

static enum err_code open_copy(struct copy *c, const char *whole, struct err *e)
{
	if (db_exec(&c->s->db, arena_printf(&c->mem, "ATTACH '%s' AS whole; DELETE FROM event", whole), e))
		return e->code;
	for (size_t i = 0; i < COUNT(copied); i++) {
		const char *t = copied[i].table, *marks = "?";
		const char *select = arena_printf(&c->mem, "SELECT * FROM whole.%s ORDER BY %s", t, copied[i].key);

		if (sqlite3_prepare_v2(c->s->db.h, select, -1, &c->in[i], NULL) != SQLITE_OK)
			return db_fail(&c->s->db, e);
		for (int n = sqlite3_column_count(c->in[i]); n > 1; n--)
			marks = arena_printf(&c->mem, "%s,?", marks);
		const char *insert = arena_printf(&c->mem, "INSERT INTO main.%s VALUES(%s)", t, marks);

		if (sqlite3_prepare_v2(c->s->db.h, insert, -1, &c->out[i], NULL) != SQLITE_OK)
			return db_fail(&c->s->db, e);
	}
	return ERR_OK;
}

static enum err_code copy_rows(struct copy *c, size_t table, struct err *e)
{
	sqlite3_stmt *in = c->in[table], *out = c->out[table];

	for (int i = 0; i < COPY_ROWS && !e->code && db_row(&c->s->db, in, e); i++) {
		for (int k = 0; k < sqlite3_column_count(in); k++)
			sqlite3_bind_value(out, k + 1, sqlite3_column_value(in, k));
		if (db_run(&c->s->db, out, e))
			return e->code;
	}
	return e->code;
}

/* What the index is given for COPY_ROWS questions, made before the clock starts. */
struct entries {
	int n;
	int64_t id[COPY_ROWS];
	const char *words[COPY_ROWS];
	int64_t num[COPY_ROWS];
};

static void read_entries(struct copy *c, int64_t *after, struct arena *mem, struct entries *w, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&c->from->db, "SELECT id, appeal, k FROM question WHERE id > ? ORDER BY id LIMIT ?");

	w->n = 0;
	db_bind(st, "id", *after, (int)COPY_ROWS);
	while (db_row(&c->from->db, st, e)) {
		struct appeal a;

		if (!appeal_read(c->from, sqlite3_column_int64(st, 1), mem, &a, e))
			break;
		*after = w->id[w->n] = sqlite3_column_int64(st, 0);
		w->words[w->n] = search_entry(mem, &a, appeal_question(&a, sqlite3_column_int64(st, 2)));
		w->num[w->n++] = phone_number_of(a.phone);
	}
	sqlite3_reset(st);
}

static enum err_code write_entries(struct copy *c, const struct entries *w, struct err *e)
{
	struct db *db = &c->s->db;
	char digits[24];

	for (int i = 0; i < w->n; i++) {
		sqlite3_stmt *st = db_stmt(db, "INSERT INTO question_text(rowid, words) VALUES(?,?)");

		db_bind(st, "is", w->id[i], w->words[i]);
		if (db_run(db, st, e))
			return e->code;
		if (!w->num[i])
			continue;
		snprintf(digits, sizeof(digits), "%lld", (long long)w->num[i]);
		st = db_stmt(db, "INSERT INTO phone_gram(rowid, num) VALUES(?,?)");
		db_bind(st, "is", w->id[i], digits);
		if (db_run(db, st, e))
			return e->code;
	}
	return ERR_OK;
}

static enum err_code copy_some(struct copy *c, const struct entries *w, struct err *e)
{
	double from = now_us();
	enum err_code rc = db_begin(&c->s->db, e);

	if (rc)
		return rc;
	for (size_t i = 0; i < COUNT(copied) && !rc; i++)
		rc = copy_rows(c, i, e);
	if (!rc)
		rc = write_entries(c, w, e);
	rc = db_end(&c->s->db, rc, e);
	times_add(&c->took, now_us() - from);
	return rc;
}

/* Microseconds of all rows of the base at `whole`, without the tails of telephones. */
static double copy_base(struct bench *b, const char *whole, struct err *e)
{
	const char *path = arena_printf(&b->mem, "%s.raw", b->path);
	struct copy c = { .took = { .n = 0 } };
	struct entries *w = malloc(sizeof(*w));
	int64_t after = INT64_MIN;
	double sum = 0;

	if (!w || new_base(b, path, &c.s, e) || store_open(whole, &c.from, e) || open_copy(&c, whole, e))
		return 0;
	db_bulk(&c.s->db, true);
	do {
		struct arena mem = { 0 };

		read_entries(&c, &after, &mem, w, e);
		if (!e->code && w->n)
			copy_some(&c, w, e);
		arena_free(&mem);
	} while (!e->code && w->n);
	for (int i = 0; i < c.took.n; i++)
		sum += c.took.us[i];
	for (size_t i = 0; i < COUNT(copied); i++) {
		sqlite3_finalize(c.in[i]);
		sqlite3_finalize(c.out[i]);
	}
	times_free(&c.took);
	free(w);
	arena_free(&c.mem);
	store_close(c.from);
	store_close(c.s);
	desk_base_drop(b, path);
	return sum;
}

/* --- appeals --- */

static enum err_code write_year(struct bench *b, const char *file, int n, struct err *e)
{
	FILE *f = fopen(file, "we");

	if (!f)
		return err_set(e, ERR_FAILED, "cannot write %s", file);
	fprintf(f, "%s\n", city_header());
	for (int i = 0; i < n; i++) {
		struct arena mem = { 0 };

		fprintf(f, "%s\n", city_appeal(b->city, i, &mem));
		arena_free(&mem);
	}
	return fclose(f) ? err_set(e, ERR_FAILED, "cannot write %s", file) : ERR_OK;
}

enum err_code bench_import_appeals(struct bench *b, const struct row *row, struct findings *out, struct err *e)
{
	const char *path = arena_printf(&b->mem, "%s.year", b->path), *file = arena_printf(&b->mem, "%s.tsv", path);
	const struct progress silent = { .step = NULL };
	struct import_report did = { .added = 0 };
	struct store *s = NULL;
	int n = TIMES(b, YEAR_APPEALS, 500);

	(void)row;
	if (write_year(b, file, n, e) || new_base(b, path, &s, e))
		return e->code;
	double from = now_us(), cpu = cpu_all();

	if (!import_appeals(s, &(struct import_file){ .path = file }, &silent, &bench_actor, &b->mem, &did, e))
		times_add(&out->ours, now_us() - from);
	cpu = cpu_all() - cpu;
	store_close(s);
	unlink(file);
	if (!e->code)
		times_add(&out->raw, copy_base(b, path, e));
	out->failed = did.added != n;
	out->note = arena_printf(&b->mem, "%d rows; CPU of both threads %.1f s", (int)did.added, cpu);
	desk_base_drop(b, path);
	return e->code;
}

/* --- calls --- */

/* A queue_log of Asterisk: three lines for a call that was answered, two for one that was lost. */
static void write_call(FILE *f, int64_t i, const struct call *c)
{
	long long at = c->at / 1000, end = at + c->wait_s + c->talk_s;
	const char *raw = *c->raw ? c->raw : "anonymous";

	fprintf(f, "%lld|%lld.%lld|hotline|NONE|ENTERQUEUE||%s|1\n", at, at, (long long)i, raw);
	if (c->outcome != CALLED_ANSWERED) {
		fprintf(f, "%lld|%lld.%lld|hotline|NONE|ABANDON|1|1|%lld\n", at, at, (long long)i, (long long)c->wait_s);
		return;
	}
	fprintf(f, "%lld|%lld.%lld|hotline|Local/101@agents|CONNECT|%lld|9|3\n", at, at, (long long)i, (long long)c->wait_s);
	fprintf(f, "%lld|%lld.%lld|hotline|Local/101@agents|COMPLETECALLER|%lld|%lld|1\n", end, at, (long long)i,
		(long long)c->wait_s, (long long)c->talk_s);
}

static enum err_code write_log(struct bench *b, const char *file, int n, struct err *e)
{
	FILE *f = fopen(file, "we");

	if (!f)
		return err_set(e, ERR_FAILED, "cannot write %s", file);
	for (int i = 0; i < n; i++) {
		struct arena mem = { 0 };
		struct call c;

		city_call(b->city, i, &mem, &c);
		write_call(f, i, &c);
		arena_free(&mem);
	}
	return fclose(f) ? err_set(e, ERR_FAILED, "cannot write %s", file) : ERR_OK;
}

/* A log of an exchange; the time is that of one call. */
enum err_code bench_import_calls(struct bench *b, const struct row *row, struct findings *out, struct err *e)
{
	const char *path = arena_printf(&b->mem, "%s.calls", b->path), *file = arena_printf(&b->mem, "%s.queue", path);
	const struct progress silent = { .step = NULL };
	struct import_report did = { .added = 0 };
	struct store *s = NULL;
	int n = TIMES(b, CALLS, 2000), waiting = 0;
	const struct calls_wanted wanted = { .path = file, .waiting = &waiting };

	(void)row;
	if (write_log(b, file, n, e) || new_base(b, path, &s, e))
		return e->code;
	double from = now_us(), cpu = cpu_all();

	if (!import_calls(s, &wanted, &silent, &bench_actor, &b->mem, &did, e))
		times_add(&out->ours, (now_us() - from) / n);
	out->failed = did.added + waiting != n;
	out->note = arena_printf(&b->mem, "%d calls, CPU %.0f us each", (int)did.added, (cpu_all() - cpu) * 1e6 / n);
	store_close(s);
	unlink(file);
	desk_base_drop(b, path);
	return e->code;
}
