/* t_calls - data/store/calls: any fragment of a number equals a scan of all calls, pages, filters, names, what
 * belongs to a number, and that a changed, added or removed call is found by verify. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/call.h"
#include "core/phone.h"
#include "data/store/calls.h"
#include "data/store/store_internal.h"
#include "data/store/verify.h"
#include "store_base.h"

enum { CALLS = 3000, PIECES = 5 };

static const int64_t start = INT64_C(1794045600000); /* 07.11.2026 12:00 in Kyiv */
static int64_t now;
static int64_t test_now(const void *ctx) { (void)ctx; return now; }

struct made {
	char id[24], raw[24], name[40], e164[24]; /* "" when `raw` is no number */
	struct call c;
};

static struct made made[CALLS];
static uint64_t seed;

static uint64_t roll(uint64_t n)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (seed >> 33) % n;
}

/* Time is ours. */
static void set_clock(struct base *b, int64_t at)
{
	static struct clock_ops clock;

	clock = *store_clock(b->s);
	clock.now_ms = test_now;
	b->s->clock = &clock;
	now = at;
}

/* Two operators have most of the numbers, some call all day, some repeat a fragment within themselves, some
 * are short, foreign, hidden or no numbers. */
static void random_number(char out[24])
{
	static const char *const odd[] = { "1580", "101", "0505050505", "067 777 77 77", "0671671671", "297-59-11",
		"+48225551234", "anonymous", "", "12345", "0671234567", "0671234567", "0671234567" };
	static const char *const codes[] = { "067", "067", "067", "050", "063", "032" };

	if (roll(7) == 0)
		snprintf(out, 24, "%s", odd[roll(COUNT(odd))]);
	else
		snprintf(out, 24, "%s%s%06d", codes[roll(COUNT(codes))], "2", (int)roll(1000000));
}

/* Read once: every fragment is sought in all of them. */
static const char *number_of(const char *raw)
{
	static struct phone p;

	return phone_parse(raw, &phone_plan_lviv, &p) == PHONE_GOOD ? p.e164 : "";
}

static void make_calls(void)
{
	static const char *const operators[] = { "olena", "ihor", "marta", "" };
	int64_t at = start;

	seed = 1580;
	for (int i = 0; i < CALLS; i++) {
		struct made *m = &made[i];

		call_init(&m->c);
		at += 1000 + (int64_t)roll(59000); /* two of one second are in the order they came */
		snprintf(m->id, sizeof(m->id), "17940.%d", i);
		random_number(m->raw);
		snprintf(m->name, sizeof(m->name), "%s", i % 50 == 0 ? "Коваль Іван" : i % 77 == 0 ? "Ivan K." : "");
		m->c.id = m->id;
		m->c.raw = m->raw;
		snprintf(m->e164, sizeof(m->e164), "%s", number_of(m->raw));
		m->c.name = m->name;
		m->c.at = at;
		m->c.operator = operators[roll(COUNT(operators))];
		m->c.outcome = (int)roll(CALL_OUTCOME_COUNT);
		m->c.direction = m->c.outcome < CALLED_MISSED ? CALL_IN : CALL_OUT;
		m->c.wait_s = (int64_t)roll(100);
		m->c.talk_s = call_was_talk(&m->c) ? (int64_t)roll(600) : 0;
	}
}

/* In pieces, each in disorder. */
static void fill(struct base *b)
{
	static struct call piece[CALLS];
	struct calls_added did;

	make_calls();
	set_clock(b, start + INT64_C(864000000));
	for (int p = 0; p < PIECES; p++) {
		int n = 0;

		for (int i = p; i < CALLS; i += PIECES) /* pieces overlap in time */
			piece[n++] = made[i].c;
		for (int i = n - 1; i > 0; i--) {
			int k = (int)roll((uint64_t)i);
			struct call x = piece[i];

			piece[i] = piece[k];
			piece[k] = x;
		}
		base_want(b, ERR_OK, calls_append(b->s, piece, n, CALLS_BATCH, &test_owner, &did, &b->e));
		assert_int_equal(did.added, n);
		assert_int_equal(did.known, 0);
	}
}

static struct calls_list find(struct base *b, const char *text, int64_t before, int limit)
{
	struct find_query q = { .text = text, .before = before, .limit = limit, .login = "olena" };
	struct calls_list l;

	if (calls_find(b->s, &q, &test_owner, &b->mem, &l, &b->e))
		fail_msg("«%s»: %s", text, b->e.msg);
	return l;
}

static bool has_digits(const struct call *c, const char *digits)
{
	return strstr(number_of(c->raw), digits);
}

