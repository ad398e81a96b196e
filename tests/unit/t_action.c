/* t_action - tui/action*: every command on an appeal as a person gives it, key by key, on a real base. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/unit/action_base.h"

struct deed {
	const char *what;
	enum appeal_state from;
	unsigned roles;
	enum verb_id verb;
	const char *keys;
	enum appeal_state to;
	const char *said; /* part of the sentence */
};

static const struct deed deeds[] = {
	{ "by the code", ST_REGISTERED, R(OPERATOR), V_DISPATCH, "VODA\n", ST_DISPATCHED, "Львівводоканал" },
	{ "the marked one of the list", ST_REGISTERED, R(OPERATOR), V_DISPATCH, "водоканал\n", ST_DISPATCHED,
	  "Львівводоканал" },
	{ "another one of the list", ST_REGISTERED, R(OPERATOR), V_DISPATCH, "водоканал\x01\n", ST_DISPATCHED,
	  "абонвідділ" },
	{ "from the whole list", ST_REGISTERED, R(OPERATOR), V_DISPATCH, "\x01\x01\n", ST_DISPATCHED,
	  "Адміністративно" },
	{ "the list closed: words are no executor", ST_REGISTERED, R(OPERATOR), V_DISPATCH,
	  "водоканал\x1b\n\x1b\x1b", ST_REGISTERED, "nothing was changed" },
	{ "none fits, then one", ST_REGISTERED, R(OPERATOR), V_DISPATCH, "zzz\n\x15" "TEPLO\n", ST_DISPATCHED,
	  "теплоенерго" },
	{ "nothing, then one", ST_REGISTERED, R(CLERK), V_DISPATCH, "\nLIFT\n", ST_DISPATCHED, "Ліфтова" },
	{ "to the same again: Enter", ST_DISPATCHED, R(DISPATCHER), V_DISPATCH, "\n", ST_DISPATCHED, "Львівводоканал" },
	{ "Esc closes the list, then the question", ST_REGISTERED, R(OPERATOR), V_DISPATCH, "VODA\x1b\x1b",
	  ST_REGISTERED, "nothing was changed" },
	{ "wrong role", ST_REGISTERED, R(CONTROLLER), V_DISPATCH, "", ST_REGISTERED, "Your role" },
	{ "recall", ST_DISPATCHED, R(DISPATCHER), V_RECALL, "\n", ST_REGISTERED, "Registered" },
	{ "recall after all not", ST_DISPATCHED, R(DISPATCHER), V_RECALL, "\x1b", ST_DISPATCHED,
	  "nothing was changed" },
	{ "a letter is no yes", ST_DISPATCHED, R(DISPATCHER), V_RECALL, "rrк\x1b", ST_DISPATCHED,
	  "nothing was changed" },
	{ "accept", ST_DISPATCHED, R(EXECUTOR), V_ACCEPT, "\n", ST_IN_WORK, "In work" },
	{ "accept twice", ST_IN_WORK, R(EXECUTOR), V_ACCEPT, "", ST_IN_WORK, "Not possible" },
	{ "done", ST_IN_WORK, R(EXECUTOR), V_DONE, "1Замінено вентиль\n", ST_DONE, "Being checked" },
	{ "done needs words", ST_IN_WORK, R(EXECUTOR), V_DONE, "\n\nЗамінено\n", ST_DONE, "Being checked" },
	{ "explained", ST_DISPATCHED, R(DISPATCHER), V_DONE, "2Роз’яснено телефоном\n", ST_DONE, "Being checked" },
	{ "not ours: nobody's", ST_IN_WORK, R(EXECUTOR), V_DONE, "4Це теплова мережа\n\n\x1b", ST_IN_WORK,
	  "nothing was changed" },
	{ "not ours: ours, then theirs", ST_IN_WORK, R(EXECUTOR), V_DONE, "4Це теплова мережа\nVODA\n\x15TEPLO\n",
	  ST_REGISTERED, "Registered" },
	{ "not ours but theirs", ST_IN_WORK, R(EXECUTOR), V_DONE, "4Це теплова мережа\nTEPLO\n", ST_REGISTERED,
	  "Registered" },
	{ "rework is ours", ST_REWORK, R(EXECUTOR), V_DONE, "4" "1Перероблено\n", ST_DONE, "Being checked" },
	{ "yes by a call, no grade", ST_DONE, R(CONTROLLER), V_CONFIRM, "\n\n\n", ST_CLOSED, "Closed" },
	{ "yes by SMS, grade 5", ST_DONE, R(CONTROLLER), V_CONFIRM, "125", ST_CLOSED, "Closed" },
	{ "an inspector is refused, then a call", ST_DONE, R(CONTROLLER), V_CONFIRM, "16" "15", ST_CLOSED, "Closed" },
	{ "no, by a call", ST_DONE, R(OPERATOR), V_CONFIRM, "2\nДалі тече\n", ST_REWORK, "new term" },
	{ "no needs words", ST_DONE, R(OPERATOR), V_CONFIRM, "2\n\n\n\x1b", ST_DONE, "nothing was changed" },
	{ "no answer, confirmed", ST_DONE, R(CONTROLLER), V_CONFIRM, "4\n", ST_DONE, "attempt 1" },
	{ "no answer after all not", ST_DONE, R(CONTROLLER), V_CONFIRM, "4\x1b", ST_DONE, "nothing was changed" },
	{ "executors do not confirm", ST_DONE, R(CONTROLLER) | R(EXECUTOR), V_CONFIRM, "", ST_DONE,
	  "another person" },
	{ "key yes, grade 4", ST_DONE, R(CONTROLLER), V_ANSWER_YES, "4", ST_CLOSED, "Closed" },
	{ "key yes, Esc", ST_DONE, R(CONTROLLER), V_ANSWER_YES, "\x1b", ST_DONE, "nothing was changed" },
	{ "key no", ST_DONE, R(CONTROLLER), V_ANSWER_NO, "Не зроблено\n", ST_REWORK, "new term" },
	{ "key partly", ST_DONE, R(CONTROLLER), V_ANSWER_PARTLY, "Пів двору\n", ST_REWORK, "new term" },
	{ "key none, confirmed", ST_DONE, R(CONTROLLER), V_ANSWER_NONE, "\n", ST_DONE, "attempt 1" },
	{ "a held key confirms nothing", ST_DONE, R(CONTROLLER), V_ANSWER_NONE, "444444\x1b", ST_DONE,
	  "nothing was changed" },
	{ "close too early", ST_DONE, R(SUPERVISOR), V_CLOSE, "", ST_DONE, "more days" },
	{ "reopen", ST_CLOSED, R(SUPERVISOR), V_REOPEN, "Знову тече\n", ST_REWORK, "new term" },
	{ "forward", ST_REGISTERED, R(SUPERVISOR), V_FORWARD, "\nобленерго\nЇхня мережа\n", ST_FORWARDED,
	  "forwarded: ПрАТ «Львівобленерго»" },
	{ "forward, one of several", ST_REGISTERED, R(SUPERVISOR), V_FORWARD, "водоканал\n1Їхнє\n", ST_FORWARDED,
	  "forwarded: ЛМКП «Львівводоканал»." },
	{ "forward out of the list", ST_REGISTERED, R(SUPERVISOR), V_FORWARD, "Дрогобицька рада\n1Їхнє місто\n",
	  ST_FORWARDED, "forwarded: Дрогобицька рада" },
	{ "forward without a reason", ST_REGISTERED, R(SUPERVISOR), V_FORWARD, "Дрогобицька рада\n1\n\x1b",
	  ST_REGISTERED, "nothing was changed" },
	{ "reject", ST_REGISTERED, R(MANAGER), V_REJECT, "1\n", ST_REJECTED, "Not subject" },
	{ "reject after all not", ST_REGISTERED, R(MANAGER), V_REJECT, "1\x1b", ST_REGISTERED, "nothing was changed" },
	{ "withdraw", ST_DISPATCHED, R(CLERK), V_WITHDRAW, "3Полагодив сам\n", ST_WITHDRAWN, "Withdrawn" },
	{ "extend", ST_IN_WORK, R(MANAGER), V_EXTEND, "\x15" "31.12.2035\nНемає труб\n", ST_IN_WORK, "extended until" },
	{ "extend to the same day, then later", ST_DISPATCHED, R(MANAGER), V_EXTEND,
	  "\n\x15" "abc\n\x15" "31.12.2035 18:00\nНемає труб\n", ST_DISPATCHED, "31.12.2035 18:00" },
	{ "an operator does not extend", ST_DISPATCHED, R(OPERATOR), V_EXTEND, "", ST_DISPATCHED, "manager" },
	{ "note", ST_CLOSED, R(CONTROLLER), V_NOTE, "Телефонувала дочка\n", ST_CLOSED, "note is saved" },
	{ "empty note", ST_CLOSED, R(CONTROLLER), V_NOTE, " \n\x1b", ST_CLOSED, "nothing was changed" },
	{ "nobody's command", ST_CLOSED, R(ADMIN), V_NOTE, "", ST_CLOSED, "no right" },
};

