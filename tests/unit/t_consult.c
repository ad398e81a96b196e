/* t_consult - core/consult.h and data/store/consults.h: what may be counted and by whom, the fold of its event,
 * one key counts once, the row follows from the log. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "data/store/consults.h"
#include "data/store/rebuild.h"
#include "data/store/verify.h"
#include "tests/unit/store_base.h"

static const struct actor operator = { .login = "olena", .name = "Коваль", .roles = ROLE_BIT(R_OPERATOR),
	.service = "" };
static const struct actor executor = { .login = "vodak", .name = "Лис", .roles = ROLE_BIT(R_EXECUTOR),
	.service = "VODA" };
static const struct topic water = { .code = "01.10", .name = "Лічильники", .service = "VODA-AB" };
static const struct service gas = { .code = "GAS104", .name = "Газова 104", .kind = "emergency", .phone = "104",
	.active = true, .emergency = true };
static const struct service voda = { .code = "VODA", .name = "Водоканал", .kind = "utility", .phone = "0322000000",
	.active = true, .emergency = true };
static const struct service gone = { .code = "G", .name = "Стара", .kind = "emergency", .phone = "105" };

/* --- core --------------------------------------------------------------------------------------- */

static void test_decide(void **state)
{
	static const struct {
		const struct topic *topic;
		const struct service *to;
		const char *phone, *text;
		const struct actor *who;
		enum err_code want;
		const char *fault;
	} rows[] = {
		{ &water, NULL, "", "", &operator, ERR_OK, "" },
		{ NULL, &gas, "0671234567", "запах газу", &operator, ERR_OK, "" },
		{ &water, &gas, "", "", &operator, ERR_OK, "" },
		{ NULL, NULL, "", "", &operator, ERR_INVALID, "topic" },
		{ NULL, &voda, "", "", &operator, ERR_INVALID, "transfer" },
		{ NULL, &gone, "", "", &operator, ERR_INVALID, "transfer" },
		{ &water, NULL, "06712", "", &operator, ERR_INVALID, "phone" },
		{ &water, NULL, "", "a\033[31m", &operator, ERR_INVALID, "text" },
		{ &water, NULL, "", "", &executor, ERR_REFUSED, "" },
	};
	(void)state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct consult_form f;
		struct decision dec = { NULL, NULL };
		struct err e = { 0 };

		consult_form_init(&f);
		f.topic = rows[i].topic;
		f.to = rows[i].to;
		f.phone = rows[i].phone;
		f.text = rows[i].text;
		if (consult_decide(&f, rows[i].who, &dec, &e) != rows[i].want || strcmp(f.fault, rows[i].fault) != 0)
			fail_msg("row %zu: %d %s «%s»", i, (int)e.code, e.msg, f.fault);
		json_decref(dec.body);
	}
}

static void test_fold(void **state)
{
	struct event ev = { .site = "ГЛ", .seq = 7, .subject = "ГЛ.7", .kind = "consulted", .actor = "olena", .at = 42,
		.body = "{\"topic\":\"04.01\",\"transfer\":\"104\",\"at\":9,\"subject\":\"X\",\"newer\":1}" };
	struct arena mem = { 0 };
	struct consult c;
	(void)state;

	consult_init(&c);
	assert_int_equal(consult_fold(&c, &ev, &mem), FOLD_OK);
	assert_string_equal(c.topic, "04.01");
	assert_string_equal(c.transfer, "104");
	assert_string_equal(c.phone, "");
	assert_string_equal(c.subject, "ГЛ.7");
	assert_string_equal(c.actor, "olena");
	assert_int_equal(c.at, 42);
	assert_int_equal(consult_fold(&c, &ev, &mem), FOLD_CONFLICT);
	ev.kind = "consulted_anew";
	assert_int_equal(consult_fold(&c, &ev, &mem), FOLD_UNKNOWN);
	consult_init(&c);
	ev.kind = "consulted";
	ev.body = "";
	assert_int_equal(consult_fold(&c, &ev, &mem), FOLD_REDACTED);
	assert_string_equal(c.subject, "ГЛ.7");
	arena_free(&mem);
}

