/* t_find - data/store/find: filters, rights, the call-back queue, counts, stopping. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "data/store/find.h"
#include "data/store/store_internal.h"
#include "tests/unit/search_base.h"

#define HOUR INT64_C(3600000)
#define DAY (24 * HOUR)

static int64_t now(struct base *b)
{
	return b->s->clock->now_ms(b->s->clock->ctx);
}

/* --- filters --- */

/* Rows 1..9, one of each state; texts, streets, services and the rest go round in different steps. */
static void fill_states(struct base *b)
{
	static const char *const services[] = { "VODA", "VODA-AB", "TEPLO", "101" };
	static const char *const topics[] = { "01.01", "01.02", "02.01" };
	static const char *const channels[] = { "phone", "web", "phone", "visit" };
	static const char *const streets[] = { "вул. Стрийська, 35", "вул. Під Дубом, 226-а", "навпроти ринку" };

	for (int i = 0; i < STATE_COUNT; i++) {
		struct sample d = sample_init();

		d.q.state = vocab_wire(&vocab_state, i);
		d.q.service = services[i % 4];
		d.q.topic = topics[i % 3];
		d.q.address = streets[i % 3];
		d.q.text = i % 2 ? "вода на вулиці Стрийській" : "яма";
		d.q.repeat = 1 + i % 2;
		d.q.priority = i % 4 == 0 ? "A1" : "N";
		d.q.due = now(b) + (i < 5 ? -DAY : DAY);
		d.q.outcome = "";
		d.a.channel = channels[i % 4];
		d.a.operator = i % 3 ? "olena" : "ivan.k";
		d.a.registered = now(b) / 1000 * 1000 - (STATE_COUNT - i) * DAY;
		base_add(b, &d);
	}
}

static void filters(void **state)
{
	static const struct {
		const char *line, *places;
	} rows[] = {
		{ "", "9 8 7 6 5 4 3 2 1" },
		{ "стан:registered", "1" },
		{ "стан:done", "4" },
		{ "стан:closed", "6" },
		{ "стан:withdrawn", "9" },
		{ "стан:rework state:rejected стан:dispatched", "8 5 2" },
		{ "стан:closed стан:registered", "6 1" },
		{ "стан:\"In work\"", "3" },
		{ "яма стан:done стан:in_work", "3" },
		{ "яма стан:rework стан:rejected стан:withdrawn", "9 5" },
		{ "вода стан:rejected стан:forwarded стан:rework", "8" },
		{ "вода стан:rejected стан:withdrawn", "8" },
		{ "служба:VODA", "9 5 1" },
		{ "служба:voda-ab", "6 2" },
		{ "служба:Львівводоканал", "9 6 5 2 1" }, /* a part of two names */
		{ "служба:VODA служба:101", "9 8 5 4 1" },
		{ "тема:01", "8 7 5 4 2 1" },
		{ "тема:01.02", "8 5 2" },
		{ "тема:\"холодної води\"", "8 7 5 4 2 1" }, /* by name */
		{ "вул:Стрийська", "7 4 1" },
		{ "вул:стрий", "7 4 1" },
		{ "вул:стрийсько", "" },
		{ "вул:\"Під Дубом\"", "8 5 2" },
		{ "вул:Стрийська вул:ринку", "9 7 6 4 3 1" },
		{ "стрийськ", "8 7 6 4 2 1" }, /* in texts as well */
		{ "буд:226А", "8 5 2" },
		{ "буд:226а вул:дубом", "8 5 2" },
		{ "буд:226", "" },
		{ "буд:35", "7 4 1" },
		{ "канал:web", "6 2" },
		{ "канал:телефон", "9 7 5 3 1" },
		{ "оператор:olena", "9 8 6 5 3 2" },
		{ "оператор:Ivan.K", "7 4 1" },
		{ "на-контролі", "5 4 3 2 1" },
		{ "на-контролі яма", "5 3 1" },
		{ "на контролі стан:перев", "4" },
		{ "мої", "9 8 6 5 3 2" },
		{ "повторні", "8 6 4 2" },
		{ "аварійні", "9 5 1" },
		{ "прострочені", "5 3 2 1" }, /* what is being checked is not late */
		{ "прострочені аварійні", "5 1" },
		{ "без-підтвердження", "6" },
		{ "дата:06.11.2026", "9" },
		{ "від:04.11.2026 до:05.11.2026", "8 7" },
		{ "до:30.10.2026", "2 1" },
		{ "від:\"06.11.2026 10:31\"", "" },
		{ "від:\"06.11.2026 10:29\"", "9" },
		{ "яма стан:closed служба:TEPLO", "" },
		{ "яма служба:TEPLO канал:phone від:01.01.2026", "7 3" },
		{ "№:3 яма", "3" },
		{ "№:HL-3-26", "3" },
		{ "№:ГЛ-3/26.1", "3" },
		{ "№:ГЛ-3/26.2", "" },
		{ "№:ГЛ-3/25", "" },
		{ "№:3/26", "3" },
		{ "№:3/25", "" },
		{ "№:ЛВ-3", "" },
		{ "ГЛ-3/26", "3" },
		{ "hl-3-26", "3" },
	};
	struct base *b = base_new(state);

	fill_states(b);
	for (size_t i = 0; i < COUNT(rows); i++)
		base_expect(b, rows[i].line, rows[i].places);
	assert_int_equal(base_find(b, &(struct find_query){ .text = "мої" }).n, 0); /* nobody's */
}

