/* t_merge_restored - a base that came from a backup: nobody writes before its log is whole again, and the journal of
 * calls does not bring erased data back and holds to what the log says of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "data/store/backup.h"
#include "data/store/calls.h"
#include "data/store/redact.h"
#include "data/store/sync_state.h"
#include "merge_base.h"

static int64_t count(struct base *b, const char *sql)
{
	return db_int(&b->s->db, db_stmt(&b->s->db, sql), 0, &b->e);
}

static const char *add_by_call(struct base *b)
{
	struct registration r;
	struct registration_fault where;
	struct registered out;
	struct calls_added did;
	struct call call;

	call_init(&call);
	call.id = "a.1";
	call.raw = "0671234567";
	call.at = 1767250800;
	base_want(b, ERR_OK, calls_append(b->s, &call, 1, CALLS_BATCH, &test_owner, &did, &b->e));
	registration_init(&r);
	r.text = "тече кран";
	r.phone = call.raw;
	r.call = call.id;
	base_want(b, ERR_OK, appeal_register(b->s, &r, &test_owner, &b->mem, &out, &where, &b->e));
	return out.appeal.number;
}

/* The journal of calls is in no log: what was erased in it after the backup is erased in it again, and the log of the
 * site does not go on by that. */
static void what_was_erased_stays_so_in_a_restored_journal(void **state)
{
	static const struct redaction what = { REDACT_BIT(REDACT_PHONE), "заява", -1 };
	struct city c;
	struct redacted_report done;
	struct backup_report copy;
	struct merge_report r;
	struct verify_report v;

	(void)state;
	city_make(&c, 1);
	struct base *b = c.sites[0];
	const char *number = add_by_call(b), *file = base_file(b, "copy"), *again = base_file(b, "again.db");

	base_sql(b->path, "INSERT INTO meta(key, value) VALUES('set.central', 'https://centre.example')");
	base_want(b, ERR_OK, store_backup(b->s, file, NULL, &test_owner, &copy, &b->e));
	base_want(b, ERR_OK, appeal_redact(b->s, number, &what, &test_owner, &b->mem, &done, &b->e));
	city_send(&c, 0, 1000);
	store_close(b->s);
	b->s = NULL;
	base_want(b, ERR_OK, store_restore(file, again, 0, &b->e));
	base_want(b, ERR_OK, store_open(again, &b->s, &b->e));
	assert_int_equal(count(b, "SELECT count(*) FROM call WHERE raw <> ''"), 1);
	base_want(b, ERR_OK, merge_own(b->s, c.all, c.count, &r, &b->e));
	assert_int_equal(count(b, "SELECT count(*) FROM event"), c.count);
	assert_int_equal(count(b, "SELECT count(*) FROM call WHERE raw <> '' OR num IS NOT NULL"), 0);
	base_want(b, ERR_OK, sync_state_whole(b->s, &b->e));
	base_want(b, ERR_OK, store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &v, &b->e));
	city_free(&c);
}

static const int64_t began = 1795237813211; /* 21.11.2026 */
enum { MINUTE = 60 * 1000, HOURS = 60 * MINUTE };

static int64_t same_instant(const void *ctx)
{
	return *(const int64_t *)ctx;
}

/* A call that ends now. */
static void ring(struct base *b, const char *id, int64_t at)
{
	struct clock_ops clock = *store_clock(b->s);
	const struct clock_ops *was = b->s->clock;
	struct calls_added did;
	struct call call;

	clock.now_ms = same_instant;
	clock.ctx = &at;
	b->s->clock = &clock;

	call_init(&call);
	call.id = id;
	call.raw = "0671234567";
	call.at = at;
	base_want(b, ERR_OK, calls_append(b->s, &call, 1, CALLS_LIVE, &test_owner, &did, &b->e));
	b->s->clock = was;
}

/* The base of a site is what its backup was, and its own later events come from the centre. */
static void lose_and_fetch(struct city *c, const char *backup)
{
	struct base *b = c->sites[0];
	const char *again = base_file(b, "again.db");
	struct merge_report r;

	city_send(c, 0, 1000);
	store_close(b->s);
	b->s = NULL;
	base_want(b, ERR_OK, store_restore(backup, again, 0, &b->e));
	base_want(b, ERR_OK, store_open(again, &b->s, &b->e));
	base_want(b, ERR_OK, merge_own(b->s, c->all, c->count, &r, &b->e));
	base_want(b, ERR_OK, sync_state_whole(b->s, &b->e));
}

/* The hour was open when the backup was made: its calls have no event in it. The event comes back; what was called
 * after the backup does not, and that is said once. */