static void commands_key_by_key(void **state)
{
	struct base *b = *state;

	for (size_t i = 0; i < COUNT(deeds); i++) {
		const struct deed *d = &deeds[i];
		const char *number = appeal_in(b, d->from);
		struct app app = new_app(b, d->roles);
		struct appeal a = load(b, number);

		assert_true(action_begin(&app, d->verb, &a, 1));
		type(&app, d->keys);
		a = load(b, number);
		if (appeal_state(&a) != d->to || !strstr(app.said, d->said) || app.dialog.kind != DIALOG_NONE)
			fail_msg("%s: state %s, said «%s», dialog %d «%s»", d->what, a.q[0].state, app.said,
				 app.dialog.kind, app.dialog.text);
		dialog_close(&app.dialog);
	}
}

/* Who left no telephone is not called: how the answer came is asked, and what a telephone needs refused. */
static void without_telephone(void **state)
{
	static const struct deed rows[] = {
		{ "key yes: at a visit", ST_DONE, R(CONTROLLER), V_ANSWER_YES, "\n4", ST_CLOSED, "Closed" },
		{ "key yes: a call cannot be", ST_DONE, R(CONTROLLER), V_ANSWER_YES, "1" "2" "4\n", ST_CLOSED,
		  "Closed" },
		{ "key no: on the site", ST_DONE, R(CONTROLLER), V_ANSWER_NO, "4" "Тече\n", ST_REWORK, "new term" },
		{ "key partly", ST_DONE, R(CONTROLLER), V_ANSWER_PARTLY, "\nТрохи\n", ST_REWORK, "new term" },
		{ "key none", ST_DONE, R(CONTROLLER), V_ANSWER_NONE, "", ST_DONE, "nobody to call" },
		{ "no answer", ST_DONE, R(CONTROLLER), V_CONFIRM, "4\x1b", ST_DONE, "nothing was changed" },
		{ "an inspector", ST_DONE, R(CONTROLLER), V_CONFIRM, "16\n", ST_CLOSED, "Closed" },
	};
	struct base *b = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *number = appeal_in(b, rows[i].from);
		struct app app = new_app(b, rows[i].roles);
		struct correction fix = { .value = { [FIX_PHONE] = "" } };
		struct edited done;

		base_want(b, ERR_OK, appeal_edit(b->s, number, &fix, -1, &test_owner, &b->mem, &done, &b->e));
		struct appeal a = load(b, number);

		assert_true(action_begin(&app, rows[i].verb, &a, 1));
		type(&app, rows[i].keys);
		a = load(b, number);
		if (appeal_state(&a) != rows[i].to || !strstr(app.said, rows[i].said) ||
		    app.dialog.kind != DIALOG_NONE || strcmp(a.q[0].via, "call") == 0)
			fail_msg("%s: state %s, said «%s», dialog %d «%s»", rows[i].what, a.q[0].state, app.said,
				 app.dialog.kind, app.dialog.text);
		dialog_close(&app.dialog);
	}
}

