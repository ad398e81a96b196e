/* tests/bench/raw.c - see raw.h. */
#include "data/store/db.h"
#include "tests/bench/raw.h"

enum { NUMBERS_MAX = 1200, KEY_DIGITS = 8, CARD_ROWS = 10, CARD_CALLS = 5 };

#define FULL_QUESTION "SELECT q.*, a.* FROM question q JOIN appeal a ON a.id = q.appeal WHERE q.id = ?"
#define FULL_CALL "SELECT * FROM call WHERE id = ?"

/* Reads all columns of a row, as whoever shows it would. */
static void take_row(struct db *db, const char *sql, int64_t id)
{
	sqlite3_stmt *st = db_stmt(db, sql);

	sqlite3_bind_int64(st, 1, id);
	if (sqlite3_step(st) == SQLITE_ROW)
		for (int i = sqlite3_column_count(st) - 1; i >= 0; i--)
			sqlite3_column_text(st, i);
	sqlite3_reset(st);
}

static const char *full_row(bool calls)
{
	return calls ? FULL_CALL : FULL_QUESTION;
}

static bool has(int64_t num, const char *digits)
{
	char all[24];
	int at = sizeof(all) - 1;

	all[at] = '\0';
	do
		all[--at] = (char)('0' + num % 10);
	while ((num /= 10) > 0);
	return strstr(all + at, digits) != NULL;
}

static int walk(struct db *db, bool calls, const char *digits)
{
	sqlite3_stmt *st = db_stmt(db, calls ? "SELECT id, num FROM call WHERE +num > 0 ORDER BY id DESC"
					     : "SELECT id, num FROM phone_of ORDER BY id DESC");
	int n = 0;

	while (n < RAW_PAGE && sqlite3_step(st) == SQLITE_ROW)
		if (has(sqlite3_column_int64(st, 1), digits)) {
			take_row(db, full_row(calls), sqlite3_column_int64(st, 0));
			n++;
		}
	sqlite3_reset(st);
	return n;
}

static int by_grams(struct db *db, bool calls, const char *digits)
{
	sqlite3_stmt *st = db_stmt(db, calls
		? "SELECT c.id, c.num FROM call_gram g JOIN call c ON c.id = g.rowid WHERE call_gram MATCH ?"
		  " ORDER BY g.rowid DESC"
		: "SELECT p.id, p.num FROM phone_gram g JOIN phone_of p ON p.id = g.rowid WHERE phone_gram MATCH ?"
		  " ORDER BY g.rowid DESC");
	char match[128] = "";
	int n = 0;

	for (size_t i = 0, at = 0; i + 3 <= strlen(digits); i++)
		at += (size_t)snprintf(match + at, sizeof(match) - at, "%s\"%.3s\"", i ? " AND " : "", digits + i);
	sqlite3_bind_text(st, 1, match, -1, SQLITE_STATIC);
	while (n < RAW_PAGE && sqlite3_step(st) == SQLITE_ROW)
		if (has(sqlite3_column_int64(st, 1), digits)) {
			take_row(db, full_row(calls), sqlite3_column_int64(st, 0));
			n++;
		}
	sqlite3_reset(st);
	return n;
}

struct head {
	int64_t num, id;
};

static int64_t newest(struct db *db, bool calls, int64_t num, int64_t below)
{
	sqlite3_stmt *st = db_stmt(db, calls
		? "SELECT id FROM call WHERE num = ?1 AND id < ?2 ORDER BY id DESC LIMIT 1"
		: "SELECT id FROM phone_of WHERE num = ?1 AND id < ?2 ORDER BY id DESC LIMIT 1");

	sqlite3_bind_int64(st, 1, num);
	sqlite3_bind_int64(st, 2, below);
	int64_t id = sqlite3_step(st) == SQLITE_ROW ? sqlite3_column_int64(st, 0) : 0;

	sqlite3_reset(st);
	return id;
}

