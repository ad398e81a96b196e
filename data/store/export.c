/* data/store/export.c - see export.h. Reads in pieces, so that no snapshot is held for minutes. */
#include "data/store/export.h"

#include "core/csv.h"
#include "core/i18n.h"
#include "core/import_appeal.h"
#include "data/store/store_internal.h"

enum { SLICE = 500 };

struct exporting {
	struct store *s;
	const struct export_to *to;
	struct csv_form form;
	struct arena mem; /* of the line at hand */
	const char *line;
	bool stopped;
	int64_t rows;
};

static void add_cell(struct exporting *x, int col, const char *value)
{
	const char *cell = csv_write(&x->form, value, x->to->excel, &x->mem);

	x->line = col ? arena_printf(&x->mem, "%s%c%s", x->line, x->form.sep, cell) : cell;
}

static void end_line(struct exporting *x)
{
	if (!x->to->line(x->to->ctx, x->line))
		x->stopped = true;
	arena_free(&x->mem);
}

static void write_header(struct exporting *x)
{
#define X(name, required) #name,
	static const char *const names[] = { APPEAL_ROW(X) };
#undef X

	for (int i = 0; i < APPEAL_COLUMNS_COUNT; i++)
		add_cell(x, i, names[i]);
	if (x->to->excel)
		x->line = arena_printf(&x->mem, "\xEF\xBB\xBF%s", x->line);
	end_line(x);
}

static void write_appeal(struct exporting *x, const struct appeal *a)
{
	for (int k = 0; k < a->nq && !x->stopped; k++) {
		for (int i = 0; i < APPEAL_COLUMNS_COUNT; i++)
			add_cell(x, i, appeal_row_cell((enum appeal_column)i, a, &a->q[k], x->s->clock, &x->mem));
		x->rows++;
		end_line(x);
	}
}

/* Some appeals after *cursor; sets it to the last of them, or leaves it when there are no more. */
static enum err_code write_slice(struct exporting *x, int64_t *cursor, struct err *e)
{
	int64_t ids[SLICE];
	int n = 0;
	sqlite3_stmt *st = db_stmt(&x->s->db, "SELECT id FROM appeal WHERE id > ? ORDER BY id LIMIT ?");

	db_bind(st, "id", *cursor, (int)SLICE);
	while (n < SLICE && db_row(&x->s->db, st, e))
		ids[n++] = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	for (int i = 0; i < n && !x->stopped && !e->code; i++) {
		struct arena mem = { 0 };
		struct appeal a;

		if (appeal_read(x->s, ids[i], &mem, &a, e))
			write_appeal(x, &a);
		arena_free(&mem);
		*cursor = ids[i];
	}
	return e->code;
}

static enum err_code write_all(struct exporting *x, const struct progress *p, struct err *e)
{
	int64_t cursor = INT64_MIN, before;
	int64_t total = db_int(&x->s->db, db_stmt(&x->s->db, "SELECT count(*) FROM appeal"), 0, e);

	write_header(x);
	do {
		before = cursor;
		if (write_slice(x, &cursor, e))
			return e->code;
		if (p->step && !p->step(p->ctx, x->rows, total))
			return err_set(e, ERR_FAILED, "%s", _("Stopped: the export is not whole."));
	} while (cursor != before && !x->stopped);
	return ERR_OK;
}

enum err_code export_appeals(struct store *s, const struct export_to *to, const struct progress *p,
			     const struct actor *who, int64_t *rows, struct err *e)
{
	struct exporting x = { .s = s, .to = to,
		.form = { .sep = to->excel ? ';' : ',', .quotes = true } };
	enum err_code rc = write_all(&x, p, e);

	*rows = x.rows;
	if (rc)
		return rc;
	json_t *body = json_pack("{ss sI}", "list", "appeals", "rows", (json_int_t)x.rows);

	rc = log_note(s, "exported", body, who, e);
	json_decref(body);
	return rc;
}
