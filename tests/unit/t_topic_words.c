/* t_topic_words - topics found by what citizens say: sentences, beginnings, other forms and words, the
 * other keyboard layout. The right topic comes first, almost always. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

#include "core/text.h"
#include "data/seed/seed.h"
#include "data/store/catalogue.h"
#include "store_base.h"

/* What of 100 must come first; all within the first FEW (a list shows eight). Of whole sentences, some
 * of which say nothing of the topic, less is asked. */
enum { FIRST_OF_100 = 95, SENTENCES_FIRST = 80, SENTENCES_FOUND = 92, FEW = 5 };

static const struct {
	const char *said, *code;
} rows[] = {
	{ "немає світла", "03.01" },
	{ "нема світла в будинку", "03.01" },
	{ "у нас зникло світло", "03.01" },
	{ "вибило світло в цілому будинку", "03.01" },
	{ "світло", "03.01" },
	{ "немає електрики", "03.01" },
	{ "світла немає тільки в нашій квартирі", "03.02" },
	{ "вибиває пробки", "03.02" },
	{ "обірвався провід і висить", "03.03" },
	{ "на землі лежить дріт", "03.03" },
	{ "іскрить трансформатор", "03.03" },
	{ "скаче напруга", "03.04" },
	{ "дуже низька напруга", "03.04" },
	{ "ліхтар не горить", "03.05" },
	{ "не горять ліхтарі", "03.05" },
	{ "ліхтар", "03.05" },
	{ "темно на вулиці", "03.05" },
	{ "на всій вулиці не горять ліхтарі", "03.06" },
	{ "перегоріла лампочка в під'їзді", "03.07" },
	{ "темно в підїзді", "03.07" },
	{ "похилився стовп", "03.08" },
	{ "коли дадуть світло", "03.09" },
	{ "графік відключень", "03.09" },
	{ "води немає", "01.01" },
	{ "нема води", "01.01" },
	{ "немає води", "01.01" },
	{ "вже третій день немає води", "01.01" },
	{ "вода", "01.01" },
	{ "вод", "01.01" },
	{ "відключили воду", "01.01" },
	{ "немає холодної води", "01.01" },
	{ "немає води на всій вулиці", "01.02" },
	{ "прорвало трубу на вулиці", "01.03" },
	{ "тече вода по дорозі", "01.03" },
	{ "слабкий напір води", "01.04" },
	{ "вода ледве тече", "01.04" },
	{ "з крана йде іржава вода", "01.05" },
	{ "вода смердить", "01.05" },
	{ "забилася каналізація", "01.06" },
	{ "нечистоти течуть на вулиці", "01.06" },
	{ "затопили сусіди", "01.07" },
	{ "сусіди зверху затопили", "01.07" },
	{ "вода в підвалі", "01.07" },
	{ "затопило підвал", "01.07" },
	{ "люк відкритий", "01.08" },
	{ "немає кришки на люку", "01.08" },
	{ "відкритий каналізаційний люк", "01.08" },
	{ "люк", "01.08" },
	{ "калюжа після дощу", "01.09" },
	{ "зливівка забита", "01.09" },
	{ "передати показники лічильника води", "01.10" },
	{ "холодні батареї", "02.01" },
	{ "батареї холодні", "02.01" },
	{ "батар", "02.01" },
	{ "батарея", "02.01" },
	{ "нема опалення", "02.01" },
	{ "немає тепла в будинку", "02.01" },
	{ "коли увімкнуть опалення", "02.01" },
	{ "стояк холодний", "02.02" },
	{ "одна батарея не гріє", "02.02" },
	{ "батареї ледь теплі", "02.03" },
	{ "в квартирі холодно", "02.03" },
	{ "прорвало теплотрасу", "02.04" },
	{ "тече батарея", "02.05" },
	{ "прорвало батарею", "02.05" },
	{ "немає гарячої води", "02.06" },
	{ "гаряча вода", "02.06" },
	{ "гаряча вода ледь тепла", "02.07" },
	{ "велика сума за опалення перерахунок", "02.08" },
	{ "запах газу", "04.01" },
	{ "пахне газом у під'їзді", "04.01" },
	{ "чути газ", "04.01" },
	{ "немає газу", "04.02" },
	{ "газ ледве горить", "04.03" },
	{ "іржава газова труба", "04.05" },
	{ "тече дах", "05.01" },
	{ "протікає дах", "05.01" },
	{ "капає зі стелі на останньому поверсі", "05.01" },
	{ "сиплеться штукатурка", "05.02" },
	{ "аварійний балкон", "05.02" },
	{ "бурульки на даху", "05.03" },
	{ "не працює домофон", "05.04" },
	{ "не закриваються двері в під'їзд", "05.04" },
	{ "розбите вікно в під'їзді", "05.04" },
	{ "не прибирають у під'їзді", "05.05" },
	{ "брудний під'їзд", "05.05" },
	{ "щури", "05.07" },
	{ "таргани в будинку", "05.07" },
	{ "скарга на управителя", "05.08" },
	{ "двірник не прибирає", "05.08" },
	{ "сусіди зносять несучу стіну", "05.09" },
	{ "люди застрягли в ліфті", "06.01" },
	{ "дитина застрягла у ліфті", "06.01" },
	{ "не працює ліфт", "06.02" },
	{ "ліфт не", "06.02" },
	{ "ліфт", "06.02" },
	{ "ліфта немає другий тиждень", "06.02" },
	{ "стоїть ліфт", "06.02" },
	{ "не працює кнопка в ліфті", "06.03" },
	{ "двері ліфта не закриваються", "06.03" },
	{ "яма на дорозі", "07.01" },
	{ "ями", "07.01" },
	{ "розбита дорога", "07.01" },
	{ "вибоїна", "07.01" },
	{ "провалився асфальт", "07.02" },
	{ "розбитий тротуар", "07.03" },
	{ "зламаний бордюр", "07.03" },
	{ "не чистять дорогу від снігу", "07.04" },
	{ "слизько на тротуарі", "07.05" },
	{ "впала на льоду", "07.05" },
	{ "світлофор не працює", "07.06" },
	{ "зник дорожній знак", "07.07" },
	{ "розкопали і не закопали", "07.08" },
	{ "автобус не приїхав", "08.01" },
	{ "довго немає маршрутки", "08.01" },
	{ "маршрутка не зупинилась", "08.02" },
	{ "водій нахамив", "08.03" },
	{ "у маршрутці душно", "08.04" },
	{ "трамвай зійшов з рейок", "08.05" },
	{ "не працює табло на зупинці", "08.06" },
	{ "електронний квиток", "08.07" },
	{ "сміття не вивозять", "09.01" },
	{ "не вивезли сміття", "09.01" },
	{ "смітт", "09.01" },
	{ "переповнені контейнери", "09.02" },
	{ "смітники переповнені", "09.02" },
	{ "звалище за гаражами", "09.03" },
	{ "викинули будівельне сміття", "09.03" },
	{ "не прибирають листя", "09.04" },
	{ "зламана гойдалка", "09.05" },
	{ "поламана лавка у дворі", "09.05" },
	{ "покосити траву", "09.06" },
	{ "висока трава", "09.06" },
	{ "палять листя", "09.07" },
	{ "сморід", "09.07" },
	{ "розмалювали стіну графіті", "09.08" },
	{ "дерево впало", "10.01" },
	{ "впала гілка на машину", "10.01" },
	{ "дерево впало на дорогу", "10.01" },
	{ "сухе дерево може впасти", "10.02" },
	{ "обрізати гілки", "10.03" },
	{ "гілки лізуть у вікно", "10.03" },
	{ "рубають дерева", "10.04" },
	{ "росте амброзія", "10.05" },
	{ "собака вкусила", "11.01" },
	{ "собаки кидаються на людей", "11.01" },
	{ "зграя собак", "11.01" },
	{ "собака", "11.02" },
	{ "безпритульний пес", "11.02" },
	{ "бездомні собаки", "11.02" },
	{ "кіт на дереві", "11.03" },
	{ "збили собаку", "11.03" },
	{ "мертва кішка", "11.04" },
	{ "лежить мертвий пес", "11.04" },
	{ "собаку вигулюють без намордника", "11.05" },
	{ "незаконна забудова", "12.01" },
	{ "торгують на тротуарі", "12.02" },
	{ "машина на тротуарі", "12.03" },
	{ "паркуються на газоні", "12.03" },
	{ "заблокували виїзд з двору", "12.04" },
	{ "покинута машина", "12.05" },
	{ "шумлять вночі", "12.06" },
	{ "сусіди шумлять", "12.06" },
	{ "голосна музика", "12.06" },
	{ "кричать під вікнами п'яні", "12.06" },
	{ "укриття закрите", "13.01" },
	{ "в укритті вода", "13.02" },
	{ "не чути сирену", "13.03" },
	{ "знайшли гранату", "13.04" },
	{ "вибухом вибило вікна", "13.05" },
	{ "де пункт незламності", "13.06" },
	{ "субсидія", "14.01" },
	{ "довідка впо", "14.02" },
	{ "на зупинці лежить безхатько", "14.04" },
	{ "записатися до лікаря", "14.05" },
	{ "черга в садочок", "14.06" },
	{ "чоловік б'є дружину", "14.07" },
	{ "які документи потрібні на паспорт", "15.01" },
	{ "стан мого звернення", "15.02" },
	{ "прийом до мера", "15.04" },
	{ "хабар", "15.05" },
	{ "дякую за роботу", "15.07" },
	/* the other layout was on */
	{ "ytvf' cdsnkf", "03.01" },
	{ "djlf", "01.01" },
	{ "cj,frf", "11.02" },
	{ "zvf yf ljhjps", "07.01" },
	{ "nt xt lf[", "05.01" },
	{ "'recnj yt ghfw.' ksan", "06.02" },
	/* codes as ever */
	{ "0203", "02.03" },
	{ "11.1", "11.01" },
};

