/* t_catalogue - the lists a new base gets from data/seed, and what is found in them while typing. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "data/store/catalogue.h"
#include "store_base.h"

enum { MANY = 600 };

static const struct catalogue *get(struct base *b)
{
	const struct catalogue *c;

	base_want(b, ERR_OK, catalogue_get(b->s, &c, &b->e));
	return c;
}

static void seeds_are_all_there(void **state)
{
	struct base *b = *state;
	const struct catalogue *c = get(b);

	assert_int_equal(c->ntopics, 111);
	assert_int_equal(c->nservices, 45);
	assert_int_equal(base_int(b->path, "SELECT count(*) FROM street WHERE fold = ''"), 0);
	assert_true(base_int(b->path, "SELECT count(*) FROM street") > 560);
	/* Every executor that a topic names is known. */
	for (int i = 0; i < c->ntopics; i++) {
		const struct topic *t = &c->topics[i];

		if ((*t->service && !catalogue_service(c, t->service)) ||
		    (*t->co_service && !catalogue_service(c, t->co_service)))
			fail_msg("topic %s: an unknown service %s/%s", t->code, t->service, t->co_service);
	}
}

static void terms_follow_the_priority(void **state)
{
	static const struct {
		const char *code, *priority, *term;
	} rows[] = {
		{ "01.01", "A2", "1440" }, /* a day of an accident is counted in minutes */
		{ "01.02", "A1", "120" },
		{ "01.04", "N", "7d" },
		{ "01.10", "K", "" },
	};
	const struct catalogue *c = get(*state);

	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct topic *t = catalogue_topic(c, rows[i].code);

		assert_non_null(t);
		assert_string_equal(t->priority, rows[i].priority);
		assert_string_equal(t->term, rows[i].term);
	}
	int laws = 0;

	for (int i = 0; i < c->ntopics; i++)
		laws += strcmp(c->topics[i].term, "1m") == 0;
	assert_int_equal(laws, 1);
}

/* The first hit; "-" without one. */
static const char *first_topic(const struct catalogue *c, const char *typed, int *n)
{
	const struct topic *out[MANY];

	*n = catalogue_match_topics(c, typed, out, MANY);
	return *n ? out[0]->code : "-";
}

static void topics_while_typing(void **state)
{
	static const struct {
		const char *typed, *want;
		int n; /* 0: any number */
	} rows[] = {
		{ "", "-", 0 },
		{ "   ", "-", 0 },
		{ "02.03", "02.03", 1 },
		{ "0203", "02.03", 1 },
		{ "2.3", "02.03", 1 },
		{ "203", "02.03", 0 },
		{ "2.", "02.01", 8 },
		{ "02", "02.01", 8 },
		{ "6", "06.01", 4 },
		{ "99.99", "-", 0 },
		{ "опал", "02.01", 0 },
		{ "ОПАЛЕННЯ", "02.01", 0 },
		{ "батареї недогрів", "02.03", 0 },
		{ "недо бат", "02.03", 0 },
		{ "запах газу", "04.01", 0 },
		{ "пфз", "-", 0 },
		{ "ліфт не працює", "06.02", 0 },
		{ "под'їзд", "-", 0 },
		{ "під'їзду прибирання", "05.05", 0 },
		{ "підїзду прибирання", "05.05", 0 },
		{ "недогрів", "02.03", 1 },
		{ "ліфти заміна", "06.04", 0 }, /* a word of the group and one of the name */
		{ "pfgf[ ufpe", "04.01", 0 },   /* the other layout was on */
		{ "%", "-", 0 },
		{ "' OR 1=1 --", "-", 0 },
	};
	const struct catalogue *c = get(*state);

	for (size_t i = 0; i < COUNT(rows); i++) {
		int n;
		const char *got = first_topic(c, rows[i].typed, &n);

		if (strcmp(got, rows[i].want) != 0 || (rows[i].n && n != rows[i].n))
			fail_msg("«%s»: wanted %s (%d), got %s (%d)", rows[i].typed, rows[i].want,
				 rows[i].n, got, n);
	}
}

