/* tests/unit/t_wire.c - bytes to a receipt printer: printers of the test listen on loopback and behave as printers
 * do: read, refuse, hang, hang up, run out of paper. Time is moved by setting the deadline. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/arena.h"
#include "core/i18n.h"
#include "data/link/wire.h"

enum { BIG = 4 << 20 }; /* more than the buffers of two sockets */

/* What a printer does when it has been connected to. */
enum manner { READS, READS_AND_STAYS, NEVER_READS, CUTS_OFF, ANSWERS };

struct device {
	enum manner manner;
	const unsigned char *answers; /* ANSWERS: two to DLE EOT, one to GS r; 0: silent from there on */
	int listener, fd;
	char port[8];
	size_t got;
	int asked;
	unsigned char tail[3];
};

static void listen_on(struct device *d)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t len = sizeof(at);
	int small = 4096;

	d->fd = -1;
	d->listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	setsockopt(d->listener, SOL_SOCKET, SO_RCVBUF, &small, sizeof(small));
	assert_int_equal(bind(d->listener, (struct sockaddr *)&at, sizeof(at)), 0);
	assert_int_equal(listen(d->listener, 1), 0);
	assert_int_equal(getsockname(d->listener, (struct sockaddr *)&at, &len), 0);
	snprintf(d->port, sizeof(d->port), "%u", ntohs(at.sin_port));
}

static void close_device(struct device *d)
{
	if (d->fd >= 0)
		close(d->fd);
	if (d->listener >= 0)
		close(d->listener);
	d->fd = d->listener = -1;
}

/* One of its questions was seen: DLE EOT n, GS r n. */
static void answer(struct device *d, const unsigned char *bytes, ssize_t n)
{
	for (ssize_t i = 0; i < n; i++) {
		memmove(d->tail, d->tail + 1, 2);
		d->tail[2] = bytes[i];
		bool asks = (d->tail[0] == 0x10 && d->tail[1] == 4) || (d->tail[0] == 0x1D && d->tail[1] == 'r');

		if (asks && d->asked < 3) {
			unsigned char a = d->answers[d->asked++];

			if (a != 0xFF)
				assert_int_equal(send(d->fd, &a, 1, MSG_NOSIGNAL), 1);
		}
	}
}

static void act(struct device *d)
{
	unsigned char buf[65536];
	ssize_t n;

	if (d->fd < 0 && d->listener >= 0)
		d->fd = accept4(d->listener, NULL, NULL, SOCK_NONBLOCK | SOCK_CLOEXEC);
	if (d->fd < 0 || d->manner == NEVER_READS)
		return;
	while ((n = recv(d->fd, buf, sizeof(buf), 0)) > 0) {
		d->got += (size_t)n;
		if (d->manner == ANSWERS)
			answer(d, buf, n);
		if (d->manner == CUTS_OFF && d->got > 1000) {
			struct linger now = { .l_onoff = 1 };

			setsockopt(d->fd, SOL_SOCKET, SO_LINGER, &now, sizeof(now));
			close(d->fd);
			d->fd = -1;
			close(d->listener);
			d->listener = -1;
			return;
		}
	}
	if (n == 0 && d->manner == READS) {
		close(d->fd);
		d->fd = -1;
	}
}

/* Until it is over. hurry: when nothing happens any more, the deadline has come. */
static enum err_code run(struct wire *w, struct device *d, bool hurry, struct err *e)
{
	int still = 0;

	while (!wire_step(w)) {
		struct link_watch watch = wire_watch(w);
		struct pollfd p = { .fd = watch.fd, .events = (short)((watch.want & LINK_READ ? POLLIN : 0) |
								      (watch.want & LINK_WRITE ? POLLOUT : 0)) };
		size_t before = w->sent;
		enum wire_state state = w->state;

		act(d);
		assert_true(wire_timeout(w) >= 0);
		if (poll(&p, 1, 5) == 0 && state == w->state && before == w->sent && ++still > 40 && hurry)
			w->deadline_ms = 0;
	}
	return wire_end(w, e);
}

static char *receipt_of(size_t len)
{
	char *data = malloc(len);

	assert_non_null(data);
	memset(data, 'x', len);
	return data;
}