/* The newest first, `limit` to a page, up to `pages` of them. */
static void same_as_a_scan(struct base *b, const char *digits, int limit, int pages)
{
	int64_t before = 0;
	int i = CALLS - 1;

	for (int page = 0; page < pages; page++) {
		struct calls_list l = find(b, digits, before, limit);

		for (int k = 0; k < l.n; k++, i--) {
			while (i >= 0 && !strstr(made[i].e164, digits))
				i--;
			if (i < 0 || strcmp(l.rows[k].id, made[i].id) != 0)
				fail_msg("%s page %d row %d: %s, not %s", digits, page, k, l.rows[k].id,
					 i < 0 ? "nothing" : made[i].id);
		}
		if (!l.more) {
			for (; i >= 0; i--)
				if (strstr(made[i].e164, digits))
					fail_msg("%s: %s is not found", digits, made[i].id);
			return;
		}
		assert_int_equal(l.n, limit);
		before = l.rows[l.n - 1].key;
	}
}

static void any_fragment(void **state)
{
	struct base *b = *state;
	char digits[16];

	fill(b);
	for (int n = 1; n <= 3; n++)
		for (int i = 0, end = n == 1 ? 10 : n == 2 ? 100 : 1000; i < end; i += n < 3 ? 1 : 7) {
			snprintf(digits, sizeof(digits), "%0*d", n, i);
			same_as_a_scan(b, digits, 50, 2);
			arena_free(&b->mem);
		}
	for (int i = 0; i < 150; i++) {
		struct phone p;
		const char *raw = made[roll(CALLS)].raw;
		size_t len = phone_parse(raw, &phone_plan_lviv, &p) == PHONE_GOOD ? strlen(p.e164) - 1 : 0;

		for (size_t n = 4; len && n <= 12 && n <= len; n++) {
			snprintf(digits, sizeof(digits), "%s", p.e164 + 1 + roll(len - n + 1));
			digits[n] = '\0';
			if (strlen(digits) == n && strspn(digits, "0123456789") == n)
				same_as_a_scan(b, digits, 7, 3);
		}
		arena_free(&b->mem);
	}
	same_as_a_scan(b, "38067", 50, 1000);
	same_as_a_scan(b, "0", 50, 1000);
}

/* Answers of a naive reading of every call. */
static int count_if(bool (*fits)(const struct call *c))
{
	int n = 0;

	for (int i = 0; i < CALLS; i++)
		n += fits(&made[i].c);
	return n;
}
static bool is_lost(const struct call *c) { return c->outcome == CALLED_LOST; }
static bool is_olenas(const struct call *c) { return strcmp(c->operator, "olena") == 0; }
static bool is_olenas_lost(const struct call *c) { return is_lost(c) && is_olenas(c); }
static bool is_lost_or_short(const struct call *c) { return is_lost(c) || c->outcome == CALLED_SHORT; }
static bool is_named(const struct call *c) { return strcmp(c->name, "Коваль Іван") == 0; }
static bool is_67(const struct call *c) { return has_digits(c, "067"); }
static bool is_67_lost(const struct call *c) { return is_67(c) && is_lost(c); }
static bool is_first_day(const struct call *c) { return c->at < start + 12 * INT64_C(3600000); }
static bool is_any(const struct call *c) { (void)c; return true; }

static void filters(void **state)
{
	static const struct {
		const char *line;
		bool (*fits)(const struct call *c);
	} cases[] = {
		{ "", is_any },
		{ "виклик:втрачені", is_lost },
		{ "call:lost", is_lost },
		{ "виклик:втрачений виклик:короткі", is_lost_or_short },
		{ "оператор:olena", is_olenas },
		{ "by:OLENA", is_olenas },
		{ "мої", is_olenas },
		{ "виклик:втрачені мої", is_olenas_lost },
		{ "тел:067", is_67 },
		{ "тел:067 виклик:втрачені", is_67_lost },
		{ "коваль", is_named },
		{ "КОВАЛЬ ів", is_named },
		{ "rjdfkm", is_named },
		{ "дата:07.11.2026", is_first_day },
		{ "від:2026-11-06 до:07.11.2026", is_first_day },
	};
	struct base *b = *state;

	fill(b);
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct calls_list l = find(b, cases[i].line, 0, 0);

		if (l.n != count_if(cases[i].fits))
			fail_msg("«%s» finds %d, not %d", cases[i].line, l.n, count_if(cases[i].fits));
		for (int k = 0; k < l.n; k++) {
			assert_true(cases[i].fits(&l.rows[k]));
			assert_true(k == 0 || l.rows[k].key < l.rows[k - 1].key);
		}
		arena_free(&b->mem);
	}
	assert_int_equal(find(b, "коваль виклик:втрачені 5", 0, 0).n, 0);
	assert_string_equal(find(b, "rjdfkm", 0, 1).meant, "коваль");
}

