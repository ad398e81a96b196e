/* t_search - data/store/find and search_index: what is found equals a scan of all rows with text_fold(). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/text.h"
#include "data/store/find.h"
#include "data/store/store_internal.h"
#include "tests/unit/search_base.h"

enum { DOCS = 700, QUERIES = 700 };

/* --- words against a scan --- */

static const char *const vocabulary[] = {
	"вода", "води", "водопровід", "водопостачання", "під'їзд", "під’їзду", "підʼїзди", "Ґанок", "ганку", "яма",
	"Яма", "ями", "дорога", "дорозі", "каналізація", "каналізаційний", "каналізації", "сміття", "ліхтар",
	"ліхтаря", "Стрийська", "Стрийській", "об'єкт", "обєкт", "Wi-Fi", "IKEA", "ikea", "😀", "100%", "«лапки»",
	"\"так\"", "ні'", "а*б", "а-б", "а:б", "*", "%", "--", "OR", "AND", "NOT", "NEAR", "Iваненко", "іваненко",
	"Зе́лена", "зелена", "10A", "10а", "226", "22", "2", "тепло", "тепла", "теплопостачання", "ЇЖАК", "їжака",
	"щур", "щурі", "щоб", "е", "є", "_sVODA", "+7", "а_б", "ё", "ель", "ёлка", "\t", "x", "xy",
};

static const char *random_words(struct base *b, int n)
{
	const char *out = "";

	while (n-- > 0)
		out = arena_printf(&b->mem, "%s%s%s", out, *out ? " " : "",
				   vocabulary[base_roll(b, COUNT(vocabulary))]);
	return out;
}

static void fill(struct base *b)
{
	struct err e = { 0 };

	assert_int_equal(db_begin(&b->s->db, &e), ERR_OK);
	for (int i = 0; i < DOCS; i++) {
		struct sample d = sample_init();

		d.a.surname = random_words(b, 1);
		d.q.text = random_words(b, 1 + (int)base_roll(b, 12));
		d.q.address = random_words(b, (int)base_roll(b, 3));
		base_add(b, &d);
	}
	assert_int_equal(db_end(&b->s->db, ERR_OK, &e), ERR_OK);
}

static const char *scanned_words(struct base *b, const struct sample *d)
{
	return arena_printf(&b->mem, " %s ", text_fold(&b->mem,
		arena_printf(&b->mem, "ГЛ\nHL\n%d\n%s\n%s\n%s", (int)d->a.n, d->a.surname, d->q.address,
			     d->q.text)));
}

/* Whether the row has every word of the folded query, the last as a beginning. */
static bool scan_has(const char *words, const char *query)
{
	while (*query) {
		size_t n = strcspn(query, " ");
		char word[256];

		snprintf(word, sizeof(word), " %s", query);
		word[1 + n] = '\0';
		if (query[n])
			memcpy(word + 1 + n, " ", 2);
		if (!strstr(words, word))
			return false;
		query += n + (query[n] == ' ');
	}
	return true;
}

/* Pages of `limit` rows until the end equal what the scan finds. */
static void same_as_a_scan(struct base *b, const char *line, int limit)
{
	const char *key = text_fold(&b->mem, line);
	struct find_query q = { .text = line, .limit = limit };
	struct found_list page = { .more = true };
	int at = 0;

	for (int i = b->n - 1; i >= 0; i--) {
		if (!scan_has(scanned_words(b, &b->rows[i]), key))
			continue;
		if (at == page.n) {
			assert_true(page.more);
			page = base_find(b, &q);
			at = 0;
			assert_string_equal(page.meant, "");
		}
		if (page.n <= at || page.rows[at].id != b->rows[i].id)
			fail_msg("«%s»: row %s is missing or late", line, b->rows[i].a.number);
		assert_string_equal(page.rows[at].text, b->rows[i].q.text);
		q.before = page.rows[at++].id;
	}
	assert_false(page.more && page.n);
	assert_int_equal(at, page.n);
}

/* The beginning of a word by letters, so that all lengths are tried. */
static const char *beginning(struct base *b, const char *word)
{
	size_t letters = text_letters(word), bytes = 0;
	uint32_t cp;

	for (size_t n = 1 + base_roll(b, letters ? letters : 1); n > 0; n--)
		bytes += text_next(word + bytes, &cp);
	return arena_strndup(&b->mem, word, bytes);
}

