/* data/link/printer.c - see printer.h. Only it starts print programs. */
#include "data/link/printer.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/text.h"

#define LP "/usr/bin/lp"

enum { ARGS_MAX = 24 };

/* A receipt on its way to a destination. */
struct trip {
	const struct receipt *receipt;
	const char *rest; /* of the destination, after "file:" */
	struct arena mem;
	struct printer_job *job;
};

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/* Adds what becomes of the receipt to a sentence that says what went wrong. */
static enum err_code not_printed(enum err_code code, struct err *e)
{
	if (!e)
		return code;
	return err_set(e, code, _("%s The receipt was not printed: while the number is on the screen the same key "
				"prints it again."), e->msg);
}

/* --- a running program ------------------------------------------------------------------------ */

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* Keeps the first line; the rest is read so that the program is not stopped by a full pipe. */
static void hear(struct printer_job *job)
{
	char buf[512];
	ssize_t n;

	while ((n = read(job->said_fd, buf, sizeof(buf))) > 0) {
		size_t have = strlen(job->said);
		size_t room = sizeof(job->said) - 1 - have;
		size_t more = (size_t)n < room ? (size_t)n : room;

		if (!memchr(job->said, '\n', have))
			memcpy(job->said + have, buf, more);
	}
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	close_fd(&job->said_fd);
}

/* The program's words come from outside: one line of text, or what is legible of it. */
static void clean_said(char *said)
{
	said[strcspn(said, "\n")] = '\0';
	for (char *p = said; *p; p++)
		if ((unsigned char)*p < ' ' || *p == 0x7F)
			*p = ' ';
	for (int cut = 0; cut < 4; cut++) { /* perhaps the last letter was cut in the middle */
		size_t len = strlen(said);

		if (text_check(said, len) == TEXT_GOOD)
			return;
		said[len - 1] = '\0';
	}
	for (char *p = said; *p; p++)
		if ((unsigned char)*p >= 0x80)
			*p = '?';
}

static void collect(struct printer_job *job)
{
	siginfo_t info = { 0 };

	while (waitid(P_PID, (id_t)job->pid, &info, WEXITED) && errno == EINTR)
		;
	job->killed = info.si_code != CLD_EXITED;
	job->status = info.si_status;
	job->pid = 0;
	if (job->said_fd >= 0)
		hear(job);
	clean_said(job->said);
}

static void kill_group(struct printer_job *job)
{
	kill(-job->pid, SIGKILL);
	collect(job);
}

/* --- starting it ------------------------------------------------------------------------------ */

static int set_actions(posix_spawn_file_actions_t *act, int in, int said)
{
	int error = posix_spawn_file_actions_adddup2(act, in, 0);

	if (!error)
		error = posix_spawn_file_actions_addopen(act, 1, "/dev/null", O_WRONLY, 0);
	if (!error)
		error = posix_spawn_file_actions_adddup2(act, said, 2);
	if (!error)
		error = posix_spawn_file_actions_addclosefrom_np(act, 3);
	return error;
}

/* Default signals, none blocked; a session of its own: to be killed with its children, and without
 * our terminal. */
static int set_attributes(posix_spawnattr_t *attr)
{
	sigset_t all, none;

	sigfillset(&all);
	sigemptyset(&none);
	int error = posix_spawnattr_setsigdefault(attr, &all);

	if (!error)
		error = posix_spawnattr_setsigmask(attr, &none);
	if (!error)
		error = posix_spawnattr_setflags(attr, POSIX_SPAWN_SETSIGDEF |
						       POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSID);
	return error;
}

/* 0 or errno. The program sees no variable of ours but these. */
static int spawn(struct trip *t, char *const argv[], int in, int said)
{
	const char *home = getenv("HOME");
	char path[] = "PATH=/usr/local/bin:/usr/bin:/bin", locale[] = "LC_ALL=C.UTF-8";
	char *env[] = { path, locale, arena_printf(&t->mem, "HOME=%s", home ? home : "/"), NULL };
	posix_spawn_file_actions_t act;
	posix_spawnattr_t attr;
	int error = posix_spawn_file_actions_init(&act);

	if (error)
		return error;
	error = posix_spawnattr_init(&attr);
	if (!error) {
		error = set_actions(&act, in, said);
		if (!error)
			error = set_attributes(&attr);
		if (!error)
			error = posix_spawn(&t->job->pid, argv[0], &act, &attr, argv, env);
		posix_spawnattr_destroy(&attr);
	}
	posix_spawn_file_actions_destroy(&act);
	return error;
}

