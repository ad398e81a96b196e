/* data/store/import_appeals.c - appeals of former years, row by row: what each becomes is decided in
 * core/import_appeal.h, here it meets what stands in the base. */
#include "core/fold.h"
#include "core/i18n.h"
#include "core/import_appeal.h"
#include "core/number.h"
#include "core/question.h"
#include "core/text.h"
#include "data/store/appeals_internal.h"
#include "data/store/bell.h"
#include "data/store/import.h"
#include "data/store/phone_index.h"
#include "data/store/table_file.h"

/* A transaction ends when somebody waits for the turn, after so many rows at the latest. A file in which so
 * many rows are bad and none is good is not what it was taken for; where so many in a row cannot be read it ends. */
enum { LOOK_ROWS = 25, BATCH_ROWS = 4000, HOPELESS_ROWS = 1000 };

struct import {
	struct store *s;
	const struct actor *who;
	const struct catalogue *cat;
	const char *template;
	struct policy pol;
	struct table_file *file;
	struct import_report *out;
	struct arena *mem; /* of the row at hand */
	int bad_in_a_row;  /* rows that cannot be read */
	/* Rows one after another with the same number, minute and applicant are questions of one appeal. */
	const char *last;  /* of the row before; NULL: it was not taken */
	int k;             /* which question the row at hand is */
	struct arena last_mem;
};

/* What became of a row. */
enum fate { ADDED, SAME, CHANGED, REJECTED, FAILED };

/* --- what stands in the base ---------------------------------------------------------------------- */

static int64_t find_id(struct import *im, const char *sql, const char *key, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&im->s->db, sql);

	db_bind(st, "s", key);
	return db_int(&im->s->db, st, 0, e);
}

/* The events of an archived appeal: the last import, and whether anything else came after it. */
struct story {
	json_t *body;
	bool touched;
};

static bool read_story(void *ctx, const struct event *ev)
{
	struct story *st = ctx;

	if (strcmp(ev->kind, plain_kind(EV_IMPORTED)) != 0) {
		st->touched = true;
		return true;
	}
	json_decref(st->body);
	st->body = json_loads(ev->body, 0, NULL);
	return true;
}

/* A correction has the text as it was, or the minute and the applicant: archives of days alone have many of a day. */
static bool same_appeal(const struct appeal *a, const struct appeal_row *row)
{
	const struct registration *r = &row->r;
	bool applicant = strcmp(a->surname, r->surname) == 0 && strcmp(a->given, r->given) == 0 &&
			 strcmp(a->phone_raw, r->phone) == 0;

	return (applicant && a->received == row->received) || (a->nq && strcmp(a->q[0].text, r->text) == 0);
}

static enum fate reject(struct import *im, const char *reason, struct err *e)
{
	return table_reject(im->file, reason, e) ? FAILED : REJECTED;
}

static enum err_code write_row(struct import *im, struct change *c, const json_t *body, bool is_new,
			       struct err *e)
{
	enum err_code rc = change_append(c, plain_kind(EV_IMPORTED), body, e);

	return rc ? rc : appeal_save(im->s, is_new ? NULL : &c->was, &c->now, &c->id, e);
}

static void add_flags(json_t *appeal, const char *more, struct arena *mem)
{
	const char *flags = json_string_value(json_object_get(appeal, "flags"));

	for (size_t n; *more; more += n + (more[n] == ',')) {
		const char *one = arena_strndup(mem, more, n = strcspn(more, ","));

		if (!strstr(flags, one))
			flags = arena_printf(mem, "%s%s%s", flags, *flags ? "," : "", one);
	}
	json_object_set_new(appeal, "flags", json_string(flags));
}

/* What was imported with this row in its place: a new reference. The row gives the applicant when it is the first;
 * flags are those of all questions. */
