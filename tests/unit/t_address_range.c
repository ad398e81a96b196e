/* t_address_range - core/address_range.h: lists of houses of city services, what lies inside them, and
 * what is no list at all. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/address_range.h"

/* As typed, and in one form. */
static const struct {
	const char *typed, *want;
} lists[] = {
	/* the city's own examples (domain.md 2.7) */
	{ "Наукова 2–14 парні", "вул. Наукова, 2–14 парні" },
	{ "вул. Наукова 1-15 непарні", "вул. Наукова, 1–15 непарні" },
	{ "Наукова 35, 35а, 37", "вул. Наукова, 35, 35А, 37" },
	{ "Наукова вся вулиця", "вул. Наукова, вся вулиця" },
	{ "вул. Наукова 2-14; вул. Стрийська 5, 7", "вул. Наукова, 2–14; вул. Стрийська, 5, 7" },

	/* streets */
	{ "вся вулиця Наукова", "вул. Наукова, вся вулиця" },
	{ "Наукова, вся", "вул. Наукова, вся вулиця" },
	{ "Наукова повністю", "вул. Наукова, вся вулиця" },
	{ "просп. Чорновола: 67Ж, 69", "просп. Чорновола, 67Ж, 69" },
	{ "пр-т Чорновола, буд. 67-Ж", "просп. Чорновола, 67Ж" },
	{ "Героїв УПА 73", "вул. Героїв УПА, 73" },
	{ "8 Березня 2-4", "вул. 8 Березня, 2–4" },
	{ "вул. 700-річчя Львова, 5", "вул. 700-річчя Львова, 5" },
	{ "Липова Алея 3", "вул. Липова Алея, 3" },
	{ "Стрийська вул. 5", "вул. Стрийська, 5" },
	{ "пл. Ринок 1-10", "пл. Ринок, 1–10" },
	{ "наукова 2-14; стрийська 5", "вул. наукова, 2–14; вул. стрийська, 5" },
	{ "Наукова 2\nСтрийська 5\n", "вул. Наукова, 2; вул. Стрийська, 5" },
	{ "Наукова 2, 4, Стрийська 5, 7", "вул. Наукова, 2, 4; вул. Стрийська, 5, 7" },
	{ "Наукова 2, вул. Стрийська 5", "вул. Наукова, 2; вул. Стрийська, 5" },
	{ "Наукова 2, 8 Березня 4", "вул. Наукова, 2; вул. 8 Березня, 4" },
	{ "м. Винники, вул. Франка 2–10, 15", "Винники, вул. Франка, 2–10, 15" },
	{ "Винники, Франка 2; Наукова 4", "Винники, вул. Франка, 2; вул. Наукова, 4" },
	{ "м. Львів, вул. Наукова, 2", "вул. Наукова, 2" },
	{ "вул. Левка Лук'яненка 15-17", "вул. Левка Лук’яненка, 15–17" },
	{ "вул. Б. Хмельницького, 5", "вул. Б. Хмельницького, 5" },

	/* houses and ranges */
	{ "Наукова 35 а", "вул. Наукова, 35А" },
	{ "Наукова 35A", "вул. Наукова, 35А" }, /* Latin A */
	{ "Наукова 2 — 14", "вул. Наукова, 2–14" },
	{ "Наукова з 2 по 14", "вул. Наукова, 2–14" },
	{ "Наукова від 2 до 14 парні", "вул. Наукова, 2–14 парні" },
	{ "Наукова 35А–37Б", "вул. Наукова, 35А–37Б" },
	{ "Наукова 35 а - 37 б", "вул. Наукова, 35А–37Б" },
	{ "Наукова 4/6, 8", "вул. Наукова, 4/6, 8" },
	{ "Наукова 35 корп. 2", "вул. Наукова, 35 корп. 2" },
	{ "Наукова 35к2", "вул. Наукова, 35 корп. 2" },
	{ "Наукова 35 корп. 1–4, 37", "вул. Наукова, 35 корп. 1–4, 37" },
	{ "Наукова 35 корп. А", "вул. Наукова, 35 корп. А" },
	{ "Наукова 35, 37 та 39", "вул. Наукова, 35, 37, 39" },
	{ "Наукова, будинки 2, 4", "вул. Наукова, 2, 4" },
	{ "Наукова 2–14 (парна сторона)", "вул. Наукова, 2–14 парні" },
	{ "Наукова парна сторона", "вул. Наукова, парна сторона" },
	{ "Наукова всі непарні", "вул. Наукова, непарна сторона" },
	{ "Наукова парні 2–14, 20–30", "вул. Наукова, 2–14 парні, 20–30 парні" },
	{ "Наукова 2–14 парні, 15–21", "вул. Наукова, 2–14 парні, 15–21" },
	{ "Наукова 1–15 парні", "вул. Наукова, 1–15 парні" },
	{ "Наукова 2,,4,", "вул. Наукова, 2, 4" },
	{ "Наукова 5-5", "вул. Наукова, 5–5" },
};

