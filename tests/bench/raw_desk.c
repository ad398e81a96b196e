/* tests/bench/raw_desk.c - the rows of one registration by prepared statements: those of an appeal that was
 * registered, with other keys; one transaction. See desk.h. */
#include "data/store/appeals.h"
#include "data/store/search_index.h"
#include "tests/bench/desk.h"

enum { COLUMNS_MAX = 64, TABLES_MAX = 8, TAILS = 8 };

/* A row to be written again and again with other keys. */
struct raw_row {
	sqlite3_stmt *st;
	sqlite3_value *value[COLUMNS_MAX];
	bool is_key[COLUMNS_MAX];
	int n, offset; /* to the key: an appeal and its question have one, its events their own */
};

struct raw_desk {
	struct store *s;
	struct arena mem;
	struct raw_row rows[TABLES_MAX];
	int nrows;
	const char *words;
	int64_t first_id;
};

/* Columns that are different in each row, whichever table: a number, or a text made of it. */
static bool is_key(const char *column)
{
	static const char *const keys[] = { "id", "appeal", "seq", "n", "subject", "number", "ascii", "idem", "hlc" };

	for (size_t i = 0; i < COUNT(keys); i++)
		if (strcmp(keys[i], column) == 0)
			return true;
	return false;
}

static enum err_code take_row(struct raw_desk *d, const char *table, sqlite3_stmt *from, struct err *e)
{
	struct raw_row *r = &d->rows[d->nrows];
	const char *marks = "?";

	r->offset = strcmp(table, "event") == 0 ? d->nrows : 0;
	d->nrows++;
	r->n = sqlite3_column_count(from);
	for (int i = 0; i < r->n; i++) {
		r->value[i] = sqlite3_value_dup(sqlite3_column_value(from, i));
		r->is_key[i] = is_key(sqlite3_column_name(from, i));
		marks = i ? arena_printf(&d->mem, "%s,?", marks) : marks;
	}
	const char *sql = arena_printf(&d->mem, "INSERT INTO %s VALUES(%s)", table, marks);

	return sqlite3_prepare_v2(d->s->db.h, sql, -1, &r->st, NULL) == SQLITE_OK ? ERR_OK : db_fail(&d->s->db, e);
}

static enum err_code take_rows(struct raw_desk *d, const char *table, const char *where, const char *key,
			       struct err *e)
{
	const char *sql = arena_printf(&d->mem, "SELECT * FROM %s WHERE %s", table, where);
	sqlite3_stmt *st;

	if (sqlite3_prepare_v2(d->s->db.h, sql, -1, &st, NULL) != SQLITE_OK)
		return db_fail(&d->s->db, e);
	sqlite3_bind_text(st, 1, key, -1, SQLITE_STATIC);
	while (!e->code && d->nrows < TABLES_MAX && sqlite3_step(st) == SQLITE_ROW)
		take_row(d, table, st, e);
	sqlite3_finalize(st);
	return e->code;
}

static enum err_code take_words(struct raw_desk *d, const char *number, struct err *e)
{
	struct appeal a;
	int k;

	if (appeal_load(d->s, number, &d->mem, &a, &k, e))
		return e->code;
	d->words = arena_printf(&d->mem, "%s %s", search_words(&d->mem, &a, &a.q[0]), search_tags(&d->mem, &a, &a.q[0]));
	return ERR_OK;
}

enum err_code raw_desk_open(struct store *s, struct raw_desk **out, struct err *e)
{
	static const char of_subject[] = "subject = (SELECT subject FROM appeal WHERE number = ?1)";
	struct raw_desk *d = calloc(1, sizeof(*d));
	const char *number;

	*out = d;
	d->s = s;
	if (desk_register(s, "raw-desk", &d->mem, &number, e) || take_rows(d, "event", of_subject, number, e) ||
	    take_rows(d, "appeal", "number = ?1", number, e) ||
	    take_rows(d, "question", "appeal = (SELECT id FROM appeal WHERE number = ?1)", number, e) ||
	    take_words(d, number, e))
		return e->code;
	/* Beyond whatever is registered meanwhile. */
	d->first_id = db_int(&s->db, db_stmt(&s->db, "SELECT max(id) FROM question"), 0, e) + 100000000;
	return e->code;
}

void raw_desk_close(struct raw_desk *d)
{
	for (int i = 0; i < d->nrows; i++) {
		sqlite3_finalize(d->rows[i].st);
		for (int k = 0; k < d->rows[i].n; k++)
			sqlite3_value_free(d->rows[i].value[k]);
	}
	arena_free(&d->mem);
	free(d);
}

static enum err_code put_row(struct raw_desk *d, const struct raw_row *r, int64_t key, struct err *e)
{
	char text[40];

	snprintf(text, sizeof(text), "HL-%lld-26", (long long)key);
	for (int i = 0; i < r->n; i++)
		if (!r->is_key[i])
			sqlite3_bind_value(r->st, i + 1, r->value[i]);
		else if (sqlite3_value_type(r->value[i]) == SQLITE_TEXT)
			sqlite3_bind_text(r->st, i + 1, text, -1, SQLITE_STATIC);
		else
			sqlite3_bind_int64(r->st, i + 1, key);
	return db_run(&d->s->db, r->st, e);
}

/* The statement with one number and one text or two numbers. */
static enum err_code put(struct db *db, const char *sql, int64_t one, const char *text, int64_t two, struct err *e)
{
	sqlite3_stmt *st = db_stmt(db, sql);

	if (text)
		db_bind(st, "is", one, text);
	else
		db_bind(st, "ii", one, two);
	return db_run(db, st, e);
}

static enum err_code put_search(struct raw_desk *d, int64_t id, int64_t num, struct err *e)
{
	struct db *db = &d->s->db;
	char digits[24];

	snprintf(digits, sizeof(digits), "%lld", (long long)num);
	enum err_code rc = put(db, "INSERT INTO question_text(rowid, words) VALUES(?,?)", id, d->words, 0, e);

	if (!rc)
		rc = put(db, "INSERT INTO phone_of(id, num, name) VALUES(?,?,'Лук’яненко Ганна')", id, NULL, num, e);
	if (!rc)
		rc = put(db, "INSERT INTO phone_gram(rowid, num) VALUES(?,?)", id, digits, 0, e);
	for (int i = 0; !rc && i < TAILS; i++) /* keys of tails have base 11 */
		rc = put(db, "INSERT OR IGNORE INTO phone_tail(key, num) VALUES(?,?)",
			 strtoll(digits + i, NULL, 11) * (i + 1), NULL, num, e);
	return rc;
}

enum err_code raw_desk_register(struct raw_desk *d, int i, struct err *e)
{
	struct db *db = &d->s->db;
	enum err_code rc = db_exec(db, "PRAGMA synchronous=FULL; BEGIN IMMEDIATE", e);

	if (!rc)
		rc = put(db, "UPDATE counter SET last = last + (?1 > 0) WHERE year > ?2", 1, NULL, 0, e);
	for (int k = 0; !rc && k < d->nrows; k++)
		rc = put_row(d, &d->rows[k], d->first_id + (int64_t)i * TABLES_MAX + d->rows[k].offset, e);
	if (!rc)
		rc = put(db, "UPDATE chain SET hlc = hlc + ?1, hash = hash WHERE seq > ?2", 1, NULL, 0, e);
	if (!rc)
		rc = put_search(d, d->first_id + (int64_t)i * TABLES_MAX, INT64_C(380670000000) + i * 7919, e);
	if (!rc)
		rc = db_exec(db, "COMMIT; PRAGMA synchronous=NORMAL", e);
	return rc;
}
