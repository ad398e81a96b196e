/* tui/secret.c - see secret.h. */
#include "tui/secret.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdbool.h>
#include <termios.h>
#include <unistd.h>

#include "core/i18n.h"

static enum err_code read_first_line(FILE *f, char *out, size_t size, struct err *e)
{
	if (!fgets(out, (int)size, f))
		return err_set(e, ERR_INVALID, "%s", _("The password is missing."));
	out[strcspn(out, "\r\n")] = '\0';
	return ERR_OK;
}

/* --- signals while there is no echo ----------------------------------------------------------------- */

static const int guarded[] = { SIGINT, SIGTERM, SIGHUP, SIGQUIT };
static volatile sig_atomic_t caught;

struct guard {
	sigset_t mask; /* of before */
	struct sigaction old[COUNT(guarded)];
};

static void catch(int sig)
{
	caught = sig;
}

/* From here on these signals wait, and Ctrl-Z too: the echo is given back before they act. */
static void guard_begin(struct guard *g)
{
	struct sigaction act = { .sa_handler = catch };
	sigset_t held;

	caught = 0;
	sigemptyset(&act.sa_mask);
	sigemptyset(&held);
	sigaddset(&held, SIGTSTP);
	for (size_t i = 0; i < COUNT(guarded); i++)
		sigaddset(&held, guarded[i]);
	sigprocmask(SIG_BLOCK, &held, &g->mask);
	for (size_t i = 0; i < COUNT(guarded); i++) {
		sigaction(guarded[i], &act, &g->old[i]);
		if (g->old[i].sa_handler == SIG_IGN)
			sigaction(guarded[i], &g->old[i], NULL);
	}
}

/* Until a line is typed; false when a signal came first. */
static bool guard_wait(const struct guard *g)
{
	struct pollfd in = { .fd = STDIN_FILENO, .events = POLLIN };
	sigset_t during = g->mask;

	sigaddset(&during, SIGTSTP);
	while (ppoll(&in, 1, NULL, &during) < 0 && errno == EINTR && !caught)
		;
	return !caught;
}

/* The signal that came does now what it would have done. */
static void guard_end(const struct guard *g)
{
	for (size_t i = 0; i < COUNT(guarded); i++)
		sigaction(guarded[i], &g->old[i], NULL);
	if (caught)
		raise(caught);
	sigprocmask(SIG_SETMASK, &g->mask, NULL);
}

enum err_code secret_ask(const char *prompt, char *out, size_t size, struct err *e)
{
	struct termios was, quiet;

	if (!isatty(STDIN_FILENO) || tcgetattr(STDIN_FILENO, &was))
		return read_first_line(stdin, out, size, e);
	quiet = was;
	quiet.c_lflag &= ~(tcflag_t)ECHO;
	fprintf(stderr, "%s: ", prompt);
	fflush(stderr);
	struct guard g;
	enum err_code rc = ERR_OK;

	guard_begin(&g);
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &quiet);
	if (guard_wait(&g))
		rc = read_first_line(stdin, out, size, e);
	else
		rc = err_set(e, ERR_INVALID, "%s", _("The password is missing."));
	tcsetattr(STDIN_FILENO, TCSAFLUSH, &was);
	fputc('\n', stderr);
	guard_end(&g);
	return rc;
}

enum err_code secret_for_login(const char *prompt, char *out, size_t size, struct err *e)
{
	const char *path = getenv("PULT_PASSWORD_FILE");
	FILE *f = path && *path ? fopen(path, "re") : NULL;

	if (!path || !*path)
		return secret_ask(prompt, out, size, e);
	if (!f)
		return err_set(e, ERR_FAILED, "%s", _("The file of $PULT_PASSWORD_FILE cannot be read."));
	enum err_code rc = read_first_line(f, out, size, e);

	fclose(f);
	return rc;
}
