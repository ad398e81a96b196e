/* data/store/import_lists.c - a file into a list of the city: what is new, what is the same, what changed. What a row
 * must be is said in lists_table.c. */
#include <search.h>

#include "core/i18n.h"
#include "data/store/bell.h"
#include "data/store/lists_internal.h"
#include "data/store/migrate.h"

/* A transaction ends when somebody waits for the turn, after so many rows at the latest. Where so many rows in a
 * row are bad the file is not, or no longer, what it was taken for. */
enum { BATCH_ROWS = 500, HOPELESS_ROWS = 1000 };

struct list_import {
	struct store *s;
	const struct list_desc *list;
	const struct actor *who;
	const struct catalogue *cat; /* as it was before the transaction: no row of a list asks for another row of it */
	struct table_file *file;
	struct import_report *out;
	struct arena *mem; /* of the import */
	int64_t line, done; /* of the row at hand; bytes up to its end */
	int bad_in_a_row;
	void *seen; /* tsearch(3): struct seen of the rows that were taken, by key */
};

struct seen {
	const char *key;
	int64_t line;
};

static int by_key(const void *x, const void *y)
{
	const struct seen *a = x, *b = y;

	return strcmp(a->key, b->key);
}

/* The line of this file that has the key already, 0 for none. */
static int64_t seen_line(const struct list_import *im, const char *key)
{
	const struct seen wanted = { .key = key }, *const *node = tfind(&wanted, &im->seen, by_key);

	return node ? (*node)->line : 0;
}

static void remember(struct list_import *im, const char *key)
{
	struct seen *new = arena_alloc(im->mem, sizeof(*new));

	*new = (struct seen){ .key = arena_strdup(im->mem, key), .line = im->line };
	tsearch(new, &im->seen, by_key);
}

static void keep_node(void *node)
{
	(void)node; /* the arena's */
}

/* The columns of the row that are not as they stand; all of them when the list has no such row (`was` NULL). */
static json_t *changes(const struct list_desc *l, const char *const *cells, const char *const *was)
{
	json_t *set = json_object();

	for (int i = 0; i < l->kept; i++)
		if (cells[i] && (!was || strcmp(cells[i], was[i]) != 0))
			json_object_set_new(set, l->columns[i].name, json_string(cells[i]));
	return set;
}

/* The first event of a row has all of it. */
static void complete(const struct list_desc *l, json_t *set, const char *const *was)
{
	for (int i = 0; i < l->kept; i++)
		if (!json_object_get(set, l->columns[i].name) && *was[i])
			json_object_set_new(set, l->columns[i].name, json_string(was[i]));
}

/* By an event of core/item.h, whose first one has all of the row. */
static enum err_code write_item(struct list_import *im, const struct list_row *row, json_t *set, const char *const *was,
				struct arena *mem, struct err *e)
{
	struct item logged;

	if (row->there && !item_read(im->s, im->list->name, row->key, mem, &logged, e))
		complete(im->list, set, was);
	return e->code ? e->code : list_change(im->s, im->list->name, row->key, set, im->who, mem, e);
}

/* A refusal is the file's fault, not the base's. */
static bool is_refusal(enum err_code rc)
{
	return rc == ERR_INVALID || rc == ERR_NOT_FOUND || rc == ERR_REFUSED || rc == ERR_CONFLICT;
}

static void take_doubt(struct list_import *im, const char *const *now, struct arena *mem, struct import_report *counted)
{
	struct list_reading r = { .s = im->s, .cat = im->cat, .mem = mem };
	const char *doubt = im->list->doubt ? im->list->doubt(&r, now) : NULL;

	if (doubt)
		import_note(counted, im->mem, arena_printf(mem, _("Line %lld: %s"), (long long)im->line, doubt));
}

static enum err_code write_row(struct list_import *im, const char *key, const char *const *cells, struct arena *mem,
			       struct import_report *counted, struct err *e)
{
	const struct list_desc *l = im->list;
	const char *was[LIST_COLUMNS], *now[LIST_COLUMNS];
	struct list_row row = { .key = key, .now = now, .there = list_row_now(im->s, l, key, was, mem, e) };
	json_t *set = e->code ? NULL : changes(l, cells, row.there ? was : NULL);
	enum err_code rc = e->code;

