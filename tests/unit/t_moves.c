/* tests/unit/t_moves.c - the life cycle as pictures: every change of the table shows as one letter. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/fold.h"
#include "core/moves.h"
#include "tests/lib/kyiv.h"

/* Acts: dispatch recall accept done return confirm refuse no-answer close reopen forward reject
 * withdraw extend. '.' = refused, a letter = state reached: r registered, d dispatched, w in work, D done,
 * R rework, c closed, f forwarded, j rejected, x withdrawn. */
static const char reached[] = "rdwDRcfjx";
static const char *const want_moves[STATE_COUNT] = {
	[ST_REGISTERED] = "d.........fjxr",
	[ST_DISPATCHED] = "drwDr.....f.xd",
	[ST_IN_WORK] = "...Dr.......xw",
	[ST_DONE] = ".....cRDc.....",
	[ST_REWORK] = "..wD.........R",
	[ST_CLOSED] = ".........R....",
	[ST_FORWARDED] = "..............",
	[ST_REJECTED] = "..............",
	[ST_WITHDRAWN] = "..............",
};

/* '+' = the role may do it (alone). */
static const char *const want_roles[USER_ROLE_COUNT] = {
	[R_OPERATOR] = "+....+++....+.",
	[R_CLERK] = "+...........+.",
	[R_DISPATCHER] = "+++++.........",
	[R_CONTROLLER] = ".....+++.+..+.",
	[R_SUPERVISOR] = ".....++++++...",
	[R_EXECUTOR] = "..+++.........",
	[R_MANAGER] = "..........++.+",
	[R_ADMIN] = "..............",
};

static struct arena mem;
static int64_t no_now(const void *ctx) { (void)ctx; return 0; }
static const struct clock_ops kyiv = { .now_ms = no_now, .offset_s = kyiv_offset };

static struct appeal appeal_in(enum appeal_state s)
{
	struct appeal a;

	appeal_init(&a);
	a.subject = "ГЛ.7";
	a.number = "ГЛ-1/26";
	a.phone = "+380670001234";
	a.q = arena_alloc(&mem, sizeof(*a.q));
	a.nq = 1;
	question_init(a.q);
	a.q->k = 1;
	a.q->state = vocab_wire(&vocab_state, (int)s);
	a.q->service = "VODA";
	a.q->term = "7d";
	a.q->due = 1793000000000;
	a.q->attempt_days = 3;
	a.q->result = "done";
	a.q->done_by = "petro";
	return a;
}

static struct policy policy_now(void)
{
	struct policy p;

	policy_init(&p, &kyiv);
	p.now_ms = 1793000000000; /* 27.10.2026 */
	return p;
}

/* A command with everything any move could want. */
static struct command full(enum act act)
{
	struct command c;

	command_init(&c, act);
	c.note = "слова";
	c.service = "TEPLO";
	c.service_name = "Тепло";
	c.service_active = true;
	c.result = RESULT_DONE;
	c.outcome = OUTCOME_NO;
	c.via = VIA_CALL;
	c.body = "Інша рада";
	c.reason = REASON_REPEATED;
	c.until = 1793100000000;
	return c;
}

static const struct actor os = { .login = "os:test", .name = "t", .roles = ANY_ROLE, .service = "",
	.os = true };

static void test_moves_picture(void **state)
{
	struct policy pol = policy_now();

	(void)state;
	for (int s = 0; s < STATE_COUNT; s++) {
		char got[ACT_COUNT + 1] = { 0 };

		for (int act = 0; act < ACT_COUNT; act++) {
			struct appeal a = appeal_in((enum appeal_state)s);
			struct command c = full((enum act)act);
			struct decision d;
			struct err e = { 0 };

			a.q->closed_at = pol.now_ms - 1000;
			got[act] = '.';
			if (decide(&a, &c, &os, &pol, &d, &e) != ERR_OK) {
				assert_true(e.msg[0]);
				continue;
			}
			char *body = json_dumps(d.body, 0);
			struct event ev = { .subject = a.subject, .site = "ГЛ", .kind = d.kind, .body = body, .hlc = 5 };

			assert_int_equal(fold(&a, &ev, &mem), FOLD_OK);
			got[act] = reached[question_state(a.q)];
			free(body);
			json_decref(d.body);
		}
		assert_string_equal(got, want_moves[s]);
	}
}

