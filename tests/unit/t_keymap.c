/* tests/unit/t_keymap.c - names of keys and keys.conf: tui/keyname, tui/keymap. Each fault is looked for
 * by its line and by what it names. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tui/keymap.h"

#define F(f) { .kind = EV_FN, .fn = f }
#define C(c) { .kind = EV_CTRL, .cp = c }
#define L(c) { .kind = EV_CHAR, .cp = c }

/* --- names -------------------------------------------------------------------------------------- */

/* NULL: refused; the second is the one spelling. */
static const struct {
	const char *typed, *name;
} names[] = {
	{ "F2", "F2" }, { "f12", "F12" }, { "F13", NULL }, { "Shift-F3", "Shift-F3" }, { "ctrl-f5", "Ctrl-F5" },
	{ "Shift-Ctrl-F5", "Ctrl-Shift-F5" }, { "Ctrl-G", "Ctrl-G" }, { "ctrl-g", "Ctrl-G" },
	{ "Ctrl-п", "Ctrl-G" }, { "Alt-x", "Alt-X" }, { "Alt-ч", "Alt-X" }, { "d", "d" }, { "D", "D" },
	{ "в", "d" }, { "В", "D" }, { "/", "/" }, { ".", NULL }, { "-", "-" }, { "=", "=" }, { "1", "1" },
	{ "Enter", "Enter" }, { "Ctrl-Enter", NULL }, { "Ins", "Ins" }, { "space", "Space" }, { "Ctrl-Space", NULL }, { "Esc", NULL }, { "Tab", NULL },
	{ "Up", NULL }, { "Ctrl-H", NULL }, { "Ctrl-I", NULL }, { "Ctrl-J", NULL }, { "Ctrl-M", NULL },
	{ "Ctrl-[", NULL }, { "Ctrl-]", "Ctrl-]" }, { "Ctrl-1", NULL }, { "Alt-1", NULL }, { "Shift-d", NULL },
	{ "", NULL }, { "Ctrl-", NULL }, { "dd", NULL }, { "ї", "]" }, { "€", NULL }, { " ", NULL },
	{ "Ctrl-Alt-d", NULL },
};

static void test_names(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(names); i++) {
		struct key_spec k;
		struct err e = { 0 };
		char out[KEY_SPEC_NAME] = "";
		bool read = key_spec_read(names[i].typed, &k, &e) == ERR_OK;

		if (read != (names[i].name != NULL))
			fail_msg("«%s»: %s", names[i].typed, read ? "taken" : e.msg);
		if (read)
			assert_string_equal(key_spec_write(&k, out), names[i].name);
		else
			assert_int_equal(e.code, ERR_INVALID);
	}
}

