/* tests/bench/rows_text.c - searching words: common and rare ones, on every keystroke, with filters, and what leaves
 * one row among all. Asked as the screen asks: a page of 50. And the first search of a process on a cold cache. */
#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/text.h"
#include "data/store/calls.h"
#include "tests/bench/bench.h"
#include "tests/bench/raw.h"

enum { QUERIES = 300, LETTERS = 8, TRIES = 3, PREFIX = 5, COLD = 20 };

/* A line as typed, and as a raw expression of FTS5 ("": none). */
struct line {
	const char *text, *match;
};

struct lines {
	struct line *v;
	int n, room;
};

static void add(struct lines *l, struct arena *mem, const char *text, const char *match)
{
	if (l->n == l->room) {
		struct line *more = arena_alloc(mem, (size_t)(2 * l->room + 256) * sizeof(*more));

		if (l->n)
			memcpy(more, l->v, (size_t)l->n * sizeof(*more));
		l->v = more;
		l->room = 2 * l->room + 256;
	}
	l->v[l->n++] = (struct line){ text, match };
}

static const char *letters(struct arena *mem, const char *word, int n)
{
	const char *end = word;
	uint32_t cp;

	while (n-- > 0 && *end)
		end += text_next(end, &cp);
	return arena_strndup(mem, word, (size_t)(end - word));
}

static int length(const char *word)
{
	uint32_t cp;
	int n = 0;

	for (; *word; n++)
		word += text_next(word, &cp);
	return n;
}

/* `before` is typed (it ends in a space, or is empty); now each letter of the last word. */
static void add_typing(struct lines *l, struct arena *mem, const char *before, const char *match, const char *word)
{
	for (int n = 1; n <= LETTERS && n <= length(word); n++)
		add(l, mem, arena_printf(mem, "%s%s", before, letters(mem, word, n)),
		    arena_printf(mem, "%s%s\"%s\" *", match, *match ? " AND " : "",
				 letters(mem, word, n < PREFIX ? n : PREFIX)));
}

/* Words by their shares, so common ones meet common ones and rare ones. */
static void add_words(struct bench *b, struct lines *l, int words)
{
	struct chance d = chance_of(211 + (uint64_t)words, 0);

	for (int i = 0; i < (b->smoke ? 5 : QUERIES); i++) {
		const char *before = "", *match = "";

		for (int k = 1; k < words; k++) {
			const char *w = city_word(b->city, chance_word(&d, b->city));

			before = arena_printf(&b->mem, "%s%s ", before, w);
			match = arena_printf(&b->mem, "%s%s\"%s\"", match, *match ? " AND " : "", w);
		}
		add_typing(l, &b->mem, before, match, city_word(b->city, chance_word(&d, b->city)));
	}
}

static void add_worst(struct bench *b, struct lines *l)
{
	static const struct line worst[] = {
		{ "на", "\"на\" *" }, { "на ", "\"на\"" }, { "п", "\"п\" *" }, { "вода газу", "\"вода\" AND \"газу\" *" },
		{ "на не у в", "\"на\" AND \"не\" AND \"у\" AND \"в\" *" },
		{ "вода газу " CITY_ONCE_WORD, "\"вода\" AND \"газу\" AND \"єдино\" *" },
		{ CITY_ONCE_WORD, "\"єдино\" *" }, { "каналіз", "\"канал\" *" }, { "на каналіз", "\"на\" AND \"канал\" *" },
		{ "щщщщщ", "\"щщщщщ\" *" },
	};

	for (size_t i = 0; i < COUNT(worst); i++)
		add(l, &b->mem, worst[i].text, worst[i].match);
}

static void add_filters(struct bench *b, struct lines *l)
{
	static const struct line filters[] = {
		{ "тема:01.01", "\"_t01_2e01\"" }, { "тема:14.03", "\"_t14_2e03\"" }, { "служба:VODA", "\"_svoda\"" },
		{ "канал:сайт", "\"_cweb\"" }, { "вул:Зелена", "\"зелена\"" }, { "вул:Зелена буд:4", "\"зелена\" AND \"_h4\"" },
		{ "аварійні", "\"_fa\"" }, { "стан:відкликано", "\"_ewithdrawn\"" }, { "стан:закрито", "" },
		{ "на-контролі", "" }, { "прострочені", "" }, { "від:01.01.2014 до:31.12.2014", "" }, { "від:01.03.2013 до:05.03.2013", "" },
		{ "тел:067", "" }, { "тел:0671", "" }, { "тел:06712345", "" }, { "№:12345", "" },
		{ "служба:VODA тема:01.01 канал:сайт", "\"_svoda\" AND \"_t01_2e01\" AND \"_cweb\"" },
	};
	struct chance d = chance_of(223, 0);

	for (size_t i = 0; i < COUNT(filters); i++) {
		const char *m = filters[i].match;

		add(l, &b->mem, filters[i].text, m);
		for (int k = 0; k < (b->smoke ? 1 : 12); k++) {
			const char *w = city_word(b->city, k < 4 ? k * 6 : chance_word(&d, b->city));

			add(l, &b->mem, arena_printf(&b->mem, "%s %s", filters[i].text, w),
			    *m ? arena_printf(&b->mem, "%s AND \"%s\" *", m, letters(&b->mem, w, PREFIX)) : "");
		}
	}
}

