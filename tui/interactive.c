/* tui/interactive.c - see interactive.h. readline edits the line; no file of its own is read. */
#include "tui/interactive.h"

#include <readline/history.h>
#include <readline/readline.h>
#include <unistd.h>

#include "core/i18n.h"
#include "data/link/config.h"
#include "data/store/users.h"
#include "tui/command_line.h"
#include "tui/desk.h"
#include "tui/output.h"
#include "tui/secret.h"
#include "tui/shell.h"

enum { CANDIDATES = 200, SECRET_MAX = 256 };

static struct {
	struct store *store;
	const struct actor *who;
} completing; /* readline's callback has no context */

bool interactive_wanted(int argc, char **argv)
{
	int at = verb_index(argc, argv);

	return at && strcmp(argv[at], "-i") == 0;
}

static char *next_candidate(const char *text, int state)
{
	static const char *found[CANDIDATES];
	static struct arena mem;
	static int n, at;

	if (!state) {
		const struct completing with = { .store = completing.store, .who = completing.who };

		(void)text;
		arena_free(&mem);
		at = 0;
		n = command_line_complete(&with, arena_strndup(&mem, rl_line_buffer, (size_t)rl_point), &mem, found,
					  CANDIDATES);
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

static void list_commands(void)
{
	for (int i = 0; i < VERB_COUNT; i++)
		if (verbs[i].doors & DOOR_LINE)
			printf("%s %s\n    %s\n", verbs[i].name, verbs[i].usage, _(verbs[i].summary));
	printf("quit\n    %s\n", _("End the work"));
}

/* One line. False: the end. */
static bool answer(struct store *s, const struct actor *who, const char *files, const char *line)
{
	struct arena mem = { 0 };
	struct verb_call c = { .store = s, .who = *who, .mem = &mem, .door = { .files = files } };
	struct err e = { 0 };

	if (strcmp(line, "quit") == 0)
		return false;
	if (strcmp(line, "help") == 0 || strcmp(line, "?") == 0) {
		list_commands();
	} else if (line[strspn(line, " ")]) {
		if (command_line_run(&c, line, &e) || output_result(&c, &e))
			printf("%s\n", e.msg);
	}
	fflush(stdout);
	arena_free(&mem);
	return true;
}

/* `files`: the only folder of files, NULL: any. */
static void work(struct store *s, const struct actor *who, const char *files)
{
	char *line;
	bool more = true;

	setenv("INPUTRC", "/dev/null", 1);
	using_history();
	completing.store = s;
	completing.who = who;
	rl_readline_name = "pult";
	rl_completer_word_break_characters = " ";
	rl_attempted_completion_function = complete;
	printf(_("%s. Commands: help. The end: quit.\n"), who->name);
	fflush(stdout);
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