static void test_roles_picture(void **state)
{
	(void)state;
	for (int r = 0; r < USER_ROLE_COUNT; r++) {
		char got[ACT_COUNT + 1] = { 0 };

		for (int act = 0; act < ACT_COUNT; act++)
			got[act] = act_roles((enum act)act) & ROLE_BIT(r) ? '+' : '.';
		assert_string_equal(got, want_roles[r]);
	}
}

/* Every refusal says who can: the sentence of a move is made from the table, «only» of a right names exactly
 * its roles. */
static void test_refusals_say_who(void **state)
{
	struct policy pol = policy_now();
	struct appeal a = appeal_in(ST_DISPATCHED);
	struct actor manager = { .login = "m", .name = "m", .roles = ROLE_BIT(R_MANAGER), .service = "" };
	struct err e = { 0 };

	(void)state;
	assert_int_equal(decide_possible(&a, 1, ACT_ACCEPT, &manager, &pol, &e), ERR_REFUSED);
	assert_string_equal(e.msg, "Your role may not do this. It is done by: dispatcher or executor.");
	assert_int_equal(decide_possible(&a, 1, ACT_DISPATCH, &manager, &pol, &e), ERR_REFUSED);
	assert_string_equal(e.msg, "Your role may not do this. It is done by: operator, clerk or dispatcher.");
	assert_int_equal(decide_possible(&a, 1, ACT_RECALL, &manager, &pol, &e), ERR_REFUSED);
	assert_string_equal(e.msg, "Your role may not do this. It is done by: dispatcher, and whoever passed it.");
	/* Who can never do it is not told that the state is wrong. */
	struct appeal fresh = appeal_in(ST_REGISTERED);

	assert_int_equal(decide_possible(&fresh, 1, ACT_ACCEPT, &manager, &pol, &e), ERR_REFUSED);
	assert_string_equal(e.msg, "Your role may not do this. It is done by: dispatcher or executor.");
	for (int r = 0; r < RIGHT_COUNT; r++) {
		const char *sentence = actor_refusal((enum right)r);

		if (strncmp(sentence, "Only ", 5) != 0)
			continue;
		for (int role = 0; role < USER_ROLE_COUNT; role++)
			if (!strstr(sentence, vocab_label(&vocab_role, role)) !=
			    !(right_roles((enum right)r) & ROLE_BIT(role)))
				fail_msg("«%s» and the role %s", sentence, vocab_wire(&vocab_role, role));
	}
}

/* Who passed an order may take it back, so those who pass see the key. */
static void test_ever(void **state)
{
	(void)state;
	assert_int_equal(act_ever(ACT_RECALL), act_roles(ACT_DISPATCH));
	assert_int_equal(act_ever(ACT_CLOSE), act_roles(ACT_CLOSE));
}

static enum err_code try(struct appeal *a, struct command *c, const struct actor *who)
{
	struct policy pol = policy_now();
	struct decision d;
	struct err e = { 0 };
	enum err_code rc = decide(a, c, who, &pol, &d, &e);

	if (!rc)
		json_decref(d.body);
	return rc;
}

static struct actor person(enum user_role r, const char *login, const char *service)
{
	return (struct actor){ .login = login, .name = login, .roles = ROLE_BIT(r), .service = service };
}

static void test_gate(void **state)
{
	struct appeal a = appeal_in(ST_DONE);
	struct command c = full(ACT_CONFIRM);
	struct actor oper = person(R_OPERATOR, "olena", ""), sup = person(R_SUPERVISOR, "sup", "");
	struct actor exec = person(R_EXECUTOR, "petro", "VODA"), both = exec;

	(void)state;
	assert_int_equal(try(&a, &c, &oper), ERR_OK);
	assert_int_equal(try(&a, &c, &exec), ERR_REFUSED);
	both.roles |= ROLE_BIT(R_OPERATOR); /* an operator who is also the executor */
	assert_int_equal(try(&a, &c, &both), ERR_REFUSED);
	both = person(R_OPERATOR, "petro", ""); /* the same login reported it done */
	assert_int_equal(try(&a, &c, &both), ERR_REFUSED);
	c.via = -1;
	assert_int_equal(try(&a, &c, &oper), ERR_INVALID);
	/* nothing closes without a confirmation */
	a.q->attempt_days = 2;
	c = full(ACT_CLOSE);
	assert_int_equal(try(&a, &c, &sup), ERR_REFUSED);
	a.q->attempt_days = 3;
	assert_int_equal(try(&a, &c, &sup), ERR_OK);
	assert_int_equal(try(&a, &c, &oper), ERR_REFUSED);
}

