/* t_merge - data/store/merge: what comes from other sites stands in the log as it was written and in the rows as if
 * it had been done here; what must not come is refused whole. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "data/store/conflicts.h"
#include "data/store/consults.h"
#include "data/store/find.h"
#include "data/store/rebuild.h"
#include "data/store/users.h"
#include "merge_base.h"

static struct registered add_by_key(struct base *b, const char *text, const char *idem)
{
	struct registration r;
	struct registration_fault where;
	struct registered out;

	registration_init(&r);
	r.idem = idem;
	r.text = text;
	r.address = "вул. Наукова, 5";
	r.phone = "0671234567";
	base_want(b, ERR_OK, appeal_register(b->s, &r, &test_owner, &b->mem, &out, &where, &b->e));
	return out;
}

static const char *add(struct base *b, const char *text)
{
	return add_by_key(b, text, "").appeal.number;
}

static bool consulted_before(struct base *b, const char *idem)
{
	static const struct topic water = { .code = "01.01", .name = "Немає води" };
	struct consult_form f;
	struct consult out;
	bool again;

	consult_form_init(&f);
	f.topic = &water;
	f.idem = idem;
	base_want(b, ERR_OK, consult_add(b->s, &f, &test_owner, &b->mem, &out, &again, &b->e));
	return again;
}

static enum err_code move(struct base *b, const char *number, enum act act)
{
	struct command cmd;

	command_init(&cmd, act);
	cmd.note = "бо так";
	cmd.service = "VODA";
	cmd.service_name = "Водоканал";
	cmd.service_active = true;
	cmd.result = RESULT_DONE;
	cmd.via = VIA_CALL;
	cmd.body = "ОДА";
	return appeal_move(b->s, number, &cmd, -1, &test_owner, &b->mem, NULL, &b->e);
}

static int64_t count(struct base *b, const char *sql)
{
	return db_int(&b->s->db, db_stmt(&b->s->db, sql), 0, &b->e);
}

static const char *state_at(struct base *b, const char *number)
{
	struct appeal a;

	base_want(b, ERR_OK, appeal_load(b->s, number, &b->mem, &a, NULL, &b->e));
	return a.q[0].state;
}

static void appeals_of_others_are_here(void **state)
{
	struct city c;
	struct find_query q = { .text = "тече", .login = "olena" };
	struct found_list l;

	(void)state;
	city_make(&c, 2);
	const char *number = add(c.sites[0], "тече кран");

	add(c.sites[1], "своє");
	city_settle(&c);
	struct base *b = c.sites[1];

	base_want(b, ERR_OK, find_questions(b->s, &q, &test_owner, &b->mem, &l, &b->e));
	assert_int_equal(l.n, 1);
	base_want(b, ERR_OK, move(b, number, ACT_DISPATCH));
	city_settle(&c);
	assert_string_equal(state_at(c.sites[0], number), "dispatched");
	city_verify(&c);
	/* own numbers go on, own events are later than all that has come */
	assert_non_null(strstr(add(b, "друге"), "ЛЬ-2/"));
	assert_int_equal(count(b, "SELECT count(*) FROM event WHERE hlc >= (SELECT hlc FROM event ORDER BY id DESC LIMIT 1)"),
			 1);
	assert_string_equal(merge_cursor(b->s, &b->mem), arena_printf(&b->mem, "%d", c.count));
	city_free(&c);
}

/* Each site counts its forms as it likes: a key is its own. */
static void keys_of_sites_do_not_meet(void **state)
{
	struct city c;

	(void)state;
	city_make(&c, 2);
	for (int i = 0; i < 2; i++) {
		assert_false(add_by_key(c.sites[i], "тече кран", "1").again);
		assert_false(consulted_before(c.sites[i], "1"));
	}
	assert_false(add_by_key(c.sites[0], "яма", "2").again);
	assert_false(consulted_before(c.sites[0], "2"));
	city_settle(&c);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(count(c.sites[i], "SELECT count(*) FROM appeal"), 3);
		assert_int_equal(count(c.sites[i], "SELECT count(*) FROM consultation"), 3);
		assert_true(add_by_key(c.sites[i], "тече кран", "1").again);
		assert_true(consulted_before(c.sites[i], "1"));
	}
	assert_false(add_by_key(c.sites[1], "темно", "2").again);
	assert_false(consulted_before(c.sites[1], "2"));
	city_settle(&c);
	city_verify(&c);
	city_free(&c);
}

