/* tests/bench/bench.c - `make bench`: runs the rows of the table on a base made by tests/bench/data.c, prints them
 * and writes them to a file.
 *
 *     bench BASE RESULTS [--smoke] [WORD...]
 *
 * WORD: only rows with it in the name. Times are those of the wall clock unless the row says otherwise. */
#include <unistd.h>

#include "tests/bench/bench.h"

const struct actor bench_actor = { .login = "os:bench", .name = "Bench", .service = "", .os = true };

static const struct row rows[] = {
	{ "phone calls keystroke", { .p99 = 2, .max = 5, .ratio = 1.5 }, bench_phones, "calls keystroke" },
	{ "phone calls every 1-4", { .p99 = 2, .max = 5, .ratio = 1.5 }, bench_phones, "calls every" },
	{ "phone calls 5-9", { .p99 = 2, .max = 5, .ratio = 1.5 }, bench_phones, "calls long" },
	{ "phone calls worst", { .max = 5 }, bench_phones, "calls worst" },
	{ "phone appeals keystroke", { .p99 = 2, .max = 5, .ratio = 1.5 }, bench_phones, "appeals keystroke" },
	{ "phone appeals every 1-4", { .p99 = 2, .max = 5, .ratio = 1.5 }, bench_phones, "appeals every" },
	{ "phone appeals 5-9", { .p99 = 2, .max = 5, .ratio = 1.5 }, bench_phones, "appeals long" },
	{ "phone appeals worst", { .max = 5 }, bench_phones, "appeals worst" },
	{ "text 1 word", { .p99 = 5, .max = 10 }, bench_words, "1" },
	{ "text 2 words keystroke", { .p99 = 5, .max = 10 }, bench_words, "2" },
	{ "text 3 words keystroke", { .p99 = 20 }, bench_words, "3" },
	{ "text worst", { .max = 10 }, bench_words, "worst" },
	{ "text with a filter", { .p99 = 30 }, bench_words, "filter" },
	{ "filter that leaves one row", { .p99 = 30 }, bench_words, "once" },
	{ "caller's card", { .p99 = 5 }, bench_caller, NULL },
	{ "cold first search", { .p50 = 20, .p99 = 40 }, bench_cold, NULL },
	{ "register", { .ratio = 1.3 }, bench_register, NULL },
	{ "100 operators, full speed", { .at_least = 0.6 }, bench_operators, "full" },
	{ "100 operators, 1/s, readers", { .p99 = 25, .max = 100 }, bench_operators, "paced" },
	{ "100 operators, 5 ms fsync", { .at_least = 4 }, bench_slow_disk, NULL },
	{ "import a year of appeals, wall", { .p50 = 20000 }, bench_import_appeals, NULL },
	{ "import a call, wall", { .p50 = 0.05 }, bench_import_calls, NULL },
	{ "sync: merging, CPU of a turn", { .p50 = 10, .at_least = 0.85 }, bench_merge, NULL },
	{ "start to first screen", { .p50 = 30 }, bench_start, NULL },
	{ "memory after login, kB", { .p50 = 0 }, bench_memory, NULL },
	{ "key: a step of the selection", { .p99 = 8, .max = 16 }, bench_keys, "down" },
	{ "key: a digit of a search", { .p99 = 8, .max = 16 }, bench_keys, "search" },
	{ "key: how many a search finds", { .p99 = 0 }, bench_keys, "count" },
	{ "key: a letter of a form", { .p99 = 8, .max = 16 }, bench_keys, "letters" },
	{ "another's change visible", { .max = 100 }, bench_others, NULL },
	{ "idle, CPU us a second", { .max = 5 }, bench_idle, NULL },
	{ "receipt PDF, CPU", { .p50 = 30 }, bench_receipt, NULL },
	{ "kill -9", { .max = 0 }, bench_kill, NULL },
};

/* --- times --- */

double now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

void times_add(struct times *t, double us)
{
	if (t->n == t->room) {
		t->room = 2 * t->room + 64;
		t->us = realloc(t->us, (size_t)t->room * sizeof(*t->us));
		if (!t->us)
			abort();
	}
	t->us[t->n++] = us;
}

void times_free(struct times *t)
{
	free(t->us);
	*t = (struct times){ .n = 0 };
}

static int by_size(const void *x, const void *y)
{
	double a, b;

	memcpy(&a, x, sizeof(a));
	memcpy(&b, y, sizeof(b));
	return (a > b) - (a < b);
}

double times_at(struct times *t, double share)
{
	int i = (int)(share * t->n);

	if (t->n == 0)
		return 0;
	qsort(t->us, (size_t)t->n, sizeof(*t->us), by_size);
	return t->us[i < t->n ? i : t->n - 1];
}

/* Of this thread: what others do on the machine is left out. Warm searches never wait, so on a quiet machine it is
 * the time of the wall. */
double cpu_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static enum err_code best_of(struct bench *b, int i, const struct cases *c, bool raw, double *us, struct err *e)
{
	double from = cpu_us();
	enum err_code rc = (raw ? c->raw : c->ours)(b, i, c->ctx, e);
	double took = cpu_us() - from;

	if (!*us || took < *us)
		*us = took;
	return rc;
}