static json_t *with_row(struct import *im, const json_t *stored, const json_t *body)
{
	json_t *all = json_deep_copy(stored), *qs = json_object_get(all, "questions");
	json_t *q = json_array_get(json_object_get(body, "questions"), 0), *appeal = json_object_get(body, "appeal");
	bool alone = im->k == 1 && json_array_size(qs) < 2;
	const char *was = json_string_value(json_object_get(json_object_get(all, "appeal"), "flags"));
	const char *flags = json_string_value(json_object_get(appeal, "flags"));

	was = arena_strdup(im->mem, was ? was : "");
	for (size_t i = 0; (int)i + 1 < im->k && i < json_array_size(qs); i++)
		if (json_equal(json_array_get(qs, i), q)) {
			im->k--; /* a row that is there twice */
			return all;
		}
	if (im->k == 1)
		json_object_set_new(all, "appeal", json_deep_copy(appeal));
	if (!alone)
		add_flags(json_object_get(all, "appeal"), im->k == 1 ? was : flags, im->mem);
	if ((size_t)im->k > json_array_size(qs))
		json_array_append(qs, q);
	else
		json_array_set(qs, (size_t)im->k - 1, q);
	return all;
}

/* What was imported, erased and exported comes back. */
static bool is_own_erased(struct import *im, const struct change *c, const struct appeal_row *row)
{
	return strcmp(row->r.text, TEXT_ERASED) == 0 && appeal_row_tells(row, &c->was, im->mem);
}

static enum fate write_story(struct import *im, struct change *c, const struct appeal_row *row,
			     const struct story *story, const json_t *body, struct err *e)
{
	json_t *all = with_row(im, story->body, body);
	int n = (int)json_array_size(json_object_get(all, "questions"));
	enum fate fate = n > c->was.nq ? ADDED : CHANGED;

	if (json_equal(story->body, all) || is_own_erased(im, c, row))
		fate = SAME;
	else if (!same_appeal(&c->was, row))
		fate = reject(im, _("The number is taken by another appeal"), e);
	else if (story->touched)
		fate = reject(im, _("The appeal was changed here since it was imported: correct it by hand"), e);
	else if (n > QUESTIONS_MAX)
		fate = reject(im, _("The appeal has too many questions"), e);
	else if (write_row(im, c, all, false, e))
		fate = FAILED;
	json_decref(all);
	return fate;
}

static enum fate meet(struct import *im, struct change *c, const struct appeal_row *row, const json_t *body,
		      struct err *e)
{
	struct story story = { 0 };
	enum fate fate = FAILED;

	if (!appeal_read(im->s, c->id, im->mem, &c->was, e))
		return FAILED;
	c->now = c->was;
	if (!log_each(im->s, c->was.subject, read_story, &story, e))
		fate = story.body ? write_story(im, c, row, &story, body, e)
			: is_own_erased(im, c, row) ? SAME
			: reject(im, _("The appeal was changed here since it was imported: correct it by hand"), e);
	json_decref(story.body);
	return fate;
}

static enum err_code keep_series(struct import *im, const struct appeal_row *row, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&im->s->db, "INSERT INTO counter(series, year, last) VALUES('number',?,?)"
			" ON CONFLICT(series, year) DO UPDATE SET last = max(last, excluded.last)");

	db_bind(st, "di", row->year, row->n);
	return db_run(&im->s->db, st, e);
}

/* An appeal registered here, as its own export tells it, is the same one; with another date or text it is not. */
static enum fate own_export(struct import *im, struct change *c, const struct appeal_row *row, struct err *e)
{
	if (!appeal_read(im->s, c->id, im->mem, &c->was, e))
		return FAILED;
	if (appeal_row_tells(row, &c->was, im->mem))
		return SAME;
	return reject(im, _("The number is taken by another appeal"), e);
}

static enum fate put(struct import *im, const struct appeal_row *row, const struct appeal_row_facts *f,
		     const json_t *body, struct err *e)
{
	struct change c = { .s = im->s, .who = im->who, .mem = im->mem, .pol = im->pol };

	c.id = find_id(im, "SELECT id FROM appeal WHERE idem = ?", f->idem, e);
	if (c.id)
		return meet(im, &c, row, body, e);
	c.id = find_id(im, "SELECT id FROM appeal WHERE ascii = ?", f->ascii, e);
	if (c.id)
		return own_export(im, &c, row, e);
	appeal_init(&c.now);
	if (e->code || write_row(im, &c, body, true, e))
		return FAILED;
	return keep_series(im, row, e) ? FAILED : ADDED;
}

