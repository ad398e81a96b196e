/* tests/bench/rows_phone.c - searching telephones: on every keystroke of numbers that are there, every pattern of
 * one to four digits, fragments of any length, the worst cases by name. Asked as the screen asks: a page of 50. */
#include "core/phone.h"
#include "data/store/caller.h"
#include "data/store/incidents.h"
#include "tests/bench/bench.h"
#include "tests/bench/raw.h"

enum { NUMBERS = 200, LONG = 3000, CARDS = 1000, DIGITS_MAX = 9, TRIES = 3 };

struct patterns {
	const char **v;
	int n, room;
	bool calls;
};

static void add(struct patterns *p, struct arena *mem, const char *digits)
{
	if (p->n == p->room) {
		const char **more = arena_alloc(mem, (size_t)(2 * p->room + 256) * sizeof(*more));

		if (p->n)
			memcpy(more, p->v, (size_t)p->n * sizeof(*more));
		p->v = more;
		p->room = 2 * p->room + 256;
	}
	p->v[p->n++] = digits;
}

static void add_keystrokes(struct bench *b, struct patterns *p)
{
	struct chance d = chance_of(101, 0);

	for (int i = 0; i < (b->smoke ? 5 : NUMBERS); i++) {
		/* As people type them: with the leading nought. */
		const char *number = arena_printf(&b->mem, "0%s", city_phone(b->city, chance_phone(&d, b->city), &b->mem));

		for (size_t len = 1; len <= DIGITS_MAX; len++)
			add(p, &b->mem, arena_strndup(&b->mem, number, len));
	}
}

static void add_every(struct bench *b, struct patterns *p)
{
	for (int len = 1, n = 10; len <= (b->smoke ? 2 : 4); len++, n *= 10)
		for (int i = 0; i < n; i++)
			add(p, &b->mem, arena_printf(&b->mem, "%0*d", len, i));
}

/* Parts of numbers that are there, one in five with a digit that makes it a rare or an unknown one. */
static void add_long(struct bench *b, struct patterns *p)
{
	struct chance d = chance_of(103, 0);

	for (int i = 0; i < (b->smoke ? 20 : LONG); i++) {
		char *all = arena_printf(&b->mem, "380%s", city_phone(b->city, chance_phone(&d, b->city), &b->mem));
		int len = 5 + chance_below(&d, DIGITS_MAX - 4), at = chance_below(&d, (int)strlen(all) - len + 1);
		char *part = arena_strndup(&b->mem, all + at, (size_t)len);

		if (chance_below(&d, 5) == 0)
			part[chance_below(&d, len)] = (char)('0' + chance_below(&d, 10));
		add(p, &b->mem, part);
	}
}

static void add_worst(struct bench *b, struct patterns *p)
{
	static const char *const worst[] = { "0", "067", "380", "38067", "80671", "0000", "1380", "44123", "555555555" };

	for (size_t i = 0; i < COUNT(worst); i++)
		add(p, &b->mem, worst[i]);
}

/* --- ours and raw --- */

static enum err_code ours(struct bench *b, int i, void *ctx, struct err *e)
{
	const struct patterns *p = ctx;
	struct arena mem = { 0 };
	const struct find_query q = { .text = arena_printf(&mem, "тел:%s", p->v[i]), .limit = RAW_PAGE };
	struct calls_list calls;
	struct found_list found;
	enum err_code rc = p->calls ? calls_find(b->s, &q, &bench_actor, &mem, &calls, e)
				    : find_questions(b->s, &q, &bench_actor, &mem, &found, e);

	arena_free(&mem);
	return rc;
}

static enum err_code raw(struct bench *b, int i, void *ctx, struct err *e)
{
	const struct patterns *p = ctx;

	(void)e;
	raw_phone(&b->s->db, p->calls, p->v[i]);
	return ERR_OK;
}

/* The slowest case, which the quantiles do not name. */
static const char *slowest(struct bench *b, const struct patterns *p, const struct findings *r)
{
	int worst = 0;

	for (int i = 0; i < r->ours.n; i++)
		if (r->ours.us[i] > r->ours.us[worst])
			worst = i;
	return arena_printf(&b->mem, "slowest: %s (raw %.0f)", p->v[worst], r->raw.us[worst]);
}

enum err_code bench_phones(struct bench *b, const struct row *row, struct findings *out, struct err *e)
{
	static const struct {
		const char *what;
		void (*add)(struct bench *b, struct patterns *p);
	} kinds[] = { { "keystroke", add_keystrokes }, { "every", add_every }, { "long", add_long },
		{ "worst", add_worst } };
	struct patterns p = { .calls = strncmp(row->arg, "calls", 5) == 0 };

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (strstr(row->arg, kinds[i].what))
			kinds[i].add(b, &p);
	const struct cases c = { .n = p.n, .tries = TRIES, .ours = ours, .raw = raw, .ctx = &p };
	enum err_code rc = run_cases(b, &c, out, e);

	if (!rc)
		out->note = slowest(b, &p, out);
	return rc;
}

/* --- the caller's card --- */

static enum err_code card(struct bench *b, int i, void *ctx, struct err *e)
{
	const struct patterns *p = ctx;
	struct arena mem = { 0 };
	const char *number = arena_printf(&mem, "+%s", p->v[i]), *address = "вул. Зелена, 4", *topic = "01.01";
	struct caller c;
	struct found_list same;
	struct incident_list near;
	enum err_code rc = caller_card(b->s, number, &mem, &c, e);

	if (!rc && c.npeople > 0)
		address = c.people[0].address;
	if (!rc)
		rc = caller_duplicates(b->s, number, address, topic, &mem, &same, e);
	if (!rc)
		rc = incident_near(b->s, address, topic, &mem, &near, e);
	arena_free(&mem);
	return rc;
}

static enum err_code raw_card(struct bench *b, int i, void *ctx, struct err *e)
{
	const struct patterns *p = ctx;

	(void)e;
	raw_caller(&b->s->db, strtoll(p->v[i], NULL, 10));
	return ERR_OK;
}

/* The commonest hundred numbers, then whoever calls. */
enum err_code bench_caller(struct bench *b, const struct row *row, struct findings *out, struct err *e)
{
	struct chance d = chance_of(107, 0);
	struct patterns p = { .n = 0 };

	(void)row;
	for (int i = 0; i < (b->smoke ? 20 : CARDS); i++) {
		int rank = i < 100 ? i : chance_phone(&d, b->city);

		add(&p, &b->mem, arena_printf(&b->mem, "380%s", city_phone(b->city, rank, &b->mem)));
	}
	const struct cases c = { .n = p.n, .tries = TRIES, .ours = card, .raw = raw_card, .ctx = &p };
	enum err_code rc = run_cases(b, &c, out, e);

	if (!rc)
		out->note = slowest(b, &p, out);
	return rc;
}