static void test_inspector(void **state)
{
	struct appeal a = appeal_in(ST_DONE);
	struct command c = full(ACT_CONFIRM);
	struct actor con = person(R_CONTROLLER, "con", "");

	(void)state;
	c.via = VIA_INSPECTOR;
	a.q->attempt_days = 0;
	assert_int_equal(try(&a, &c, &con), ERR_REFUSED);
	a.applicant = "anonymous";
	assert_int_equal(try(&a, &c, &con), ERR_OK);
	a.applicant = "individual";
	a.phone = "";
	assert_int_equal(try(&a, &c, &con), ERR_OK);
}

/* Who left no telephone cannot have answered by it; a call with its id proves the contrary. */
static void test_without_telephone(void **state)
{
	static const struct {
		enum act act;
		int via;
		const char *raw, *call;
		enum err_code rc;
	} rows[] = {
		{ ACT_CONFIRM, VIA_CALL, "", NULL, ERR_REFUSED },  { ACT_CONFIRM, VIA_SMS, "", NULL, ERR_REFUSED },
		{ ACT_CONFIRM, VIA_ROBOT, "", NULL, ERR_REFUSED }, { ACT_CONFIRM, VIA_VISIT, "", NULL, ERR_OK },
		{ ACT_CONFIRM, VIA_WEB, "", NULL, ERR_OK },        { ACT_CONFIRM, VIA_INSPECTOR, "", NULL, ERR_OK },
		{ ACT_CONFIRM, VIA_CALL, "12-34", NULL, ERR_OK },  { ACT_CONFIRM, VIA_CALL, "", "call-7", ERR_OK },
		{ ACT_REFUSE, VIA_CALL, "", NULL, ERR_REFUSED },   { ACT_REFUSE, VIA_VISIT, "", NULL, ERR_OK },
		{ ACT_NO_ANSWER, VIA_CALL, "", NULL, ERR_REFUSED }, { ACT_NO_ANSWER, VIA_CALL, "12-34", NULL, ERR_OK },
	};
	struct actor con = person(R_CONTROLLER, "con", "");
	struct policy pol = policy_now();
	struct appeal a = appeal_in(ST_DONE);

	(void)state;
	a.phone = "";
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct command c = full(rows[i].act);

		a.phone_raw = rows[i].raw;
		c.via = rows[i].via;
		c.call = rows[i].call;
		if (try(&a, &c, &con) != rows[i].rc)
			fail_msg("row %zu", i);
	}
	a.phone_raw = ""; /* the key bar knows it before anything is asked */
	assert_int_equal(decide_possible(&a, 1, ACT_NO_ANSWER, &con, &pol, NULL), ERR_REFUSED);
	assert_int_equal(decide_possible(&a, 1, ACT_CONFIRM, &con, &pol, NULL), ERR_OK);
}

static void test_guards(void **state)
{
	struct actor oper = person(R_OPERATOR, "olena", ""), disp = person(R_DISPATCHER, "d", "");
	struct actor other = person(R_EXECUTOR, "x", "TEPLO"), own = person(R_EXECUTOR, "y", "VODA");
	struct appeal a = appeal_in(ST_REGISTERED);
	struct command c = full(ACT_DISPATCH);

	(void)state;
	c.service_active = false;
	assert_int_equal(try(&a, &c, &oper), ERR_REFUSED);
	c = full(ACT_DISPATCH);
	a.q->complained = "TEPLO"; /* Article 7 */
	assert_int_equal(try(&a, &c, &oper), ERR_REFUSED);
	c.service = NULL;
	assert_int_equal(try(&a, &c, &oper), ERR_INVALID);
	a = appeal_in(ST_DISPATCHED);
	c = full(ACT_ACCEPT);
	assert_int_equal(try(&a, &c, &other), ERR_REFUSED);
	assert_int_equal(try(&a, &c, &own), ERR_OK);
	assert_int_equal(try(&a, &c, &disp), ERR_OK);
	c = full(ACT_DONE);
	c.note = "";
	assert_int_equal(try(&a, &c, &own), ERR_INVALID);
	c = full(ACT_RETURN);
	assert_int_equal(try(&a, &c, &own), ERR_OK);
	c.service = "VODA"; /* not ours: then whose? */
	assert_int_equal(try(&a, &c, &own), ERR_INVALID);
	c.service = NULL;
	assert_int_equal(try(&a, &c, &own), ERR_INVALID);
	c.unnamed = true; /* a joined one goes after its parent, of whatever time that is */
	assert_int_equal(try(&a, &c, &own), ERR_OK);
	c = full(ACT_RECALL);
	assert_int_equal(try(&a, &c, &oper), ERR_REFUSED);
	a.q->dispatched_by = "olena"; /* its author */
	assert_int_equal(try(&a, &c, &oper), ERR_OK);
	c.k = 2;
	assert_int_equal(try(&a, &c, &oper), ERR_NOT_FOUND);
}

