/* server/watch.c - see watch.h. The library tells of a connection's end before it closes the socket, so
 * that under the lock a socket of the list is never another's. */
#include "server/watch.h"

#include <pthread.h>
#include <stdlib.h>
#include <sys/socket.h>

#include "server/now.h"

struct watched {
	struct watched *next, **at;
	int fd;
	int64_t until_ms;
};

struct watch {
	pthread_mutex_t lock;
	struct watched *first;
	int64_t patience_ms;
};

struct watch *watch_new(int64_t patience_ms)
{
	struct watch *w = calloc(1, sizeof(*w));

	if (!w)
		abort();
	pthread_mutex_init(&w->lock, NULL);
	w->patience_ms = patience_ms;
	return w;
}

int64_t watch_patience_ms(const struct watch *w)
{
	return w->patience_ms;
}

void watch_free(struct watch *w)
{
	pthread_mutex_destroy(&w->lock);
	free(w);
}

static void add(struct watch *w, struct MHD_Connection *conn, void **context)
{
	const union MHD_ConnectionInfo *i = MHD_get_connection_info(conn, MHD_CONNECTION_INFO_CONNECTION_FD);
	struct watched *c = calloc(1, sizeof(*c));

	*context = c;
	if (!c)
		return; /* it is served all the same */
	c->fd = i ? i->connect_fd : -1;
	c->until_ms = steady_ms() + w->patience_ms;
	c->next = w->first;
	c->at = &w->first;
	if (w->first)
		w->first->at = &c->next;
	w->first = c;
}

static void drop(void **context)
{
	struct watched *c = *context;

	*context = NULL;
	if (!c)
		return;
	*c->at = c->next;
	if (c->next)
		c->next->at = c->at;
	free(c);
}

void watch_connection(void *cls, struct MHD_Connection *conn, void **socket_context,
		      enum MHD_ConnectionNotificationCode code)
{
	struct watch *w = cls;

	pthread_mutex_lock(&w->lock);
	if (code == MHD_CONNECTION_NOTIFY_STARTED)
		add(w, conn, socket_context);
	else
		drop(socket_context);
	pthread_mutex_unlock(&w->lock);
}

void watch_until(struct watch *w, struct MHD_Connection *conn, int64_t until_ms)
{
	const union MHD_ConnectionInfo *i = MHD_get_connection_info(conn, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
	struct watched *c = i ? i->socket_context : NULL;

	pthread_mutex_lock(&w->lock);
	if (c)
		c->until_ms = until_ms;
	pthread_mutex_unlock(&w->lock);
}

void watch_sweep(struct watch *w)
{
	int64_t now = steady_ms();

	pthread_mutex_lock(&w->lock);
	for (struct watched *c = w->first; c; c = c->next)
		if (c->until_ms < now) {
			shutdown(c->fd, SHUT_RDWR);
			c->until_ms = WATCH_FOREVER;
		}
	pthread_mutex_unlock(&w->lock);
}
