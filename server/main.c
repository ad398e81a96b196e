/* server/main.c - pult-central: the verbs of its shell. Exit statuses are those of pult. */
#include <locale.h>
#include <sodium.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/calendar.h"
#include "core/i18n.h"
#include "server/central.h"
#include "server/now.h"
#include "server/project.h"
#include "server/schema.h"
#include "server/sites.h"
#include "server/verify.h"

/* What a verb gets: a connection, unless it serves. */
struct call {
	const struct settings *set;
	struct pg *pg;
	struct arena mem;
	const char *arg; /* the word after the verb */
};

/* `quiet` when there was nothing to make. */
static enum err_code rebuild(struct call *c, bool quiet, struct err *e)
{
	int64_t n;

	if (project_rebuild(c->pg, &n, e))
		return e->code;
	if (n || !quiet)
		printf(_("Appeals made anew from the log: %lld.\n"), (long long)n);
	return ERR_OK;
}

static enum err_code verb_init(struct call *c, struct err *e)
{
	int from, to;
	bool old;

	if (schema_make(c->pg, &from, &to, e) || project_is_old(c->pg, &old, e))
		return e->code;
	if (from == to)
		printf(_("The database is of version %d already; nothing was changed.\n"), to);
	else if (from)
		printf(_("The database was brought from version %d to version %d.\n"), from, to);
	else
		puts(_("The tables were made. Next: pult-central site add CODE."));
	return old ? rebuild(c, true, e) : ERR_OK;
}

static enum err_code verb_serve(struct call *c, struct err *e)
{
	return central_serve(c->set, &c->mem, e);
}

static enum err_code verb_site_add(struct call *c, struct err *e)
{
	char token[TOKEN_CHARS + 1];
	const char *code;

	if (schema_check(c->pg, e) ||
	    site_add(c->pg, c->arg, c->set->name ? c->set->name : "", &c->mem, &code, token, e))
		return e->code;
	fprintf(stderr, _("The site %s may join. Its token, shown only now, is the line on standard output:\n"), code);
	puts(token);
	sodium_memzero(token, sizeof(token));
	return ERR_OK;
}

static void print_site(void *ctx, const struct site_row *row)
{
	char at[17] = "-";

	(void)ctx;
	if (row->at)
		civil_format_minute(now_clock(), row->at, at);
	printf("%s\t%lld\t%s\t%s\t%s\n", row->code, (long long)row->seq, at, row->has_token ? "+" : "-", row->name);
}

static enum err_code verb_site_list(struct call *c, struct err *e)
{
	if (schema_check(c->pg, e))
		return e->code;
	puts(_("Code\tEvents\tLast came\tToken\tName"));
	return sites_each(c->pg, print_site, NULL, e);
}

static enum err_code verb_token(struct call *c, struct err *e)
{
	char token[TOKEN_CHARS + 1];

	if (schema_check(c->pg, e) ||
	    site_token(c->pg, c->arg, &c->mem, c->set->revoke ? NULL : token, e))
		return e->code;
	if (c->set->revoke) {
		puts(_("The site has no token now and is turned away. Its events stay."));
		return ERR_OK;
	}
	fprintf(stderr, "%s\n", _("The old token is nobody's now. The new one, shown only now, is the line on standard output:"));
	puts(token);
	sodium_memzero(token, sizeof(token));
	return ERR_OK;
}

static enum err_code verb_verify(struct call *c, struct err *e)
{
	struct verified v = { 0 };
	bool old;

	if (schema_check(c->pg, e) || project_is_old(c->pg, &old, e) || verify(c->pg, stdout, &v, e))
		return e->code;
	if (old)
		puts(_("The appeals are those of an older program: pult-central rebuild makes them anew."));
	printf(_("Sites: %d, events: %lld, appeals: %lld.\n"), v.sites, (long long)v.events, (long long)v.appeals);
	printf("%s %s\n", v.kind.name, v.kind.hash);
	if (v.faults)
		return err_set(e, ERR_FAILED, P_("%d fault was found; it stands above.", "%d faults were found; they stand above.",
						 v.faults), v.faults);
	puts(_("The log holds."));
	return ERR_OK;
}

static enum err_code verb_rebuild(struct call *c, struct err *e)
{
	return schema_check(c->pg, e) ? e->code : rebuild(c, false, e);
}

