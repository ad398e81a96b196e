/* tests/unit/t_input.c - bytes of terminals into key events: tui/keydec, tui/key, tui/input. Each row is
 * decoded at once and byte by byte: the events must be the same. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <poll.h>
#include <unistd.h>

#include "core/err.h"
#include "core/text.h"
#include "tui/input.h"

enum { STORY = 4096 };

/* What a person would say happened: "a Enter Ctrl-S paste(два)". */
static void tell(char *story, const struct key_event *ev)
{
	char name[KEY_NAME_MAX];
	size_t at = strlen(story);

	if (ev->kind == EV_PASTE)
		snprintf(story + at, STORY - at, "%spaste(%s)%s", at ? " " : "", ev->text, ev->cut ? "!" : "");
	else if (ev->kind == EV_EOF)
		snprintf(story + at, STORY - at, "%sEOF", at ? " " : "");
	else
		snprintf(story + at, STORY - at, "%s%s", at ? " " : "", key_label(ev, name));
}

static void take_all(struct keydec *d, bool waited, char *story)
{
	struct key_event ev;

	while (keydec_next(d, waited, &ev))
		tell(story, &ev);
}

static void feed(struct keydec *d, const char *bytes, size_t len, size_t step, char *story)
{
	for (size_t i = 0; i < len; i += step) {
		size_t room, n = len - i < step ? len - i : step;
		unsigned char *to = keydec_room(d, &room);

		assert_true(room >= n);
		memcpy(to, bytes + i, n);
		keydec_put(d, n);
		take_all(d, false, story);
	}
}

static const struct {
	const char *bytes, *want;
} rows[] = {
	/* letters */
	{ "abc", "a b c" },
	{ "їґ’№", "ї ґ ’ №" },
	{ "👍日", "👍 日" },
	{ "\xffq\x80z", "q z" },
	{ "\xd0q", "q" },
	{ "\xe2\x82q", "q" },
	{ "\xc0\xafq", "q" },                 /* overlong / */
	{ "\xed\xa0\x80q", "q" },             /* a surrogate */
	{ "\xc2\x9bq", "q" },                 /* C1 CSI is no key */
	{ "e\xcc\x81", "e \xcc\x81" },
	/* control keys */
	{ "\r\n\t\x7f\x08", "Enter Enter Tab Backspace Backspace" },
	{ "\x13\x11\x01\x1a\x03", "Ctrl-S Ctrl-Q Ctrl-A Ctrl-Z Ctrl-C" },
	{ "\x1c\x1d\x1f", "Ctrl-\\ Ctrl-] Ctrl-_" },
	/* Esc forms */
	{ "\033" "1\033" "9\033" "0", "F1 F9 F10" },
	{ "\033b\033ф", "Alt-B Alt-Ф" },
	{ "\033\x7f", "Alt-Backspace" },
	{ "\033\033[A", "Alt-Up" },
	{ "\033\x13", "Esc Ctrl-S" },
	/* xterm */
	{ "\033OP\033OQ\033OR\033OS", "F1 F2 F3 F4" },
	{ "\033[15~\033[17~\033[18~\033[19~\033[20~\033[21~\033[23~\033[24~",
	  "F5 F6 F7 F8 F9 F10 F11 F12" },
	{ "\033[A\033[B\033[C\033[D\033OA\033OD", "Up Down Right Left Up Left" },
	{ "\033[H\033[F\033[2~\033[3~\033[5~\033[6~", "Home End Ins Del PgUp PgDn" },
	{ "\033[1;5C\033[1;5D\033[1;2P\033[15;2~", "Ctrl-Right Ctrl-Left Shift-F1 Shift-F5" },
	{ "\033[1;5H\033[1;5F\033[3;5~", "Ctrl-Home Ctrl-End Ctrl-Del" },
	{ "\033[Z", "Shift-Tab" },
	/* linux console, vt100, rxvt, keypad in application mode */
	{ "\033[[A\033[[B\033[[E\033[1~\033[4~", "F1 F2 F5 Home End" },
	{ "\033[11~\033[14~\033[7~\033[8~\033Oc\033Od", "F1 F4 Home End Ctrl-Right Ctrl-Left" },
	{ "\033[7^\033[8$", "Ctrl-Home Shift-End" },
	{ "\033Op\033Oy\033OM\033On", "0 9 Enter ." },
	{ "\033O5C", "Ctrl-Right" },
	/* the code point and modifiers form; Ctrl works whatever the layout */
	{ "\033[115;5u\033[1110;5u\033[1081;5u", "Ctrl-S Ctrl-S Ctrl-Q" },
	{ "\033[27;5;113~\033[13;2u\033[9;2u", "Ctrl-Q Shift-Enter Shift-Tab" },
	{ "\033[1102;1u\033[102;3u", "ю Alt-F" },
	/* what is not a key is swallowed whole */
	{ "\033[?1;2cq", "q" },
	{ "\033[<0;10;10Mq", "q" },
	{ "\033[Iq\033[Oq", "q q" },
	{ "\033[99~q", "q" },
	{ "\033[99999999999999;9999999999uq", "q" },
	{ "\033[1;\033[Aq", "Up q" },
	{ "\033[12\x13q", "Ctrl-S q" },
	/* paste */
	{ "\033[200~один\rдва\r\nтри\n\033[201~x", "paste(один\nдва\nтри\n) x" },
	{ "\033[200~a\tb\033[31mc\x07\x13\x7f\xff\xd0\033[201~", "paste(a\tb[31mc)" },
	{ "\033[200~\xe2\x80\xa8\xc2\x85\xc2\x9b;'\"=%\033[201~", "paste(\n\n;'\"=%)" },
	{ "\033[200~\033[201~q", "q" },
	{ "\033[200~\033[20\033[201~", "paste([20)" },
	{ "\033[201~q", "q" },
};

