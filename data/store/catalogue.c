/* data/store/catalogue.c - topics and executors of the base in memory, by code. What is found by words is
 * catalogue_match.c, the one that is meant catalogue_pick.c. */
#include "data/store/catalogue.h"

#include "data/store/catalogue_internal.h"
#include "data/store/store_internal.h"

static int count_rows(struct store *s, const char *sql, struct err *e)
{
	return (int)db_int(&s->db, db_stmt(&s->db, sql), 0, e);
}

static enum err_code load_topics(struct store *s, struct catalogue *c, struct err *e)
{
	int n = count_rows(s, "SELECT count(*) FROM topic WHERE active", e);
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT code, grp, name, priority, term, service, co_service, hint"
					   " FROM topic WHERE active ORDER BY code LIMIT ?");

	c->topics = arena_alloc(&s->mem, (size_t)(n + 1) * sizeof(*c->topics));
	db_bind(st, "d", n);
	while (c->ntopics < n && db_row(&s->db, st, e)) {
		int i = c->ntopics++;

		c->topics[i] = (struct topic){ .code = db_text(&s->mem, st, 0),
			.group = db_text(&s->mem, st, 1), .name = db_text(&s->mem, st, 2),
			.priority = db_text(&s->mem, st, 3), .term = db_text(&s->mem, st, 4),
			.service = db_text(&s->mem, st, 5), .co_service = db_text(&s->mem, st, 6),
			.hint = db_text(&s->mem, st, 7) };
	}
	sqlite3_reset(st);
	return e->code;
}

/* Inactive executors stay in the list: old orders name them. */
static enum err_code load_services(struct store *s, struct catalogue *c, struct err *e)
{
	int n = count_rows(s, "SELECT count(*) FROM service", e);
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT code, name, kind, phone, emergency, active FROM service"
					   " ORDER BY code LIMIT ?");

	c->services = arena_alloc(&s->mem, (size_t)(n + 1) * sizeof(*c->services));
	db_bind(st, "d", n);
	while (c->nservices < n && db_row(&s->db, st, e)) {
		int i = c->nservices++;

		c->services[i] = (struct service){ .code = db_text(&s->mem, st, 0),
			.name = db_text(&s->mem, st, 1), .kind = db_text(&s->mem, st, 2),
			.phone = db_text(&s->mem, st, 3), .emergency = sqlite3_column_int(st, 4) != 0,
			.active = sqlite3_column_int(st, 5) != 0 };
	}
	sqlite3_reset(st);
	return e->code;
}

enum err_code catalogue_get(struct store *s, const struct catalogue **out, struct err *e)
{
	if (!s->catalogue) {
		struct catalogue *c = arena_alloc(&s->mem, sizeof(*c));

		if (load_topics(s, c, e) || load_services(s, c, e) || catalogue_words(s, c, e))
			return e->code;
		s->catalogue = c;
	}
	*out = s->catalogue;
	return ERR_OK;
}

const struct topic *catalogue_topic(const struct catalogue *c, const char *code)
{
	for (int i = 0; i < c->ntopics; i++)
		if (strcmp(c->topics[i].code, code) == 0)
			return &c->topics[i];
	return NULL;
}

const struct service *catalogue_service(const struct catalogue *c, const char *code)
{
	for (int i = 0; i < c->nservices; i++)
		if (strcmp(c->services[i].code, code) == 0)
			return &c->services[i];
	return NULL;
}