static void an_open_hour_is_closed_in_a_restored_journal(void **state)
{
	static const struct { int after, recounted, kept; } cases[] = { { 0, 0, 2 }, { 1, 1, 2 } };

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct city c;
		struct backup_report copy;
		struct verify_report v;

		city_make(&c, 1);
		struct base *b = c.sites[0];
		const char *file = base_file(b, "copy");

		base_sql(b->path, "INSERT INTO meta(key, value) VALUES('set.central', 'https://centre.example')");
		ring(b, "a.1", began);
		ring(b, "a.2", began + MINUTE);
		base_want(b, ERR_OK, store_backup(b->s, file, NULL, &test_owner, &copy, &b->e));
		if (cases[i].after)
			ring(b, "a.3", began + 2 * MINUTE);
		ring(b, "a.4", began + 4 * HOURS);
		lose_and_fetch(&c, file);
		assert_int_equal(count(b, "SELECT count(*) FROM call WHERE batch > 0"), cases[i].kept);
		assert_int_equal(count(b, "SELECT count(*) FROM event WHERE kind = 'calls_recounted'"),
				 cases[i].recounted);
		base_want(b, ERR_OK, store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &v, &b->e));
		ring(b, "a.4", began + 4 * HOURS);
		ring(b, "a.5", began + 8 * HOURS);
		base_want(b, ERR_OK, store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &v, &b->e));
		city_free(&c);
	}
}

/* What is counted anew is watched from then on. */
static void a_recounted_batch_is_still_watched(void **state)
{
	struct city c;
	struct backup_report copy;
	struct verify_report v;

	(void)state;
	city_make(&c, 1);
	struct base *b = c.sites[0];
	const char *file = base_file(b, "copy");

	base_sql(b->path, "INSERT INTO meta(key, value) VALUES('set.central', 'https://centre.example')");
	ring(b, "a.1", began);
	base_want(b, ERR_OK, store_backup(b->s, file, NULL, &test_owner, &copy, &b->e));
	ring(b, "a.2", began + MINUTE);
	ring(b, "a.3", began + 4 * HOURS);
	lose_and_fetch(&c, file);
	base_want(b, ERR_OK, store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &v, &b->e));
	base_sql(base_file(b, "again.db"), "UPDATE call SET talk_s = 7 WHERE uid = 'a.1'");
	assert_int_not_equal(store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &v, &b->e), ERR_OK);
	b->e = (struct err){ 0 };
	city_free(&c);
}

/* One process of the site learns that the centre has more of it; the terminals were open before. */
static void nobody_writes_before_it_is_whole(void **state)
{
	struct base *b = *state;
	struct store *other;

	base_want(b, ERR_OK, store_open(b->path, &other, &b->e));
	base_want(b, ERR_OK, sync_state_behind(other, &b->e));
	assert_int_equal(store_set_setting(b->s, "url", "перше", &test_owner, &b->e), ERR_REFUSED);
	b->e = (struct err){ 0 };
	base_want(b, ERR_OK, sync_state_whole(other, &b->e));
	base_want(b, ERR_OK, store_set_setting(b->s, "url", "перше", &test_owner, &b->e));
	store_close(other);
}

/* --- two logs of one site ---------------------------------------------------------------------------------- */

static const char *cursor_after(struct base *b, const char *cursor)
{
	struct merge_report r;

	base_want(b, ERR_OK, merge_events(b->s, NULL, 0, cursor, &r, &b->e));
	base_want(b, ERR_OK, sync_state_one_log(b->s, &b->e));
	return merge_cursor(b->s, &b->mem);
}

/* What others do with things of the other log is passed over, and asked for when the logs are one: once. */
static void things_of_another_log_are_passed_over(void **state)
{
	struct base *b = *state;
	struct event evs[] = {
		{ .subject = "ГЛ.4", .seq = 1 }, { .subject = "ГЛ.5", .seq = 2 }, { .subject = "ГЛЬ.5", .seq = 3 },
		{ .subject = "ГЛ.17", .seq = 4 }, { .subject = "ЦН.17", .seq = 5 },
	};
	int n = COUNT(evs);

	base_want(b, ERR_OK, sync_state_good(b->s, 4, 1, &b->e));
	assert_string_equal(cursor_after(b, "77"), "77");
	base_want(b, ERR_OK, sync_state_pass_over(b->s, evs, &n, &b->e));
	assert_int_equal(n, 3);
	assert_int_equal(evs[0].seq, 1);
	assert_int_equal(evs[1].seq, 3);
	assert_int_equal(evs[2].seq, 5);
	base_want(b, ERR_OK, sync_state_pass_over(b->s, evs, &n, &b->e));
	assert_int_equal(n, 3);
	assert_string_equal(cursor_after(b, "78"), "0");
	assert_string_equal(cursor_after(b, "79"), "79");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_erased_stays_so_in_a_restored_journal),
		cmocka_unit_test(an_open_hour_is_closed_in_a_restored_journal),
		cmocka_unit_test(a_recounted_batch_is_still_watched),
		cmocka_unit_test_setup_teardown(nobody_writes_before_it_is_whole, base_setup, base_teardown),
		cmocka_unit_test_setup_teardown(things_of_another_log_are_passed_over, base_setup, base_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
