/* tests/unit/t_redact.c - core/redact.h: what is taken out of a body and what stays, what an event of a redaction
 * keeps, and that the state after it is that of the log after it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/fold.h"
#include "core/redact.h"

static void test_parse(void **state)
{
	static const struct {
		const char *typed;
		unsigned want; /* 0: refused */
	} rows[] = {
		{ "name", REDACT_BIT(REDACT_NAME) },
		{ "name,phone", REDACT_BIT(REDACT_NAME) | REDACT_BIT(REDACT_PHONE) },
		{ "all", REDACT_ALL },
		{ "", 0 }, { "names", 0 }, { "nam", 0 }, { "name,,phone", 0 }, { "name all", 0 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		struct err e = { 0 };
		unsigned got;

		if (redact_parse(rows[i].typed, &got, &e))
			got = 0;
		if (got != rows[i].want)
			fail_msg("«%s»: %u", rows[i].typed, got);
	}
}

/* "": it holds nothing of it. */
static const struct {
	const char *kind, *body, *fields, *want;
} bodies[] = {
	{ "registered", "{\"appeal\":{\"surname\":\"К\",\"kind\":\"x\"},\"questions\":[{\"text\":\"т\",\"k\":1}]}", "name",
	  "{\"appeal\":{\"surname\":\"\",\"kind\":\"x\"},\"questions\":[{\"text\":\"т\",\"k\":1}]}" },
	{ "registered", "{\"appeal\":{\"surname\":\"К\"},\"questions\":[{\"text\":\"т\"},{\"text\":\"у\"}]}", "text",
	  "{\"appeal\":{\"surname\":\"К\"},\"questions\":[{\"text\":\"\"},{\"text\":\"\"}]}" },
	{ "registered", "{\"appeal\":{\"surname\":\"\"},\"questions\":[{}]}", "name", "" },
	{ "edited", "{\"set\":{\"phone\":\"+1\"},\"was\":{\"phone\":\"+2\",\"law\":1}}", "phone",
	  "{\"set\":{\"phone\":\"\"},\"was\":{\"phone\":\"\",\"law\":1}}" },
	{ "question_added", "{\"q\":2,\"question\":{\"address\":\"а\"}}", "address", "{\"q\":2,\"question\":{\"address\":\"\"}}" },
	{ "noted", "{\"note\":\"н\"}", "text", "" },
	{ "noted", "{\"note\":\"н\"}", "notes", "{\"note\":\"\"}" },
	{ "supplemented", "{\"note\":\"н\"}", "text", "{\"note\":\"\"}" },
	{ "supplemented", "{\"note\":\"н\"}", "notes", "" },
	{ "done", "{\"note\":\"н\",\"photo\":\"a\",\"set\":{\"answer\":\"в\",\"result\":\"done\"}}", "notes,files",
	  "{\"note\":\"\",\"set\":{\"answer\":\"\",\"result\":\"done\"}}" },
	{ "attached", "{\"q\":1,\"file\":{\"name\":\"x\"}}", "files", "{\"q\":1}" },
	{ "redacted", "{\"note\":\"причина\"}", "all", "" },
	{ "printed", "{\"format\":\"pdf\",\"to\":\"x.pdf\"}", "all", "" },
};

static void test_bodies(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
		struct err e = { 0 };
		unsigned fields;
		json_t *body = json_loads(bodies[i].body, 0, NULL);

		assert_int_equal(redact_parse(bodies[i].fields, &fields, &e), ERR_OK);
		json_t *left = redact_body(bodies[i].kind, body, fields);
		char *text = left ? json_dumps(left, JSON_COMPACT) : strdup("");

		if (strcmp(text, bodies[i].want) != 0)
			fail_msg("%s %s without %s: %s", bodies[i].kind, bodies[i].body, bodies[i].fields, text);
		/* asked again there is nothing more, and the body given is untouched */
		assert_null(left ? redact_body(bodies[i].kind, left, fields) : NULL);
		json_t *same = json_loads(bodies[i].body, 0, NULL);

		assert_true(json_equal(same, body));
		json_decref(same);
		free(text);
		json_decref(left);
		json_decref(body);
	}
}

