/* tests/unit/search_base.h - a private base with made-up rows, for the tests of searching. Rows are saved as the
 * store saves them, with any fields the test likes. Nothing of it is for the program. */
#ifndef TESTS_SEARCH_BASE_H
#define TESTS_SEARCH_BASE_H

#include <unistd.h>

enum { BASE_ROWS_MAX = 2500 };

/* 07.11.2026 10:30 in Kyiv. */
#define BASE_NOW "2026-11-07 10:30"

struct sample {
	struct appeal a;
	struct question q;
	int64_t id;
};

struct base {
	struct store *s;
	struct arena mem;
	char dir[32], path[64];
	uint64_t seed;
	struct sample rows[BASE_ROWS_MAX]; /* as they stand in the base, oldest first */
	int n;
};

static const struct actor base_owner = { .login = "os:test", .name = "Тест", .service = "", .os = true };

static inline int base_environment(void **state)
{
	(void)state;
	return setenv("PULT_TEST_NOW", BASE_NOW, 1);
}

static inline uint64_t base_roll(struct base *b, uint64_t n)
{
	b->seed = b->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (b->seed >> 33) % n;
}

static inline struct base *base_new(void **state)
{
	struct base *b = calloc(1, sizeof(*b));
	struct err e = { 0 };

	*state = b;
	b->seed = 1580;
	snprintf(b->dir, sizeof(b->dir), "/tmp/pult-t-XXXXXX");
	assert_non_null(mkdtemp(b->dir));
	snprintf(b->path, sizeof(b->path), "%s/base.db", b->dir);
	if (store_create(b->path, "ГЛ", NULL, &base_owner, &e) || store_open(b->path, &b->s, &e))
		fail_msg("%s", e.msg);
	return b;
}

static inline int base_drop(void **state)
{
	static const char *const suffixes[] = { "", "-wal", "-shm", ".key", ".bell" };
	struct base *b = *state;
	char path[80];

	store_close(b->s);
	for (size_t i = 0; i < COUNT(suffixes); i++) {
		snprintf(path, sizeof(path), "%s%s", b->path, suffixes[i]);
		unlink(path);
	}
	int rc = rmdir(b->dir);

	arena_free(&b->mem);
	free(b);
	return rc;
}

static inline struct sample sample_init(void)
{
	struct sample d;

	appeal_init(&d.a);
	question_init(&d.q);
	d.a.site = "ГЛ";
	d.a.kind = "application";
	d.a.channel = "phone";
	d.a.applicant = "individual";
	d.a.operator = "olena";
	d.q.k = 1;
	d.q.state = "registered";
	d.q.priority = "N";
	d.q.text = "питання";
	d.q.repeat = 1;
	d.id = 0;
	return d;
}

/* Adds a copy of *d; fills what is empty: number, subject, key, time of registration (a minute apart). */
static inline void base_add(struct base *b, struct sample *d)
{
	struct sample *row = &b->rows[b->n];
	struct err e = { 0 };
	bool own = !b->s->db.in_tx;
	int i = ++b->n;

	*row = *d;
	row->id = 0;
	row->a.year = 2026;
	if (!row->a.n)
		row->a.n = i;
	row->a.number = arena_printf(&b->mem, "ГЛ-%d/26", (int)row->a.n);
	row->a.ascii = arena_printf(&b->mem, "HL-%d-26", (int)row->a.n);
	row->a.subject = arena_printf(&b->mem, "ГЛ.%d", i);
	row->a.idem = row->a.subject;
	int64_t now_s = b->s->clock->now_ms(b->s->clock->ctx) / 1000;

	if (!row->a.registered)
		row->a.registered = (now_s + (i - BASE_ROWS_MAX) * 60) * 1000;
	row->a.q = &row->q;
	row->a.nq = 1;
	enum err_code rc = own ? db_begin(&b->s->db, &e) : ERR_OK;

	if (!rc)
		rc = appeal_save(b->s, NULL, &row->a, &row->id, &e);
	if (own && b->s->db.in_tx)
		rc = db_end(&b->s->db, rc, &e);
	if (rc)
		fail_msg("%s", e.msg);
	d->id = row->id;
}

static inline void base_text(struct base *b, const char *text)
{
	struct sample d = sample_init();

	d.q.text = text;
	base_add(b, &d);
}

/* Row i becomes *d, as after a move or a correction. */
static inline void base_change(struct base *b, int i, const struct sample *d)
{
	struct sample now = *d;
	struct err e = { 0 };
	enum err_code rc = db_begin(&b->s->db, &e);

	now.a.q = &now.q;
	if (!rc)
		rc = db_end(&b->s->db, appeal_save(b->s, &b->rows[i].a, &now.a, &now.id, &e), &e);
	if (rc)
		fail_msg("%s", e.msg);
	b->rows[i] = now;
	b->rows[i].a.q = &b->rows[i].q;
}

static inline struct found_list base_find(struct base *b, const struct find_query *q)
{
	struct found_list l = { 0 };
	struct err e = { 0 };

	if (find_questions(b->s, q, &base_owner, &b->mem, &l, &e))
		fail_msg("«%s»: %s", q->text, e.msg);
	return l;
}

/* The line finds exactly these rows, named by their place from 1: "3 1". */
static inline void base_expect(struct base *b, const char *line, const char *places)
{
	struct find_query q = { .text = line, .login = "olena" };
	struct found_list l = base_find(b, &q);
	const char *got = "";

	for (int i = 0; i < l.n; i++)
		for (int k = 0; k < b->n; k++)
			if (b->rows[k].id == l.rows[i].id)
				got = arena_printf(&b->mem, "%s%s%d", got, *got ? " " : "", k + 1);
	if (strcmp(got, places) != 0)
		fail_msg("«%s» finds %s, not %s", line, got, places);
}

#endif
