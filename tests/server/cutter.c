/* tests/server/cutter.c - a bad line: passes TCP connections on and cuts each after some bytes, both ways counted, by
 * the dice of a seed; so requests and answers break anywhere. One in four connections is let live.
 *
 *     cutter PORT TO_PORT SEED MEAN_BYTES
 *
 * Loopback only. Says "ready" when it listens. */
#include <arpa/inet.h>
#include <errno.h>
#include <poll.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LINES = 64, PIECE = 4096 };

struct line {
	int fd[2];    /* who called, whom; -1: free */
	int64_t left; /* bytes until it is cut; negative: never */
};

static uint64_t dice;

static uint32_t roll(uint32_t below)
{
	dice = dice * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(dice >> 33) % below;
}

static struct sockaddr_in place(int port)
{
	return (struct sockaddr_in){ .sin_family = AF_INET, .sin_port = htons((uint16_t)port),
				     .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
}

/* Without the courtesies of TCP: what is under way is lost. */
static void cut(struct line *l)
{
	const struct linger now = { .l_onoff = 1, .l_linger = 0 };

	for (int i = 0; i < 2; i++) {
		setsockopt(l->fd[i], SOL_SOCKET, SO_LINGER, &now, sizeof(now));
		close(l->fd[i]);
		l->fd[i] = -1;
	}
}

static void take(int listener, struct line *all, int to, uint32_t mean)
{
	struct sockaddr_in there = place(to);
	int fd = accept(listener, NULL, NULL), out = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), i = 0;

	while (i < LINES && all[i].fd[0] >= 0)
		i++;
	if (fd >= 0 && i < LINES && connect(out, (struct sockaddr *)&there, sizeof(there)) == 0) {
		int64_t left = roll(2 * mean);

		all[i] = (struct line){ .fd = { fd, out }, .left = roll(4) ? left : -1 };
		return;
	}
	close(fd);
	close(out);
}

static int pass_all(int to, const char *p, ssize_t n)
{
	while (n > 0) {
		ssize_t done = send(to, p, (size_t)n, MSG_NOSIGNAL);

		if (done <= 0)
			return -1;
		p += done;
		n -= done;
	}
	return 0;
}

/* A piece from one side to the other, the last one cut short. */
static void pass(struct line *l, int from)
{
	char piece[PIECE];
	ssize_t n = read(l->fd[from], piece, sizeof(piece));
	int over = n <= 0;

	if (!over && l->left >= 0 && n >= l->left) {
		n = (ssize_t)l->left;
		over = 1;
	}
	if ((n > 0 && pass_all(l->fd[!from], piece, n)) || over)
		cut(l);
	else if (l->left >= 0)
		l->left -= n;
}

static void turn(int listener, struct line *all, int to, uint32_t mean)
{
	struct pollfd p[1 + 2 * LINES] = { { .fd = listener, .events = POLLIN } };

	for (int i = 0; i < 2 * LINES; i++)
		p[1 + i] = (struct pollfd){ .fd = all[i / 2].fd[i % 2], .events = POLLIN };
	if (poll(p, 1 + 2 * LINES, -1) < 0)
		return;
	for (int i = 0; i < 2 * LINES; i++)
		if (p[1 + i].revents && all[i / 2].fd[i % 2] == p[1 + i].fd)
			pass(&all[i / 2], i % 2);
	if (p[0].revents)
		take(listener, all, to, mean);
}

int main(int argc, char **argv)
{
	struct line all[LINES];
	int yes = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	if (argc != 5)
		return 2;
	struct sockaddr_in here = place((int)strtol(argv[1], NULL, 10));

	for (int i = 0; i < LINES; i++)
		all[i] = (struct line){ .fd = { -1, -1 } };
	dice = strtoull(argv[3], NULL, 10);
	setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes));
	if (bind(listener, (struct sockaddr *)&here, sizeof(here)) || listen(listener, LINES)) {
		perror("cutter");
		return 1;
	}
	puts("ready");
	fflush(stdout);
	for (;;)
		turn(listener, all, (int)strtol(argv[2], NULL, 10), (uint32_t)strtoul(argv[4], NULL, 10));
}