/* Both sides pass it on by what they know: one of them was first. */
static void the_later_of_two_moves_is_a_conflict(void **state)
{
	struct city c;
	struct appeal app;
	struct history h;
	json_t *shown;

	(void)state;
	city_make(&c, 2);
	const char *number = add(c.sites[0], "тече кран");

	city_settle(&c);
	base_want(c.sites[0], ERR_OK, move(c.sites[0], number, ACT_WITHDRAW));
	base_want(c.sites[1], ERR_OK, move(c.sites[1], number, ACT_DISPATCH));
	city_settle(&c);
	for (int i = 0; i < 2; i++) {
		assert_string_equal(state_at(c.sites[i], number), "withdrawn");
		assert_int_equal(count(c.sites[i], "SELECT count(*) FROM conflict WHERE kind = 'dispatched' AND k = 1"
				       " AND state = 'withdrawn' AND how = ''"), 1);
		base_want(c.sites[i], ERR_OK, appeal_load(c.sites[i]->s, number, &c.mem, &app, NULL, &c.sites[i]->e));
		base_want(c.sites[i], ERR_OK, appeal_history(c.sites[i]->s, &app, &c.mem, &h, &c.sites[i]->e));
		for (int n = 0; n < h.n; n++)
			assert_int_equal(h.rows[n].refused, strcmp(h.rows[n].kind, "dispatched") == 0);
		base_want(c.sites[i], ERR_OK, appeal_show_json(c.sites[i]->s, &app, &shown, &c.sites[i]->e));
		assert_int_equal(json_array_size(json_object_get(shown, "orders")), 0);
		json_decref(shown);
	}
	city_verify(&c);
	/* a strange hand in the conflicts */
	static const char *const harm[] = { "DELETE FROM conflict", "UPDATE conflict SET state = 'done'",
					    "UPDATE conflict SET subject = subject || '0'" };

	for (size_t i = 0; i < COUNT(harm); i++) {
		struct base *b = c.sites[1];
		struct verify_report v;
		struct rebuild_report r;

		base_sql(b->path, harm[i]);
		assert_int_equal(store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &v, &b->e), ERR_FAILED);
		b->e = (struct err){ 0 };
		base_sql(b->path, "DELETE FROM conflict WHERE subject LIKE '%0'");
		base_want(b, ERR_OK, store_rebuild(b->s, NULL, &test_owner, &r, &b->e));
		assert_int_equal(r.mended, 1);
		city_settle(&c);
		city_verify(&c);
	}
	city_free(&c);
}

static enum err_code move_to(struct base *b, const char *number, const char *service, const struct actor *who)
{
	struct command cmd;

	command_init(&cmd, ACT_DISPATCH);
	cmd.service = service;
	cmd.service_name = service;
	cmd.service_active = true;
	return appeal_move(b->s, number, &cmd, -1, who, &b->mem, NULL, &b->e);
}

static void not_settled(struct base *b, const char *id, enum conflict_way how, const char *note,
			const struct actor *who, enum err_code want)
{
	base_want(b, want, conflict_settle(b->s, id, how, note, who, &b->e));
}

