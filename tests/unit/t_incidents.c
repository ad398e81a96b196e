/* t_incidents - data/store/incidents.h: opening and closing, which incidents an address lies inside, what is
 * joined and how it follows the end; verify finds nothing wrong afterwards. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "data/store/catalogue.h"
#include "data/store/incidents.h"
#include "data/store/rebuild.h"
#include "data/store/verify.h"
#include "tests/unit/store_base.h"

#define HOUR INT64_C(3600000)

static int64_t now_of(struct base *b)
{
	const struct clock_ops *c = store_clock(b->s);

	return c->now_ms(c->ctx);
}

static struct actor with_role(enum user_role r)
{
	return (struct actor){ .login = vocab_wire(&vocab_role, (int)r), .name = "Хтось", .roles = ROLE_BIT(r),
		.service = r == R_EXECUTOR ? "VODA" : "" };
}

/* An accident that began an hour ago. */
static struct incident_row opened(struct base *b, const char *title, const char *addresses, const char *topics)
{
	struct incident_form f;
	struct incident_row row;

	incident_form_init(&f);
	f.title = title;
	f.addresses = addresses;
	f.topics = topics;
	f.service = "VODA";
	f.service_name = "ЛМКП «Львівводоканал»";
	f.start = now_of(b) - HOUR;
	f.due = now_of(b) + HOUR;
	base_want(b, ERR_OK, incident_add(b->s, &f, &test_owner, &b->mem, &row, &b->e));
	return row;
}

static const char *registered(struct base *b, const char *topic, const char *address)
{
	const struct catalogue *cat;
	struct registration r;
	struct registration_fault where;
	struct registered out;

	base_want(b, ERR_OK, catalogue_get(b->s, &cat, &b->e));
	registration_init(&r);
	r.text = "немає води";
	r.phone = "0671234567";
	r.topic = catalogue_topic(cat, topic);
	r.address = address;
	base_want(b, ERR_OK, appeal_register(b->s, &r, &test_owner, &b->mem, &out, &where, &b->e));
	return out.appeal.number;
}

static struct appeal loaded(struct base *b, const char *number)
{
	struct appeal a;

	base_want(b, ERR_OK, appeal_load(b->s, number, &b->mem, &a, NULL, &b->e));
	return a;
}

static void move(struct base *b, const char *number, enum act act, const char *service)
{
	struct command cmd;

	command_init(&cmd, act);
	cmd.service = service;
	cmd.service_name = service;
	cmd.service_active = true;
	cmd.note = "слова";
	cmd.result = RESULT_DONE;
	cmd.via = VIA_CALL;
	base_want(b, ERR_OK, appeal_move(b->s, number, &cmd, -1, &test_owner, &b->mem, NULL, &b->e));
}

static void all_is_well(struct base *b)
{
	struct verify_report r = { 0 };

	base_want(b, ERR_OK, store_verify(b->s, VERIFY_DIGEST, NULL, &test_owner, &r, &b->e));
	assert_int_equal(r.bad, 0);
	base_want(b, ERR_OK, store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &r, &b->e));
	assert_int_equal(r.bad, 0);
}

/* --- numbers, changes ----------------------------------------------------------------------- */

static void numbers_are_its_own(void **state)
{
	struct base *b = *state;
	struct incident_row row;

	registered(b, "01.01", "");
	assert_non_null(strstr(opened(b, "перша", "Наукова 2", "").i.number, "ГЛ-ЗХ1/"));
	assert_non_null(strstr(opened(b, "друга", "Наукова 2", "").i.number, "ГЛ-ЗХ2/"));
	base_want(b, ERR_OK, incident_load(b->s, "зх2", &b->mem, &row, &b->e));
	assert_string_equal(row.i.title, "друга");
	base_want(b, ERR_OK, incident_load(b->s, row.i.ascii, &b->mem, &row, &b->e));
	base_want(b, ERR_OK, incident_load(b->s, "1", &b->mem, &row, &b->e));
	assert_string_equal(row.i.title, "перша");
	base_want(b, ERR_NOT_FOUND, incident_load(b->s, "ЗХ3", &b->mem, &row, &b->e));
	base_want(b, ERR_NOT_FOUND, incident_load(b->s, "ПП-ЗХ1", &b->mem, &row, &b->e));
	base_want(b, ERR_NOT_FOUND, incident_load(b->s, "ГЛ-1/26", &b->mem, &row, &b->e));
	base_want(b, ERR_NOT_FOUND, incident_load(b->s, "вода", &b->mem, &row, &b->e));
	all_is_well(b);
}

