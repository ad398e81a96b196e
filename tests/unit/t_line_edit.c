/* t_line_edit - tui/line_edit: the line as readline edits it from decoded keys, without a terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "core/text.h"
#include "tui/line_edit.h"

static int offer(void *ctx, const char *line, struct arena *mem, const char **out, int max)
{
	static const char *const words[] = { "dispatch", "done", "find", "finish" };
	const char *last = strrchr(line, ' ');
	int n = 0;

	(void)ctx;
	last = last ? last + 1 : line;
	for (size_t i = 0; i < COUNT(words) && n < max; i++)
		if (strncmp(words[i], last, strlen(last)) == 0)
			out[n++] = arena_strdup(mem, words[i]);
	return n;
}

static struct key_event fn(enum key_fn f) { return (struct key_event){ .kind = EV_FN, .fn = f }; }

/* Letters as they are; ^x Ctrl, then Enter \n, Esc \033, Tab \t, Backspace \177, Up \001, Left \002, Del \003. */
static enum line_did type(const char *keys)
{
	static const enum key_fn fns[128] = { ['\n'] = FN_ENTER, ['\033'] = FN_ESC, ['\t'] = FN_TAB,
		['\177'] = FN_BACKSPACE, ['\001'] = FN_UP, ['\002'] = FN_LEFT, ['\003'] = FN_DELETE };
	enum line_did did = LINE_GOES_ON;
	uint32_t cp;

	while (*keys) {
		struct key_event ev = { .kind = EV_CHAR };

		keys += text_next(keys, &cp);
		if (cp == '^') {
			ev.kind = EV_CTRL;
			keys += text_next(keys, &cp);
		}
		ev.cp = cp;
		if (cp < 128 && fns[cp])
			ev = fn(fns[cp]);
		did = line_key(&ev);
	}
	return did;
}