/* What a supervisor reads and does about it. */
static void a_supervisor_settles(void **state)
{
	static const struct actor supervisor = { .login = "petro", .name = "П", .service = "",
		.roles = ROLE_BIT(R_SUPERVISOR) }, operator = { .login = "olena", .name = "О", .service = "",
		.roles = ROLE_BIT(R_OPERATOR) };
	struct city c;
	struct user u = { .login = "olena", .name = "Коваль Олена", .roles = ROLE_BIT(R_OPERATOR) };

	(void)state;
	city_make(&c, 2);
	struct base *a = c.sites[0], *b = c.sites[1];
	const char *first = add(a, "тече кран"), *second = add(a, "яма"), *third = add(a, "темно");

	base_want(b, ERR_OK, user_add(b->s, &u, "пароль довгий", &test_owner, &b->e));
	city_settle(&c);
	base_want(a, ERR_OK, move(a, first, ACT_WITHDRAW));
	base_want(a, ERR_OK, move(a, second, ACT_FORWARD));
	base_want(a, ERR_OK, move_to(a, third, "VODA", &test_owner));
	base_want(a, ERR_OK, move(a, third, ACT_ACCEPT));
	base_want(b, ERR_OK, move_to(b, first, "GAZ", &operator));
	base_want(b, ERR_OK, move_to(b, second, "GAZ", &operator));
	base_want(b, ERR_OK, move_to(b, third, "GAZ", &operator));
	city_settle(&c);
	struct conflict_rows l;

	assert_int_equal(conflict_count(a->s), 3);
	base_want(a, ERR_OK, conflict_list(a->s, &supervisor, &a->mem, &l, &a->e));
	assert_int_equal(l.n, 3);
	assert_string_equal(l.rows[0].number, first);
	assert_string_equal(l.rows[0].was.site, "ГЛ");
	assert_string_equal(l.rows[0].late.name, "Коваль Олена");
	assert_non_null(strstr(l.rows[0].late.note, "GAZ"));
	assert_true(l.rows[0].again);

	not_settled(a, l.rows[0].id, CONFLICT_KEEP, "так", &operator, ERR_REFUSED);
	not_settled(a, l.rows[0].id, CONFLICT_KEEP, " ", &supervisor, ERR_INVALID);
	not_settled(a, "ГЛ.99", CONFLICT_KEEP, "так", &supervisor, ERR_NOT_FOUND);
	base_want(a, ERR_OK, conflict_settle(a->s, l.rows[0].id, CONFLICT_KEEP, "відкликано", &supervisor, &a->e));
	not_settled(a, l.rows[0].id, CONFLICT_KEEP, "ще раз", &supervisor, ERR_REFUSED);
	/* forwarded is an end: the move does not lead from there either */
	not_settled(a, l.rows[1].id, CONFLICT_APPLY, "так", &supervisor, ERR_REFUSED);
	assert_int_equal(conflict_count(a->s), 2);
	/* what was taken into work comes back as not theirs: now it may be passed on */
	struct command cmd;

	command_init(&cmd, ACT_RETURN);
	cmd.service = cmd.service_name = "TEPLO";
	cmd.note = "не наше";
	base_want(a, ERR_OK, appeal_move(a->s, third, &cmd, -1, &test_owner, &a->mem, NULL, &a->e));
	base_want(a, ERR_OK, conflict_settle(a->s, l.rows[2].id, CONFLICT_APPLY, "газ", &supervisor, &a->e));
	assert_string_equal(state_at(a, third), "dispatched");
	city_settle(&c);
	assert_string_equal(state_at(b, third), "dispatched");
	assert_int_equal(conflict_count(b->s), 1);
	city_verify(&c);
	city_free(&c);
}