static void bad_lines(void **state)
{
	static const char *const lines[] = { "вул:Зелена", "виклик:дивний", "стан:done", "тел:абв", "від:колись",
		"нема:такого" };
	struct base *b = *state;
	struct calls_list l;

	for (size_t i = 0; i < COUNT(lines); i++) {
		struct find_query q = { .text = lines[i] };

		base_want(b, ERR_INVALID, calls_find(b->s, &q, &test_owner, &b->mem, &l, &b->e));
	}
	const struct actor executor = { .login = "vodak", .roles = ROLE_BIT(R_EXECUTOR), .service = "VODA" };

	base_want(b, ERR_REFUSED, calls_find(b->s, &(struct find_query){ 0 }, &executor, &b->mem, &l, &b->e));
}

/* --- adding ------------------------------------------------------------------------------------- */

static struct call one(const char *id, const char *raw, int64_t at)
{
	struct call c;

	call_init(&c);
	c.id = id;
	c.raw = raw;
	c.at = at;
	c.operator = "olena";
	c.talk_s = 60;
	return c;
}

static void append(struct base *b, struct call c, enum calls_kind kind, int added)
{
	struct calls_added did;

	base_want(b, ERR_OK, calls_append(b->s, &c, 1, kind, &test_owner, &did, &b->e));
	assert_int_equal(did.added, added);
	assert_int_equal(did.known, 1 - added);
}

static void one_call_is_added_once(void **state)
{
	struct base *b = *state;
	struct calls_added did;
	struct call c;

	append(b, one("a.1", "0671234567", start), CALLS_BATCH, 1);
	append(b, one("a.1", "0509999999", start + 5), CALLS_BATCH, 0);
	append(b, one("a.2", "0671234567", start + 1), CALLS_LIVE, 1); /* the same second */
	append(b, one("", "0671234567", start + 2), CALLS_BATCH, 1);
	append(b, one("", "anonymous", start - 1000), CALLS_BATCH, 1); /* older, later */
	base_want(b, ERR_OK, call_load(b->s, "a.1", &b->mem, &c, &b->e));
	assert_string_equal(c.phone, "+380671234567");
	assert_string_equal(c.operator, "olena");
	assert_int_equal(c.key, start / 1000);
	base_want(b, ERR_OK, call_load(b->s, "a.2", &b->mem, &c, &b->e));
	assert_int_equal(c.key, start / 1000 + 1);
	assert_int_equal(c.at, start + 1);
	char key[24];

	snprintf(key, sizeof(key), "%lld", (long long)(start / 1000 + 1));
	base_want(b, ERR_NOT_FOUND, call_load(b->s, key, &b->mem, &c, &b->e)); /* that one has a name */
	snprintf(key, sizeof(key), "%lld", (long long)(start / 1000 + 2));
	base_want(b, ERR_OK, call_load(b->s, key, &b->mem, &c, &b->e));
	assert_string_equal(c.id, key);
	struct calls_list l = find(b, "", 0, 0);

	assert_int_equal(l.n, 4);
	assert_string_equal(l.rows[3].raw, "anonymous");
	assert_string_equal(l.rows[3].phone, "");

	struct call rows[] = { one("b.1", "1580", start), one("b 2", "1580", start) };

	base_want(b, ERR_INVALID, calls_append(b->s, rows, 2, CALLS_BATCH, &test_owner, &did, &b->e));
	assert_int_equal(find(b, "", 0, 0).n, 4); /* nothing of a bad batch */
	static const char *const paths[] = { "/etc/passwd", "../x.wav", "a/../../x.wav", "a/..", "x\ny" };

	for (size_t i = 0; i < COUNT(paths); i++) {
		rows[0].recording = paths[i];
		base_want(b, ERR_INVALID, calls_append(b->s, rows, 1, CALLS_BATCH, &test_owner, &did, &b->e));
	}
	rows[0].recording = "2026/11/..07/q1580-1.wav";
	base_want(b, ERR_OK, calls_append(b->s, rows, 1, CALLS_BATCH, &test_owner, &did, &b->e));
}

static const char events[] = "SELECT count(*) FROM event WHERE kind = 'calls'";