static void test_rows(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		size_t len = strlen(rows[i].bytes);

		for (size_t step = 1; step <= len; step += step < 3 ? 1 : len) {
			struct keydec d = { .head = 0 };
			char story[STORY] = "";

			feed(&d, rows[i].bytes, len, step, story);
			assert_string_equal(story, rows[i].want);
			assert_int_equal(keydec_wait(&d, 25), -1);
			keydec_close(&d);
		}
	}
}

/* What the decoder makes of an unfinished sequence after keydec_wait() ms. */
static const struct {
	const char *bytes, *before, *after;
	int wait;
} unfinished[] = {
	{ "\033", "", "Esc", 25 },
	{ "\033\033", "", "Esc Esc", 200 },
	{ "a\033[", "a", "a", 200 },
	{ "\033[1;5", "", "", 200 },
	{ "\033O", "", "Alt-O", 200 },
	{ "\033[[", "", "", 200 },
	{ "\xd0", "", "", -1 },                       /* half a letter waits for ever */
	{ "\033[200~аб", "", "paste(аб)", 3000 },
	{ "\033[200~аб\033[20", "", "paste(аб[20)", 3000 },
};

static void test_unfinished(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(unfinished); i++) {
		struct keydec d = { .head = 0 };
		char story[STORY] = "";

		feed(&d, unfinished[i].bytes, strlen(unfinished[i].bytes), 1, story);
		assert_string_equal(story, unfinished[i].before);
		assert_int_equal(keydec_wait(&d, 25), unfinished[i].wait);
		take_all(&d, true, story);
		assert_string_equal(story, unfinished[i].after);
		keydec_close(&d);
	}
}

/* A letter cut in two by the network is not lost, however late its second byte is. */
static void test_late_byte(void **state)
{
	struct keydec d = { .head = 0 };
	char story[STORY] = "";

	(void)state;
	feed(&d, "\xd0", 1, 1, story);
	take_all(&d, true, story);
	feed(&d, "\x96q", 2, 1, story);
	assert_string_equal(story, "Ж q");
}

/* terminfo of vt100: F5 and F10 stand where others have the keypad. */
static void test_bound(void **state)
{
	struct keydec d = { .head = 0 };
	char story[STORY] = "";
	static const char bytes[] = "\033Ot\033Ox\033OP\033[A\033[9q";

	(void)state;
	keydec_bind(&d, "\033Ot", FN_F5);
	keydec_bind(&d, "\033Ox", FN_F10);
	keydec_bind(&d, "\033[9q", FN_HOME);
	keydec_bind(&d, NULL, FN_UP);
	keydec_bind(&d, "\x08", FN_LEFT);
	feed(&d, bytes, sizeof(bytes) - 1, 1, story);
	assert_string_equal(story, "F5 F10 F1 Up Home");
}

static void test_long_paste(void **state)
{
	struct keydec d = { .head = 0 };
	struct key_event ev;
	char story[STORY] = "";
	char kilo[1000];

	(void)state;
	memset(kilo, 'x', sizeof(kilo));
	feed(&d, "\033[200~", 6, 6, story);
	for (int i = 0; i < 100; i++)
		feed(&d, kilo, sizeof(kilo), sizeof(kilo), story);
	size_t room;

	memcpy(keydec_room(&d, &room), "\033[201~q", 7);
	keydec_put(&d, 7);
	assert_true(keydec_next(&d, false, &ev));
	assert_int_equal(ev.kind, EV_PASTE);
	assert_int_equal(ev.len, KEY_PASTE_MAX);
	assert_true(ev.cut);
	assert_true(keydec_next(&d, false, &ev));
	assert_int_equal(ev.cp, 'q');
	feed(&d, "\033[200~x\033[201~", 13, 13, story);
	assert_string_equal(story, "paste(x)"); /* the next one is whole again */
	keydec_close(&d);
}

