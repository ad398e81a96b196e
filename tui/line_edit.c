/* tui/line_edit.c - see line_edit.h. readline's callback interface with a queue of bytes for a terminal and no output
 * of its own. */
#include "tui/line_edit.h"

#include <locale.h>
#include <readline/history.h>
#include <readline/readline.h>

#include "core/i18n.h"
#include "core/text.h"
#include "tui/field.h"

enum { BYTES = 64, CTRL_G = 7, DEL = 127 };

/* readline's functions have no context; it is one per process. */
static struct {
	unsigned char bytes[BYTES]; /* keys that readline has not read yet */
	size_t from, to;
	line_complete complete;
	void *ctx;
	struct arena mem;           /* of what Tab found, and of the line that was entered */
	const char *found[LINE_CANDIDATES];
	int nfound, next;
	const char *choices, *entered;
	bool started, on;
} now;

/* --- what readline calls --------------------------------------------------------------------------- */

static int take_byte(FILE *unused)
{
	(void)unused;
	return now.from < now.to ? now.bytes[now.from++] : EOF;
}

static int has_bytes(void)
{
	return now.from < now.to;
}

static void draw_nothing(void)
{
}

static void line_of_readline(char *line)
{
	free(line); /* Enter is ours: readline sees none */
}

static char *next_candidate(const char *text, int state)
{
	(void)text;
	if (!state) {
		const char *line = arena_strndup(&now.mem, rl_line_buffer, (size_t)rl_point);

		now.next = 0;
		now.nfound = now.complete(now.ctx, line, &now.mem, now.found, LINE_CANDIDATES);
	}
	return now.next < now.nfound ? strdup(now.found[now.next++]) : NULL;
}

static char **complete_word(const char *text, int start, int end)
{
	(void)start;
	(void)end;
	rl_attempted_completion_over = 1; /* no names of files */
	return rl_completion_matches(text, next_candidate);
}

/* matches[0] is what all of them begin with. */
static void keep_choices(char **matches, int n, int longest)
{
	(void)longest;
	now.choices = "";
	for (int i = 1; i <= n; i++)
		now.choices = arena_printf(&now.mem, "%s%s%s", now.choices, i > 1 ? "  " : "", matches[i]);
}

/* --- start and end --------------------------------------------------------------------------------- */

/* readline takes the locale from the environment each time it begins, where it may be another one than the screen's. */
static void in_own_locale(void (*begin)(void))
{
	struct arena mem = { 0 };
	const char *had = arena_strdup(&mem, getenv("LC_ALL"));

	setenv("LC_ALL", setlocale(LC_CTYPE, NULL), 1);
	begin();
	if (had)
		setenv("LC_ALL", had, 1);
	else
		unsetenv("LC_ALL");
	arena_free(&mem);
}

static void initialize(void)
{
	setenv("INPUTRC", "/dev/null", 1);
	rl_initialize();
}

static void begin(void)
{
	rl_callback_handler_install("", line_of_readline);
}

/* Keys that readline knows by the terminal's description, which it has not read. */
static void bind_keys(void)
{
	static const struct {
		const char *bytes;
		rl_command_func_t *f;
	} keys[] = {
		{ "\033[3~", rl_delete }, { "\033[1;5C", rl_forward_word }, { "\033[1;5D", rl_backward_word },
		{ "\033[5~", rl_history_search_backward }, { "\033[6~", rl_history_search_forward },
	};

	for (size_t i = 0; i < COUNT(keys); i++)
		rl_bind_keyseq(keys[i].bytes, keys[i].f);
	rl_variable_bind("bell-style", "none");
	rl_variable_bind("show-all-if-ambiguous", "on");
	rl_variable_bind("completion-query-items", "0");
	rl_variable_bind("enable-bracketed-paste", "off");
	rl_unbind_key('\n');
	rl_unbind_key('\r');
	/* Seeking without showing what is found: PgUp and Ctrl-R do it better, and its Ctrl-G loses memory. */
	rl_bind_keyseq("\033p", NULL);
	rl_bind_keyseq("\033n", NULL);
}

