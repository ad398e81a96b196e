/* tests/unit/t_register.c - taking an appeal in: what is refused, which term and priority apply. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/register.h"
#include "tests/lib/kyiv.h"

static struct arena mem;
static int64_t fixed_now(const void *ctx)
{
	(void)ctx;
	return utc(2026, 11, 20, 12, 0, 0); /* Friday, 14:00 in Kyiv */
}
static const struct clock_ops kyiv = { .now_ms = fixed_now, .offset_s = kyiv_offset };
static const struct actor oper = { .login = "o", .name = "Оператор", .roles = ROLE_BIT(R_OPERATOR),
	.service = "" };

static enum err_code check(struct registration *r, const char **field)
{
	struct registration_fault where;
	struct policy pol;
	struct err e = { 0 };

	policy_init(&pol, &kyiv);
	enum err_code rc = registration_check(r, &oper, &pol, &mem, &where, &e);

	*field = where.field;
	if (rc)
		assert_true(strlen(e.msg) > 20);
	return rc;
}

static char *letters(size_t n, const char *letter)
{
	char *s = arena_alloc(&mem, n * strlen(letter) + 1);

	for (size_t i = 0; i < n; i++)
		memcpy(s + i * strlen(letter), letter, strlen(letter));
	return s;
}

static void test_refusals_name_the_field(void **state)
{
	const struct {
		const char *field;
		size_t offset;
		const char *value;
	} rows[] = {
		{ "text", offsetof(struct registration, text), "" },
		{ "text", offsetof(struct registration, text), " \n\t" },
		{ "text", offsetof(struct registration, text), "а\x01б" },
		{ "text", offsetof(struct registration, text), "\xed\xa0\x80" },
		{ "text", offsetof(struct registration, text), letters(MAX_TEXT_BYTES + 1, "x") },
		{ "phone", offsetof(struct registration, phone), "12-34-56" },
		{ "phone", offsetof(struct registration, phone), "067 000 12 34, 067 000 12 35" },
		{ "surname", offsetof(struct registration, surname), letters(MAX_NAME + 1, "Ї") },
		{ "address", offsetof(struct registration, address), letters(MAX_ADDRESS + 1, "є") },
		{ "residence", offsetof(struct registration, residence), "\x1b[2J" },
		{ "email", offsetof(struct registration, email), "немає" },
		{ "email", offsetof(struct registration, email), "a@b" },
		{ "email", offsetof(struct registration, email), "a b@c.ua" },
		{ "email", offsetof(struct registration, email), "@c.ua" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct registration r;
		const char *field;

		registration_init(&r);
		r.text = "Зміст";
		memcpy((char *)&r + rows[i].offset, &rows[i].value, sizeof(rows[i].value));
		assert_int_equal(check(&r, &field), ERR_INVALID);
		assert_string_equal(field, rows[i].field);
	}
}

/* Law 393/96, Article 8: every part of a name is one, spaces are none. */
static void test_anonymous_has_no_name(void **state)
{
	static const struct {
		const char *surname, *given, *patronymic;
		enum err_code rc;
	} rows[] = {
		{ "", "", "", ERR_OK },        { " ", "  ", " ", ERR_OK },        { "Гук", "", "", ERR_INVALID },
		{ " ", "Ганна", "", ERR_INVALID }, { " ", " ", "Іванівна", ERR_INVALID },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct registration r;
		const char *field;

		registration_init(&r);
		r.text = "Зміст";
		r.applicant = APPLICANT_ANONYMOUS;
		r.surname = rows[i].surname;
		r.given = rows[i].given;
		r.patronymic = rows[i].patronymic;
		assert_int_equal(check(&r, &field), rows[i].rc);
	}
}

static void test_limits_are_reached(void **state)
{
	struct registration r;
	const char *field;

	(void)state;
	registration_init(&r);
	r.text = letters(MAX_TEXT_BYTES, "x");
	r.surname = letters(MAX_NAME, "Ї");
	r.address = letters(MAX_ADDRESS, "є");
	r.email = "olena.k+1580@example.com.ua";
	assert_int_equal(check(&r, &field), ERR_OK);
}

static void test_received(void **state)
{
	struct registration r;
	const char *field;

	(void)state;
	registration_init(&r);
	r.text = "x";
	r.received = fixed_now(NULL) + 2 * MINUTE;
	assert_int_equal(check(&r, &field), ERR_INVALID);
	assert_string_equal(field, "received");
	r.received = fixed_now(NULL) - 40 * DAY;
	assert_int_equal(check(&r, &field), ERR_OK);
}

static void test_terms(void **state)
{
	const struct topic a1 = { .priority = "A1", .term = "120" }, a2 = { .priority = "A2", .term = "1440" };
	const struct topic n = { .priority = "N", .term = "7d" }, p = { .priority = "P", .term = "1m" };
	const struct topic k = { .priority = "K", .term = "" };
	const struct {
		const struct topic *topic;
		bool law;
		const char *priority;
		int64_t due;
	} rows[] = {
		{ &a1, false, "A1", utc(2026, 11, 20, 14, 0, 0) },         /* two hours, never rolled */
		{ &a1, true, "A1", utc(2026, 11, 20, 14, 0, 0) },          /* an accident stays one */
		{ &a2, false, "A2", utc(2026, 11, 21, 12, 0, 0) },         /* a day, though Saturday */
		{ &n, false, "N", utc(2026, 11, 27, 21, 59, 59) },
		{ &n, true, "P", utc(2026, 12, 21, 21, 59, 59) },          /* a month: 20.12 is a Sunday */
		{ &p, false, "P", utc(2026, 12, 21, 21, 59, 59) },
		{ &k, false, "K", 0 },
		{ NULL, false, "N", utc(2026, 11, 27, 21, 59, 59) },
	};
	struct policy pol;

	(void)state;
	policy_init(&pol, &kyiv);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct registration r;
		const char *priority;

		registration_init(&r);
		r.topic = rows[i].topic;
		r.law = rows[i].law;
		registration_term(&r, &priority);
		assert_string_equal(priority, rows[i].priority);
		assert_int_equal(registration_due(&r, &pol), rows[i].due);
	}
}