static void changes_are_kept_with_their_history(void **state)
{
	struct base *b = *state;
	struct incident_row row = opened(b, "нема води", "Наукова 2", "01");
	const char *number = row.i.number;
	struct incident_form f;
	struct history h;

	incident_form_init(&f);
	f.addresses = "Наукова 2-20; Стрийська вся вулиця";
	base_want(b, ERR_CONFLICT, incident_edit(b->s, number, &f, 7, &test_owner, &b->mem, &row, &b->e));
	base_want(b, ERR_INVALID, incident_edit(b->s, "ЗХ1", &f, -1, &test_owner, &b->mem, &row, &b->e));
	base_want(b, ERR_OK, incident_edit(b->s, number, &f, 1, &test_owner, &b->mem, &row, &b->e));
	base_want(b, ERR_OK, incident_edit(b->s, number, &f, 2, &test_owner, &b->mem, &row, &b->e));
	assert_int_equal(row.i.rev, 2); /* nothing differed */
	incident_form_init(&f);
	f.due = now_of(b) + 5 * HOUR;
	f.note = "чекаємо трубу";
	base_want(b, ERR_OK, incident_edit(b->s, number, &f, -1, &test_owner, &b->mem, &row, &b->e));
	base_want(b, ERR_OK, incident_history(b->s, &row.i, &b->mem, &h, &b->e));
	assert_int_equal(h.n, 3);
	assert_non_null(strstr(h.rows[1].note, "вул. Наукова, 2–20; вул. Стрийська, вся вулиця"));
	assert_non_null(strstr(h.rows[2].note, "чекаємо трубу"));
	f.addresses = "казна-що 14-2";
	base_want(b, ERR_INVALID, incident_edit(b->s, number, &f, -1, &test_owner, &b->mem, &row, &b->e));
	all_is_well(b);
}

/* --- lying inside --------------------------------------------------------------------------- */

static int near(struct base *b, const char *address, const char *topic)
{
	struct incident_list list = { .n = -1 };

	base_want(b, ERR_OK, incident_near(b->s, address, topic, &b->mem, &list, &b->e));
	return list.n;
}

static void an_address_lies_inside(void **state)
{
	static const struct {
		const char *address, *topic;
		int found;
	} rows[] = {
		{ "вул. Наукова, 4", "", 1 },
		{ "наукова 4, кв. 7", "01.01", 1 },
		{ "Наукова 4", "01.04", 1 },  /* the same pipe */
		{ "Наукова 4", "03.01", 0 },
		{ "Наукова 5", "", 0 },
		{ "Наукова 16", "", 0 },
		{ "Винники, Наукова 4", "", 0 },
		{ "Стрийська 100", "01.02", 2 }, /* two lists have it */
		{ "Стрийська 100", "02.06", 1 },
		{ "Стрийська", "", 1 },
		{ "", "", 0 },
		{ "кіт на дереві", "", 0 },
		/* renamed streets (data/seed): the list was typed with the one name, the address with the other */
		{ "вул. Грицька Чубая, 5", "", 1 },
		{ "Павлова 5", "", 1 },
		{ "Павлова І., 5", "", 1 },
		{ "Левка Лук'яненка 3", "", 1 },
		{ "Шеремети 3", "", 1 },
		{ "Шеремети 4", "", 0 },
		/* one old street became two */
		{ "Мирослава Скорика 3", "", 1 },
		{ "Цитадельна 3", "", 1 },
		{ "Чайковського 3", "", 1 },
		{ "Цитадельна 13", "", 0 },
	};
	struct base *b = *state;

	opened(b, "вода", "Наукова 2-14 парні; Стрийська вся вулиця", "01.01");
	opened(b, "вода", "Стрийська 90–110", "");
	opened(b, "світло", "Павлова 1-9", ""); /* the old name */
	opened(b, "світло", "Чайковського 1-9", "");
	opened(b, "газ", "Левка Лук’яненка 1, 3, 5", "");
	for (size_t i = 0; i < COUNT(rows); i++)
		if (near(b, rows[i].address, rows[i].topic) != rows[i].found)
			fail_msg("«%s» %s: %d", rows[i].address, rows[i].topic, near(b, rows[i].address, rows[i].topic));
	all_is_well(b);
}

static void old_names_are_written_as_present_ones(void **state)
{
	struct base *b = *state;

	assert_string_equal(opened(b, "світло", "Павлова 1-9; Наукова 2", "").i.addresses,
			    "вул. Грицька Чубая, 1–9; вул. Наукова, 2");
	/* one old street became two, or is not known: as it was typed */
	assert_string_equal(opened(b, "світло", "Незнана 1", "").i.addresses, "вул. Незнана, 1");
	assert_string_equal(opened(b, "світло", "Винники, Павлова 1", "").i.addresses, "Винники, вул. Павлова, 1");
}