static void bad_values(void **state)
{
	static const char *const lines[] = { "колір:синій", "служба:немає", "тема:99", "тема:щось", "№:слово",
		"стан:готово", "дата:завтра?", "оператор:ivan-k" };
	struct base *b = base_new(state);

	for (size_t i = 0; i < COUNT(lines); i++) {
		struct found_list l = { .n = -1 };
		struct err e = { 0 };
		struct find_query q = { .text = lines[i] };

		assert_int_equal(find_questions(b->s, &q, &base_owner, &b->mem, &l, &e), ERR_INVALID);
		assert_true(*e.msg);
		assert_int_equal(l.n, -1);
		assert_int_equal(find_callbacks(b->s, &q, true, &base_owner, &b->mem, &l, &e), ERR_INVALID);
	}
	base_expect(b, "", ""); /* the base is still usable */
}

/* Each row with every filter that the dispatcher may type, against the row's own fields. */
static void filters_equal_a_scan(void **state)
{
	struct base *b = base_new(state);
	struct err e = { 0 };

	assert_int_equal(db_begin(&b->s->db, &e), ERR_OK);
	for (int i = 0; i < 600; i++) {
		static const char *const services[] = { "VODA", "TEPLO", "101", "LIFT" };
		struct sample d = sample_init();

		int st = base_roll(b, 10) ? ST_CLOSED : (int)base_roll(b, STATE_COUNT);

		d.q.state = vocab_wire(&vocab_state, st);
		d.q.service = services[base_roll(b, 4) * base_roll(b, 2)];
		d.q.text = base_roll(b, 3) ? "вода яма" : "каналізація яма";
		d.q.due = now(b) + ((int64_t)base_roll(b, 20) - 10) * DAY;
		d.a.phone = base_roll(b, 4) ? "+380671234567" : "+380501234599";
		base_add(b, &d);
	}
	assert_int_equal(db_end(&b->s->db, ERR_OK, &e), ERR_OK);
	for (int i = 0; i < 300; i++) {
		int st = (int)base_roll(b, STATE_COUNT);
		bool late = base_roll(b, 3) == 0, word = base_roll(b, 2);
		bool phone = base_roll(b, 2), svc = base_roll(b, 2);
		const char *line = arena_printf(&b->mem, "стан:%s%s%s%s%s", vocab_wire(&vocab_state, st),
						late ? " overdue" : "", word ? " каналіз" : "",
						phone ? " тел:123459" : "", svc ? " служба:TEPLO" : "");
		const char *places = "";

		for (int k = b->n - 1; k >= 0; k--) {
			const struct sample *d = &b->rows[k];

			if (strcmp(d->q.state, vocab_wire(&vocab_state, st)) == 0 &&
			    (!late || question_overdue(&d->q, now(b))) && (!word || strstr(d->q.text, "каналіз")) &&
			    (!phone || strstr(d->a.phone, "123459")) && (!svc || strcmp(d->q.service, "TEPLO") == 0))
				places = arena_printf(&b->mem, "%s%s%d", places, *places ? " " : "", k + 1);
		}
		base_expect(b, line, places);
	}
}

