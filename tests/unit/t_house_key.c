/* t_house_key - data/store/house_key: which addresses name one house in a city that renames its streets, and
 * the filters and duplicates that rest on it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "data/store/caller.h"
#include "data/store/house_key.h"
#include "data/store/store_internal.h"
#include "tests/unit/search_base.h"

static void sql(struct base *b, const char *text)
{
	struct err e = { 0 };

	if (db_exec(&b->s->db, text, &e))
		fail_msg("%s", e.msg);
}

/* Streets of this test alone: the type is told apart, one avenue has no street of its name. */
static struct base *city(void **state)
{
	struct base *b = base_new(state);

	sql(b, "INSERT INTO street(type, name, fold, now) VALUES"
	       " ('вул.', 'Давня', 'давня', 'Новітня'), ('вул.', 'Дуже Давня', 'дуже давня', 'Давня Друга'),"
	       " ('вул.', 'Давня Друга', 'давня друга', 'Новітня'), ('вул.', 'Новітня', 'новітня', ''),"
	       " ('вул.', 'Колова', 'колова', 'Кругова'), ('вул.', 'Кругова', 'кругова', 'Колова'),"
	       " ('пл.', 'Листоноська', 'листоноська', ''), ('просп.', 'Довгий', 'довгий', ''),"
	       " ('вул.', 'Розділена', 'розділена', 'Перша Частина'), ('вул.', 'Розділена', 'розділена', 'Друга Частина'),"
	       " ('просп.', 'Подвійна', 'подвійна', ''), ('вул.', 'Подвійна', 'подвійна', ''),"
	       " ('вул.', 'Архітектора Неповторного', 'архітектора неповторного', '')");
	return b;
}

/* Every line of a group is one house; no two groups are. */
static void one_house(void **state)
{
	static const char *const groups[][8] = {
		{ "вул. Новітня, 5", "вул. Давня, 5", "Давня 5", "м. Львів, вул. Давня, буд. 5, кв. 3", "Дуже Давня 5",
		  "Давня Друга 5" },
		{ "вул. Новітня, 6", "вул. Давня 6" },
		{ "вул. Юрія Руфа, 5", "вул. Некрасова, 5", "Некрасова М., 5", "вулиця М. Некрасова 5", "Руфа 5" },
		{ "просп. Довгий, 5", "вул. Довгий, 5", "Довгий 5" }, /* there is no other one */
		{ "пров. Довгий, 5" },                                /* but that is one */
		{ "вул. Подвійна, 5", "Подвійна 5" },
		{ "просп. Подвійна, 5", "Подвійна проспект 5" },
		{ "просп. Шевченка, 5" },
		{ "пл. Листоноська, 5", "Листоноська 5" },
		{ "вул. Розділена, 5", "Розділена 5" }, /* which of its two names is not known */
		{ "вул. Перша Частина, 5" },
		{ "вул. Колова, 5" }, /* a circle of renames */
		{ "вул. Архітектора Неповторного, 5", "Неповторного 5" },
		{ "Брюховичі, вул. Давня, 5", "смт Брюховичі, Давня 5" }, /* the list is of the city */
		{ "вул. Небувала, 5", "Небувала 5" },
	};
	static const char *const none[] = { "", "вул. Давня", "вул. Давня / вул. Новітня" };
	struct base *b = city(state);

	for (size_t i = 0; i < COUNT(groups); i++) {
		const char *first = house_key(b->s, groups[i][0], &b->mem);

		for (size_t k = 0; k < COUNT(groups[i]) && groups[i][k]; k++)
			if (strcmp(house_key(b->s, groups[i][k], &b->mem), first) != 0)
				fail_msg("«%s» is not «%s»: %s, %s", groups[i][k], groups[i][0],
					 house_key(b->s, groups[i][k], &b->mem), first);
		for (size_t k = 0; k < i; k++)
			if (strcmp(house_key(b->s, groups[k][0], &b->mem), first) == 0)
				fail_msg("«%s» is «%s»", groups[k][0], groups[i][0]);
	}
	for (size_t i = 0; i < COUNT(none); i++)
		assert_string_equal(house_key(b->s, none[i], &b->mem), "");
}

