/* data/store/phone_index.c - see phone_index.h.
 *
 * A common fragment is cheap to find by walking from the newest row, a rare one by listing the numbers
 * that have it; each is hopeless at the other end. So: 1-2 digits walk the rows, 3-4 walk the trigrams,
 * 5 and more list the numbers by the key of a tail, unless there are too many of them. */
#include "data/store/phone_index.h"

#include <stdlib.h>

#include "core/i18n.h"

/* The code of the country: to meet the list of all rows with it leaves nothing out and takes half of the time. */
#define EVERY_NUMBER "380"

enum {
	KEY_DIGITS = 8,        /* of a tail that go into its key */
	TAIL_MIN = 5,          /* shorter fragments are never looked up by tails */
	NUMBERS_MAX = 1200,    /* more numbers than that: walking is quicker (performance.md B) */
	GRAM = 3
};

const struct phone_index phones_of_questions = {
	.walk = "SELECT id, num FROM phone_of WHERE id < ? ORDER BY id DESC",
	.num_of = "SELECT num FROM phone_of WHERE id = ?",
	.newest = "SELECT id FROM phone_of WHERE num = ?1 AND id < ?2 ORDER BY id DESC LIMIT 1",
	.grams = "SELECT rowid FROM phone_gram WHERE phone_gram MATCH ? AND rowid < ? ORDER BY rowid DESC",
	.tails = "SELECT num FROM phone_tail WHERE key >= ? AND key < ? LIMIT ?",
	.add = "INSERT INTO phone_of(id, num, name) VALUES(?,?,?)",
	.drop = "DELETE FROM phone_of WHERE id = ?",
	.add_gram = "INSERT INTO phone_gram(rowid, num) VALUES(?,?)",
	.drop_gram = "INSERT INTO phone_gram(phone_gram, rowid, num) VALUES('delete',?,?)",
	.add_tail = "INSERT OR IGNORE INTO phone_tail(key, num) VALUES(?,?)",
	.drop_tail = "DELETE FROM phone_tail WHERE key = ? AND num = ?",
	.other = "SELECT 1 FROM phone_of WHERE num = ?1 AND id <> ?2 LIMIT 1",
};

/* Rows of calls are narrow and have their number themselves. (The plus keeps the walk in the order of rows.) */
const struct phone_index phones_of_calls = {
	.walk = "SELECT id, num FROM call WHERE id < ? AND +num > 0 ORDER BY id DESC",
	.num_of = "SELECT num FROM call WHERE id = ?",
	.newest = "SELECT id FROM call WHERE num = ?1 AND id < ?2 ORDER BY id DESC LIMIT 1",
	.grams = "SELECT rowid FROM call_gram WHERE call_gram MATCH ? AND rowid < ? ORDER BY rowid DESC",
	.tails = "SELECT num FROM call_tail WHERE key >= ? AND key < ? LIMIT ?",
	.drop = "UPDATE call SET num = NULL WHERE id = ?",
	.add_gram = "INSERT INTO call_gram(rowid, num) VALUES(?,?)",
	.drop_gram = "INSERT INTO call_gram(call_gram, rowid, num) VALUES('delete',?,?)",
	.add_tail = "INSERT OR IGNORE INTO call_tail(key, num) VALUES(?,?)",
	.drop_tail = "DELETE FROM call_tail WHERE key = ? AND num = ?",
	.other = "SELECT 1 FROM call WHERE num = ?1 AND id <> ?2 LIMIT 1",
};

/* --- keys --- */

/* The first eight of `len` digits as a number of base 11, left-justified; a digit d is d + 1 and 0 is "no
 * more", so that a fragment is a range of keys: [key, key + *width). */
static int64_t tail_key(const char *digits, size_t len, int64_t *width)
{
	int64_t key = 0;

	*width = 1;
	for (size_t i = 0; i < KEY_DIGITS; i++) {
		key = key * 11 + (i < len ? digits[i] - '0' + 1 : 0);
		if (i >= len)
			*width *= 11;
	}
	return key;
}

/* snprintf() would take longer than the step to the row. */
static size_t to_digits(int64_t num, char out[24])
{
	char back[24];
	size_t n = 0;

	do
		back[n++] = (char)('0' + num % 10);
	while ((num /= 10) > 0);
	for (size_t i = 0; i < n; i++)
		out[i] = back[n - 1 - i];
	out[n] = '\0';
	return n;
}

