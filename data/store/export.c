/* data/store/export.c - see export.h. Reads in pieces, so that no snapshot is held for minutes. */
#include "data/store/export.h"

#include "core/i18n.h"
#include "core/import_appeal.h"
#include "data/store/appeals.h"
#include "data/store/export_internal.h"

enum { SLICE = 500 };

void export_begin(struct exporting *x, struct store *s, const struct export_to *to)
{
	char sep = to->excel ? ';' : to->tab ? '\t' : ',';

	*x = (struct exporting){ .s = s, .to = to, .form = { .sep = sep, .quotes = sep != '\t' } };
}

void export_cell(struct exporting *x, int col, const char *value)
{
	const char *cell = csv_write(&x->form, value, x->to->excel, &x->mem);

	x->line = col ? arena_printf(&x->mem, "%s%c%s", x->line, x->form.sep, cell) : cell;
}

void export_end_line(struct exporting *x)
{
	if (!x->to->line(x->to->ctx, x->line))
		x->stopped = true;
	arena_free(&x->mem);
}

void export_end_header(struct exporting *x)
{
	if (x->to->excel)
		x->line = arena_printf(&x->mem, "\xEF\xBB\xBF%s", x->line);
	export_end_line(x);
}

enum err_code export_progress(const struct exporting *x, const struct progress *p, int64_t total, struct err *e)
{
	if (p->step && !p->step(p->ctx, x->rows, total))
		return err_set(e, ERR_FAILED, "%s", _("Stopped: the export is not whole."));
	return ERR_OK;
}

enum err_code export_note(struct exporting *x, const char *list, const struct actor *who, struct err *e)
{
	json_t *body = json_pack("{ss sI}", "list", list, "rows", (json_int_t)x->rows);
	enum err_code rc = log_note(x->s, "exported", body, who, e);

	json_decref(body);
	return rc;
}

static void write_header(struct exporting *x)
{
#define X(name, required) #name,
	static const char *const names[] = { APPEAL_ROW(X) };
#undef X

	for (int i = 0; i < APPEAL_COLUMNS_COUNT; i++)
		export_cell(x, i, names[i]);
	export_end_header(x);
}

static void write_question(struct exporting *x, const struct appeal *a, const struct question *q)
{
	for (int i = 0; i < APPEAL_COLUMNS_COUNT; i++)
		export_cell(x, i, appeal_row_cell((enum appeal_column)i, a, q, x->s->clock, &x->mem));
	x->rows++;
	export_end_line(x);
}

static void write_appeal(struct exporting *x, const struct appeal *a)
{
	for (int k = 0; k < a->nq && !x->stopped; k++)
		write_question(x, a, &a->q[k]);
}

/* Appeals of this site in the order of their numbers: the file knows no other site, and a base that it is taken into
 * gives it back the same. */
static enum err_code list_ids(struct exporting *x, struct arena *mem, int64_t **ids, int64_t *n, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&x->s->db, "SELECT count(*) FROM appeal");
	int64_t room = db_int(&x->s->db, st, 0, e);

	*n = 0;
	*ids = arena_alloc(mem, (size_t)(room + 1) * sizeof(**ids));
	st = db_stmt(&x->s->db, "SELECT id FROM appeal WHERE site = ? ORDER BY year, n LIMIT ?");
	db_bind(st, "si", x->s->site, room);
	while (!e->code && db_row(&x->s->db, st, e))
		(*ids)[(*n)++] = sqlite3_column_int64(st, 0);
	sqlite3_reset(st);
	return e->code;
}

static enum err_code write_slice(struct exporting *x, const int64_t *ids, int64_t n, struct err *e)
{
	for (int64_t i = 0; i < n && !x->stopped && !e->code; i++) {
		struct arena mem = { 0 };
		struct appeal a;

		if (appeal_read(x->s, ids[i], &mem, &a, e))
			write_appeal(x, &a);
		arena_free(&mem);
	}
	return e->code;
}

static enum err_code write_all(struct exporting *x, const struct progress *p, struct err *e)
{
	struct arena mem = { 0 };
	int64_t *ids, n;
	enum err_code rc = list_ids(x, &mem, &ids, &n, e);

	write_header(x);
	for (int64_t i = 0; !rc && i < n && !x->stopped; i += SLICE) {
		rc = write_slice(x, ids + i, n - i < SLICE ? n - i : SLICE, e);
		if (!rc)
			rc = export_progress(x, p, n, e);
	}
	arena_free(&mem);
	return rc;
}

enum err_code export_appeals(struct store *s, const struct export_to *to, const struct progress *p,
			     const struct actor *who, int64_t *rows, struct err *e)
{
	struct exporting x;

	export_begin(&x, s, to);
	enum err_code rc = write_all(&x, p, e);

	*rows = x.rows;
	return rc ? rc : export_note(&x, "appeals", who, e);
}

static enum err_code write_chosen(struct exporting *x, const char *ref, const struct actor *who, struct err *e)
{
	struct arena mem = { 0 };
	struct appeal a;
	int k;
	enum err_code rc = appeal_load(x->s, ref, &mem, &a, &k, e);

	if (!rc && !appeal_visible(&a, who))
		rc = err_set(e, ERR_REFUSED, "%s", _("This appeal belongs to another executor."));
	if (!rc)
		write_question(x, &a, appeal_question(&a, k));
	arena_free(&mem);
	return rc;
}

enum err_code export_chosen(struct store *s, const struct export_to *to, const struct export_chosen *what,
			    const struct progress *p, const struct actor *who, int64_t *rows, struct err *e)
{
	struct exporting x;

	export_begin(&x, s, to);
	write_header(&x);
	for (size_t i = 0; i < what->n && !x.stopped; i++)
		if (write_chosen(&x, what->refs[i], who, e) || export_progress(&x, p, (int64_t)what->n, e))
			return e->code;
	*rows = x.rows;
	return export_note(&x, "appeals", who, e);
}
