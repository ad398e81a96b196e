/* tests/unit/t_demo.c - the made-up city: at whatever hour it is made, every state can be seen, nothing in
 * it could be a real person's, and the log holds. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <sys/stat.h>

#include "core/text.h"
#include "data/seed/seed.h"
#include "data/store/catalogue.h"
#include "data/store/demo.h"
#include "data/store/find.h"
#include "data/store/store_internal.h"
#include "data/store/users.h"
#include "data/store/verify.h"
#include "tests/lib/kyiv.h"
#include "tests/unit/store_base.h"

/* --- a city made at a given moment ------------------------------------------------------------ */

static int64_t frozen_now;

static int64_t frozen(const void *ctx)
{
	(void)ctx;
	return frozen_now;
}

static const struct clock_ops frozen_clock = { .now_ms = frozen, .offset_s = kyiv_offset };

static void make_city(struct base *b, int64_t now, int days)
{
	frozen_now = now;
	b->s->clock = &frozen_clock;
	base_want(b, ERR_OK, demo_fill(b->s, days, &test_owner, &b->e));
	assert_ptr_equal(b->s->clock, &frozen_clock);
}

static int64_t count(struct base *b, const char *sql)
{
	return base_int(b->path, arena_printf(&b->mem, "SELECT count(*) FROM question JOIN appeal"
		" ON appeal.id = question.appeal WHERE %s", sql));
}

/* What must be there whatever the hour; NOW and TODAY are put in. */
static const struct {
	const char *what, *sql;
	int days; /* in a city of so many days and more */
} seen[] = {
	{ "registered", "state = 'registered'", 1 },
	{ "registered within the hour and not dispatched",
	  "state = 'registered' AND registered > NOW - 3600000 AND dispatched_at = 0", 1 },
	{ "dispatched", "state = 'dispatched'", 1 },
	{ "in work", "state = 'in_work'", 1 },
	{ "being checked", "state = 'done'", 1 },
	{ "being checked after a call without an answer", "state = 'done' AND attempts = 1", 1 },
	{ "after two of them", "state = 'done' AND attempts = 2 AND attempt_days = 2", 3 },
	{ "rework", "state = 'rework' AND rework = 1", 1 },
	{ "closed", "state = 'closed' AND outcome = 'yes'", 1 },
	{ "graded", "state = 'closed' AND grade BETWEEN 4 AND 5", 1 },
	{ "forwarded", "state = 'forwarded'", 1 },
	{ "rejected", "state = 'rejected'", 1 },
	{ "withdrawn", "state = 'withdrawn'", 1 },
	{ "returned as not ours", "state = 'registered' AND result = 'not-ours'", 1 },
	{ "returned, but not to the one complained of", "complained = 'UPRAV' AND service <> 'MER' AND"
	  " service <> 'UPRAV' AND state <> 'registered'", 1 },
	{ "explained", "result = 'explained'", 1 },
	{ "overdue accidents", "due BETWEEN 1 AND NOW AND priority IN ('A1', 'A2') AND"
	  " state IN ('registered', 'dispatched', 'in_work', 'rework')", 1 },
	{ "an A1 accident being worked on", "priority = 'A1' AND state = 'in_work' AND due > NOW", 1 },
	{ "an A1 accident not yet accepted", "priority = 'A1' AND state = 'dispatched' AND due > NOW", 1 },
	{ "repeated", "repeat > 1", 3 },
	{ "anonymous", "applicant = 'anonymous' AND surname = ''", 3 },
	{ "by the law", "law = 1 AND law_index <> ''", 1 },
	{ "reworked and closed", "rework > 0 AND state = 'closed'", 3 },
	{ "by the web site", "channel = 'web'", 3 },
	{ "with an e-mail", "email LIKE '%@example.com'", 3 },
};

