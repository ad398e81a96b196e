/* t_store_backup - backup, restore and verify: a copy is whole or not there, what a foreign hand did to
 * the log or to a row is found, and a restored base knows its PINs. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <dirent.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "data/store/backup.h"
#include "data/store/blob.h"
#include "data/store/store_internal.h"
#include "data/store/verify.h"
#include "store_base.h"

static const struct actor clerk = { .login = "olena", .name = "", .service = "",
	.roles = ROLE_BIT(R_CLERK) };

/* Three appeals, one of them with a note and a move: 3 x 2 + 2 events and the first one of the site. */
enum { EVENTS = 9 };

static struct registered fill(struct base *b)
{
	struct registered first = base_register(b, "Немає води");
	struct command cmd;

	base_register(b, "Немає світла; \"лапки\" 🌧");
	base_register(b, "Яма");
	base_want(b, ERR_OK, appeal_note(b->s, first.appeal.number, "дзвонив ще раз", -1, &test_owner,
					 &b->mem, NULL, &b->e));
	command_init(&cmd, ACT_DISPATCH);
	cmd.service = "VODA";
	cmd.service_name = "Водоканал";
	cmd.service_active = true;
	base_want(b, ERR_OK, appeal_move(b->s, first.appeal.number, &cmd, -1, &test_owner, &b->mem, NULL,
					 &b->e));
	assert_int_equal(base_int(b->path, "SELECT count(*) FROM event"), EVENTS);
	return first;
}

static struct verify_report verify(struct base *b, enum verify_mode mode, enum err_code want)
{
	struct verify_report r;

	base_want(b, want, store_verify(b->s, mode, NULL, &test_owner, &r, &b->e));
	if (want == ERR_OK) {
		assert_int_equal(r.bad, 0);
		assert_string_equal(r.first_bad, "");
	}
	return r;
}

static void a_good_base_verifies(void **state)
{
	struct base *b = *state;

	fill(b);
	struct verify_report r = verify(b, VERIFY_FULL, ERR_OK);

	assert_int_equal(r.events, EVENTS);
	assert_int_equal(r.subjects, 4);
	assert_int_equal(strncmp(r.head, "ГЛ 9 ", strlen("ГЛ 9 ")), 0);
	assert_int_equal(strlen(r.head), strlen("ГЛ 9 ") + 8);
	assert_int_equal(verify(b, VERIFY_QUICK, ERR_OK).events, 0); /* nothing new since */
	base_register(b, "ще одне");
	assert_int_equal(verify(b, VERIFY_QUICK, ERR_OK).events, 2);
	assert_int_equal(verify(b, VERIFY_QUICK, ERR_OK).events, 0);
	base_want(b, ERR_REFUSED, store_verify(b->s, VERIFY_FULL, NULL, &clerk, &r, &b->e));
}