/* --- one row -------------------------------------------------------------------------------------- */

static enum err_code find_service(struct import *im, const char *said, struct appeal_row *row, struct err *e)
{
	if (!said || !*said)
		return ERR_OK;
	row->r.service = catalogue_service_named(im->cat, said);
	if (row->r.service)
		return ERR_OK;
	const char *code;

	if (catalogue_add_archived(im->s, said, im->who, im->mem, &code, e) || catalogue_get(im->s, &im->cat, e))
		return e->code;
	row->r.service = catalogue_service(im->cat, code);
	return ERR_OK;
}

/* Sets which question of its appeal the row is. */
static void count_question(struct import *im, const struct appeal_row *row)
{
	const struct registration *r = &row->r;
	const char *now = arena_printf(im->mem, "%lld %d %lld %d %d %s|%s|%s|%s",
				       (long long)row->n, row->year, (long long)row->received, r->kind,
				       r->channel, r->surname, r->given, r->patronymic, r->phone);

	im->k = im->last && strcmp(im->last, now) == 0 ? im->k + 1 : 1;
	arena_free(&im->last_mem);
	im->last = arena_strdup(&im->last_mem, now);
}

static enum fate import_row(struct import *im, const struct table_row *t, struct err *e)
{
	struct err why = { 0 };
	struct appeal_row row;
	const char *topic = t->cells[COL_topic] ? t->cells[COL_topic] : "";

	if (t->fault || appeal_row_read(t->cells, &im->pol, im->mem, &row, &why)) {
		im->bad_in_a_row++;
		im->last = NULL;
		return reject(im, t->fault ? t->fault : why.msg, e);
	}
	im->bad_in_a_row = 0;
	count_question(im, &row);
	row.r.topic = catalogue_topic(im->cat, topic);
	if (find_service(im, t->cells[COL_service], &row, e))
		return FAILED;
	const struct appeal_row_facts f = {
		.number = number_format(im->mem, im->template, im->s->site, row.year, row.n),
		.ascii = number_ascii(im->mem, im->s->site, row.year, row.n),
		.idem = arena_printf(im->mem, "import:%s:%d:%lld", im->s->site, row.year, (long long)row.n),
		.topic_said = topic,
		.service_unknown = row.r.service && strcmp(row.r.service->kind, SERVICE_OF_ARCHIVE) == 0,
	};
	json_t *body = appeal_row_body(&row, &f, &im->pol, im->mem);

	if (!body) {
		err_set(e, ERR_BUG, "%s", "the body of an imported appeal cannot be made");
		return FAILED;
	}
	enum fate fate = put(im, &row, &f, body, e);

	if (fate == REJECTED)
		im->last = NULL;
	json_decref(body);
	return fate;
}

static void count(struct import_report *r, enum fate fate)
{
	int64_t *const counters[] = { [ADDED] = &r->added, [SAME] = &r->same, [CHANGED] = &r->changed,
				      [REJECTED] = &r->rejected };

	++*counters[fate];
}

/* --- the file ------------------------------------------------------------------------------------- */

static bool batch_goes_on(const struct import *im, int rows)
{
	return rows < BATCH_ROWS && im->bad_in_a_row < HOPELESS_ROWS &&
	       (rows == 0 || rows % LOOK_ROWS || !db_wanted(&im->s->db));
}

/* One transaction; *more is false after the last row. A transaction that fails counts nothing. */
static enum err_code import_batch(struct import *im, bool *more, struct err *e)
{
	struct import_report counted = *im->out;
	enum err_code rc = db_begin(&im->s->db, e);