/* Who did what at another site: by that site's account, not by ours of the same login. */
static void people_of_other_sites_are_named(void **state)
{
	static const struct actor olena = { .login = "olena", .name = "О", .service = "", .roles = ROLE_BIT(R_DISPATCHER) },
		controller = { .login = "olena", .name = "О", .service = "", .roles = ROLE_BIT(R_CONTROLLER) };
	struct user here = { .login = "olena", .name = "Тут Олена", .roles = ROLE_BIT(R_OPERATOR) };
	struct user there = { .login = "olena", .name = "Там Олена", .roles = ROLE_BIT(R_OPERATOR) };
	struct city c;
	struct history h;
	struct appeal app;
	struct command cmd;

	(void)state;
	city_make(&c, 2);
	struct base *a = c.sites[0], *b = c.sites[1];
	const char *number = add(a, "тече кран");

	base_want(a, ERR_OK, user_add(a->s, &here, "пароль довгий", &test_owner, &a->e));
	base_want(b, ERR_OK, user_add(b->s, &there, "пароль довгий", &test_owner, &b->e));
	base_want(a, ERR_OK, move_to(a, number, "VODA", &test_owner));
	city_settle(&c);
	command_init(&cmd, ACT_DONE);
	cmd.note = "зроблено";
	cmd.result = RESULT_DONE;
	base_want(b, ERR_OK, appeal_move(b->s, number, &cmd, -1, &olena, &b->mem, NULL, &b->e));
	city_settle(&c);
	base_want(a, ERR_OK, appeal_load(a->s, number, &a->mem, &app, NULL, &a->e));
	base_want(a, ERR_OK, appeal_history(a->s, &app, &a->mem, &h, &a->e));
	assert_string_equal(h.rows[h.n - 1].actor_name, "Там Олена");
	assert_string_equal(h.rows[h.n - 1].site, "ЛЬ");
	assert_string_equal(app.q[0].done_by, "olena@ЛЬ");
	assert_string_equal(user_name_at(a->s, app.site, app.q[0].done_by, &a->mem), "Там Олена");
	/* whoever did the work may not confirm it; his namesake elsewhere may */
	command_init(&cmd, ACT_CONFIRM);
	cmd.via = VIA_CALL;
	assert_int_equal(appeal_move(b->s, number, &cmd, -1, &controller, &b->mem, NULL, &b->e), ERR_REFUSED);
	b->e = (struct err){ 0 };
	base_want(a, ERR_OK, appeal_move(a->s, number, &cmd, -1, &controller, &a->mem, NULL, &a->e));
	city_settle(&c);
	city_verify(&c);
	city_free(&c);
}

static struct event made(const char *site, int64_t seq, const char *subject, const char *kind, const char *body)
{
	struct event ev = { .site = site, .seq = seq, .v = 1, .hlc = (seq + 1) << 40, .at = 1, .actor = "olena",
		.subject = subject, .kind = kind, .body = body };

	event_body_hash(body, ev.body_hash);
	return ev;
}

static void what_is_not_right_is_refused_whole(void **state)
{
	static char long_word[80], long_body[1100000];
	struct base *b = *state;
	struct merge_report r;
	int64_t before = count(b, "SELECT count(*) FROM event");

	memset(long_word, 'a', sizeof(long_word) - 1);
	memset(long_body, 'a', sizeof(long_body) - 1);
	struct event bad[] = {
		made("ГЛ", 900, "ГЛ.900", "noted", "{}"), made("", 2, "Б.2", "noted", "{}"),
		made("Б", 0, "Б.0", "noted", "{}"), made("Б", 2, "", "noted", "{}"), made("Б", 2, "Б.2", "", "{}"),
		made("Б", 2, "Б.2", "не\nце", "{}"), made("Б", 2, "Б.2", long_word, "{}"),
		made("Б", 2, "Б.2", "noted", "{\"a\":\"\033[2J\"}"), made("Б", 2, "Б.2", "noted", "{\"a\":\"\xff\"}"),
		made("Б", 2, "Б.2", "noted", long_body), made("Б", 2, "Б.2", "noted", "{}"),
	};

	bad[COUNT(bad) - 1].body_hash[0] ^= 1;
	for (size_t i = 0; i < COUNT(bad); i++) {
		const struct event two[] = { made("Б", 1, "Б.1", "noted", "{}"), bad[i] };

		if (merge_events(b->s, two, 2, "7", &r, &b->e) != ERR_FAILED)
			fail_msg("row %zu was taken", i);
		b->e = (struct err){ 0 };
	}
	assert_int_equal(count(b, "SELECT count(*) FROM event"), before);
	assert_string_equal(merge_cursor(b->s, &b->mem), "");
}