/* What a foreign hand may do, and what is said of it. Rows 2.. are events of appeals; 1 is the site's. */
static const struct harm {
	const char *name, *sql;
	int64_t bad;       /* how many rows, 0: any number */
	const char *says;  /* part of the first sentence */
	bool quick_sees;   /* after a full verify before the harm */
} harms[] = {
	{ "a body changed", "UPDATE event SET body = replace(body, 'води', 'газу') WHERE seq = 2", 2,
	  "ГЛ.2 ", false }, /* the row of the log and that of the appeal */
	{ "an actor changed", "UPDATE event SET actor = 'os:other' WHERE seq = 3", 1, "ГЛ.3 ", false },
	{ "a time changed", "UPDATE event SET at = at + 1 WHERE seq = 4", 0, "ГЛ.4 ", false },
	{ "a body and its hash changed", "UPDATE event SET body = '{}', body_hash = (SELECT body_hash FROM"
	  " event WHERE seq = 8) WHERE seq = 8", 1, "ГЛ.8 ", false },
	{ "text behind a NUL", "UPDATE event SET body = body || char(0) || 'x' WHERE seq = 8", 1, "ГЛ.8 ",
	  false },
	{ "a row removed", "DELETE FROM event WHERE seq = 8", 2, "ГЛ.8 ", false },
	{ "rows reordered", "UPDATE event SET seq = -1 WHERE seq = 7; UPDATE event SET seq = 7 WHERE seq = 8;"
	  " UPDATE event SET seq = 8 WHERE seq = -1", 0, "ГЛ.7 ", false },
	{ "the tail cut", "DELETE FROM event WHERE seq = 9", 0, "ГЛ.9 ", true },
	{ "the tail cut, the last place kept by quick gone too", "DELETE FROM event WHERE seq >= 8", 0, "",
	  true },
	{ "a row put in", "INSERT INTO event SELECT NULL, site, 10, v, hlc + 9, at, actor, subject, kind, body,"
	  " body_hash, hash FROM event WHERE seq = 9", 0, "ГЛ.10 ", true },
	{ "a foreign site's row", "INSERT INTO event SELECT NULL, 'ЦН', 1, v, hlc, at, actor, 'ЦН.1', 'noted',"
	  " body, body_hash, hash FROM event WHERE seq = 9", 0, "ЦН.1 ", true },
	{ "a body emptied", "UPDATE event SET body = '' WHERE seq = 8", 1, "ГЛ.8 ", false },
	{ "a body emptied, and a redaction of another site's row forged", "UPDATE event SET body = '' WHERE seq = 8;"
	  " INSERT INTO event SELECT NULL, 'ЦН', 1, v, hlc, at, actor, 'ЦН.1', 'redacted',"
	  " '{\"site\":\"ЦН\",\"seq\":8}', body_hash, hash FROM event WHERE seq = 9", 0, "ГЛ.8 ", true },
	{ "a row of a site without a name", "INSERT INTO event SELECT NULL, '', 1, v, hlc, at, actor, '.1', 'noted',"
	  " body, body_hash, hash FROM event WHERE seq = 9", 0, "", true },
	{ "a row before the first", "INSERT INTO event SELECT NULL, site, 0, v, hlc, at, actor, subject, kind, body,"
	  " body_hash, hash FROM event WHERE seq = 9", 0, "before its first", true },
	{ "a site with a NUL", "INSERT INTO event SELECT NULL, site || char(0) || 'x', 1, v, hlc, at, actor,"
	  " subject, kind, body, body_hash, hash FROM event WHERE seq = 9", 0, "not written right", true },
	{ "ids exchanged", "UPDATE event SET id = -1 WHERE seq = 7; UPDATE event SET id = 7 WHERE seq = 8;"
	  " UPDATE event SET id = 8 WHERE id = -1", 1, "ГЛ.8 ", false },
	{ "the end of the chain changed", "UPDATE chain SET seq = 12", 3, "ГЛ.10 ", true },
	{ "a state changed", "UPDATE question SET state = 'closed' WHERE text = 'Яма'", 1, "«state»", false },
	{ "a text changed", "UPDATE question SET text = 'інше' WHERE text = 'Яма'", 1, "«text»", false },
	{ "a phone changed", "UPDATE appeal SET phone = '+380000000000' WHERE n = 2", 1, "«phone»", false },
	{ "a PIN changed", "UPDATE appeal SET pin_mac = '' WHERE n = 1", 1, "«pin_mac»", false },
	{ "a term changed", "UPDATE question SET due = due + 1 WHERE text = 'Яма'", 1, "«due»", false },
	{ "a row of an appeal removed", "DELETE FROM question WHERE text = 'Яма'; DELETE FROM appeal WHERE n = 3",
	  1, "missing", false },
	{ "a question removed", "DELETE FROM question WHERE text = 'Яма'", 1, "«questions»", false },
	{ "a question without an appeal", "INSERT INTO question SELECT id + 50, appeal + 50, topic, topic_name,"
	  " text, address, service, service_name, complained, priority, term, state, result, answer,"
	  " dispatched_by, done_by, attempt_day, outcome, via, confirmed_by, confirm_call, k, due, repeat,"
	  " dispatched_at, done_at, closed_at, confirmed_at, grade, next_try, rework, attempts, attempt_days,"
	  " house, open, joined, complained_name, forwarded_to, supplements, made_by FROM question LIMIT 1", 1, "no appeal", false },
	{ "an appeal nobody registered", "UPDATE appeal SET subject = 'ГЛ.777' WHERE n = 3", 0, "", false },
	{ "an appeal of a note", "UPDATE appeal SET subject = 'ГЛ.1' WHERE n = 3", 0, "", false },
	{ "two harms", "UPDATE question SET state = 'closed' WHERE text = 'Яма';"
	  "UPDATE question SET state = 'closed' WHERE text = 'Немає води'", 2, "", false },
};