static void only_what_goes_on_or_begins_soon(void **state)
{
	struct base *b = *state;
	struct incident_form f;
	struct incident_row row;
	struct incident_end end;
	struct incident_list list;

	incident_form_init(&f);
	f.kind = INCIDENT_PLANNED;
	f.title = "планові";
	f.addresses = "Наукова 2";
	f.start = now_of(b) + 23 * HOUR;
	f.due = now_of(b) + 30 * HOUR;
	base_want(b, ERR_OK, incident_add(b->s, &f, &test_owner, &b->mem, &row, &b->e));
	f.start = now_of(b) + 26 * HOUR;
	base_want(b, ERR_OK, incident_add(b->s, &f, &test_owner, &b->mem, &row, &b->e));
	row = opened(b, "аварія", "Наукова 2", "");
	base_want(b, ERR_OK, incident_near(b->s, "Наукова 2", "", &b->mem, &list, &b->e));
	assert_int_equal(list.n, 2);
	assert_string_equal(list.rows[0].i.title, "аварія"); /* what goes on comes first */
	base_want(b, ERR_OK, incident_close(b->s, row.i.number, "є", 0, &test_owner, &b->mem, &end, &b->e));
	assert_int_equal(near(b, "Наукова 2", ""), 1);
	base_want(b, ERR_OK, incident_list(b->s, 0, &b->mem, &list, &b->e));
	assert_int_equal(list.n, 2);
	base_want(b, ERR_OK, incident_list(b->s, 7, &b->mem, &list, &b->e));
	assert_int_equal(list.n, 3);
	assert_string_equal(list.rows[2].i.title, "аварія");
	assert_int_equal(list.rows[2].phase, PHASE_CLOSED);
}

/* --- joining -------------------------------------------------------------------------------- */

static void joined_ones_are_passed_to_who_mends_it(void **state)
{
	struct base *b = *state;
	struct incident_row row = opened(b, "вода", "Наукова 2-14", "01.01");
	const char *number = registered(b, "01.01", "Наукова 4");
	struct actor executor = with_role(R_EXECUTOR), clerk = with_role(R_CLERK);
	struct appeal a;
	struct found_list list;

	base_want(b, ERR_REFUSED, incident_join(b->s, number, row.i.number, -1, &executor, &b->mem, &a, &b->e));
	base_want(b, ERR_NOT_FOUND, incident_join(b->s, number, "ГЛ-ЗХ9/26", -1, &clerk, &b->mem, &a, &b->e));
	base_want(b, ERR_OK, incident_join(b->s, number, row.i.number, 2, &clerk, &b->mem, &a, &b->e));
	assert_string_equal(a.q->joined, row.i.number);
	assert_string_equal(a.q->service, "VODA");
	assert_int_equal(question_state(a.q), ST_DISPATCHED);
	base_want(b, ERR_REFUSED, incident_join(b->s, number, row.i.number, -1, &clerk, &b->mem, &a, &b->e));
	base_want(b, ERR_OK, incident_load(b->s, row.i.number, &b->mem, &row, &b->e));
	assert_true(row.joined == 1 && row.waiting == 1);
	base_want(b, ERR_OK, incident_joined(b->s, &row.i, 10, &clerk, &b->mem, &list, &b->e));
	assert_int_equal(list.n, 1);
	assert_string_equal(list.rows[0].number, number);
	executor.service = "TEPLO";
	base_want(b, ERR_OK, incident_joined(b->s, &row.i, 10, &executor, &b->mem, &list, &b->e));
	assert_int_equal(list.n, 0);
	base_want(b, ERR_OK, appeal_unjoin(b->s, number, "інша біда", -1, &clerk, &b->mem, &a, &b->e));
	assert_string_equal(a.q->joined, "");
	base_want(b, ERR_REFUSED, appeal_unjoin(b->s, number, "", -1, &clerk, &b->mem, &a, &b->e));
	all_is_well(b);
}

static void a_manager_joins_nothing(void **state)
{
	struct base *b = *state;
	struct incident_row row = opened(b, "вода", "Наукова 2-14", "01.01");
	struct actor manager = with_role(R_MANAGER);
	struct appeal a;

	base_want(b, ERR_REFUSED, incident_join(b->s, registered(b, "01.01", "Наукова 4"), row.i.number, -1, &manager,
						&b->mem, &a, &b->e));
}

