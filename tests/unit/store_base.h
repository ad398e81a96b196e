/* tests/unit/store_base.h - a base in a folder of its own for tests of data/store.
 *
 * base_setup/base_teardown are cmocka's per-test functions: *state is the struct base. Include it after
 * cmocka.h. */
#ifndef TESTS_STORE_BASE_H
#define TESTS_STORE_BASE_H

#include <ftw.h>
#include <sqlite3.h>
#include <unistd.h>

#include "data/store/appeals.h"
#include "data/store/store.h"

struct base {
	char dir[64], path[96];
	struct store *s;
	struct arena mem;
	struct err e;
};

/* The owner of the file in the shell: may do everything. */
static const struct actor test_owner = { .login = "os:test", .name = "Тест", .service = "", .os = true };

static inline int base_setup(void **state)
{
	struct base *b = calloc(1, sizeof(*b));
	const char *tmp = getenv("TMPDIR");

	snprintf(b->dir, sizeof(b->dir), "%s/pult-t-XXXXXX", tmp && strlen(tmp) < 40 ? tmp : "/tmp");
	if (!mkdtemp(b->dir))
		return -1;
	snprintf(b->path, sizeof(b->path), "%s/pult.db", b->dir);
	if (store_create(b->path, "ГЛ", "Гаряча лінія", &test_owner, &b->e) ||
	    store_open(b->path, &b->s, &b->e)) {
		fprintf(stderr, "# %s\n", b->e.msg);
		return -1;
	}
	*state = b;
	return 0;
}

static inline int base_remove(const char *path, const struct stat *st, int flag, struct FTW *at)
{
	(void)st;
	(void)flag;
	(void)at;
	return remove(path);
}

static inline int base_teardown(void **state)
{
	struct base *b = *state;

	store_close(b->s);
	arena_free(&b->mem);
	nftw(b->dir, base_remove, 16, FTW_DEPTH | FTW_PHYS);
	free(b);
	return 0;
}

/* "DIR/name" in the test's arena. */
static inline char *base_file(struct base *b, const char *name)
{
	return arena_printf(&b->mem, "%s/%s", b->dir, name);
}

/* Fails the test with the sentence of the error. */
static inline void base_want(struct base *b, enum err_code want, enum err_code got)
{
	if (got != want)
		fail_msg("wanted code %d, got %d: %s", want, got, b->e.msg);
	b->e = (struct err){ 0 };
}

/* SQL by a foreign hand, on any file. */
static inline void base_sql(const char *path, const char *sql)
{
	sqlite3 *h;
	char *msg = NULL;

	assert_int_equal(sqlite3_open(path, &h), SQLITE_OK);
	sqlite3_busy_timeout(h, 5000);
	if (sqlite3_exec(h, sql, NULL, NULL, &msg) != SQLITE_OK)
		fail_msg("%s: %s", sql, msg);
	sqlite3_close(h);
}

/* One integer by a foreign hand. */
static inline int64_t base_int(const char *path, const char *sql)
{
	sqlite3 *h;
	sqlite3_stmt *st;
	int64_t v = -1;

	assert_int_equal(sqlite3_open(path, &h), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(h, sql, -1, &st, NULL), SQLITE_OK);
	if (sqlite3_step(st) == SQLITE_ROW)
		v = sqlite3_column_int64(st, 0);
	sqlite3_finalize(st);
	sqlite3_close(h);
	return v;
}

/* Registers one appeal; its number and PIN live in the test's arena. */
static inline struct registered base_register(struct base *b, const char *text)
{
	struct registration r;
	struct registration_fault where;
	struct registered out;

	registration_init(&r);
	r.text = text;
	r.phone = "0671234567";
	r.surname = "Коваленко";
	r.given = "Олена";
	r.address = "вул. Городоцька, 226";
	base_want(b, ERR_OK, appeal_register(b->s, &r, &test_owner, &b->mem, &out, &where, &b->e));
	return out;
}

#endif