/* More late ones than are listed: the open ones are walked. */
static void thousands_of_late_ones(void **state)
{
	struct base *b = base_new(state);
	struct sample d = sample_init();
	struct err e = { 0 };

	d.q.due = now(b) - DAY;
	base_add(b, &d);
	assert_int_equal(db_exec(&b->s->db, "CREATE TEMP TABLE one AS SELECT * FROM question;"
				 "CREATE TEMP TABLE n AS WITH RECURSIVE c(i) AS (VALUES(1) UNION ALL"
				 " SELECT i + 1 FROM c WHERE i < 11000) SELECT i FROM c;", &e), ERR_OK);
	sqlite3_stmt *st = db_stmt(&b->s->db, "SELECT i FROM temp.n");

	assert_int_equal(db_begin(&b->s->db, &e), ERR_OK);
	while (db_row(&b->s->db, st, &e)) {
		int i = sqlite3_column_int(st, 0);
		sqlite3_stmt *up = db_stmt(&b->s->db, "UPDATE temp.one SET id = ?, k = ?, due = ?, state = ?");

		db_bind(up, "idis", b->rows[0].id + i, i + 1, now(b) + (i % 2 ? DAY : -DAY),
			i % 10 ? "in_work" : "done");
		assert_int_equal(db_run(&b->s->db, up, &e), ERR_OK);
		assert_int_equal(db_run(&b->s->db, db_stmt(&b->s->db, "INSERT INTO question SELECT * FROM temp.one"),
					&e), ERR_OK);
	}
	assert_int_equal(db_end(&b->s->db, e.code, &e), ERR_OK);
	struct found_list l = base_find(b, &(struct find_query){ .text = "прострочені", .limit = 3 });

	assert_int_equal(l.n, 3);
	for (int i = 0; i < 3; i++)
		assert_true(l.rows[i].overdue);
	assert_int_equal(base_find(b, &(struct find_query){ .text = "прострочені" }).n, 1 + 5500 - 1100);
}

/* --- names --- */

static void add_person(struct base *b, const char *login, const char *name)
{
	sqlite3_stmt *st = db_stmt(&b->s->db, "INSERT INTO user(login, subject, name, roles, service, disabled)"
			" VALUES(?, ?1, ?, 'operator', '', 0)");
	struct err e = { 0 };

	db_bind(st, "ss", login, name);
	assert_int_equal(db_run(&b->s->db, st, &e), ERR_OK);
}

/* A name that nobody and nothing has is said so, with those that are near. */
static void unknown_names(void **state)
{
	static const struct {
		const char *line, *says;
	} rows[] = {
		{ "оператор:нема", "person «нема»" },
		{ "оператор:olrna", "nearest: olena Коваль Олена." },
		{ "оператор:\"Мароз Ірина\"", "nearest: klerk Мороз Ірина" },
		{ "служба:Теплоенерга", "nearest: TEPLO " },
		{ "тема:вадопровід", "водопров" },
	};
	struct base *b = base_new(state);

	add_person(b, "olena", "Коваль Олена");
	add_person(b, "klerk", "Мороз Ірина");
	fill_states(b);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct find_query q = { .text = rows[i].line };
		struct found_list l;
		struct err e = { 0 };

		assert_int_equal(find_questions(b->s, &q, &base_owner, &b->mem, &l, &e), ERR_INVALID);
		if (!strstr(e.msg, rows[i].says))
			fail_msg("%s", e.msg);
	}
	base_expect(b, "оператор:ol", "9 8 6 5 3 2"); /* the beginning of a login */
	base_expect(b, "оператор:олена", "9 8 6 5 3 2");
	base_expect(b, "оператор:klerk", ""); /* somebody, who registered nothing */
	base_expect(b, "оператор:ivan.k", "7 4 1"); /* nobody any more, but there are rows */
}