	row.set = set;
	for (int i = 0; i < l->kept; i++)
		now[i] = cells[i] ? cells[i] : row.there ? was[i] : list_unsaid(l->columns[i].name);
	if (!rc && row.there && !json_object_size(set)) {
		counted->same++;
	} else if (!rc && row.there && seen_line(im, key)) {
		rc = err_set(e, ERR_CONFLICT, _("Line %lld has the same key and says something else: keep one of the two"),
			     (long long)seen_line(im, key));
	} else if (!rc) {
		rc = l->change ? l->change(im->s, &row, im->who, mem, e) : write_item(im, &row, set, was, mem, e);
		*(row.there ? &counted->changed : &counted->added) += !rc;
		if (!rc)
			take_doubt(im, now, mem, counted);
	}
	if (!rc && !seen_line(im, key))
		remember(im, key);
	json_decref(set);
	return rc;
}

static enum err_code reject(struct list_import *im, const struct table_row *row, const char *reason,
			    struct import_report *counted, struct err *e)
{
	counted->rejected++;
	return table_reject(im->file, row, reason, e);
}

static enum err_code import_row(struct list_import *im, const struct table_row *row, struct arena *mem,
				struct import_report *counted, struct err *e)
{
	struct list_reading r = { .s = im->s, .cat = im->cat, .mem = mem };
	const char *cells[LIST_COLUMNS] = { NULL }, *key = NULL, *reason = row->fault;
	struct err why = { 0 };

	for (int i = 0; i < im->list->n && !reason; i++)
		cells[i] = row->cells[i];
	if (!reason && list_read_cells(im->list, &r, cells, &key, &why))
		reason = why.msg;
	im->bad_in_a_row = reason ? im->bad_in_a_row + 1 : 0;
	if (reason)
		return reject(im, row, reason, counted, e);
	enum err_code rc = write_row(im, key, cells, mem, counted, &why);

	if (rc == ERR_CONFLICT || (rc && im->list->change && is_refusal(rc)))
		return reject(im, row, why.msg, counted, e);
	*e = why;
	return rc;
}

static bool batch_goes_on(const struct list_import *im, int rows)
{
	return rows < BATCH_ROWS && im->bad_in_a_row < HOPELESS_ROWS && (!rows || !db_wanted(&im->s->db));
}

static enum err_code import_batch(struct list_import *im, bool *more, struct err *e)
{
	struct import_report counted = *im->out;
	enum err_code rc = db_begin(&im->s->db, e);

	if (rc)
		return rc;
	rc = schema_check(&im->s->db, e);
	if (!rc)
		rc = catalogue_get(im->s, &im->cat, e);
	for (int i = 0; !rc && *more && batch_goes_on(im, i); i++) {
		struct arena mem = { 0 };
		struct table_row row;

		*more = table_next(im->file, &mem, &row, e);
		rc = e->code;
		if (!rc && *more) {
			im->line = row.line;
			im->done = row.end;
			rc = import_row(im, &row, &mem, &counted, e);
		}
		arena_free(&mem);
	}
	rc = db_end(&im->s->db, rc, e);
	if (rc)
		im->s->catalogue = NULL; /* as it was before */
	else
		*im->out = counted;
	return rc;
}

static enum err_code import_all(struct list_import *im, const struct progress *p, struct err *e)
{
	bool more = true;
	enum err_code rc = ERR_OK;

	while (!rc && more && !im->out->stopped) {
		const struct import_report *r = im->out;

		rc = import_batch(im, &more, e);
		if (!rc && r->rejected >= HOPELESS_ROWS && !(r->added + r->same + r->changed))
			return err_set(e, ERR_INVALID, _("The first %d rows are all bad: this is not this list. Nothing was "
							 "imported; the reasons are in %s."),
				       (int)HOPELESS_ROWS, table_rejected_path(im->file));
		if (!rc && im->bad_in_a_row >= HOPELESS_ROWS)
			return table_hopeless(im->file, im->line, HOPELESS_ROWS, e);
		if (!rc && p->step && !p->step(p->ctx, im->done, table_size(im->file)))
			im->out->stopped = true;
	}
	if (im->out->added + im->out->changed > 0)
		bell_ring(im->s);
	return rc;
}

enum err_code import_list(struct store *s, const struct list_desc *list, const struct import_file *file,
			  const struct progress *p, const struct actor *who, struct arena *mem,
			  struct import_report *out, struct err *e)
{
	struct list_import im = { .s = s, .list = list, .who = who, .out = out, .mem = mem };

	*out = (struct import_report){ .rejected_path = "" };
	if (table_open(file, list->columns, list->n, &im.file, e))
		return e->code;
	out->charset = table_charset(im.file);
	enum err_code rc = import_all(&im, p, e);

	tdestroy(im.seen, keep_node);
	if (!rc && !out->stopped)
		table_done(im.file);
	if (out->rejected)
		out->rejected_path = arena_strdup(mem, table_rejected_path(im.file));
	return table_close(im.file, rc ? NULL : e) && !rc ? e->code : rc;
}