static void add_once(struct bench *b, struct lines *l)
{
	static const struct line once[] = {
		{ "вода " CITY_ONCE_WORD, "\"вода\" AND \"єдино\" *" },
		{ "стан:закрито " CITY_ONCE_WORD, "\"єдино\" *" },
		{ "від:01.01.2013 до:31.12.2013 " CITY_ONCE_WORD, "\"єдино\" *" },
		{ "канал:телефон " CITY_ONCE_WORD, "\"єдино\" *" },
	};

	for (size_t i = 0; i < COUNT(once); i++)
		add(l, &b->mem, once[i].text, once[i].match);
}

/* --- ours and raw --- */

static enum err_code find(struct store *s, const char *line, struct err *e)
{
	struct arena mem = { 0 };
	const struct find_query q = { .text = line, .limit = RAW_PAGE, .login = "op1" };
	struct found_list found;
	enum err_code rc = find_questions(s, &q, &bench_actor, &mem, &found, e);

	arena_free(&mem);
	return rc;
}

static enum err_code ours(struct bench *b, int i, void *ctx, struct err *e)
{
	const struct lines *l = ctx;

	return find(b->s, l->v[i].text, e);
}

static enum err_code raw(struct bench *b, int i, void *ctx, struct err *e)
{
	const struct lines *l = ctx;

	(void)e;
	if (*l->v[i].match)
		raw_match(&b->s->db, false, l->v[i].match);
	return ERR_OK;
}

static const char *slowest(struct bench *b, const struct lines *l, const struct findings *r)
{
	const char *note = "slowest:";

	for (int k = 0; k < 3; k++) {
		int worst = -1;

		for (int i = 0; i < r->ours.n; i++)
			if ((worst < 0 || r->ours.us[i] > r->ours.us[worst]) && !strstr(note, l->v[i].text))
				worst = i;
		if (worst >= 0)
			note = arena_printf(&b->mem, "%s «%s» %.0f (raw %.0f)", note, l->v[worst].text,
					    r->ours.us[worst], r->raw.us[worst]);
	}
	return note;
}

enum err_code bench_words(struct bench *b, const struct row *row, struct findings *out, struct err *e)
{
	struct lines l = { .n = 0 };

	if (strcmp(row->arg, "worst") == 0)
		add_worst(b, &l);
	else if (strcmp(row->arg, "filter") == 0)
		add_filters(b, &l);
	else if (strcmp(row->arg, "once") == 0)
		add_once(b, &l);
	else
		add_words(b, &l, *row->arg - '0');
	const struct cases c = { .n = l.n, .tries = TRIES, .ours = ours, .raw = raw, .ctx = &l };
	enum err_code rc = run_cases(b, &c, out, e);

	if (!rc)
		out->note = slowest(b, &l, out);
	return rc;
}

/* --- cold --- */

/* Only where the base is not open yet: closing a file drops the locks that SQLite has on it (fcntl(2)). */
static void forget_pages(const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	fdatasync(fd); /* what is not written yet cannot be forgotten */
	posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	close(fd);
}

/* Bytes that this process has asked the system for (proc(5)). */
static long long bytes_read(void)
{
	FILE *f = fopen("/proc/self/io", "re");
	long long n = 0;

	if (!f || fscanf(f, "rchar: %lld", &n) != 1)
		n = 0;
	if (f)
		fclose(f);
	return n;
}

/* What one cold search took: us and kB. */
static void tell(double from, long long had)
{
	printf("%.0f %lld\n", now_us() - from, (bytes_read() - had) / 1024);
}

/* The same rows by raw calls; the schema is read before, as store_open() does. */
static int cold_raw(const char *path, bool calls, const char *query)
{
	struct db db;
	struct err e = { 0 };

	if (db_open(&db, path, false, &e) || db_exec(&db, "SELECT count(*) FROM sqlite_schema", &e))
		return 1;
	long long had = bytes_read();
	double from = now_us();

	if (*query >= '0' && *query <= '9')
		raw_phone(&db, calls, query);
	else
		raw_match(&db, calls, query);
	tell(from, had);
	db_close(&db);
	return 0;
}