static void every_harm_is_found(void **state)
{
	struct base *b = *state;

	fill(b);
	verify(b, VERIFY_FULL, ERR_OK);
	store_close(b->s);
	b->s = NULL;
	base_sql(b->path, "PRAGMA wal_checkpoint(TRUNCATE)");
	for (size_t i = 0; i < COUNT(harms); i++) {
		const struct harm *h = &harms[i];
		char *path = base_file(b, arena_printf(&b->mem, "harmed%zu.db", i));
		struct verify_report r = { 0 };
		struct store *s;

		base_sql(b->path, arena_printf(&b->mem, "VACUUM INTO '%s'", path));
		base_sql(path, "PRAGMA journal_mode=WAL");
		base_sql(path, arena_printf(&b->mem, "PRAGMA foreign_keys=OFF; %s", h->sql));
		base_want(b, ERR_OK, store_open(path, &s, &b->e));
		enum err_code quick = store_verify(s, VERIFY_QUICK, NULL, &test_owner, &r, &b->e);

		if (quick != (h->quick_sees ? ERR_FAILED : ERR_OK))
			fail_msg("%s: quick gave %d, %s", h->name, quick, b->e.msg);
		b->e = (struct err){ 0 };
		enum err_code rc = store_verify(s, VERIFY_FULL, NULL, &test_owner, &r, &b->e);

		if (rc != ERR_FAILED || r.bad < 1 || (h->bad && r.bad != h->bad) ||
		    !strstr(r.first_bad, h->says))
			fail_msg("%s: code %d, %lld bad: %s", h->name, rc, (long long)r.bad, r.first_bad);
		/* Never what a citizen said. */
		assert_null(strstr(r.first_bad, "Коваленко"));
		assert_null(strstr(r.first_bad, "+380"));
		b->e = (struct err){ 0 };
		store_close(s);
	}
}

/* A tail cut together with its place in `chain` leaves a chain that holds: only heads tell. */
static void a_clean_cut_shows_in_the_head(void **state)
{
	struct base *b = *state;
	struct verify_report before, after;

	fill(b);
	before = verify(b, VERIFY_FULL, ERR_OK);
	base_sql(b->path, "DELETE FROM event WHERE seq > 7; UPDATE chain SET seq = 7,"
			  " hash = (SELECT hash FROM event WHERE seq = 7);"
			  "UPDATE appeal SET rev = 2, hlc = (SELECT hlc FROM event WHERE seq = 3) WHERE n = 1;"
			  "UPDATE question SET state = 'registered', service = '', service_name = '',"
			  " dispatched_by = '', dispatched_at = 0");
	after = verify(b, VERIFY_FULL, ERR_OK);
	assert_string_not_equal(before.head, after.head);
}

static void note_redaction(struct base *b, int64_t seq)
{
	json_t *body = json_pack("{ss sI}", "site", "ГЛ", "seq", (json_int_t)seq);

	base_want(b, ERR_OK, log_note(b->s, "redacted", body, &test_owner, &b->e));
	json_decref(body);
}

static void redact(struct base *b, int64_t seq)
{
	note_redaction(b, seq);
	base_sql(b->path, arena_printf(&b->mem, "UPDATE event SET body = '' WHERE seq = %lld", (long long)seq));
}