static void edited(void **state)
{
	static const struct {
		const char *keys, *line;
		size_t point;
	} rows[] = {
		{ "find", "find", 4 },
		{ "яма\002\002ї", "яїма", 4 },
		{ "яма\177", "ям", 4 },
		{ "раз два^w", "раз ", 7 },
		{ "раз два^a^k", "", 0 },
		{ "раз два^w^a^y", "двараз ", 6 },
		{ "їжак 🦔\002\003", "їжак ", 9 },
		{ "dis\t", "dispatch ", 9 },
		{ "fin\t", "fin", 3 },
		{ "щось\t", "щось", 8 },
		{ "один^u", "", 0 },
		{ "ab^vcd", "abcd", 4 }, /* the key after it is no letter of the line: below it is Backspace, Left, Ctrl-A */
		{ "ab^v\177", "a", 1 },
		{ "ab^v\002c", "acb", 2 },
		{ "ab^v^ac", "cab", 1 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		line_begin(offer, NULL);
		assert_int_equal(type(rows[i].keys), LINE_GOES_ON);
		assert_string_equal(line_text(), rows[i].line);
		assert_int_equal(line_point(), rows[i].point);
		line_end();
	}
	assert_string_equal(line_text(), "");
}

static void entered_and_left(void **state)
{
	(void)state;
	line_history_clear();
	line_begin(offer, NULL);
	assert_int_equal(type("show 2\n"), LINE_ENTERED);
	assert_string_equal(line_text(), "show 2");
	line_begin(offer, NULL);
	assert_string_equal(line_text(), "");
	assert_int_equal(type("show 2\n"), LINE_ENTERED); /* the same again is one line of the history */
	line_begin(offer, NULL);
	assert_int_equal(type("x\177\177"), LINE_LEFT);
	line_begin(offer, NULL);
	assert_int_equal(type("щось\033"), LINE_LEFT);
	line_begin(offer, NULL);
	assert_int_equal(type("  \n"), LINE_ENTERED);
	line_end();
	assert_string_equal(line_history(0), "show 2");
	assert_null(line_history(1));
}

static void former_lines(void **state)
{
	struct arena mem = { 0 };

	(void)state;
	line_history_clear();
	line_history_add("find яма");
	line_history_add("topics світло");
	line_begin(offer, NULL);
	type("нове\001\001");
	assert_string_equal(line_text(), "find яма");
	type("\001");
	assert_string_equal(line_text(), "find яма");
	line_begin(offer, NULL);
	type("щось^rсвіт");
	assert_string_equal(line_sought(&mem), "світ");
	assert_string_equal(line_text(), "topics світло");
	assert_int_equal(type("\033"), LINE_GOES_ON);
	assert_null(line_sought(&mem));
	assert_string_equal(line_text(), "щось");
	type("^rяма");
	assert_int_equal(type("\n"), LINE_ENTERED);
	assert_string_equal(line_text(), "find яма");
	line_begin(offer, NULL);
	assert_string_equal(line_text(), "");
	line_end();
	arena_free(&mem);
}

static void shown_to_choose(void **state)
{
	struct arena mem = { 0 };

	(void)state;
	line_begin(offer, NULL);
	type("\t");
	assert_string_equal(line_choices(&mem), "dispatch  done  find  finish");
	type("f\t");
	assert_string_equal(line_text(), "fin");
	type("d");
	assert_string_equal(line_choices(&mem), "");
	line_end();
	arena_free(&mem);
}

/* An F-key leaves the line in the middle of a search: the next line is none of it. */
static void left_while_seeking(void **state)
{
	struct arena mem = { 0 };

	(void)state;
	line_begin(offer, NULL);
	type("^rсві");
	line_end();
	line_begin(offer, NULL);
	assert_null(line_sought(&mem));
	type("яма");
	assert_string_equal(line_text(), "яма");
	line_end();
	arena_free(&mem);
}

/* Lines that are left for former ones, edited, given up: what can be undone is freed once, in whatever order (the
 * sanitizers look on), and Ctrl-R finds nothing of a history that was cleared. */
static void left_among_former_lines(void **state)
{
	static const enum key_fn fns[] = { FN_PGUP, FN_PGUP, FN_PGDN, FN_UP, FN_UP, FN_DOWN,
		FN_BACKSPACE, FN_LEFT, FN_TAB };
	static const char *const typed[] = { "f", "fi", "ь", "^r", "^u", "^w", "^p", "^k", "^_" };
	uint32_t dice = 12345;

	(void)state;
	for (int round = 0; round < 60; round++) {
		line_history_add(round % 2 ? "find вода" : "find газ");
		line_begin(offer, NULL);
		for (int i = 0; i < 40; i++) {
			dice = dice * 1664525u + 1013904223u; /* Knuth, Lewis: an LCG of 32 bits */
			unsigned n = dice >> 24;

			if (n % 2)
				line_key(&(struct key_event){ .kind = EV_FN, .fn = fns[n / 2 % COUNT(fns)] });
			else
				type(typed[n / 2 % COUNT(typed)]);
		}
		line_end();
		if (round % 7 == 0)
			line_history_clear();
	}
	line_history_clear();
	assert_null(line_history(0));
}

static void too_long(void **state)
{
	static const struct key_event paste = { .kind = EV_PASTE, .text = "раз\nдва\tтри", .len = 19 };

	(void)state;
	line_begin(offer, NULL);
	assert_int_equal(line_key(&paste), LINE_GOES_ON);
	assert_string_equal(line_text(), "раз два три");
	for (size_t n = text_letters(line_text()); n < LINE_LETTERS; n++)
		assert_int_equal(type("щ"), LINE_GOES_ON);
	assert_int_equal(type("щ"), LINE_REFUSED);
	assert_int_equal(line_key(&paste), LINE_REFUSED);
	assert_int_equal(text_letters(line_text()), LINE_LETTERS);
	line_end();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(edited), cmocka_unit_test(entered_and_left), cmocka_unit_test(former_lines),
		cmocka_unit_test(shown_to_choose), cmocka_unit_test(too_long),
		cmocka_unit_test(left_while_seeking), cmocka_unit_test(left_among_former_lines),
	};

	setenv("LC_ALL", "C", 1); /* the environment's is not the screen's */
	setlocale(LC_ALL, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
