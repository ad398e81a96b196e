/* t_store_open - making a base touches nothing of another one; what is not a whole base, not ours, of
 * another pult or not there any more is refused with a sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

#include "data/store/draft.h"
#include "store_base.h"
#include "data/store/network_fs.h"
#include "data/store/store_internal.h"

static void put(const char *path, const char *text)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	fputs(text, f);
	fclose(f);
}

static bool holds(const char *path, const char *text)
{
	char got[64] = "";
	FILE *f = fopen(path, "r");
	size_t n = f ? fread(got, 1, sizeof(got) - 1, f) : 0;

	if (f)
		fclose(f);
	return f && n == strlen(text) && strcmp(got, text) == 0;
}

static void making_touches_nothing(void **state)
{
	static const char *const there[] = { "y.db", "y.db.key", "y.db-wal", "y.db-shm", "y.db.blobs" };
	struct base *b = *state;

	for (size_t i = 0; i < COUNT(there); i++) {
		put(base_file(b, there[i]), "mine");
		base_want(b, ERR_CONFLICT, store_create(base_file(b, "y.db"), "ГЛ", NULL, &test_owner, &b->e));
		for (size_t k = 0; k < COUNT(there); k++)
			if ((access(base_file(b, there[k]), F_OK) == 0) != (k == i))
				fail_msg("%s there: %s", there[i], there[k]);
		assert_true(holds(base_file(b, there[i]), "mine"));
		unlink(base_file(b, there[i]));
	}
	base_want(b, ERR_OK, store_create(base_file(b, "y.db"), "ГЛ", NULL, &test_owner, &b->e));
}

static void half_a_base_is_refused(void **state)
{
	struct base *b = *state;
	char *path = base_file(b, "e.db");
	struct stat st;
	struct store *s;

	put(path, "");
	base_want(b, ERR_INVALID, store_open(path, &s, &b->e));
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_size, 0); /* it was only looked at */
	base_sql(path, "PRAGMA application_id=0x70756C74");
	base_want(b, ERR_INVALID, store_open(path, &s, &b->e));
	store_close(b->s);
	b->s = NULL;
	base_sql(b->path, "DELETE FROM meta WHERE key = 'site'");
	base_want(b, ERR_INVALID, store_open(b->path, &s, &b->e));
}

/* Nothing of root's may come to lie beside another's base. */
static void root_is_sent_to_the_owner(void **state)
{
	enum { NOBODY = 65534 };
	struct base *b = *state;
	struct store *s;

	if (geteuid() != 0)
		skip();
	assert_true(store_owned(b->s));
	assert_int_equal(chown(b->path, NOBODY, NOBODY), 0);
	assert_false(store_owned(b->s));
	store_close(b->s);
	b->s = NULL;
	unlink(base_file(b, "pult.db.bell"));
	assert_int_equal(store_open(b->path, &s, &b->e), ERR_REFUSED);
	assert_non_null(strstr(b->e.msg, "runuser -u nobody -- pult"));
	assert_int_equal(access(base_file(b, "pult.db-wal"), F_OK), -1);
	assert_int_equal(access(base_file(b, "pult.db.bell"), F_OK), -1);
	b->e = (struct err){ 0 };
}

/* Another base was restored to the path while this terminal was open. */
static void a_replaced_base_takes_nothing(void **state)
{
	struct base *b = *state;
	struct registration r;
	struct registration_fault where;
	struct registered out;

	base_register(b, "перше");
	base_want(b, ERR_OK, store_check_version(b->s, &b->e));
	assert_int_equal(rename(b->path, base_file(b, "old.db")), 0);
	base_want(b, ERR_BUSY, store_check_version(b->s, &b->e)); /* none at all */
	assert_int_equal(rename(base_file(b, "pult.db.key"), base_file(b, "old.db.key")), 0);
	unlink(base_file(b, "pult.db-wal"));
	unlink(base_file(b, "pult.db-shm"));
	base_want(b, ERR_OK, store_create(b->path, "ГЛ", NULL, &test_owner, &b->e));
	base_want(b, ERR_BUSY, store_check_version(b->s, &b->e));
	registration_init(&r);
	r.text = "друге";
	assert_int_equal(appeal_register(b->s, &r, &test_owner, &b->mem, &out, &where, &b->e), ERR_BUSY);
	assert_non_null(strstr(b->e.msg, "replaced"));
	b->e = (struct err){ 0 };
	store_close(b->s);
	base_want(b, ERR_OK, store_open(b->path, &b->s, &b->e));
	base_register(b, "третє");
}

