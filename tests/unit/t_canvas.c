/* tests/unit/t_canvas.c - tui/canvas: what lands in the cells, and what the terminal is sent. ncurses runs
 * on a file; cells are read back from its window. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <ncurses.h>
#include <stdlib.h>

#include "core/err.h"
#include "core/text.h"
#include "tui/canvas.h"
#include "tui/editor.h"
#include "tui/field.h"
#include "tui/pager.h"
#include "tui/theme.h"

static struct screen scr;
static FILE *sent;

/* Row y of the screen without the blanks at its end. */
static const char *row(int y)
{
	static char out[1024];
	wchar_t cells[256];
	size_t at = 0;

	mvinnwstr(y, 0, cells, 80);
	for (size_t i = 0; cells[i]; i++)
		at += text_put(out + at, (uint32_t)cells[i]);
	while (at > 0 && out[at - 1] == ' ')
		at--;
	out[at] = '\0';
	return out;
}

static const struct {
	int cols;
	const char *text, *want;
} texts[] = {
	{ 5, "абв", "[абв  ]" },
	{ 5, "абвгґ", "[абвгґ]" },
	{ 5, "абвгґд", "[абвг…]" },
	{ -5, "абв", "[  абв]" },
	{ -5, "абвгґд", "[абвг…]" },
	{ 5, NULL, "[     ]" },
	{ 0, "абв", "[]" },
	{ 1, "абв", "[…]" },
	/* nothing a terminal would obey */
	{ 8, "а\033[31mб", "[а[31mб  ]" },
	{ 8, "а\x07\x08\x7f\xc2\x9b" "б", "[аб      ]" },
	{ 5, "а\nб\tв", "[а б в]" },
	{ 5, "а\xff" "б", "[а\xef\xbf\xbd" "б  ]" },
	{ 5, "а\xe2\x80\xae" "б\xe2\x80\x8b" "в", "[абв  ]" }, /* RLO, zero-width space */
	{ 5, "а\xc2\xad" "б", "[а-б  ]" }, /* soft hyphen */
	/* wide letters are never halved */
	{ 5, "日本", "[日本 ]" },
	{ 4, "日本語", "[日 …]" },
	{ 5, "日本語", "[日本…]" },
	{ 5, "е\xcc\x81" "жж", "[е\xcc\x81" "жж  ]" },
	{ 5, "\xcc\x81" "ж", "[ж    ]" },
	{ 5, "е\xcc\x81\xcc\x82\xcc\x83\xcc\x84\xcc\x85\xcc\x86", "[е\xcc\x81\xcc\x82\xcc\x83\xcc\x84    ]" },
	/* an emoji the C library does not know yet: two columns all the same */
	{ 5, "🫨ж", "[? ж  ]" },
	{ 5, "№«»–’", "[№«»–’]" },
};

static void test_texts(void **state)
{
	struct canvas c = screen_begin(&scr);

	(void)state;
	for (size_t i = 0; i < COUNT(texts); i++) {
		int cols = texts[i].cols < 0 ? -texts[i].cols : texts[i].cols;

		draw_text(&c, 3, 0, 20, ROLE_NORMAL, "####################");
		draw_text(&c, 3, 0, 1, ROLE_NORMAL, "[");
		draw_text(&c, 3, 1, texts[i].cols, ROLE_FIELD, texts[i].text);
		draw_text(&c, 3, 1 + cols, 1, ROLE_NORMAL, "]");
		draw_text(&c, 3, 2 + cols, 18 - cols, ROLE_NORMAL, "");
		assert_string_equal(row(3), texts[i].want);
	}
}

