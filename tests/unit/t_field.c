/* tests/unit/t_field.c - editing: tui/edit, field and editor. Keys are given as the bytes a terminal
 * sends; the result is shown with | at the cursor. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/err.h"
#include "tui/editor.h"
#include "tui/field.h"
#include "tui/keydec.h"

#define LEFT "\033[D"
#define RIGHT "\033[C"
#define UP "\033[A"
#define DOWN "\033[B"
#define HOME "\033[H"
#define END "\033[F"
#define DEL "\033[3~"
#define BS "\x7f"
#define WORD_LEFT "\033[1;5D"
#define WORD_RIGHT "\033[1;5C"
#define PASTE(text) "\033[200~" text "\033[201~"

static void show(const struct edit *e, char *out, size_t size)
{
	snprintf(out, size, "%.*s|%s", (int)e->cursor, e->text, e->text + e->cursor);
}

struct typed {
	unsigned did; /* all the flags together */
	unsigned last;
};

static struct typed type(void *widget, unsigned (*key)(void *, const struct key_event *), const char *bytes)
{
	struct keydec d = { .head = 0 };
	struct key_event ev;
	struct typed t = { 0, 0 };
	size_t room, len = strlen(bytes);

	memcpy(keydec_room(&d, &room), bytes, len);
	keydec_put(&d, len);
	while (keydec_next(&d, true, &ev)) {
		t.last = key(widget, &ev);
		t.did |= t.last;
	}
	keydec_close(&d);
	return t;
}

static unsigned key_of_field(void *f, const struct key_event *ev)
{
	return field_key(f, ev);
}

static unsigned key_of_editor(void *ed, const struct key_event *ev)
{
	return editor_key(ed, ev);
}

static const struct {
	const char *keys, *want;
	unsigned last;
} lines[] = {
	{ "", "|", 0 },
	{ "їґ’№", "їґ’№|", W_HANDLED | W_CHANGED },
	{ "абв" LEFT "x", "абx|в", W_HANDLED | W_CHANGED },
	{ "абв" LEFT LEFT BS, "|бв", W_HANDLED | W_CHANGED },
	{ "абв" HOME DEL, "|бв", W_HANDLED | W_CHANGED },
	{ "абв" HOME BS LEFT, "|абв", W_HANDLED },
	{ "абв" END DEL RIGHT, "абв|", W_HANDLED },
	{ "аб\x08", "а|", W_HANDLED | W_CHANGED },
	/* a letter and its marks, an emoji and its parts: one step, one Backspace */
	{ "ае\xcc\x81" LEFT "x", "аx|е\xcc\x81", W_HANDLED | W_CHANGED },
	{ "ае\xcc\x81" BS, "а|", W_HANDLED | W_CHANGED },
	{ "аі\xcc\x88" HOME RIGHT DEL, "а|", W_HANDLED | W_CHANGED },
	{ "a👩‍👩‍👧b" LEFT BS, "a|b", W_HANDLED | W_CHANGED },
	{ "a❤️b" LEFT LEFT DEL, "a|b", W_HANDLED | W_CHANGED },
	/* words and lines */
	{ "вулиця Івана Франка" WORD_LEFT "x", "вулиця Івана x|Франка", W_HANDLED | W_CHANGED },
	{ "вулиця Івана" HOME WORD_RIGHT "x", "вулицяx| Івана", W_HANDLED | W_CHANGED },
	{ "вулиця Івана " "\x17", "вулиця |", W_HANDLED | W_CHANGED },
	{ "вулиця Івана" "\033\x7f", "вулиця |", W_HANDLED | W_CHANGED },
	{ "вулиця Івана" WORD_LEFT "\x15", "|Івана", W_HANDLED | W_CHANGED },
	{ "вулиця Івана" WORD_LEFT "\x0b", "вулиця |", W_HANDLED | W_CHANGED },
	{ "аб" "\x01" "x" "\x05" "y", "xабy|", W_HANDLED | W_CHANGED },
	{ "а б" "\033b" "x" "\033і" "y", "а xy|б", W_HANDLED | W_CHANGED },
	/* paste: one line */
	{ PASTE("один\r\nдва\tтри"), "один два три|", W_HANDLED | W_CHANGED },
	{ "[" PASTE("x") "]", "[x]|", W_HANDLED | W_CHANGED },
	/* at most 20 letters: what fits goes in */
	{ "12345678901234567890" "1", "12345678901234567890|", W_HANDLED | W_REFUSED | W_FULL },
	{ PASTE("абвгґдеєжзиіїйклмнопрст"), "абвгґдеєжзиіїйклмноп|", W_HANDLED | W_CHANGED | W_REFUSED | W_FULL },
	/* not the field's */
	{ "а\r", "а|", W_HANDLED | W_SUBMIT },
	{ "а\t", "а|", W_IGNORED },
	{ "а" UP, "а|", W_IGNORED },
	{ "а\033OP", "а|", W_IGNORED },
	{ "а\x13", "а|", W_IGNORED },
};

