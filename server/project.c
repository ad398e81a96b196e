/* server/project.c - a batch of events folded into the rows of their appeals; see project.h. */
#include <stdlib.h>
#include <string.h>

#include "core/fold.h"
#include "server/log.h"
#include "server/project_inner.h"

/* The subjects of a batch, in the order of their names: everybody locks rows in that order. */
struct batch {
	struct event *evs;
	int n;
	struct subject *all;
	int count, room;
};

static int by_name(const void *a, const void *b)
{
	const struct subject *x = a, *y = b;

	return strcmp(x->name, y->name);
}

static struct subject *find(struct batch *b, const char *name)
{
	struct subject key = { .name = name };

	return bsearch(&key, b->all, (size_t)b->count, sizeof(key), by_name);
}

/* Each event has one, and each row that a redaction names. */
static void add_name(struct batch *b, const char *name, struct arena *mem)
{
	if (b->count == b->room) {
		b->room = 2 * b->room + 64;
		struct subject *more = arena_alloc(mem, sizeof(*more) * (size_t)b->room);

		if (b->count)
			memcpy(more, b->all, sizeof(*more) * (size_t)b->count);
		b->all = more;
	}
	b->all[b->count++] = (struct subject){ .name = name };
}

static bool is_redaction(const struct event *ev)
{
	return strcmp(ev->kind, plain_kind(EV_REDACTED)) == 0;
}

static void sort_names(struct batch *b)
{
	int kept = 0;

	qsort(b->all, (size_t)b->count, sizeof(*b->all), by_name);
	for (int i = 0; i < b->count; i++)
		if (i == 0 || strcmp(b->all[i].name, b->all[kept - 1].name) != 0)
			b->all[kept++] = b->all[i];
	b->count = kept;
}

/* --- redaction --------------------------------------------------------------------------------- */

/* Only of the thing that the redaction is about: no site empties what it has no word in. */
static enum err_code empty_row(struct pg *pg, struct batch *b, const struct event *ev, const char *site, int64_t seq,
			       struct arena *mem, struct err *e)
{
	static const struct statement empty = { "project_empty",
		"UPDATE event SET body = '' WHERE site = $1 AND seq = $2 AND subject = $3 RETURNING subject", false };
	PGresult *res = pg_run(pg, &empty, e, "sis", site, seq, ev->subject);

	if (!res)
		return e->code;
	if (PQntuples(res))
		add_name(b, arena_strdup(mem, pg_text(res, 0, 0)), mem);
	PQclear(res);
	for (int i = 0; i < b->n; i++)
		if (b->evs[i].seq == seq && strcmp(b->evs[i].site, site) == 0 &&
		    strcmp(b->evs[i].subject, ev->subject) == 0)
			b->evs[i].body = "";
	return ERR_OK;
}

/* The subject of an emptied event is one of the batch: its state follows anew. */
static enum err_code obey_redaction(struct pg *pg, struct batch *b, const struct event *ev, struct arena *mem,
				    struct err *e)
{
	json_t *body = json_loads(ev->body, 0, NULL), *row;
	size_t i;

	json_array_foreach(json_object_get(body, "rows"), i, row) {
		const char *site = json_string_value(json_object_get(row, "site"));

		if (site && empty_row(pg, b, ev, site, json_integer_value(json_object_get(row, "seq")), mem, e))
			break;
	}
	json_decref(body);
	return e->code;
}

static enum err_code gather_names(struct pg *pg, struct batch *b, struct arena *mem, struct err *e)
{
	for (int i = 0; i < b->n; i++) {
		add_name(b, b->evs[i].subject, mem);
		if (is_redaction(&b->evs[i]) && obey_redaction(pg, b, &b->evs[i], mem, e))
			return e->code;
	}
	return ERR_OK;
}

/* --- folding ----------------------------------------------------------------------------------- */

/* Joined with the names: looked for in an array, each row of a small table would be held against each name. */
static enum err_code load_rows(struct pg *pg, struct batch *b, struct arena *mem, struct err *e)
{
	static const struct statement get = { "project_load",
		"SELECT a.subject, a.data FROM unnest($1::text[]) AS n(name) JOIN appeal a ON a.subject = n.name"
		" ORDER BY a.subject COLLATE \"C\" FOR UPDATE OF a", false };
	PGresult *res = pg_run(pg, &get, e, "s", project_array(b->all, b->count, mem));