int cold_main(const char *path, const char *what, const char *query)
{
	struct arena mem = { 0 };
	struct store *s;
	struct err e = { 0 };
	const struct find_query q = { .text = query, .limit = RAW_PAGE };
	struct calls_list calls;
	struct found_list found;

	forget_pages(path);
	forget_pages(arena_printf(&mem, "%s-wal", path));
	if (strncmp(what, "raw ", strlen("raw ")) == 0)
		return cold_raw(path, strcmp(what, "raw calls") == 0, query);
	if (store_open(path, &s, &e))
		return 1;
	long long had = bytes_read();
	double from = now_us();
	enum err_code rc = strcmp(what, "calls") == 0 ? calls_find(s, &q, &bench_actor, &mem, &calls, &e)
						      : find_questions(s, &q, &bench_actor, &mem, &found, &e);

	tell(from, had);
	arena_free(&mem);
	store_close(s);
	return rc != ERR_OK;
}

struct cold {
	double us;
	long long kb;
};

static enum err_code search_cold(struct bench *b, const char *what, const char *query, struct cold *did,
				 struct err *e)
{
	struct arena mem = { 0 };
	const char *out = arena_printf(&mem, "%s.cold", b->path);
	const char *const argv[] = { b->self, b->path, "--cold", what, query, NULL };
	posix_spawn_file_actions_t files;
	pid_t pid;
	int status = 1;

	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_addopen(&files, 1, out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	int rc = posix_spawn(&pid, b->self, &files, NULL, (char *const *)(uintptr_t)argv, environ);

	posix_spawn_file_actions_destroy(&files);
	if (!rc)
		waitpid(pid, &status, 0);
	FILE *f = fopen(out, "re");

	if (rc || status || !f || fscanf(f, "%lf %lld", &did->us, &did->kb) != 2)
		err_set(e, ERR_FAILED, "the cold search of «%s» failed", query);
	if (f)
		fclose(f);
	unlink(out);
	arena_free(&mem);
	return e->code;
}

struct cold_query {
	const char *what, *query; /* as cold_main() takes them */
	const char *raw, *plain;  /* the same by raw calls */
};

static void cold_queries(struct bench *b, struct chance *d, struct cold_query out[4])
{
	const char *number = city_phone(b->city, chance_phone(d, b->city), &b->mem);
	const char *one = city_word(b->city, chance_word(d, b->city));
	const char *two = city_word(b->city, chance_word(d, b->city));
	static const int digits[] = { 3, 5, 9 };

	for (int k = 0; k < 3; k++)
		out[k] = (struct cold_query){
			.what = "calls", .query = arena_printf(&b->mem, "тел:%.*s", digits[k], number),
			.raw = "raw calls", .plain = arena_printf(&b->mem, "%.*s", digits[k], number) };
	out[3] = (struct cold_query){
		.what = "appeals", .query = arena_printf(&b->mem, "%s %s", one, two), .raw = "raw appeals",
		.plain = arena_printf(&b->mem, "\"%s\" AND \"%s\" *", one, letters(&b->mem, two, PREFIX)) };
}

/* Each is the first every other time: what the first has read a disk further down (of a host, a controller) has too. */
static enum err_code both_cold(struct bench *b, const struct cold_query *q, bool raw_first, struct cold *did,
			       struct cold *raw, struct err *e)
{
	if (raw_first && search_cold(b, q->raw, q->plain, raw, e))
		return e->code;
	if (search_cold(b, q->what, q->query, did, e) || raw_first)
		return e->code;
	return search_cold(b, q->raw, q->plain, raw, e);
}

enum err_code bench_cold(struct bench *b, const struct row *row, struct findings *out, struct err *e)
{
	struct chance d = chance_of(227, 0);
	struct times ours = { .n = 0 }, plain = { .n = 0 };

	(void)row;
	for (int i = 0; !e->code && i < (b->smoke ? 2 : COLD); i++) {
		struct cold_query q[4];

		cold_queries(b, &d, q);
		for (size_t k = 0; k < COUNT(q); k++) {
			struct cold did = { 0 }, raw = { 0 };

			if (both_cold(b, &q[k], i % 2, &did, &raw, e))
				break;
			times_add(&out->ours, did.us);
			times_add(&out->raw, raw.us);
			times_add(&ours, (double)did.kb);
			times_add(&plain, (double)raw.kb);
		}
	}
	out->note = arena_printf(&b->mem, "raw p99 %.0f, max %.0f; kB read p50 %.0f, raw %.0f; p99 %.0f, raw %.0f",
				 times_at(&out->raw, .99), times_at(&out->raw, 1), times_at(&ours, .5),
				 times_at(&plain, .5), times_at(&ours, .99), times_at(&plain, .99));
	times_free(&ours);
	times_free(&plain);
	return e->code;
}