static void words_equal_a_scan(void **state)
{
	struct base *b = base_new(state);
	int asked = 0;

	fill(b);
	while (asked < QUERIES) {
		const char *line = random_words(b, (int)base_roll(b, 3));
		const char *last = beginning(b, vocabulary[base_roll(b, COUNT(vocabulary))]);

		line = arena_printf(&b->mem, "%s %s", line, last);
		/* Colons, quotes and single numbers have meanings of their own: see t_query. */
		if (strpbrk(line, ":\"«") || !*text_fold(&b->mem, line) || !strpbrk(text_fold(&b->mem, last), "абвгдеєжзиіїйклмнопрстуфхцчшщьюяxikoran"))
			continue;
		if (base_find(b, &(struct find_query){ .text = line, .limit = 1 }).meant[0])
			continue; /* Latin words that nobody has: another layout was tried */
		same_as_a_scan(b, line, asked++ % 3 ? 5 : 0);
	}
}

/* Whatever is typed, it is words: never an error, never an operator of FTS5. */
static void signs_are_harmless(void **state)
{
	static const char *const signs[] = { "\"", "'", "*", "-", "%", "(", ")", "^", "+", "{", "}", ";", "--", "_",
		"\\", "NEAR(", "AND", "OR", "NOT", "😀", "\xD0", "`", "|", "question_text", "rowid", ",", "/*", "?1", "х",
		"ʼ", "\xE2\x80\xA8", "\xCC\x81", "\xEE\x80\x80", "№", "₴" };
	struct base *b = base_new(state);

	fill(b);
	for (int i = 0; i < 400; i++) {
		const char *line = "";

		for (size_t n = 1 + base_roll(b, 4); n > 0; n--)
			line = arena_printf(&b->mem, "%s%s%s", line, signs[base_roll(b, COUNT(signs))],
					    base_roll(b, 2) ? " " : "");
		struct found_list l = base_find(b, &(struct find_query){ .text = line, .limit = 5 });

		if (!*text_fold(&b->mem, line) && l.n)
			fail_msg("«%s» finds what nobody asked for", line);
	}
	assert_int_equal(base_find(b, &(struct find_query){ .text = "%" }).n, 0);
	assert_int_equal(base_find(b, &(struct find_query){ .text = "" }).n, DOCS);
}

/* --- the rest of the line --- */

static void phrases(void **state)
{
	struct base *b = base_new(state);

	base_text(b, "яма на дорозі під дубом");
	base_text(b, "під великим дубом яма");
	base_text(b, "Під Дубом, 7: вода");
	base_expect(b, "\"під дубом\"", "3 1");
	base_expect(b, "під дубом", "3 2 1");
	base_expect(b, "яма \"під дуб", "1");
	base_expect(b, "\"дуб\"", "");
	base_expect(b, "каналізаційний", "");
}

static void digits(void **state)
{
	struct base *b = base_new(state);
	struct sample d = sample_init();

	d.a.phone = "+380671234567";
	base_add(b, &d);
	d.a.phone = "+380324567890";
	base_add(b, &d);
	d.a.phone = "1580";
	d.q.text = "будинок 4567, кв. 12";
	base_add(b, &d);
	d.a.phone = "";
	d.a.n = 4567;
	d.q.text = "яма";
	base_add(b, &d);
	base_expect(b, "4567", "4 2 1"); /* a telephone anywhere, or a number */
	base_expect(b, "+38 (067) 123-45-67", "1");
	base_expect(b, "1580", "3");
	base_expect(b, "12", "1");       /* a flat is no telephone */
	base_expect(b, "будинок 4567", "3");
	base_expect(b, "кв 12", "3");
	base_expect(b, "питання 4567", "1"); /* among words: a tail of the telephone */
	base_expect(b, "питання 1234", "");
	base_expect(b, "тел:4567", "2 1");
	base_expect(b, "тел:4567 тел:15", "3 2 1");
	base_expect(b, "тел:067 4567", "1");
	base_expect(b, "№:4567", "4");
	base_expect(b, "№4567", "4");
	base_expect(b, "999111", "");
	base_expect(b, "будинок", "3");
}