/* The PDF in a file of memory: no pipe that fills, nothing on disk to be left behind. */
static enum err_code pdf_in_memory(const struct receipt *r, FILE **pdf, struct err *e)
{
	int fd = memfd_create("receipt", MFD_CLOEXEC);

	*pdf = fd < 0 ? NULL : fdopen(fd, "w+");
	if (!*pdf) {
		err_set(e, ERR_FAILED,
			_("The receipt is not printed: the system gives no memory file (%s)."),
			strerror(errno));
		if (fd >= 0)
			close(fd);
		return ERR_FAILED;
	}
	enum err_code code = receipt_write(r, RECEIPT_PDF, *pdf, e);

	if (code)
		fclose(*pdf);
	else
		rewind(*pdf);
	return code;
}

/* Starts argv; the job watches it. 0 or errno. */
static int start(struct trip *t, char *const argv[], int in)
{
	struct printer_job *job = t->job;
	int said[2];

	if (pipe2(said, O_CLOEXEC | O_NONBLOCK))
		return errno;
	int error = spawn(t, argv, in, said[1]);

	close(said[1]);
	job->said_fd = said[0];
	if (!error) {
		job->ended_fd = pidfd_open(job->pid, 0);
		job->deadline_ms = now_ms() + PRINTER_TIMEOUT_MS;
		error = job->ended_fd < 0 ? errno : 0;
		if (error)
			kill_group(job);
	}
	if (error)
		close_fd(&job->said_fd);
	return error;
}

static enum err_code run(struct trip *t, char *const argv[], struct err *e)
{
	FILE *pdf;
	enum err_code code = pdf_in_memory(t->receipt, &pdf, e);

	if (code)
		return code;
	int error = start(t, argv, fileno(pdf));

	fclose(pdf);
	if (error)
		return err_set(e, ERR_FAILED, _("The print program %s does not start (%s)."),
			       argv[0], strerror(error));
	return ERR_OK;
}

/* --- destinations ----------------------------------------------------------------------------- */

static enum err_code print_file(struct trip *t, struct err *e)
{
	char *name;
	enum err_code code = receipt_file_name(&t->mem, t->receipt, RECEIPT_PDF, &name, e);

	if (code)
		return code;
	char *path = arena_printf(&t->mem, "%s/%s", t->rest, name);

	return receipt_save(t->receipt, RECEIPT_PDF, path, e);
}

/* Splits words at blanks; 0 when there are none or too many. */
static size_t split(char *words, char *argv[ARGS_MAX + 1])
{
	char *save = NULL;
	size_t n = 0;

	for (char *w = strtok_r(words, " \t", &save); w; w = strtok_r(NULL, " \t", &save)) {
		if (n == ARGS_MAX)
			return 0;
		argv[n++] = w;
	}
	argv[n] = NULL;
	return n;
}

static enum err_code print_cmd(struct trip *t, struct err *e)
{
	char *argv[ARGS_MAX + 1];

	split(arena_strdup(&t->mem, t->rest), argv);
	return run(t, argv, e);
}

static enum err_code print_cups(struct trip *t, struct err *e)
{
	char lp[] = LP, silent[] = "-s", to[] = "-d", title[] = "-t";
	char *argv[] = { lp, silent, to, arena_strdup(&t->mem, t->rest), title,
			 arena_strdup(&t->mem, t->receipt->twin), NULL };

	return run(t, argv, e);
}

static bool good_file(const char *rest)
{
	return rest[0] == '/';
}

static bool good_cmd(const char *rest)
{
	struct arena mem = { 0 };
	char *argv[ARGS_MAX + 1];
	bool good = split(arena_strdup(&mem, rest), argv) > 0 && argv[0][0] == '/';

	arena_free(&mem);
	return good;
}

