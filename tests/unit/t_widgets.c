/* tests/unit/t_widgets.c - list, form and dialog: what keys do to them, without a terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "core/err.h"
#include "tui/dialog.h"
#include "tui/form.h"
#include "tui/keydec.h"
#include "tui/list.h"

#define ESC "\033"
#define UP "\033[A"
#define DOWN "\033[B"
#define LEFT "\033[D"
#define RIGHT "\033[C"
#define HOME "\033[H"
#define END "\033[F"
#define PGUP "\033[5~"
#define PGDN "\033[6~"
#define BACKTAB "\033[Z"
#define PASTE(text) "\033[200~" text "\033[201~"

/* Flags of the last key. */
static unsigned type(void *widget, unsigned (*key)(void *, const struct key_event *), const char *bytes)
{
	struct keydec d = { .head = 0 };
	struct key_event ev;
	size_t room, len = strlen(bytes);
	unsigned did = W_IGNORED;

	memcpy(keydec_room(&d, &room), bytes, len);
	keydec_put(&d, len);
	while (keydec_next(&d, true, &ev))
		did = key(widget, &ev);
	keydec_close(&d);
	return did;
}

/* --- list ----------------------------------------------------------------------------------------- */

struct rows {
	int64_t ids[64];
	size_t count;
};

static size_t rows_count(const void *ctx)
{
	return ((const struct rows *)ctx)->count;
}

static int64_t rows_id(const void *ctx, size_t i)
{
	return ((const struct rows *)ctx)->ids[i];
}

static void rows_draw(const void *ctx, const struct canvas *row, size_t i, enum role role)
{
	(void)ctx;
	(void)row;
	(void)i;
	(void)role;
}

static const struct list_ops rows_ops = { .count = rows_count, .id = rows_id, .draw = rows_draw };

static unsigned key_of_list(void *l, const struct key_event *ev)
{
	return list_key(l, ev);
}

static void fill(struct rows *r, int64_t from, size_t count)
{
	for (size_t i = 0; i < count; i++)
		r->ids[i] = from + (int64_t)i;
	r->count = count;
}

/* 30 rows with ids 100..129, ten of them on the screen. */
static const struct {
	const char *keys;
	size_t sel;
	unsigned did;
} moves[] = {
	{ DOWN, 1, W_HANDLED | W_MOVED },
	{ UP, 0, W_HANDLED | W_REFUSED },
	{ END, 29, W_HANDLED | W_MOVED | W_MORE },
	{ END DOWN, 29, W_HANDLED | W_REFUSED | W_MORE },
	{ END UP, 28, W_HANDLED | W_MOVED },
	{ END HOME, 0, W_HANDLED | W_MOVED },
	{ PGDN, 9, W_HANDLED | W_MOVED },
	{ PGDN PGDN, 18, W_HANDLED | W_MOVED },
	{ PGDN PGDN DOWN DOWN, 20, W_HANDLED | W_MOVED | W_MORE },
	{ PGDN PGUP, 0, W_HANDLED | W_MOVED },
	{ DOWN "\r", 1, W_HANDLED | W_SUBMIT },
	{ PASTE("x\ry\r"), 0, W_HANDLED }, /* a paste never acts */
	{ "q", 0, W_IGNORED },
	{ "\033[1;5B", 0, W_IGNORED },
};

static void test_list_moves(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(moves); i++) {
		struct rows r;
		struct list l;

		fill(&r, 100, 30);
		list_init(&l, &rows_ops, &r);
		l.rows = 10;
		assert_int_equal(type(&l, key_of_list, moves[i].keys), moves[i].did);
		assert_int_equal(l.sel, moves[i].sel);
		assert_int_equal(l.sel_id, 100 + moves[i].sel);
	}
}

/* Enter must never open another appeal than the one that was selected. */
static void test_list_follows(void **state)
{
	struct rows r;
	struct list l;
	size_t at;

	(void)state;
	fill(&r, 100, 30);
	list_init(&l, &rows_ops, &r);
	assert_true(list_select(&l, 105));
	assert_false(list_select(&l, 99));
	fill(&r, 98, 32); /* two new ones above */
	assert_false(list_sync(&l));
	assert_true(list_selected(&l, &at));
	assert_int_equal(at, 7);
	l.top = 5;
	fill(&r, 95, 35);
	list_sync(&l);
	assert_int_equal(l.top, 8); /* keeps its place on the screen */
	fill(&r, 110, 3); /* gone: the same place, as far as there is one */
	assert_true(list_sync(&l));
	assert_int_equal(l.sel_id, 112);
	fill(&r, 0, 0);
	assert_true(list_sync(&l));
	assert_false(list_selected(&l, &at));
	assert_int_equal(type(&l, key_of_list, DOWN "\r"), W_IGNORED);
	fill(&r, 7, 2);
	assert_true(list_sync(&l));
	assert_int_equal(l.sel_id, 7);
}

