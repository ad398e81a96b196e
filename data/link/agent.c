/* data/link/agent.c - where pult-agent starts: the background process of a site, in the foreground of whoever starts it
 * (systemd). It exchanges with the centre until a signal; what it has to say goes to standard error, never anything of
 * a person. See pult-agent(8). */
#include <getopt.h>
#include <grp.h>
#include <locale.h>
#include <pwd.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "data/link/config.h"
#include "data/link/language.h"
#include "data/link/sync.h"

struct wish {
	const char *db, *user;
	bool help, version;
};

static volatile sig_atomic_t ended; /* a signal handler can reach nothing else */

static void on_signal(int sig)
{
	(void)sig;
	ended = 1;
}

static bool go_on(void *ctx, int64_t done, int64_t total)
{
	(void)ctx;
	(void)done;
	(void)total;
	return !ended;
}

static void say(void *ctx, const char *sentence)
{
	(void)ctx;
	fprintf(stderr, "pult-agent: %s\n", sentence);
}

static enum err_code read_options(int argc, char **argv, struct wish *w, struct err *e)
{
	static const struct option options[] = {
		{ "db", required_argument, NULL, 'd' }, { "user", required_argument, NULL, 'u' },
		{ "help", no_argument, NULL, 'h' }, { "version", no_argument, NULL, 'v' }, { NULL, 0, NULL, 0 },
	};
	int c;

	opterr = 0;
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		w->db = c == 'd' ? optarg : w->db;
		w->user = c == 'u' ? optarg : w->user;
		w->help = w->help || c == 'h';
		w->version = w->version || c == 'v';
		if (c == '?')
			return err_set(e, ERR_INVALID, "%s", _("It is written: pult-agent [--db FILE] [--user NAME]"));
	}
	if (optind < argc)
		return err_set(e, ERR_INVALID, "%s", _("It is written: pult-agent [--db FILE] [--user NAME]"));
	return ERR_OK;
}

/* For good: neither the user nor the groups can be taken back. */
static enum err_code become(const char *name, struct err *e)
{
	const struct passwd *pw = getpwnam(name);

	if (!pw)
		return err_set(e, ERR_NOT_FOUND, _("There is no account «%s» on this host."), name);
	if (geteuid() == pw->pw_uid)
		return ERR_OK;
	if (initgroups(name, pw->pw_gid) || setgid(pw->pw_gid) || setuid(pw->pw_uid) || setuid(0) == 0)
		return err_set(e, ERR_REFUSED, _("It cannot become the account «%s»: only root can."), name);
	setenv("HOME", pw->pw_dir, 1);
	return ERR_OK;
}

static void catch_signals(void)
{
	static const int signals[] = { SIGTERM, SIGINT, SIGHUP };
	const struct sigaction sa = { .sa_handler = on_signal };

	for (size_t i = 0; i < COUNT(signals); i++)
		sigaction(signals[i], &sa, NULL);
	signal(SIGPIPE, SIG_IGN);
}

static enum err_code exchange(struct store *s, struct err *e)
{
	static const struct progress p = { .step = go_on };
	const struct sync_wish w = { .p = &p, .fd = -1, .tell = say };
	struct sync_report r;
	int lock;

	if (sync_lock(store_path(s), &lock, e))
		return e->code;
	enum err_code rc = sync_run(s, &w, &r, e);

	close(lock);
	return rc;
}

static enum err_code run(const struct wish *w, struct err *e)
{
	struct arena mem = { 0 };
	struct config config;
	struct store *s = NULL;
	enum err_code rc = w->user ? become(w->user, e) : ERR_OK;

	if (!rc)
		rc = config_load(&config, false, &mem, e);
	if (!rc)
		rc = store_open(config_database(&config, w->db, &mem), &s, e);
	if (!rc)
		rc = exchange(s, e);
	store_close(s);
	arena_free(&mem);
	return rc;
}

int main(int argc, char **argv)
{
	struct wish w = { .db = NULL };
	struct err e = { 0 };

	umask(077);
	prctl(PR_SET_DUMPABLE, 0);
	setlocale(LC_ALL, "C.UTF-8");
	language_bind("uk");
	catch_signals();
	if (!read_options(argc, argv, &w, &e) && (w.help || w.version)) {
		puts(w.version ? "pult-agent " PULT_VERSION : _("pult-agent [--db FILE] [--user NAME]: see pult-agent(8)."));
		return 0;
	}
	if (!e.code && run(&w, &e) == ERR_OK)
		return 0;
	say(NULL, e.msg);
	return err_exit_status(e.code);
}
