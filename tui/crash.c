/* tui/crash.c - see crash.h. */
#include "tui/crash.h"

#include <signal.h>
#include <stdbool.h>
#include <string.h>
#include <unistd.h>

#include "core/err.h"

static const int fatal[] = { SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGQUIT };

/* All a handler may touch; it cannot be given a pointer, hence static. */
static struct {
	volatile sig_atomic_t armed;
	int tty;
	struct termios modes;
	char bytes[CRASH_BYTES_MAX];
	size_t len;
	char sentence[CRASH_BYTES_MAX];
	size_t sentence_len;
	struct sigaction old[COUNT(fatal)];
	bool installed;
} crash;

static void put(int fd, const char *s, size_t n)
{
	if (write(fd, s, n) < 0)
		return; /* nobody is left to be told */
}

static void note_signal(int sig)
{
	char line[] = "pult: fatal signal 00\n";
	size_t end = sizeof(line) - 1;

	line[end - 3] = (char)('0' + sig / 10 % 10);
	line[end - 2] = (char)('0' + sig % 10);
	put(STDERR_FILENO, line, end);
}

/* A fault happens again by itself when the handler returns, with its address for the sanitizer; a
 * signal that was sent (kill, abort) must be sent again. */
static void on_fatal(int sig, siginfo_t *info, void *context)
{
	(void)context;
	if (crash.armed) {
		crash.armed = 0;
		put(crash.tty, crash.bytes, crash.len);
		tcsetattr(crash.tty, TCSANOW, &crash.modes);
		put(crash.tty, crash.sentence, crash.sentence_len);
		note_signal(sig);
	}
	for (size_t i = 0; i < COUNT(fatal); i++)
		if (fatal[i] == sig)
			sigaction(sig, &crash.old[i], NULL);
	if (info->si_code <= 0)
		raise(sig);
}

void crash_install(void)
{
	static char stack[64 * 1024]; /* a stack overflow leaves no room on the ordinary one */
	stack_t alt = { .ss_sp = stack, .ss_size = sizeof(stack) };
	struct sigaction sa = { .sa_sigaction = on_fatal, .sa_flags = SA_SIGINFO | SA_ONSTACK };

	if (crash.installed)
		return;
	crash.installed = true;
	sigaltstack(&alt, NULL);
	sigfillset(&sa.sa_mask);
	for (size_t i = 0; i < COUNT(fatal); i++)
		sigaction(fatal[i], &sa, &crash.old[i]);
}

void crash_arm(int tty, const struct termios *modes, const char *bytes, size_t len,
	       const char *sentence)
{
	crash.armed = 0;
	crash.tty = tty;
	crash.modes = *modes;
	crash.len = len < CRASH_BYTES_MAX ? len : CRASH_BYTES_MAX;
	memcpy(crash.bytes, bytes, crash.len);
	crash.sentence_len = strnlen(sentence, CRASH_BYTES_MAX);
	memcpy(crash.sentence, sentence, crash.sentence_len);
	crash.armed = 1;
}

void crash_disarm(void)
{
	crash.armed = 0;
}
