/* tests/load/asker.c - many clients that ask one thing over HTTP, each on a connection that stays, for some
 * seconds. Prints how many answers came a second, and how long the slowest of a hundred took.
 *
 *     asker PORT CLIENTS SECONDS STATUS PATH…     clients take the paths in turn; any other status ends it
 *
 * -> "REQUESTS_PER_SECOND P50_US P99_US" */
#include <arpa/inet.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CLIENTS_MAX = 256, TAKEN_MAX = 200000, ANSWER_MAX = 65536 };

struct client {
	pthread_t thread;
	int port, first, paths;
	char **path;
	int64_t until_us;
	const char *status;
	int failed, n;
	int32_t took[TAKEN_MAX];
};

static int64_t now_us(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000000 + ts.tv_nsec / 1000;
}

/* Reads one answer with Content-Length; 0 unless its status is the wanted one. */
static int read_answer(int fd, const char *status)
{
	char buf[ANSWER_MAX];
	size_t len = 0, want = 0;

	while (!want || len < want) {
		ssize_t n = read(fd, buf + len, sizeof(buf) - 1 - len);

		if (n <= 0)
			return 0;
		len += (size_t)n;
		buf[len] = '\0';
		const char *end = strstr(buf, "\r\n\r\n"), *length = strcasestr(buf, "Content-Length: ");

		if (end && length && !want)
			want = (size_t)(end + 4 - buf) + strtoul(length + 16, NULL, 10);
	}
	return strncmp(buf + 9, status, 3) == 0;
}

static void *ask(void *ctx)
{
	struct client *c = ctx;
	struct sockaddr_in to = { .sin_family = AF_INET, .sin_port = htons((uint16_t)c->port),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	char request[1024];

	c->failed = connect(fd, (struct sockaddr *)&to, sizeof(to)) != 0;
	for (int i = c->first; !c->failed && c->n < TAKEN_MAX; i++) {
		int64_t from = now_us();
		int len = snprintf(request, sizeof(request), "GET %s HTTP/1.1\r\nHost: localhost\r\n\r\n",
				   c->path[i % c->paths]);

		if (from >= c->until_us)
			break;
		c->failed = write(fd, request, (size_t)len) != len || !read_answer(fd, c->status);
		c->took[c->n++] = (int32_t)(now_us() - from);
	}
	close(fd);
	return NULL;
}

static int by_time(const void *a, const void *b)
{
	const int32_t *x = a, *y = b;

	return *x < *y ? -1 : *x > *y;
}

int main(int argc, char **argv)
{
	int clients = argc > 5 ? (int)strtol(argv[2], NULL, 10) : 0, n = 0;
	double seconds = argc > 5 ? strtod(argv[3], NULL) : 0;
	struct client *all = calloc((size_t)clients + 1, sizeof(*all));

	if (clients < 1 || clients > CLIENTS_MAX || !all)
		return 2;
	int64_t from = now_us();

	for (int i = 0; i < clients; i++) {
		all[i].port = (int)strtol(argv[1], NULL, 10);
		all[i].status = argv[4];
		all[i].path = argv + 5;
		all[i].paths = argc - 5;
		all[i].first = i;
		all[i].until_us = from + (int64_t)(seconds * 1e6);
		pthread_create(&all[i].thread, NULL, ask, &all[i]);
	}
	int32_t *took = malloc((size_t)clients * TAKEN_MAX * sizeof(*took));
	int failed = 0;

	for (int i = 0; i < clients && took; i++) {
		pthread_join(all[i].thread, NULL);
		memcpy(took + n, all[i].took, (size_t)all[i].n * sizeof(*took));
		n += all[i].n;
		failed += all[i].failed;
	}
	double passed = (double)(now_us() - from) / 1e6;

	if (n && took) {
		qsort(took, (size_t)n, sizeof(*took), by_time);
		printf("%.0f %d %d\n", n / passed, (int)took[n / 2], (int)took[(int64_t)n * 99 / 100]);
	}
	free(took);
	free(all);
	return failed || !n;
}
