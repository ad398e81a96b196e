/* tests/unit/merge_base.h - several sites, each with a base of its own, and a centre that is an array: what it takes
 * and hands out is what pult-central would. Include it after cmocka.h. */
#ifndef TESTS_MERGE_BASE_H
#define TESTS_MERGE_BASE_H

#include <sodium.h>

#include "data/store/merge.h"
#include "data/store/store_internal.h"
#include "data/store/verify.h"
#include "store_base.h"

enum { SITES_MAX = 5 };

struct city {
	int n;
	struct base *sites[SITES_MAX];
	struct arena mem;
	struct event *all;  /* in the order in which the centre got them */
	int count, room;
	int64_t sent[SITES_MAX]; /* seq */
	int got[SITES_MAX];      /* place in `all` */
};

static const char *const site_codes[SITES_MAX] = { "ГЛ", "ЛЬ", "СХ", "БР", "ВН" };

static inline void city_make(struct city *c, int n)
{
	*c = (struct city){ .n = n };
	for (int i = 0; i < n; i++) {
		struct base *b = calloc(1, sizeof(*b));
		const char *tmp = getenv("TMPDIR");

		snprintf(b->dir, sizeof(b->dir), "%s/pult-t-XXXXXX", tmp && strlen(tmp) < 40 ? tmp : "/tmp");
		assert_non_null(mkdtemp(b->dir));
		snprintf(b->path, sizeof(b->path), "%s/pult.db", b->dir);
		base_want(b, ERR_OK, store_create(b->path, site_codes[i], "Місто", &test_owner, &b->e));
		base_want(b, ERR_OK, store_open(b->path, &b->s, &b->e));
		base_want(b, ERR_OK, db_careless(&b->s->db, true, &b->e));
		c->sites[i] = b;
	}
}

static inline void city_free(struct city *c)
{
	for (int i = 0; i < c->n; i++) {
		void *state = c->sites[i];

		base_teardown(&state);
	}
	free(c->all);
	arena_free(&c->mem);
}

static inline bool stays_at_centre(const char *kind)
{
	static const char *const kinds[] = { "login", "login_refused", "locked", "viewed", "played", "printed", "pin",
					     "exported", "file_saved" };

	for (size_t i = 0; i < COUNT(kinds); i++)
		if (strcmp(kind, kinds[i]) == 0)
			return true;
	return false;
}

/* Copies the event of a row to the city. */
static inline struct event city_copy(struct city *c, const struct event *ev)
{
	struct event e = *ev;

	e.id = 0;
	e.site = arena_strdup(&c->mem, ev->site);
	e.actor = arena_strdup(&c->mem, ev->actor);
	e.subject = arena_strdup(&c->mem, ev->subject);
	e.kind = arena_strdup(&c->mem, ev->kind);
	e.body = arena_strdup(&c->mem, ev->body);
	return e;
}

/* The site sends at most `max` of its own events. Bodies go as they stand now: emptied ones are empty. */
static inline void city_send(struct city *c, int i, int max)
{
	struct base *b = c->sites[i];
	sqlite3_stmt *st = db_stmt(&b->s->db, "SELECT " EVENT_COLUMNS " FROM event WHERE site = ? AND seq > ?"
					      " ORDER BY seq LIMIT ?");

	db_bind(st, "sid", b->s->site, c->sent[i], max);
	while (db_row(&b->s->db, st, &b->e)) {
		struct event ev;

		log_read_row(st, &ev);
		if (c->count == c->room) {
			c->room = 2 * c->room + 256;
			c->all = realloc(c->all, (size_t)c->room * sizeof(*c->all));
		}
		c->all[c->count++] = city_copy(c, &ev);
		c->sent[i] = ev.seq;
	}
	base_want(b, ERR_OK, b->e.code);
}

/* The site takes at most `max` events of the others, from `back` before where it was: those it has already. */
static inline struct merge_report city_take(struct city *c, int i, int max, int back)
{
	struct base *b = c->sites[i];
	struct event batch[MERGE_BATCH];
	struct merge_report r;
	char cursor[24];
	int from = c->got[i] > back ? c->got[i] - back : 0, n = 0;

	for (; from < c->count && n < max && n < MERGE_BATCH; from++)
		if (strcmp(c->all[from].site, b->s->site) != 0 && !stays_at_centre(c->all[from].kind))
			batch[n++] = c->all[from];
	snprintf(cursor, sizeof(cursor), "%d", from);
	base_want(b, ERR_OK, merge_events(b->s, batch, n, cursor, &r, &b->e));
	c->got[i] = from > c->got[i] ? from : c->got[i];
	return r;
}

/* Until nobody has anything new. */
static inline void city_settle(struct city *c)
{
	for (bool more = true; more;) {
		int before = c->count;

		more = false;
		for (int i = 0; i < c->n; i++)
			city_send(c, i, 1000);
		for (int i = 0; i < c->n; i++)
			while (c->got[i] < c->count) {
				city_take(c, i, MERGE_BATCH, 0);
				more = true;
			}
		more = more || c->count > before;
	}
}

static inline const char *city_digest(struct city *c, int i)
{
	struct base *b = c->sites[i];
	struct verify_report v;

	base_want(b, ERR_OK, store_verify(b->s, VERIFY_DIGEST, NULL, &test_owner, &v, &b->e));
	const char *all = arena_printf(&c->mem, "total %s", v.digest);

	for (int k = 0; k < v.nkinds; k++)
		all = arena_printf(&c->mem, "%s\n%s %s", all, v.kinds[k].name, v.kinds[k].hash);
	return all;
}

static inline void city_verify(struct city *c)
{
	for (int i = 0; i < c->n; i++) {
		struct base *b = c->sites[i];
		struct verify_report v;

		base_want(b, ERR_OK, store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &v, &b->e));
		if (i)
			assert_string_equal(city_digest(c, i), city_digest(c, 0));
	}
}

#endif