/* Any bytes at all: no event carries a control character or half a letter. */
static void test_noise(void **state)
{
	static const char alphabet[] = "\033\033\033[[O0123;~ABu~$^\r\x7f\xd0\x96\xe2\x80\xa8\xff m";
	uint64_t seed = 42;
	struct keydec d = { .head = 0 };

	(void)state;
	for (int i = 0; i < 200000; i++) {
		struct key_event ev;
		size_t room;
		unsigned char *to = keydec_room(&d, &room);
		char letter[5];

		seed = seed * 6364136223846793005u + 1442695040888963407u;
		assert_true(room > 0);
		*to = (unsigned char)alphabet[(seed >> 33) % (sizeof(alphabet) - 1)];
		keydec_put(&d, 1);
		while (keydec_next(&d, (seed >> 20) % 7 == 0, &ev)) {
			if (ev.kind == EV_CHAR || ev.kind == EV_ALT)
				assert_int_equal(text_check(letter, text_put(letter, ev.cp)), TEXT_GOOD);
			if (ev.kind == EV_PASTE)
				assert_int_equal(text_check(ev.text, ev.len), TEXT_GOOD);
		}
	}
	keydec_close(&d);
}

static void test_meaning(void **state)
{
	static const struct {
		uint32_t typed, meant;
	} keys[] = { { 'q', 'q' }, { 0x439, 'q' }, { 0x419, 'Q' }, { 0x457, ']' }, { '7', '7' } };

	(void)state;
	for (size_t i = 0; i < COUNT(keys); i++)
		assert_int_equal(key_letter(&(struct key_event){ .kind = EV_CHAR, .cp = keys[i].typed }),
				 keys[i].meant);
	assert_int_equal(key_letter(&(struct key_event){ .kind = EV_CTRL, .cp = 'q' }), 0);
	assert_true(key_is_alt(&(struct key_event){ .kind = EV_ALT, .cp = 0x430 }, 'f'));
	assert_false(key_is_fn(&(struct key_event){ .kind = EV_FN, .fn = FN_UP, .mods = MOD_CTRL }, FN_UP));
}

/* A terminal that goes away: what was typed comes first, then EV_EOF, once; never a busy loop. */
static void test_gone(void **state)
{
	int fd[2];
	struct input in;
	struct key_event ev;

	(void)state;
	assert_int_equal(pipe(fd), 0);
	assert_int_equal(write(fd[1], "q\033", 2), 2);
	close(fd[1]);
	input_open(&in, fd[0], 25);
	input_fill(&in);
	char story[STORY] = "";

	while (input_next(&in, &ev))
		tell(story, &ev);
	assert_string_equal(story, "q Esc EOF");
	assert_false(input_next(&in, &ev));
	assert_int_equal(input_timeout(&in), -1);
	close(fd[0]);
	input_close(&in);
}

/* Until the decoder has waited long enough. */
static void wait_out(const struct input *in)
{
	for (int ms; (ms = input_timeout(in)) > 0;)
		poll(NULL, 0, ms);
}

/* A lone Esc is told after its delay and not before; more than one read of bytes is drained. */
static void test_timing(void **state)
{
	int fd[2];
	struct input in;
	struct key_event ev;
	char many[6000];
	size_t got = 0;

	(void)state;
	assert_int_equal(pipe(fd), 0);
	input_open(&in, fd[0], 60);
	assert_int_equal(write(fd[1], "\033", 1), 1);
	input_fill(&in);
	assert_false(input_next(&in, &ev));
	assert_in_range(input_timeout(&in), 1, 60);
	wait_out(&in);
	assert_int_equal(input_timeout(&in), 0);
	assert_true(input_next(&in, &ev));
	assert_int_equal(ev.fn, FN_ESC);

	/* the rest of a sequence that came while the loop was busy belongs to it */
	assert_int_equal(write(fd[1], "\033", 1), 1);
	input_fill(&in);
	wait_out(&in);
	assert_int_equal(write(fd[1], "[A", 2), 2);
	assert_true(input_next(&in, &ev));
	assert_int_equal(ev.fn, FN_UP);

	memset(many, 'x', sizeof(many));
	assert_int_equal(write(fd[1], many, sizeof(many)), sizeof(many));
	input_fill(&in);
	input_post_resize(&in);
	assert_true(input_next(&in, &ev));
	assert_int_equal(ev.kind, EV_RESIZE);
	while (input_next(&in, &ev))
		got++;
	assert_int_equal(got, sizeof(many));
	close(fd[0]);
	close(fd[1]);
	input_close(&in);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_rows),     cmocka_unit_test(test_unfinished),
		cmocka_unit_test(test_late_byte), cmocka_unit_test(test_bound),
		cmocka_unit_test(test_long_paste), cmocka_unit_test(test_noise),
		cmocka_unit_test(test_meaning),  cmocka_unit_test(test_gone),
		cmocka_unit_test(test_timing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
