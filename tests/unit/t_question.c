/* tests/unit/t_question.c - core/question.h: who may add a question or a supplement and to what; how fold() takes
 * them, whatever the order in which sites have written them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/fold.h"
#include "core/question.h"

static const struct actor operator = { .login = "olena", .name = "", .service = "",
	.roles = ROLE_BIT(R_OPERATOR) };
static const struct actor executor = { .login = "vodak", .name = "", .service = "VODA",
	.roles = ROLE_BIT(R_EXECUTOR) };

/* An appeal with questions in these states; they live in q. */
static struct appeal appeal_of(struct question *q, const enum appeal_state *states, int n)
{
	struct appeal a;

	appeal_init(&a);
	a.number = "ГЛ-1/26";
	a.kind = "application";
	a.channel = "phone";
	a.applicant = "individual";
	a.q = q;
	a.nq = n;
	for (int i = 0; i < n; i++) {
		question_init(&q[i]);
		q[i].k = i + 1;
		q[i].state = vocab_wire(&vocab_state, states[i]);
		q[i].address = i ? "вул. Наукова, 2" : "вул. Зелена, 4";
	}
	return a;
}

static void test_check(void **state)
{
	static const struct {
		const char *what, *text, *address;
		const struct actor *who;
		enum appeal_state states[2];
		enum err_code want;
	} rows[] = {
		{ "added", "Яма", "", &operator, { ST_REGISTERED, ST_CLOSED }, ERR_OK },
		{ "one is closed", "Яма", "вул. Нова, 1", &operator, { ST_CLOSED, ST_IN_WORK }, ERR_OK },
		{ "all are closed", "Яма", "", &operator, { ST_CLOSED, ST_WITHDRAWN }, ERR_REFUSED },
		{ "no words", " \n", "", &operator, { ST_REGISTERED, ST_CLOSED }, ERR_INVALID },
		{ "an executor", "Яма", "", &executor, { ST_REGISTERED, ST_CLOSED }, ERR_REFUSED },
	};
	struct policy pol = { .attempts_needed = 3 };

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct arena mem = { 0 };
		struct question q[2];
		struct appeal a = appeal_of(q, rows[i].states, 2);
		struct registration r;
		struct registration_fault where;
		struct err e = { 0 };

		registration_init(&r);
		r.text = rows[i].text;
		r.address = rows[i].address;
		enum err_code got = question_check(&r, &a, rows[i].who, &pol, &mem, &where, &e);

		if (got != rows[i].want || (got && !*e.msg))
			fail_msg("%s: %d «%s»", rows[i].what, (int)got, e.msg);
		if (!got)
			assert_string_equal(r.address, *rows[i].address ? rows[i].address : "вул. Зелена, 4");
		arena_free(&mem);
	}
}

static void test_supplement_check(void **state)
{
	static const enum appeal_state states[] = { ST_IN_WORK, ST_CLOSED };
	static const struct {
		int k;
		const char *text, *call;
		const struct actor *who;
		enum err_code want;
	} rows[] = {
		{ 1, "Ще й холодно", "", &operator, ERR_OK },
		{ 1, "Ще й холодно", "PBX-1", &operator, ERR_OK },
		{ 2, "Ще й холодно", "", &operator, ERR_REFUSED },
		{ 3, "Ще й холодно", "", &operator, ERR_NOT_FOUND },
		{ 1, "", "", &operator, ERR_INVALID },
		{ 1, "\xff", "", &operator, ERR_INVALID },
		{ 1, "Ще й холодно", "", &executor, ERR_REFUSED },
	};
	struct question q[2];
	struct appeal a = appeal_of(q, states, 2);

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct err e = { 0 };

		if (supplement_check(&a, rows[i].k, rows[i].text, rows[i].call, rows[i].who, &e) != rows[i].want)
			fail_msg("row %zu: %d «%s»", i, (int)e.code, e.msg);
	}
}

static enum fold_result fold_one(struct appeal *a, const char *kind, const char *body, struct arena *mem)
{
	struct event ev = { .site = "ГЛ", .seq = strcmp(kind, "registered") == 0 ? 1 : a->hlc + 1, .subject = "ГЛ.1", .kind = kind, .body = body, .hlc = a->hlc + 1 };

	return fold(a, &ev, mem);
}

static void test_fold(void **state)
{
	static const struct {
		const char *kind, *body;
		enum fold_result want;
	} rows[] = {
		{ "question_added", "{\"q\":2,\"question\":{}}", FOLD_CONFLICT }, /* of nothing */
		{ "registered", "{\"appeal\":{\"number\":\"ГЛ-5/26\",\"ascii\":\"HL-5-26\",\"year\":2026,\"n\":5},\"questions\":[{\"text\":\"1\"}]}", FOLD_OK },
		{ "question_added", "{\"q\":2,\"question\":{\"text\":\"2\",\"state\":\"closed\"}}", FOLD_OK },
		{ "question_added", "{\"q\":2,\"question\":{\"text\":\"3\"},\"call\":\"PBX-1\"}", FOLD_OK }, /* both called it 2 */
		{ "supplemented", "{\"q\":2,\"qid\":\"ГЛ.4\",\"note\":\"ще\"}", FOLD_OK },
		{ "supplemented", "{\"q\":2,\"qid\":\"ГЛ.9\",\"note\":\"ще\"}", FOLD_CONFLICT },
		{ "supplemented", "{\"q\":2,\"note\":\"ще\",\"call\":\"PBX-2\"}", FOLD_OK },
		{ "supplemented", "{\"q\":2,\"note\":\"ще\"}", FOLD_OK },
		{ "supplemented", "{\"q\":7,\"note\":\"ще\"}", FOLD_CONFLICT },
	};
	struct arena mem = { 0 };
	struct appeal a;

	(void)state;
	appeal_init(&a);
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++)
		if (fold_one(&a, rows[i].kind, rows[i].body, &mem) != rows[i].want)
			fail_msg("row %zu", i);
	assert_int_equal(a.nq, 3);
	assert_string_equal(a.q[1].text, "2");
	assert_string_equal(a.q[1].state, "registered"); /* the event cannot say more than a form */
	assert_string_equal(a.q[2].text, "3");
	assert_int_equal(a.q[2].k, 3);
	assert_string_equal(a.q[2].made_by, "ГЛ.4");
	assert_int_equal(a.q[1].supplements, 2);
	assert_int_equal(a.q[2].supplements, 1);
	assert_int_equal(a.q[0].supplements, 0);
	assert_string_equal(a.calls, "PBX-1,PBX-2");
	assert_int_equal(a.rev, 9);
	arena_free(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_supplement_check),
		cmocka_unit_test(test_fold),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