/* --- form ----------------------------------------------------------------------------------------- */

static const struct form_choice kinds[] = {
	{ "application", "Заява" }, { "complaint", "Скарга" }, { "thanks", "Подяка" },
	{ "proposal", "Пропозиція (зауваження)" }, { NULL, NULL },
};

static const struct form_desc desc[] = {
	{ .name = "number", .label = "No", .kind = FORM_SHOW, .max_letters = 20, .label_cols = 3 },
	{ .name = "phone", .label = "Phone", .kind = FORM_LINE, .max_letters = 10, .label_cols = 9 },
	{ .name = "kind", .label = "Kind", .kind = FORM_CHOICE, .choices = kinds },
	{ .name = "text", .label = "Text", .kind = FORM_TEXT, .max_letters = 100, .rows = 4 },
	{ .name = "street", .label = "", .kind = FORM_LINE, .max_letters = 30 },
	{ .name = NULL },
};

static void suggest(void *ctx, struct arena *a, const char *name, const char *text, struct suggested *out)
{
	++*(int *)ctx;
	if (strcmp(name, "street") != 0 || !text || !text[0])
		return;
	out->rows = arena_alloc(a, 2 * sizeof(*out->rows));
	out->rows[out->n++].value = arena_printf(a, "%s-1", text);
	out->rows[out->n++].value = arena_printf(a, "%s-2", text);
}

static const struct suggest_ops source = { .suggest = suggest };

static unsigned key_of_form(void *f, const struct key_event *ev)
{
	return form_key(f, ev);
}

#define STREET "\t\t\t"