	if (!res)
		return e->code;
	for (int i = 0; i < PQntuples(res); i++) {
		struct subject *s = find(b, pg_text(res, i, 0));

		if (s)
			s->has_row = project_read_row(pg_text(res, i, 1), &s->state, &s->again, mem);
	}
	PQclear(res);
	return ERR_OK;
}

/* Whether the log has events of subjects that are made only now: after a restore sites may come in any
 * order. */
static enum err_code mark_early(struct pg *pg, struct batch *b, struct arena *mem, struct err *e)
{
	static const struct statement get = { "project_early",
		"SELECT name FROM unnest($1::text[]) AS n(name), LATERAL (SELECT 1 FROM event WHERE subject = name LIMIT 1) e",
		false };
	struct subject *made = arena_alloc(mem, sizeof(*made) * (size_t)(b->n + 1));
	int n = 0;

	for (int i = 0; i < b->n; i++)
		if (project_makes(&b->evs[i]) && !find(b, b->evs[i].subject)->has_row)
			made[n++].name = b->evs[i].subject;
	PGresult *res = n ? pg_run(pg, &get, e, "s", project_array(made, n, mem)) : NULL;

	for (int i = 0; res && i < PQntuples(res); i++) {
		struct subject *s = find(b, pg_text(res, i, 0));

		if (s)
			s->again = true;
	}
	PQclear(res);
	return e->code;
}

static void fold_event(struct batch *b, const struct event *ev, struct arena *mem)
{
	struct subject *s = find(b, ev->subject);

	if (!s->has_row && !s->is_made && project_makes(ev)) {
		appeal_init(&s->state);
		s->is_made = true;
	}
	if (s->again || !(s->has_row || s->is_made))
		return;
	if (ev->hlc <= s->state.hlc) {
		s->again = true;
		return;
	}
	fold(&s->state, ev, mem);
	s->touched = *s->state.subject; /* a number of another site makes none */
}

static enum err_code fold_all(struct pg *pg, struct batch *b, struct arena *mem, struct err *e)
{
	for (int i = 0; i < b->n; i++)
		if (is_redaction(&b->evs[i]))
			for (int k = 0; k < b->count; k++) /* which one was emptied is not kept: few, and rare */
				b->all[k].again = true;
	for (int i = 0; i < b->n; i++)
		fold_event(b, &b->evs[i], mem);
	for (int k = 0; k < b->count; k++)
		if (b->all[k].again && project_again(pg, &b->all[k], b->evs, b->n, mem, e))
			return e->code;
	return ERR_OK;
}

enum err_code project_save_all(struct pg *pg, const struct subject *all, int count, struct arena *mem, struct err *e)
{
	if (project_ready(pg, e) || pg_line_begin(pg, e))
		return e->code;
	for (int k = 0; k < count && !e->code; k++)
		if (all[k].touched)
			(void)!project_save(pg, &all[k], mem, e);
	return pg_line_end(pg, e);
}

/* Subjects of which a redaction is known, or has come now. */
static enum err_code overtake_all(struct pg *pg, struct batch *b, struct arena *mem, struct err *e)
{
	for (int i = 0; i < b->n; i++)
		if (is_redaction(&b->evs[i]))
			find(b, b->evs[i].subject)->redacted = true;
	for (int k = 0; k < b->count; k++) {
		struct subject *s = &b->all[k];

		if ((s->redacted || s->again || (s->has_row && *s->state.redacted)) &&
		    project_overtake(pg, s, b->evs, b->n, mem, e))
			break;
	}
	return e->code;
}

enum err_code project(struct pg *pg, struct event *evs, int n, struct arena *mem, struct err *e)
{
	struct batch b = { .evs = evs, .n = n };

	if (gather_names(pg, &b, mem, e))
		return e->code;
	sort_names(&b);
	if (load_rows(pg, &b, mem, e) || overtake_all(pg, &b, mem, e) || mark_early(pg, &b, mem, e) ||
	    fold_all(pg, &b, mem, e))
		return e->code;
	return project_save_all(pg, b.all, b.count, mem, e);
}
