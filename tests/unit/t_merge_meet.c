/* t_merge_meet - two sites that do the same thing while they are apart: one executor of their archives, one
 * question more, one number given. What each meant stays, and all come to the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/text.h"
#include "data/store/lists_internal.h"
#include "merge_moves.h"

static const char *archived(struct base *b, const char *name)
{
	const char *code;

	base_want(b, ERR_OK, db_begin(&b->s->db, &b->e));
	enum err_code rc = catalogue_add_archived(b->s, name, &test_owner, &b->mem, &code, &b->e);

	base_want(b, ERR_OK, db_end(&b->s->db, rc, &b->e));
	return code;
}

/* Executors that only an archive knows: two are never one, one is never two. */
static void archived_executors_do_not_meet(void **state)
{
	struct city c;
	const struct catalogue *cat;

	(void)state;
	city_make(&c, 2);
	const char *bridges = archived(c.sites[0], "Мостовий трест"), *trees = archived(c.sites[1], "Зелений цех");

	assert_string_equal(archived(c.sites[0], "Лампа"), archived(c.sites[1], "ЛАМПА"));
	city_settle(&c);
	for (int i = 0; i < 2; i++) {
		base_want(c.sites[i], ERR_OK, catalogue_get(c.sites[i]->s, &cat, &c.sites[i]->e));
		assert_string_equal(catalogue_service(cat, bridges)->name, "Мостовий трест");
		assert_string_equal(catalogue_service(cat, trees)->name, "Зелений цех");
	}
	city_verify(&c);
	city_free(&c);
}

static void add_service(struct base *b, const char *code, const char *name)
{
	json_t *row = json_pack("{ss ss ss ss}", "code", code, "name", name, "kind", SERVICE_OF_ARCHIVE, "active", "0");

	base_want(b, ERR_OK, db_begin(&b->s->db, &b->e));
	enum err_code rc = list_change(b->s, "services", code, row, &test_owner, &b->mem, &b->e);

	base_want(b, ERR_OK, db_end(&b->s->db, rc, &b->e));
	json_decref(row);
}

/* What older programs have made of a name: eight digits. */
static const char *old_code(struct base *b, const char *name)
{
	uint8_t hash[EVENT_HASH];
	char digits[9];

	event_body_hash(text_fold(&b->mem, name), hash);
	event_head(hash, digits);
	return arena_printf(&b->mem, "A-%s", digits);
}

/* A short code goes on for its own name, and for what that has become, and for no other that has the same digits. */
static void short_codes_stay_whose_they_were(void **state)
{
	struct base *b = *state;
	const char *lamp = old_code(b, "Лампа"), *roof = old_code(b, "Дах");

	add_service(b, lamp, "Лампа");
	add_service(b, lamp, "Світло міста");
	assert_string_equal(archived(b, "ЛАМПА"), lamp);
	add_service(b, roof, "Зовсім інша служба");
	const char *other = archived(b, "Дах");

	assert_string_not_equal(other, roof);
	assert_string_equal(archived(b, "дах"), other);
	assert_string_equal(archived(b, "зовсім інша служба"), archived(b, "Зовсім інша служба"));
	assert_int_equal(strlen(other), strlen("A-") + 16);
}

/* --- one question more, twice ------------------------------------------------------------------------------ */

static void add_question(struct base *b, const char *number, const char *text)
{
	struct registration r;
	struct registered out;

	registration_init(&r);
	r.text = text;
	base_want(b, ERR_OK, appeal_add_question(b->s, number, &r, -1, &test_owner, &b->mem, &out, &b->e));
}

static void has(const struct appeal *a, int k, const char *text, const char *service)
{
	assert_string_equal(a->q[k - 1].text, text);
	assert_string_equal(a->q[k - 1].service, service);
	assert_string_equal(a->q[k - 1].state, *service ? "in_work" : "registered");
}