/* Keys from the first field; then where the focus is and what a field holds. */
static const struct {
	const char *keys, *focus, *field, *text;
	unsigned did;
} typing[] = {
	{ "", "phone", "phone", "", W_IGNORED },
	{ "067", "phone", "phone", "067", W_HANDLED | W_CHANGED },
	{ "1\r", "kind", "phone", "1", W_HANDLED | W_MOVED },
	{ UP, "phone", "phone", "", W_IGNORED },
	{ BACKTAB, "street", "phone", "", W_HANDLED | W_MOVED },
	{ BACKTAB "\t", "phone", "phone", "", W_HANDLED | W_MOVED },
	{ BACKTAB DOWN, "street", "phone", "", W_IGNORED },
	{ BACKTAB "\r", "street", "phone", "", W_HANDLED | W_SUBMIT },
	/* a choice: arrows, space, the first letter of its label by its key in any layout */
	{ "\t" RIGHT, "kind", "kind", "complaint", W_HANDLED | W_CHANGED },
	{ "\t" LEFT, "kind", "kind", "proposal", W_HANDLED | W_CHANGED },
	{ "\t  ", "kind", "kind", "thanks", W_HANDLED | W_CHANGED },
	{ "\tс", "kind", "kind", "complaint", W_HANDLED | W_CHANGED },
	{ "\tC", "kind", "kind", "complaint", W_HANDLED | W_CHANGED },
	{ "\tз", "kind", "kind", "application", W_HANDLED },
	{ "\tх", "kind", "kind", "application", W_HANDLED | W_REFUSED | W_NO_CHOICE },
	/* ...and the letters after it; the same letter again is the next one with it */
	{ "\tпр", "kind", "kind", "proposal", W_HANDLED | W_CHANGED },
	{ "\tпод", "kind", "kind", "thanks", W_HANDLED },
	{ "\tпп", "kind", "kind", "proposal", W_HANDLED | W_CHANGED },
	{ "\tgh", "kind", "kind", "proposal", W_HANDLED | W_CHANGED }, /* the keys of «пр» */
	{ "\tпс", "kind", "kind", "complaint", W_HANDLED | W_CHANGED },
	{ "\tпрх", "kind", "kind", "proposal", W_HANDLED | W_REFUSED | W_NO_CHOICE },
	{ "\tп" LEFT "р", "kind", "kind", "complaint", W_HANDLED | W_REFUSED | W_NO_CHOICE },
	{ "\tп\t" BACKTAB "р", "kind", "kind", "thanks", W_HANDLED | W_REFUSED | W_NO_CHOICE },
	{ "\t" PASTE(" скарга\n"), "kind", "kind", "complaint", W_HANDLED | W_CHANGED },
	{ "\t" PASTE("ПРОПОЗИЦІЯ"), "kind", "kind", "proposal", W_HANDLED | W_CHANGED },
	{ "\t" PASTE("thanks"), "kind", "kind", "thanks", W_HANDLED | W_CHANGED },
	{ "\t" PASTE("щось інше"), "kind", "kind", "application", W_HANDLED | W_REFUSED | W_NO_CHOICE },
	{ "\t" PASTE(" "), "kind", "kind", "application", W_HANDLED | W_REFUSED | W_NO_CHOICE },
	{ "\t\r", "text", "kind", "application", W_HANDLED | W_MOVED },
	/* several lines: Enter and arrows are the text's own until its edge */
	{ "\t\ta\rb", "text", "text", "a\nb", W_HANDLED | W_CHANGED },
	{ "\t\ta\rb" UP, "text", "text", "a\nb", W_HANDLED },
	{ "\t\ta\rb" UP UP, "kind", "text", "a\nb", W_HANDLED | W_MOVED },
	{ "\t\ta\rb" DOWN, "street", "text", "a\nb", W_HANDLED | W_MOVED },
	{ "\t\ta\t", "street", "text", "a", W_HANDLED | W_MOVED },
	/* suggestions: nothing is taken that was not chosen */
	{ STREET "На\r", "street", "street", "На", W_HANDLED | W_SUBMIT },
	{ STREET "На\t", "phone", "street", "На", W_HANDLED | W_MOVED },
	{ STREET "На" DOWN "\r", "street", "street", "На-1", W_HANDLED | W_CHANGED | W_TAKEN },
	{ STREET "На" DOWN DOWN DOWN "\t", "street", "street", "На-2", W_HANDLED | W_CHANGED | W_TAKEN },
	{ STREET "На" DOWN UP "\r", "street", "street", "На", W_HANDLED | W_SUBMIT },
	{ STREET "На" DOWN "\r\r", "street", "street", "На-1", W_HANDLED | W_SUBMIT },
	{ STREET "На" DOWN ESC, "street", "street", "На", W_HANDLED },
	{ STREET "На" ESC ESC, "street", "street", "На", W_IGNORED },
	{ STREET "На" UP, "text", "street", "На", W_HANDLED | W_MOVED },
	{ STREET "На" DOWN "р", "street", "street", "Нар", W_HANDLED | W_CHANGED },
	{ STREET "Н\x7f" DOWN, "street", "street", "", W_IGNORED },
	{ "\x13", "phone", "phone", "", W_IGNORED },
	{ "\033OP", "phone", "phone", "", W_IGNORED },
};

static void test_form_keys(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(typing); i++) {
		struct arena a = { NULL };
		struct form f;
		int asked = 0;

		form_init(&f, &a, desc, &source, &asked);
		assert_int_equal(f.label_cols, 9);
		assert_int_equal(type(&f, key_of_form, typing[i].keys), typing[i].did);
		assert_string_equal(form_focused(&f), typing[i].focus);
		assert_string_equal(form_get(&f, typing[i].field), typing[i].text);
		form_close(&f);
		arena_free(&a);
	}
}