/* --- the store ---------------------------------------------------------------------------------- */

static enum err_code add(struct base *b, const struct service *to, const char *idem, struct consult *out, bool *again)
{
	struct consult_form f;

	consult_form_init(&f);
	f.topic = &water;
	f.to = to;
	f.phone = "067 123 45 67";
	f.idem = idem;
	b->e = (struct err){ 0 };
	return consult_add(b->s, &f, &operator, &b->mem, out, again, &b->e);
}

static enum err_code verify(struct base *b)
{
	struct verify_report r;

	b->e = (struct err){ 0 };
	return store_verify(b->s, VERIFY_FULL, &(struct progress){ NULL, NULL }, &test_owner, &r, &b->e);
}

static void test_add(void **state)
{
	struct base *b = *state;
	struct consult one, two;
	bool again;

	base_want(b, ERR_OK, add(b, NULL, "k1", &one, &again));
	assert_false(again);
	assert_string_equal(one.phone, "+380671234567");
	base_want(b, ERR_OK, add(b, NULL, "k1", &two, &again));
	assert_true(again);
	assert_string_equal(two.subject, one.subject);
	base_want(b, ERR_OK, add(b, &gas, "", &two, &again));
	base_want(b, ERR_OK, add(b, &gas, "", &two, &again));
	assert_int_equal(base_int(b->path, "SELECT count(*) FROM consultation"), 3);
	assert_int_equal(base_int(b->path, "SELECT count(*) FROM event WHERE kind = 'consulted'"), 3);
	assert_int_equal(base_int(b->path, "SELECT count(*) FROM appeal"), 0);
	base_want(b, ERR_OK, verify(b));
}

static void test_services(void **state)
{
	static const struct {
		const char *typed, *code; /* NULL: none */
	} rows[] = { { "104", "GAS104" }, { "gas104", "GAS104" }, { "112", "112" }, { "105", NULL }, { "VODA", NULL },
		     { "", NULL } };
	const struct catalogue *cat;
	const struct service *all[16], *got;
	struct base *b = *state;

	base_want(b, ERR_OK, catalogue_get(b->s, &cat, &b->e));
	assert_int_equal(consult_services(cat, all, COUNT(all)), 5);
	for (int i = 1; i < 5; i++)
		assert_true(strcmp(all[i - 1]->phone, all[i]->phone) < 0);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct err e = { 0 };
		enum err_code rc = consult_service(cat, rows[i].typed, &got, &e);

		if (rc != (rows[i].code ? ERR_OK : ERR_INVALID))
			fail_msg("%s: %s", rows[i].typed, e.msg);
		if (rows[i].code)
			assert_string_equal(got->code, rows[i].code);
		else
			assert_non_null(strstr(e.msg, "101, 102, 103, 104, 112"));
	}
}

/* A foreign hand in the row: verify tells, rebuild mends. */
static void test_verify(void **state)
{
	static const char *const hands[] = {
		"UPDATE consultation SET topic = '01.01'", "UPDATE consultation SET transfer = '103'",
		"UPDATE consultation SET at = 1", "DELETE FROM consultation",
	};
	struct base *b = *state;
	struct rebuild_report r;
	struct consult c;
	bool again;

	base_want(b, ERR_OK, add(b, &gas, "", &c, &again));
	for (size_t i = 0; i < COUNT(hands); i++) {
		base_sql(b->path, hands[i]);
		if (verify(b) != ERR_FAILED)
			fail_msg("%s is not seen", hands[i]);
		b->e = (struct err){ 0 };
		base_want(b, ERR_OK, store_rebuild(b->s, NULL, &test_owner, &r, &b->e));
		assert_int_equal(r.mended, 1);
		base_want(b, ERR_OK, verify(b));
	}
	base_sql(b->path, "INSERT INTO consultation SELECT 99, 'ГЛ.1', actor, topic, topic_name, phone, phone_raw, address,"
			  " text, transfer, transfer_name, call, '', at FROM consultation");
	assert_int_equal(verify(b), ERR_FAILED);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, base_setup, base_teardown)
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_decide), cmocka_unit_test(test_fold), T(test_add),
					    T(test_services), T(test_verify) };
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
