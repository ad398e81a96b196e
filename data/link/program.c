/* data/link/program.c - see program.h. */
#include "data/link/program.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "core/arena.h"
#include "core/text.h"

enum {
	TERM_MS = 500,  /* for a program to end by itself */
	LOOK_MS = 60000 /* one wait, when there is no deadline */
};

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

size_t program_split(char *words, char *argv[PROGRAM_ARGS_MAX + 1])
{
	char *save = NULL;
	size_t n = 0;

	for (char *w = strtok_r(words, " \t", &save); w; w = strtok_r(NULL, " \t", &save)) {
		if (n == PROGRAM_ARGS_MAX)
			return 0;
		argv[n++] = w;
	}
	argv[n] = NULL;
	return n;
}

/* --- a running program ------------------------------------------------------------------------ */

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* Keeps the first line; the rest is read so that the program is not stopped by a full pipe. */
static void hear(struct program *p)
{
	char buf[512];
	ssize_t n;

	while ((n = read(p->said_fd, buf, sizeof(buf))) > 0) {
		size_t have = strlen(p->said);
		size_t room = sizeof(p->said) - 1 - have;
		size_t more = (size_t)n < room ? (size_t)n : room;

		if (!memchr(p->said, '\n', have))
			memcpy(p->said + have, buf, more);
	}
	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	close_fd(&p->said_fd);
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

static void collect(struct program *p)
{
	siginfo_t info = { 0 };

	while (waitid(P_PID, (id_t)p->pid, &info, WEXITED) && errno == EINTR)
		;
	p->killed = info.si_code != CLD_EXITED;
	p->status = info.si_status;
	p->pid = 0;
	if (p->said_fd >= 0)
		hear(p);
	clean_said(p->said);
}

static void kill_group(struct program *p)
{
	kill(-p->pid, SIGKILL);
	collect(p);
}

/* --- starting it ------------------------------------------------------------------------------ */

static int set_actions(posix_spawn_file_actions_t *act, int in, int said)
{
	int error = in >= 0 ? posix_spawn_file_actions_adddup2(act, in, 0)
			    : posix_spawn_file_actions_addopen(act, 0, "/dev/null", O_RDONLY, 0);

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
static int spawn(struct program *p, char *const argv[], int in, int said)
{
	struct arena mem = { 0 };
	const char *home = getenv("HOME");
	char path[] = "PATH=/usr/local/bin:/usr/bin:/bin", locale[] = "LC_ALL=C.UTF-8";
	char *env[] = { path, locale, arena_printf(&mem, "HOME=%s", home ? home : "/"), NULL };
	posix_spawn_file_actions_t act;
	posix_spawnattr_t attr;
	int error = posix_spawn_file_actions_init(&act);

	if (!error)
		error = posix_spawnattr_init(&attr);
	if (!error) {
		error = set_actions(&act, in, said);
		if (!error)
			error = set_attributes(&attr);
		if (!error)
			error = posix_spawn(&p->pid, argv[0], &act, &attr, argv, env);
		posix_spawnattr_destroy(&attr);
		posix_spawn_file_actions_destroy(&act);
	}
	arena_free(&mem);
	return error;
}

int program_start(struct program *p, char *const argv[], int in, int timeout_ms)
{
	int said[2];

	*p = (struct program){ .ended_fd = -1, .said_fd = -1 };
	if (pipe2(said, O_CLOEXEC | O_NONBLOCK))
		return errno;
	int error = spawn(p, argv, in, said[1]);

	close(said[1]);
	p->said_fd = said[0];
	if (!error) {
		p->ended_fd = pidfd_open(p->pid, 0);
		p->deadline_ms = timeout_ms ? now_ms() + timeout_ms : INT64_MAX;
		error = p->ended_fd < 0 ? errno : 0;
		if (error)
			kill_group(p);
	}
	if (error)
		close_fd(&p->said_fd);
	return error;
}

bool program_step(struct program *p, int wait_ms)
{
	while (p->pid) {
		int64_t left = p->deadline_ms - now_ms();
		struct pollfd fds[] = { { p->ended_fd, POLLIN, 0 }, { p->said_fd, POLLIN, 0 } };

		if (left <= 0) {
			p->timed_out = true;
			kill_group(p);
			break;
		}
		int most = left < LOOK_MS ? (int)left : LOOK_MS;
		int n = poll(fds, COUNT(fds), wait_ms < 0 || wait_ms > most ? most : wait_ms);

		if (n > 0 && fds[1].revents)
			hear(p);
		if (n > 0 && fds[0].revents)
			collect(p);
		if (wait_ms >= 0)
			break;
	}
	return !p->pid;
}

void program_stop(struct program *p)
{
	if (!p->pid)
		return;
	kill(-p->pid, SIGTERM);
	p->deadline_ms = now_ms() + TERM_MS;
}

void program_end(struct program *p)
{
	if (p->pid)
		kill_group(p);
	close_fd(&p->ended_fd);
	close_fd(&p->said_fd);
}
