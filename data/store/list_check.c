/* data/store/list_check.c - see list_check.h. Writes nothing but what lists_mend() puts right. */
#include "data/store/list_check.h"

/* Of several rows of the log with one key the latest counts, as in item_read(). */
#define EXPECTED "SELECT key, row FROM (SELECT key, row, row_number() OVER (PARTITION BY key ORDER BY hlc DESC, subject)" \
	" AS nth FROM list_row WHERE list = ?1) WHERE nth = 1 UNION ALL SELECT key, row FROM list_seed x WHERE list = ?1" \
	" AND NOT EXISTS(SELECT 1 FROM list_row r WHERE r.list = ?1 AND r.key = x.key)"

#define SEED(list, table, key, where, columns) \
	"INSERT OR IGNORE INTO list_seed SELECT '" list "', " key ", json_object(" columns ") FROM " table \
	" WHERE " where " AND NOT EXISTS(SELECT 1 FROM list_row r WHERE r.list = '" list "' AND r.key = " key ");"
#define AS_TEXT(column) "'" #column "', CAST(" #column " AS TEXT)"

const char list_seed_fill[] =
	SEED("topics", "topic", "code", "1", "'code', code, 'group', grp, 'topic', name, 'priority', priority, 'term', term,"
	     " 'service', service, 'co_service', co_service, 'hint', hint, " AS_TEXT(active))
	SEED("services", "service", "code", "1", "'code', code, 'name', name, 'kind', kind, 'phone', phone,"
	     AS_TEXT(emergency) ", " AS_TEXT(active))
	SEED("streets", "street", "(type || ' ' || name)", "1", "'type', type, 'name', name, " AS_TEXT(active))
	SEED("renames", "street", "name", "now <> ''", "'old', name, 'new', now")
	SEED("workdays", "workday", "date(day * 86400, 'unixepoch')", "1", "'day', date(day * 86400, 'unixepoch'), "
	     AS_TEXT(works));

struct looking {
	struct store *s;
	struct arena *mem;
	struct list_faults *out;
	int room;
};

static void add(struct looking *k, const struct list_fault *f)
{
	if (k->out->n == k->room) {
		struct list_fault *more = arena_alloc(k->mem, (size_t)(2 * k->room + 16) * sizeof(*more));

		if (k->out->n)
			memcpy(more, k->out->row, (size_t)k->out->n * sizeof(*more));
		k->out->row = more;
		k->room = 2 * k->room + 16;
	}
	k->out->row[k->out->n++] = *f;
}

/* --- rows that should be there ---------------------------------------------------------------------------- */

static void compare(struct looking *k, const struct list_desc *l, const char *key, const char *row, struct err *e)
{
	const char *now[LIST_COLUMNS], **kept = arena_alloc(k->mem, LIST_COLUMNS * sizeof(*kept));
	struct list_fault f = { l, arena_strdup(k->mem, key), NULL, kept };

	list_kept_of(l, row, kept, k->mem);
	if (!list_row_now(k->s, l, key, now, k->mem, e))
		f.column = "";
	for (int i = 0; !f.column && i < l->kept; i++)
		if (strcmp(now[i], kept[i]) != 0)
			f.column = l->columns[i].name;
	if (f.column && !e->code)
		add(k, &f);
}

static enum err_code look(struct looking *k, const struct list_desc *l, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&k->s->db, EXPECTED);

	db_bind(st, "s", l->name);
	while (db_row(&k->s->db, st, e)) {
		compare(k, l, (const char *)sqlite3_column_text(st, 0), (const char *)sqlite3_column_text(st, 1), e);
		if (e->code)
			break;
	}
	sqlite3_reset(st);
	return e->code;
}

/* --- rows that should not --------------------------------------------------------------------------------- */

static bool is_made(struct store *s, const char *list, const char *key, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, "SELECT 1 FROM list_row WHERE list = ?1 AND key = ?2 UNION ALL"
					   " SELECT 1 FROM list_seed WHERE list = ?1 AND key = ?2 LIMIT 1");

	db_bind(st, "ss", list, key);
	return db_int(&s->db, st, 0, e) != 0;
}

/* Not of streets: a renaming makes rows of its own. */
static enum err_code look_for_strange(struct looking *k, const struct list_desc *l, struct err *e)
{
	sqlite3_stmt *st = l->drop ? db_stmt(&k->s->db, l->all) : NULL;

	while (st && db_row(&k->s->db, st, e)) {
		const char *key = db_text(k->mem, st, 0);
		const struct list_fault f = { l, key, "", NULL };

		if (!is_made(k->s, l->name, key, e) && !e->code)
			add(k, &f);
	}
	sqlite3_reset(st);
	return e->code;
}

enum err_code lists_faults(struct store *s, struct arena *mem, struct list_faults *out, struct err *e)
{
	struct looking k = { .s = s, .mem = mem, .out = out };

	*out = (struct list_faults){ .n = 0 };
	for (size_t i = 0; list_name(i); i++) {
		const struct list_desc *l = list_find(list_name(i));

		if (!l->change && (look(&k, l, e) || look_for_strange(&k, l, e)))
			break;
	}
	return e->code;
}

/* --- mending ---------------------------------------------------------------------------------------------- */

static enum err_code drop(struct store *s, const struct list_fault *f, struct err *e)
{
	sqlite3_stmt *st = db_stmt(&s->db, f->list->drop);

	db_bind(st, "s", f->key);
	return db_run(&s->db, st, e);
}

enum err_code lists_mend(struct store *s, int64_t *mended, struct err *e)
{
	struct arena mem = { 0 };
	struct list_faults faults;
	enum err_code rc = lists_faults(s, &mem, &faults, e);

	for (int i = 0; !rc && i < faults.n; i++)
		rc = faults.row[i].kept ? list_put(s, faults.row[i].list, faults.row[i].kept, &mem, e)
					: drop(s, &faults.row[i], e);
	*mended = faults.n;
	arena_free(&mem);
	return rc;
}
