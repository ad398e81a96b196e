/* tui/interactive.c - see interactive.h. readline edits the line; no file of its own is read. */
#include "tui/interactive.h"

#include <readline/history.h>
#include <readline/readline.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "core/i18n.h"
#include "data/link/config.h"
#include "data/store/users.h"
#include "tui/command_line.h"
#include "tui/desk.h"
#include "tui/output.h"
#include "tui/plain.h"
#include "tui/secret.h"
#include "tui/shell.h"

enum { CANDIDATES = 200, SECRET_MAX = 256, COLS = 80, COLS_MIN = 20 };

static struct {
	struct store *store;
	const struct actor *who;
} completing; /* readline's callback has no context */

bool interactive_wanted(int argc, char **argv)
{
	int at = verb_index(argc, argv);

	return at && strcmp(argv[at], "-i") == 0;
}

static int candidates(struct arena *mem, const char **found, const char **about)
{
	const struct completing with = { .store = completing.store, .who = completing.who, .about = about };
	const char *line = arena_strndup(mem, rl_line_buffer, (size_t)rl_point);

	return command_line_complete(&with, line, mem, found, CANDIDATES);
}

static char *next_candidate(const char *text, int state)
{
	static const char *found[CANDIDATES];
	static struct arena mem;
	static int n, at;

	(void)text;
	if (!state) {
		arena_free(&mem);
		at = 0;
		n = candidates(&mem, found, NULL);
	}
	if (at < n)
		return strdup(found[at++]);
	arena_free(&mem);
	return NULL;
}

static char **complete(const char *text, int start, int end)
{
	(void)start;
	(void)end;
	rl_attempted_completion_over = 1; /* no names of files */
	return rl_completion_matches(text, next_candidate);
}

static char *ask(const char *prompt)
{
	char *line;

	if (isatty(STDIN_FILENO))
		return readline(prompt);
	size_t room = 0;

	line = NULL;
	ssize_t n = getline(&line, &room, stdin);

	if (n < 0) {
		free(line);
		return NULL;
	}
	if (n && line[n - 1] == '\n')
		line[n - 1] = '\0';
	return line;
}

/* `as`: the login of the command line, NULL asks for it. */
static enum err_code log_in(struct store *s, const char *as, struct arena *mem, struct actor *who, struct err *e)
{
	char secret[SECRET_MAX];
	char *login = as ? strdup(as) : ask(arena_printf(mem, "%s: ", _("Login")));

	if (!login)
		return err_set(e, ERR_REFUSED, "%s", _("A login is needed."));
	enum err_code rc = secret_for_login(_("Password"), secret, sizeof(secret), e);

	if (!rc)
		rc = user_login(s, login, secret, mem, who, e);
	explicit_bzero(secret, sizeof(secret));
	free(login);
	return rc;
}

/* --- answers -------------------------------------------------------------------------------------- */

/* What a line of the terminal holds; where there is none, as much as a letter has. */
static int line_cols(void)
{
	struct winsize ws;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) < 0 || ws.ws_col < COLS_MIN)
		return COLS;
	return ws.ws_col - 1; /* in the last column some terminals break by themselves */
}

static void tell(const char *text)
{
	struct arena mem = { 0 };

	fputs(plain_text(&mem, text, line_cols()), stdout);
	fflush(stdout);
	arena_free(&mem);
}

/* What Tab found: each with what it is, from a line of its own on. */
static void tell_choices(char **matches, int nmatches, int longest)
{
	const char *found[CANDIDATES], *about[CANDIDATES];
	struct arena mem = { 0 };
	int n = candidates(&mem, found, about);

	(void)matches;
	(void)nmatches;
	(void)longest;
	putchar('\n');
	for (int i = 0; i < n; i++)
		tell(arena_printf(&mem, *about[i] ? "%s: %s." : "%s", found[i], about[i]));
	rl_on_new_line();
	arena_free(&mem);
}

static void list_commands(const struct actor *who)
{
	struct arena mem = { 0 };

	for (int i = 0; i < VERB_COUNT; i++)
		if ((verbs[i].doors & DOOR_LINE) && (verb_roles(&verbs[i]) & who->roles))
			tell(arena_printf(&mem, "%s %s: %s.", verbs[i].name, verbs[i].usage, _(verbs[i].summary)));
	tell(arena_printf(&mem, "quit: %s.", _("End the work")));
	arena_free(&mem);
}

/* JSON is for programs: it stays as it is. */
static enum err_code print_result(struct verb_call *c, struct err *e)
{
	const char *text;

	if (output_text(c, &text, e))
		return e->code;
	if (c->opt[OPT_JSON])
		fputs(text, stdout);
	else
		tell(text);
	return ERR_OK;
}

/* One line. False: the end. */
static bool answer(struct store *s, const struct actor *who, const char *files, const char *line)
{
	struct arena mem = { 0 };
	struct verb_call c = { .store = s, .who = *who, .mem = &mem, .door = { .files = files, .plain = true } };
	struct err e = { 0 };

	if (strcmp(line, "quit") == 0)
		return false;
	if (strncmp(line, "help ", strlen("help ")) == 0)
		line = arena_printf(&mem, "%s --help", line + strlen("help "));
	if (strcmp(line, "help") == 0 || strcmp(line, "?") == 0) {
		list_commands(who);
	} else if (line[strspn(line, " ")]) {
		if (command_line_run(&c, line, &e) || print_result(&c, &e))
			tell(e.msg);
	}
	fflush(stdout);
	arena_free(&mem);
	return true;
}

/* `files`: the only folder of files, NULL: any. */
static void work(struct store *s, const struct actor *who, const char *files)
{
	struct arena mem = { 0 };
	char *line;
	bool more = true;

	setenv("INPUTRC", "/dev/null", 1);
	using_history();
	completing.store = s;
	completing.who = who;
	rl_readline_name = "pult";
	rl_completer_word_break_characters = " ";
	rl_attempted_completion_function = complete;
	rl_completion_display_matches_hook = tell_choices;
	tell(arena_printf(&mem, _("%s. Commands: help. The end: quit.\n"), who->name));
	arena_free(&mem);
	while (more && (line = ask("pult> "))) {
		if (*line)
			add_history(line);
		more = answer(s, who, files, line);
		free(line);
	}
	clear_history();
}

int interactive_run(int argc, char **argv)
{
	struct arena mem = { 0 };
	struct err e = { 0 };
	struct config config;
	struct store *s = NULL;
	struct actor who;
	const char *lang = option_early(argc, argv, OPT_LANG);
	bool desk = desk_wanted(argc, argv);
	enum err_code rc = config_load(&config, desk, &mem, &e);

	if (shell_language(lang, config.lang, rc ? NULL : &e) && !rc)
		rc = e.code;
	if (!rc)
		rc = store_open(config_database(&config, option_early(argc, argv, OPT_DB), &mem), &s, &e);
	if (!rc)
		rc = log_in(s, option_early(argc, argv, OPT_AS), &mem, &who, &e);
	if (!rc)
		work(s, &who, desk ? config_files(&config, store_path(s), &mem) : NULL);
	else
		fprintf(stderr, "pult: %s\n", e.msg);
	store_close(s);
	arena_free(&mem);
	return rc ? err_exit_status(rc) : 0;
}