static double now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

/* The place of a topic in the list, -1 when it is not there. */
static int place_of(const struct catalogue *c, const char *said, const char *code, const char **first)
{
	const struct topic *out[FEW];
	int n = catalogue_match_topics(c, said, out, FEW);

	*first = n ? out[0]->code : "-";
	for (int i = 0; i < n; i++)
		if (strcmp(out[i]->code, code) == 0)
			return i;
	return -1;
}

static void what_citizens_say(void **state)
{
	struct base *b = *state;
	const struct catalogue *c;
	int first = 0, found = 0;

	base_want(b, ERR_OK, catalogue_get(b->s, &c, &b->e));
	for (size_t i = 0; i < COUNT(rows); i++) {
		const char *got;
		int place = place_of(c, rows[i].said, rows[i].code, &got);

		first += place == 0;
		found += place >= 0;
		if (place != 0)
			print_message("# «%s»: wanted %s, first is %s, place %d\n", rows[i].said, rows[i].code,
				      got, place + 1);
	}
	print_message("# %d of %zu first\n", first, COUNT(rows));
	assert_int_equal(found, (int)COUNT(rows));
	assert_true(first * 100 >= FIRST_OF_100 * (int)COUNT(rows));
}

/* One word, whole or begun, and Enter: no accident that is meant by a part of its words alone. */
static void no_accident_by_chance(void **state)
{
	static const struct {
		const char *said, *code;
	} said[] = {
		{ "гаряча", "02.06" }, { "гаряч", "02.06" }, { "гарячу", "02.06" }, { "гар", "09.07" },
		{ "ufhzxf", "02.06" }, { "ліхтарі", "03.05" }, { "сміття", "09.01" }, { "дерево", "10.02" },
		{ "машина", "12.05" }, { "сусіди", "05.09" },
		/* they are meant */
		{ "прорвало", "01.03" }, { "теплотраса", "02.04" }, { "окріп", "02.04" }, { "люк", "01.08" },
		{ "запах газу", "04.01" }, { "гаряча вода тече", "02.04" }, { "застряг", "06.01" },
		{ "граната", "13.04" }, { "впало", "10.01" }, { "укус", "11.01" },
	};
	struct base *b = *state;
	const struct catalogue *c;
	int wrong = 0;

	base_want(b, ERR_OK, catalogue_get(b->s, &c, &b->e));
	for (size_t i = 0; i < COUNT(said); i++) {
		const char *got;

		if (place_of(c, said[i].said, said[i].code, &got) != 0) {
			print_message("# «%s»: wanted %s, first is %s\n", said[i].said, said[i].code, got);
			wrong++;
		}
	}
	assert_int_equal(wrong, 0);
}

