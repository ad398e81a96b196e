/* t_query - core/query: the query line of design.md 4.3 taken apart. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/query.h"
#include "core/text.h"
#include "core/vocab.h"

/* A city two hours east of UTC; "today" is 07.11.2026, a Saturday. */
static int64_t now_ms(const void *ctx)
{
	(void)ctx;
	return INT64_C(1794040200000); /* 2026-11-07 10:30:00 there */
}

static int32_t offset_s(const void *ctx, int64_t utc_ms)
{
	(void)ctx;
	(void)utc_ms;
	return 7200;
}

static const struct clock_ops city = { now_ms, offset_s, NULL };

static int acquire(void **state)
{
	static struct arena arena;

	*state = &arena;
	return 0;
}

static int release(void **state)
{
	arena_free(*state);
	return 0;
}

static struct query parse(struct arena *a, const char *line)
{
	struct query q;
	struct err e = { 0 };

	if (query_parse(a, line, &city, now_ms(NULL), &q, &e))
		fail_msg("«%s»: %s", line, e.msg);
	return q;
}

/* The words with * after a beginning and # after digits, phrases in [], the number after =. */
static const char *words_of(struct arena *a, const struct query *q)
{
	const char *out = "";

	for (int i = 0; i < q->nwords; i++)
		out = arena_printf(a, "%s%s%s%s%s", out, *out ? " " : "", q->words[i].key,
				   q->words[i].digits ? "#" : "", q->words[i].prefix ? "*" : "");
	for (int i = 0; i < q->phrases.n; i++)
		out = arena_printf(a, "%s [%s]", out, q->phrases.v[i]);
	return *q->digits ? arena_printf(a, "%s=%s", out, q->digits) : out;
}

