/* tests/bench/constant.c - the least that libmicrohttpd can do, beside the page of a status: the same threads, a
 * constant answer, nothing else.
 *
 *     constant PORT THREADS     loopback; says "serving on" on standard error, ends with its standard input */
#include <arpa/inet.h>
#include <microhttpd.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static char answer[] =
	"{\"number\":\"ГЛ-91895/26\",\"state\":\"dispatched\",\"state_name\":\"Передано виконавцю\","
	"\"topic\":\"Водопостачання\",\"service_name\":\"Водоканал\",\"due\":\"2026-11-29T18:00:00+02:00\"}";

static enum MHD_Result on_request(void *cls, struct MHD_Connection *c, const char *url, const char *method,
				  const char *version, const char *data, size_t *len, void **request)
{
	struct MHD_Response *r;

	(void)cls, (void)url, (void)method, (void)version, (void)data, (void)len;
	if (!*request) {
		*request = answer;
		return MHD_YES;
	}
	r = MHD_create_response_from_buffer(sizeof(answer) - 1, answer, MHD_RESPMEM_PERSISTENT);
	MHD_add_response_header(r, "Content-Type", "application/json");
	enum MHD_Result rc = MHD_queue_response(c, 200, r);

	MHD_destroy_response(r);
	return rc;
}

int main(int argc, char **argv)
{
	char c;

	if (argc != 3)
		return 2;
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_port = htons((uint16_t)strtol(argv[1], NULL, 10)),
				  .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	struct MHD_Daemon *d = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD, 0, NULL, NULL, on_request, NULL,
						MHD_OPTION_SOCK_ADDR, &at, MHD_OPTION_THREAD_POOL_SIZE,
						(unsigned)strtol(argv[2], NULL, 10), MHD_OPTION_END);

	if (!d)
		return 1;
	fprintf(stderr, "serving on %s\n", argv[1]);
	while (read(STDIN_FILENO, &c, 1) > 0)
		;
	MHD_stop_daemon(d);
	return 0;
}