/* --- writing --- */

static enum err_code write_tails(struct db *db, const char *sql, int64_t num, struct err *e)
{
	char digits[24];
	size_t len = to_digits(num, digits);

	for (size_t at = 0; at + TAIL_MIN <= len; at++) {
		sqlite3_stmt *st = db_stmt(db, sql);
		int64_t width;

		db_bind(st, "ii", tail_key(digits + at, len - at, &width), num);
		if (db_run(db, st, e))
			return e->code;
	}
	return ERR_OK;
}

static enum err_code keep(struct phone_pairs *p, int64_t key, int64_t num, struct err *e)
{
	if (p->n == p->room) {
		int room = 2 * p->room + 1024;
		struct phone_pair *rows = realloc(p->rows, (size_t)room * sizeof(*rows));

		if (!rows)
			return err_set(e, ERR_FAILED, "%s", _("Out of memory."));
		p->rows = rows;
		p->room = room;
	}
	p->rows[p->n++] = (struct phone_pair){ key, num };
	return ERR_OK;
}

static enum err_code keep_tails(struct phone_pairs *p, int64_t num, struct err *e)
{
	char digits[24];
	size_t len = to_digits(num, digits);
	int64_t width;

	for (size_t at = 0; at + TAIL_MIN <= len; at++)
		if (keep(p, tail_key(digits + at, len - at, &width), num, e))
			return e->code;
	return ERR_OK;
}

static int by_key(const void *x, const void *y)
{
	const struct phone_pair *a = x, *b = y;

	return a->key != b->key ? (a->key > b->key) - (a->key < b->key) : (a->num > b->num) - (a->num < b->num);
}

static bool has_other(struct db *db, const struct phone_index *ix, int64_t id, int64_t num, struct err *e)
{
	sqlite3_stmt *st = db_stmt(db, ix->other);

	db_bind(st, "ii", num, id);
	return db_int(db, st, 0, e) != 0;
}

static enum err_code write_gram(struct db *db, const char *sql, int64_t id, int64_t num, struct err *e)
{
	sqlite3_stmt *st = db_stmt(db, sql);
	char digits[24];

	to_digits(num, digits);
	db_bind(st, "is", id, digits);
	return db_run(db, st, e);
}

enum err_code phone_index_add(struct db *db, const struct phone_index *ix, int64_t id, int64_t num,
			      const char *name, struct phone_later *later, struct err *e)
{
	sqlite3_stmt *st = ix->add ? db_stmt(db, ix->add) : NULL;

	if (st)
		db_bind(st, "iis", id, num, name);
	if (st && db_run(db, st, e))
		return e->code;
	if (later ? keep(&later->grams, id, num, e) : write_gram(db, ix->add_gram, id, num, e))
		return e->code;
	if (has_other(db, ix, id, num, e))
		return ERR_OK;
	return later ? keep_tails(&later->tails, num, e) : write_tails(db, ix->add_tail, num, e);
}

static void sort(struct phone_pairs *p)
{
	if (p->n)
		qsort(p->rows, (size_t)p->n, sizeof(*p->rows), by_key);
}

enum err_code phone_later_write(struct db *db, const struct phone_index *ix, struct phone_later *l, struct err *e)
{
	struct phone_pairs *tails = &l->tails, *grams = &l->grams;

	sort(tails);
	for (int i = 0; i < tails->n; i++) {
		sqlite3_stmt *st = db_stmt(db, ix->add_tail);

		db_bind(st, "ii", tails->rows[i].key, tails->rows[i].num);
		if (db_run(db, st, e))
			return e->code;
	}
	sort(grams);
	for (int i = 0; i < grams->n; i++)
		if (write_gram(db, ix->add_gram, grams->rows[i].key, grams->rows[i].num, e))
			return e->code;
	tails->n = grams->n = 0;
	return ERR_OK;
}

void phone_later_free(struct phone_later *l)
{
	free(l->tails.rows);
	free(l->grams.rows);
	*l = (struct phone_later){ .tails = { .n = 0 } };
}