	if (rc)
		return rc;
	for (int i = 0; !rc && *more && batch_goes_on(im, i); i++) {
		struct arena mem = { 0 };
		struct table_row row;

		im->mem = &mem;
		*more = table_next(im->file, &mem, &row, e);
		rc = e->code;
		if (!rc && *more) {
			enum fate fate = import_row(im, &row, e);

			rc = e->code;
			if (!rc)
				count(&counted, fate);
		}
		arena_free(&mem);
	}
	if (!rc)
		rc = search_settle(im->s, e);
	rc = db_end(&im->s->db, rc, e);
	if (!rc)
		*im->out = counted;
	return rc;
}

static bool hopeless(const struct import_report *r)
{
	return r->rejected >= HOPELESS_ROWS && r->added + r->same + r->changed == 0;
}

static enum err_code import_all(struct import *im, const struct progress *p, struct err *e)
{
	bool more = true;
	enum err_code rc = ERR_OK;

	while (!rc && more && !im->out->stopped) {
		rc = import_batch(im, &more, e);
		if (!rc && hopeless(im->out))
			return err_set(e, ERR_INVALID, _("The first %d rows are all bad: this is not a list of appeals. "
							 "Nothing was imported; the reasons are in %s."),
				       (int)HOPELESS_ROWS, table_rejected_path(im->file));
		if (!rc && im->bad_in_a_row >= HOPELESS_ROWS)
			return table_hopeless(im->file, HOPELESS_ROWS, e);
		if (!rc && p->step && !p->step(p->ctx, table_done(im->file), table_size(im->file)))
			im->out->stopped = true;
	}
	if (im->out->added + im->out->changed > 0)
		bell_ring(im->s);
	return rc;
}

/* --- the live series ------------------------------------------------------------------------------ */

struct series {
	int year;
	int64_t last;
};

static struct series live_series(struct import *im, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&im->s->db, "SELECT ifnull(max(last), 0) FROM counter"
						    " WHERE series = 'number' AND year = ?");
	struct series now = { .year = year_of_number(im->s, &im->pol, e) };

	db_bind(st, "d", now.year);
	now.last = db_int(&im->s->db, st, 0, e);
	return now;
}

/* Numbers are never taken back, so that a slip in n must be seen before the next appeal has its number. */
static void tell_series(struct import *im, const struct series *was, struct arena *mem, struct err *e)
{
	struct series now = live_series(im, e);

	if (!e->code && now.year == was->year && now.last != was->last)
		import_note(im->out, mem, arena_printf(mem,
			_("The next appeal is %s now, without this file it would be %s. Is it a slip in n? Then "
			  "restore the copy made before the import while nobody has registered."),
			number_format(mem, im->template, im->s->site, now.year, now.last + 1),
			number_format(mem, im->template, im->s->site, was->year, was->last + 1)));
}

enum err_code import_appeals(struct store *s, const char *path, const struct progress *p,
			     const struct actor *who, struct arena *mem, struct import_report *out, struct err *e)
{
#define X(name, required) { #name, required },
	static const struct table_column columns[] = { APPEAL_ROW(X) };
#undef X
	struct import im = { .s = s, .who = who, .out = out };

	*out = (struct import_report){ .rejected_path = "" };
	store_policy(s, &im.pol);
	im.template = number_template_of(&s->db, mem, e);
	if (e->code || catalogue_get(s, &im.cat, e) || table_open(path, columns, (int)COUNT(columns), &im.file, e))
		return e->code;
	const struct series was = live_series(&im, e);

	struct phone_tails tails = { .n = 0 };

	db_bulk(&s->db, true);
	search_later(s, &tails);
	enum err_code rc = e->code ? e->code : import_all(&im, p, e);

	search_later(s, NULL);
	phone_tails_free(&tails);
	db_bulk(&s->db, false);
	arena_free(&im.last_mem);
	if (!rc)
		tell_series(&im, &was, mem, e);
	if (out->rejected)
		out->rejected_path = arena_strdup(mem, table_rejected_path(im.file));
	return table_close(im.file, rc ? NULL : e) && !rc ? e->code : rc;
}