/* Tables that our SQL does not fit: of a newer pult, or damaged. The program goes on living. */
static void unfit_tables_are_reported(void **state)
{
	static const struct {
		const char *sql;
		enum err_code want;
	} rows[] = {
		{ "ALTER TABLE appeal RENAME TO letters; PRAGMA user_version = 99", ERR_BUSY },
		{ "PRAGMA user_version = 1", ERR_FAILED },
	};
	struct base *b = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct registration r;
		struct registration_fault where;
		struct registered out;

		base_sql(b->path, rows[i].sql);
		registration_init(&r);
		r.text = "друге";
		base_want(b, rows[i].want, appeal_register(b->s, &r, &test_owner, &b->mem, &out, &where, &b->e));
	}
	struct db db;

	base_want(b, ERR_OK, db_open(&db, b->path, false, &b->e));
	base_want(b, ERR_FAILED, db_run(&db, db_stmt(&db, "DELETE FROM no_such_table"), &b->e));
	base_sql(b->path, "PRAGMA user_version = 99");
	base_want(b, ERR_BUSY, db_run(&db, db_stmt(&db, "DELETE FROM nor_this"), &b->e));
	db_int(&db, db_stmt(&db, "SELECT x FROM nor_this"), 0, &b->e);
	base_want(b, ERR_BUSY, b->e.code);
	db_close(&db);
}

/* What lies beside the file is found by a link to it. */
static void a_link_leads_to_the_file(void **state)
{
	struct base *b = *state;
	struct draft *d;
	struct stat st;

	store_close(b->s);
	assert_int_equal(mkdir(base_file(b, "else"), 0700), 0);
	assert_int_equal(symlink(b->path, base_file(b, "else/link.db")), 0);
	base_want(b, ERR_OK, store_open(base_file(b, "else/link.db"), &b->s, &b->e));
	assert_true(store_has_pin_key(b->s));
	base_want(b, ERR_OK, draft_open(b->s, "olena", &d, &b->e));
	draft_close(d);
	assert_int_equal(stat(base_file(b, "drafts/olena.db"), &st), 0);
	base_register(b, "через посилання");
}

static void remote_mounts_are_known(void **state)
{
	static const struct {
		const char *line;
		bool remote; /* for device 0:52 */
	} rows[] = {
		{ "36 35 0:52 / /mnt rw,nosuid shared:1 - fuse.sshfs me@host: rw,user_id=0", true },
		{ "36 35 0:52 / /mnt rw - fuse.glusterfs a:/v rw", true },
		{ "36 35 0:52 / /mnt rw master:1 propagate_from:2 - fuse.ceph-fuse ceph rw", true },
		{ "36 35 0:53 / /mnt rw - fuse.sshfs me@host: rw", false },
		{ "36 35 8:52 / /mnt rw - fuse.sshfs me@host: rw", false },
		{ "36 35 0:52 / /mnt rw - fuseblk /dev/sdb1 rw", false },
		{ "36 35 0:52 / /fuse.sshfs rw - ext4 /dev/sda1 rw", false },
		{ "36 35 0:52 / /mnt rw", false },
		{ "", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++)
		if (mount_is_remote(rows[i].line, 0, 52) != rows[i].remote)
			fail_msg("%s", rows[i].line);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, base_setup, base_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(making_touches_nothing),
		TEST(half_a_base_is_refused),
		TEST(root_is_sent_to_the_owner),
		TEST(a_replaced_base_takes_nothing),
		TEST(unfit_tables_are_reported),
		TEST(a_link_leads_to_the_file),
		cmocka_unit_test(remote_mounts_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