enum err_code phone_index_drop(struct db *db, const struct phone_index *ix, int64_t id, int64_t num,
			       struct err *e)
{
	sqlite3_stmt *st = db_stmt(db, ix->drop);

	db_bind(st, "i", id);
	if (db_run(db, st, e) || write_gram(db, ix->drop_gram, id, num, e))
		return e->code;
	return has_other(db, ix, id, num, e) ? ERR_OK : write_tails(db, ix->drop_tail, num, e);
}

/* --- searching --- */

static bool has_digits(int64_t num, const char *digits)
{
	char all[24];

	to_digits(num, all);
	return strstr(all, digits) != NULL;
}

static bool row_has(struct ids_scan *s, sqlite3_stmt *row)
{
	return has_digits(sqlite3_column_int64(row, 1), s->ctx);
}

struct wanted {
	sqlite3_stmt *num_of;
	const char *digits;
};

/* All trigrams are there; are they side by side? */
static bool number_has(struct ids_scan *s, sqlite3_stmt *row)
{
	const struct wanted *w = s->ctx;

	sqlite3_bind_int64(w->num_of, 1, sqlite3_column_int64(row, 0));
	return has_digits(db_int(s->on->db, w->num_of, 0, s->on->e), w->digits);
}

static bool gram_has(struct ids *base, int64_t id)
{
	const struct ids_scan *s = (struct ids_scan *)base;
	const struct wanted *w = s->ctx;

	sqlite3_bind_int64(w->num_of, 1, id);
	return has_digits(db_int(s->on->db, w->num_of, 0, s->on->e), w->digits);
}

static struct ids *by_walking(struct search *on, const struct phone_index *ix, const char *digits)
{
	struct ids *s = ids_scan(on, ix->walk, NULL);
	struct ids_scan *scan = (struct ids_scan *)s;

	scan->fits = row_has;
	scan->ctx = digits;
	return s;
}

static struct ids *by_grams(struct search *on, const struct phone_index *ix, const char *digits)
{
	const char *match = "";
	bool one = strlen(digits) == GRAM;

	for (const char *d = digits; strlen(d) >= GRAM; d++)
		if (one || strncmp(d, EVERY_NUMBER, GRAM) != 0)
			match = arena_printf(on->mem, "%s%s\"%c%c%c\"", match, *match ? " AND " : "", d[0], d[1], d[2]);
	struct wanted *w = arena_alloc(on->mem, sizeof(*w));
	struct ids *s = ids_scan(on, ix->grams, match);
	struct ids_scan *scan = (struct ids_scan *)s;

	*w = (struct wanted){ db_stmt(on->db, ix->num_of), digits };
	s->has = gram_has;
	scan->ctx = w;
	if (strlen(digits) > GRAM)
		scan->fits = number_has;
	return s;
}

/* The numbers that have the fragment, those that have it twice perhaps twice; -1 when there are too many of
 * them. Looks up the last eight digits of a longer one: they differ more than the code of the country. */
static int list_numbers(struct search *on, const struct phone_index *ix, const char *digits,
			struct ids_key *keys)
{
	size_t len = strlen(digits), skip = len > KEY_DIGITS ? len - KEY_DIGITS : 0;
	int64_t width, key = tail_key(digits + skip, len - skip, &width);
	sqlite3_stmt *st = db_stmt(on->db, ix->tails);
	int n = 0, seen = 0;

	db_bind(st, "iid", key, key + width, NUMBERS_MAX + 1);
	for (; db_row(on->db, st, on->e); seen++) {
		int64_t num = sqlite3_column_int64(st, 0);

		if (skip == 0 || has_digits(num, digits))
			keys[n++] = (struct ids_key){ .num = num };
	}
	return seen > NUMBERS_MAX ? -1 : n;
}

struct ids *phone_index_find(struct search *on, const struct phone_index *ix, const char *digits)
{
	size_t len = strlen(digits);

	if (len < GRAM)
		return by_walking(on, ix, digits);
	if (len < TAIL_MIN)
		return by_grams(on, ix, digits);
	struct ids_key *keys = arena_alloc(on->mem, (NUMBERS_MAX + 1) * sizeof(*keys));
	int n = list_numbers(on, ix, digits, keys);

	return n < 0 ? by_grams(on, ix, digits) : ids_keys(on, ix->newest, keys, n);
}