static void lists_get_one_form(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(lists); i++) {
		struct arena a = { 0 };
		struct address_ranges r;
		struct err e = { 0 };

		if (address_ranges_parse(&a, lists[i].typed, &r, &e))
			fail_msg("«%s»: %s", lists[i].typed, e.msg);
		const char *got = address_ranges_print(&a, &r);

		if (strcmp(got, lists[i].want) != 0)
			fail_msg("«%s» gave «%s», not «%s»", lists[i].typed, got, lists[i].want);
		/* what was printed reads the same */
		if (address_ranges_parse(&a, got, &r, &e))
			fail_msg("printed «%s»: %s", got, e.msg);
		assert_string_equal(address_ranges_print(&a, &r), lists[i].want);
		arena_free(&a);
	}
}

/* What gets a sentence, with a word of it. */
static const struct {
	const char *typed, *word;
} nonsense[] = {
	{ "", "Write the addresses" },
	{ " ; \n ;", "Write the addresses" },
	{ "Наукова", "which houses" },
	{ "Наукова; Стрийська 5", "which houses" },
	{ "Наукова, Садова 5", "«Наукова»" },
	{ "2–14", "does not begin with a street" },
	{ "парні 2-14", "does not begin with a street" },
	{ "вул. 15", "does not begin with a street" },
	{ "Стрийська / Наукова 5", "does not begin with a street" },
	{ "Наукова 14–2", "backwards" },
	{ "Наукова 35Б–35А", "backwards" },
	{ "Наукова 3–3 парні", "no such house" },
	{ "Наукова 5 парні", "no such house" },
	{ "Наукова парні 2, 5", "no such house" },
	{ "Наукова 12345", "not a house" },
	{ "Наукова 0", "not a house" },
	{ "Наукова б/н", "not a house" },
	{ "Наукова 2, щось", "«щось»" },
	{ "Наукова 2, садова 5", "not a house" },
	{ "Наукова 2 біля школи", "not a house" },
	{ "Наукова 2-4-6", "not a house" },
	{ "Наукова 35 корп.", "not a house" },
	{ "Наукова 35 корп. 2 – 41", "not a house" },
	{ "Наукова 2-14, !!!", "«!!!»" },
};

static void nonsense_gets_a_sentence(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(nonsense); i++) {
		struct arena a = { 0 };
		struct address_ranges r = { .n = -1 };
		struct err e = { 0 };

		if (address_ranges_parse(&a, nonsense[i].typed, &r, &e) != ERR_INVALID)
			fail_msg("«%s» was taken as «%s»", nonsense[i].typed, address_ranges_print(&a, &r));
		assert_int_equal(r.n, -1);
		if (!strstr(e.msg, nonsense[i].word))
			fail_msg("«%s»: %s", nonsense[i].typed, e.msg);
		arena_free(&a);
	}
}

static void long_lists_have_a_limit(void **state)
{
	struct arena a = { 0 };
	struct address_ranges r;
	struct err e = { 0 };
	const char *houses = "Наукова 1", *streets = "Наукова 1";

	(void)state;
	for (int i = 1; i < RANGES_MAX_HOUSES; i++)
		houses = arena_printf(&a, "%s,%d", houses, i);
	assert_int_equal(address_ranges_parse(&a, houses, &r, &e), ERR_OK);
	assert_int_equal(r.streets[0].n, RANGES_MAX_HOUSES);
	assert_int_equal(address_ranges_parse(&a, arena_printf(&a, "%s,5", houses), &r, &e), ERR_INVALID);
	for (int i = 0; i < RANGES_MAX_STREETS; i++)
		streets = arena_printf(&a, "%s;Нова 1", streets);
	assert_int_equal(address_ranges_parse(&a, streets, &r, &e), ERR_INVALID);
	char *endless = arena_alloc(&a, RANGES_MAX_BYTES + 2);

	memset(endless, '1', RANGES_MAX_BYTES + 1);
	assert_int_equal(address_ranges_parse(&a, endless, &r, &e), ERR_INVALID);
	arena_free(&a);
}