/* Article 8: anonymous is whose author cannot be established. */
static void test_a_named_person_is_not_anonymous(void **state)
{
	static const struct {
		const char *surname, *given;
		int reason;
		enum err_code rc;
	} rows[] = {
		{ "", "", REASON_ANONYMOUS, ERR_OK },
		{ "Гук", "", REASON_ANONYMOUS, ERR_REFUSED },
		{ "", "Ганна", REASON_ANONYMOUS, ERR_REFUSED },
		{ "Гук", "Іван", REASON_ANONYMOUS, ERR_REFUSED },
		{ "Гук", "Іван", REASON_REPEATED, ERR_OK },
	};
	struct actor manager = person(R_MANAGER, "m", "");

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct appeal a = appeal_in(ST_REGISTERED);
		struct command c = full(ACT_REJECT);

		a.surname = rows[i].surname;
		a.given = rows[i].given;
		c.reason = rows[i].reason;
		assert_int_equal(try(&a, &c, &manager), rows[i].rc);
	}
}

/* Article 17: a year from the decision, a month from when the applicant learned of it. Received on Monday 16.03.26. */
static void test_late_is_checked_by_the_decision(void **state)
{
	static const struct {
		const char *kind;
		int year, month, day;
		const char *note;
		enum err_code rc;
	} rows[] = {
		{ "complaint", 2025, 1, 15, "", ERR_OK },           /* over a year */
		{ "complaint", 2025, 3, 13, "", ERR_OK },           /* the year ended on Friday */
		{ "complaint", 2025, 3, 15, "", ERR_INVALID },      /* on Sunday: moved to the day of receipt */
		{ "complaint", 2025, 3, 20, "", ERR_INVALID },      /* within a year: by the month, in words */
		{ "complaint", 2025, 3, 20, "лист від 01.02.2026", ERR_OK },
		{ "complaint", 2026, 2, 13, "знав раніше", ERR_OK },
		{ "complaint", 2026, 2, 16, "знав раніше", ERR_REFUSED }, /* its month ends on the day of receipt */
		{ "complaint", 2026, 3, 16, "знав раніше", ERR_REFUSED },
		{ "complaint", 2026, 3, 17, "знав раніше", ERR_INVALID }, /* after the complaint */
		{ "complaint", 0, 0, 0, "знав раніше", ERR_INVALID },     /* not said */
		{ "application", 2025, 1, 15, "", ERR_REFUSED },    /* the article is of complaints */
	};
	struct actor manager = person(R_MANAGER, "m", "");

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct appeal a = appeal_in(ST_REGISTERED);
		struct command c = full(ACT_REJECT);

		a.kind = rows[i].kind;
		a.received = 1773648000000; /* 2026-03-16 08:00 UTC */
		c.reason = REASON_LATE;
		c.note = rows[i].note;
		c.decided = rows[i].year ? civil_to_day(rows[i].year, rows[i].month, rows[i].day) : 0;
		if (try(&a, &c, &manager) != rows[i].rc)
			fail_msg("row %zu", i);
	}
}

static void test_reopen_in_30_days(void **state)
{
	struct appeal a = appeal_in(ST_CLOSED);
	struct command c = full(ACT_REOPEN);
	struct actor sup = person(R_SUPERVISOR, "s", "");
	struct policy pol = policy_now();

	(void)state;
	a.q->closed_at = pol.now_ms - 30LL * 86400000;
	assert_int_equal(try(&a, &c, &sup), ERR_OK);
	a.q->closed_at--;
	assert_int_equal(try(&a, &c, &sup), ERR_REFUSED);
}

