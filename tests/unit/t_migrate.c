/* t_migrate - data/store/migrate: a base of version 1 is brought to this version: its rows, its text index, a
 * copy beside it. The old base is made with the SQL of version 1 and the data of a new one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "data/store/find.h"
#include "data/store/migrate.h"
#include "data/store/schema.h"
#include "data/store/verify.h"
#include "tests/unit/store_base.h"

static void run(sqlite3 *h, const char *sql)
{
	char *msg = NULL;

	if (sqlite3_exec(h, sql, NULL, NULL, &msg) != SQLITE_OK)
		fail_msg("%s: %s", sql, msg);
}

/* All texts of the first column, with commas between. */
static const char *column(struct base *b, sqlite3 *h, const char *sql)
{
	const char *all = "";
	sqlite3_stmt *st;

	assert_int_equal(sqlite3_prepare_v2(h, sql, -1, &st, NULL), SQLITE_OK);
	while (sqlite3_step(st) == SQLITE_ROW)
		all = arena_printf(&b->mem, "%s%s%s", all, *all ? ", " : "", sqlite3_column_text(st, 0));
	sqlite3_finalize(st);
	return all;
}

/* The columns of version 1 of each table, filled from the new base; those that it has no more are derived. */
static void copy_tables(struct base *b, sqlite3 *h)
{
	const char *names = column(b, h, "SELECT name FROM main.sqlite_master WHERE type = 'table' AND"
				   " (sql NOT LIKE 'CREATE VIRTUAL%' AND name NOT LIKE '%\\_text\\_%' ESCAPE '\\'"
				   " AND name NOT LIKE '%\\_gram\\_%' ESCAPE '\\')");

	while (*names) {
		const char *name = arena_strndup(&b->mem, names, strcspn(names, ","));
		const char *cols = column(b, h, arena_printf(&b->mem, "SELECT name FROM pragma_table_info('%s', 'main')"
							    " WHERE name IN (SELECT name FROM"
							    " pragma_table_info('%s', 'now'))", name, name));

		run(h, arena_printf(&b->mem, "INSERT INTO main.%s(%s) SELECT %s FROM now.%s", name, cols, cols, name));
		names += strlen(name);
		names += *names ? 2 : 0;
	}
}

/* Puts the base of version 1 in the place of the new one. */
static void make_old(struct base *b)
{
	char *old = base_file(b, "old.db");
	sqlite3 *h;

	store_close(b->s);
	b->s = NULL;
	assert_int_equal(sqlite3_open(old, &h), SQLITE_OK);
	run(h, schema_1_log);
	run(h, schema_1_appeals);
	run(h, schema_1_search);
	run(h, arena_printf(&b->mem, "ATTACH '%s' AS now", b->path));
	copy_tables(b, h);
	run(h, "DELETE FROM meta WHERE key IN ('keys', 'streets')"); /* of version 2 */
	run(h, "INSERT INTO question_text(rowid, words) SELECT q.id, 'гл 26 hl 26 ' || q.text FROM question q");
	run(h, "DETACH now; PRAGMA application_id=0x70756C74; PRAGMA user_version=1");
	sqlite3_close(h);
	assert_int_equal(rename(old, b->path), 0);
}

static int found(struct base *b, const char *line)
{
	struct find_query q = { .text = line };
	struct found_list l;

	base_want(b, ERR_OK, find_questions(b->s, &q, &test_owner, &b->mem, &l, &b->e));
	return l.n;
}

static void version_1(void **state)
{
	struct base *b = *state;
	struct command cmd;
	struct appeal a;

	base_register(b, "Не горить ліхтар");
	base_register(b, "Автобус не приїхав");
	command_init(&cmd, ACT_FORWARD);
	cmd.body = "Обласна рада";
	base_want(b, ERR_OK, appeal_move(b->s, "ГЛ-2/26", &cmd, -1, &test_owner, &b->mem, NULL, &b->e));
	make_old(b);
	base_want(b, ERR_OK, store_open(b->path, &b->s, &b->e));
	assert_int_equal(access(base_file(b, "pult.db.v1.bak"), F_OK), 0);
	base_want(b, ERR_OK, appeal_load(b->s, "ГЛ-2/26", &b->mem, &a, NULL, &b->e));
	assert_string_equal(a.q[0].forwarded_to, "Обласна рада");
	assert_int_equal(found(b, "ліхтар"), 1);
	assert_int_equal(found(b, "ліхтар 26"), 0); /* the year was a word */
	assert_int_equal(found(b, "автобус 2"), 1); /* its number */
	assert_int_equal(found(b, "оператор:os:test на-контролі"), 1);
	struct verify_report r;

	base_want(b, ERR_OK, store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &r, &b->e));
	base_register(b, "Нове після оновлення");
	assert_int_equal(found(b, "оновлення"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(version_1, base_setup, base_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