/* Calls that come one by one have an event an hour, not one each. */
static void an_hour_has_one_event(void **state)
{
	struct base *b = *state;

	set_clock(b, start);
	append(b, one("h.1", "0671234567", now), CALLS_LIVE, 1);
	now += 30 * 60000;
	append(b, one("h.2", "0671234567", now), CALLS_LIVE, 1);
	assert_int_equal(base_int(b->path, events), 0);
	assert_int_equal(base_int(b->path, "SELECT count(*) FROM call WHERE batch = 0"), 2);
	now += 31 * 60000;
	append(b, one("h.3", "0671234567", now), CALLS_LIVE, 1);
	assert_int_equal(base_int(b->path, events), 1);
	assert_int_equal(base_int(b->path, "SELECT count(*) FROM call WHERE batch = 0"), 1);
	assert_int_equal(base_int(b->path, "SELECT json_extract(body, '$.count') FROM event WHERE kind = 'calls'"), 2);
	now += 10 * 3600000;
	append(b, one("h.4", "0671234567", now), CALLS_LIVE, 1);
	assert_int_equal(base_int(b->path, events), 2);
}

/* --- what belongs together ----------------------------------------------------------------------- */

static struct registered register_by_call(struct base *b, const char *call, const char *phone)
{
	struct registration r;
	struct registration_fault where;
	struct registered out;

	registration_init(&r);
	r.text = "Немає води";
	r.phone = phone;
	r.surname = "Ґудзь";
	r.given = "Леся";
	r.call = call;
	base_want(b, ERR_OK, appeal_register(b->s, &r, &test_owner, &b->mem, &out, &where, &b->e));
	return out;
}

static void a_number_has_its_history(void **state)
{
	struct base *b = *state;
	struct caller_history h;
	struct call c;

	set_clock(b, start);
	struct registered r = register_by_call(b, "c.1", "0671234567");

	append(b, one("c.1", "0671234567", start - 60000), CALLS_LIVE, 1);
	append(b, one("c.2", "0671234567", start + 60000), CALLS_LIVE, 1);
	append(b, one("c.3", "0509999999", start + 90000), CALLS_LIVE, 1);
	base_want(b, ERR_OK, caller_history(b->s, "+380671234567", 0, 50, &b->mem, &h, &b->e));
	assert_int_equal(h.n, 3);
	assert_false(h.more);
	assert_string_equal(h.rows[0].call.id, "c.2");
	assert_false(h.rows[1].is_call);
	assert_string_equal(h.rows[1].about.number, r.appeal.number);
	assert_string_equal(h.rows[2].call.id, "c.1");
	assert_int_equal(h.rows[2].call.nappeals, 1);
	assert_string_equal(h.rows[2].call.appeals[0], r.appeal.number);
	assert_string_equal(h.rows[0].call.name, "Ґудзь Леся"); /* of the appeal */
	base_want(b, ERR_OK, caller_history(b->s, "+380671234567", 0, 1, &b->mem, &h, &b->e));
	assert_int_equal(h.n, 1);
	assert_true(h.more);
	base_want(b, ERR_OK, caller_history(b->s, "+380671234567", h.rows[0].key, 5, &b->mem, &h, &b->e));
	assert_int_equal(h.n, 2);
	base_want(b, ERR_OK, caller_history(b->s, "", 0, 5, &b->mem, &h, &b->e));
	assert_int_equal(h.n, 0);
	assert_int_equal(find(b, "ґудзь лес", 0, 0).n, 2); /* by the name that is shown */
	assert_int_equal(find(b, "ґудзь іван", 0, 0).n, 0);
	base_want(b, ERR_OK, call_load(b->s, "c.3", &b->mem, &c, &b->e));
	assert_int_equal(c.nappeals, 0);
	assert_string_equal(r.appeal.calls, "c.1");
}

static void only_supervisors_and_its_operator_listen(void **state)
{
	static const struct {
		const char *login;
		unsigned roles;
		enum err_code rc;
	} cases[] = {
		{ "olena", ROLE_BIT(R_OPERATOR), ERR_OK },
		{ "ihor", ROLE_BIT(R_OPERATOR), ERR_REFUSED },
		{ "sova", ROLE_BIT(R_SUPERVISOR), ERR_OK },
		{ "olena", ROLE_BIT(R_EXECUTOR), ERR_REFUSED },
		{ "olena", ROLE_BIT(R_ADMIN), ERR_REFUSED },
		{ "dysp", ROLE_BIT(R_DISPATCHER), ERR_REFUSED },
	};
	struct base *b = *state;
	struct call c = one("p.1", "1580", start);
	int64_t heard = 0;

	for (size_t i = 0; i < COUNT(cases); i++) {
		const struct actor who = { .login = cases[i].login, .roles = cases[i].roles, .service = "" };

		base_want(b, cases[i].rc, call_played(b->s, &c, LISTEN_QUALITY, &who, &b->e));
		heard += cases[i].rc == ERR_OK;
		assert_int_equal(base_int(b->path, "SELECT count(*) FROM event WHERE kind = 'played' AND"
				 " json_extract(body, '$.call') = 'p.1' AND json_extract(body, '$.why') = 'quality'"),
				 heard);
	}
}

