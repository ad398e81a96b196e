/* tests/load/sleeve.c - a sleeve on the keyboard of the real program in a real pty, for tests/screen/sleeve.t:
 *
 *     sleeve SEED MILLISECONDS SIGNAL LOGIN PASSWORD COMMAND...
 *
 * Logs in, types random bytes for so long, then sends the signal (0: a Ctrl-\ and then SIGTERM). Prints one line:
 * how many keys, how the program ended, whether the terminal's modes are those of before and whether the screen of
 * the shell is back. Ends with 1 when something of it is wrong. */
#include <errno.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <utmp.h>

#include "tests/lib/random.h"

enum { SEEN = 1 << 16, WAIT_MS = 10000 };

struct desk {
	int master;
	pid_t pid;
	char seen[SEEN + 1]; /* the end of what was written to the terminal */
	size_t n;
};

static uint64_t seed;

static unsigned below(unsigned n) { return random_below(&seed, n); }

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void keep(struct desk *d, const char *s, size_t n)
{
	if (d->n + n > SEEN) {
		size_t drop = d->n + n - SEEN;

		memmove(d->seen, d->seen + drop, d->n - drop);
		d->n -= drop;
	}
	memcpy(d->seen + d->n, s, n);
	d->n += n;
}

/* Reads what the program draws for so long at most; false: nothing came. */
static bool drain(struct desk *d, int ms)
{
	struct pollfd p = { .fd = d->master, .events = POLLIN };
	char buf[4096];

	if (poll(&p, 1, ms) <= 0)
		return false;
	ssize_t n = read(d->master, buf, sizeof(buf));

	if (n > 0)
		keep(d, buf, (size_t)n);
	return n > 0;
}

static bool drawn(struct desk *d, const char *text)
{
	int64_t until = now_ms() + WAIT_MS;

	while (!memmem(d->seen, d->n, text, strlen(text)) && now_ms() < until)
		drain(d, 50);
	return memmem(d->seen, d->n, text, strlen(text)) != NULL;
}

static void type(struct desk *d, const char *s, size_t n)
{
	if (write(d->master, s, n) < 0 && errno != EIO && errno != EAGAIN)
		exit(3);
}

/* Any byte at all, or a key that leads somewhere: function keys, Enter, Esc, arrows, letters, a paste. Never Ctrl-X:
 * the end is the signal's; nor Ctrl-Q: wrong passwords would keep the person out of the next run. */
static void type_key(struct desk *d)
{
	static const char *const keys[] = { "\033OP", "\033OQ", "\033OR", "\033OS", "\033[15~", "\033[17~", "\033[18~",
		"\033[19~", "\033[20~", "\033[21~", "\r", "\r", "\t", "\033", "\033", "\033[A", "\033[B", "\177", "0671112233",
		"вода", "Зелена 4", "\033[200~вул. Зелена, 4\n5\033[201~", "/вода\r", ":show 1\r", "\x13", "\x0e", "\x07" };
	char byte = (char)below(256);

	if (below(2)) {
		const char *k = keys[below(sizeof(keys) / sizeof(*keys))];

		type(d, k, strlen(k));
	} else if (byte != 'X' - '@' && byte != 'Q' - '@') {
		type(d, &byte, 1);
	}
}

static bool ended(struct desk *d, int *status, int ms)
{
	int64_t until = now_ms() + ms;

	do {
		if (waitpid(d->pid, status, WNOHANG) == d->pid)
			return true;
		drain(d, 10);
	} while (now_ms() < until);
	return false;
}

/* Where the last of the bytes stand; -1: nowhere. */
static long last_of(const struct desk *d, const char *bytes)
{
	size_t n = strlen(bytes);

	for (long i = (long)d->n - (long)n; i >= 0; i--)
		if (memcmp(d->seen + i, bytes, n) == 0)
			return i;
	return -1;
}

static void start(struct desk *d, int slave, char **command)
{
	d->pid = fork();
	if (d->pid)
		return;
	close(d->master);
	login_tty(slave);
	execv(command[0], command);
	_exit(127);
}

static unsigned long sleeve(struct desk *d, int64_t ms, int *status, bool *over)
{
	int64_t until = now_ms() + ms;
	unsigned long n = 0;

	while (!*over && now_ms() < until) {
		type_key(d);
		n++;
		while (drain(d, below(4) ? 0 : 15))
			;
		*over = waitpid(d->pid, status, WNOHANG) == d->pid;
	}
	return n;
}

static bool stop(struct desk *d, int sig, int *status)
{
	if (!sig) {
		type(d, "\x1c", 1);
		sig = ended(d, status, 200) ? 0 : SIGTERM;
		if (!sig)
			return true;
	}
	kill(d->pid, sig);
	return ended(d, status, WAIT_MS);
}

int main(int argc, char **argv)
{
	static struct desk d;
	struct winsize size = { .ws_row = 24, .ws_col = 80 };
	struct termios before, after;
	int slave, status = 0;
	bool over = false;

	if (argc < 7 || openpty(&d.master, &slave, NULL, NULL, &size))
		return 2;
	seed = strtoull(argv[1], NULL, 10);
	tcgetattr(slave, &before);
	start(&d, slave, argv + 6);
	if (!drawn(&d, "Пароль"))
		return 4;
	type(&d, argv[4], strlen(argv[4]));
	type(&d, "\t", 1);
	type(&d, argv[5], strlen(argv[5]));
	type(&d, "\r", 1);
	if (!drawn(&d, "\xd0\x9a\xd0\xbe\xd0\xb2\xd0\xb0\xd0\xbb\xd1\x8c"))
		return 4;
	unsigned long n = sleeve(&d, strtol(argv[2], NULL, 10), &status, &over);
	bool gone = over || stop(&d, (int)strtol(argv[3], NULL, 10), &status);

	if (!gone)
		kill(d.pid, SIGKILL);
	while (drain(&d, 50))
		;
	tcgetattr(slave, &after);
	bool same = before.c_iflag == after.c_iflag && before.c_oflag == after.c_oflag &&
		    before.c_cflag == after.c_cflag && before.c_lflag == after.c_lflag &&
		    memcmp(before.c_cc, after.c_cc, sizeof(before.c_cc)) == 0;
	bool back = last_of(&d, "\033[?1049l") > last_of(&d, "\033[?1049h");
	bool well = gone && WIFEXITED(status) && WEXITSTATUS(status) == 0;

	printf("%lu keys, status %#x%s, modes %s, screen %s\n", n, (unsigned)status, over ? " by itself" : "",
	       same ? "as before" : "CHANGED", back ? "given back" : "KEPT");
	return well && same && back ? 0 : 1;
}
