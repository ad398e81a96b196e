/* t_intake - the form of F2 without a screen: what is meant by what is typed, the registration
 * made of it, the draft and back. The caller's card: t_intake_caller.c. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "intake_base.h"

static const struct actor clerk = { .login = "roman", .name = "Роман", .service = "",
	.roles = ROLE_BIT(R_CLERK) };

/* --- topics and executors ---------------------------------------------------------------------------- */

static void what_is_typed_becomes_one_of_the_catalogue(void **state)
{
	static const struct {
		const char *field, *typed;
		enum err_code rc;
		const char *shown;
	} rows[] = {
		{ "topic", "", ERR_OK, "" },
		{ "topic", "  ", ERR_OK, "  " },
		{ "topic", "0203", ERR_OK, "02.03 Недогрів, ледве теплі батареї" },
		{ "topic", "2.3", ERR_OK, "02.03 Недогрів, ледве теплі батареї" },
		{ "topic", "02.03 Недогрів, ледве теплі батареї", ERR_OK, "02.03 Недогрів, ледве теплі батареї" },
		{ "topic", "недогрів, ледве теплі батареї", ERR_OK, "02.03 Недогрів, ледве теплі батареї" },
		{ "topic", "недогрів", ERR_INVALID, "недогрів" }, /* is chosen from the list */
		{ "topic", "сміття", ERR_INVALID, "сміття" },
		{ "topic", "такого немає", ERR_INVALID, "такого немає" },
		{ "executor", "водоканал", ERR_INVALID, "водоканал" }, /* and its office of bills */
		{ "executor", "VODA", ERR_OK, "ЛМКП «Львівводоканал»" },
		{ "executor", "світло", ERR_INVALID, "світло" },
		{ "executor", "львівсвітло", ERR_OK, "ЛКП «Львівсвітло»" },
		{ "complained", "SVITLO", ERR_OK, "ЛКП «Львівсвітло»" },
		{ "executor", "Марс", ERR_INVALID, "Марс" },
	};
	struct base *b = *state;
	struct intake *s = form_of(b, &operator);

	for (size_t i = 0; i < COUNT(rows); i++) {
		intake_begin(s);
		type(s, rows[i].field, rows[i].typed);
		base_want(b, rows[i].rc, intake_settle(s, rows[i].field, &b->e));
		want(s, rows[i].field, rows[i].shown);
		form_focus(&s->form, rows[i].field);
		assert_int_equal(form_error(&s->form) != NULL, rows[i].rc != ERR_OK);
	}
	close_form(s);
}

static void a_topic_brings_its_executor_and_term(void **state)
{
	struct base *b = *state;
	struct intake *s = form_of(b, &operator);

	type(s, "topic", "0401");
	base_want(b, ERR_OK, intake_settle(s, "topic", &b->e));
	want(s, "executor", "Аварійна газова служба 104");
	assert_non_null(strstr(form_get(&s->form, "term"), "A1"));
	type(s, "topic", "0203");
	base_want(b, ERR_OK, intake_settle(s, "topic", &b->e));
	want(s, "executor", "ЛМКП «Львівтеплоенерго»");

	/* the operator's own choice stays */
	type(s, "executor", "ZTE");
	base_want(b, ERR_OK, intake_settle(s, "executor", &b->e));
	type(s, "topic", "0101");
	base_want(b, ERR_OK, intake_settle(s, "topic", &b->e));
	want(s, "executor", "ЛКП «Залізничнетеплоенерго»");

	/* emptied, it is the topic's again */
	type(s, "executor", "");
	type(s, "topic", "0203");
	base_want(b, ERR_OK, intake_settle(s, "topic", &b->e));
	want(s, "executor", "ЛМКП «Львівтеплоенерго»");
	close_form(s);
}

/* Article 7: who is complained of is never proposed, whatever is said first; the topic's second executor takes his
 * place where there is one. */