static void apply(struct appeal *a, struct command *c, int64_t now)
{
	struct policy pol = policy_now();
	struct decision d;
	struct err e = { 0 };

	pol.now_ms = now;
	assert_int_equal(decide(a, c, &os, &pol, &d, &e), ERR_OK);
	char *body = json_dumps(d.body, 0);
	struct event ev = { .subject = a->subject, .site = "ГЛ", .kind = d.kind, .body = body };

	assert_int_equal(fold(a, &ev, &mem), FOLD_OK);
	free(body);
	json_decref(d.body);
}

static void test_counters_and_terms(void **state)
{
	struct appeal a = appeal_in(ST_DONE);
	struct command no_answer = full(ACT_NO_ANSWER), no = full(ACT_REFUSE), done = full(ACT_DONE);
	struct command yes = full(ACT_CONFIRM), again = full(ACT_REOPEN);
	int64_t now = policy_now().now_ms;

	(void)state;
	a.q->attempt_days = 0;
	apply(&a, &no_answer, now);
	apply(&a, &no_answer, now + 3600000);
	assert_int_equal(a.q->attempts, 2);
	assert_int_equal(a.q->attempt_days, 1); /* the same day */
	assert_true(a.q->next_try > now + 3600000);
	apply(&a, &no_answer, now + 86400000);
	assert_int_equal(a.q->attempt_days, 2);
	apply(&a, &no, now + 86400000);
	assert_int_equal(a.q->rework, 1);
	assert_int_equal(a.q->due, term_due(&kyiv, &(struct term_rules){ 0 }, now + 86400000,
					    (struct term){ TERM_DAYS, 7 }));
	apply(&a, &done, now + 90000000);
	assert_int_equal(a.q->attempts, 0); /* a new round */
	yes.grade = 4;
	apply(&a, &yes, now + 91000000);
	assert_int_equal(a.q->grade, 4);
	assert_string_equal(a.q->outcome, "yes");
	assert_int_equal(a.q->confirmed_at, now + 91000000);
	apply(&a, &again, now + 92000000);
	assert_int_equal(a.q->rework, 2);
	assert_string_equal(a.q->outcome, "");
	/* a grade only with what can be graded */
	done.result = RESULT_IMPOSSIBLE;
	apply(&a, &done, now + 93000000);
	apply(&a, &yes, now + 94000000);
	assert_int_equal(a.q->grade, 0);
}

static void test_illegal_event_is_a_conflict(void **state)
{
	struct appeal a = appeal_in(ST_CLOSED);
	struct event ev = { .subject = "ГЛ.7", .site = "ГЛ", .kind = "dispatched",
		.body = "{\"q\":1,\"set\":{\"service\":\"X\",\"state\":\"registered\"}}", .hlc = 9 };

	(void)state;
	assert_int_equal(fold(&a, &ev, &mem), FOLD_CONFLICT);
	assert_string_equal(a.q->service, "VODA");
	assert_int_equal(a.hlc, 9);
	ev.kind = "of_a_newer_program";
	assert_int_equal(fold(&a, &ev, &mem), FOLD_UNKNOWN);
	ev.kind = "edited"; /* fields that belong to fold cannot be set by an event */
	ev.body = "{\"set\":{\"state\":\"registered\",\"number\":\"X\",\"text\":\"нове\"}}";
	assert_int_equal(fold(&a, &ev, &mem), FOLD_OK);
	assert_string_equal(a.q->state, "closed");
	assert_string_equal(a.number, "ГЛ-1/26");
	assert_string_equal(a.q->text, "нове");
	ev.body = "";
	assert_int_equal(fold(&a, &ev, &mem), FOLD_REDACTED);
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
		cmocka_unit_test(test_moves_picture), cmocka_unit_test(test_roles_picture),
		cmocka_unit_test(test_refusals_say_who),
		cmocka_unit_test(test_ever),
		cmocka_unit_test(test_gate), cmocka_unit_test(test_inspector), cmocka_unit_test(test_guards),
		cmocka_unit_test(test_without_telephone),
		cmocka_unit_test(test_a_named_person_is_not_anonymous),
		cmocka_unit_test(test_late_is_checked_by_the_decision),
		cmocka_unit_test(test_reopen_in_30_days), cmocka_unit_test(test_counters_and_terms),
		cmocka_unit_test(test_illegal_event_is_a_conflict),
	};

	return cmocka_run_group_tests(tests, NULL, teardown);
}