/* What is typed as a topic and is an address; topics: some topic answers to it, too. */
static void addresses_among_topics(void **state)
{
	static const struct {
		const char *typed, *address; /* NULL: none */
		bool topics;
	} rows[] = {
		{ "вул", "вул", true }, { "вул.", "вул.", true }, { "вули", "вули", true }, { "вулиця", "вулиця", true },
		{ "  вул наук", "вул наук", true }, { "вул. Якась Незнана, 5", "вул. Якась Незнана, 5", true },
		{ "dek yfer", "вул наук", true }, { "просп Чор", "просп Чор", true }, { "пл. Р", "пл. Р", true },
		{ "наукова 35", "наукова 35", true }, { "Наукова, 35", "Наукова, 35", false },
		{ "Зелена 12а", "Зелена 12а", true }, { "yferjdf 35", "наукова 35", false },
		{ "наукова", "наукова", false },
		/* topics */
		{ "наукова", NULL, true }, { "пров", NULL, true }, { "площа", NULL, true }, { "пр", NULL, true },
		{ "дорога в ямах", NULL, true }, { "ліфт 2", NULL, true }, { "2 дні немає води", NULL, true },
		{ "02.03", NULL, true }, { "0203", NULL, false }, { "вулич", NULL, true }, { "ввв", NULL, false },
		{ "", NULL, false }, { " ", NULL, false }, { "5", NULL, false },
	};
	struct base *b = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *got = catalogue_as_address(b->s, rows[i].typed, rows[i].topics, &b->mem);

		if (!got != !rows[i].address || (got && strcmp(got, rows[i].address) != 0))
			fail_msg("«%s»: wanted %s, got %s", rows[i].typed, rows[i].address ? rows[i].address : "-",
				 got ? got : "-");
	}
}

static void whole_words_come_before_beginnings(void **state)
{
	const struct topic *out[MANY];
	const struct catalogue *c = get(*state);
	int n = catalogue_match_topics(c, "газу", out, MANY);

	assert_true(n >= 4);
	/* Names with the word itself before groups and longer words. */
	assert_non_null(strstr(out[0]->name, "газу"));
	assert_non_null(strstr(out[3]->name, "газу"));
	assert_int_equal(catalogue_match_topics(c, "газ", out, 2), 2);
}

static void executors_are_picked(void **state)
{
	static const struct {
		const char *typed;
		enum err_code code;
		const char *want;
	} rows[] = {
		{ "VODA", ERR_OK, "VODA" },
		{ "voda", ERR_OK, "VODA" },
		{ "voda-ab", ERR_OK, "VODA-AB" },
		{ "ЛМКП «Львівводоканал»", ERR_OK, "VODA" },
		{ "Львівводоканал", ERR_OK, "VODA" },   /* and not its billing department */
		{ "львівводоканал абонвідділ", ERR_OK, "VODA-AB" },
		{ "водоканал", ERR_INVALID, NULL },     /* a part of both */
		{ "світло", ERR_OK, "SVITLO" },         /* a unique part */
		{ "лев", ERR_OK, "LEV" },               /* a whole word before a part */
		{ "МЩВФ", ERR_OK, "VODA" },             /* the other layout was on */
		{ "управління", ERR_INVALID, NULL },
		{ "немає такого", ERR_INVALID, NULL },
		{ "собаки", ERR_INVALID, NULL },        /* what citizens say is no name: it is offered */
		{ "", ERR_INVALID, NULL },
		{ "103", ERR_OK, "103" },
	};
	struct base *b = *state;
	const struct catalogue *c = get(b);

	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct service *v = NULL;
		enum err_code rc = catalogue_pick_service(c, rows[i].typed, &v, &b->e);

		if (rc != rows[i].code || (v && strcmp(v->code, rows[i].want) != 0))
			fail_msg("«%s»: code %d, %s; %s", rows[i].typed, rc, v ? v->code : "-", b->e.msg);
		b->e = (struct err){ 0 };
	}
}