static void test_article_7_and_5(void **state)
{
	const struct service voda = { .code = "VODA", .name = "В", .active = true };
	struct registration_facts f = { .site = "ГЛ", .number = "ГЛ-1/26", .ascii = "HL-1-26", .law_index = "",
		.year = 2026, .n = 1, .repeat = 1 };
	struct registration r;
	struct policy pol;
	const char *field;

	(void)state;
	policy_init(&pol, &kyiv);
	registration_init(&r);
	r.text = "Скарга";
	r.law = true;
	r.phone = "067 000 12 34";
	r.service = &voda;
	r.complained = &voda;
	assert_int_equal(check(&r, &field), ERR_OK);
	assert_null(r.service); /* never proposed to whom it is about */
	json_t *body = registration_body(&r, &f, &oper, &pol);

	assert_non_null(body);
	assert_string_equal(json_string_value(json_object_get(json_object_get(body, "appeal"), "flags")),
			    "incomplete"); /* no name, no residence */
	assert_string_equal(json_string_value(json_object_get(json_object_get(body, "appeal"), "phone")),
			    "+380670001234");
	json_decref(body);
}

static void test_rights(void **state)
{
	const struct actor exec = { .login = "e", .roles = ROLE_BIT(R_EXECUTOR), .service = "VODA" };
	struct registration r;
	struct registration_fault where;
	struct policy pol;
	struct err e = { 0 };

	(void)state;
	policy_init(&pol, &kyiv);
	registration_init(&r);
	r.text = "x";
	assert_int_equal(registration_check(&r, &exec, &pol, &mem, &where, &e), ERR_REFUSED);
}

static int teardown(void **state)
{
	(void)state;
	arena_free(&mem);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_refusals_name_the_field), cmocka_unit_test(test_anonymous_has_no_name),
		cmocka_unit_test(test_limits_are_reached),
		cmocka_unit_test(test_received), cmocka_unit_test(test_terms),
		cmocka_unit_test(test_article_7_and_5), cmocka_unit_test(test_rights),
	};

	return cmocka_run_group_tests(tests, NULL, teardown);
}