static void start(void)
{
	rl_catch_signals = 0;
	rl_catch_sigwinch = 0;
	rl_change_environment = 0;
	rl_instream = fopen("/dev/null", "r+e");
	rl_outstream = rl_instream;
	rl_getc_function = take_byte;
	rl_input_available_hook = has_bytes;
	rl_redisplay_function = draw_nothing;
	rl_prep_term_function = NULL;
	rl_deprep_term_function = NULL;
	rl_readline_name = "pult";
	rl_completer_word_break_characters = " ";
	rl_attempted_completion_function = complete_word;
	rl_completion_display_matches_hook = keep_choices;
	using_history();
	stifle_history(LINE_HISTORY);
	in_own_locale(initialize);
	bind_keys();
	now.started = true;
}

void line_begin(line_complete complete, void *ctx)
{
	if (!now.started)
		start();
	line_end();
	now.complete = complete;
	now.ctx = ctx;
	now.from = now.to = 0;
	in_own_locale(begin);
	now.on = true;
}

/* --- keys ------------------------------------------------------------------------------------------ */

static void feed(const char *bytes, size_t n)
{
	if (n > BYTES)
		return;
	memcpy(now.bytes, bytes, n);
	now.from = 0;
	now.to = n;
	while (now.from < now.to)
		rl_callback_read_char();
}

static void feed_letter(uint32_t cp, bool alt)
{
	char bytes[8] = "\033";

	feed(bytes, (size_t)alt + text_put(bytes + alt, cp));
}

static bool is_seeking(void)
{
	return RL_ISSTATE(RL_STATE_ISEARCH) || RL_ISSTATE(RL_STATE_NSEARCH);
}

/* Keys that go to no other line. */
static bool stays_in_line(const struct key_event *ev)
{
	static const bool fns[FN_COUNT] = { [FN_LEFT] = true, [FN_RIGHT] = true, [FN_HOME] = true, [FN_END] = true,
		[FN_DELETE] = true, [FN_BACKSPACE] = true };

	if (ev->kind == EV_CTRL)
		return ev->cp < 0x80 && strchr("_abdefhktuwyABDEFHKTUWY", (int)ev->cp);
	return ev->kind == EV_CHAR || (ev->kind == EV_FN && fns[ev->fn]);
}

/* Enter and Esc are ours: readline 8.2 never sees a line end. What it then shares between the line, the line it saved
 * and those of the history, their undoings, it frees twice: none of them is taken to another line. */
void line_end(void)
{
	if (now.on && is_seeking()) /* readline would go on with it in the next line */
		feed("\007", 1);
	if (now.on) {
		rl_free_undo_list();
		rl_end_of_history(1, 0);
	}
	if (now.on)
		rl_callback_handler_remove();
	now.on = false;
	arena_free(&now.mem);
	now.choices = now.entered = NULL;
	now.nfound = 0;
}

static bool fits(size_t letters)
{
	return text_letters(rl_line_buffer) + letters <= LINE_LETTERS;
}

/* As one piece of text: what is pasted gives no command. */
static enum line_did paste(const char *text)
{
	struct arena mem = { 0 };
	char *clean = arena_strdup(&mem, text);
	bool taken = fits(text_letters(clean));

	for (char *s = clean; *s; s++)
		if (*s == '\n' || *s == '\t')
			*s = ' ';
	if (is_seeking())
		feed("\007", 1);
	if (taken)
		rl_insert_text(clean);
	arena_free(&mem);
	return taken ? LINE_GOES_ON : LINE_REFUSED;
}

static void feed_fn(enum key_fn fn, unsigned mods)
{
	static const char *const bytes[FN_COUNT] = {
		[FN_UP] = "\033[A", [FN_DOWN] = "\033[B", [FN_RIGHT] = "\033[C", [FN_LEFT] = "\033[D",
		[FN_HOME] = "\001", [FN_END] = "\005", [FN_DELETE] = "\033[3~", [FN_BACKSPACE] = "\177",
		[FN_TAB] = "\t", [FN_PGUP] = "\033[5~", [FN_PGDN] = "\033[6~",
	};
	const char *s = bytes[fn];

	if (mods & MOD_CTRL)
		s = fn == FN_RIGHT ? "\033[1;5C" : fn == FN_LEFT ? "\033[1;5D" : s;
	if (mods & MOD_ALT && fn == FN_BACKSPACE)
		s = "\033\177";
	if (s)
		feed(s, strlen(s));
}