/* Who it could be, with codes, ten at most. */
static void what_is_not_clear_is_said(void **state)
{
	static const struct {
		const char *typed, *has[3], *hasnt;
	} rows[] = {
		{ "водоканал", { "VODA ЛМКП", "VODA-AB ЛМКП", "several" }, "nearest" },
		{ "собаки", { "«собаки»", "LEV ЛКП «Лев»", "nearest" }, "several" },
		{ "л", { "several", "AVTODOR", "more. Type" }, "ZTE" },
		{ "zzz", { "There is no executor «zzz»." }, "nearest" },
	};
	const struct catalogue *c = get(*state);
	struct err e;

	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct service *v;

		assert_int_equal(catalogue_pick_service(c, rows[i].typed, &v, &e), ERR_INVALID);
		assert_string_equal(e.arg, "service");
		for (size_t h = 0; h < COUNT(rows[i].has) && rows[i].has[h]; h++)
			if (!strstr(e.msg, rows[i].has[h]))
				fail_msg("«%s» without «%s»: %s", rows[i].typed, rows[i].has[h], e.msg);
		if (strstr(e.msg, rows[i].hasnt))
			fail_msg("«%s» with «%s»: %s", rows[i].typed, rows[i].hasnt, e.msg);
			}
	const struct topic *t;

	assert_int_equal(catalogue_pick_topic(c, "газу", &t, &e), ERR_INVALID);
	assert_non_null(strstr(e.msg, "04.01 Запах газу; 04.02"));
	assert_string_equal(e.arg, "topic");
}

/* Enter without a list takes nothing else. */
static void named_without_doubt(void **state)
{
	static const struct {
		const char *typed, *topic;
	} rows[] = {
		{ "02.03", "02.03" }, { "203", "02.03" }, { "запах газу", "04.01" },
		{ "04.01 Запах газу", "04.01" }, { "газу", NULL }, { "запах", NULL }, { "02", NULL },
		{ "", NULL }, { "собака", NULL }, { "04.02 Запах газу", NULL },
	};
	const struct catalogue *c = get(*state);

	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct topic *t = catalogue_exact_topic(c, rows[i].typed);

		if (!t != !rows[i].topic || (t && strcmp(t->code, rows[i].topic) != 0))
			fail_msg("«%s»: %s", rows[i].typed, t ? t->code : "-");
	}
	assert_string_equal(catalogue_exact_service(c, "Львівводоканал")->code, "VODA");
	assert_string_equal(catalogue_exact_service(c, "lev")->code, "LEV");
	assert_null(catalogue_exact_service(c, "водоканал"));
	assert_null(catalogue_exact_service(c, "світло"));
}

static void topics_are_picked(void **state)
{
	static const struct {
		const char *typed;
		enum err_code code;
		const char *want;
	} rows[] = {
		{ "02.03", ERR_OK, "02.03" },     { "2.3", ERR_OK, "02.03" },
		{ "0203", ERR_OK, "02.03" },      { "Запах газу", ERR_OK, "04.01" },
		{ "Прорив теплотраси", ERR_OK, "02.04" }, { "газу", ERR_INVALID, NULL },
		{ "02", ERR_INVALID, NULL },      { "zzz", ERR_INVALID, NULL },
		{ "", ERR_INVALID, NULL },
	};
	struct base *b = *state;
	const struct catalogue *c = get(b);

	for (size_t i = 0; i < COUNT(rows); i++) {
		const struct topic *t = NULL;
		enum err_code rc = catalogue_pick_topic(c, rows[i].typed, &t, &b->e);

		if (rc != rows[i].code || (t && strcmp(t->code, rows[i].want) != 0))
			fail_msg("«%s»: code %d, %s; %s", rows[i].typed, rc, t ? t->code : "-", b->e.msg);
		b->e = (struct err){ 0 };
	}
}