static void test_form_contents(void **state)
{
	struct arena a = { NULL };
	struct form f;
	unsigned long changed;

	(void)state;
	form_init(&f, &a, desc, NULL, NULL);
	changed = f.changed;
	assert_true(form_set(&f, "phone", "067"));
	assert_true(f.changed > changed);
	changed = f.changed;
	assert_true(form_set(&f, "phone", "067"));
	assert_int_equal(f.changed, changed);
	assert_false(form_set(&f, "phone", "01234567890"));
	assert_string_equal(form_get(&f, "phone"), "0123456789");
	assert_true(form_set(&f, "kind", "thanks"));
	assert_false(form_set(&f, "kind", "nonsense"));
	assert_string_equal(form_get(&f, "kind"), "thanks");
	assert_false(form_set(&f, "nobody", "x"));
	assert_null(form_get(&f, "nobody"));
	assert_true(form_set(&f, "number", "ГЛ-1/26"));
	changed = f.changed;
	type(&f, key_of_form, LEFT);
	assert_int_equal(f.changed, changed);
	type(&f, key_of_form, "\x7f");
	assert_int_equal(f.changed, changed + 1);
	form_focus(&f, "street");
	form_clear(&f);
	assert_string_equal(form_get(&f, "kind"), "application");
	assert_string_equal(form_get(&f, "number"), "");
	assert_string_equal(form_focused(&f), "phone");
	assert_true(f.changed > changed + 1);
	form_close(&f);
	arena_free(&a);
}

/* A field that is set from outside has no list any more. */
static void test_form_list_closes(void **state)
{
	struct arena a = { NULL };
	struct form f;
	int asked = 0;

	(void)state;
	form_init(&f, &a, desc, &source, &asked);
	type(&f, key_of_form, STREET "На");
	assert_int_equal(asked, 2);
	assert_int_equal(f.pop.got.n, 2);
	form_set(&f, "phone", "1");
	assert_int_equal(f.pop.got.n, 2);
	form_set(&f, "street", "Наукова");
	assert_int_equal(f.pop.got.n, 0);
	assert_int_equal(asked, 2);
	form_close(&f);
	arena_free(&a);
}

static void test_form_errors(void **state)
{
	struct arena a = { NULL };
	struct form f;

	(void)state;
	form_init(&f, &a, desc, NULL, NULL);
	assert_false(form_focus_error(&f));
	form_set_error(&f, "street", "No such street.");
	form_set_error(&f, "number", "A field that cannot be entered.");
	assert_null(form_error(&f));
	assert_true(form_focus_error(&f));
	assert_string_equal(form_focused(&f), "street");
	assert_string_equal(form_error(&f), "No such street.");
	type(&f, key_of_form, LEFT);
	assert_non_null(form_error(&f));
	type(&f, key_of_form, "x");
	assert_null(form_error(&f));
	form_set_error(&f, "street", "Again.");
	form_clear_errors(&f);
	assert_null(form_error(&f));
	assert_false(form_focus(&f, "number"));
	assert_false(form_focus(&f, "nobody"));
	form_close(&f);
	arena_free(&a);
}

static const struct form_desc two_pages[] = {
	{ .name = "a", .label = "A", .max_letters = 9 },
	{ .name = "b", .label = "B", .max_letters = 9, .page = 1 },
	{ .name = "c", .label = "C", .kind = FORM_TEXT, .max_letters = 9, .rows = 3 },
	{ .name = "d", .label = "D", .max_letters = 9, .page = 1 },
	{ .name = NULL },
};

/* Keys stay on the page; a field named from outside brings its own. */
static void test_form_pages(void **state)
{
	struct arena a = { NULL };
	struct form f;

	(void)state;
	form_init(&f, &a, two_pages, NULL, NULL);
	assert_int_equal(form_rows(&f), 4);
	type(&f, key_of_form, "x\t");
	assert_string_equal(form_focused(&f), "c");
	type(&f, key_of_form, "\t");
	assert_string_equal(form_focused(&f), "a");
	form_page(&f, 1);
	assert_string_equal(form_focused(&f), "b");
	assert_int_equal(form_rows(&f), 2);
	type(&f, key_of_form, "y\t");
	assert_string_equal(form_focused(&f), "d");
	assert_true(form_focus(&f, "c"));
	assert_int_equal(f.page, 0);
	assert_true(form_focus(&f, "d"));
	assert_int_equal(f.page, 1);
	form_clear(&f);
	assert_int_equal(f.page, 0);
	assert_string_equal(form_get(&f, "b"), "");
	form_close(&f);
	arena_free(&a);
}

static void test_form_names_choices(void **state)
{
	struct arena a = { NULL };
	struct form f;

	(void)state;
	form_init(&f, &a, desc, NULL, NULL);
	assert_null(form_choices(&f, &a));
	form_focus(&f, "kind");
	assert_string_equal(form_choices(&f, &a), "Заява, Скарга, Подяка, Пропозиція (зауваження)");
	form_close(&f);
	arena_free(&a);
}

/* --- dialog --------------------------------------------------------------------------------------- */