/* A number among words is a house, a flat or the number of an appeal: never its year, never a part of it. */
static void numbers_are_numbers(void **state)
{
	static const char *const texts[] = { "ліхтар", "ліхтар 2", "ліхтар біля 26-го", "ліхтар 260", "ліхтар 2, 26" };
	struct base *b = base_new(state);

	for (size_t i = 0; i < COUNT(texts); i++)
		base_text(b, texts[i]);
	for (int i = 0; i < 20; i++)
		base_text(b, "ліхтар");
	base_expect(b, "ліхтар 2", "5 4 3 2"); /* the second appeal too; not the years, not the 20th */
	base_expect(b, "ліхтар 26", "5 4 3");
	base_expect(b, "26 ліхтар", "5 3"); /* a whole one: only the last word may go on */
	base_expect(b, "ліхтар 21", "21"); /* the number of an appeal */
	base_expect(b, "ліхтар \"2\"", "5 2");
	base_expect(b, "ГЛ-21/26 ліхтар", "21");
	base_expect(b, "гл 21", "21");
	base_expect(b, "21/26", "21");
	base_expect(b, "2/26", "2");
	base_expect(b, "2/2", "5 2"); /* no such number: words */
}

/* --- who may see what --- */

static void rights(void **state)
{
	static const struct {
		struct actor who;
		int n; /* rows seen, -1 refused */
	} rows[] = {
		{ { .login = "a", .name = "", .service = "", .roles = ROLE_BIT(R_ADMIN) }, -1 },
		{ { .login = "a", .name = "", .service = "", .roles = 0 }, -1 },
		{ { .login = "a", .name = "", .service = "", .roles = ROLE_BIT(R_ADMIN), .os = true }, 9 },
		{ { .login = "o", .name = "", .service = "", .roles = ROLE_BIT(R_OPERATOR) }, 9 },
		{ { .login = "e", .name = "", .service = "VODA", .roles = ROLE_BIT(R_EXECUTOR) }, 2 }, /* not the proposed one */
		{ { .login = "e", .name = "", .service = "", .roles = ROLE_BIT(R_EXECUTOR) }, 0 },
		{ { .login = "e", .name = "", .service = "VODA", .roles = ROLE_BIT(R_EXECUTOR), .os = true }, 9 },
		{ { .login = "e", .name = "", .service = "VODA",
		    .roles = ROLE_BIT(R_EXECUTOR) | ROLE_BIT(R_DISPATCHER) }, 9 },
	};
	struct base *b = base_new(state);

	fill_states(b);
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct find_query q = { .text = "" };
		struct found_list l = { .n = -1 };
		struct err e = { 0 };
		enum err_code rc = find_questions(b->s, &q, &rows[i].who, &b->mem, &l, &e);

		assert_int_equal(rc, rows[i].n < 0 ? ERR_REFUSED : ERR_OK);
		assert_int_equal(l.n, rows[i].n);
		rc = find_callbacks(b->s, &q, true, &rows[i].who, &b->mem, &l, &e);
		assert_int_equal(rc, rows[i].n < 0 ? ERR_REFUSED : ERR_OK);
	}
}

/* --- what a row says --- */