static void inactive_executors_are_not_offered(void **state)
{
	struct base *b = *state;
	const struct service *out[MANY], *v;

	base_sql(b->path, "UPDATE service SET active = 0 WHERE code = 'VODA-AB'");
	const struct catalogue *c = get(b);

	assert_int_equal(catalogue_match_services(c, "водоканал", out, MANY), 1);
	assert_string_equal(out[0]->code, "VODA");
	base_want(b, ERR_OK, catalogue_pick_service(c, "водоканал", &v, &b->e));
	/* Named by its code it is found: decide() then says that it is not active. */
	base_want(b, ERR_OK, catalogue_pick_service(c, "VODA-AB", &v, &b->e));
	assert_false(v->active);
}

static void streets_while_typing(void **state)
{
	static const struct {
		const char *typed, *name, *now;
	} rows[] = {
		{ "городо", "Городоцька", "" },
		{ "вул. Городоцька", "Городоцька", "" },
		{ "вулиця городоцька 226", "Городоцька", "" },
		{ "ГОРОДОЦЬКА", "Городоцька", "" },
		{ "ujhjljwmrf", "Городоцька", "" },
		{ "чубая", "Грицька Чубая", "" },
		{ "некрасова", "Некрасова М.", "Юрія Руфа" },
		{ "герцена", "Герцена О.", "Ігоря Білозора" },
		{ "білозора", "Ігоря Білозора", "" }, /* the list had only the old name's decision */
		{ "дубнівська", "Дубнівська", "Дубенська" },
		{ "визвольна", "Визвольна", "Богдана Гаврилишина" },
		{ "", "-", "" },
		{ "226", "-", "" },
		{ "неіснуюча", "-", "" },
		{ "цитаделі", "-", "" }, /* stands only in brackets, as the end of a street */
	};
	struct base *b = *state;

	for (size_t i = 0; i < COUNT(rows); i++) {
		struct street out[10] = { { .name = "-", .now = "" } };
		int n = catalogue_match_streets(b->s, rows[i].typed, &b->mem, out, (int)COUNT(out));

		if (strcmp(out[0].name, rows[i].name) != 0 || strcmp(out[0].now, rows[i].now) != 0)
			fail_msg("«%s»: wanted %s, got %s (%d) now %s", rows[i].typed, rows[i].name,
				 out[0].name, n, out[0].now);
	}
	assert_int_equal(base_int(b->path, "SELECT count(*) FROM street WHERE name = 'Дубнівська'"), 1);
	/* One old street, two of today. */
	assert_int_equal(catalogue_match_streets(b->s, "чайковського", &b->mem, (struct street[10]){ { 0 } },
						 10), 2);
}

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* Far from the budget of a keystroke (16 ms), so that a busy machine or a sanitizer does not matter. */
static void a_keystroke_is_quick(void **state)
{
	static const char *const typed[] = { "о", "оп", "0", "02", "водо", "вул" };
	struct base *b = *state;
	const struct catalogue *c = get(b);
	double start = now_ms();
	enum { ROUNDS = 50 };

	for (int r = 0; r < ROUNDS; r++)
		for (size_t i = 0; i < COUNT(typed); i++) {
			const struct topic *t[10];
			struct street s[10];
			struct arena mem = { 0 };

			catalogue_match_topics(c, typed[i], t, 10);
			catalogue_match_streets(b->s, typed[i], &mem, s, 10);
			arena_free(&mem);
		}
	double each = (now_ms() - start) / (ROUNDS * (double)COUNT(typed));

	printf("# topics and streets: %.3f ms per keystroke\n", each);
	assert_true(each < 16);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, base_setup, base_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(seeds_are_all_there),
		TEST(terms_follow_the_priority),
		TEST(topics_while_typing),
		TEST(addresses_among_topics),
		TEST(whole_words_come_before_beginnings),
		TEST(executors_are_picked),
		TEST(what_is_not_clear_is_said),
		TEST(named_without_doubt),
		TEST(topics_are_picked),
		TEST(inactive_executors_are_not_offered),
		TEST(streets_while_typing),
		TEST(a_keystroke_is_quick),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
