/* tests/bench/pty.c - see pty.h. */
#include "tests/bench/pty.h"

#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/bench/bench.h"

bool pty_start(struct pty *p, const char *program, const char *base)
{
	const struct winsize size = { .ws_row = 24, .ws_col = 80 };

	*p = (struct pty){ .started = now_us(), .said = calloc(1, PTY_ROOM + 1) };
	p->pid = forkpty(&p->fd, NULL, NULL, &size);
	if (p->pid == 0) {
		setenv("TERM", "xterm-256color", 1);
		setenv("LC_ALL", "C.UTF-8", 1);
		setenv("LANGUAGE", "uk", 1);
		execl(program, program, "--db", base, (char *)NULL);
		_exit(127);
	}
	return p->pid > 0 && p->said;
}

void pty_end(struct pty *p)
{
	if (p->pid > 0) {
		kill(p->pid, SIGKILL);
		waitpid(p->pid, NULL, 0);
		close(p->fd);
	}
	free(p->said);
	*p = (struct pty){ .fd = -1 };
}

/* True when something came within so many ms. */
static bool hear(struct pty *p, int ms)
{
	struct pollfd f = { .fd = p->fd, .events = POLLIN };

	if (poll(&f, 1, ms) <= 0)
		return false;
	if (p->len > PTY_ROOM / 2) { /* the older half is not looked for any more */
		memmove(p->said, p->said + p->len / 2, (size_t)(p->len - p->len / 2));
		p->len -= p->len / 2;
	}
	ssize_t n = read(p->fd, p->said + p->len, (size_t)(PTY_ROOM - p->len));

	if (n <= 0)
		return false;
	p->last_us = now_us();
	p->len += (int)n;
	p->said[p->len] = '\0';
	return true;
}

void pty_send(struct pty *p, const char *keys)
{
	p->len = 0;
	p->said[0] = '\0';
	if (write(p->fd, keys, strlen(keys)) < 0)
		p->last_us = 0;
}

bool pty_wait(struct pty *p, const char *text, int ms)
{
	double end = now_us() + ms * 1000.0;

	while (!strstr(p->said, text)) {
		int left = (int)((end - now_us()) / 1000);

		if (left <= 0 || (!hear(p, left) && now_us() >= end))
			return false;
	}
	return true;
}

void pty_answer(struct pty *p, int ms)
{
	if (p->len == 0)
		hear(p, ms);
}

void pty_settle(struct pty *p, int quiet_ms)
{
	while (hear(p, quiet_ms))
		;
}