static void values_that_are_kept(void **state)
{
	struct base *b = *state;
	const char *number = appeal_in(b, ST_DONE);
	struct app app = new_app(b, R(CONTROLLER));
	struct appeal a = load(b, number);

	action_begin(&app, V_CONFIRM, &a, 1);
	type(&app, "12" "5"); /* yes, by SMS, 5 */
	a = load(b, number);
	assert_string_equal(a.q[0].via, "sms");
	assert_int_equal(a.q[0].grade, 5);

	number = appeal_in(b, ST_IN_WORK);
	a = load(b, number);
	app.who = (struct actor){ .login = "dysp", .roles = R(DISPATCHER), .service = "" };
	action_begin(&app, V_DONE, &a, 1);
	type(&app, "4" "Це теплова мережа\nTEPLO\n");
	a = load(b, number);
	assert_string_equal(a.q[0].service, "TEPLO");
	assert_string_equal(a.q[0].answer, "Це теплова мережа");
}

/* What is impossible to do gets no grade (domain.md 2.5). */
static void no_grade_for_the_impossible(void **state)
{
	struct base *b = *state;
	const char *number = appeal_in(b, ST_IN_WORK);
	struct app app = new_app(b, R(CONTROLLER));
	struct command cmd;

	command_init(&cmd, ACT_DONE);
	cmd.result = RESULT_IMPOSSIBLE;
	cmd.note = "Немає коштів";
	move(b, number, cmd);
	struct appeal a = load(b, number);

	action_begin(&app, V_ANSWER_YES, &a, 1);
	assert_int_equal(app.dialog.kind, DIALOG_NONE);
	a = load(b, number);
	assert_int_equal(appeal_state(&a), ST_CLOSED);
}