enum err_code run_cases(struct bench *b, const struct cases *c, struct findings *out, struct err *e)
{
	for (int i = 0; i < c->n; i++) {
		double ours = 0, raw = 0;

		for (int k = 0; k < c->tries; k++)
			if (best_of(b, i, c, false, &ours, e) || (c->raw && best_of(b, i, c, true, &raw, e)))
				return e->code;
		times_add(&out->ours, ours);
		if (c->raw)
			times_add(&out->raw, raw);
	}
	return ERR_OK;
}

/* --- the table --- */

static void print_budget(const struct budget *g, char *out, size_t size)
{
	const struct {
		const char *name;
		double value;
		const char *unit;
	} parts[] = { { "p50 ", g->p50, " ms" }, { "p99 ", g->p99, " ms" }, { "max ", g->max, " ms" },
		{ "", g->ratio, "x" }, { "at least ", g->at_least, "x" } };
	size_t at = 0;

	*out = '\0';
	for (size_t i = 0; i < COUNT(parts); i++)
		if (parts[i].value > 0)
			at += (size_t)snprintf(out + at, size - at, "%s%s%g%s", at ? ", " : "", parts[i].name,
					       parts[i].value, parts[i].unit);
}

static bool within(double value, double limit)
{
	return limit <= 0 || value <= limit;
}

static bool is_met(const struct budget *g, struct findings *r)
{
	return !r->failed && within(times_at(&r->ours, .5), g->p50 * 1000) &&
	       within(times_at(&r->ours, .99), g->p99 * 1000) && within(times_at(&r->ours, 1), g->max * 1000) &&
	       within(r->ratio, g->ratio) && r->ratio >= g->at_least;
}

static void report(const struct bench *b, const struct row *row, struct findings *r, FILE *to)
{
	double raw = times_at(&r->raw, .5);
	char budget[80];

	print_budget(&row->budget, budget, sizeof(budget));
	if (r->ratio <= 0 && raw > 0)
		r->ratio = times_at(&r->ours, .5) / raw;
	const char *verdict = b->smoke ? "-" : is_met(&row->budget, r) ? "yes" : "NO";

	printf("%-28s %6d %9.0f %9.0f %9.0f %9.0f %6.2f  %-26s %s%s%s\n", row->name, r->ours.n, times_at(&r->ours, .5),
	       times_at(&r->ours, .99), times_at(&r->ours, 1), raw, r->ratio, budget, verdict, r->note ? "  " : "",
	       r->note ? r->note : "");
	fflush(stdout);
	fprintf(to, "%s\t%d\t%.0f\t%.0f\t%.0f\t%.0f\t%.2f\t%s\t%s\n", row->name, r->ours.n, times_at(&r->ours, .5),
		times_at(&r->ours, .99), times_at(&r->ours, 1), raw, r->ratio, budget, verdict);
}

static bool is_chosen(const struct row *row, char **words, int n)
{
	for (int i = 0; i < n; i++)
		if (strstr(row->name, words[i]))
			return true;
	return n == 0;
}

static enum err_code run_rows(struct bench *b, char **words, int n, FILE *to, struct err *e)
{
	printf("%lld calls, %lld appeals; microseconds\n%-28s %6s %9s %9s %9s %9s %6s  %-26s %s\n", (long long)b->calls,
	       (long long)b->appeals, "row", "n", "p50", "p99", "max", "raw p50", "ratio", "budget", "ok");
	fprintf(to, "name\tn\tp50_us\tp99_us\tmax_us\traw_p50_us\tratio\tbudget\tok\n");
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct findings r = { .note = NULL };

		if (!is_chosen(&rows[i], words, n))
			continue;
		if (rows[i].run(b, &rows[i], &r, e))
			return err_set(e, e->code, "%s: %s", rows[i].name, e->msg);
		report(b, &rows[i], &r, to);
		times_free(&r.ours);
		times_free(&r.raw);
	}
	return ERR_OK;
}

static enum err_code run(struct bench *b, const char *results, char **words, int n, struct err *e)
{
	FILE *to = fopen(results, "we");

	if (!to)
		return err_set(e, ERR_FAILED, "cannot write %s", results);
	b->city = city_new();
	enum err_code rc = store_open(b->path, &b->s, e);

	if (!rc) {
		b->calls = db_int(&b->s->db, db_stmt(&b->s->db, "SELECT count(*) FROM call"), 0, e);
		b->appeals = db_int(&b->s->db, db_stmt(&b->s->db, "SELECT count(*) FROM appeal"), 0, e);
		rc = run_rows(b, words, n, to, e);
	}
	store_close(b->s);
	city_free(b->city);
	arena_free(&b->mem);
	fclose(to);
	return rc;
}

int main(int argc, char **argv)
{
	struct bench b = { .path = argc > 1 ? argv[1] : "", .self = argv[0] };
	struct err e = { 0 };
	int at = 3;

	if (argc == 5 && strcmp(argv[2], "--cold") == 0)
		return cold_main(b.path, argv[3], argv[4]);
	if (argc == 3 && strcmp(argv[2], "--slow") == 0)
		return slow_main(b.path);
	if (argc < 3) {
		fprintf(stderr, "usage: bench BASE RESULTS [--smoke] [WORD...]\n");
		return 2;
	}
	if (argc > 3 && strcmp(argv[3], "--smoke") == 0) {
		b.smoke = true;
		at++;
	}
	if (run(&b, argv[2], argv + at, argc - at, &e)) {
		fprintf(stderr, "bench: %s\n", e.msg);
		return 1;
	}
	return 0;
}
