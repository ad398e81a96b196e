/* data/store/export_calls.c - the call journal as lines, see export.h. The name is the one the exchange gave, not the
 * one that appeals give the number today. */
#include "core/call_rows.h"
#include "data/store/calls_internal.h"
#include "data/store/export_internal.h"

enum { SLICE = 1000 };

static void write_call(struct exporting *x, const struct call *c)
{
	for (int i = 0; i < CALL_COLUMN_COUNT; i++)
		export_cell(x, i, call_row_cell((enum call_column)i, c, x->s->clock, &x->mem));
	x->rows++;
	export_end_line(x);
}

/* Some calls after *cursor; sets it to the last of them, or leaves it when there are no more. */
static enum err_code write_slice(struct exporting *x, int64_t *cursor, struct err *e)
{
	enum err_code rc = db_begin_read(&x->s->db, e);
	struct call c;

	if (rc)
		return rc;
	sqlite3_stmt *st = calls_after(x->s, *cursor, SLICE);

	while (!x->stopped && db_row(&x->s->db, st, e)) {
		struct arena mem = { 0 };

		call_read_plain(st, &mem, &c);
		write_call(x, &c);
		*cursor = c.key;
		arena_free(&mem);
	}
	sqlite3_reset(st);
	db_end_read(&x->s->db);
	return e->code;
}

static enum err_code write_all(struct exporting *x, const struct progress *p, struct err *e)
{
	int64_t cursor = INT64_MIN, before;
	int64_t total = db_int(&x->s->db, db_stmt(&x->s->db, "SELECT count(*) FROM call"), 0, e);

	for (int i = 0; i < CALL_COLUMN_COUNT; i++)
		export_cell(x, i, call_column_name((enum call_column)i));
	export_end_header(x);
	do {
		before = cursor;
		if (write_slice(x, &cursor, e) || export_progress(x, p, total, e))
			return e->code;
	} while (cursor != before && !x->stopped);
	return ERR_OK;
}

enum err_code export_calls(struct store *s, const struct export_to *to, const struct progress *p,
			   const struct actor *who, int64_t *rows, struct err *e)
{
	struct exporting x;

	export_begin(&x, s, to);
	enum err_code rc = write_all(&x, p, e);

	*rows = x.rows;
	return rc ? rc : export_note(&x, "calls", who, e);
}