/* Kinds of a newer program are kept; when it comes, their subjects are folded again. */
static void what_is_not_known_is_kept(void **state)
{
	struct base *b = *state;
	struct merge_report r;
	const struct event evs[] = { made("Б", 1, "Б.1", "teleported", "{}"), made("Б", 2, "Б.2", "setting", "{}"),
				     made("Б", 1, "Б.1", "teleported", "{}") };

	base_want(b, ERR_OK, merge_events(b->s, evs, 3, "c-3", &r, &b->e));
	assert_int_equal(r.added, 2);
	assert_int_equal(r.known, 1);
	assert_int_equal(r.unknown, 1);
	assert_string_equal(merge_cursor(b->s, &b->mem), "c-3");
	assert_int_equal(count(b, "SELECT count(*) FROM unfolded WHERE subject = 'Б.1'"), 1);
	assert_false(store_idle(b->s));
	assert_int_equal(count(b, "SELECT count(*) FROM unfolded"), 1);
	/* as if it stood there from a program that knew less of what this one knows */
	base_sql(b->path, "UPDATE unfolded SET kinds = 3, subject = 'Б.2'");
	while (store_idle(b->s))
		;
	assert_int_equal(count(b, "SELECT count(*) FROM unfolded"), 0);
}

/* Events of other sites give nobody any right here, and take no number of ours. */
static void other_sites_have_no_power_here(void **state)
{
	static const char taken[] = "{\"appeal\":{\"number\":\"ГЛ-1/26\",\"ascii\":\"HL-1-26\",\"year\":2026,\"n\":1},"
				    "\"questions\":[{\"text\":\"чуже\"}]}";
	struct base *b = *state;
	struct user u = { .login = "olena", .name = "О", .roles = ROLE_BIT(R_OPERATOR) };
	struct merge_report r;

	base_want(b, ERR_OK, user_add(b->s, &u, "пароль довгий", &test_owner, &b->e));
	sqlite3_stmt *st = db_stmt(&b->s->db, "SELECT subject FROM user");

	assert_true(db_row(&b->s->db, st, &b->e));
	const char *subject = db_text(&b->mem, st, 0);

	sqlite3_reset(st);
	const struct event evs[] = {
		made("Б", 3, "Б.3", "user_added", "{\"login\":\"olena\",\"name\":\"Інша\",\"roles\":\"admin\"}"),
		made("Б", 5, subject, "user_changed", "{\"set\":{\"roles\":\"admin\"}}"),
		made("Б", 7, "Б.7", "registered", taken),
		made("Б", 9, "Б.9", "setting", "{\"key\":\"url\",\"value\":\"x\"}"),
	};

	base_want(b, ERR_OK, merge_events(b->s, evs, 4, "1", &r, &b->e));
	assert_int_equal(count(b, "SELECT count(*) FROM user WHERE roles = 'operator' AND name = 'О'"), 1);
	assert_int_equal(count(b, "SELECT count(*) FROM user"), 1);
	assert_int_equal(count(b, "SELECT count(*) FROM colleague WHERE site = 'Б' AND name = 'Інша'"), 1);
	assert_int_equal(count(b, "SELECT count(*) FROM appeal"), 0);
	assert_string_equal(store_setting(b->s, "url", "", &b->mem), "");
	struct verify_report v;

	base_want(b, ERR_OK, store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &v, &b->e));
	add(b, "своє");
}

/* What a site gave out twice has one row, the first; all that comes after it comes. */
static void a_number_given_twice_stops_nothing(void **state)
{
#define NUMBERED(idem, n) "{\"appeal\":{\"number\":\"Б-" n "/26\",\"ascii\":\"B-" n "-26\",\"year\":2026,\"n\":" n \
	",\"idem\":\"" idem "\"},\"questions\":[{\"text\":\"чуже\"}]}"
	struct base *b = *state;
	struct merge_report r;
	struct verify_report v;
	struct rebuild_report made_again;
	uint8_t before[EVENT_HASH] = { 0 };
	struct event evs[] = {
		made("Б", 1, "Б.1", "registered", NUMBERED("a", "1")), made("Б", 2, "Б.2", "registered", NUMBERED("b", "1")),
		made("Б", 3, "Б.3", "registered", NUMBERED("a", "2")), made("Б", 4, "Б.2", "noted", "{\"note\":\"ні\"}"),
		made("Б", 5, "Б.5", "consulted", "{\"topic\":\"01.01\",\"idem\":\"c\"}"),
		made("Б", 6, "Б.6", "consulted", "{\"topic\":\"01.01\",\"idem\":\"c\"}"),
		made("Б", 7, "Б.7", "registered", NUMBERED("d", "3")),
	};

	for (size_t i = 0; i < COUNT(evs); i++) {
		event_chain_hash(before, &evs[i], evs[i].hash);
		memcpy(before, evs[i].hash, EVENT_HASH);
		base_want(b, ERR_OK, merge_events(b->s, &evs[i], 1, "1", &r, &b->e));
	}
	for (int i = 0; i < 2; i++) {
		assert_int_equal(count(b, "SELECT count(*) FROM appeal WHERE subject IN ('Б.1', 'Б.7')"), 2);
		assert_int_equal(count(b, "SELECT count(*) FROM appeal"), 2);
		assert_int_equal(count(b, "SELECT count(*) FROM consultation WHERE subject = 'Б.5'"), 1);
		assert_int_equal(store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &v, &b->e), ERR_FAILED);
		assert_int_equal(v.bad, 3);
		assert_non_null(strstr(v.first_bad, "Б.2"));
		b->e = (struct err){ 0 };
		base_want(b, ERR_OK, store_rebuild(b->s, NULL, &test_owner, &made_again, &b->e));
	}
}