static void other_layout(void **state)
{
	struct base *b = base_new(state);
	struct found_list l;

	for (int i = 0; i < 5; i++)
		base_text(b, "привіт, у під'їзді темно");
	base_text(b, "йцукен");
	base_text(b, "password qwerty");
	l = base_find(b, &(struct find_query){ .text = "ghbdsn", .limit = 3 });
	assert_int_equal(l.n, 3);
	assert_string_equal(l.meant, "привіт");
	assert_true(l.more);
	l = base_find(b, &(struct find_query){ .text = "ghbdsn", .limit = 3, .before = l.rows[2].id });
	assert_int_equal(l.n, 2);
	assert_string_equal(l.meant, "привіт");
	l = base_find(b, &(struct find_query){ .text = "qwerty", .limit = 3 });
	assert_int_equal(l.n, 1);
	assert_string_equal(l.meant, "");
	/* a page after the last one is empty, not another reading */
	l = base_find(b, &(struct find_query){ .text = "qwerty", .limit = 3, .before = l.rows[0].id });
	assert_int_equal(l.n, 0);
	assert_string_equal(l.meant, "");
	base_expect(b, "gsl`]pl", "5 4 3 2 1");
	base_expect(b, "пыдёъзд", "5 4 3 2 1");
	base_expect(b, "zzzz", "");
}

/* --- keeping the index in step --- */

static int64_t one(struct base *b, const char *sql)
{
	return db_int(&b->s->db, db_stmt(&b->s->db, sql), -1, NULL);
}

static void changes(void **state)
{
	struct base *b = base_new(state);
	struct sample d = sample_init();

	d.a.phone = "+380671234567";
	d.q.text = "вода";
	d.q.service = "VODA";
	base_add(b, &d);
	base_add(b, &d);
	d = b->rows[0];
	d.q.text = "газ";
	d.q.service = "TEPLO";
	d.a.phone = "+380501112233";
	d.a.surname = "Ґудзь";
	d.q.state = "dispatched";
	base_change(b, 0, &d);
	base_expect(b, "вода", "2");
	base_expect(b, "газ", "1");
	base_expect(b, "гудзь", "1");
	base_expect(b, "4567", "2");
	base_expect(b, "111223", "1");
	base_expect(b, "питання", "");
	base_expect(b, "служба:VODA", "2");
	base_expect(b, "служба:TEPLO", "1");
	base_expect(b, "стан:dispatched", "1");
	d = b->rows[1];
	d.a.phone = "";
	base_change(b, 1, &d);
	base_expect(b, "4567", "");
	assert_int_equal(one(b, "SELECT count(*) FROM phone_tail WHERE num = 380671234567"), 0);
	/* a change that touches no searched word writes nothing */
	int64_t before = sqlite3_total_changes64(b->s->db.h);

	d.q.state = "in_work";
	base_change(b, 1, &d);
	assert_int_equal(sqlite3_total_changes64(b->s->db.h) - before, 2); /* its two rows */
}

/* Every word with the number of rows that have it, as the index has it. */
static const char *indexed_words(struct base *b)
{
	const char *out = "";
	struct err e = { 0 };

	assert_int_equal(db_exec(&b->s->db, "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocab"
				 " USING fts5vocab(main, question_text, row)", &e), ERR_OK);
	sqlite3_stmt *st = db_stmt(&b->s->db, "SELECT term, doc FROM temp.vocab ORDER BY term");

	while (db_row(&b->s->db, st, &e))
		out = arena_printf(&b->mem, "%s\n%s %d", out, db_text(&b->mem, st, 0), sqlite3_column_int(st, 1));
	return out;
}

static struct sample random_sample(struct base *b)
{
	static const char *const outcomes[] = { "", "yes" }, *const phones[] = { "", "+380671234567", "1580" };
	struct sample d = sample_init();

	d.a.surname = random_words(b, 1);
	d.a.phone = phones[base_roll(b, COUNT(phones))];
	d.q.text = random_words(b, 4);
	d.q.address = arena_printf(&b->mem, "вул. Стрийська, %d", (int)base_roll(b, 3));
	d.q.state = vocab_wire(&vocab_state, (int)base_roll(b, STATE_COUNT));
	d.q.outcome = outcomes[base_roll(b, 2)];
	d.q.priority = base_roll(b, 2) ? "A1" : "N";
	d.q.repeat = 1 + (int)base_roll(b, 2);
	return d;
}

