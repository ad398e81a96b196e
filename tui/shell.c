/* tui/shell.c - see shell.h. */
#include "tui/shell.h"

#include <locale.h>
#include <pwd.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/text.h"
#include "data/link/config.h"
#include "data/link/language.h"
#include "data/store/users.h"
#include "tui/keymap.h"
#include "tui/output.h"
#include "tui/secret.h"
#include "tui/verb.h"

static bool is_known(const char *lang)
{
	return strcmp(lang, "uk") == 0 || strcmp(lang, "en") == 0;
}

/* "en_GB:uk" begins with English. */
static bool begins_with(const char *language, const char *lang)
{
	size_t n = strlen(lang);

	return strncmp(language, lang, n) == 0 && strchr(":_.@", language[n]);
}

enum err_code shell_language(const char *lang, const char *configured, struct err *e)
{
	const char *env = getenv("LANGUAGE"), *wanted = lang ? lang : configured ? configured : "uk";
	bool overrides = env && *env, known = is_known(wanted);

	language_bind(known ? wanted : "uk");
	if (!known)
		return err_set(e, ERR_INVALID, _("«%s» is not a language of pult: choose uk or en."), wanted);
	if (lang && overrides && !begins_with(env, lang))
		fprintf(stderr, _("pult: LANGUAGE=%s in the environment wins over --lang %s.\n"), env, lang);
	return ERR_OK;
}

bool shell_wanted(int argc, char **argv)
{
	return verb_index(argc, argv) || option_early(argc, argv, OPT_HELP) ||
	       option_early(argc, argv, OPT_VERSION);
}

static int fail(const struct err *e)
{
	struct arena mem = { 0 };

	fprintf(stderr, "pult: %s\n", text_harmless(&mem, e->msg));
	arena_free(&mem);
	return err_exit_status(e->code);
}

/* Who the owner of the file is in history and reports. */
static void owner_actor(struct verb_call *c)
{
	const struct passwd *pw = getpwuid(getuid());
	const char *name = pw ? pw->pw_name : "?";

	c->who = (struct actor){ .login = arena_printf(c->mem, "os:%s", name), .name = arena_strdup(c->mem, name),
		.roles = ANY_ROLE, .service = "", .os = true };
}

static enum err_code who_is_it(struct verb_call *c, struct err *e)
{
	char secret[256];

	if (!c->opt[OPT_AS]) {
		if (c->store && !store_owned(c->store))
			return err_set(e, ERR_REFUSED, "%s",
				       _("The database belongs to another user: give your login with --as."));
		owner_actor(c);
		return ERR_OK;
	}
	if (!c->store)
		return err_set(e, ERR_INVALID, "%s", _("The option --as has no meaning here."));
	enum err_code rc = secret_for_login(_("Password"), secret, sizeof(secret), e);

	if (!rc)
		rc = user_login(c->store, c->opt[OPT_AS], secret, c->mem, &c->who, e);
	explicit_bzero(secret, sizeof(secret));
	return rc;
}

static enum err_code check_right(const struct verb_call *c, struct err *e)
{
	int right = c->verb->right;

	if (right >= 0 && !actor_may(&c->who, (enum right)right))
		return err_set(e, ERR_REFUSED, "%s", actor_refusal((enum right)right));
	return ERR_OK;
}

/* What was typed must be text before anything is done with it. */
static enum err_code check_typed(const struct verb_call *c, struct err *e)
{
	bool good = true;

	for (int i = 0; i < c->nargs; i++)
		good = good && text_check(c->args[i], strlen(c->args[i])) != TEXT_NOT_UTF8;
	for (int i = 0; i < OPT_COUNT; i++)
		if (c->opt[i])
			good = good && text_check(c->opt[i], strlen(c->opt[i])) != TEXT_NOT_UTF8;
	return good ? ERR_OK : err_set(e, ERR_INVALID, "%s",
				       _("An argument is not valid UTF-8: type it again. Nothing was saved."));
}

static enum err_code run(struct verb_call *c, struct err *e)
{
	enum err_code rc = check_typed(c, e);

	if (!rc && (c->verb->needs & NEEDS_STORE))
		rc = store_open(c->db_path, &c->store, e);
	if (!rc)
		rc = who_is_it(c, e);
	if (!rc)
		rc = check_right(c, e);
	if (!rc)
		rc = c->verb->run(c, e);
	if (!rc)
		return output_result(c, e);
	json_decref(c->out.json); /* made before it failed */
	c->out.json = NULL;
	return rc;
}

static int say_version(void)
{
	puts("pult " PULT_VERSION);
	return 0;
}

static int run_verb(const struct verb *v, int argc, char **argv, const struct config *config,
		    struct arena *mem)
{
	struct verb_call c = { .verb = v, .mem = mem };
	struct err e = { 0 };
	enum err_code rc = verb_parse(&c, argc, argv, &e);

	if (!rc && c.opt[OPT_VERSION])
		return say_version();
	if (!rc && c.opt[OPT_HELP]) {
		fputs(verb_help(mem, v), stdout);
		return 0;
	}
	c.db_path = config_database(config, c.opt[OPT_DB], mem);
	if (!rc)
		rc = run(&c, &e);
	store_close(c.store);
	if (rc)
		verb_explain(&c, &e);
	return rc ? fail(&e) : c.out.worst ? err_exit_status(c.out.worst) : 0;
}

static char **reordered(int argc, char **argv, int verb, struct arena *mem)
{
	char **out = arena_alloc(mem, (size_t)(argc + 1) * sizeof(*out));
	int n = 0;

	for (int i = 1; i < verb; i++)
		out[n++] = argv[i];
	for (int i = verb + 1; i < argc; i++)
		out[n++] = argv[i];
	return out;
}

/* "keys" is for administrators, the others are for the Makefile. */
static int document(const char *what, const struct config *config, struct arena *mem)
{
	struct keymap keys;
	struct err e = { 0 };

	if (strcmp(what, "keys") != 0)
		return verb_document(stdout, what) ? 0 : 2;
	if (keymap_site(&keys, config, &e))
		return fail(&e);
	fputs(keymap_text(&keys, mem), stdout);
	return 0;
}

static int unknown_verb(const char *typed)
{
	const char *near = verb_nearest(typed);
	struct err e = { 0 };

	if (near)
		err_set(&e, ERR_INVALID, _("There is no command «%s». Perhaps «%s»? All commands: pult --help"), typed,
			near);
	else
		err_set(&e, ERR_INVALID, _("There is no command «%s». All commands: pult --help"), typed);
	return fail(&e);
}

static int run_words(int argc, char **argv, const struct config *config, struct arena *mem)
{
	int at = verb_index(argc, argv);
	const struct verb *v = at ? verb_find(argv[at]) : NULL;

	if (at && strcmp(argv[at], "document") == 0 && at + 1 < argc)
		return document(argv[at + 1], config, mem);
	if (v)
		return run_verb(v, argc - 2, reordered(argc, argv, at, mem), config, mem);
	if (at)
		return unknown_verb(argv[at]);
	if (option_early(argc, argv, OPT_VERSION))
		return say_version();
	fputs(verb_help(mem, NULL), stdout);
	return 0;
}

int shell_run(int argc, char **argv)
{
	struct arena mem = { 0 };
	struct err e = { 0 };
	struct config config;
	enum err_code rc = config_load(&config, false, &mem, &e);
	enum err_code other = shell_language(option_early(argc, argv, OPT_LANG), config.lang, rc ? NULL : &e);
	int status = rc || other ? fail(&e) : run_words(argc, argv, &config, &mem);

	arena_free(&mem);
	return status;
}