static const char *put_now(struct base *b, const char *sql)
{
	const char *at = strstr(sql, "NOW");

	if (!at)
		return sql;
	return put_now(b, arena_printf(&b->mem, "%s%lld%s", arena_strndup(&b->mem, sql, (size_t)(at - sql)),
				       (long long)frozen_now, at + 3));
}

static void want_all_seen(struct base *b, int days)
{
	for (size_t i = 0; i < COUNT(seen); i++)
		if (days >= seen[i].days && count(b, put_now(b, seen[i].sql)) < 1)
			fail_msg("a city of %d days: nothing is %s", days, seen[i].what);
}

/* --- tests ------------------------------------------------------------------------------------ */

static void test_every_state_at_any_hour(void **state)
{
	const struct {
		int64_t now;
		int days;
	} cities[] = {
		{ utc(2026, 1, 22, 12, 30, 20), 3 },  /* a Thursday, half past two */
		{ utc(2026, 1, 5, 1, 10, 0), 3 },     /* Monday, ten past three in the night */
		{ utc(2026, 3, 29, 8, 30, 0), 1 },    /* half past eleven, the clocks changed this night */
		{ utc(2026, 10, 31, 22, 5, 0), 1 },   /* five past midnight, a Sunday */
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cities); i++) {
		void *own = NULL;

		assert_int_equal(base_setup(&own), 0);
		make_city(own, cities[i].now, cities[i].days);
		want_all_seen(own, cities[i].days);
		base_teardown(&own);
	}
}

/* The city of the tests below. */
static struct base *city;

static int city_setup(void **state)
{
	int rc = base_setup(state);

	city = *state;
	if (!rc)
		make_city(city, utc(2026, 1, 22, 12, 30, 0), 3);
	return rc;
}

static int city_teardown(void **state)
{
	*state = city;
	return base_teardown(state);
}

static void test_log_holds(void **state)
{
	struct verify_report report;

	(void)state;
	base_want(city, ERR_OK, store_verify(city->s, VERIFY_FULL, NULL, &test_owner, &report, &city->e));
	assert_int_equal(report.bad, 0);
	assert_true(report.subjects > 100);
}

static void test_numbers_and_times(void **state)
{
	int64_t n = count(city, "1");

	(void)state;
	assert_in_range(n, 3 * 30, 4 * 75);
	assert_int_equal(base_int(city->path, "SELECT count(DISTINCT n) FROM appeal"), n);
	assert_int_equal(base_int(city->path, "SELECT max(n) FROM appeal"), n);
	assert_int_equal(count(city, put_now(city, "registered > NOW OR received > registered")), 0);
	assert_int_equal(base_int(city->path, put_now(city, "SELECT count(*) FROM event WHERE at > NOW"
				  " AND kind <> 'site_created'")), 0);
	assert_int_equal(base_int(city->path, "SELECT count(*) FROM event a JOIN event b ON b.id = a.id + 1"
				  " WHERE b.at < a.at AND a.kind <> 'site_created'"), 0);
	assert_true(base_int(city->path, "SELECT min(registered) FROM appeal") >= utc(2026, 1, 18, 22, 0, 0));
}

/* Blocks of a numbering plan that are full of zeros: nobody has such numbers. */
static void test_nobody_can_be_called(void **state)
{
	(void)state;
	assert_int_equal(count(city, "phone <> '' AND substr(phone, 1, 9) NOT IN ('+38067000', '+38050000',"
				     " '+38063000', '+38032200')"), 0);
	assert_int_equal(count(city, "phone_raw <> '' AND phone = ''"), 0);
	assert_int_equal(count(city, "email <> '' AND email NOT LIKE '%@example.com'"), 0);
	assert_true(count(city, "phone <> ''") > 100);
}