static void the_one_complained_of_is_not_the_executor(void **state)
{
	static const char teplo[] = "ЛМКП «Львівтеплоенерго»", zte[] = "ЛКП «Залізничнетеплоенерго»";
	static const struct {
		const char *first, *first_value, *second, *second_value, *executor;
	} rows[] = {
		{ "topic", "0203", "complained", "TEPLO", "" },
		{ "complained", "TEPLO", "topic", "0203", "" },
		{ "topic", "0201", "complained", "TEPLO", zte },
		{ "complained", "TEPLO", "topic", "0201", zte },
		{ "topic", "0201", "complained", "ZTE", teplo },
		{ "executor", "TEPLO", "complained", "TEPLO", "" },
		{ "executor", "TEPLO", "complained", "ZTE", teplo },
	};
	struct base *b = *state;
	struct intake *s = form_of(b, &operator);

	for (size_t i = 0; i < COUNT(rows); i++) {
		intake_begin(s);
		type(s, rows[i].first, rows[i].first_value);
		base_want(b, ERR_OK, intake_settle(s, rows[i].first, &b->e));
		type(s, rows[i].second, rows[i].second_value);
		base_want(b, ERR_OK, intake_settle(s, rows[i].second, &b->e));
		want(s, "executor", rows[i].executor);
	}
	/* named after all */
	intake_begin(s);
	type(s, "complained", "TEPLO");
	base_want(b, ERR_OK, intake_settle(s, "complained", &b->e));
	type(s, "executor", "TEPLO");
	base_want(b, ERR_REFUSED, intake_settle(s, "executor", &b->e));
	/* taken out again, he is proposed as ever */
	type(s, "executor", "");
	type(s, "topic", "0203");
	base_want(b, ERR_OK, intake_settle(s, "topic", &b->e));
	want(s, "executor", "");
	type(s, "complained", "");
	want(s, "executor", teplo);
	close_form(s);
}

static void terms_end_with_the_day_or_at_a_minute(void **state)
{
	struct base *b = *state;
	struct intake *s = form_of(b, &operator);

	/* 07.11.2026 is a Saturday in Kyiv time, UTC+2 */
	assert_string_equal(intake_day(b->s, INT64_C(1794088799000), &b->mem), "07.11.2026");
	assert_string_equal(intake_day(b->s, INT64_C(1794054600000), &b->mem), "07.11.2026 14:30");
	type(s, "received", "07.11.2026 14:30");
	want(s, "term", "16.11.2026 · N"); /* the 14th is a Saturday */
	type(s, "topic", "0101");
	base_want(b, ERR_OK, intake_settle(s, "topic", &b->e));
	want(s, "term", "08.11.2026 14:30 · A2");
	type(s, "topic", "0110");
	base_want(b, ERR_OK, intake_settle(s, "topic", &b->e));
	want(s, "term", "no term · K");
	type(s, "law", "yes");
	want(s, "term", "07.12.2026 · P");
	close_form(s);
}

/* --- suggestions -------------------------------------------------------------------------------------- */

static void suggestions_come_while_typing(void **state)
{
	static const struct {
		const char *field, *text, *value; /* of the first; NULL: none */
	} rows[] = {
		{ "topic", "0203", "02.03 Недогрів, ледве теплі батареї" },
		{ "address", "городоц", "вул. Городоцька, " },
		{ "executor", "світло", "ЛКП «Львівсвітло»" },
		{ "complained", "світло", "ЛКП «Львівсвітло»" },
		{ "name", "Іван", NULL },
		{ "phone", "067", NULL },
	};
	struct base *b = *state;
	struct intake *s = form_of(b, &operator);

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct suggested out = suggested(b, s, rows[i].field, rows[i].text);

		if ((out.n > 0) != (rows[i].value != NULL))
			fail_msg("%s «%s»: %zu suggestions", rows[i].field, rows[i].text, out.n);
		if (out.n > 0)
			assert_string_equal(out.rows[0].value, rows[i].value);
	}
	/* an emptied executor offers those of the topic */
	type(s, "topic", "0201");
	base_want(b, ERR_OK, intake_settle(s, "topic", &b->e));
	assert_int_equal(suggested(b, s, "executor", "").n, 2);
	assert_true(suggested(b, s, "executor", NULL).n > 44); /* Down: all of them behind those */
	close_form(s);
}

/* --- registration ------------------------------------------------------------------------------------- */

static const char said[] = "  Тече!\n\n'; DROP TABLE appeal; -- \"=1+2\" %s 🙂  ";

static void the_form_becomes_a_registration(void **state)
{
	struct base *b = *state;
	struct intake *s = form_of(b, &clerk);
	struct registration r;

	want(s, "channel", "visit");
	type(s, "phone", "0671234567");
	type(s, "name", " Гасанов  Алі Рза оглу ");
	type(s, "address", "вул. Городоцька, ");
	type(s, "topic", "2.3"); /* never left: settled now */
	type(s, "text", said);
	type(s, "kind", "complaint");
	type(s, "complained", "VODA");
	type(s, "law", "yes");
	type(s, "applicant", "collective");
	assert_int_equal(intake_registration(s, &b->mem, &r), 0);
	assert_string_equal(r.text, said);
	assert_string_equal(r.surname, "Гасанов");
	assert_string_equal(r.given, "Алі");
	assert_string_equal(r.patronymic, "Рза оглу");
	assert_string_equal(r.address, "вул. Городоцька");
	assert_string_equal(r.topic->code, "02.03");
	assert_string_equal(r.service->code, "TEPLO");
	assert_string_equal(r.complained->code, "VODA");
	assert_string_equal(r.idem, s->idem);
	assert_int_equal(r.kind, KIND_COMPLAINT);
	assert_int_equal(r.channel, CH_VISIT);
	assert_int_equal(r.applicant, APPLICANT_COLLECTIVE);
	assert_true(r.law);
	assert_int_equal(r.received, 0);
	close_form(s);
}