static void fields(void **state)
{
	struct base *b = base_new(state);
	struct sample d = sample_init();

	d.a.surname = "Нечуй-Левицька";
	d.a.given = "Олена";
	d.a.patronymic = "Іванівна";
	d.a.phone = "+380671234567";
	d.a.rev = 7;
	d.q.text = "тече'; DROP TABLE appeal; --\nдах 😀";
	d.q.priority = "A2";
	d.q.state = "rework";
	d.q.due = now(b) - 1;
	d.q.rework = 2;
	d.q.attempts = 3;
	d.q.answer = "полагодили";
	base_add(b, &d);
	struct found_list l = base_find(b, &(struct find_query){ .text = "дах" });

	assert_int_equal(l.n, 1);
	const struct found *f = l.rows;

	assert_string_equal(f->number, "ГЛ-1/26");
	assert_string_equal(f->name, "Нечуй-Левицька Олена Іванівна");
	assert_string_equal(f->phone, "+380671234567");
	assert_string_equal(f->text, d.q.text);
	assert_string_equal(f->answer, "полагодили");
	assert_string_equal(f->priority, "A2");
	assert_int_equal(f->state, ST_REWORK);
	assert_int_equal(f->k, 1);
	assert_int_equal(f->rework, 2);
	assert_int_equal(f->attempts, 3);
	assert_int_equal(f->rev, 7);
	assert_int_equal(f->id, b->rows[0].id);
	assert_int_equal(f->registered, b->rows[0].a.registered);
	assert_true(f->overdue);
}

/* --- the call-back queue --- */

static void add_done(struct base *b, int64_t done_ago, int64_t next_in, const char *priority)
{
	struct sample d = sample_init();

	d.q.state = "done";
	d.q.done_at = now(b) - done_ago;
	d.q.next_try = now(b) + next_in;
	d.q.priority = priority;
	d.q.text = b->n % 2 ? "вода" : "яма";
	base_add(b, &d);
}

static const char *callbacks(struct base *b, struct find_query q, bool all)
{
	struct found_list l;
	struct err e = { 0 };
	const char *got = "";

	if (find_callbacks(b->s, &q, all, &base_owner, &b->mem, &l, &e))
		fail_msg("%s", e.msg);
	for (int i = 0; i < l.n; i++)
		got = arena_printf(&b->mem, "%s%s%s", got, i ? " " : "", l.rows[i].number);
	return arena_printf(&b->mem, "%s%s", got, l.more ? " ..." : "");
}

static void callback_queue(void **state)
{
	struct base *b = base_new(state);
	struct sample other = sample_init();

	add_done(b, 2 * HOUR, -HOUR, "N");
	add_done(b, 5 * HOUR, -HOUR, "N");
	add_done(b, HOUR, -HOUR, "A2");
	add_done(b, 9 * HOUR, 2 * HOUR, "N"); /* not yet */
	add_done(b, 3 * HOUR, -HOUR, "A1");
	add_done(b, 4 * HOUR, -HOUR, "N");
	base_add(b, &other); /* not done */
	assert_string_equal(callbacks(b, (struct find_query){ .text = "" }, false),
			    "ГЛ-5/26 ГЛ-3/26 ГЛ-2/26 ГЛ-6/26 ГЛ-1/26");
	assert_string_equal(callbacks(b, (struct find_query){ .text = "" }, true),
			    "ГЛ-5/26 ГЛ-3/26 ГЛ-4/26 ГЛ-2/26 ГЛ-6/26 ГЛ-1/26");
	assert_string_equal(callbacks(b, (struct find_query){ .text = "", .limit = 2 }, false),
			    "ГЛ-5/26 ГЛ-3/26 ...");
	assert_string_equal(callbacks(b, (struct find_query){ .text = "", .limit = 2, .before = b->rows[2].id }, false),
			    "ГЛ-2/26 ГЛ-6/26 ...");
	assert_string_equal(callbacks(b, (struct find_query){ .text = "", .limit = 9, .before = b->rows[5].id }, false),
			    "ГЛ-1/26");
	assert_string_equal(callbacks(b, (struct find_query){ .text = "вода" }, false), "ГЛ-2/26 ГЛ-6/26");
	assert_string_equal(callbacks(b, (struct find_query){ .text = "аварійні" }, false), "ГЛ-5/26 ГЛ-3/26");
	assert_string_equal(callbacks(b, (struct find_query){ .text = "стан:closed" }, false), "");
	assert_string_equal(callbacks(b, (struct find_query){ .text = "стан:done яма" }, false),
			    "ГЛ-5/26 ГЛ-3/26 ГЛ-1/26");
}