/* After many changes the index is what it would be in a base that never had another state: what a
 * contentless index is told to forget is exactly what it was told before. */
static void forgetting_is_exact(void **state)
{
	struct base *b = base_new(state), *fresh;
	void *other;

	for (int i = 0; i < 40; i++) {
		struct sample d = random_sample(b);

		base_add(b, &d);
	}
	for (int i = 0; i < 200; i++) {
		struct sample was = b->rows[base_roll(b, 40)], d = was;
		struct sample r = random_sample(b);

		if (base_roll(b, 9) == 0) {
			d.q.repeat = r.q.repeat;
		} else if (base_roll(b, 3)) { /* as a move does */
			d.q.state = r.q.state;
			d.q.outcome = r.q.outcome;
		} else {
			d.q = r.q;
			d.a.surname = r.a.surname;
			d.a.phone = r.a.phone;
		}
		base_change(b, (int)(was.a.n - 1), &d);
	}
	fresh = base_new(&other);
	for (int i = 0; i < b->n; i++) {
		struct sample d = b->rows[i];

		base_add(fresh, &d);
	}
	assert_string_equal(indexed_words(b), indexed_words(fresh));
	assert_int_equal(one(b, "SELECT sum(num) FROM phone_of"), one(fresh, "SELECT sum(num) FROM phone_of"));
	assert_int_equal(one(b, "SELECT sum(key % 1000003) FROM phone_tail"),
			 one(fresh, "SELECT sum(key % 1000003) FROM phone_tail"));
	base_drop(&other);
}

/* Rare ends have tags, which come and go with moves. */
static void ends(void **state)
{
	static const struct {
		const char *state, *outcome, *withdrawn, *unconfirmed;
	} moves[] = {
		{ "registered", "", "", "" }, { "withdrawn", "", "1", "" }, { "rework", "", "", "" },
		{ "closed", "", "", "1" },    { "closed", "yes", "", "" },  { "rejected", "", "", "" },
	};
	struct base *b = base_new(state);
	struct sample d = sample_init();

	base_add(b, &d);
	d = b->rows[0];
	for (size_t i = 0; i < COUNT(moves); i++) {
		d.q.state = moves[i].state;
		d.q.outcome = moves[i].outcome;
		base_change(b, 0, &d);
		base_expect(b, "стан:withdrawn", moves[i].withdrawn);
		base_expect(b, "стан:withdrawn питання", moves[i].withdrawn);
		base_expect(b, "без-підтвердження", moves[i].unconfirmed);
		base_expect(b, arena_printf(&b->mem, "стан:%s", d.q.state), "1");
		base_expect(b, arena_printf(&b->mem, "питання стан:%s стан:forwarded стан:done", d.q.state), "1");
	}
}

