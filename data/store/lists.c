/* data/store/lists.c - rows of the city's lists: read, changed by an event, written to the list's own table, exported.
 * What each list is stands in lists_table.c. */
#include "core/i18n.h"
#include "data/store/export_internal.h"
#include "data/store/lists_internal.h"

/* --- as the log has them --------------------------------------------------------------------------- */

static bool read_item(struct store *s, sqlite3_stmt *st, struct arena *mem, struct item *out, struct err *e)
{
	item_init(out);
	if (!db_row(&s->db, st, e))
		return false;
	*out = (struct item){ db_text(mem, st, 0), db_text(mem, st, 1), db_text(mem, st, 2), db_text(mem, st, 3),
			      sqlite3_column_int64(st, 4) };
	sqlite3_reset(st);
	return true;
}

bool item_read_subject(struct store *s, const char *subject, struct arena *mem, struct item *out, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT subject, list, key, row, hlc FROM list_row WHERE subject = ?");

	db_bind(st, "s", subject);
	return read_item(s, st, mem, out, e);
}

bool item_read(struct store *s, const char *list, const char *key, struct arena *mem, struct item *out,
	       struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT subject, list, key, row, hlc FROM list_row WHERE list = ?"
					   " AND key = ? ORDER BY hlc DESC, subject LIMIT 1");

	db_bind(st, "ss", list, key);
	return read_item(s, st, mem, out, e);
}

enum err_code item_save(struct store *s, const struct item *i, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "INSERT OR REPLACE INTO list_row(subject, list, key, row, hlc)"
					   " VALUES(?,?,?,?,?)");

	db_bind(st, "ssssi", i->subject, i->list, i->key, i->row, i->hlc);
	return db_run(&s->db, st, e);
}

/* --- the list's own table -------------------------------------------------------------------------- */

const char *list_unsaid(const char *column)
{
	static const char *const marks[] = { "emergency", "disabled" };

	for (size_t i = 0; i < COUNT(marks); i++)
		if (strcmp(column, marks[i]) == 0)
			return "0";
	return strcmp(column, "active") == 0 ? "1" : "";
}

enum err_code list_put(struct store *s, const struct list_desc *l, const char *const *kept, struct arena *mem,
		       struct err *e)
{
	s->catalogue = NULL;
	if (l->save)
		return l->save(s, kept, mem, e);
	sqlite3_stmt *st = db_stmt(&s->db, l->put);

	for (int i = 0; st && i < l->kept; i++)
		sqlite3_bind_text(st, i + 1, kept[i], -1, SQLITE_STATIC);
	return db_run(&s->db, st, e);
}

void list_kept_of(const struct list_desc *l, const char *row, const char **kept, struct arena *mem)
{
	json_t *o = json_loads(row, 0, NULL);

	for (int c = 0; c < l->kept; c++) {
		const char *v = json_string_value(json_object_get(o, l->columns[c].name));

		kept[c] = v ? arena_strdup(mem, v) : list_unsaid(l->columns[c].name);
	}
	json_decref(o);
}

enum err_code list_apply(struct store *s, const struct item *i, struct arena *mem, struct err *e)
{
	const struct list_desc *l = list_find(i->list);
	const char *kept[LIST_COLUMNS];

	if (!l) /* a list of a newer program is kept in the log */
		return ERR_OK;
	list_kept_of(l, i->row, kept, mem);
	return list_put(s, l, kept, mem, e);
}

enum err_code list_change(struct store *s, const char *list, const char *key, const json_t *set,
			  const struct actor *who, struct arena *mem, struct err *e)
{
	struct item i;
	bool there = item_read(s, list, key, mem, &i, e);
	struct event ev = { .kind = item_kept, .subject = there ? i.subject : NULL,
		.at = s->clock->now_ms(s->clock->ctx) };

	if (e->code)
		return e->code;
	json_t *body = json_pack("{ss ss sO}", "list", list, "key", key, "row", set);
	enum err_code rc = log_append(s, &ev, body, who, mem, e);

	json_decref(body);
	if (!rc && item_fold(&i, &ev, mem) != FOLD_OK)
		rc = err_set(e, ERR_BUG, _("The rules refused their own event «%s»: nothing was changed."), ev.kind);
	if (!rc)
		rc = item_save(s, &i, e);
	return rc ? rc : list_apply(s, &i, mem, e);
}

static const char *cell_of(struct store *s, const struct list_desc *l, sqlite3_stmt *st, int i, struct arena *mem)
{
	bool minute = l->minutes >> i & 1;

	return minute ? list_minute(mem, s->clock, sqlite3_column_int64(st, i + 1)) : db_text(mem, st, i + 1);
}

bool list_row_now(struct store *s, const struct list_desc *l, const char *key, const char **kept, struct arena *mem,
		  struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, l->one);

	db_bind(st, "s", key);
	if (!db_row(&s->db, st, e))
		return false;
	for (int i = 0; i < l->kept; i++)
		kept[i] = cell_of(s, l, st, i, mem);
	sqlite3_reset(st);
	return true;
}

const char *list_cell(const struct list_desc *list, const char *const *row, const char *column)
{
	for (int i = 0; i < list->kept; i++)
		if (strcmp(list->columns[i].name, column) == 0)
			return row[i];
	return "";
}

enum err_code list_rows(struct store *s, const struct list_desc *list, struct arena *mem, struct list_rows *out,
			struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, list->all);
	int room = 0;

	*out = (struct list_rows){ arena_alloc(mem, sizeof(*out->rows)), 0 };
	while (db_row(&s->db, st, e)) {
		const char **cells = arena_alloc(mem, (size_t)list->kept * sizeof(*cells));

		for (int i = 0; i < list->kept; i++)
			cells[i] = cell_of(s, list, st, i, mem);
		if (strcmp(list_cell(list, cells, "active"), "0") == 0)
			continue;
		if (out->n == room) {
			const char *const **more = arena_alloc(mem, (size_t)(room = room * 2 + 16) * sizeof(*more));

			memcpy(more, out->rows, (size_t)out->n * sizeof(*more));
			out->rows = more;
		}
		out->rows[out->n++] = cells;
	}
	return e->code;
}

/* --- out ------------------------------------------------------------------------------------------- */

static enum err_code write_rows(struct exporting *x, const struct list_desc *l, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&x->s->db, l->all);

	for (int i = 0; i < l->kept; i++)
		export_cell(x, i, l->columns[i].name);
	export_end_header(x);
	while (!x->stopped && db_row(&x->s->db, st, e)) {
		for (int i = 0; i < l->kept; i++)
			export_cell(x, i, cell_of(x->s, l, st, i, &x->mem));
		x->rows++;
		export_end_line(x);
	}
	sqlite3_reset(st);
	return e->code;
}

enum err_code export_list(struct store *s, const struct list_desc *list, const struct export_to *to,
			  const struct actor *who, int64_t *rows, struct err *e)
{
	struct exporting x;

	export_begin(&x, s, to);
	enum err_code rc = write_rows(&x, list, e);

	*rows = x.rows;
	return rc ? rc : export_note(&x, list->name, who, e);
}