static void corrections(void **state)
{
	static const struct {
		const char *keys;
		size_t offset;    /* of the field of the question or, with `whole`, of the appeal */
		bool whole;
		const char *want;
	} rows[] = {
		{ "2\x15" "вул. Стрийська, 10а\n", offsetof(struct question, address), false, "вул. Стрийська, 10а" },
		{ "1, і світла\x13", offsetof(struct question, text), false, "Немає води\nдругий день, і світла" },
		{ "1\nтретій рядок\x13", offsetof(struct question, text), false,
		  "Немає води\nдругий день\nтретій рядок" },
		{ "3\x15" "Лис Петро Іванович\n", offsetof(struct appeal, surname), true, "Лис" },
		{ "4\x15" "abc\n\x15" "0501112233\n", offsetof(struct appeal, phone), true, "+380501112233" },
		{ "7a@b.ua\n", offsetof(struct appeal, email), true, "a@b.ua" },
		{ "6вул. Зелена, 3\n", offsetof(struct appeal, residence), true, "вул. Зелена, 3" },
		{ "83", offsetof(struct appeal, kind), true, "complaint" },
		{ "92", offsetof(struct appeal, law_index), true, "К-1" },
		{ "a3", offsetof(struct appeal, channel), true, "post" },
		{ "b2", offsetof(struct appeal, applicant), true, "collective" },
		{ "с7.4\n", offsetof(struct appeal, category), true, "7.4" },
		{ "dTEPLO\n", offsetof(struct question, complained), false, "TEPLO" },
		{ "dводоканал\n", offsetof(struct question, complained), false, "VODA" },
	};
	struct base *b = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *number = appeal_in(b, ST_REGISTERED);
		struct app app = new_app(b, R(OPERATOR));
		struct appeal a = load(b, number);

		action_begin(&app, V_EDIT, &a, 1);
		type(&app, rows[i].keys);
		a = load(b, number);
		const char *rec = rows[i].whole ? (const char *)&a : (const char *)&a.q[0], *got;

		memcpy(&got, rec + rows[i].offset, sizeof(got));
		if (strcmp(got, rows[i].want) != 0 || !strstr(app.said, "corrected"))
			fail_msg("row %zu: «%s», said «%s», dialog «%s»", i, got, app.said, app.dialog.text);
		if (app.dialog.kind == DIALOG_MESSAGE) /* what follows from it */
			type(&app, "\n");
	}
}

/* A new day of receipt, and what follows from it, which is read and closed by Enter. */
static void a_new_day_of_receipt(void **state)
{
	struct base *b = *state;
	const char *number = appeal_in(b, ST_REGISTERED);
	struct app app = new_app(b, R(OPERATOR));
	struct appeal a = load(b, number);
	char day[11];

	civil_format_day(civil_day_at(store_clock(b->s), a.registered) - 3, day);
	action_begin(&app, V_EDIT, &a, 1);
	type(&app, "e\x15");
	type(&app, day);
	type(&app, "\n");
	assert_int_equal(app.dialog.kind, DIALOG_MESSAGE);
	assert_non_null(strstr(app.dialog.text, "counted anew"));
	type(&app, "\n");
	struct appeal now = load(b, number);

	assert_true(now.q[0].due < a.q[0].due);
	action_begin(&app, V_EDIT, &now, 1);
	type(&app, "e\x15" "31.02.2026\n");
	assert_int_equal(app.dialog.kind, DIALOG_PROMPT);
	assert_string_equal(dialog_text(&app.dialog), "31.02.2026");
	type(&app, "\x1b");
}

