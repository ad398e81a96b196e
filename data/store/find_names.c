/* data/store/find_names.c - what a query asks by name: executors, topics, people. A name that nothing has is an
 * error with the nearest ones, never an empty list: who reads it would think there is nothing to do. */
#include "core/i18n.h"
#include "core/near.h"
#include "core/text.h"
#include "data/store/find_internal.h"

enum { NEAR_SHOWN = 4, NEAR_COLS = 36, TYPED_COLS = 20 };

/* One kind of names a filter looks among; texts in the arena of the search. */
struct names {
	const char **code, **name; /* both may be typed */
	int n;
};

static void names_room(struct plan *p, struct names *to, int n)
{
	to->code = arena_alloc(p->on->mem, (size_t)(n + 1) * sizeof(*to->code));
	to->name = arena_alloc(p->on->mem, (size_t)(n + 1) * sizeof(*to->name));
	to->n = 0;
}

static void names_add(struct names *to, const char *code, const char *name)
{
	to->code[to->n] = code;
	to->name[to->n++] = name;
}

static bool has_part(struct plan *p, const char *name, const char *part)
{
	return *part && strstr(text_fold(p->on->mem, name), part);
}

/* From the strictest: one level that fits is enough. */
enum level { IS_CODE, CODE_BEGINS, NAME_HAS, LEVELS };

static bool fits(struct plan *p, const struct names *all, int i, const char *typed, enum level how)
{
	if (how == IS_CODE)
		return strcasecmp(all->code[i], typed) == 0;
	if (how == CODE_BEGINS)
		return strncasecmp(all->code[i], typed, strlen(typed)) == 0;
	return has_part(p, all->name[i], text_fold(p->on->mem, typed));
}

static bool or_names(struct plan *p, struct cond *c, const struct names *all, const char *typed, enum search_tag tag)
{
	bool known = false;

	for (int how = 0; how < LEVELS && !known; how++) {
		for (int i = 0; i < all->n; i++) {
			if (fits(p, all, i, typed, (enum level)how)) {
				cond_or_tag(p, c, tag, all->code[i]);
				known = true;
			}
		}
	}
	return known;
}

static const char *cut(struct plan *p, const char *s, int cols)
{
	return arena_strndup(p->on->mem, s, text_cut(s, cols));
}

/* The names nearest to what was typed, with a comma between. */
static const char *nearest(struct plan *p, const struct names *among, const char *typed)
{
	struct arena *mem = p->on->mem;
	const char **both = arena_alloc(mem, (size_t)(among->n + 1) * sizeof(*both)), *list = "";
	int best[NEAR_SHOWN];

	for (int i = 0; i < among->n; i++)
		both[i] = arena_printf(mem, "%s %s", among->code[i], among->name[i]);
	int n = near_best(mem, typed, both, among->n, best, NEAR_SHOWN);

	for (int i = 0; i < n; i++)
		list = arena_printf(mem, "%s%s%s", list, i ? ", " : "", cut(p, both[best[i]], NEAR_COLS));
	return list;
}

static enum err_code read_services(struct plan *p, const struct catalogue *cat, struct err *e)
{
	const struct query_values *v = &p->q->lists[QUERY_SERVICE];
	struct cond *c = v->n ? cond_add(p) : NULL;
	struct names all;

	names_room(p, &all, cat->nservices);
	for (int i = 0; i < cat->nservices; i++)
		names_add(&all, cat->services[i].code, cat->services[i].name);
	for (int i = 0; i < v->n; i++)
		if (!or_names(p, c, &all, v->v[i], TAG_SERVICE))
			return err_set(e, ERR_INVALID, _("There is no executor «%s». The nearest: %s."),
				       cut(p, v->v[i], TYPED_COLS), nearest(p, &all, v->v[i]));
	return ERR_OK;
}

static enum err_code read_topics(struct plan *p, const struct catalogue *cat, struct err *e)
{
	const struct query_values *v = &p->q->lists[QUERY_TOPIC];
	struct cond *c = v->n ? cond_add(p) : NULL;
	struct names all;

	names_room(p, &all, cat->ntopics);
	for (int i = 0; i < cat->ntopics; i++)
		names_add(&all, cat->topics[i].code, cat->topics[i].name);
	for (int i = 0; i < v->n; i++)
		if (!or_names(p, c, &all, v->v[i], TAG_TOPIC))
			return err_set(e, ERR_INVALID, _("There is no topic «%s». The nearest: %s."),
				       cut(p, v->v[i], TYPED_COLS), nearest(p, &all, v->v[i]));
	return ERR_OK;
}

/* --- people -------------------------------------------------------------------------------------- */

static void read_people(struct plan *p, struct names *out)
{
	int room = (int)db_int(p->on->db, db_stmt(p->on->db, "SELECT count(*) FROM user"), 0, p->on->e);
	sqlite3_stmt *st = db_stmt(p->on->db, "SELECT login, name FROM user ORDER BY login");

	names_room(p, out, room);
	while (out->n < room && db_row(p->on->db, st, p->on->e))
		names_add(out, db_text(p->on->mem, st, 0), db_text(p->on->mem, st, 1));
	sqlite3_reset(st);
}

/* A login that is no user's: of a script, of the portal, of somebody who worked here long ago. */
static bool or_stranger(struct plan *p, struct cond *c, const char *login)
{
	const char *tag = search_tag(p->on->mem, TAG_OPERATOR, login);
	sqlite3_stmt *st = db_stmt(p->on->db, "SELECT 1 FROM question_text WHERE question_text MATCH ? LIMIT 1");

	db_bind(st, "s", arena_printf(p->on->mem, "\"%s\"", tag));
	if (!*tag || !db_int(p->on->db, st, 0, p->on->e))
		return false;
	cond_or_tag(p, c, TAG_OPERATOR, login);
	return true;
}

static enum err_code read_operators(struct plan *p, struct err *e)
{
	const struct query_values *v = &p->q->lists[QUERY_BY];
	struct names all;

	if (!v->n)
		return ERR_OK;
	struct cond *c = cond_add(p);

	read_people(p, &all);
	for (int i = 0; i < v->n; i++) {
		if (or_names(p, c, &all, v->v[i], TAG_OPERATOR) || or_stranger(p, c, v->v[i]))
			continue;
		if (all.n)
			return err_set(e, ERR_INVALID, _("There is no person «%s». The nearest: %s."),
				       cut(p, v->v[i], TYPED_COLS), nearest(p, &all, v->v[i]));
		return err_set(e, ERR_INVALID, _("There is no person «%s»."), cut(p, v->v[i], TYPED_COLS));
	}
	return ERR_OK;
}

enum err_code conds_names(struct plan *p, struct err *e)
{
	const struct catalogue *cat = NULL;

	if (read_operators(p, e))
		return e->code;
	if (!p->q->lists[QUERY_SERVICE].n && !p->q->lists[QUERY_TOPIC].n)
		return ERR_OK;
	if (catalogue_get(p->s, &cat, e) || read_services(p, cat, e))
		return e->code;
	return read_topics(p, cat, e);
}