static void test_presses(void **state)
{
	static const struct {
		const char *key;
		struct key_event ev;
		bool is;
	} rows[] = {
		{ "F2", F(FN_F2), true },       { "F2", F(FN_F3), false },
		{ "F2", { .kind = EV_FN, .fn = FN_F2, .mods = MOD_SHIFT }, false },
		{ "Shift-F2", { .kind = EV_FN, .fn = FN_F2, .mods = MOD_SHIFT }, true },
		{ "Ctrl-G", C('g'), true },     { "Ctrl-G", L('g'), false },
		{ "d", L('d'), true },          { "d", L(0x0432), true }, /* в */
		{ "d", L('D'), false },         { "d", C('d'), false },
		{ "/", L('/'), true },          { "/", L('.'), true },
		{ "Alt-X", { .kind = EV_ALT, .cp = 0x0447 }, true }, /* ч */
		{ "Alt-X", { .kind = EV_ALT, .cp = 'X' }, true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct key_spec k;
		struct err e = { 0 };

		assert_int_equal(key_spec_read(rows[i].key, &k, &e), ERR_OK);
		if (key_spec_is(&k, &rows[i].ev) != rows[i].is)
			fail_msg("row %zu: %s", i, rows[i].key);
	}
	assert_false(key_spec_is(&(struct key_spec){ 0 }, &(struct key_event){ .kind = EV_NONE }));
}

/* --- the table ---------------------------------------------------------------------------------- */

/* Every command has a name of its own, and every key of the table is one that keys.conf can name. */
static void test_table(void **state)
{
	static struct keymap m;
	struct err e = { 0 };

	(void)state;
	keymap_init(&m);
	for (int v = 0; v < VERB_COUNT; v++) {
		if (!*verbs[v].name || verbs[v].name[strspn(verbs[v].name, "abcdefghijklmnopqrstuvwxyz-")])
			fail_msg("the command «%s» needs a name of letters", verbs[v].summary);
		for (int w = 0; w < v; w++)
			if (strcmp(verbs[v].name, verbs[w].name) == 0)
				fail_msg("two commands are called %s", verbs[v].name);
		if (verbs[v].key && strcmp(m.name[v], verbs[v].key) != 0)
			fail_msg("%s: the key «%s» is not one of tui/keyname.h", verbs[v].name, verbs[v].key);
	}
	if (keymap_read(&m, "", "the table", &e))
		fail_msg("%s", e.msg);
}

/* What is printed is read back as the same. */
static void test_round(void **state)
{
	static struct keymap m, again;
	struct arena mem = { 0 };
	struct err e = { 0 };

	(void)state;
	keymap_init(&m);
	assert_int_equal(keymap_read(&m, "view-intake = F11\ncallbacks-all = none\n", "x", &e), ERR_OK);
	keymap_init(&again);
	if (keymap_read(&again, keymap_text(&m, &mem), "x", &e))
		fail_msg("%s", e.msg);
	assert_memory_equal(m.name, again.name, sizeof(m.name));
	assert_string_equal(again.name[V_VIEW_INTAKE], "F11");
	assert_string_equal(again.name[V_CALLBACKS_ALL], "");
	assert_true(keymap_is(&again, V_VIEW_INTAKE, &(struct key_event)F(FN_F11)));
	assert_false(keymap_is(&again, V_VIEW_INTAKE, &(struct key_event)F(FN_F2)));
	assert_false(keymap_is(&again, V_CALLBACKS_ALL, &(struct key_event)L('a')));
	arena_free(&mem);
}

/* --- files -------------------------------------------------------------------------------------- */

static const struct {
	const char *text, *fault, *names; /* NULL: taken; else what the sentence holds */
} files[] = {
	{ "", NULL, NULL },
	{ "# words\n\n  next =  F11 \r\n", NULL, NULL },
	{ "view-intake = F3\nview-appeals = F2\n", NULL, NULL }, /* change places */
	{ "dispatch = y\nuser-disable = y", NULL, NULL },         /* different places */
	{ "find = =", NULL, NULL },
	{ "dispatch = y\nno-such = F4", "Line 2 of x", "no-such" },
	{ "next", "Line 1 of x", "command = key" },
	{ "\n\nnext = Hyper-F1", "Line 3 of x", "Hyper-F1" },
	{ "init = F4", "Line 1 of x", "shell" },
	{ "next = F3", "Line 1 of x", "view-appeals" },           /* taken everywhere */
	{ "note = c", "Line 1 of x", "confirm" },                 /* the default of another */
	{ "note = y\nwithdraw = н", "Line 2 of x", "note" },      /* н is y */
	{ "view-appeals = F2\nview-intake = F2", "Line 1 of x", "view-intake" }, /* the row that changed */
	{ "next = n", "Line 1 of x", "typing" },
	{ "lock = q", "Line 1 of x", "typing" },
	{ "next = Ctrl-U", "Line 1 of x", "typing" },
	{ "register = Enter", "Line 1 of x", "typing" },
	{ "quit = none", "Line 1 of x", "must have" },
	{ "next = F11\nnext = F12", "Line 2 of x", "line 1" },
	{ "register = Ctrl-M", "Line 1 of x", "Enter" },
};

static void test_files(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(files); i++) {
		static struct keymap m, before;
		struct err e = { 0 };

		keymap_init(&m);
		before = m;
		enum err_code rc = keymap_read(&m, files[i].text, "x", &e);

		if (!files[i].fault) {
			if (rc)
				fail_msg("«%s»: %s", files[i].text, e.msg);
			continue;
		}
		if (rc != ERR_INVALID || !strstr(e.msg, files[i].fault) || !strstr(e.msg, files[i].names))
			fail_msg("«%s» gives: %s", files[i].text, rc ? e.msg : "taken");
		assert_memory_equal(&m, &before, sizeof(m));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_names), cmocka_unit_test(test_presses), cmocka_unit_test(test_table),
		cmocka_unit_test(test_round), cmocka_unit_test(test_files),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