static void a_topic_by_its_words(void **state)
{
	struct base *b = *state;
	const char *number = appeal_in(b, ST_REGISTERED);
	struct app app = new_app(b, R(OPERATOR));
	struct appeal a = load(b, number);

	action_begin(&app, V_EDIT, &a, 1);
	type(&app, "5немає світла");
	assert_true(pop_is_open(&app.dialog.pop));
	type(&app, "\n");
	a = load(b, number);
	assert_string_equal(a.q[0].topic, "03.01");
	assert_non_null(strstr(app.dialog.text, "is corrected")); /* and what follows from it */
	type(&app, "\n");
	int64_t rev = a.rev;

	action_begin(&app, V_EDIT, &a, 1);
	type(&app, "5\n"); /* as it stands there */
	a = load(b, number);
	assert_int_equal(a.rev, rev);
	assert_non_null(strstr(app.said, "nothing was changed"));
}

/* Somebody's change meanwhile: nothing typed is lost, nothing is overwritten unseen. */
static void changed_meanwhile(void **state)
{
	struct base *b = *state;
	const char *number = appeal_in(b, ST_DONE);
	struct app app = new_app(b, R(CONTROLLER));
	struct appeal a = load(b, number);

	action_begin(&app, V_ANSWER_NO, &a, 1);
	type(&app, "Далі тече");
	base_want(b, ERR_OK, appeal_note(b->s, number, "чуже", -1, &test_owner, &b->mem, NULL, &b->e));
	type(&app, "\n");
	assert_int_equal(app.dialog.kind, DIALOG_NONE);
	if (!strstr(app.said, "Meanwhile os:test"))
		fail_msg("said «%s»", app.said);
	assert_non_null(strstr(app.said, ": Note."));
	a = load(b, number);
	assert_int_equal(appeal_state(&a), ST_REWORK);

	/* no longer possible at all: the words stay until Esc */
	number = appeal_in(b, ST_DONE);
	a = load(b, number);
	action_begin(&app, V_ANSWER_NO, &a, 1);
	type(&app, "Далі тече");
	struct command cmd;

	command_init(&cmd, ACT_CONFIRM);
	cmd.via = VIA_CALL;
	move(b, number, cmd);
	type(&app, "\n");
	assert_int_equal(app.dialog.kind, DIALOG_TEXT);
	assert_string_equal(dialog_text(&app.dialog), "Далі тече");
	assert_non_null(strstr(app.dialog.text, "someone else"));
	assert_non_null(strstr(app.dialog.text, "Not possible while the state"));
	type(&app, "\n"); /* nor is it by trying again */
	assert_non_null(strstr(app.dialog.text, "Not possible while the state"));
	type(&app, "\033");
	assert_int_equal(app.dialog.kind, DIALOG_NONE);
	a = load(b, number);
	assert_int_equal(appeal_state(&a), ST_CLOSED);

	/* what the person looks at is old already */
	number = appeal_in(b, ST_DISPATCHED);
	a = load(b, number);
	base_want(b, ERR_OK, appeal_note(b->s, number, "чуже", -1, &test_owner, &b->mem, NULL, &b->e));
	app.who.roles = R(DISPATCHER);
	action_begin(&app, V_RECALL, &a, 1);
	assert_int_equal(app.dialog.kind, DIALOG_NONE);
	assert_non_null(strstr(app.said, "just now"));
}

