/* data/store/ids.c - see ids.h. */
#include "data/store/ids.h"

#include "core/i18n.h"

/* Rows that are stepped over before a scan starts anew at the bound: opening an expression in FTS5 costs
 * as much as some hundred steps. */
enum { STEPS_BEFORE_JUMP = 200 };

int64_t ids_below(struct ids *s, int64_t x)
{
	if (s->ended || (s->head && s->head < x))
		return s->ended ? 0 : s->head;
	s->head = s->below(s, x);
	s->ended = s->head == 0;
	return s->head;
}

sqlite3_stmt *search_stmt(struct search *on, const char *sql)
{
	struct search_open o = { .sql = sql };

	if (on->nopen == SEARCH_OPEN_MAX) {
		err_set(on->e, ERR_INVALID, "%s", _("The query is too long: leave some conditions out."));
		return NULL;
	}
	for (int i = 0; i < on->nopen; i++)
		o.own = o.own || on->open[i].sql == sql;
	if (!o.own)
		o.st = db_stmt(on->db, sql);
	else if (sqlite3_prepare_v2(on->db->h, sql, -1, &o.st, NULL) != SQLITE_OK)
		db_fail(on->db, on->e);
	on->open[on->nopen++] = o;
	return o.st;
}

void search_end(struct search *on)
{
	while (on->nopen > 0) {
		struct search_open *o = &on->open[--on->nopen];

		if (o->own)
			sqlite3_finalize(o->st);
		else
			sqlite3_reset(o->st);
	}
	sqlite3_reset(on->row);
	on->row = NULL;
}

/* --- a scan --- */

static bool scan_start(struct ids_scan *s, int64_t x)
{
	int at = 1;

	if (!s->st)
		s->st = search_stmt(s->on, s->sql);
	if (!s->st)
		return false;
	sqlite3_reset(s->st);
	if (s->match)
		sqlite3_bind_text(s->st, at++, s->match, -1, SQLITE_STATIC);
	sqlite3_bind_int64(s->st, at, x);
	s->running = true;
	return true;
}

static int64_t scan_below(struct ids *base, int64_t x)
{
	struct ids_scan *s = (struct ids_scan *)base;
	int steps = 0;

	for (;;) {
		if (!s->running || (!s->steps_only && steps++ == STEPS_BEFORE_JUMP)) {
			if (!scan_start(s, x))
				return 0;
			steps = 0;
		}
		if (s->on->e->code || !db_row(s->on->db, s->st, s->on->e))
			return 0;
		int64_t id = sqlite3_column_int64(s->st, 0);

		if (id >= x)
			continue;
		if (!s->fits || s->fits(s, s->st))
			return id;
		x = id;
		steps = 0;
	}
}

struct ids *ids_scan(struct search *on, const char *sql, const char *match)
{
	struct ids_scan *s = arena_alloc(on->mem, sizeof(*s));

	*s = (struct ids_scan){ .ids.below = scan_below, .on = on, .sql = sql, .match = match };
	return &s->ids;
}

/* --- several keys: a heap whose top is the newest --- */

struct keys {
	struct ids ids;
	struct search *on;
	sqlite3_stmt *st; /* holds no row between two calls */
	struct ids_key *keys;
	int n;
	bool started;
};

static int64_t seek(const struct keys *s, const struct ids_key *k, int64_t x)
{
	if (k->word)
		sqlite3_bind_text(s->st, 1, k->word, -1, SQLITE_STATIC);
	else
		sqlite3_bind_int64(s->st, 1, k->num);
	sqlite3_bind_int64(s->st, 2, x);
	return db_int(s->on->db, s->st, 0, s->on->e);
}

static void sift_down(const struct keys *s, int i)
{
	struct ids_key moved = s->keys[i];

	for (int child; (child = 2 * i + 1) < s->n; i = child) {
		if (child + 1 < s->n && s->keys[child + 1].head > s->keys[child].head)
			child++;
		if (s->keys[child].head <= moved.head)
			break;
		s->keys[i] = s->keys[child];
	}
	s->keys[i] = moved;
}