static void a_redacted_event_keeps_the_chain(void **state)
{
	struct base *b = *state;

	fill(b);
	/* Emptied without a redaction, or with one that names another row. */
	base_sql(b->path, "UPDATE event SET body = '' WHERE kind = 'noted'");
	assert_int_equal(verify(b, VERIFY_FULL, ERR_FAILED).bad, 1);
	note_redaction(b, 777);
	assert_int_equal(verify(b, VERIFY_FULL, ERR_FAILED).bad, 1);
	redact(b, base_int(b->path, "SELECT seq FROM event WHERE kind = 'noted'"));
	verify(b, VERIFY_FULL, ERR_OK);
	/* Emptying what a row follows from is seen in that row. */
	redact(b, 4);
	assert_int_equal(verify(b, VERIFY_FULL, ERR_FAILED).bad, 1);
	verify(b, VERIFY_QUICK, ERR_OK);
}

static void equal_rows_have_equal_digests(void **state)
{
	struct base *b = *state;

	fill(b);
	struct verify_report one = verify(b, VERIFY_DIGEST, ERR_OK);

	assert_int_equal(strlen(one.digest), 64);
	assert_int_equal(one.subjects, 3);
	/* Other row numbers and another PIN: another site has them so. */
	base_sql(b->path, "PRAGMA foreign_keys=OFF; UPDATE question SET id = id + 100000, appeal = appeal +"
			  " 100000; UPDATE appeal SET id = id + 100000, pin_mac = 'x', rev = rev + 1");
	assert_string_equal(verify(b, VERIFY_DIGEST, ERR_OK).digest, one.digest);
	base_sql(b->path, "UPDATE question SET grade = 5 WHERE k = 1 AND text = 'Яма'");
	assert_string_not_equal(verify(b, VERIFY_DIGEST, ERR_OK).digest, one.digest);
}

struct counted {
	int calls, stop_at;
	int64_t done, total;
};

static bool count_steps(void *ctx, int64_t done, int64_t total)
{
	struct counted *c = ctx;

	c->done = done;
	c->total = total;
	return ++c->calls != c->stop_at;
}

/* More events than a slice, and an end to the work wherever it is stopped. */
static void slices_and_progress(void **state)
{
	struct base *b = *state;
	struct counted c = { 0 };
	struct progress p = { .step = count_steps, .ctx = &c };
	struct verify_report r;
	struct backup_report rep;

	const char *number = base_register(b, "одне").appeal.number;

	for (int i = 0; i < 2100; i++)
		base_want(b, ERR_OK, appeal_note(b->s, number, "ще", -1, &test_owner, &b->mem, NULL, &b->e));
	base_want(b, ERR_OK, store_verify(b->s, VERIFY_FULL, &p, &test_owner, &r, &b->e));
	assert_int_equal(r.events, 2103);
	assert_true(c.calls >= 4);
	assert_true(c.done <= c.total);
	c = (struct counted){ .stop_at = 1 };
	base_want(b, ERR_FAILED, store_verify(b->s, VERIFY_FULL, &p, &test_owner, &r, &b->e));
	assert_int_equal(c.calls, 1);
	c = (struct counted){ .stop_at = 1 };
	base_want(b, ERR_FAILED, store_backup(b->s, base_file(b, "copy.db"), &p, &test_owner, &rep, &b->e));
	assert_int_equal(c.calls, 1);
	assert_int_equal(access(base_file(b, "copy.db"), F_OK), -1);
	assert_int_equal(access(base_file(b, "copy.db.key"), F_OK), -1);
	c = (struct counted){ 0 };
	base_want(b, ERR_OK, store_backup(b->s, base_file(b, "copy.db"), &p, &test_owner, &rep, &b->e));
	assert_true(c.calls >= 2);
}

/* --- backup and restore ------------------------------------------------------------------------ */

static void want_private(const char *path)
{
	struct stat st;

	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 07777, 0600);
}

/* Files whose names begin so: nothing half-made may stay. */
static int files_like(struct base *b, const char *name)
{
	DIR *dir = opendir(b->dir);
	int n = 0;

	assert_non_null(dir);
	for (const struct dirent *d = readdir(dir); d; d = readdir(dir))
		n += strncmp(d->d_name, name, strlen(name)) == 0;
	closedir(dir);
	return n;
}

