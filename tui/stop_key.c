/* tui/stop_key.c - see stop_key.h. */
#include "tui/stop_key.h"

#include <poll.h>
#include <stdio.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/text.h"

enum { ESC = 0x1B, BAR = 20 };

static volatile sig_atomic_t interrupted; /* a signal handler can reach nothing else */

static void on_signal(int sig)
{
	(void)sig;
	interrupted = 1;
}

static bool esc_pressed(const struct long_work *w)
{
	struct pollfd p = { .fd = STDIN_FILENO, .events = POLLIN };
	char c;

	while (w->raw && poll(&p, 1, 0) > 0 && read(STDIN_FILENO, &c, 1) == 1)
		if (c == ESC)
			return true;
	return false;
}

static bool step(void *ctx, int64_t done, int64_t total)
{
	struct long_work *w = ctx;
	int part = total > 0 ? (int)(done * BAR / total) : 0;

	if (w->shown && total > 0) {
		fprintf(stderr, "\r%s [", _(w->what));
		for (int i = 0; i < BAR; i++)
			fputc(i < part ? '#' : '.', stderr);
		fprintf(stderr, "] %3d %%", (int)(done * 100 / total));
	}
	return !interrupted && !esc_pressed(w);
}

static void wipe(const struct long_work *w)
{
	if (!w->shown)
		return;
	fputc('\r', stderr);
	for (int n = text_width(_(w->what)) + BAR + 10; n > 0; n--)
		fputc(' ', stderr);
	fputc('\r', stderr);
}

void long_work_begin(struct long_work *w, const char *what)
{
	const struct sigaction sa = { .sa_handler = on_signal };
	struct termios raw;

	*w = (struct long_work){ .what = what, .shown = isatty(STDERR_FILENO) };
	w->progress = (struct progress){ .step = step, .ctx = w };
	interrupted = 0;
	sigaction(SIGINT, &sa, &w->old_int);
	sigaction(SIGTERM, &sa, &w->old_term);
	if (!isatty(STDIN_FILENO) || tcgetattr(STDIN_FILENO, &w->before))
		return;
	raw = w->before;
	raw.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	w->raw = tcsetattr(STDIN_FILENO, TCSADRAIN, &raw) == 0;
}

void long_work_end(struct long_work *w)
{
	if (w->raw)
		tcsetattr(STDIN_FILENO, TCSADRAIN, &w->before);
	wipe(w);
	sigaction(SIGINT, &w->old_int, NULL);
	sigaction(SIGTERM, &w->old_term, NULL);
}