static unsigned key_of_dialog(void *d, const struct key_event *ev)
{
	return dialog_key(d, ev);
}

static void open_nothing(struct dialog *d)
{
	(void)d;
}

static void open_message(struct dialog *d)
{
	dialog_message(d, "Title", "Text");
}

static void open_confirm(struct dialog *d)
{
	dialog_confirm(d, "Title", "Sure?");
}

static void open_choice(struct dialog *d)
{
	static const char *const items[] = { "1", "2", "3", "4", "5", "6", "7", "8", "9", "a", "b" };

	dialog_choose(d, "Title", items, COUNT(items));
}

static void open_arrows(struct dialog *d)
{
	open_choice(d);
	dialog_arrows(d);
}

static void open_prompt(struct dialog *d)
{
	dialog_prompt(d, "Title", "Why?", 10);
}

/* The words are the msgids "Yes" and "No" here: y and n as typed answer, their keys under the other
 * layout (н, т) do not. */
static const struct {
	void (*open)(struct dialog *d);
	const char *keys;
	unsigned did;
	size_t choice;
	const char *text;
} answers[] = {
	{ open_nothing, "\r", W_IGNORED, 0, "" },
	{ open_message, "\r", W_HANDLED | W_SUBMIT, 0, "" },
	{ open_message, ESC, W_HANDLED | W_CANCEL, 0, "" },
	{ open_message, "x", W_HANDLED | W_REFUSED, 0, "" },
	{ open_confirm, "\r", W_HANDLED | W_SUBMIT, 0, "" },
	{ open_confirm, ESC, W_HANDLED | W_CANCEL, 0, "" },
	{ open_confirm, "Y", W_HANDLED | W_SUBMIT, 0, "" },
	{ open_confirm, "n", W_HANDLED | W_CANCEL, 0, "" },
	{ open_confirm, "н", W_HANDLED | W_REFUSED, 0, "" },
	{ open_confirm, "т", W_HANDLED | W_REFUSED, 0, "" },
	{ open_confirm, " ", W_HANDLED | W_REFUSED, 0, "" },
	{ open_confirm, "\033OP", W_HANDLED, 0, "" },
	{ open_arrows, "2", W_HANDLED | W_REFUSED | W_NO_TEXT, 0, "" },
	{ open_arrows, "b", W_HANDLED | W_REFUSED | W_NO_TEXT, 0, "" },
	{ open_choice, "2", W_HANDLED | W_SUBMIT, 1, "" },
	{ open_choice, "b", W_HANDLED | W_SUBMIT, 10, "" },
	{ open_choice, "И", W_HANDLED | W_SUBMIT, 10, "" },
	{ open_choice, "c", W_HANDLED | W_REFUSED, 0, "" },
	{ open_choice, DOWN DOWN "\r", W_HANDLED | W_SUBMIT, 2, "" },
	{ open_choice, UP "\r", W_HANDLED | W_SUBMIT, 10, "" },
	{ open_choice, PASTE("2\r"), W_HANDLED | W_REFUSED, 0, "" },
	{ open_prompt, "так\r", W_HANDLED | W_SUBMIT, 0, "так" },
	{ open_prompt, "так" ESC, W_HANDLED | W_CANCEL, 0, "так" },
	{ open_prompt, "12345678901", W_HANDLED | W_REFUSED | W_FULL, 0, "1234567890" },
	{ open_prompt, PASTE("a\rb\r"), W_HANDLED | W_CHANGED, 0, "a b " },
};

static void test_dialogs(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(answers); i++) {
		struct dialog d = { .kind = DIALOG_NONE };

		answers[i].open(&d);
		assert_int_equal(type(&d, key_of_dialog, answers[i].keys), answers[i].did);
		assert_int_equal(d.choice, answers[i].choice);
		assert_string_equal(dialog_text(&d), answers[i].text);
		dialog_close(&d);
		assert_int_equal(d.kind, DIALOG_NONE);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_list_moves),    cmocka_unit_test(test_list_follows),
		cmocka_unit_test(test_form_keys),     cmocka_unit_test(test_form_contents),
		cmocka_unit_test(test_form_names_choices), cmocka_unit_test(test_form_pages),
		cmocka_unit_test(test_form_errors),   cmocka_unit_test(test_form_list_closes),
		cmocka_unit_test(test_dialogs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