static int64_t late_evening(const void *ctx)
{
	(void)ctx;
	return INT64_C(1794081600000); /* 07.11.2026 22:00 in Kyiv */
}

static int32_t kyiv_winter(const void *ctx, int64_t utc_ms)
{
	(void)ctx;
	(void)utc_ms;
	return 7200;
}

static void nobody_is_called_at_night(void **state)
{
	static const struct clock_ops night = { late_evening, kyiv_winter, NULL };
	struct base *b = base_new(state);
	struct queue_counts c;
	struct err e = { 0 };

	b->s->clock = &night;
	add_done(b, HOUR, -HOUR, "N");
	add_done(b, HOUR, -HOUR, "A1");
	add_done(b, HOUR, -HOUR, "A2");
	add_done(b, 3 * HOUR, -HOUR, "A1");
	assert_string_equal(callbacks(b, (struct find_query){ .text = "" }, false), "ГЛ-2/26");
	assert_string_equal(callbacks(b, (struct find_query){ .text = "яма" }, false), "");
	assert_int_equal(find_counts(b->s, &c, &e), ERR_OK);
	assert_int_equal(c.callbacks, 1);
}

static void counts(void **state)
{
	struct base *b = base_new(state);
	struct queue_counts c = { 0 };
	struct err e = { 0 };
	struct sample d = sample_init();

	assert_int_equal(find_counts(b->s, &c, &e), ERR_OK);
	assert_int_equal(c.open + c.overdue + c.accidents + c.callbacks + c.today, 0);
	fill_states(b); /* nothing of it is of today */
	add_done(b, HOUR, -HOUR, "N");
	d.a.registered = now(b) / 1000 * 1000 - HOUR;
	base_add(b, &d);
	assert_int_equal(find_counts(b->s, &c, &e), ERR_OK);
	assert_int_equal(c.open, 7);
	assert_int_equal(c.overdue, 4);
	assert_int_equal(c.accidents, 2); /* rows 1 and 5 */
	assert_int_equal(c.callbacks, 2); /* row 4 and the one added */
	assert_int_equal(c.today, 1);
}

/* --- stopping --- */

static bool stop_at_once(void *ctx)
{
	++*(int *)ctx;
	return true;
}

static void a_search_stops(void **state)
{
	struct base *b = base_new(state);
	struct err e = { 0 };
	struct found_list l = { .n = -1 };
	struct find_query q = { .text = "" };
	int asked = 0;

	assert_int_equal(db_begin(&b->s->db, &e), ERR_OK);
	for (int i = 0; i < 900; i++)
		base_text(b, "вода");
	assert_int_equal(db_end(&b->s->db, ERR_OK, &e), ERR_OK);
	find_set_stop(b->s, stop_at_once, &asked);
	assert_int_equal(find_questions(b->s, &q, &base_owner, &b->mem, &l, &e), ERR_BUSY);
	assert_int_equal(asked, 1);
	assert_int_equal(l.n, -1);
	base_text(b, "писати можна"); /* nothing but searching is stopped */
	assert_true(find_was_stopped(b->s));
	find_set_stop(b->s, NULL, NULL);
	assert_int_equal(base_find(b, &q).n, 901);
	assert_false(find_was_stopped(b->s));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(filters, base_drop),
		cmocka_unit_test_teardown(bad_values, base_drop),
		cmocka_unit_test_teardown(filters_equal_a_scan, base_drop),
		cmocka_unit_test_teardown(thousands_of_late_ones, base_drop),
		cmocka_unit_test_teardown(unknown_names, base_drop),
		cmocka_unit_test_teardown(numbers_are_numbers, base_drop),
		cmocka_unit_test_teardown(rights, base_drop),
		cmocka_unit_test_teardown(fields, base_drop),
		cmocka_unit_test_teardown(callback_queue, base_drop),
		cmocka_unit_test_teardown(nobody_is_called_at_night, base_drop),
		cmocka_unit_test_teardown(counts, base_drop),
		cmocka_unit_test_teardown(a_search_stops, base_drop),
	};

	return cmocka_run_group_tests(tests, base_environment, NULL);
}