/* Both have called theirs the second: each keeps its own moves. */
static void questions_of_two_sites_stay_two(void **state)
{
	struct city c;

	(void)state;
	city_make(&c, 2);
	struct base *a = c.sites[0], *b = c.sites[1];
	const char *number = base_register(a, "тече кран").appeal.number;
	const char *second = arena_printf(&c.mem, "%s.2", number), *third = arena_printf(&c.mem, "%s.3", number);

	city_settle(&c);
	add_question(a, number, "яма");
	goes_ahead(b);
	add_question(b, number, "темно");
	base_want(a, ERR_OK, move(a, second, ACT_DISPATCH, "VODA"));
	base_want(b, ERR_OK, move(b, second, ACT_DISPATCH, "GAZ"));
	base_want(b, ERR_OK, move(b, second, ACT_ACCEPT, ""));
	base_want(a, ERR_OK, move(a, second, ACT_ACCEPT, ""));
	city_settle(&c);
	for (int i = 0; i < 2; i++) {
		struct appeal app = appeal_at(c.sites[i], number);

		assert_int_equal(app.nq, 3);
		has(&app, 2, "яма", "VODA");
		has(&app, 3, "темно", "GAZ");
		assert_int_equal(conflict_count(c.sites[i]->s), 0);
	}
	/* and go on by the numbers that all know now */
	base_want(a, ERR_OK, move(a, third, ACT_RETURN, "TEPLO"));
	city_settle(&c);
	assert_string_equal(appeal_at(b, number).q[2].state, "registered");
	assert_string_equal(appeal_at(b, number).q[1].state, "in_work");
	city_verify(&c);
	city_free(&c);
}

/* --- one number, twice ------------------------------------------------------------------------------------ */

static struct event registered(int64_t seq, const char *body)
{
	struct event ev = { .site = "Б", .seq = seq, .v = 1, .hlc = seq << 40, .at = seq, .actor = "olena",
		.subject = seq == 1 ? "Б.1" : "Б.2", .kind = "registered", .body = body };

	event_body_hash(body, ev.body_hash);
	return ev;
}

/* A site that came back from an old backup and gave its numbers again: a supervisor reads both and says what is so. */
static void a_number_given_twice_is_a_conflict(void **state)
{
#define NUMBERED(idem, text) "{\"appeal\":{\"number\":\"Б-1/26\",\"ascii\":\"B-1-26\",\"year\":2026,\"n\":1" \
	",\"idem\":\"" idem "\"},\"questions\":[{\"text\":\"" text "\"}]}"
	struct city c;
	struct conflict_rows l;
	struct merge_report r;
	struct verify_report v;
	struct event evs[] = { registered(1, NUMBERED("a", "тече")), registered(2, NUMBERED("b", "темно")) };
	uint8_t none[EVENT_HASH] = { 0 };

	(void)state;
	event_chain_hash(none, &evs[0], evs[0].hash);
	event_chain_hash(evs[0].hash, &evs[1], evs[1].hash);
	city_make(&c, 2);
	struct base *a = c.sites[0], *b = c.sites[1];

	base_want(a, ERR_OK, merge_events(a->s, evs, 2, "1", &r, &a->e));
	base_want(b, ERR_OK, merge_events(b->s, evs, 2, "1", &r, &b->e));
	assert_int_equal(r.conflicts, 1);
	assert_int_equal(conflict_count(a->s), 1);
	base_want(a, ERR_OK, conflict_list(a->s, &test_owner, &a->mem, &l, &a->e));
	assert_int_equal(l.n, 1);
	assert_string_equal(l.rows[0].number, "Б-1/26");
	assert_string_equal(l.rows[0].was.note, "тече");
	assert_string_equal(l.rows[0].late.note, "темно");
	assert_string_equal(l.rows[0].was.action, event_label("registered"));
	assert_false(l.rows[0].again);
	settle(a, CONFLICT_KEEP);
	assert_int_equal(conflict_count(a->s), 0);
	city_send(&c, 0, 1000);
	city_take(&c, 1, MERGE_BATCH, 0);
	assert_int_equal(conflict_count(b->s), 0);
	/* verify says it still, and nothing else of it */
	assert_int_equal(store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &v, &b->e), ERR_FAILED);
	assert_int_equal(v.bad, 1);
	b->e = (struct err){ 0 };
	assert_string_equal(city_digest(&c, 0), city_digest(&c, 1));
	city_free(&c);
}

/* --- one number, twice, in any order ------------------------------------------------------------------------ */