/* Texts are whole: no gap is left, no letter of a form, nothing that is not UTF-8. */
static void test_texts(void **state)
{
	sqlite3 *h;
	sqlite3_stmt *st;
	int rows = 0;

	(void)state;
	assert_int_equal(sqlite3_open(city->path, &h), SQLITE_OK);
	assert_int_equal(sqlite3_prepare_v2(h, "SELECT text, answer, surname, given, patronymic, address,"
			" residence FROM question JOIN appeal ON appeal.id = question.appeal", -1, &st, NULL),
			SQLITE_OK);
	for (; sqlite3_step(st) == SQLITE_ROW; rows++) {
		for (int i = 0; i < 7; i++) {
			const char *s = (const char *)sqlite3_column_text(st, i);

			assert_int_equal(text_check(s, strlen(s)), TEXT_GOOD);
			if (strpbrk(s, i < 5 ? "{}|\\" : "{}|\\TSHF"))
				fail_msg("a gap is left in «%s»", s);
		}
		assert_true(text_letters((const char *)sqlite3_column_text(st, 0)) >= 10);
	}
	sqlite3_finalize(st);
	sqlite3_close(h);
	assert_true(rows > 100);
	assert_int_equal(count(city, "state = 'done' AND answer = ''"), 0);
	assert_int_equal(count(city, "applicant <> 'anonymous' AND (surname = '' OR given = '' OR phone = '')"), 0);
}

/* «Who did the work may not confirm it» and all other rules held while it was made: decide() saw to it.
 * Here: whoever signs is somebody of the staff, and in his own role. */
static void test_staff(void **state)
{
	struct actor who;
	struct user_list users;

	(void)state;
	base_want(city, ERR_OK, user_list(city->s, &city->mem, &users, &city->e));
	assert_int_equal(users.n, demo_login_count);
	assert_int_equal(base_int(city->path, "SELECT count(*) FROM event WHERE kind IN ('registered',"
		" 'dispatched', 'closed', 'confirmed') AND actor NOT IN (SELECT login FROM user)"), 0);
	assert_int_equal(count(city, "operator NOT IN (SELECT login FROM user WHERE roles LIKE '%operator%'"
				     " OR roles LIKE '%clerk%') OR operator_name = ''"), 0);
	assert_true(count(city, "done_by = 'voda' AND service = 'VODA'") > 0);
	base_want(city, ERR_OK, user_login(city->s, demo_logins[0].login, demo_password, &city->mem, &who,
					   &city->e));
	assert_string_equal(who.name, demo_logins[0].name);
}

static void test_settings(void **state)
{
	struct stat st;
	const char *printer = store_setting(city->s, "printer", "", &city->mem);

	(void)state;
	assert_string_equal(store_setting(city->s, "city", "", &city->mem), "Місто Львів");
	assert_string_equal(store_setting(city->s, "hotline", "", &city->mem), "15-80");
	assert_int_equal(strncmp(printer, "file:/", 6), 0);
	assert_int_equal(stat(printer + 5, &st), 0);
	assert_true(S_ISDIR(st.st_mode));
	assert_int_equal(st.st_mode & 0777, 0700);
	/* Commits wait for the disk again, after the turn was given on (db_join()). */
	assert_true(city->s->db.flushes);
	assert_int_equal(db_int(&city->s->db, db_stmt(&city->s->db, "PRAGMA synchronous"), -1, &city->e), 1);
}

static void test_call_backs_wait(void **state)
{
	const struct find_query q = { .text = "" };
	struct found_list list;
	int tried = 0;

	(void)state;
	base_want(city, ERR_OK, find_callbacks(city->s, &q, false, &test_owner, &city->mem, &list, &city->e));
	for (int i = 0; i < list.n; i++)
		tried += list.rows[i].attempts > 0;
	assert_true(list.n > 2);
	assert_true(tried > 0);
}

static void test_only_a_new_base(void **state)
{
	int64_t n = count(city, "1");

	(void)state;
	base_want(city, ERR_CONFLICT, demo_fill(city->s, 1, &test_owner, &city->e));
	assert_int_equal(count(city, "1"), n);
}