static void a_backup_is_one_file_and_a_key(void **state)
{
	struct base *b = *state;
	struct backup_report rep;
	char *copy = base_file(b, "copy.db");

	fill(b);
	base_want(b, ERR_OK, store_backup(b->s, copy, NULL, &test_owner, &rep, &b->e));
	want_private(copy);
	want_private(base_file(b, "copy.db.key"));
	assert_int_equal(files_like(b, "copy.db"), 2);
	assert_int_equal(base_int(copy, "SELECT count(*) FROM event"), EVENTS);
	assert_int_equal(base_int(copy, "SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'delete'"),
			 1);
	/* The event says where, without the folder, and its head is that of the copy. */
	assert_int_equal(base_int(b->path, arena_printf(&b->mem, "SELECT count(*) FROM event WHERE kind = 'backup'"
			" AND body ->> 'file' = 'copy.db' AND body ->> 'head' = '%s'", rep.head)), 1);
	assert_int_equal(base_int(copy, arena_printf(&b->mem, "SELECT lower(hex(substr(hash, 1, 4))) = '%s' FROM"
			" chain", rep.head + strlen(rep.head) - 8)), 1);
	verify(b, VERIFY_FULL, ERR_OK);
	base_want(b, ERR_REFUSED, store_backup(b->s, base_file(b, "other.db"), NULL, &clerk, &rep, &b->e));
}

static void nothing_is_overwritten(void **state)
{
	static const char *const there[] = { "x.db", "x.db.key", "x.db-wal", "x.db-shm",
		"x.db-journal", "x.db.blobs" };
	struct base *b = *state;
	struct backup_report rep;

	fill(b);
	base_want(b, ERR_OK, store_backup(b->s, base_file(b, "copy.db"), NULL, &test_owner, &rep, &b->e));
	for (size_t i = 0; i < COUNT(there); i++) {
		char *path = base_file(b, there[i]);
		FILE *f = fopen(path, "w");
		struct stat st;

		assert_non_null(f);
		fputs("mine", f);
		fclose(f);
		base_want(b, ERR_CONFLICT, store_backup(b->s, base_file(b, "x.db"), NULL, &test_owner, &rep,
							&b->e));
		base_want(b, ERR_CONFLICT, store_restore(base_file(b, "copy.db"), base_file(b, "x.db"), 0, &b->e));
		assert_int_equal(files_like(b, "x.db"), 1);
		assert_int_equal(stat(path, &st), 0);
		assert_int_equal(st.st_size, 4);
		unlink(path);
	}
}

/* The base on another path: it verifies, its PINs check, and work goes on in the same chain. */
static void a_restored_base_works(void **state)
{
	struct base *b = *state;
	struct registered first = fill(b);
	char *copy = base_file(b, "copy.db"), *path = base_file(b, "new/place/pult.db");
	struct backup_report rep;
	struct appeal a;

	base_want(b, ERR_OK, store_backup(b->s, copy, NULL, &test_owner, &rep, &b->e));
	base_register(b, "after the backup");
	base_want(b, ERR_OK, store_restore(copy, path, 0, &b->e));
	want_private(path);
	want_private(arena_printf(&b->mem, "%s.key", path));
	assert_int_equal(base_int(copy, "SELECT count(*) FROM event"), EVENTS); /* the backup stays as it was */
	store_close(b->s);
	base_want(b, ERR_OK, store_open(path, &b->s, &b->e));
	assert_true(store_has_pin_key(b->s));
	assert_string_equal(verify(b, VERIFY_FULL, ERR_OK).head, rep.head);
	base_want(b, ERR_OK, appeal_status(b->s, first.appeal.number, first.pin, "test", &b->mem, &a, &b->e));
	first.pin[0] = first.pin[0] == '0' ? '1' : '0';
	base_want(b, ERR_REFUSED, appeal_status(b->s, first.appeal.number, first.pin, "test", &b->mem, &a,
						&b->e));
	base_register(b, "in the new place");
	verify(b, VERIFY_FULL, ERR_OK);
	assert_int_equal(base_int(path, "SELECT count(*) FROM pragma_journal_mode WHERE journal_mode = 'wal'"), 1);
}