static void test_lines(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(lines); i++) {
		struct arena a = { NULL };
		struct field f;
		char shown[512];

		field_init(&f, &a, 20);
		struct typed t = type(&f, key_of_field, lines[i].keys);

		show(&f.edit, shown, sizeof(shown));
		assert_string_equal(shown, lines[i].want);
		assert_int_equal(t.last, lines[i].last);
		arena_free(&a);
	}
}

/* Screen lines of 10 columns, one kept for the cursor. */
static const struct {
	const char *keys, *want;
	unsigned last;
} areas[] = {
	{ "один\rдва", "один\nдва|", W_HANDLED | W_CHANGED },
	{ PASTE("один\r\nдва\t3\n"), "один\nдва\t3\n|", W_HANDLED | W_CHANGED },
	{ "один\rдва" UP "x", "одиx|н\nдва", W_HANDLED | W_CHANGED },
	{ "один\rдва" UP UP, "оди|н\nдва", W_IGNORED },
	{ "один\rдва" DOWN, "один\nдва|", W_IGNORED },
	/* the column is kept over a shorter line */
	{ "одинадцят\rа\rодинадцят" UP UP, "одинадцят|\nа\nодинадцят", W_HANDLED },
	{ "одинадцят\rа\rодинадцят" UP UP DOWN DOWN "x", "одинадцят\nа\nодинадцятx|",
	  W_HANDLED | W_CHANGED },
	{ "одинадцят\rа\rодинадцят" UP UP LEFT DOWN DOWN, "одинадцят\nа\nодинадця|т", W_HANDLED },
	/* soft wrap: «перший » / «другий » / «третій» */
	{ "перший другий третій" UP "x", "перший другийx| третій", W_HANDLED | W_CHANGED },
	{ "перший другий третій" UP HOME "x", "перший xдругий третій", 0 },
	{ "перший другий третій" UP UP END "x", "першийx| другий третій", W_HANDLED | W_CHANGED },
	{ "перший другий третій" HOME BS, "перший другий|третій", W_HANDLED | W_CHANGED },
	/* a word longer than the line breaks inside; End stays on its line */
	{ "абвгґдеєжзиіїй" UP END "x", "абвгґдеєxжзиіїй", 0 },
	{ "абвгґдеєжзиіїй" UP HOME "x", "x|абвгґдеєжзиіїй", W_HANDLED | W_CHANGED },
	{ "а\rб\rв\rг\rґ\rд" "\033[1;5H" "x", "x|а\nб\nв\nг\nґ\nд", W_HANDLED | W_CHANGED },
	{ "а\rб\rв\rг\rґ\rд" "\033[5~" "x", "а\nб\nв\nгx|\nґ\nд", W_HANDLED | W_CHANGED },
	{ "а\rб\rв\rг\rґ\rд" "\033[1;5H" "\033[6~" "x", "а\nб\nxв\nг\nґ\nд", 0 },
	{ "а\rб" "\x15", "а\n|", W_HANDLED | W_CHANGED },
	{ "а\rб" LEFT LEFT "\x0b", "а|\nб", W_HANDLED },
	{ "а\r\r" UP "x", "а\nx|\n", W_HANDLED | W_CHANGED },
	{ "а\rб" HOME BS, "а|б", W_HANDLED | W_CHANGED },
	{ "а👍\rб" UP END BS, "а|\nб", W_HANDLED | W_CHANGED },
};

/* A row whose `last` is 0 shows the text without the cursor. */
static void test_areas(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(areas); i++) {
		struct arena a = { NULL };
		struct editor ed;
		char shown[512];

		editor_init(&ed, &a, 1000);
		editor_layout(&ed, 3, 10);
		struct typed t = type(&ed, key_of_editor, areas[i].keys);

		show(&ed.edit, shown, sizeof(shown));
		if (areas[i].last || strchr(areas[i].want, '|')) {
			assert_string_equal(shown, areas[i].want);
			assert_int_equal(t.last, areas[i].last);
		} else {
			assert_string_equal(ed.edit.text, areas[i].want);
		}
		arena_free(&a);
	}
}

/* The cap is told once and for all until something fits again; nothing is cut in half. */
static void test_full(void **state)
{
	struct arena a = { NULL };
	struct editor ed;

	(void)state;
	editor_init(&ed, &a, 7);
	assert_int_equal(type(&ed, key_of_editor, "абв").last, W_HANDLED | W_CHANGED);
	assert_false(ed.full);
	assert_int_equal(type(&ed, key_of_editor, "г").last, W_HANDLED | W_REFUSED | W_FULL);
	assert_true(ed.full);
	assert_int_equal(type(&ed, key_of_editor, LEFT).last, W_HANDLED);
	assert_true(ed.full);
	assert_int_equal(type(&ed, key_of_editor, "x").last, W_HANDLED | W_CHANGED);
	assert_false(ed.full);
	assert_string_equal(editor_text(&ed), "абxв");
	assert_false(editor_set(&ed, "абвг"));
	assert_true(ed.full);
	assert_string_equal(editor_text(&ed), "абв");
	arena_free(&a);
}