/* Whatever is drawn stays inside the rectangle. */
static void test_clipping(void **state)
{
	struct canvas all = screen_begin(&scr);

	(void)state;
	for (int y = 0; y < 8; y++)
		draw_text(&all, y, 0, 20, ROLE_NORMAL, "....................");
	struct canvas c = canvas_sub(&all, 2, 5, 3, 6);

	for (int y = -2; y < 6; y++)
		draw_text(&c, y, -3, 30, ROLE_NORMAL, "абвгґдеєжзиіїйклмн");
	draw_text(&c, 1, -1, 4, ROLE_NORMAL, "日本");
	draw_text(&c, 2, 5, 4, ROLE_NORMAL, "日本");
	assert_string_equal(row(1), "....................");
	assert_string_equal(row(2), ".....гґдеєж.........");
	assert_string_equal(row(3), "..... 本еєж.........");
	assert_string_equal(row(4), ".....гґдеє .........");
	assert_string_equal(row(5), "....................");

	struct canvas outside = canvas_sub(&all, 30, 90, 3, 6), across = canvas_sub(&c, -1, 4, 9, 9);

	assert_int_equal(outside.rows, 0);
	assert_int_equal(outside.cols, 0);
	draw_text(&outside, 0, 0, 5, ROLE_NORMAL, "x");
	assert_int_equal(across.y, 2);
	assert_int_equal(across.x, 9);
	assert_int_equal(across.rows, 3);
	assert_int_equal(across.cols, 2);
	canvas_cursor(&outside, 0, 0);
	assert_int_equal(scr.cursor_y, -1);
	canvas_cursor(&across, 1, 1);
	assert_int_equal(scr.cursor_y, 3);
	assert_int_equal(scr.cursor_x, 10);
}

/* Text and cursor of a field of 10 columns after typing; | is not drawn. */
static const struct {
	const char *text;
	size_t cursor; /* letters from the end */
	const char *want;
	int x;
} fields[] = {
	{ "абв", 0, "абв", 3 },
	{ "абвгґдеєж", 0, "абвгґдеєж", 9 },
	{ "абвгґдеєжз", 0, "…деєжз", 6 },
	{ "абвгґдеєжзиіїйкл", 0, "…іїйкл", 6 },
	{ "абвгґдеєжзиіїйкл", 16, "абвгґдеєж…", 0 },
};

static void test_field(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(fields); i++) {
		struct arena a = { NULL };
		struct field f;
		struct canvas all = screen_begin(&scr), c = canvas_sub(&all, 0, 0, 1, 10);

		field_init(&f, &a, 30);
		field_set(&f, fields[i].text);
		for (size_t n = 0; n < fields[i].cursor; n++)
			f.edit.cursor = edit_prev(&f.edit, f.edit.cursor);
		field_draw(&f, &c, true, ROLE_FIELD);
		assert_int_equal(scr.cursor_y, 0);
		assert_in_range(scr.cursor_x, 0, 9);
		assert_string_equal(row(0), fields[i].want);
		assert_int_equal(scr.cursor_x, fields[i].x);
		arena_free(&a);
	}
}

/* The cursor is always inside and on its letter, wherever it goes in a long text. */
static void test_field_walk(void **state)
{
	struct arena a = { NULL };
	struct field f;
	wchar_t under[2];

	(void)state;
	field_init(&f, &a, 100);
	field_set(&f, "вулиця Івана Франка 日本 будинок двадцять шість літера а");
	for (int pass = 0; pass < 2; pass++) {
		for (int n = 0; n < 70; n++) {
			struct canvas all = screen_begin(&scr), c = canvas_sub(&all, 0, 0, 1, 12);
			uint32_t cp = ' ';

			field_draw(&f, &c, true, ROLE_FIELD);
			assert_in_range(scr.cursor_x, 0, 11);
			text_next(f.edit.text + f.edit.cursor, &cp);
			mvinnwstr(0, scr.cursor_x, under, 1);
			assert_int_equal(under[0], cp ? cp : ' ');
			f.edit.cursor = pass == 0 ? edit_prev(&f.edit, f.edit.cursor) :
						    edit_next(&f.edit, f.edit.cursor);
		}
	}
	arena_free(&a);
}

