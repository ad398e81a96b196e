/* data/link/wire.c - see wire.h. */
#include "data/link/wire.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <pthread.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "core/i18n.h"

enum { DRAIN_LOOK_MS = 20 };

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void enter(struct wire *w, enum wire_state state, unsigned want, int ms)
{
	w->state = state;
	w->want = want;
	w->deadline_ms = now_ms() + ms;
}

static void hang_up(struct wire *w)
{
	if (w->fd >= 0)
		close(w->fd);
	w->fd = -1;
}

static void over(struct wire *w)
{
	hang_up(w);
	w->state = WIRE_OVER;
}

static void fail(struct wire *w, const char *sentence)
{
	err_set(&w->fault, ERR_FAILED, "%s", sentence);
	over(w);
}

/* --- errors of the network, as an operator says them ------------------------------------------- */

static const struct reason {
	int error;
	const char *sentence;
} reasons[] = {
	{ ECONNREFUSED, N_("The printer does not take the connection: it is busy, or the port is another one.") },
	{ EHOSTUNREACH, N_("The printer does not answer: it is switched off or not in the network.") },
	{ ENETUNREACH, N_("The printer does not answer: it is switched off or not in the network.") },
	{ ETIMEDOUT, N_("The printer does not answer: it is switched off or not in the network.") },
	{ EPIPE, N_("The printer broke the connection off in the middle of the receipt.") },
	{ ECONNRESET, N_("The printer broke the connection off in the middle of the receipt.") },
};

static void fail_errno(struct wire *w, int error)
{
	for (size_t i = 0; i < COUNT(reasons); i++) {
		if (reasons[i].error == error) {
			fail(w, _(reasons[i].sentence));
			return;
		}
	}
	err_set(&w->fault, ERR_FAILED, _("The network gives an error (%s)."), strerror(error));
	over(w);
}

/* --- the name ----------------------------------------------------------------------------------- */

struct question {
	char *host, *port;
	int answer; /* where the result goes */
};

static struct addrinfo *look_up(const char *host, const char *port, int flags)
{
	struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = flags | AI_NUMERICSERV }, *all = NULL;

	return getaddrinfo(host, port, &hints, &all) == 0 ? all : NULL;
}

/* The resolver may take many seconds, and nobody waits for this thread: what it found belongs to the reader of
 * the pipe, or to itself when there is none. */
static void *answer_name(void *ctx)
{
	struct question *q = ctx;
	struct addrinfo *all = look_up(q->host, q->port, AI_ADDRCONFIG);

	if (write(q->answer, &all, sizeof(all)) != (ssize_t)sizeof(all) && all)
		freeaddrinfo(all);
	close(q->answer);
	free(q->host);
	free(q->port);
	free(q);
	return NULL;
}

static bool start_thread(struct question *q)
{
	pthread_t thread;
	pthread_attr_t attr;
	sigset_t all, before;

	if (pthread_attr_init(&attr))
		return false;
	pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
	sigfillset(&all); /* a closed pipe too is an error, not a signal */
	pthread_sigmask(SIG_BLOCK, &all, &before);
	bool started = pthread_create(&thread, &attr, answer_name, q) == 0;

	pthread_sigmask(SIG_SETMASK, &before, NULL);
	pthread_attr_destroy(&attr);
	return started;
}

static void ask_name(struct wire *w, const struct wire_to *to)
{
	struct question *q = calloc(1, sizeof(*q));
	int ends[2] = { -1, -1 };

	if (q && pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0) {
		*q = (struct question){ strdup(to->host), strdup(to->port), ends[1] };
		w->fd = ends[0];
		enter(w, WIRE_NAME, LINK_READ, WIRE_CONNECT_MS);
		if (q->host && q->port && start_thread(q))
			return;
		close(ends[1]);
		free(q->host);
		free(q->port);
	}
	free(q);
	fail(w, _("Out of memory."));
}

/* --- the connection ----------------------------------------------------------------------------- */