/* The line that is found is the line. */
static enum line_did enter(void)
{
	now.entered = arena_strdup(&now.mem, rl_line_buffer);
	if (is_seeking())
		feed("\007", 1);
	if (now.entered[strspn(now.entered, " ")])
		line_history_add(now.entered);
	return LINE_ENTERED;
}

static enum line_did escape(void)
{
	if (!is_seeking())
		return LINE_LEFT;
	feed("\007", 1); /* back to the line there was */
	return LINE_GOES_ON;
}

enum line_did line_key(const struct key_event *ev)
{
	now.choices = NULL;
	if (is_seeking() || !stays_in_line(ev))
		rl_free_undo_list();
	if (key_is_fn(ev, FN_ENTER))
		return enter();
	if (key_is_fn(ev, FN_ESC) || key_is_ctrl(ev, 'g'))
		return escape();
	if (key_is_fn(ev, FN_BACKSPACE) && !rl_end && !is_seeking())
		return LINE_LEFT;
	if (ev->kind == EV_PASTE)
		return paste(ev->text);
	if (ev->kind == EV_CHAR && !fits(1))
		return LINE_REFUSED;
	if (key_is_ctrl(ev, 'v')) /* readline would take the next key as a letter, whatever it is */
		return LINE_GOES_ON;
	if (ev->kind == EV_CHAR || ev->kind == EV_ALT)
		feed_letter(ev->kind == EV_ALT ? text_latin_key(ev->cp) : ev->cp, ev->kind == EV_ALT);
	else if (ev->kind == EV_CTRL && ev->cp >= '@')
		feed(&(const char){ (char)(ev->cp & 0x1f) }, 1);
	else if (ev->kind == EV_FN)
		feed_fn(ev->fn, ev->mods);
	return LINE_GOES_ON;
}

/* --- what there is --------------------------------------------------------------------------------- */

const char *line_text(void)
{
	return now.entered ? now.entered : now.on ? rl_line_buffer : "";
}

size_t line_point(void)
{
	return now.on ? (size_t)rl_point : 0;
}

/* readline says it in its prompt: "(reverse-i-search)`text': ". */
const char *line_sought(struct arena *mem)
{
	const char *from = now.on && is_seeking() && rl_display_prompt ? strchr(rl_display_prompt, '`') : NULL;
	const char *to = from ? strstr(from, "': ") : NULL;

	if (!now.on || !is_seeking())
		return NULL;
	return to ? arena_strndup(mem, from + 1, (size_t)(to - from - 1)) : "";
}

const char *line_choices(struct arena *mem)
{
	return now.choices ? arena_strdup(mem, now.choices) : "";
}

void line_draw(const struct canvas *c)
{
	struct arena mem = { 0 };
	struct field shown;
	const char *sought = line_sought(&mem);
	const char *label = sought ? arena_printf(&mem, "%s ", arena_printf(&mem, _("Former line with «%s»:"), sought)) : ":";
	int cols = text_width(label);
	struct canvas rest = canvas_sub(c, 0, cols, 1, c->cols - cols);

	field_init(&shown, &mem, LINE_LETTERS);
	field_set(&shown, line_text());
	shown.edit.cursor = line_point() < shown.edit.len ? line_point() : shown.edit.len;
	draw_fill(c, ROLE_NORMAL);
	draw_text(c, 0, 0, cols, ROLE_LABEL, label);
	field_draw(&shown, &rest, true, ROLE_FIELD_FOCUS);
	arena_free(&mem);
}

/* --- history --------------------------------------------------------------------------------------- */

void line_history_add(const char *line)
{
	if (!now.started)
		start();
	HIST_ENTRY *last = history_length ? history_get(history_base + history_length - 1) : NULL;

	if (!last || strcmp(last->line, line) != 0)
		add_history(line);
}

const char *line_history(int i)
{
	HIST_ENTRY **all = now.started ? history_list() : NULL;

	return all && i < history_length ? all[i]->line : NULL;
}

void line_history_clear(void)
{
	if (now.started)
		clear_history(); /* rl_clear_history() of 8.2 leaves freed lines where Ctrl-R looks */
}