static void test_editor(void **state)
{
	struct arena a = { NULL };
	struct editor ed;
	struct canvas all = screen_begin(&scr), c = canvas_sub(&all, 0, 0, 3, 10);

	(void)state;
	editor_init(&ed, &a, 200);
	editor_set(&ed, "перший другий\nтретій\n");
	editor_draw(&ed, &c, true, ROLE_FIELD);
	assert_string_equal(row(0), "другий ↑ 1"); /* what is not seen is counted */
	assert_string_equal(row(1), "третій");
	assert_string_equal(row(2), "");
	assert_int_equal(editor_above(&ed), 1);
	assert_int_equal(editor_below(&ed), 0);
	assert_int_equal(scr.cursor_y, 2);
	assert_int_equal(scr.cursor_x, 0);
	ed.edit.cursor = 0;
	editor_draw(&ed, &c, true, ROLE_FIELD);
	assert_string_equal(row(0), "перший");
	assert_string_equal(row(2), "третій ↓ 1");
	assert_int_equal(editor_below(&ed), 1);
	ed.marked = true; /* who draws it says so elsewhere */
	editor_draw(&ed, &c, true, ROLE_FIELD);
	assert_string_equal(row(2), "третій");
	arena_free(&a);
}

static void test_pager(void **state)
{
	struct pager p = { .count = 0 };
	struct canvas all = screen_begin(&scr), c = canvas_sub(&all, 0, 0, 4, 12);
	struct key_event end = { .kind = EV_FN, .fn = FN_END };

	(void)state;
	for (int i = 0; i < 100; i++)
		pager_add(&p, ROLE_NORMAL, 2, "один два три");
	pager_draw(&p, &c);
	assert_int_equal(p.total, 200);
	assert_string_equal(text_cut(row(1), 10) ? row(1) : "", "  три      │");
	assert_int_equal(pager_key(&p, &end), W_HANDLED | W_MOVED);
	assert_int_equal(p.top, 196);
	assert_int_equal(pager_key(&p, &end), W_HANDLED | W_REFUSED);
	erase();
	pager_draw(&p, &c);
	assert_string_equal(row(0), "  один два │");
	pager_clear(&p, false);
	pager_add(&p, ROLE_NORMAL, 0, "");
	pager_draw(&p, &c);
	assert_int_equal(p.total, 1);
	pager_close(&p);
}

/* An equal frame costs nothing; the bell goes out with the frame. */
static void test_frames(void **state)
{
	struct canvas c = screen_begin(&scr);

	(void)state;
	draw_text(&c, 0, 0, 20, ROLE_ALARM, "прострочено");
	screen_end(&scr);
	long before = ftell(sent);

	c = screen_begin(&scr);
	draw_text(&c, 0, 0, 20, ROLE_ALARM, "прострочено");
	screen_end(&scr);
	assert_int_equal(ftell(sent), before);
	scr.beep = true;
	c = screen_begin(&scr);
	draw_text(&c, 0, 0, 20, ROLE_ALARM, "прострочено");
	screen_end(&scr);
	assert_in_range(ftell(sent) - before, 1, 4);
	assert_false(scr.beep);
	assert_false(screen_small(&scr));
}

static int start(void **state)
{
	(void)state;
	setlocale(LC_ALL, "C.UTF-8");
	setenv("LINES", "24", 1);
	setenv("COLUMNS", "80", 1);
	char type[] = "xterm";

	sent = tmpfile();
	if (!sent || !newterm(type, sent, stdin))
		return -1;
	setvbuf(sent, NULL, _IONBF, 0);
	theme_start();
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_texts),  cmocka_unit_test(test_clipping), cmocka_unit_test(test_field),
		cmocka_unit_test(test_field_walk), cmocka_unit_test(test_editor), cmocka_unit_test(test_pager),
		cmocka_unit_test(test_frames),
	};

	return cmocka_run_group_tests(tests, start, NULL);
}