static int merge(struct db *db, bool calls, struct head *h, int n)
{
	int rows = 0;

	for (int i = 0; i < n; i++)
		h[i].id = newest(db, calls, h[i].num, INT64_MAX);
	for (; rows < RAW_PAGE; rows++) {
		int best = 0;

		for (int i = 1; i < n; i++)
			if (h[i].id > h[best].id)
				best = i;
		if (n == 0 || h[best].id == 0)
			break;
		take_row(db, full_row(calls), h[best].id);
		int64_t id = h[best].id;

		for (int i = 0; i < n; i++) /* a number that has the fragment twice is there twice */
			if (h[i].id == id)
				h[i].id = newest(db, calls, h[i].num, id);
	}
	return rows;
}

/* The first eight digits in base 11, as data/store/phone_index.c keeps them. */
static int64_t key_of(const char *digits, int64_t *width)
{
	size_t len = strlen(digits);
	int64_t key = 0;

	*width = 1;
	for (size_t i = 0; i < KEY_DIGITS; i++) {
		key = key * 11 + (i < len ? digits[i] - '0' + 1 : 0);
		*width *= i >= len ? 11 : 1;
	}
	return key;
}

static int by_tails(struct db *db, bool calls, const char *digits)
{
	size_t len = strlen(digits), skip = len > KEY_DIGITS ? len - KEY_DIGITS : 0;
	sqlite3_stmt *st = db_stmt(db, calls ? "SELECT num FROM call_tail WHERE key >= ? AND key < ? LIMIT 1201"
					     : "SELECT num FROM phone_tail WHERE key >= ? AND key < ? LIMIT 1201");
	struct head h[NUMBERS_MAX + 1];
	int64_t width, key = key_of(digits + skip, &width);
	int n = 0;

	sqlite3_bind_int64(st, 1, key);
	sqlite3_bind_int64(st, 2, key + width);
	while (n <= NUMBERS_MAX && sqlite3_step(st) == SQLITE_ROW) {
		h[n] = (struct head){ sqlite3_column_int64(st, 0), 0 };
		n += skip == 0 || has(h[n].num, digits);
	}
	sqlite3_reset(st);
	return n > NUMBERS_MAX ? by_grams(db, calls, digits) : merge(db, calls, h, n);
}

int raw_phone(struct db *db, bool calls, const char *digits)
{
	size_t len = strlen(digits);

	sqlite3_exec(db->h, "BEGIN", NULL, NULL, NULL);
	int n = len < 3 ? walk(db, calls, digits) : len < 5 ? by_grams(db, calls, digits) : by_tails(db, calls, digits);

	sqlite3_exec(db->h, "COMMIT", NULL, NULL, NULL);
	return n;
}

int raw_match(struct db *db, bool calls, const char *match)
{
	sqlite3_stmt *st = db_stmt(db, calls ? "SELECT rowid FROM call_text WHERE call_text MATCH ? ORDER BY rowid DESC LIMIT 50"
		: "SELECT rowid FROM question_text WHERE question_text MATCH ? ORDER BY rowid DESC LIMIT 50");
	int n = 0;

	sqlite3_bind_text(st, 1, match, -1, SQLITE_STATIC);
	for (; sqlite3_step(st) == SQLITE_ROW; n++)
		take_row(db, full_row(calls), sqlite3_column_int64(st, 0));
	sqlite3_reset(st);
	return n;
}

int raw_caller(struct db *db, int64_t num)
{
	int64_t id = INT64_MAX, call = INT64_MAX;
	int n = 0;

	for (int i = 0; i < CARD_ROWS && (id = newest(db, false, num, id)) > 0; i++, n++)
		take_row(db, FULL_QUESTION, id);
	for (int i = 0; i < CARD_CALLS && (call = newest(db, true, num, call)) > 0; i++, n++)
		take_row(db, FULL_CALL, call);
	return n;
}
