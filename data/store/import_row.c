/* data/store/import_row.c - see import_row.h. Runs in a thread of its own: no store, no statements, no clock. */
#include "data/store/import_row.h"

#include "core/fold.h"
#include "core/number.h"
#include "core/text.h"
#include "data/store/search_index.h"

/* --- what rows are made of ------------------------------------------------------------------------- */

/* The listed days of the working calendar, by day. */
struct days {
	int n;
	struct listed {
		civil_day day;
		bool works;
	} *list;
};

static int by_day(const void *x, const void *y)
{
	const struct listed *a = x, *b = y;

	return (a->day > b->day) - (a->day < b->day);
}

static int listed_day(const void *ctx, civil_day d)
{
	const struct days *days = ctx;
	const struct listed wanted = { .day = d };
	const struct listed *found = days->n ? bsearch(&wanted, days->list, (size_t)days->n, sizeof(wanted), by_day)
					     : NULL;

	return found ? found->works : -1;
}

static const struct days *copy_days(struct store *s, struct arena *mem, struct err *e)
{
	struct days *days = arena_alloc(mem, sizeof(*days));
	int room = (int)db_int(&s->db, db_stmt(&s->db, "SELECT count(*) FROM workday"), 0, e);
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT day, works FROM workday ORDER BY day LIMIT ?");

	days->list = arena_alloc(mem, (size_t)(room + 1) * sizeof(*days->list));
	db_bind(st, "d", room);
	while (days->n < room && db_row(&s->db, st, e))
		days->list[days->n++] = (struct listed){ (civil_day)sqlite3_column_int64(st, 0),
							 sqlite3_column_int(st, 1) != 0 };
	sqlite3_reset(st);
	return days;
}

enum err_code import_maker_init(struct import_maker *m, struct store *s, struct err *e)
{
	*m = (struct import_maker){ .site = s->site };
	store_policy(s, &m->pol);
	m->pol.terms.days = (struct workdays){ listed_day, copy_days(s, &m->mem, e) };
	m->template = number_template_of(&s->db, &m->mem, e);
	m->streets = streets_copy(s, &m->mem);
	return e->code;
}

void import_maker_free(struct import_maker *m)
{
	if (m->streets)
		streets_drop(m->streets);
	arena_free(&m->mem);
}

/* --- one row --------------------------------------------------------------------------------------- */

static const char *dumped(json_t *body, struct arena *mem)
{
	char *text = json_dumps(body, JSON_COMPACT);
	const char *kept = text ? arena_strdup(mem, text) : NULL;

	free(text);
	return kept;
}

/* The fold reads nothing of where in the log an archive stands but subject and hlc: the writer puts them in. */
static bool fold_alone(const struct import_maker *m, const json_t *body, struct arena *mem, struct appeal *out)
{
	const struct event first = { .site = m->site, .seq = 1, .subject = arena_printf(mem, "%s.1", m->site),
		.kind = plain_kind(EV_IMPORTED) };

	appeal_init(out);
	return fold_parsed(out, &first, body, mem) == FOLD_OK;
}

void import_row_body(const struct import_maker *m, struct import_row *r, struct arena *mem)
{
	const struct service *service = r->row.r.service;

	r->known = true;
	r->f.service_unknown = service && strcmp(service->kind, SERVICE_OF_ARCHIVE) == 0;
	json_t *body = appeal_row_body(&r->row, &r->f, &m->pol, mem);

	r->body = body && fold_alone(m, body, mem, &r->now) ? dumped(body, mem) : NULL;
	json_decref(body);
	if (!r->body)
		return;
	event_body_hash(r->body, r->body_hash);
	r->keys = (struct appeal_keys){
		.surname = text_fold(mem, r->now.surname),
		.name = appeal_name(mem, &r->now),
		.house = house_key_by(m->streets, r->now.q[0].address, mem),
		.entry = search_entry(mem, &r->now, &r->now.q[0]),
	};
}

static const char *said(const struct table_row *t, enum appeal_column col)
{
	return t->cells[col] ? t->cells[col] : "";
}

static const char *alike(const struct appeal_row *row, struct arena *mem)
{
	const struct registration *r = &row->r;

	return arena_printf(mem, "%lld %d %lld %d %d %s|%s|%s|%s", (long long)row->n, row->year, (long long)row->received,
			    r->kind, r->channel, r->surname, r->given, r->patronymic, r->phone);
}

void import_row_make(const struct import_maker *m, const struct catalogue *cat, const struct table_row *t,
		     struct arena *mem, struct import_row *out)
{
	struct err why = { 0 };
	struct appeal_row *row = &out->row;

	*out = (struct import_row){ .t = *t, .cat = cat, .fault = t->fault };
	out->t.raw = arena_strndup(mem, t->raw, t->raw_len);
	if (out->fault)
		return;
	if (appeal_row_read(t->cells, &m->pol, mem, row, &why)) {
		out->fault = arena_strdup(mem, why.msg);
		return;
	}
	row->r.topic = catalogue_topic(cat, said(t, COL_topic));
	row->r.service = *said(t, COL_service) ? catalogue_service_named(cat, t->cells[COL_service]) : NULL;
	out->alike = alike(row, mem);
	out->f = (struct appeal_row_facts){
		.number = number_format(mem, m->template, m->site, row->year, row->n),
		.ascii = number_ascii(mem, m->site, row->year, row->n),
		.idem = arena_printf(mem, "import:%s:%d:%lld", m->site, row->year, (long long)row->n),
		.topic_said = said(t, COL_topic),
	};
	if (row->r.service || !*said(t, COL_service))
		import_row_body(m, out, mem);
}
