/* tests/bench/data.c - makes the base that is measured, through the product's own bulk paths:
 *
 *     data BASE CALLS [APPEALS]
 *
 * Makes BASE when it is not there, adds what is missing to so many calls and (3/10 of them) appeals, in the order
 * of time, and merges the search segments as idle workstations would. May be killed and started again, and grown. */
#include <signal.h>
#include <unistd.h>

#include "data/store/calls.h"
#include "data/store/import.h"
#include "data/store/store_internal.h"
#include "tests/bench/city.h"

/* A step: pieces of it are single transactions, so that search segments have the size of bulk work. */
enum { STEP_CALLS = 50000, STEP_APPEALS = 15000, PIECE = 10000, MERGE_PAGES = 2000, MERGE_EVERY = 8 };

static const struct actor maker = { .login = "os:bench", .name = "Bench", .service = "", .os = true };

struct making {
	const char *path;
	int64_t calls, appeals; /* that are to be there */
	struct store *s;
	struct city *city;
};

static int64_t count(struct store *s, const char *sql, struct err *e)
{
	return db_int(&s->db, db_stmt(&s->db, sql), 0, e);
}

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static enum err_code add_calls(struct making *m, int64_t from, int64_t to, struct err *e)
{
	struct call *rows = calloc(PIECE, sizeof(*rows));
	enum err_code rc = ERR_OK;

	while (!rc && from < to) {
		struct arena mem = { 0 };
		struct calls_added did;
		int n = 0;

		for (; n < PIECE && from < to; from++)
			city_call(m->city, from, &mem, &rows[n++]);
		rc = calls_append(m->s, rows, n, CALLS_BATCH, &maker, &did, e);
		arena_free(&mem);
	}
	free(rows);
	return rc;
}

static enum err_code write_file(struct making *m, const char *path, int64_t from, int64_t to, struct err *e)
{
	FILE *f = fopen(path, "we");

	if (!f)
		return err_set(e, ERR_FAILED, "cannot write %s", path);
	fprintf(f, "%s\n", city_header());
	for (; from < to; from++) {
		struct arena mem = { 0 };

		fprintf(f, "%s\n", city_appeal(m->city, from, &mem));
		arena_free(&mem);
	}
	return fclose(f) ? err_set(e, ERR_FAILED, "cannot write %s", path) : ERR_OK;
}

static enum err_code add_appeals(struct making *m, int64_t from, int64_t to, struct err *e)
{
	struct arena mem = { 0 };
	const char *path = arena_printf(&mem, "%s.tsv", m->path);
	struct import_report did = { .added = 0 };
	const struct progress silent = { .step = NULL };
	enum err_code rc = from < to ? write_file(m, path, from, to, e) : ERR_OK;

	if (!rc && from < to)
		rc = import_appeals(m->s, &(struct import_file){ .path = path }, &silent, &maker, &mem, &did, e);
	if (!rc && did.rejected)
		rc = err_set(e, ERR_BUG, "%lld rows were rejected: %s", (long long)did.rejected, did.rejected_path);
	unlink(path);
	arena_free(&mem);
	return rc;
}

/* As search_idle(), in larger steps: nobody else works here. */
static enum err_code merge_all(struct store *s, struct err *e)
{
	static const char *const merges[] = {
		"INSERT INTO question_text(question_text, rank) VALUES('merge', ?)",
		"INSERT INTO phone_gram(phone_gram, rank) VALUES('merge', ?)",
		"INSERT INTO call_gram(call_gram, rank) VALUES('merge', ?)",
		"INSERT INTO call_text(call_text, rank) VALUES('merge', ?)",
	};

	for (size_t i = 0; i < COUNT(merges) && !e->code; i++) {
		int64_t before;

		do {
			before = sqlite3_total_changes64(s->db.h);
			if (db_begin(&s->db, e))
				return e->code;
			sqlite3_stmt *st = db_stmt(&s->db, merges[i]);

			db_bind(st, "d", (int)MERGE_PAGES);
			if (db_end(&s->db, db_run(&s->db, st, e), e))
				return e->code;
		} while (sqlite3_total_changes64(s->db.h) - before >= 2);
	}
	while (store_idle(s))
		;
	return e->code;
}

static int64_t least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static enum err_code grow(struct making *m, struct err *e)
{
	int64_t calls = count(m->s, "SELECT count(*) FROM call", e);
	/* Not those that somebody has registered here since. */
	int64_t appeals = count(m->s, "SELECT count(*) FROM appeal WHERE idem >= 'import:' AND idem < 'import;'", e);
	enum err_code rc = e->code;

	for (int step = 1; !rc && (calls < m->calls || appeals < m->appeals); step++) {
		double began = seconds();
		int64_t c = least(calls + STEP_CALLS, m->calls), a = least(appeals + STEP_APPEALS, m->appeals);

		db_bulk(&m->s->db, true);
		rc = add_calls(m, calls, c, e);
		double half = seconds();

		if (!rc)
			rc = add_appeals(m, appeals, a, e);
		printf("%lld calls %.0f/s, %lld appeals %.0f/s\n", (long long)c, (double)(c - calls) / (half - began),
		       (long long)a, (double)(a - appeals) / (seconds() - half));
		fflush(stdout);
		calls = calls < c ? c : calls;
		appeals = appeals < a ? a : appeals;
		if (!rc && step % MERGE_EVERY == 0)
			rc = merge_all(m->s, e);
	}
	return rc ? rc : merge_all(m->s, e);
}

int main(int argc, char **argv)
{
	struct making m = { .path = argc > 1 ? argv[1] : "" };
	struct err e = { 0 };
	enum err_code rc = ERR_OK;

	if (argc != 3 && argc != 4) {
		fprintf(stderr, "usage: data BASE CALLS [APPEALS]\n");
		return 2;
	}
	m.calls = strtoll(argv[2], NULL, 10);
	m.appeals = argc == 4 ? strtoll(argv[3], NULL, 10) : m.calls * 3 / 10;
	m.city = city_new();
	if (access(m.path, F_OK))
		rc = store_create(m.path, "ГЛ", NULL, &maker, &e);
	if (!rc)
		rc = store_open(m.path, &m.s, &e);
	if (!rc) /* it can be made again: nothing waits for the disk */
		rc = db_careless(&m.s->db, true, &e);
	if (!rc)
		rc = grow(&m, &e);
	if (rc)
		fprintf(stderr, "data: %s\n", e.msg);
	store_close(m.s);
	city_free(m.city);
	return rc != ERR_OK;
}