static int64_t keys_below(struct ids *base, int64_t x)
{
	struct keys *s = (struct keys *)base;

	if (!s->started) {
		for (int i = 0; i < s->n; i++)
			s->keys[i].head = seek(s, &s->keys[i], x);
		for (int i = s->n / 2 - 1; i >= 0; i--)
			sift_down(s, i);
		s->started = true;
	}
	while (s->n > 0 && s->keys[0].head >= x) {
		s->keys[0].head = seek(s, &s->keys[0], x);
		sift_down(s, 0);
	}
	return s->n > 0 && !s->on->e->code ? s->keys[0].head : 0;
}

struct ids *ids_keys(struct search *on, const char *sql, struct ids_key *keys, int n)
{
	struct keys *s = arena_alloc(on->mem, sizeof(*s));

	*s = (struct keys){ .ids.below = keys_below, .on = on, .st = db_stmt(on->db, sql), .keys = keys, .n = n };
	return &s->ids;
}

/* --- a list --- */

struct list {
	struct ids ids;
	const int64_t *at, *end;
};

static int newest_first(const void *a, const void *b)
{
	int64_t x, y;

	memcpy(&x, a, sizeof(x));
	memcpy(&y, b, sizeof(y));
	return (x < y) - (x > y);
}

static int64_t list_below(struct ids *base, int64_t x)
{
	struct list *s = (struct list *)base;

	while (s->at < s->end && *s->at >= x)
		s->at++;
	return s->at < s->end ? *s->at : 0;
}

struct ids *ids_list(struct search *on, int64_t *list, int n)
{
	struct list *s = arena_alloc(on->mem, sizeof(*s));

	if (n > 0)
		qsort(list, (size_t)n, sizeof(*list), newest_first);
	*s = (struct list){ .ids.below = list_below, .at = list, .end = list + n };
	return &s->ids;
}

/* --- meetings --- */

struct several {
	struct ids ids;
	struct ids **of;
	int n;
};

static int64_t either_below(struct ids *base, int64_t x)
{
	const struct several *s = (struct several *)base;
	int64_t newest = 0;

	for (int i = 0; i < s->n; i++) {
		int64_t id = ids_below(s->of[i], x);

		if (id > newest)
			newest = id;
	}
	return newest;
}

static int64_t all_of_below(struct ids *base, int64_t x)
{
	const struct several *s = (struct several *)base;
	int agree = 0;

	/* x - 1 is the candidate; each stream confirms it or puts an older one forward. */
	for (int i = 0; agree < s->n; i = (i + 1) % s->n) {
		int64_t id = ids_below(s->of[i], x);

		if (!id)
			return 0;
		agree = id == x - 1 ? agree + 1 : 1;
		x = id + 1;
	}
	return x - 1;
}

static bool has_it(struct ids *s, int64_t id)
{
	return s->has ? s->has(s, id) : ids_below(s, id + 1) == id;
}

static int64_t led_below(struct ids *base, int64_t x)
{
	const struct several *s = (struct several *)base;
	int agree = 1;

	while (agree < s->n) {
		x = ids_below(s->of[s->n - 1], x);
		if (!x)
			return 0;
		for (agree = 1; agree < s->n && has_it(s->of[agree - 1], x); agree++)
			;
	}
	return x;
}

static bool either_has(struct ids *base, int64_t id)
{
	const struct several *s = (struct several *)base;

	return has_it(s->of[0], id) || has_it(s->of[1], id);
}

static struct ids *several(struct search *on, int64_t (*below)(struct ids *, int64_t), struct ids **of,
			   int n)
{
	struct several *s = arena_alloc(on->mem, sizeof(*s));

	*s = (struct several){ .ids.below = below, .of = of, .n = n };
	return &s->ids;
}

struct ids *ids_either(struct search *on, struct ids *a, struct ids *b)
{
	struct ids **of = arena_alloc(on->mem, 2 * sizeof(*of));

	of[0] = a;
	of[1] = b;
	struct ids *s = several(on, either_below, of, 2);

	s->has = either_has;
	return s;
}

struct ids *ids_all_of(struct search *on, struct ids **of, int n)
{
	return n == 1 ? of[0] : several(on, all_of_below, of, n);
}

struct ids *ids_led(struct search *on, struct ids **of, int n)
{
	return n == 1 ? of[0] : several(on, led_below, of, n);
}