static void a_base_without_a_key(void **state)
{
	struct base *b = *state;
	struct backup_report rep;

	fill(b);
	base_want(b, ERR_OK, store_backup(b->s, base_file(b, "copy.db"), NULL, &test_owner, &rep, &b->e));
	unlink(base_file(b, "copy.db.key"));
	base_want(b, ERR_OK, store_restore(base_file(b, "copy.db"), base_file(b, "new.db"), 0, &b->e));
	store_close(b->s);
	base_want(b, ERR_OK, store_open(base_file(b, "new.db"), &b->s, &b->e));
	assert_false(store_has_pin_key(b->s));
	base_want(b, ERR_OK, store_backup(b->s, base_file(b, "again.db"), NULL, &test_owner, &rep, &b->e));
	assert_false(rep.has_key);
	assert_int_equal(files_like(b, "again.db"), 1);
}

/* Photographs go with the base, there and back, for its owner alone. */
static void files_go_with_the_base(void **state)
{
	struct base *b = *state;
	struct backup_report rep;
	char name[BLOB_NAME], *photo = base_file(b, "photo.jpg");
	FILE *f = fopen(photo, "w");
	struct stat st;

	assert_non_null(f);
	fputs("a picture", f);
	fclose(f);
	fill(b);
	base_want(b, ERR_OK, blob_put(b->s, photo, name, &b->e));
	base_want(b, ERR_OK, store_backup(b->s, base_file(b, "copy.db"), NULL, &test_owner, &rep, &b->e));
	assert_true(rep.has_key);
	assert_int_equal(rep.files, 1);
	want_private(base_file(b, arena_printf(&b->mem, "copy.db.blobs/%s", name)));
	base_want(b, ERR_OK, store_restore(base_file(b, "copy.db"), base_file(b, "new.db"), 0, &b->e));
	const char *back = base_file(b, arena_printf(&b->mem, "new.db.blobs/%s", name));

	want_private(back);
	assert_int_equal(stat(back, &st), 0);
	assert_int_equal(st.st_size, strlen("a picture"));
	assert_int_equal(files_like(b, "new.db"), 3);
	/* One that cannot be copied: nothing is kept. */
	unlink(back);
	assert_int_equal(mkdir(back, 0700), 0);
	store_close(b->s);
	base_want(b, ERR_OK, store_open(base_file(b, "new.db"), &b->s, &b->e));
	base_want(b, ERR_FAILED, store_backup(b->s, base_file(b, "bad.db"), NULL, &test_owner, &rep, &b->e));
	assert_int_equal(files_like(b, "bad.db"), 0);
}

/* Garbage over the root page of a table or an index, over the schema behind the header (""), or over the
 * whole beginning of the file (NULL). */
static void damage(const char *path, const char *what)
{
	char sql[128];
	long at = what && !*what ? 100 : 0;

	snprintf(sql, sizeof(sql), "SELECT rootpage FROM sqlite_master WHERE name = '%s'", what ? what : "");
	if (what && *what)
		at = (long)(base_int(path, sql) - 1) * 4096;
	assert_true(at >= 0);
	FILE *f = fopen(path, "r+");

	assert_non_null(f);
	fseek(f, at, SEEK_SET);
	for (long i = at; i < (at / 4096 + 1) * 4096; i++)
		fputc('x', f);
	fclose(f);
}