/* A controller may join but not dispatch: it stays where it is. */
static void joining_goes_before_passing(void **state)
{
	struct base *b = *state;
	struct incident_row row = opened(b, "вода", "Наукова 2-14", "01.01");
	struct actor controller = with_role(R_CONTROLLER);
	struct appeal a;

	base_want(b, ERR_OK, incident_join(b->s, registered(b, "01.01", "Наукова 4"), row.i.number, -1, &controller,
					   &b->mem, &a, &b->e));
	assert_string_equal(a.q->joined, row.i.number);
	assert_int_equal(question_state(a.q), ST_REGISTERED);
}

/* --- the end -------------------------------------------------------------------------------- */

static void the_joined_follow_the_end(void **state)
{
	struct base *b = *state;
	struct actor dispatcher = with_role(R_DISPATCHER), controller = with_role(R_CONTROLLER);
	struct incident_row row = opened(b, "вода", "Наукова 2-14", "01.01");
	const char *to = row.i.number;
	const char *number[6];
	struct incident_end end;
	struct appeal a;

	for (int i = 0; i < 6; i++) {
		number[i] = registered(b, "01.01", "Наукова 4");
		base_want(b, ERR_OK, incident_join(b->s, number[i], to, -1, i == 0 ? &controller : &dispatcher, &b->mem,
						   &a, &b->e));
	}
	/* 0 registered, 1 dispatched, 2 in work, 3 done already, 4 closed already, 5 another executor's */
	move(b, number[2], ACT_ACCEPT, NULL);
	move(b, number[3], ACT_DONE, NULL);
	move(b, number[4], ACT_DONE, NULL);
	move(b, number[4], ACT_CONFIRM, NULL);
	move(b, number[5], ACT_DISPATCH, "TEPLO");
	base_want(b, ERR_REFUSED, incident_close(b->s, to, "є вода", 0, &controller, &b->mem, &end, &b->e));
	base_want(b, ERR_INVALID, incident_close(b->s, to, "", 0, &dispatcher, &b->mem, &end, &b->e));
	base_want(b, ERR_OK, incident_close(b->s, to, "є вода", 0, &dispatcher, &b->mem, &end, &b->e));
	assert_int_equal(end.moved, 4);
	assert_int_equal(end.nleft, 0);
	assert_true(end.row.joined == 6 && end.row.waiting == 0);
	for (int i = 0; i < 6; i++) {
		a = loaded(b, number[i]);
		assert_string_equal(a.q->state, i == 4 ? "closed" : "done");
		if (i != 3 && i != 4) {
			assert_string_equal(a.q->answer, "є вода");
			assert_string_equal(a.q->done_by, "dispatcher");
		}
	}
	struct found_list calls;
	const struct find_query all = { .text = "", .limit = 0 };

	base_want(b, ERR_OK, find_callbacks(b->s, &all, true, &controller, &b->mem, &calls, &b->e));
	assert_int_equal(calls.n, 5);
	base_want(b, ERR_REFUSED, incident_close(b->s, to, "ще", 0, &dispatcher, &b->mem, &end, &b->e));
	base_want(b, ERR_REFUSED, incident_join(b->s, registered(b, "01.01", "Наукова 4"), to, -1, &dispatcher, &b->mem,
						&a, &b->e));
	all_is_well(b);
}

/* What the table does not let go is named and stays; closing again goes on with it. */
static void what_cannot_follow_is_named(void **state)
{
	struct base *b = *state;
	struct actor dispatcher = with_role(R_DISPATCHER), controller = with_role(R_CONTROLLER);
	struct incident_form f;
	struct incident_row row;
	struct incident_end end;
	struct appeal a;
	const char *number = registered(b, "", "Наукова 4"); /* nobody is proposed */

	incident_form_init(&f);
	f.title = "нема води";
	f.addresses = "Наукова 4";
	base_want(b, ERR_OK, incident_add(b->s, &f, &test_owner, &b->mem, &row, &b->e)); /* no executor */
	base_want(b, ERR_OK, incident_join(b->s, number, row.i.number, -1, &controller, &b->mem, &a, &b->e));
	base_want(b, ERR_OK, incident_close(b->s, row.i.number, "є", 0, &dispatcher, &b->mem, &end, &b->e));
	assert_true(end.moved == 0 && end.nleft == 1 && end.row.waiting == 1);
	assert_non_null(strstr(end.left[0].ref, number));
	assert_non_null(strstr(end.left[0].why, "passed to nobody"));
	assert_string_equal(loaded(b, number).q->state, "registered");
	move(b, number, ACT_DISPATCH, "VODA");
	base_want(b, ERR_OK, incident_close(b->s, row.i.number, "", 0, &dispatcher, &b->mem, &end, &b->e));
	assert_true(end.moved == 1 && end.nleft == 0 && end.row.waiting == 0);
	assert_string_equal(loaded(b, number).q->answer, "є");
	all_is_well(b);
}

