/* tests/unit/t_labels.c - every label fits its room at 80 columns, in both languages: heads of columns, names of
 * fields, keys and their words are looked at on the screen itself, in every view, as they are drawn. A label that
 * was cut ends with "…" and has the look of a label. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tests/unit/desk.h"

static struct desk desk;
static int bad;

static const struct actor everybody = { .login = "olena", .name = "Усі Ролі", .roles = ANY_ROLE & ~ROLE_BIT(R_EXECUTOR),
	.service = "" };
static const struct actor executor = { .login = "voda", .name = "Виконавець Води", .roles = ROLE_BIT(R_EXECUTOR),
	.service = "VODA" };

static const struct place {
	const char *name;
	const struct actor *who;
	const char *way[6]; /* bytes of keys */
} places[] = {
	{ "F1", &everybody, { "\033OP" } },
	{ "F2", &everybody, { "\033OQ" } },
	{ "F2 caller", &everybody, { "\033OQ", "0670000001" } },
	{ "F2 law", &everybody, { "\033OQ", "\x06" } },
	{ "F2 consultation", &everybody, { "\033OQ", "0670009999", "\x1a" } },
	{ "F3", &everybody, { "\033OR" } },
	{ "F3 marked", &everybody, { "\033OR", " ", " " } },
	{ "F3 search", &everybody, { "\033OR", "/" } },
	{ "F3 dialog", &everybody, { "\033OR", "n" } },
	{ "F3 card", &everybody, { "\033OR", "\r" } },
	{ "F4", &everybody, { "\033OS" } },
	{ "F4 call", &everybody, { "\033OS", "\r" } },
	{ "F5", &everybody, { "\033[15~" } },
	{ "F5 orders", &everybody, { "\033[15~", "\r" } },
	{ "F6", &everybody, { "\033[17~" } },
	{ "F6 house", &everybody, { "\033[17~", "g" } },
	{ "F7", &everybody, { "\033[18~" } },
	{ "F7 card", &everybody, { "\033[18~", "\033[B", "\r" } },
	{ "F8 1", &everybody, { "\033[19~" } },
	{ "F8 2", &everybody, { "\033[19~", "2" } },
	{ "F8 3", &everybody, { "\033[19~", "3" } },
	{ "F8 4", &everybody, { "\033[19~", "4" } },
	{ "F8 5", &everybody, { "\033[19~", "5" } },
	{ "F8 6", &everybody, { "\033[19~", "6" } },
	{ "F9", &everybody, { "\033[20~" } },
	{ "F9 incident", &everybody, { "\033[20~", "\r" } },
	{ "F9 form", &everybody, { "\033[20~", "a" } },
	{ "F10", &everybody, { "\033[21~" } },
	{ "F10 form", &everybody, { "\033[21~", "a" } },
	{ "printing", &everybody, { "\x19" } },
	{ "executor F3", &executor, { "\033OR" } },
	{ "executor F5", &executor, { "\033[15~" } },
};

static bool looks_like(attr_t attrs, short pair, enum role role)
{
	struct theme_look l = theme_look(role);
	const attr_t kinds = A_BOLD | A_UNDERLINE | A_REVERSE | A_DIM;

	return ((attrs ^ l.attr) & kinds) == 0 && pair == l.pair;
}

static bool is_label(attr_t attrs, short pair)
{
	static const enum role labels[] = { ROLE_HEADING, ROLE_LABEL, ROLE_KEY, ROLE_KEY_LABEL, ROLE_KEY_OFF };

	for (size_t i = 0; i < COUNT(labels); i++)
		if (looks_like(attrs, pair, labels[i]) && !looks_like(attrs, pair, ROLE_NORMAL))
			return true;
	return false;
}

/* The row as text, for the report of what is cut. */
static const char *row_text(int y)
{
	static char out[DESK_COLS * 4 + 1];
	wchar_t cells[DESK_COLS * 4];
	size_t at = 0;

	mvinnwstr(y, 0, cells, DESK_COLS);
	for (size_t i = 0; cells[i]; i++)
		at += text_put(out + at, (uint32_t)cells[i]);
	out[at] = '\0';
	return out;
}

static void look(const struct place *p, const char *language)
{
	for (int y = 0; y < DESK_ROWS; y++)
		for (int x = 0; x < DESK_COLS; x++) {
			cchar_t cell;
			wchar_t text[CCHARW_MAX + 1];
			attr_t attrs = 0;
			short pair = 0;

			mvin_wch(y, x, &cell);
			getcchar(&cell, text, &attrs, &pair, NULL);
			bool alone = x == 0 || (mvinch(y, x - 1) & A_CHARTEXT) == ' '; /* more keys than room */

			if (text[0] != 0x2026 || alone || !is_label(attrs, pair))
				continue;
			print_error("%s, %s: a label is cut: %s\n", language, p->name, row_text(y));
			bad++;
		}
}

static void all_places(const char *language)
{
	setenv("LANGUAGE", language, 1);
	textdomain("pult"); /* what was found in the other language is forgotten */
	for (size_t i = 0; i < COUNT(places); i++) {
		desk_on(&desk, places[i].who, true);
		for (size_t k = 0; k < COUNT(places[i].way) && places[i].way[k]; k++)
			desk_feed(&desk, places[i].way[k]);
		look(&places[i], language);
	}
}

static void test_labels_fit(void **state)
{
	(void)state;
	all_places("uk");
	all_places("en");
	assert_int_equal(bad, 0);
}

static int begin(void **state)
{
	(void)state;
	desk_screen();
	desk_city(&desk);
	return 0;
}

static int end(void **state)
{
	(void)state;
	desk_end(&desk);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_labels_fit) };

	return cmocka_run_group_tests(tests, begin, end);
}