/* Of an older backup: its own events come back, and it goes on behind them. */
static void what_was_lost_comes_back(void **state)
{
	struct city c;

	(void)state;
	city_make(&c, 2);
	struct base *b = c.sites[0], *empty = c.sites[1];
	const char *number = add(b, "тече кран");
	struct merge_report r;

	base_want(b, ERR_OK, move(b, number, ACT_DISPATCH));
	base_want(b, ERR_OK, store_set_setting(b->s, "url", "перше", &test_owner, &b->e));
	base_want(b, ERR_OK, store_set_setting(b->s, "url", "друге", &test_owner, &b->e));
	city_send(&c, 0, 1000);
	/* the base as it was when it was made: the site's log has its first event alone */
	base_sql(empty->path, arena_printf(&c.mem, "UPDATE meta SET value = 'ГЛ' WHERE key = 'site';"
		 "DELETE FROM event; DELETE FROM chain; DELETE FROM counter"));
	store_close(empty->s);
	base_want(empty, ERR_OK, store_open(empty->path, &empty->s, &empty->e));
	assert_int_equal(merge_events(empty->s, c.all, c.count, NULL, &r, &empty->e), ERR_FAILED);
	empty->e = (struct err){ 0 };
	assert_int_equal(merge_own(empty->s, c.all + 1, 1, &r, &empty->e), ERR_CONFLICT); /* a gap */
	empty->e = (struct err){ 0 };
	base_want(empty, ERR_OK, merge_own(empty->s, c.all, c.count, &r, &empty->e));
	assert_int_equal(r.added, c.count);
	assert_string_equal(state_at(empty, number), "dispatched");
	assert_string_equal(store_setting(empty->s, "url", "", &empty->mem), "друге");
	assert_non_null(strstr(add(empty, "далі"), "ГЛ-2/"));
	struct verify_report v;

	base_want(empty, ERR_OK, store_verify(empty->s, VERIFY_FULL, NULL, &test_owner, &v, &empty->e));
	/* meanwhile the lost one went on, too: a fork */
	add(b, "друга історія");
	city_send(&c, 0, 1000);
	assert_int_equal(merge_own(empty->s, c.all, c.count, &r, &empty->e), ERR_CONFLICT);
	city_free(&c);
}

int main(void)
{
#define ALONE(f) cmocka_unit_test_setup_teardown(f, base_setup, base_teardown)
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(appeals_of_others_are_here),
		cmocka_unit_test(keys_of_sites_do_not_meet),
		cmocka_unit_test(the_later_of_two_moves_is_a_conflict),
		cmocka_unit_test(a_supervisor_settles), cmocka_unit_test(people_of_other_sites_are_named),
		ALONE(what_is_not_right_is_refused_whole), ALONE(what_is_not_known_is_kept),
		ALONE(other_sites_have_no_power_here),
		ALONE(a_number_given_twice_stops_nothing), cmocka_unit_test(what_was_lost_comes_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