static void connect_next(struct wire *w)
{
	int error = EHOSTUNREACH;

	while (w->next) {
		const struct addrinfo *a = w->next;

		w->next = a->ai_next;
		hang_up(w);
		w->fd = socket(a->ai_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
		if (w->fd >= 0 && (connect(w->fd, a->ai_addr, a->ai_addrlen) == 0 || errno == EINPROGRESS)) {
			enter(w, WIRE_CONNECT, LINK_WRITE, WIRE_CONNECT_MS);
			return;
		}
		error = errno;
	}
	fail_errno(w, error);
}

static void take_name(struct wire *w)
{
	ssize_t n = read(w->fd, &w->all, sizeof(w->all));

	if (n < 0 && (errno == EAGAIN || errno == EINTR))
		return;
	w->next = w->all;
	if (n == (ssize_t)sizeof(w->all) && w->all)
		connect_next(w);
	else
		fail(w, _("The printer's name is not known in the network."));
}

/* What became of a connect(): 0, errno, or EINPROGRESS. */
static int connected(int fd)
{
	struct sockaddr_storage peer;
	socklen_t len = sizeof(int), plen = sizeof(peer);
	int error = 0;

	if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &len))
		return errno;
	if (error)
		return error;
	return getpeername(fd, (struct sockaddr *)&peer, &plen) == 0 ? 0 : EINPROGRESS;
}

/* DLE EOT 2 and 4: why it would be offline, and its paper. */
static const unsigned char questions[] = { 0x10, 0x04, 2, 0x10, 0x04, 4 };

static void take_connection(struct wire *w)
{
	int error = connected(w->fd);

	if (error == EINPROGRESS)
		return;
	if (error && w->next)
		connect_next(w);
	else if (error)
		fail_errno(w, error);
	else if (!w->asks)
		enter(w, WIRE_SEND, LINK_WRITE | LINK_READ, WIRE_STILL_MS);
	else if (send(w->fd, questions, sizeof(questions), MSG_NOSIGNAL) == (ssize_t)sizeof(questions))
		enter(w, WIRE_ASK, LINK_READ, WIRE_ANSWER_MS);
	else
		fail_errno(w, errno);
}

/* --- its state ---------------------------------------------------------------------------------- */

/* Bits of the two answers (Epson, DLE EOT): what is wrong, the first that fits. */
static const struct trouble {
	int answer;
	unsigned char bits;
	const char *sentence;
} troubles[] = {
	{ 0, 0x20, N_("The printer has no paper.") },
	{ 1, 0x60, N_("The printer has no paper.") },
	{ 0, 0x04, N_("The cover of the printer is open.") },
	{ 0, 0x40, N_("The printer reports an error: look at its lamp.") },
};

/* Takes what it says into said[]; bytes that are no answer are passed over. False: it hung up. */
static bool hear(struct wire *w, unsigned char mask, unsigned char fixed, size_t most)
{
	unsigned char buf[64];
	ssize_t n = recv(w->fd, buf, sizeof(buf), 0);

	for (ssize_t i = 0; i < n; i++)
		if (w->nsaid < most && (buf[i] & mask) == fixed)
			w->said[w->nsaid++] = buf[i];
	return n > 0 || (n < 0 && (errno == EAGAIN || errno == EINTR));
}

static void take_state(struct wire *w)
{
	if (!hear(w, 0x93, 0x12, 2)) {
		fail(w, _("The printer broke the connection off before the receipt."));
		return;
	}
	if (w->nsaid < 2)
		return;
	for (size_t i = 0; i < COUNT(troubles); i++) {
		if (w->said[troubles[i].answer] & troubles[i].bits) {
			fail(w, _(troubles[i].sentence));
			return;
		}
	}
	w->nsaid = 0;
	enter(w, WIRE_SEND, LINK_WRITE | LINK_READ, WIRE_STILL_MS);
}

/* --- the receipt -------------------------------------------------------------------------------- */

static void all_sent(struct wire *w)
{
	static const unsigned char printed[] = { 0x1D, 'r', 1 }; /* answered when all before it is on paper */

	if (!w->asks) {
		shutdown(w->fd, SHUT_WR);
		enter(w, WIRE_DRAIN, LINK_READ, WIRE_STILL_MS);
	} else if (send(w->fd, printed, sizeof(printed), MSG_NOSIGNAL) == (ssize_t)sizeof(printed)) {
		enter(w, WIRE_CONFIRM, LINK_READ, WIRE_PRINTED_MS);
	} else {
		fail_errno(w, errno == EAGAIN ? ETIMEDOUT : errno);
	}
}