/* Executors by any word of the name in any form, by code, by what they are called. */
static void executors(void **state)
{
	static const struct {
		const char *said, *code;
	} said[] = {
		{ "водоканал", "VODA" }, { "тепло", "TEPLO" }, { "лкп", "UPRAV" }, { "teplo", "TEPLO" },
		{ "жек", "UPRAV" }, { "районної адміністрації", "RA" }, { "обленерго", "OBLENERGO" },
		{ "поліцію", "102" }, { "швидка", "103" }, { "пожежники", "101" }, { "собаки", "LEV" },
		{ "трамвай", "LET" }, { "управління освіти", "OSVITA" }, { "школи", "OSVITA" },
		{ "djljrfyfk", "VODA" }, { "жкг", "ZHYTLO" }, { "ліфти", "LIFT" }, { "газ", "GAS104" },
	};
	struct base *b = *state;
	const struct catalogue *c;
	const struct service *out[FEW];

	base_want(b, ERR_OK, catalogue_get(b->s, &c, &b->e));
	for (size_t i = 0; i < COUNT(said); i++) {
		int n = catalogue_match_services(c, said[i].said, out, FEW);

		if (!n || strcmp(out[0]->code, said[i].code) != 0)
			fail_msg("«%s»: wanted %s, first is %s", said[i].said, said[i].code, n ? out[0]->code : "-");
	}
}