static void a_cancelled_one_moves_nobody(void **state)
{
	struct base *b = *state;
	struct incident_form f;
	struct incident_row row;
	struct incident_end end;
	struct appeal a;
	const char *number = registered(b, "01.01", "Наукова 4");

	incident_form_init(&f);
	f.kind = INCIDENT_PLANNED;
	f.title = "планові";
	f.addresses = "Наукова 2-14";
	f.start = now_of(b) + HOUR;
	f.due = now_of(b) + 2 * HOUR;
	base_want(b, ERR_OK, incident_add(b->s, &f, &test_owner, &b->mem, &row, &b->e));
	base_want(b, ERR_OK, incident_join(b->s, number, row.i.number, -1, &test_owner, &b->mem, &a, &b->e));
	base_want(b, ERR_OK, incident_close(b->s, row.i.number, "перенесли", 0, &test_owner, &b->mem, &end, &b->e));
	assert_int_equal(end.row.phase, PHASE_CANCELLED);
	assert_int_equal(end.moved, 0);
	assert_string_equal(loaded(b, number).q->state, "registered");
	all_is_well(b);
}

/* --- the autoresponder, verify -------------------------------------------------------------- */

static void the_autoresponder_has_all(void **state)
{
	struct base *b = *state;
	const char *text;

	base_want(b, ERR_OK, incident_announce(b->s, "", &b->mem, &text, &b->e));
	assert_non_null(strstr(text, "no outages"));
	base_want(b, ERR_OK, store_set_setting(b->s, "hotline", "15-80", &test_owner, &b->e));
	opened(b, "вода", "Наукова 2", "");
	opened(b, "світло", "Стрийська 5", "");
	base_want(b, ERR_OK, incident_announce(b->s, "", &b->mem, &text, &b->e));
	assert_non_null(strstr(text, "вода"));
	assert_non_null(strstr(text, "світло"));
	assert_non_null(strstr(text, "15-80"));
	base_want(b, ERR_OK, incident_announce(b->s, "Стрийська 5", &b->mem, &text, &b->e));
	assert_null(strstr(text, "вода"));
	assert_non_null(strstr(text, "світло"));
}

static void verify_finds_a_changed_row(void **state)
{
	static const struct {
		const char *sql, *field;
	} harms[] = {
		{ "UPDATE incident SET due = due + 1", "due" },
		{ "UPDATE incident SET due = due - 1, closing = 'x'", "closing" },
		{ "UPDATE incident SET closing = ''; DELETE FROM incident_street; DELETE FROM incident", "missing" },
	};
	struct base *b = *state;

	opened(b, "вода", "Наукова 2", "");
	for (size_t i = 0; i < COUNT(harms); i++) {
		struct verify_report r = { 0 };

		base_sql(b->path, harms[i].sql);
		assert_int_equal(store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &r, &b->e), ERR_FAILED);
		if (!strstr(r.first_bad, harms[i].field))
			fail_msg("%s: %s", harms[i].sql, r.first_bad);
		b->e = (struct err){ 0 };
	}
	struct rebuild_report done;

	base_want(b, ERR_OK, store_rebuild(b->s, NULL, &test_owner, &done, &b->e));
	assert_int_equal(done.mended, 1);
	all_is_well(b);
	assert_int_equal(near(b, "Наукова 2", ""), 1);
}

int main(void)
{
#define T(f) cmocka_unit_test_setup_teardown(f, base_setup, base_teardown)
	const struct CMUnitTest tests[] = {
		T(numbers_are_its_own), T(changes_are_kept_with_their_history), T(an_address_lies_inside),
		T(old_names_are_written_as_present_ones), T(only_what_goes_on_or_begins_soon),
		T(joined_ones_are_passed_to_who_mends_it), T(a_manager_joins_nothing), T(joining_goes_before_passing),
		T(the_joined_follow_the_end), T(what_cannot_follow_is_named), T(a_cancelled_one_moves_nobody),
		T(the_autoresponder_has_all), T(verify_finds_a_changed_row),
	};

	return cmocka_run_group_tests_name("incidents", tests, NULL, NULL);
}
