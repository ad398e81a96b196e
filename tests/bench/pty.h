/* tests/bench/pty.h - the program in a terminal of its own: keys in, bytes out, and when they came. It draws no
 * screen: words are looked for in the bytes as the program sent them. */
#ifndef TESTS_BENCH_PTY_H
#define TESTS_BENCH_PTY_H

#include <stdbool.h>
#include <sys/types.h>

enum { PTY_ROOM = 1 << 20 };

struct pty {
	int fd;
	pid_t pid;
	double started; /* now_us() of the start */
	char *said;     /* what came since the last key, NUL-terminated */
	int len;
	double last_us; /* when the last byte came */
};

/* Starts the program, 24 lines of 80 columns, xterm-256color, Ukrainian. */
bool pty_start(struct pty *p, const char *program, const char *base);
void pty_end(struct pty *p);

/* Sends keys and forgets what came before. */
void pty_send(struct pty *p, const char *keys);
/* Waits until the text came; false after `ms`. */
bool pty_wait(struct pty *p, const char *text, int ms);
/* Waits until anything came, at most `ms`. */
void pty_answer(struct pty *p, int ms);
/* Waits until nothing came for so many ms. */
void pty_settle(struct pty *p, int quiet_ms);

#endif