static void a_new_name_counts_at_once(void **state)
{
	struct base *b = city(state);
	const char *was = house_key(b->s, "вул. Небувала, 5", &b->mem);
	int64_t revision = streets_revision(b->s);

	sql(b, "INSERT INTO street(type, name, fold, now) VALUES('вул.', 'Небувала', 'небувала', 'Новітня')");
	assert_true(streets_revision(b->s) > revision);
	assert_string_not_equal(house_key(b->s, "вул. Небувала, 5", &b->mem), was);
	assert_string_equal(house_key(b->s, "вул. Небувала, 5", &b->mem),
			    house_key(b->s, "вул. Новітня, 5", &b->mem));
	revision = streets_revision(b->s);
	sql(b, "UPDATE street SET now = '' WHERE name = 'Небувала'");
	assert_true(streets_revision(b->s) > revision);
	assert_string_equal(house_key(b->s, "вул. Небувала, 5", &b->mem), was);
	revision = streets_revision(b->s);
	sql(b, "DELETE FROM street WHERE name = 'Небувала'");
	assert_true(streets_revision(b->s) > revision);
}

static void add_at(struct base *b, const char *address, const char *phone)
{
	struct sample d = sample_init();

	d.a.phone = phone;
	d.a.registered = (b->s->clock->now_ms(b->s->clock->ctx) / 1000 - 3600 + b->n) * 1000;
	d.q.address = address;
	d.q.topic = "01.01";
	base_add(b, &d);
}

static void duplicates_meet(void **state)
{
	static const struct {
		const char *asked, *found;
	} rows[] = {
		{ "вул. Новітня, 5", "ГЛ-2/26 ГЛ-1/26" }, { "вул. Давня, 5", "ГЛ-2/26 ГЛ-1/26" },
		{ "вул. Дуже Давня 5", "ГЛ-2/26 ГЛ-1/26" }, { "просп. Подвійна, 5", "ГЛ-4/26" },
		{ "вул. Подвійна, 5", "ГЛ-3/26" }, { "вул. Новітня, 7", "" },
	};
	struct base *b = city(state);

	add_at(b, "вул. Давня, 5", "+380671111111");
	add_at(b, "Новітня 5", "+380672222222");
	add_at(b, "вул. Подвійна, 5", "+380673333333");
	add_at(b, "просп. Подвійна, 5", "+380674444444");
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct found_list l;
		struct err e = { 0 };
		const char *got = "";

		assert_int_equal(caller_duplicates(b->s, "", rows[i].asked, "01.01", &b->mem, &l, &e), ERR_OK);
		for (int k = 0; k < l.n; k++)
			got = arena_printf(&b->mem, "%s%s%s", got, k ? " " : "", l.rows[k].number);
		if (strcmp(got, rows[i].found) != 0)
			fail_msg("«%s» finds %s, not %s", rows[i].asked, got, rows[i].found);
	}
}

static void filters_know_both_names(void **state)
{
	struct base *b = city(state);

	add_at(b, "вул. Некрасова, 5", "");     /* 1 */
	add_at(b, "вул. Юрія Руфа, 5", "");     /* 2 */
	add_at(b, "Юрія Руфа 7", "");           /* 3 */
	add_at(b, "вул. Городоцька, 5", "");    /* 4 */
	add_at(b, "вул. Перша Частина, 1", ""); /* 5 */
	add_at(b, "вул. Друга Частина, 1", ""); /* 6 */
	base_expect(b, "вул:Некрасова", "3 2 1");
	base_expect(b, "вул:некр", "3 2 1");
	base_expect(b, "вул:\"Юрія Руфа\"", "3 2 1");
	base_expect(b, "вул:руф", "3 2 1");
	base_expect(b, "вул:некрасова буд:5", "2 1");
	base_expect(b, "вул:некрасова буд:7", "3");
	base_expect(b, "вул:городоцька", "4");
	base_expect(b, "вул:розділена", "6 5");
	base_expect(b, "вул:не", "1"); /* too short to mean another street */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(one_house, base_drop),
		cmocka_unit_test_teardown(a_new_name_counts_at_once, base_drop),
		cmocka_unit_test_teardown(duplicates_meet, base_drop),
		cmocka_unit_test_teardown(filters_know_both_names, base_drop),
	};

	return cmocka_run_group_tests(tests, base_environment, NULL);
}