/* The event of a site that made its thing number SEQ: in the order of their times, whatever the sites are called. */
#define THING(code, n) .site = code, .seq = n, .subject = code "." #n
static struct event made(struct event ev, int64_t time, const char *kind, const char *body)
{
	ev.v = 1;
	ev.hlc = time << 40;
	ev.at = time;
	ev.actor = "olena";
	ev.kind = kind;
	ev.body = body;
	event_body_hash(body, ev.body_hash);
	return ev;
}

static void chain(struct event *evs, int n)
{
	static const uint8_t none[EVENT_HASH];

	for (int i = 0; i < n; i++) {
		const uint8_t *before = none;

		for (int k = 0; k < n; k++)
			if (strcmp(evs[k].site, evs[i].site) == 0 && evs[k].seq == evs[i].seq - 1)
				before = evs[k].hash;
		event_chain_hash(before, &evs[i], evs[i].hash);
	}
}

#define APPEAL_OF(site, n, idem, text, more) "{\"appeal\":{\"number\":\"" site "-" n "/26\",\"ascii\":\"B-" n "-26\"" \
	",\"year\":2026,\"n\":" n ",\"idem\":\"" idem "\",\"phone\":\"+380671234567\",\"calls\":\"" idem "\"}," \
	"\"questions\":[{\"text\":\"" text "\"}" more "]}"
#define INCIDENT_OF(site, title) "{\"incident\":{\"number\":\"" site "-ЗХ1/26\",\"ascii\":\"B-ZKH1-26\",\"year\":2026" \
	",\"n\":1,\"title\":\"" title "\",\"addresses\":\"вул. Паркова, 1\"}}"

enum { ARRIVALS = 4, MEETING = 8 };

/* What has the rows at a site, and what is away. */
static void stands_as(struct base *b, const char *rows, const char *away)
{
	static const char *const sql[] = {
		"SELECT group_concat(subject, ' ') FROM (SELECT subject FROM appeal UNION SELECT subject FROM incident"
		" ORDER BY subject)",
		"SELECT group_concat(subject, ' ') FROM (SELECT subject FROM conflict WHERE how = '' ORDER BY subject)",
	};
	const char *const want[] = { rows, away };

	for (size_t i = 0; i < COUNT(sql); i++) {
		sqlite3_stmt *st = db_stmt(&b->s->db, sql[i]);

		assert_true(db_row(&b->s->db, st, &b->e));
		assert_string_equal(db_text(&b->mem, st, 0), want[i]);
		sqlite3_reset(st);
	}
}

/* The search knows the words of what stands there alone, and a number of telephone as often as it stands there. */
static void is_found(struct base *b, const char *word, int n)
{
	sqlite3_stmt *st = db_stmt(&b->s->db, "SELECT count(*) FROM question_text WHERE question_text MATCH ?");

	db_bind(st, "s", word);
	assert_int_equal(db_int(&b->s->db, st, 0, &b->e), n);
}

/* Sites whose codes are one in Latin letters give one number. Who made it first keeps the row, whatever comes first;
 * what only a thing that goes away has kept away comes back. */