static void test_rows(void **state)
{
	json_t *r = redaction_new(REDACT_BIT(REDACT_NAME), "заява");

	(void)state;
	redaction_add(r, "ГЛ", 7, json_pack("{ss}", "note", "а"));
	redaction_add(r, "ЛЬ", 7, json_pack("{ss}", "note", "б"));
	assert_string_equal(json_string_value(json_object_get(redaction_kept(r, "ЛЬ", 7), "note")), "б");
	assert_null(redaction_kept(r, "ГЛ", 8));
	json_t *rest = redaction_rest(r);

	assert_null(redaction_kept(rest, "ГЛ", 7));
	assert_int_equal(json_array_size(json_object_get(rest, "rows")), 2); /* which rows it was stays known */
	assert_string_equal(json_string_value(json_object_get(rest, "note")), "заява");
	json_decref(rest);
	json_decref(r);
}

/* Two sites have erased at once, each something else: neither's rest brings back what the other one erased. */
static void test_left(void **state)
{
	json_t *older = redaction_new(REDACT_BIT(REDACT_NAME), "а"), *newer = redaction_new(REDACT_BIT(REDACT_PHONE), "б");

	(void)state;
	redaction_add(older, "ГЛ", 7, json_pack("{s{ss}}", "set", "phone", "+1"));
	redaction_add(newer, "ГЛ", 7, json_pack("{s{ss ss}}", "set", "surname", "Л", "email", "a@b"));
	redaction_add(newer, "ГЛ", 8, json_pack("{ss}", "note", "в"));
	json_t *list = json_pack("[oo]", newer, older);
	json_t *left = redaction_left(list, "edited", "ГЛ", 7), *set = json_object_get(left, "set");

	assert_string_equal(json_string_value(json_object_get(set, "surname")), "");
	assert_null(json_object_get(set, "phone"));
	assert_string_equal(json_string_value(json_object_get(set, "email")), "a@b");
	json_decref(left);
	left = redaction_left(list, "noted", "ГЛ", 8);
	assert_string_equal(json_string_value(json_object_get(left, "note")), "в");
	json_decref(left);
	assert_null(redaction_left(list, "noted", "ГЛ", 9));
	json_decref(list);
}

/* A correction of another site that comes late and is older does not bring the name back. */
static void test_state(void **state)
{
	static const char *const events[][2] = {
		{ "registered", "{\"appeal\":{\"number\":\"ГЛ-5/26\",\"ascii\":\"HL-5-26\",\"year\":2026,\"n\":5,"
		  "\"surname\":\"К\",\"phone\":\"+1\"},\"questions\":[{\"text\":\"т\"}]}" },
		{ "edited", "{\"q\":1,\"set\":{\"surname\":\"Л\"}}" },
		{ "redacted", "{\"fields\":[\"name\",\"text\"],\"note\":\"з\",\"rows\":[]}" },
	};
	struct arena mem = { 0 };
	struct appeal a;

	(void)state;
	appeal_init(&a);
	for (size_t i = 0; i < 3; i++) {
		struct event ev = { .site = "ГЛ", .seq = 1, .subject = "ГЛ.1", .kind = events[i][0], .body = events[i][1],
			.hlc = (int64_t)i + 1 };

		assert_int_equal(fold(&a, &ev, &mem), FOLD_OK);
	}
	assert_string_equal(a.surname, "");
	assert_string_equal(a.q[0].text, "");
	assert_string_equal(a.phone, "+1");
	arena_free(&mem);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_parse),
		cmocka_unit_test(test_bodies),
		cmocka_unit_test(test_rows), cmocka_unit_test(test_left),
		cmocka_unit_test(test_state),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
