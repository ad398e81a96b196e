/* t_phone_index - data/store/phone_index and ids: any fragment of a number equals a scan of all rows. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "data/store/phone_index.h"
#include "data/store/schema.h"

enum { ROWS = 4500, CHANGES = 200 };

struct base {
	struct db db;
	char dir[32], path[64];
	int64_t num[ROWS + 1]; /* by id; 0 = no row */
	uint64_t seed;
};

static uint64_t roll(struct base *b, uint64_t n)
{
	b->seed = b->seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (b->seed >> 33) % n;
}

/* Numbers as a city has them: two operators have most (so that "38067" is common), some call all day, some
 * repeat a fragment within themselves, some are short or foreign. */
static int64_t random_number(struct base *b)
{
	static const int64_t odd[] = { 1580, 101, 380505050505, 380677777777, 380671671671, 380322975911,
		48225551234, 493012345678, 12025550123, 123456789012345, 380111111111, 67067 };
	static const int64_t codes[] = { 67, 67, 67, 50, 50, 63, 32 };

	if (roll(b, 8) == 0)
		return odd[roll(b, COUNT(odd))];
	return (INT64_C(380) * 100 + codes[roll(b, COUNT(codes))]) * 10000000 + (int64_t)roll(b, 10000000);
}

static void add_later(struct base *b, int64_t id, struct phone_later *later)
{
	struct err e = { 0 };

	b->num[id] = random_number(b);
	assert_int_equal(phone_index_add(&b->db, &phones_of_questions, id, b->num[id], "", later, &e), ERR_OK);
}

static void add(struct base *b, int64_t id)
{
	add_later(b, id, NULL);
}

static void drop(struct base *b, int64_t id)
{
	struct err e = { 0 };

	assert_int_equal(phone_index_drop(&b->db, &phones_of_questions, id, b->num[id], &e), ERR_OK);
	b->num[id] = 0;
}

static int setup(void **state)
{
	static struct base b = { .dir = "/tmp/pult-t-XXXXXX", .seed = 1580 };
	struct err e = { 0 };

	if (!mkdtemp(b.dir))
		return -1;
	snprintf(b.path, sizeof(b.path), "%s/base", b.dir);
	if (db_open(&b.db, b.path, true, &e) || db_exec(&b.db, schema_1_search, &e) ||
	    db_exec(&b.db, "ALTER TABLE phone_of ADD COLUMN name TEXT NOT NULL DEFAULT ''", &e) || db_begin(&b.db, &e))
		return -1;
	struct phone_later later = { .tails = { .n = 0 } };

	for (int64_t id = 1; id <= ROWS; id++)
		if (id % 9) /* some ids have no telephone */
			add_later(&b, id, id % 2 ? &later : NULL);
	if (later.tails.n == 0 || later.grams.n == 0 ||
	    phone_later_write(&b.db, &phones_of_questions, &later, &e) || later.tails.n || later.grams.n)
		return -1;
	phone_later_free(&later);
	*state = &b;
	return db_end(&b.db, ERR_OK, &e);
}

static int teardown(void **state)
{
	struct base *b = *state;
	static const char *const suffixes[] = { "", "-wal", "-shm" };
	char path[80];

	db_close(&b->db);
	for (size_t i = 0; i < COUNT(suffixes); i++) {
		snprintf(path, sizeof(path), "%s%s", b->path, suffixes[i]);
		unlink(path);
	}
	return rmdir(b->dir);
}

static bool has(int64_t num, const char *digits)
{
	char all[24];

	snprintf(all, sizeof(all), "%lld", (long long)num);
	return num && strstr(all, digits);
}