static const struct verb {
	const char *words[2];
	const char *usage; /* of what follows */
	bool connects;
	enum err_code (*run)(struct call *c, struct err *e);
	const char *help;
} verbs[] = {
	{ { "init" }, "", true, verb_init, N_("make the tables, or bring them to this version") },
	{ { "serve" }, "", false, verb_serve, N_("serve until SIGTERM") },
	{ { "site", "add" }, "CODE", true, verb_site_add, N_("let a site join and print its token") },
	{ { "site", "list" }, "", true, verb_site_list, N_("all sites: last event, when something came") },
	{ { "token" }, "CODE", true, verb_token, N_("a new token in place of the old one; with --revoke none") },
	{ { "verify" }, "", true, verb_verify, N_("check the whole log, and what follows from it") },
	{ { "rebuild" }, "", true, verb_rebuild, N_("make the appeals anew from the log; sites go on meanwhile") },
};

static const struct verb *find_verb(const struct settings *s)
{
	for (size_t i = 0; i < COUNT(verbs); i++) {
		int words = verbs[i].words[1] ? 2 : 1, args = *verbs[i].usage ? 1 : 0;

		if (s->nwords == words + args && strcmp(s->words[0], verbs[i].words[0]) == 0 &&
		    (words == 1 || strcmp(s->words[1], verbs[i].words[1]) == 0))
			return &verbs[i];
	}
	return NULL;
}

static void print_help(FILE *f)
{
	fprintf(f, "%s\n\n", _("pult-central: the central server of a city's sites. Verbs:"));
	for (size_t i = 0; i < COUNT(verbs); i++)
		fprintf(f, "  %s%s%s%s%s\n        %s\n", verbs[i].words[0], verbs[i].words[1] ? " " : "",
			verbs[i].words[1] ? verbs[i].words[1] : "", *verbs[i].usage ? " " : "", verbs[i].usage,
			_(verbs[i].help));
	fprintf(f, "\n%s\n", _("Options, also lines \"name = value\" of the file --config (/etc/pult/central.conf):"));
#define X(option, member, value, help) fprintf(f, "  --%s\n        %s\n", option, _(help));
	SETTINGS(X)
#undef X
}

static enum err_code run(struct call *c, struct err *e)
{
	const struct verb *v = find_verb(c->set);

	if (!v) {
		print_help(stderr);
		return err_set(e, ERR_INVALID, "%s", _("This is not a verb of pult-central."));
	}
	if (!*c->set->database)
		return err_set(e, ERR_INVALID, "%s",
			       _("No database is named: write database = … into /etc/pult/central.conf, or set PULT_CENTRAL_DATABASE."));
	if (!settings_number(c->set->threads, THREADS_MAX) || !settings_number(c->set->patience, PATIENCE_MAX_S))
		return err_set(e, ERR_INVALID, _("threads is a number from 1 to %d, patience one from 1 to %d."),
			       THREADS_MAX, PATIENCE_MAX_S);
	c->arg = c->set->words[c->set->nwords - 1];
	if (v->connects && pg_open(c->set->database, &c->pg, e))
		return e->code;
	v->run(c, e);
	pg_close(c->pg);
	return e->code;
}

/* The catalogue lies beside the program, or where it was installed. */
static void set_language(const char *lang)
{
	struct arena mem = { 0 };
	char exe[4096];
	ssize_t n = readlink("/proc/self/exe", exe, sizeof(exe) - 1);
	const char *env = getenv("LANGUAGE"), *dir = PULT_PREFIX "/share/locale";

	if (!setlocale(LC_ALL, "") || MB_CUR_MAX == 1)
		setlocale(LC_ALL, "C.UTF-8");
	setlocale(LC_NUMERIC, "C");
	if (!env || !*env)
		setenv("LANGUAGE", lang, 1);
	if (n > 0) {
		exe[n] = '\0';
		*strrchr(exe, '/') = '\0';
		const char *beside = arena_printf(&mem, "%s/locale", exe);

		if (access(beside, R_OK) == 0)
			dir = beside;
	}
	bindtextdomain("pult", dir);
	bind_textdomain_codeset("pult", "UTF-8");
	textdomain("pult");
	arena_free(&mem);
}

int main(int argc, char **argv)
{
	struct settings set;
	struct call c = { .set = &set };
	struct err e = { 0 };

	umask(077);
	prctl(PR_SET_DUMPABLE, 0);
	now_zone();
	set_language("uk");
	if (sodium_init() < 0)
		return 1;
	if (!settings_read(&set, argc, argv, &c.mem, &e)) {
		if (strcmp(set.lang, "uk") != 0)
			set_language(set.lang);
		if (set.version)
			puts("pult-central " PULT_VERSION);
		else if (set.help)
			print_help(stdout);
		else
			run(&c, &e);
	}
	if (e.code)
		fprintf(stderr, "pult-central: %s\n", e.msg);
	fflush(stdout);
	arena_free(&c.mem);
	return err_exit_status(e.code);
}