/* A template between words: blanks where they are missing, none where they are or may not be. */
static void test_apart(void **state)
{
	static const struct {
		const char *text;
		int left; /* letters that stay behind the cursor */
		const char *put, *want;
	} rows[] = {
		{ "", 0, "є", "є" }, { "Тече.", 0, "Їдуть.", "Тече. Їдуть." }, { "Тече. ", 0, "Їдуть.", "Тече. Їдуть." },
		{ "Тече\n", 0, "Їдуть", "Тече\nЇдуть" }, { "Тече.", 5, "Їдуть.", "Їдуть. Тече." },
		{ "ми сказали", 7, "добре", "ми добре сказали" }, { "ми, далі", 6, "добре", "ми добре, далі" },
		{ "сказав «»", 1, "їдемо", "сказав «їдемо»" }, { "(так)", 1, "ні", "(так ні)" },
		{ "так", 0, " вже", "так вже" }, { "так", 0, "", "так" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct arena a = { NULL };
		struct editor ed;
		const struct key_event left = { .kind = EV_FN, .fn = FN_LEFT };
		const struct key_event put = { .kind = EV_PASTE, .text = rows[i].put, .len = strlen(rows[i].put),
					       .apart = true };

		editor_init(&ed, &a, 1000);
		editor_set(&ed, rows[i].text);
		for (int k = 0; k < rows[i].left; k++)
			editor_key(&ed, &left);
		editor_key(&ed, &put);
		assert_string_equal(editor_text(&ed), rows[i].want);
		arena_free(&a);
	}
}

static void test_set(void **state)
{
	struct arena a = { NULL };
	struct field f;
	struct editor ed;

	(void)state;
	field_init(&f, &a, 5);
	assert_true(field_set(&f, "а\033[31m"));
	assert_string_equal(field_text(&f), "а[31m");
	assert_false(field_set(&f, "абвгґд"));
	assert_string_equal(field_text(&f), "абвгґ");
	assert_true(field_set(&f, "\xff\xd0" "а\x7f\n"));
	assert_string_equal(field_text(&f), "а ");
	assert_true(field_set(&f, ""));
	assert_string_equal(field_text(&f), "");

	/* what a citizen wrote comes back byte for byte */
	static const char exact[] = "рядок\n\tтабуляція  ’'\";=%\n👩‍👩‍👧 е\xcc\x81 \xc2\xad\n";

	editor_init(&ed, &a, 1000);
	assert_true(editor_set(&ed, exact));
	assert_string_equal(editor_text(&ed), exact);
	arena_free(&a);
}

/* Marks typed apart from their letter join it; the cursor never stands inside. */
static void test_joining(void **state)
{
	struct arena a = { NULL };
	struct field f;
	char shown[64];

	(void)state;
	field_init(&f, &a, 20);
	field_set(&f, "аx\xcc\x81");
	type(&f, key_of_field, LEFT "е" RIGHT BS);
	show(&f.edit, shown, sizeof(shown));
	assert_string_equal(shown, "ае|");
	field_set(&f, "\xcc\x81ж");
	type(&f, key_of_field, HOME "е");
	show(&f.edit, shown, sizeof(shown));
	assert_string_equal(shown, "е\xcc\x81|ж");
	field_set(&f, "еx\xcc\x81");
	type(&f, key_of_field, HOME RIGHT);
	/* taking the x away alone is impossible: its mark goes with it */
	type(&f, key_of_field, DEL);
	assert_string_equal(field_text(&f), "е");
	arena_free(&a);
}

/* What is put in as a whole may be typed over: until an arrow says that it is to be edited. */
static void chosen_text_is_typed_over(void **state)
{
	static const struct {
		const char *keys, *want;
	} rows[] = {
		{ "", "давнє|" }, { "н", "н|" },            { "нове", "нове|" },
		{ BS, "|" },      { DEL, "|" },             { "\x17", "|" },
		{ LEFT, "давн|є" }, { END "є", "давнєє|" }, { HOME "не", "не|давнє" },
		{ RIGHT "є", "давнєє|" }, { PASTE("нове"), "нове|" }, { "\x05" "є", "давнєє|" },
		{ LEFT BS, "дав|є" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct arena a = { 0 };
		struct field f;
		char got[64];

		field_init(&f, &a, 20);
		field_choose(&f, "давнє");
		type(&f, key_of_field, rows[i].keys);
		show(&f.edit, got, sizeof(got));
		if (strcmp(got, rows[i].want) != 0)
			fail_msg("row %zu: %s, not %s", i, got, rows[i].want);
		arena_free(&a);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(chosen_text_is_typed_over),
		cmocka_unit_test(test_lines), cmocka_unit_test(test_areas), cmocka_unit_test(test_full),
		cmocka_unit_test(test_apart), cmocka_unit_test(test_set), cmocka_unit_test(test_joining),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