static void words(void **state)
{
	static const struct {
		const char *line, *words;
	} rows[] = {
		{ "", "" },
		{ "   ", "" },
		{ "яма", "яма*" },
		{ "Яма на ДОРОЗІ", "яма на дорозі*" },
		{ "під'їзд", "підїзд*" },
		{ "підʼїзд під’їзд", "підїзд підїзд*" },
		{ "Ґонта", "гонта*" },
		{ "Нечуй-Левицька", "нечуй левицька*" },
		{ "\tяма\nкут ", "яма кут*" },
		{ "яма\xC2\xA0кут", "яма кут*" },
		{ "\"Під Дубом\"", "під дубом [ під дубом ]" },
		{ "«Під Дубом» кут", "під дубом кут* [ під дубом ]" },
		{ "„Під Дубом“", "під дубом [ під дубом ]" },
		{ "кут \"Під Дуб", "кут під дуб* [ під дуб]" },
		{ "\"яма\"", "яма" },
		{ "яма \"", "яма*" },
		{ "Лук\"яненко", "лукяненко*" }, /* an apostrophe of old bases */
		{ "% яма *", "яма*" },
		{ "яма \"OR\" NEAR(a b)", "яма or near a b*" },
		{ "о 10:30", "о 10# 30#*" },
		{ ":яма", "яма*" },
		{ "кв. 12 буд 4/6", "кв 12# буд 4# 6#*" },
		/* digits alone are one number */
		{ "4567", "=4567" },
		{ "+380 67 123-45-67", "=380671234567" },
		{ "(032) 297-57-95", "=0322975795" },
		{ "067", "=067" },
		{ "35 12", "35# 12#*" },
		{ "1234567890123456", "1234567890123456#*" }, /* longer than any telephone */
		{ "яма 4567", "яма 4567#*" },
		{ "\"4567\"", "4567#" },
		/* filters and flags are no words */
		{ "стан:done яма служба:VODA", "яма*" },
		{ "яма прострочені", "яма*" },
		{ "\"прострочені\"", "прострочені" },
		{ "\"без підтвердження\"", "без підтвердження [ без підтвердження ]" },
		{ "стан:на перевірці яма", "яма*" },
		{ "стан:на дорозі", "дорозі*" }, /* no state goes on so */
		{ "стан:закрито на ніч", "на ніч*" },
		{ "стан:\"на\" перевірці", "перевірці*" },
		{ "без світла", "без світла*" },
		/* a number among words is two words: the year is no word of an entry */
		{ "ГЛ-91895/26 яма", "гл 91895# яма*" },
		{ "яма К-4", "яма к 4#*" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct query q = parse(*state, rows[i].line);

		assert_string_equal(words_of(*state, &q), rows[i].words);
		assert_false(q.nothing);
	}
}

static void what_cannot_be_found(void **state)
{
	static const char *const lines[] = { "%", "*", "\"", "\"\"", "- - :", "😀", "'", "стан:done %", "\xFF" };

	for (size_t i = 0; i < COUNT(lines); i++) {
		struct query q = parse(*state, lines[i]);

		assert_true(q.nothing);
		assert_int_equal(q.nwords, 0);
	}
}

static void text_filters(void **state)
{
	static const struct {
		const char *line;
		enum query_list list;
		const char *values; /* separated by | */
	} rows[] = {
		{ "тел:4567", QUERY_PHONE, "4567" },
		{ "phone:\"+380 67 123-45-67\"", QUERY_PHONE, "380671234567" },
		{ "ТЕЛ:45 тел:67", QUERY_PHONE, "45|67" },
		{ "№:91895", QUERY_NUMBER, "91895" },
		{ "no:ГЛ-91895/26", QUERY_NUMBER, "ГЛ-91895/26" },
		{ "№91895", QUERY_NUMBER, "№91895" },
		{ "вул:Стрийська", QUERY_STREET, "стрийська" },
		{ "вул:\"Під Дубом\" яма", QUERY_STREET, "під дубом" },
		{ "Вул:«Під Дубом»", QUERY_STREET, "під дубом" },
		{ "street:Шевченка", QUERY_STREET, "шевченка" },
		{ "буд:226-а", QUERY_HOUSE, "226а" },
		{ "буд:226А", QUERY_HOUSE, "226а" },
		{ "house:10A", QUERY_HOUSE, "10а" },
		{ "буд:4/6", QUERY_HOUSE, "4 6" },
		{ "тема:01", QUERY_TOPIC, "01" },
		{ "topic:01.03", QUERY_TOPIC, "01.03" },
		{ "служба:VODA", QUERY_SERVICE, "VODA" },
		{ "service:\"Львівське комунальне\"", QUERY_SERVICE, "Львівське комунальне" },
		{ "оператор:olena", QUERY_BY, "olena" },
		{ "by:олена", QUERY_BY, "олена" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct query q = parse(*state, rows[i].line);
		const struct query_values *v = &q.lists[rows[i].list];
		const char *got = "";

		for (int k = 0; k < v->n; k++)
			got = arena_printf(*state, "%s%s%s", got, k ? "|" : "", v->v[k]);
		assert_string_equal(got, rows[i].values);
	}
}

static void states_and_channels(void **state)
{
	struct query q = parse(*state, "стан:done state:rework");

	assert_int_equal(q.states, 1u << ST_DONE | 1u << ST_REWORK);
	q = parse(*state, "стан:\"In work\"");
	assert_int_equal(q.states, 1u << ST_IN_WORK);
	q = parse(*state, "стан:на перевірці");
	assert_int_equal(q.states, 1u << ST_DONE);
	q = parse(*state, "стан:перев стан:закр");
	assert_int_equal(q.states, 1u << ST_DONE | 1u << ST_CLOSED);
	q = parse(*state, "стан:in work state:Clos");
	assert_int_equal(q.states, 1u << ST_IN_WORK | 1u << ST_CLOSED);
	q = parse(*state, "стан:being reworked яма"); /* a part of «being» fits two: the next word decides */
	assert_int_equal(q.states, 1u << ST_REWORK);
	q = parse(*state, "стан:being");
	assert_int_equal(q.states, 1u << ST_REWORK | 1u << ST_DONE);
	q = parse(*state, "стан:check");
	assert_int_equal(q.states, 1u << ST_DONE);
	q = parse(*state, "канал:mob");
	assert_int_equal(q.channels, 1u << CH_APP);
	q = parse(*state, "channel:телефон канал:web");
	assert_int_equal(q.channels, 1u << CH_PHONE | 1u << CH_WEB);
	assert_int_equal(parse(*state, "яма").states, 0);
	const unsigned open = 1u << ST_REGISTERED | 1u << ST_DISPATCHED | 1u << ST_IN_WORK | 1u << ST_DONE |
			      1u << ST_REWORK;

	q = parse(*state, "яма на-контролі");
	assert_int_equal(q.states, open);
	q = parse(*state, "на контролі стан:на перевірці стан:закрито");
	assert_int_equal(q.states, 1u << ST_DONE);
	assert_false(q.nothing);
	assert_true(parse(*state, "стан:закрито на-контролі").nothing);
	assert_true(parse(*state, "стан:закрито на-контролі яма").nothing);
}

static void flags(void **state)
{
	static const struct {
		const char *line;
		unsigned flags;
	} rows[] = {
		{ "прострочені", QUERY_OVERDUE }, { "Overdue", QUERY_OVERDUE },
		{ "повторні аварійні", QUERY_REPEATED | QUERY_URGENT },
		{ "repeated urgent", QUERY_REPEATED | QUERY_URGENT },
		{ "МОЇ", QUERY_MINE }, { "mine", QUERY_MINE },
		{ "без-підтвердження", QUERY_UNCONFIRMED }, { "unconfirmed", QUERY_UNCONFIRMED },
		{ "нерозпізнані", QUERY_UNCLEAR }, { "unclear", QUERY_UNCLEAR }, { "нерозпізнане", QUERY_UNCLEAR },
		{ "прострочено", QUERY_OVERDUE }, { "Прострочений", QUERY_OVERDUE }, { "простроч", QUERY_OVERDUE },
		{ "повторний", QUERY_REPEATED }, { "повторно", QUERY_REPEATED }, { "повторного", QUERY_REPEATED },
		{ "аварійна", QUERY_URGENT }, { "аварія", 0 }, { "аварійнопожежнарятувальна", 0 },
		{ "\"прострочено\"", 0 }, { "«повторно»", 0 }, { "\"аварійна", 0 },
		{ "без-підтвердженням", QUERY_UNCONFIRMED }, { "без підтвердження", QUERY_UNCONFIRMED },
		{ "без", 0 }, { "без світла", 0 }, { "без \"підтвердження\"", 0 },
		{ "на-контролі", QUERY_OPEN }, { "на контролі", QUERY_OPEN }, { "open", QUERY_OPEN },
		{ "на контейнерах", 0 }, { "на контрольному", 0 }, { "простроченого", QUERY_OVERDUE },
		{ "яма", 0 }, { "\"mine\"", 0 },
	};

	for (size_t i = 0; i < COUNT(rows); i++)
		assert_int_equal(parse(*state, rows[i].line).flags, rows[i].flags);
}

static void dates(void **state)
{
	enum { DAY = 86400000 };
	const int64_t today = INT64_C(1794002400000); /* 2026-11-07 00:00 there */
	static const int64_t first = INT64_MIN, last = INT64_MAX;
	const struct {
		const char *line;
		int64_t from, to;
	} rows[] = {
		{ "", first, last },
		{ "від:07.11.2026", today, last },
		{ "from:2026-11-07", today, last },
		{ "до:07.11.2026", first, today + DAY },
		{ "дата:07.11.2026", today, today + DAY },
		{ "дата:сьогодні", today, today + DAY },
		{ "date:вчора", today - DAY, today },
		{ "від:06.11.26 до:07.11.26", today - DAY, today + DAY },
		{ "від:\"07.11.2026 14:31\"", today + (14 * 60 + 31) * 60000, last },
		{ "до:2026-11-07T14:31", first, today + (14 * 60 + 32) * 60000 },
		{ "дата:07.11.2026 від:01.01.2026", today, today + DAY }, /* they narrow each other */
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct query q = parse(*state, rows[i].line);

		assert_true(q.from_ms == rows[i].from);
		assert_true(q.to_ms == rows[i].to);
	}
}

static void refusals(void **state)
{
	static const struct {
		const char *line, *says;
	} rows[] = {
		{ "колір:синій", "«колір:»" },
		{ "колір:синій", "service: state:" }, /* in the language of the screen */
		{ "foo:bar", "unconfirmed" },
		{ "https://city.ua/яма", "«https:»" },
		{ "стан:", "«стан:»" },
		{ "тел:\"\"", "«тел:»" },
		{ "стан:", "Being checked" },
		{ "стан:готово", "Registered, Passed to the executor, In work" },
		{ "стан:прострочено", "«overdue»" }, /* no state: how it is written */
		{ "канал:голуб", "telephone, in person" },
		{ "тел:номер", "digits" },
		{ "дата:32.01.2026", "«32.01.2026»" },
		{ "від:колись", "«колись»" },
		{ "вул:-", "street" },
		{ "буд:?", "house" },
		{ "а а а а а а а а а а а а а а а а а а а а а а а а а", "too long" },
		{ "тел:1 тел:2 тел:3 тел:4 тел:5 тел:6 тел:7 тел:8 тел:9", "too long" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct query q;
		struct err e = { 0 };

		assert_int_equal(query_parse(*state, rows[i].line, &city, now_ms(NULL), &q, &e), ERR_INVALID);
		if (!strstr(e.msg, rows[i].says))
			fail_msg("«%s»: %s", rows[i].line, e.msg);
	}
}

/* Whatever the table has is said in help: name, other name and what it finds. */
static void every_name_is_documented(void **state)
{
	struct query_doc d;
	int n = 0;

	while (query_doc(n, &d)) {
		const char *line = arena_printf(*state, "%s%s", d.alias, d.flag ? "" : ":");
		struct query q;
		struct err e = { 0 };

		assert_true(*d.name && *d.help);
		/* a flag is read, a filter asks for its value */
		enum err_code rc = d.about & QUERY_OF_APPEALS
			? query_parse(*state, line, &city, now_ms(NULL), &q, &e)
			: query_parse_calls(*state, line, &city, now_ms(NULL), &q, &e);

		assert_int_equal(rc, d.flag ? ERR_OK : ERR_INVALID);
		assert_int_equal(d.flag && !q.flags, 0);
		if (!d.flag && !strstr(e.msg, "needs a value"))
			fail_msg("%s", e.msg);
		n++;
	}
	assert_int_equal(n, 20);
}

/* The sentence about an unknown filter holds the whole list, however long the name typed. */
static void all_filters_are_listed(void **state)
{
	char line[2000] = "", known[512];
	struct query q;
	struct err e = { 0 };

	for (int i = 0; i < 400; i++)
		memcpy(line + 2 * i, "щ", 2);
	memcpy(line + 800, ":x", 3);
	assert_int_equal(query_parse(*state, line, &city, now_ms(NULL), &q, &e), ERR_INVALID);
	query_known(known, sizeof(known));
	assert_non_null(strstr(e.msg, known));
	assert_int_equal(text_check(e.msg, strlen(e.msg)), TEXT_GOOD);
}

static void other_layouts(void **state)
{
	static const struct {
		const char *line, *meant, *words; /* meant NULL: nothing instead */
	} rows[] = {
		{ "ghbdsn", "привіт", "привіт*" },
		{ "gsl`]pl", "під'їзд", "підїзд*" },
		{ "Львыв", "Львів", "львів*" },
		{ "пыдёъзд", "під'їзд", "підїзд*" },
		{ "zvf yf ljhjps", "яма на дорозі", "яма на дорозі*" },
		{ "zvf стан:done", "яма", "яма*" },
		{ "яма", NULL, NULL },
		{ "", NULL, NULL },
		{ "Wi-Fi у парку", NULL, NULL },
		{ "91895/26", "", "91895# 26#*" }, /* a number with its year, else a house */
		{ "ГЛ-91895/26", "", "гл 91895# 26#*" },
		{ "4567", "", "4567#*" }, /* digits as words, when no telephone has them */
		{ "067 123 45 67", "", "067# 123# 45# 67#*" },
	};

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct query q = parse(*state, rows[i].line);

		if (!rows[i].meant) {
			assert_null(q.instead);
			continue;
		}
		assert_non_null(q.instead);
		assert_string_equal(q.instead->meant, rows[i].meant);
		assert_string_equal(words_of(*state, q.instead), rows[i].words);
		assert_int_equal(q.instead->states, q.states);
		assert_null(q.instead->instead);
	}
}

static void test_closed(void **state)
{
	static const struct {
		const char *line, *told; /* NULL: finished */
	} cases[] = {
		{ "", NULL }, { "вода", NULL }, { "\"холодна вода\" вул:Зелена", NULL }, { "вул:«Зелена гора»", NULL },
		{ "сім'я", NULL }, { "5\"", NULL }, { "вода \"холодна", "«холодна»" }, { "вул:«Зелена го", "«Зелена го»" },
		{ "„вода", "«вода»" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct err e = { 0 };

		assert_int_equal(query_closed(cases[i].line, &e), cases[i].told ? ERR_INVALID : ERR_OK);
		if (cases[i].told)
			assert_non_null(strstr(e.msg, cases[i].told));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_closed),
		cmocka_unit_test(words),
		cmocka_unit_test(what_cannot_be_found),
		cmocka_unit_test(text_filters),
		cmocka_unit_test(states_and_channels),
		cmocka_unit_test(flags),
		cmocka_unit_test(dates),
		cmocka_unit_test(refusals),
		cmocka_unit_test(every_name_is_documented),
		cmocka_unit_test(all_filters_are_listed),
		cmocka_unit_test(other_layouts),
	};

	return cmocka_run_group_tests(tests, acquire, release);
}