/* All ids of the stream in order, from `from` down, leaping over what `leap` says. */
static void same_as_a_scan(struct base *b, const char *digits, int64_t from, int64_t leap)
{
	struct arena mem = { 0 };
	struct err e = { 0 };
	struct search on = { .db = &b->db, .mem = &mem, .e = &e };
	struct ids *found = phone_index_find(&on, &phones_of_questions, digits);
	int64_t expected, x = from;

	do {
		for (expected = x - 1; expected > 0 && !has(b->num[expected], digits); expected--)
			;
		int64_t got = ids_below(found, x);

		if (got != expected || e.code)
			fail_msg("%s below %lld: %lld, not %lld (%s)", digits, (long long)x, (long long)got,
				 (long long)expected, e.msg);
		x = expected - leap * (expected % 3);
	} while (expected > 0 && x > 0);
	search_end(&on);
	arena_free(&mem);
}

static void fragments_of_numbers(void **state)
{
	struct base *b = *state;

	for (int i = 0; i < 120; i++) {
		char all[24];
		int64_t num = random_number(b);
		int len = snprintf(all, sizeof(all), "%lld", (long long)num);

		for (int n = 1; n <= 9 && n <= len; n++) {
			char part[24];

			snprintf(part, sizeof(part), "%s", all + roll(b, (uint64_t)(len - n + 1)));
			part[n] = '\0';
			same_as_a_scan(b, part, ROWS + 1, 0);
		}
		same_as_a_scan(b, all, ROWS + 1, 0);
	}
}

static void all_short_fragments(void **state)
{
	char part[16];

	for (int n = 1; n <= 3; n++) {
		for (int i = 0, end = n == 1 ? 10 : n == 2 ? 100 : 1000; i < end; i += n == 3 ? 7 : 1) {
			snprintf(part, sizeof(part), "%0*d", n, i);
			same_as_a_scan(*state, part, ROWS + 1, 0);
		}
	}
}

static void random_digits(void **state)
{
	struct base *b = *state;

	for (int i = 0; i < 300; i++) {
		char part[24] = "";

		for (size_t n = 1 + roll(b, 15), k = 0; k < n; k++)
			part[k] = (char)('0' + roll(b, 10));
		same_as_a_scan(b, part, 1 + (int64_t)roll(b, ROWS), (int64_t)roll(b, 900));
	}
}

/* Common ones: more numbers than are listed one by one; pages; leaps past many rows. */
static void common_fragments(void **state)
{
	static const char *const parts[] = { "0", "38", "067", "380", "8067", "38067", "80671", "00000", "0505",
		"50505", "67067", "671671", "77777", "1580", "380505050505", "3806" };

	for (size_t i = 0; i < COUNT(parts); i++)
		for (int64_t leap = 0; leap < 2000; leap = 3 * leap + 1)
			same_as_a_scan(*state, parts[i], ROWS + 1 - leap, leap);
}

static int64_t one(struct base *b, const char *sql, int64_t bind)
{
	sqlite3_stmt *st = db_stmt(&b->db, sql);

	sqlite3_bind_int64(st, 1, bind);
	return db_int(&b->db, st, -1, NULL);
}

/* Numbers change; nothing is left of those that nobody has any more. */
static void changed_numbers(void **state)
{
	struct base *b = *state;
	struct err e = { 0 };

	assert_int_equal(db_begin(&b->db, &e), ERR_OK);
	for (int i = 0; i < CHANGES; i++) {
		int64_t id = 1 + (int64_t)roll(b, ROWS);
		int64_t was = b->num[id];

		if (was) {
			drop(b, id);
			bool others = false;

			for (int64_t k = 1; k <= ROWS; k++)
				others = others || b->num[k] == was;
			assert_int_equal(one(b, "SELECT count(*) > 0 FROM phone_tail WHERE num = ?", was),
					 others && was > 9999);
		}
		if (roll(b, 2))
			add(b, id);
	}
	assert_int_equal(db_end(&b->db, ERR_OK, &e), ERR_OK);
	fragments_of_numbers(state);
	common_fragments(state);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fragments_of_numbers),
		cmocka_unit_test(all_short_fragments),
		cmocka_unit_test(random_digits),
		cmocka_unit_test(common_fragments),
		cmocka_unit_test(changed_numbers),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