static void every_printer_is_told_apart(void **state)
{
	static const struct {
		const char *what;
		enum manner manner;
		unsigned char answers[3]; /* 0xFF: silence */
		bool asks;
		size_t len;
		const char *fault; /* NULL: printed */
		bool began;
	} rows[] = {
		{ "reads and hangs up", READS, { 0 }, false, 1200, NULL, false },
		{ "reads much", READS, { 0 }, false, BIG, NULL, false },
		{ "stays connected", READS_AND_STAYS, { 0 }, false, 1200, NULL, false },
		{ "never reads", NEVER_READS, { 0 }, false, BIG, "does not take the receipt", true },
		{ "cuts off", CUTS_OFF, { 0 }, false, BIG, "in the middle of the receipt", true },
		{ "good", ANSWERS, { 0x12, 0x12, 0 }, true, 1200, NULL, false },
		{ "good, paper near its end", ANSWERS, { 0x12, 0x1E, 3 }, true, 1200, NULL, false },
		{ "no paper", ANSWERS, { 0x32, 0x72, 0 }, true, 1200, "no paper", false },
		{ "no paper by its sensor", ANSWERS, { 0x12, 0x72, 0 }, true, 1200, "no paper", false },
		{ "cover", ANSWERS, { 0x16, 0x12, 0 }, true, 1200, "cover", false },
		{ "error", ANSWERS, { 0x52, 0x12, 0 }, true, 1200, "lamp", false },
		{ "paper runs out", ANSWERS, { 0x12, 0x12, 0x0C }, true, 1200, "ran out", true },
		{ "does not confirm", ANSWERS, { 0x12, 0x12, 0xFF }, true, 1200, "did not confirm", true },
		{ "no answer", ANSWERS, { 0xFF, 0xFF, 0xFF }, true, 1200, "status=no", false },
		{ "never reads, asked", NEVER_READS, { 0 }, true, 1200, "status=no", false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct device d = { .manner = rows[i].manner, .answers = rows[i].answers };
		struct err e = { 0 };
		struct wire w;

		listen_on(&d);
		wire_start(&w, &(struct wire_to){ "127.0.0.1", d.port, rows[i].asks }, receipt_of(rows[i].len),
			   rows[i].len);
		enum err_code code = run(&w, &d, rows[i].fault != NULL, &e);

		if (code != (rows[i].fault ? ERR_FAILED : ERR_OK) || (rows[i].fault && !strstr(e.msg, rows[i].fault)))
			fail_msg("%s: %s", rows[i].what, e.msg);
		if (rows[i].fault && w.began != rows[i].began)
			fail_msg("%s: began %d", rows[i].what, w.began);
		act(&d);
		if (!rows[i].fault && d.got != rows[i].len + (rows[i].asks ? 9 : 0))
			fail_msg("%s: %zu bytes", rows[i].what, d.got);
		if (!w.began && rows[i].fault && d.got > 6)
			fail_msg("%s: bytes of the receipt were sent", rows[i].what);
		close_device(&d);
	}
}

static void a_closed_port_is_refused(void **state)
{
	struct device d = { .manner = READS };
	struct err e = { 0 };
	struct wire w;

	(void)state;
	listen_on(&d);
	close_device(&d);
	wire_start(&w, &(struct wire_to){ "127.0.0.1", d.port, false }, receipt_of(10), 10);
	assert_int_equal(run(&w, &d, false, &e), ERR_FAILED);
	assert_non_null(strstr(e.msg, "does not take the connection"));
	assert_false(w.began);
}

static void names_are_looked_up(void **state)
{
	struct device d = { .manner = READS };
	struct err e = { 0 };
	struct wire w;

	(void)state;
	listen_on(&d);
	wire_start(&w, &(struct wire_to){ "localhost", d.port, false }, receipt_of(10), 10);
	assert_int_equal(w.state, WIRE_NAME);
	assert_int_equal(run(&w, &d, false, &e), ERR_OK);
	act(&d);
	assert_int_equal(d.got, 10);
	wire_start(&w, &(struct wire_to){ "no-such-printer.invalid", d.port, false }, receipt_of(10), 10);
	assert_int_equal(run(&w, &d, false, &e), ERR_FAILED);
	assert_non_null(strstr(e.msg, "name is not known"));
	close_device(&d);
}

static void what_is_given_up_leaves_nothing(void **state)
{
	struct device d = { .manner = NEVER_READS };
	struct err e = { 0 };
	struct wire w;

	(void)state;
	listen_on(&d);
	wire_start(&w, &(struct wire_to){ "localhost", d.port, false }, receipt_of(10), 10);
	assert_int_equal(wire_end(&w, &e), ERR_FAILED);
	assert_non_null(strstr(e.msg, "broken off"));
	assert_int_equal(w.fd, -1);
	assert_null(w.data);
	wire_start(&w, &(struct wire_to){ "127.0.0.1", d.port, false }, receipt_of(BIG), BIG);
	while (!w.began)
		assert_false(wire_step(&w));
	assert_int_equal(wire_end(&w, &e), ERR_FAILED);
	assert_true(w.began);
	close_device(&d);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_printer_is_told_apart),
		cmocka_unit_test(a_closed_port_is_refused),
		cmocka_unit_test(names_are_looked_up),
		cmocka_unit_test(what_is_given_up_leaves_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