/* --- verify -------------------------------------------------------------------------------------- */

static void verify(struct base *b, enum err_code want, int64_t bad)
{
	struct verify_report r;

	base_want(b, want, store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &r, &b->e));
	if (r.bad != bad)
		fail_msg("%lld bad rows, not %lld: %s", (long long)r.bad, (long long)bad, r.first_bad);
}

static const struct {
	const char *what, *harm, *mend;
	int64_t bad;
} harms[] = {
	{ "a talk made longer", "UPDATE call SET talk_s = talk_s + 1 WHERE uid = '17940.7'",
	  "UPDATE call SET talk_s = talk_s - 1 WHERE uid = '17940.7'", 1 },
	{ "another operator", "UPDATE call SET operator = 'x' || operator WHERE uid = '17940.7'",
	  "UPDATE call SET operator = substr(operator, 2) WHERE uid = '17940.7'", 1 },
	{ "two texts moved into each other", "UPDATE call SET queue = operator, operator = queue WHERE uid = '17940.1100'",
	  "UPDATE call SET queue = operator, operator = queue WHERE uid = '17940.1100'", 1 },
	{ "a number hidden", "UPDATE call SET num = -num WHERE uid = '17940.7'",
	  "UPDATE call SET num = -num WHERE uid = '17940.7'", 1 },
	{ "another time", "UPDATE call SET at = at + 1 WHERE uid = '17940.7'",
	  "UPDATE call SET at = at - 1 WHERE uid = '17940.7'", 1 },
	{ "one of another batch", "UPDATE call SET batch = batch + 1 WHERE uid = '17940.7'",
	  "UPDATE call SET batch = batch - 1 WHERE uid = '17940.7'", 2 },
	{ "one of no event", "UPDATE call SET batch = batch + 700 WHERE uid = '17940.7'",
	  "UPDATE call SET batch = batch - 700 WHERE uid = '17940.7'", 2 },
	{ "one added", "INSERT INTO call SELECT 5, 'x', at, num, raw, name, direction, outcome, queue, operator,"
	  " wait_s, talk_s, recording, batch FROM call WHERE uid = '17940.7'", "DELETE FROM call WHERE id = 5", 1 },
	{ "one added between", "INSERT INTO call SELECT id + 500000, 'x', at, num, raw, name, direction, outcome, queue,"
	  " operator, wait_s, talk_s, recording, batch FROM call WHERE uid = '17940.7'",
	  "DELETE FROM call WHERE uid = 'x'", 1 },
	{ "one of the running hour", "INSERT INTO call SELECT 5, 'x', at, num, raw, name, direction, outcome, queue,"
	  " operator, wait_s, talk_s, recording, 0 FROM call WHERE uid = '17940.7'", "DELETE FROM call WHERE id = 5", 0 },
	{ "one removed", "DELETE FROM call WHERE uid = '17940.7'", NULL, 1 },
	{ "a link of an appeal", "UPDATE appeal SET calls = 'c.2' WHERE calls = 'c.1'", NULL, 2 },
};

static void every_harm_is_found(void **state)
{
	struct base *b = *state;

	fill(b);
	register_by_call(b, "c.1", "0671234567");
	verify(b, ERR_OK, 0);
	for (size_t i = 0; i < COUNT(harms); i++) {
		base_sql(b->path, harms[i].harm);
		print_message("# %s\n", harms[i].what);
		verify(b, harms[i].bad ? ERR_FAILED : ERR_OK, harms[i].bad);
		if (!harms[i].mend)
			continue;
		base_sql(b->path, harms[i].mend);
		verify(b, ERR_OK, 0);
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, base_setup, base_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(any_fragment),
		TEST(filters),
		TEST(bad_lines),
		TEST(one_call_is_added_once),
		TEST(an_hour_has_one_event),
		TEST(a_number_has_its_history),
		TEST(only_supervisors_and_its_operator_listen),
		TEST(every_harm_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