static void faults_name_their_field(void **state)
{
	static const struct {
		const char *field, *typed, *where;
	} rows[] = {
		{ "topic", "сміття", "topic" },   { "executor", "Марс", "executor" },
		{ "complained", "Марс", "complained" }, { "received", "колись", "received" },
		{ "received", "01.01.2099", "received" }, { "phone", "12", "phone" },
		{ "email", "немає", "email" },    { "text", " \n ", "text" },
		{ "applicant", "anonymous", "applicant" }, /* beside the name */
	};
	struct base *b = *state;
	struct intake *s = form_of(b, &operator);

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct registration r;

		intake_begin(s);
		type(s, "text", "щось");
		type(s, "name", "Іваненко Іван");
		type(s, rows[i].field, rows[i].typed);
		assert_int_equal(intake_registration(s, &b->mem, &r), 1);
		assert_true(form_focus_error(&s->form));
		assert_string_equal(form_focused(&s->form), rows[i].where);
		want(s, "text", strcmp(rows[i].field, "text") == 0 ? rows[i].typed : "щось");
		b->e = (struct err){ 0 };
	}
	assert_string_equal(intake_fault_field("given"), "name");
	assert_null(intake_fault_field("idem"));
	assert_null(intake_fault_field(""));
	close_form(s);
}

/* Whoever looks at the form sees all that is to be mended, not one thing after another. */
static void all_faults_at_once(void **state)
{
	static const char *const typed[][2] = { { "phone", "12" }, { "topic", "сміття" }, { "text", " " },
		{ "executor", "Марс" }, { "email", "немає" }, { "received", "колись" }, { "signatories", "багато" } };
	struct base *b = *state;
	struct intake *s = form_of(b, &operator);
	struct registration r;

	intake_begin(s);
	for (size_t i = 0; i < COUNT(typed); i++)
		type(s, typed[i][0], typed[i][1]);
	assert_int_equal(intake_registration(s, &b->mem, &r), (int)COUNT(typed));
	for (size_t i = 0; i < COUNT(typed); i++) {
		form_focus(&s->form, typed[i][0]);
		assert_non_null(form_error(&s->form));
	}
	assert_true(form_focus_error(&s->form));
	assert_string_equal(form_focused(&s->form), "phone");
	close_form(s);
}

/* A crash between COMMIT and the end of the draft: the same form again is the same appeal. */
static void a_draft_keeps_the_key(void **state)
{
	struct base *b = *state;
	struct intake *s = form_of(b, &operator);
	struct registration r;
	struct registration_fault where;
	struct registered first, second;
	struct appeal found;
	char key[INTAKE_KEY];

	type(s, "text", "щось");
	base_want(b, ERR_NOT_FOUND, appeal_by_key(b->s, s->idem, &b->mem, &found, &b->e));
	assert_int_equal(intake_registration(s, &b->mem, &r), 0);
	base_want(b, ERR_OK, appeal_register(b->s, &r, &test_owner, &b->mem, &first, &where, &b->e));
	json_t *draft = intake_json(s);

	memcpy(key, s->idem, sizeof(key));
	intake_begin(s);
	assert_string_not_equal(s->idem, key);
	assert_true(intake_from_json(s, draft));
	json_decref(draft);
	assert_string_equal(s->idem, key);
	base_want(b, ERR_OK, appeal_by_key(b->s, s->idem, &b->mem, &found, &b->e));
	assert_string_equal(found.number, first.appeal.number);
	assert_int_equal(intake_registration(s, &b->mem, &r), 0);
	base_want(b, ERR_OK, appeal_register(b->s, &r, &test_owner, &b->mem, &second, &where, &b->e));
	assert_true(second.again);
	assert_string_equal(second.appeal.number, first.appeal.number);
	close_form(s);
}

/* --- the draft ---------------------------------------------------------------------------------------- */