/* The same days in the same minute: the same city; another number of days: another one. */
static void test_again(void **state)
{
	struct verify_report report;
	char digests[3][65];

	(void)state;
	for (int i = 0; i < 3; i++) {
		void *own = NULL;

		assert_int_equal(base_setup(&own), 0);
		make_city(own, utc(2026, 2, 10, 9, 0, 0) + i * SECOND, i == 2 ? 2 : 1);
		base_want(own, ERR_OK, store_verify(((struct base *)own)->s, VERIFY_DIGEST, NULL, &test_owner,
						    &report, &((struct base *)own)->e));
		memcpy(digests[i], report.digest, sizeof(digests[i]));
		base_teardown(&own);
	}
	assert_string_equal(digests[0], digests[1]);
	assert_string_not_equal(digests[0], digests[2]);
}

/* --- the file ---------------------------------------------------------------------------------- */

static int rows_of(const char *what, const char *key)
{
	char buf[1024];
	const char *cols[5];
	struct seed s = seed_demo;
	int n = 0;

	while (seed_next(&s, buf, sizeof(buf), cols, 5))
		n += strcmp(cols[0], what) == 0 && (!key || strcmp(cols[1], key) == 0);
	return n;
}

/* Each topic of the city is one of the catalogue with an executor, and somebody has said something
 * about it; the popular ones in several ways. */
static void test_topics_of_the_file(void **state)
{
	const struct catalogue *cat;
	char buf[1024];
	const char *cols[5];
	struct seed s = seed_demo;

	(void)state;
	base_want(city, ERR_OK, catalogue_get(city->s, &cat, &city->e));
	while (seed_next(&s, buf, sizeof(buf), cols, 5)) {
		const struct topic *t = strcmp(cols[0], "topic") == 0 ? catalogue_topic(cat, cols[1]) : NULL;

		if (strcmp(cols[0], "say") == 0 && rows_of("topic", cols[1]) != 1)
			fail_msg("something is said about %s, which is no topic of the city", cols[1]);
		if (strcmp(cols[0], "topic") != 0)
			continue;
		if (!t || !catalogue_service(cat, t->service))
			fail_msg("the topic %s is unknown or has no executor", cols[1]);
		int said = rows_of("say", cols[1]);

		if (said < 1 || (said < 2 && strtol(cols[2], NULL, 10) >= 10))
			fail_msg("too little is said about %s: %d", cols[1], said);
	}
}

/* Kinds that are asked for by name, and that no line is too long to be read. */
static void test_kinds_of_the_file(void **state)
{
	static const char *const kinds[] = { "given", "surname", "street", "letter", "address", "topic",
		"body", "category", "say", "done", "explained", "impossible", "dispatch", "return", "recall",
		"refuse", "partly", "unanswered", "confirm", "inspected", "close", "reopen", "withdraw",
		"forward", "reject", "note", "incident" };
	int known = 0, lines = 0;

	(void)state;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		if (rows_of(kinds[i], NULL) < 1)
			fail_msg("no row is a «%s»", kinds[i]);
		known += rows_of(kinds[i], NULL);
	}
	for (size_t i = 0; i < seed_demo.len; i++)
		lines += seed_demo.data[i] == '\n' && i + 1 < seed_demo.len && seed_demo.data[i + 1] != '#';
	assert_int_equal(known, lines + (seed_demo.data[0] != '#'));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_log_holds),
		cmocka_unit_test(test_numbers_and_times),
		cmocka_unit_test(test_nobody_can_be_called),
		cmocka_unit_test(test_texts),
		cmocka_unit_test(test_staff),
		cmocka_unit_test(test_settings),
		cmocka_unit_test(test_call_backs_wait),
		cmocka_unit_test(test_only_a_new_base),
		cmocka_unit_test(test_topics_of_the_file),
		cmocka_unit_test(test_kinds_of_the_file),
		cmocka_unit_test(test_every_state_at_any_hour),
		cmocka_unit_test(test_again),
	};

	return cmocka_run_group_tests_name("demo", tests, city_setup, city_teardown);
}