static void the_first_made_keeps_its_number(void **state)
{
	/* Б.1 is before B.1 with its number; Б.2 has the form key of Б.3, and B.2, before it, its number; incidents */
	struct event evs[MEETING] = {
		made((struct event){ THING("Б", 1) }, 1, "registered", APPEAL_OF("Б", "1", "a", "тече", "")),
		made((struct event){ THING("B", 1) }, 2, "registered", APPEAL_OF("B", "1", "b", "темно", ",{\"text\":\"яма\"}")),
		made((struct event){ THING("B", 2) }, 3, "registered", APPEAL_OF("B", "2", "c", "гілка", "")),
		made((struct event){ THING("Б", 2) }, 4, "registered", APPEAL_OF("Б", "2", "d", "сніг", "")),
		made((struct event){ THING("Б", 3) }, 5, "registered", APPEAL_OF("Б", "3", "d", "шум", "")),
		made((struct event){ THING("Б", 4) }, 6, "incident_opened", INCIDENT_OF("Б", "аварія")),
		made((struct event){ THING("B", 3) }, 7, "incident_opened", INCIDENT_OF("B", "ремонт")),
		made((struct event){ THING("B", 4) }, 8, "registered", APPEAL_OF("B", "9", "e", "лампа", "")),
	};
	static const int orders[ARRIVALS][MEETING] = {
		{ 0, 1, 2, 3, 4, 5, 6, 7 }, { 7, 6, 5, 4, 3, 2, 1, 0 },
		{ 3, 4, 1, 6, 0, 2, 5, 7 }, { 4, 3, 6, 1, 7, 5, 2, 0 },
	};
	struct city c;

	(void)state;
	chain(evs, COUNT(evs));
	city_make(&c, ARRIVALS);
	for (int i = 0; i < c.n; i++) {
		struct base *b = c.sites[i];
		struct merge_report r;
		struct verify_report v;
		int conflicts = 0;

		for (size_t k = 0; k < COUNT(evs); k++) {
			base_want(b, ERR_OK, merge_events(b->s, &evs[orders[i][k]], 1, "1", &r, &b->e));
			conflicts += r.conflicts;
		}
		assert_true(conflicts >= 3);
		stands_as(b, "B.2 B.4 Б.1 Б.3 Б.4", "B.1 B.3 Б.2");
		is_found(b, "тече", 1);
		is_found(b, "темно", 0);
		is_found(b, "яма", 0);
		is_found(b, "сніг", 0);
		is_found(b, "шум", 1);
		assert_int_equal(base_int(b->path, "SELECT count(*) FROM phone_of"), 4);
		assert_int_equal(base_int(b->path, "SELECT count(*) FROM question"), 4);
		assert_int_equal(base_int(b->path, "SELECT count(*) FROM incident_street WHERE incident NOT IN"
						   " (SELECT id FROM incident)"), 0);
		/* verify says of each that it is away, and nothing else */
		assert_int_equal(store_verify(b->s, VERIFY_FULL, NULL, &test_owner, &v, &b->e), ERR_FAILED);
		assert_int_equal(v.bad, 3);
		b->e = (struct err){ 0 };
		assert_string_equal(city_digest(&c, i), city_digest(&c, 0));
	}
	city_free(&c);
}

/* Rows of version 4 have no settlements: they come from the log, in its order and not in that of the clocks. */
static void settlements_come_along_from_version_4(void **state)
{
	struct conflict_rows l;
	struct verify_report v;
	struct city c;

	(void)state;
	city_make(&c, 2);
	struct base *a = c.sites[0], *b = c.sites[1];
	const char *number = base_register(a, "тече кран").appeal.number;

	city_settle(&c);
	base_want(a, ERR_OK, move(a, number, ACT_DISPATCH, "VODA"));
	base_want(a, ERR_OK, move(a, number, ACT_ACCEPT, ""));
	goes_ahead(b);
	base_want(b, ERR_OK, move(b, number, ACT_DISPATCH, "GAZ"));
	base_want(b, ERR_OK, move(b, number, ACT_ACCEPT, ""));
	city_settle(&c);
	base_want(a, ERR_OK, conflict_list(a->s, &test_owner, &a->mem, &l, &a->e));
	assert_int_equal(l.n, 2);
	goes_ahead(a);
	base_want(a, ERR_OK, conflict_settle(a->s, l.rows[0].id, CONFLICT_KEEP, "бо так", &test_owner, &a->e));
	base_want(b, ERR_OK, conflict_settle(b->s, l.rows[1].id, CONFLICT_KEEP, "бо так", &test_owner, &b->e));
	city_settle(&c);
	store_close(a->s);
	base_sql(a->path, "ALTER TABLE appeal DROP COLUMN settled; ALTER TABLE appeal DROP COLUMN redacted;"
			  " ALTER TABLE question DROP COLUMN made_by; PRAGMA user_version = 4");
	base_want(a, ERR_OK, store_open(a->path, &a->s, &a->e));
	base_want(a, ERR_OK, store_verify(a->s, VERIFY_FULL, NULL, &test_owner, &v, &a->e));
	city_free(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(archived_executors_do_not_meet),
		cmocka_unit_test_setup_teardown(short_codes_stay_whose_they_were, base_setup, base_teardown),
		cmocka_unit_test(questions_of_two_sites_stay_two), cmocka_unit_test(a_number_given_twice_is_a_conflict),
		cmocka_unit_test(the_first_made_keeps_its_number),
		cmocka_unit_test(settlements_come_along_from_version_4),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