static const struct {
	const char *list, *address;
	bool inside;
} covers[] = {
	{ "Наукова 2–14 парні", "вул. Наукова, 2", true },
	{ "Наукова 2–14 парні", "вул. Наукова, 14, кв. 3", true },
	{ "Наукова 2–14 парні", "вул. Наукова, 3", false },
	{ "Наукова 2–14 парні", "вул. Наукова, 16", false },
	{ "Наукова 2–14 парні", "Стрийська 4", false },
	{ "Наукова 2–14", "Наукова 3", true },
	{ "Наукова 1–15 непарні", "Наукова 15Б", true },
	{ "Наукова 1–15 непарні", "Наукова 14А", false },
	/* letters */
	{ "Наукова 35–37", "Наукова 35", true },
	{ "Наукова 35–37", "Наукова 35А", true },
	{ "Наукова 35–37", "Наукова 37-в", true },
	{ "Наукова 35–37", "Наукова 38", false },
	{ "Наукова 35А–37Б", "Наукова 35", false },
	{ "Наукова 35А–37Б", "Наукова 35Б", true },
	{ "Наукова 35А–37Б", "Наукова 37", true },
	{ "Наукова 35А–37Б", "Наукова 37Б", true },
	{ "Наукова 35А–37Б", "Наукова 37Ґ", false },
	{ "Наукова 35А–37Ґ", "Наукова 37Г", true }, /* the order of the alphabet */
	{ "Наукова 35, 37", "Наукова 35А", false },
	{ "Наукова 35, 35а, 37", "Наукова 35 а", true },
	{ "Наукова 35а", "Наукова 35", false },
	{ "Наукова 35", "Наукова 36", false },
	/* corpuses, corners, joined houses */
	{ "Наукова 35", "Наукова 35 корп. 2", true },
	{ "Наукова 35 корп. 2", "Наукова 35, корп. 2", true },
	{ "Наукова 35 корп. 2", "Наукова 35, корп. 3", false },
	{ "Наукова 35 корп. 2", "Наукова 35", true },
	{ "Наукова 35 корп. 1–4", "Наукова 35 корп. 4", true },
	{ "Наукова 35 корп. 1–4", "Наукова 35 корп. 5", false },
	{ "Наукова 10", "вул. Наукова, 10 літ. Б", true },
	{ "Наукова 10Б", "вул. Наукова, 10 літ. Б", true },
	{ "Наукова 10В", "вул. Наукова, 10 літ. Б", false },
	{ "Наукова 4", "Наукова 4/6", true },
	{ "Наукова 4/6", "Наукова 4/6", true },
	{ "Наукова 4/6", "Наукова 4/8", false },
	{ "Наукова 4/6", "Наукова 4", false },
	{ "Наукова 2–14 парні", "Наукова 4/6", true },
	{ "Наукова 20–30", "Наукова 18-20", true },
	{ "Наукова 20–30", "Наукова 16-18", false },
	/* whole streets and sides */
	{ "Наукова вся вулиця", "Наукова 117", true },
	{ "Наукова вся вулиця", "Наукова б/н", true },
	{ "Наукова вся вулиця", "вул. Наукова", true },
	{ "Наукова 2–14", "вул. Наукова", false },
	{ "Наукова 2–14", "Наукова б/н", false },
	{ "Наукова парна сторона", "Наукова 118", true },
	{ "Наукова парна сторона", "Наукова 117", false },
	{ "Наукова парна сторона", "вул. Наукова", false },
	/* streets */
	{ "вул. Івана Франка 5", "Франка 5", true },
	{ "вул. Франка 5", "вул. І. Франка, 5", true },
	{ "вул. Франка 5", "вул. Франка Івана, 5", true },
	{ "вул. Франка 5", "Винники, вул. Франка, 5", false },
	{ "Винники, вул. Франка 5", "м. Винники, Франка 5", true },
	{ "пл. Франка 5", "просп. Франка 5", false },
	{ "вул. Левка Лук'яненка 15", "Лукяненка 15", true },
	{ "вул. Героїв УПА 73", "вул. Героїв Майдану 73", false },
	{ "Наукова 2; Стрийська 5–9", "Стрийська 7", true },
	{ "Наукова 2; Стрийська 5–9", "кіт на дереві", false },
	{ "Наукова 2; Стрийська 5–9", "", false },
};

static void what_lies_inside(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(covers); i++) {
		struct arena a = { 0 };
		struct address_ranges r;
		struct address x;
		struct err e = { 0 };

		if (address_ranges_parse(&a, covers[i].list, &r, &e))
			fail_msg("«%s»: %s", covers[i].list, e.msg);
		address_parse(&a, covers[i].address, &x);
		if (address_ranges_cover(&a, &r, &x) != covers[i].inside)
			fail_msg("«%s» %s «%s»", covers[i].list, covers[i].inside ? "has not" : "has",
				 covers[i].address);
		arena_free(&a);
	}
}

static void streets_alone(void **state)
{
	struct arena a = { 0 };
	struct address_ranges r;
	struct err e = { 0 };

	(void)state;
	assert_int_equal(address_ranges_parse(&a, "Наукова 2–14; Винники, пл. Ринок 1", &r, &e), ERR_OK);
	assert_string_equal(address_ranges_streets(&a, &r), "вул. Наукова, Винники, пл. Ринок");
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists_get_one_form),	cmocka_unit_test(nonsense_gets_a_sentence),
		cmocka_unit_test(long_lists_have_a_limit), cmocka_unit_test(what_lies_inside),
		cmocka_unit_test(streets_alone),
	};

	return cmocka_run_group_tests_name("address_range", tests, NULL, NULL);
}