/* What is not restored, and leaves nothing behind. */
static void bad_backups_are_refused(void **state)
{
	static const struct {
		const char *name, *sql; /* done to the copy; without a space: see damage() */
		const char *key;        /* written over the key, after '+' behind it; NULL: left alone */
		enum err_code want;
	} rows[] = {
		{ "another program's base", "PRAGMA application_id = 7", NULL, ERR_INVALID },
		{ "a newer program's base", "PRAGMA user_version = 99", NULL, ERR_BUSY },
		{ "a changed log", "UPDATE event SET actor = 'x' WHERE seq = 3", NULL, ERR_FAILED },
		{ "a removed row", "DELETE FROM event WHERE seq = 3", NULL, ERR_FAILED },
		{ "a cut tail", "DELETE FROM event WHERE seq = 9", NULL, ERR_FAILED },
		{ "a short key", "SELECT 1", "short", ERR_FAILED },
		{ "a long key", "SELECT 1", "+x", ERR_FAILED },
		{ "another base's key", "SELECT 1", "0123456789abcdef0123456789abcdef", ERR_INVALID },
		{ "a damaged log", "event", NULL, ERR_FAILED },
		{ "a damaged index that the log does not need", "appeal_n", NULL, ERR_FAILED },
		{ "a damaged schema", "", NULL, ERR_FAILED },
		{ "not a database", NULL, NULL, ERR_FAILED },
	};
	struct base *b = *state;
	struct backup_report rep;

	fill(b);
	for (size_t i = 0; i < COUNT(rows); i++) {
		char *copy = base_file(b, arena_printf(&b->mem, "c%zu.db", i));

		base_want(b, ERR_OK, store_backup(b->s, copy, NULL, &test_owner, &rep, &b->e));
		if (rows[i].sql && strchr(rows[i].sql, ' '))
			base_sql(copy, rows[i].sql);
		else
			damage(copy, rows[i].sql);
		if (rows[i].key) {
			FILE *f = fopen(arena_printf(&b->mem, "%s.key", copy), *rows[i].key == '+' ? "a" : "w");

			fputs(rows[i].key, f);
			fclose(f);
		}
		enum err_code rc = store_restore(copy, base_file(b, "new.db"), 0, &b->e);

		if (rc != rows[i].want)
			fail_msg("%s: code %d, %s", rows[i].name, rc, b->e.msg);
		b->e = (struct err){ 0 };
		assert_int_equal(files_like(b, "new.db"), 0);
	}
	base_want(b, ERR_NOT_FOUND, store_restore(base_file(b, "none.db"), base_file(b, "new.db"), 0, &b->e));
}

/* Writers neither wait for a backup nor make it begin again; the copy holds whatever they do. */
static void a_backup_while_others_write(void **state)
{
	struct base *b = *state;
	struct backup_report rep;
	pid_t pid;

	fill(b);
	pid = fork();
	if (pid == 0) {
		struct base child = { .s = NULL };

		if (store_open(b->path, &child.s, &child.e))
			_exit(1);
		for (;;)
			base_register(&child, "пише далі");
	}
	for (int i = 0; i < 5; i++) {
		char *copy = base_file(b, arena_printf(&b->mem, "w%d.db", i));
		int64_t n = base_int(b->path, "SELECT count(*) FROM event");

		base_want(b, ERR_OK, store_backup(b->s, copy, NULL, &test_owner, &rep, &b->e));
		assert_true(base_int(copy, "SELECT count(*) FROM event") >= n);
		verify(b, VERIFY_FULL, ERR_OK);
	}
	kill(pid, SIGKILL);
	waitpid(pid, NULL, 0);
	verify(b, VERIFY_FULL, ERR_OK);
	base_want(b, ERR_OK, store_restore(base_file(b, "w4.db"), base_file(b, "new.db"), 0, &b->e));
	store_close(b->s);
	base_want(b, ERR_OK, store_open(base_file(b, "new.db"), &b->s, &b->e));
	verify(b, VERIFY_FULL, ERR_OK);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, base_setup, base_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_good_base_verifies),
		TEST(every_harm_is_found),
		TEST(a_clean_cut_shows_in_the_head),
		TEST(a_redacted_event_keeps_the_chain),
		TEST(equal_rows_have_equal_digests),
		TEST(slices_and_progress),
		TEST(a_backup_is_one_file_and_a_key),
		TEST(nothing_is_overwritten),
		TEST(a_restored_base_works),
		TEST(a_base_without_a_key),
		TEST(files_go_with_the_base),
		TEST(bad_backups_are_refused),
		TEST(a_backup_while_others_write),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