static void a_draft_comes_back_exactly(void **state)
{
	static const struct {
		const char *field, *value;
	} rows[] = {
		{ "phone", "(032) 297-57-95 дод. 12" }, { "name", "Лук'яненко  Ґалина" },
		{ "address", "вул. Наукова, 5, кв. 7" }, { "text", said }, { "residence", "Винники" },
		{ "email", "a@b.ua" }, { "channel", "post" }, { "kind", "thanks" }, { "law", "yes" },
		{ "applicant", "anonymous" }, { "complained", "недонабране" }, { "received", "вчора" },
	};
	struct base *b = *state;
	struct intake *s = form_of(b, &operator), *other = form_of(b, &operator);

	assert_true(intake_empty(s));
	for (size_t i = 0; i < COUNT(rows); i++)
		type(s, rows[i].field, rows[i].value);
	type(s, "topic", "0201");
	base_want(b, ERR_OK, intake_settle(s, "topic", &b->e));
	type(s, "executor", "ZTE");
	base_want(b, ERR_OK, intake_settle(s, "executor", &b->e));
	form_focus(&s->form, "residence");
	json_t *j = intake_json(s);
	char *text = json_dumps(j, 0);
	json_t *read = json_loads(text, 0, NULL);

	assert_true(intake_from_json(other, read));
	for (size_t i = 0; i < COUNT(rows); i++)
		want(other, rows[i].field, rows[i].value);
	assert_ptr_equal(other->topic, s->topic);
	assert_ptr_equal(other->service, s->service);
	assert_null(other->complained);
	assert_true(other->own_service);
	assert_true(other->known);
	assert_string_equal(form_focused(&other->form), "residence");
	want(other, "term", form_get(&s->form, "term"));
	assert_int_equal(other->saved, other->form.changed);
	assert_false(intake_empty(other));
	json_decref(read);
	json_decref(j);
	free(text);
	close_form(s);
	close_form(other);
}

static void a_foreign_draft_is_refused(void **state)
{
	static const char *const drafts[] = {
		"{}", "[]", "{\"v\":2,\"idem\":\"0123456789abcdef0123456789abcdef\"}", "{\"v\":1}",
		"{\"v\":1,\"idem\":\"short\",\"fields\":{\"text\":\"x\"}}",
		"{\"v\":1,\"idem\":7,\"fields\":{\"text\":\"x\"}}",
	};
	struct base *b = *state;
	struct intake *s = form_of(b, &operator);

	for (size_t i = 0; i < COUNT(drafts); i++) {
		json_t *j = json_loads(drafts[i], 0, NULL);

		assert_non_null(j);
		assert_false(intake_from_json(s, j));
		assert_true(intake_empty(s));
		json_decref(j);
	}
	/* unknown fields and words of another program are left out, the rest comes back */
	json_t *j = json_loads("{\"v\":1,\"idem\":\"0123456789abcdef0123456789abcdef\",\"topic\":\"99.99\","
			       "\"focus\":\"nowhere\",\"fields\":{\"text\":\"так\",\"future\":\"x\","
			       "\"channel\":\"telepathy\",\"phone\":5}}", 0, NULL);

	assert_true(intake_from_json(s, j));
	want(s, "text", "так");
	want(s, "channel", "phone");
	want(s, "phone", "");
	assert_null(s->topic);
	json_decref(j);
	close_form(s);
}

/* --- after registering -------------------------------------------------------------------------------- */

static void the_words_name_number_executor_and_term(void **state)
{
	static const struct {
		const char *state, *service;
		int64_t due;
		const char *words;
	} rows[] = {
		{ "registered", "", 0, "Appeal No. ГЛ-1/26 is registered." },
		{ "registered", "", 1794088799000, "Appeal No. ГЛ-1/26 is registered, the term is until 07.11.2026." },
		{ "registered", "Тепло", 0, "Appeal No. ГЛ-1/26, the executor is: Тепло." },
		{ "registered", "Тепло", 1794054600000,
		  "Appeal No. ГЛ-1/26, the executor is: Тепло, the term is until 07.11.2026 14:30." },
		{ "dispatched", "Тепло", 0, "Appeal No. ГЛ-1/26 is passed to: Тепло." },
		{ "dispatched", "Тепло", 1794088799000,
		  "Appeal No. ГЛ-1/26 is passed to: Тепло, the term is until 07.11.2026." },
	};
	struct base *b = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct question q;
		struct appeal a;

		appeal_init(&a);
		question_init(&q);
		a.number = "ГЛ-1/26";
		a.q = &q;
		a.nq = 1;
		q.state = rows[i].state;
		q.service_name = rows[i].service;
		q.due = rows[i].due;
		assert_string_equal(intake_words(b->s, &a, &b->mem), rows[i].words);
	}
}

int main(void)
{
#define T(name) cmocka_unit_test_setup_teardown(name, base_setup, base_teardown)
	const struct CMUnitTest tests[] = {
		T(what_is_typed_becomes_one_of_the_catalogue), T(a_topic_brings_its_executor_and_term),
		T(the_one_complained_of_is_not_the_executor),
		T(terms_end_with_the_day_or_at_a_minute),      T(suggestions_come_while_typing),
		T(the_form_becomes_a_registration),
		T(faults_name_their_field), T(all_faults_at_once), T(a_draft_keeps_the_key),
		T(a_draft_comes_back_exactly),                 T(a_foreign_draft_is_refused),
		T(the_words_name_number_executor_and_term),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