/* {a|b} of the made-up city: the first of them. */
static const char *one_of_each(struct arena *mem, const char *s)
{
	char *out = arena_alloc(mem, strlen(s) + 1), *end = out;
	bool inside = false, skipped = false;

	for (; *s; s++) {
		if (*s == '{' || *s == '}')
			inside = *s == '{';
		skipped = inside && (skipped || *s == '|');
		if (!skipped && *s != '{' && *s != '}')
			*end++ = *s;
	}
	return out;
}

static void whole_sentences(void **state)
{
	struct base *b = *state;
	const struct catalogue *c;
	struct seed list = seed_demo;
	char line[2048];
	const char *cols[3], *got;
	int all = 0, first = 0, found = 0;

	base_want(b, ERR_OK, catalogue_get(b->s, &c, &b->e));
	while (seed_next(&list, line, sizeof(line), cols, (int)COUNT(cols)) > 0) {
		if (strcmp(cols[0], "say") != 0)
			continue;
		int place = place_of(c, one_of_each(&b->mem, cols[2]), cols[1], &got);

		all++;
		first += place == 0;
		found += place >= 0;
	}
	print_message("# sentences: %d, first %d, found %d\n", all, first, found);
	assert_true(all > 100);
	assert_true(first * 100 >= SENTENCES_FIRST * all);
	assert_true(found * 100 >= SENTENCES_FOUND * all);
}

/* Each letter of each row as it is typed. A millisecond is the budget on a quiet machine; here a busy one
 * or a sanitizer is allowed for. */
static void each_letter_is_quick(void **state)
{
	struct base *b = *state;
	const struct catalogue *c;
	const struct topic *out[FEW];
	int letters = 0;

	base_want(b, ERR_OK, catalogue_get(b->s, &c, &b->e));
	double start = now_ms();

	for (size_t i = 0; i < COUNT(rows); i++) {
		char typed[200];
		uint32_t cp;

		for (size_t n = 0, step; (step = text_next(rows[i].said + n, &cp)) > 0; letters++) {
			n += step;
			snprintf(typed, sizeof(typed), "%.*s", (int)n, rows[i].said);
			catalogue_match_topics(c, typed, out, FEW);
		}
	}
	double each = (now_ms() - start) / letters;

	print_message("# %.3f ms a letter\n", each);
	assert_true(each < 16);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, base_setup, base_teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(what_citizens_say),
		TEST(no_accident_by_chance),
		TEST(executors),
		TEST(whole_sentences),
		TEST(each_letter_is_quick),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