/* Whichever way the rows are looked for, and however often it is changed, the same rows are found. */
static void ways_of_looking(void **state)
{
	static const struct {
		const char *text;
		int n; /* of 2500 */
	} begins[] = { { "тран", 50 }, { "транше", 25 }, { "траншея", 25 }, { "транзи яма", 0 }, { "канал транзит", 25 },
		/* words that most rows have are looked for in the rows of the others, if there are others */
		{ "канал райканалізатор транше", 25 }, { "райканалізатор канал транше", 25 }, { "яма каналізація транше", 0 },
		{ "канал райканалізатор кана", 1250 }, { "каналізація яма кана", 1246 } };
	struct base *b = base_new(state);
	struct err e = { 0 };

	assert_int_equal(db_begin(&b->s->db, &e), ERR_OK);
	for (int i = 0; i < BASE_ROWS_MAX; i++) {
		struct sample d = sample_init();

		d.a.phone = i % 5 ? arena_printf(&b->mem, "+38067%03d4567", i % 1000) : "+380501112233";
		d.q.text = i % 700 == 3 ? "каналізатор" : i % 2 ? "каналізація яма" : "канал райканалізатор";
		if (i % 50 == 8) /* more words of one beginning than are asked for one by one */
			d.q.text = arena_printf(&b->mem, "канал райканалізатор %s%c%c", i % 100 == 8 ? "траншея" : "транзит",
						'a' + i / 100 % 26, 'a' + i / 2600);
		d.a.operator = i % 700 == 3 ? "Petro" : "olena";
		d.q.address = i % 400 == 9 ? "вул. Стрийська, 5" : "вул. Стрілецька, 5";
		base_add(b, &d);
	}
	assert_int_equal(db_end(&b->s->db, ERR_OK, &e), ERR_OK);
	base_expect(b, "каналізат", "2104 1404 704 4");  /* the one word that begins so */
	base_expect(b, "каналізаторня", "");
	for (size_t i = 0; i < COUNT(begins); i++)
		assert_int_equal(base_find(b, &(struct find_query){ .text = begins[i].text }).n, begins[i].n);
	base_expect(b, "тел:4567 каналізат", "2104 1404 704 4"); /* rows of the telephone, letters, the whole */
	base_expect(b, "тел:4567 канал каналізатор", "");
	base_expect(b, "тел:4567 канал оператор:PETRO", "2104 1404 704 4");
	base_expect(b, "вул:Стрий", "2410 2010 1610 1210 810 410 10");
	base_expect(b, "канал яма вул:Стрийсь тел:4567", "");
	base_expect(b, "яма вул:Стрийсь тел:4567", "2410 2010 1610 1210 810 410 10");
	assert_int_equal(base_find(b, &(struct find_query){ .text = "канал" }).n, BASE_ROWS_MAX);
	assert_int_equal(base_find(b, &(struct find_query){ .text = "яма тел:14567" }).n, BASE_ROWS_MAX / 10);
	assert_int_equal(base_find(b, &(struct find_query){ .text = "тел:67 каналізаці" }).n,
			 base_find(b, &(struct find_query){ .text = "тел:4567 каналізаці" }).n);
}

static void merging(void **state)
{
	struct base *b = base_new(state);

	for (int i = 0; i < 90; i++)
		base_text(b, i % 3 ? "вода тече" : "вода не тече");
	int64_t segments = one(b, "SELECT count(DISTINCT segid) FROM question_text_idx");
	int steps = 0;

	assert_true(segments > 24);
	while (search_idle(b->s))
		assert_true(++steps < 100);
	assert_true(steps > 0);
	assert_true(one(b, "SELECT count(DISTINCT segid) FROM question_text_idx") <= 24);
	assert_int_equal(base_find(b, &(struct find_query){ .text = "не тече" }).n, 30);
	assert_int_equal(base_find(b, &(struct find_query){ .text = "вод" }).n, 90);
}

/* FTS5 refuses to have 2000 segments ("the disk is full"): a site where nobody is ever idle must not come to that. */
static void never_full(void **state)
{
	struct base *b = base_new(state);
	struct err e = { 0 };

	assert_int_equal(db_exec(&b->s->db, "PRAGMA synchronous=OFF;"
			 "INSERT INTO question_text(question_text, rank) VALUES('crisismerge', 1999)", &e), ERR_OK);
	for (int i = 0; i < 1990; i++) {
		sqlite3_stmt *st = db_stmt(&b->s->db, "INSERT INTO question_text(rowid, words) VALUES(?, 'вода тече')");

		db_bind(st, "i", INT64_C(1) + i);
		assert_int_equal(db_run(&b->s->db, st, &e), ERR_OK);
	}
	assert_int_equal(one(b, "SELECT count(DISTINCT segid) FROM question_text_idx"), 1990);
	for (int i = 0; i < 40; i++)
		base_text(b, "яма на дорозі");
	assert_true(one(b, "SELECT count(DISTINCT segid) FROM question_text_idx") < 1300);
	assert_int_equal(base_find(b, &(struct find_query){ .text = "яма" }).n, 40);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(words_equal_a_scan, base_drop),
		cmocka_unit_test_teardown(signs_are_harmless, base_drop),
		cmocka_unit_test_teardown(phrases, base_drop),
		cmocka_unit_test_teardown(digits, base_drop),
		cmocka_unit_test_teardown(other_layout, base_drop),
		cmocka_unit_test_teardown(changes, base_drop),
		cmocka_unit_test_teardown(forgetting_is_exact, base_drop),
		cmocka_unit_test_teardown(ends, base_drop),
		cmocka_unit_test_teardown(ways_of_looking, base_drop),
		cmocka_unit_test_teardown(merging, base_drop),
		cmocka_unit_test_teardown(never_full, base_drop),
	};

	return cmocka_run_group_tests(tests, base_environment, NULL);
}