static void send_more(struct wire *w)
{
	unsigned char ignored[64];

	while (recv(w->fd, ignored, sizeof(ignored), 0) > 0) /* reports nobody asked for */
		;
	while (w->sent < w->len) {
		ssize_t n = send(w->fd, w->data + w->sent, w->len - w->sent, MSG_NOSIGNAL);

		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0 && errno == EAGAIN)
			return;
		if (n < 0) {
			fail_errno(w, errno);
			return;
		}
		w->began = true;
		w->sent += (size_t)n;
		w->deadline_ms = now_ms() + WIRE_STILL_MS;
	}
	all_sent(w);
}

static void take_confirmation(struct wire *w)
{
	if (!hear(w, 0x90, 0x00, 1))
		fail_errno(w, ECONNRESET);
	else if (w->nsaid && w->said[0] & 0x0C)
		fail(w, _("The paper ran out while the receipt was being printed."));
	else if (w->nsaid)
		over(w);
}

/* Over when the other side has everything: it hung up in good order, or acknowledged every byte. */
static void drain(struct wire *w)
{
	unsigned char ignored[64];
	int left = 0;
	ssize_t n = recv(w->fd, ignored, sizeof(ignored), 0);

	if (n < 0 && errno != EAGAIN && errno != EINTR)
		fail_errno(w, errno);
	else if (n == 0 || (ioctl(w->fd, SIOCOUTQ, &left) == 0 && left == 0))
		over(w);
}

/* --- steps -------------------------------------------------------------------------------------- */

static void too_late(struct wire *w)
{
	static const char *const sentences[] = {
		[WIRE_NAME] = N_("The printer's name is not known in the network."),
		[WIRE_ASK] = N_("The printer does not tell its state. If it never does, its setting says status=no."),
		[WIRE_SEND] = N_("The printer does not take the receipt: it hangs or has no paper."),
		[WIRE_CONFIRM] = N_("The printer took the receipt and did not confirm that it is printed."),
		[WIRE_DRAIN] = N_("The printer does not take the receipt: it hangs or has no paper."),
	};

	if (w->state == WIRE_CONNECT && w->next)
		connect_next(w);
	else if (w->state == WIRE_CONNECT)
		fail_errno(w, ETIMEDOUT);
	else
		fail(w, _(sentences[w->state]));
}

void wire_start(struct wire *w, const struct wire_to *to, char *data, size_t len)
{
	*w = (struct wire){ .fd = -1, .data = data, .len = len, .asks = to->asks };
	w->all = w->next = look_up(to->host, to->port, AI_NUMERICHOST);
	if (w->all)
		connect_next(w);
	else
		ask_name(w, to);
}

struct link_watch wire_watch(const struct wire *w)
{
	return (struct link_watch){ .fd = w->state == WIRE_NONE ? -1 : w->fd, .want = w->want };
}

int wire_timeout(const struct wire *w)
{
	int64_t left = w->deadline_ms - now_ms();

	if (w->state == WIRE_OVER || left < 0)
		return 0;
	if (w->state == WIRE_DRAIN && left > DRAIN_LOOK_MS)
		return DRAIN_LOOK_MS; /* nothing tells that the last byte is there */
	return (int)left;
}

bool wire_step(struct wire *w)
{
	static void (*const steps[])(struct wire *w) = {
		[WIRE_NAME] = take_name, [WIRE_CONNECT] = take_connection, [WIRE_ASK] = take_state,
		[WIRE_SEND] = send_more, [WIRE_CONFIRM] = take_confirmation, [WIRE_DRAIN] = drain,
	};
	enum wire_state before;

	do {
		before = w->state;
		if (before != WIRE_OVER)
			steps[before](w);
	} while (w->state != before && w->state != WIRE_OVER);
	if (w->state != WIRE_OVER && now_ms() >= w->deadline_ms)
		too_late(w);
	return w->state == WIRE_OVER;
}

enum err_code wire_end(struct wire *w, struct err *e)
{
	if (w->state != WIRE_OVER)
		err_set(&w->fault, ERR_FAILED, "%s", _("The printing was broken off."));
	if (w->state == WIRE_NAME)
		(void)!read(w->fd, &w->all, sizeof(w->all));
	over(w);
	if (w->all)
		freeaddrinfo(w->all);
	if (w->data)
		explicit_bzero(w->data, w->len); /* the PIN */
	free(w->data);
	w->all = w->next = NULL;
	w->data = NULL;
	w->state = WIRE_NONE;
	return w->fault.code ? err_set(e, w->fault.code, "%s", w->fault.msg) : ERR_OK;
}