/* A name of a queue, not an option and not a path. */
static bool good_queue(const char *rest)
{
	size_t len = strspn(rest, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
				  "0123456789_-.");

	return len > 0 && len <= 127 && !rest[len] && rest[0] != '-' && rest[0] != '.';
}

static const struct destination {
	const char *prefix;
	bool (*good)(const char *rest);
	enum err_code (*print)(struct trip *t, struct err *e);
} destinations[] = {
	{ .prefix = "file:", .good = good_file, .print = print_file },
	{ .prefix = "cmd:", .good = good_cmd, .print = print_cmd },
	{ .prefix = "cups:", .good = good_queue, .print = print_cups },
};

static enum err_code find(const char *dest, const struct destination **found, const char **rest,
			  struct err *e)
{
	if (!dest || !*dest)
		return err_set(e, ERR_INVALID, _("No printer is named in the settings."));
	for (size_t i = 0; i < COUNT(destinations); i++) {
		size_t len = strlen(destinations[i].prefix);

		if (strncmp(dest, destinations[i].prefix, len) || !destinations[i].good(dest + len))
			continue;
		*found = &destinations[i];
		*rest = dest + len;
		return ERR_OK;
	}
	return err_set(e, ERR_INVALID,
		       _("The printer in the settings cannot be understood. It is file:/FOLDER, "
			 "cups:QUEUE or cmd:/PROGRAM with arguments."));
}

enum err_code printer_check(const char *dest, struct err *e)
{
	const struct destination *d;
	const char *rest;

	return find(dest, &d, &rest, e);
}

/* --- the job ---------------------------------------------------------------------------------- */

enum err_code printer_start(const char *dest, const struct receipt *r, struct printer_job *job,
			    struct err *e)
{
	const struct destination *d;
	struct trip t = { .receipt = r, .job = job };

	*job = (struct printer_job){ .ended_fd = -1, .said_fd = -1 };
	enum err_code code = find(dest, &d, &t.rest, e);

	if (!code)
		code = d->print(&t, e);
	arena_free(&t.mem);
	return code ? not_printed(code, e) : ERR_OK;
}

bool printer_step(struct printer_job *job, int wait_ms)
{
	while (job->pid) {
		int64_t left = job->deadline_ms - now_ms();
		struct pollfd fds[] = { { job->ended_fd, POLLIN, 0 }, { job->said_fd, POLLIN, 0 } };

		if (left <= 0) {
			job->timed_out = true;
			kill_group(job);
			break;
		}
		int n = poll(fds, COUNT(fds), wait_ms < 0 || wait_ms > left ? (int)left : wait_ms);

		if (n > 0 && fds[1].revents)
			hear(job);
		if (n > 0 && fds[0].revents)
			collect(job);
		if (wait_ms >= 0)
			break;
	}
	return !job->pid;
}

enum err_code printer_finish(struct printer_job *job, struct err *e)
{
	if (job->pid)
		kill_group(job);
	close_fd(&job->ended_fd);
	close_fd(&job->said_fd);
	if (!job->timed_out && !job->killed && !job->status)
		return ERR_OK;
	if (job->timed_out)
		err_set(e, ERR_FAILED, _("The print program did not answer in %d seconds and was "
					 "stopped."), PRINTER_TIMEOUT_MS / 1000);
	else if (job->killed)
		err_set(e, ERR_FAILED, _("The print program was ended by signal %d."), job->status);
	else if (job->said[0])
		err_set(e, ERR_FAILED, _("The print program reports error %d (%s)."), job->status,
			job->said);
	else
		err_set(e, ERR_FAILED, _("The print program reports error %d."), job->status);
	return not_printed(ERR_FAILED, e);
}

enum err_code printer_print(const char *dest, const struct receipt *r, struct err *e)
{
	struct printer_job job;
	enum err_code code = printer_start(dest, r, &job, e);

	if (code)
		return code;
	printer_step(&job, -1);
	return printer_finish(&job, e);
}