/* Two correct one appeal: `keys` of the first one, who opened it before the other's `theirs` was saved. */
static void two_corrections(void **state)
{
	static const struct {
		const char *what, *opened, *typed, *then;
		struct correction theirs;
		const char *name, *address, *said;
	} rows[] = {
		{ "other fields", "2", "\x15" "вул. Нова, 2\n", "", { .value = { [FIX_NAME] = "Лис Петро" } }, "Лис Петро",
		  "вул. Нова, 2", "it is kept: Surname" },
		{ "both the same", "2", "\x15" "вул. Нова, 2\n", "", { .value = { [FIX_ADDRESS] = "вул. Нова, 2" } }, NULL,
		  "вул. Нова, 2", "the same as before" },
		{ "mine", "2", "\x15" "вул. Нова, 2\n", "1", { .value = { [FIX_ADDRESS] = "вул. Їхня, 3" } }, NULL,
		  "вул. Нова, 2", "is corrected" },
		{ "theirs", "2", "\x15" "вул. Нова, 2\n", "2", { .value = { [FIX_ADDRESS] = "вул. Їхня, 3" } }, NULL,
		  "вул. Їхня, 3", "The other one's value stays" },
		{ "back to the words, then mine", "2", "\x15" "вул. Нова, 2\n", "\x1b" "а\n",
		  { .value = { [FIX_ADDRESS] = "вул. Їхня, 3" } }, NULL, "вул. Нова, 2а", "is corrected" },
		{ "back to the words, then nothing", "2", "\x15" "вул. Нова, 2\n", "\x1b\x1b",
		  { .value = { [FIX_ADDRESS] = "вул. Їхня, 3" } }, NULL, "вул. Їхня, 3", "nothing was changed" },
	};
	struct base *b = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *number = appeal_in(b, ST_REGISTERED);
		struct app app = new_app(b, R(OPERATOR));
		struct appeal a = load(b, number);
		struct edited done;

		action_begin(&app, V_EDIT, &a, 1);
		type(&app, rows[i].opened);
		base_want(b, ERR_OK, appeal_edit(b->s, number, &rows[i].theirs, -1, &test_owner, &b->mem,
						 &done, &b->e));
		type(&app, rows[i].typed);
		if (*rows[i].then) {
			assert_int_equal(app.dialog.kind, DIALOG_CHOOSE);
			assert_non_null(strstr(app.dialog.text, "os:test"));
			assert_non_null(strstr(app.dialog.items[0], "вул. Нова, 2"));
			assert_non_null(strstr(app.dialog.items[1], "вул. Їхня, 3"));
		}
		type(&app, rows[i].then);
		a = load(b, number);
		if (strcmp(a.q[0].address, rows[i].address) != 0 || !strstr(app.said, rows[i].said) ||
		    (rows[i].name && strcmp(appeal_name(&b->mem, &a), rows[i].name) != 0) ||
		    app.dialog.kind != DIALOG_NONE)
			fail_msg("%s: «%s» «%s», said «%s», dialog «%s»", rows[i].what, a.q[0].address, a.surname, app.said,
				 app.dialog.text);
	}
}

/* Long values that begin alike are shown from where they differ, also when they differ in half a letter's bytes. */
static void the_difference_is_shown(void **state)
{
	static const struct {
		const char *own, *theirs, *shown, *other;
	} rows[] = {
		{ "вул. Городоцька, 226, корпус 1, секція 2, поверх третій", "вул. Городоцька, 226, корпус 1, секція 2, "
		  "поверх тшетій", "… 2, поверх третій", "… 2, поверх тшетій" },
		{ "вул. Городоцька, 226, корпус 1, секція 2", "вул. Городоцька, 226, корпус 1, секція 2, поверх 3",
		  "… 1, секція 2", "… 1, секція 2, поверх 3" },
		{ "вул. Нова, 2", "вул. Нова, 3", "вул. Нова, 2", "вул. Нова, 3" },
	};
	struct base *b = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *number = appeal_in(b, ST_REGISTERED);
		const struct correction fix = { .value = { [FIX_ADDRESS] = rows[i].theirs } };
		struct app app = new_app(b, R(OPERATOR));
		struct appeal a = load(b, number);
		struct edited done;

		action_begin(&app, V_EDIT, &a, 1);
		type(&app, "2");
		base_want(b, ERR_OK, appeal_edit(b->s, number, &fix, -1, &test_owner, &b->mem, &done, &b->e));
		type(&app, arena_printf(&b->mem, "\x15%s\n", rows[i].own));
		assert_int_equal(app.dialog.kind, DIALOG_CHOOSE);
		if (strcmp(app.dialog.items[0], arena_printf(&b->mem, "mine: %s", rows[i].shown)) != 0 ||
		    strcmp(app.dialog.items[1], arena_printf(&b->mem, "theirs: %s", rows[i].other)) != 0)
			fail_msg("«%s» «%s»", app.dialog.items[0], app.dialog.items[1]);
		for (int esc = 0; esc < 4 && app.dialog.kind != DIALOG_NONE; esc++)
			type(&app, "\x1b");
		assert_int_equal(app.dialog.kind, DIALOG_NONE);
	}
}

/* Two pass one question on: the second is told and decides; what is about something else does not hinder. */
static void two_moves(void **state)
{
	struct base *b = *state;
	const char *number = appeal_in(b, ST_REGISTERED);
	struct app app = new_app(b, R(OPERATOR));
	struct appeal a = load(b, number);
	const struct correction fix = { .value = { [FIX_NAME] = "Лис Петро" } };
	struct edited done;
	struct command cmd;

	action_begin(&app, V_DISPATCH, &a, 1);
	base_want(b, ERR_OK, appeal_edit(b->s, number, &fix, -1, &test_owner, &b->mem, &done, &b->e));
	type(&app, "TEPLO\n");
	assert_int_equal(app.dialog.kind, DIALOG_NONE);
	assert_non_null(strstr(app.said, "kept: Surname, Given name"));
	a = load(b, number);
	assert_string_equal(a.q[0].service, "TEPLO");
	assert_string_equal(a.surname, "Лис");

	action_begin(&app, V_DISPATCH, &a, 1);
	command_init(&cmd, ACT_DISPATCH);
	cmd.service = "VODA";
	cmd.service_name = "ЛМКП «Львівводоканал»";
	cmd.service_active = true;
	move(b, number, cmd);
	type(&app, "\x15" "LIFT\n");
	assert_int_equal(app.dialog.kind, DIALOG_PROMPT);
	assert_non_null(strstr(app.dialog.text, "meanwhile by os:test"));
	a = load(b, number);
	assert_string_equal(a.q[0].service, "VODA");
	type(&app, "\n");
	a = load(b, number);
	assert_string_equal(a.q[0].service, "LIFT");
}

static void law_393_article_7(void **state)
{
	struct base *b = *state;
	const char *number = appeal_in(b, ST_REGISTERED);
	struct app app = new_app(b, R(OPERATOR));

	base_sql(b->path, "UPDATE question SET complained = 'VODA'");
	struct appeal a = load(b, number);

	action_begin(&app, V_DISPATCH, &a, 1);
	type(&app, "VODA\n");
	assert_int_equal(app.dialog.kind, DIALOG_PROMPT);
	assert_non_null(strstr(app.dialog.text, "Article 7"));
	assert_string_equal(dialog_text(&app.dialog), "ЛМКП «Львівводоканал»");
	type(&app, "TEPLO\n"); /* over it */
	a = load(b, number);
	assert_int_equal(appeal_state(&a), ST_DISPATCHED);
}

static void receipts(void **state)
{
	struct base *b = *state;
	const char *number = appeal_in(b, ST_REGISTERED);
	struct app app = new_app(b, R(CLERK));
	struct appeal a = load(b, number);

	action_begin(&app, V_RECEIPT, &a, 1);
	type(&app, "1");
	assert_int_equal(app.prints, 1);
	assert_string_equal(app.pin, "");
	action_begin(&app, V_RECEIPT, &a, 1);
	type(&app, "2");
	assert_int_equal(app.prints, 2);
	assert_int_equal(strlen(app.pin), 6);
	assert_int_equal(app.dialog.kind, DIALOG_MESSAGE);
	assert_non_null(strstr(app.dialog.text, app.pin));
	type(&app, "\n");
	assert_int_equal(app.dialog.kind, DIALOG_NONE);
	action_begin(&app, V_RECEIPT, &a, 1);
	type(&app, "\x1b");
	assert_int_equal(app.prints, 2);
}

static void no_appeal_no_such_command(void **state)
{
	struct app app = new_app(*state, R(OPERATOR));

	assert_true(action_begin(&app, V_NOTE, NULL, 1));
	assert_non_null(strstr(app.said, "Choose an appeal"));
	assert_false(action_begin(&app, V_VIEW_HELP, NULL, 1));
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, base_setup, base_teardown)
	const struct CMUnitTest tests[] = {
		T(commands_key_by_key), T(without_telephone), T(values_that_are_kept),
		T(no_grade_for_the_impossible), T(corrections), T(a_new_day_of_receipt), T(a_topic_by_its_words),
		T(changed_meanwhile), T(two_corrections),
		T(the_difference_is_shown),
		T(two_moves), T(law_393_article_7), T(receipts), T(no_appeal_no_such_command),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
