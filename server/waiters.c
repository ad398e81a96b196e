/* server/waiters.c - see waiters.h. */
#include "server/waiters.h"

#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "server/now.h"
#include "server/pg.h"

enum { TICK_MS = 1000, RETRY_MIN_MS = 500, RETRY_MAX_MS = 8000, WISHES = 64, WISH_MS = 60 * 1000 };

/* A site's key is wanted, and none of its waiters was there to be told. until_ms 0: free. */
struct wish {
	int64_t site, until_ms;
};

struct waiters {
	pthread_mutex_t lock;
	pthread_t thread;
	char *conninfo;
	struct waiter *first;
	uint64_t mark;
	int count;
	struct wish wishes[WISHES];
	bool stopping;
	int stop_fd;
	void (*tick)(void *ctx);
	void *ctx;
};

/* Wakes those whose time is over, or all. */
static void wake(struct waiters *w, bool all)
{
	int64_t now = steady_ms();

	pthread_mutex_lock(&w->lock);
	if (all)
		w->mark++;
	for (struct waiter **at = &w->first; *at;) {
		struct waiter *one = *at;

		if (!all && one->until_ms > now) {
			at = &one->next;
			continue;
		}
		*at = one->next;
		w->count--;
		MHD_resume_connection(one->conn);
	}
	pthread_mutex_unlock(&w->lock);
}

/* Under the lock. Who comes next of the site is told; the wish that ends first makes room. */
static void wish(struct waiters *w, int64_t site)
{
	struct wish *at = w->wishes;

	for (int i = 0; i < WISHES && at->site != site; i++)
		if (w->wishes[i].site == site || w->wishes[i].until_ms < at->until_ms)
			at = &w->wishes[i];
	*at = (struct wish){ site, steady_ms() + WISH_MS };
}

/* Under the lock. Whether one waits for the site; it is granted. */
static bool take_wish(struct waiters *w, int64_t site)
{
	for (struct wish *at = w->wishes; at < w->wishes + WISHES; at++)
		if (at->site == site && at->until_ms) {
			bool good = at->until_ms > steady_ms();

			*at = (struct wish){ 0 };
			return good;
		}
	return false;
}

/* Wakes those of a site for the sake of its PIN key. */
static void wake_site(struct waiters *w, int64_t site)
{
	bool any = false;

	pthread_mutex_lock(&w->lock);
	for (struct waiter **at = &w->first; *at;) {
		struct waiter *one = *at;

		if (one->site != site) {
			at = &one->next;
			continue;
		}
		*at = one->next;
		w->count--;
		one->wants_key = any = true;
		MHD_resume_connection(one->conn);
	}
	if (!any)
		wish(w, site);
	pthread_mutex_unlock(&w->lock);
}

uint64_t waiters_mark(struct waiters *w)
{
	pthread_mutex_lock(&w->lock);
	uint64_t mark = w->mark;

	pthread_mutex_unlock(&w->lock);
	return mark;
}

int waiters_count(struct waiters *w)
{
	pthread_mutex_lock(&w->lock);
	int n = w->count;

	pthread_mutex_unlock(&w->lock);
	return n;
}

static bool is_full(const struct waiters *w, int64_t site)
{
	int same = 0;

	for (const struct waiter *one = w->first; one; one = one->next)
		same += one->site == site;
	return w->count >= WAITERS_MAX || same >= WAITERS_OF_SITE;
}

enum waiters_verdict waiters_sleep(struct waiters *w, struct waiter *me, uint64_t mark)
{
	enum waiters_verdict v = WAITERS_ASLEEP;

	pthread_mutex_lock(&w->lock);
	if (w->stopping)
		v = WAITERS_OVER;
	else if (w->mark != mark || (me->wants_key = take_wish(w, me->site)))
		v = WAITERS_LOOK;
	else if (is_full(w, me->site))
		v = WAITERS_FULL;
	if (v == WAITERS_ASLEEP) {
		MHD_suspend_connection(me->conn);
		me->next = w->first;
		w->first = me;
		w->count++;
	}
	pthread_mutex_unlock(&w->lock);
	return v;
}

/* --- the thread -------------------------------------------------------------------------------- */

struct listener {
	struct pg *pg;
	int64_t retry_at, pause;
};

/* After a break something may have been missed: all look again. */
static void reconnect(struct waiters *w, struct listener *l)
{
	struct err e = { 0 };

	if (l->pg || steady_ms() < l->retry_at)
		return;
	if (!pg_open(w->conninfo, &l->pg, &e) && pg_exec(l->pg, "LISTEN pult_event; LISTEN " WAITERS_KEY, &e)) {
		pg_close(l->pg);
		l->pg = NULL;
	}
	l->pause = l->pg ? RETRY_MIN_MS : l->pause * 2 < RETRY_MAX_MS ? l->pause * 2 : RETRY_MAX_MS;
	l->retry_at = steady_ms() + l->pause;
	if (l->pg)
		wake(w, true);
}

/* Whether events were told of. Many at once are one. */
static bool told(struct waiters *w, struct listener *l)
{
	PGnotify *n;
	bool any = false;

	if (!PQconsumeInput(pg_handle(l->pg)) || PQstatus(pg_handle(l->pg)) != CONNECTION_OK) {
		pg_close(l->pg);
		l->pg = NULL;
		return true;
	}
	while ((n = PQnotifies(pg_handle(l->pg)))) {
		if (strcmp(n->relname, WAITERS_KEY) == 0)
			wake_site(w, strtoll(n->extra, NULL, 10));
		else
			any = true;
		PQfreemem(n);
	}
	return any;
}

static void *listen_to_database(void *ctx)
{
	struct waiters *w = ctx;
	struct listener l = { .pause = RETRY_MIN_MS };
	int64_t ticked = steady_ms();

	for (;;) {
		reconnect(w, &l);
		struct pollfd p[2] = { { .fd = w->stop_fd, .events = POLLIN },
				       { .fd = l.pg ? PQsocket(pg_handle(l.pg)) : -1, .events = POLLIN } };

		if (poll(p, 2, TICK_MS / 4) > 0 && p[0].revents)
			break;
		wake(w, l.pg && p[1].revents && told(w, &l));
		if (steady_ms() - ticked >= TICK_MS) {
			ticked = steady_ms();
			w->tick(w->ctx);
		}
	}
	pg_close(l.pg);
	return NULL;
}

struct waiters *waiters_start(const char *conninfo, void (*tick)(void *ctx), void *ctx)
{
	struct waiters *w = calloc(1, sizeof(*w));

	if (!w)
		abort();
	pthread_mutex_init(&w->lock, NULL);
	w->conninfo = strdup(conninfo);
	w->tick = tick;
	w->ctx = ctx;
	w->stop_fd = eventfd(0, EFD_CLOEXEC);
	if (w->stop_fd < 0 || pthread_create(&w->thread, NULL, listen_to_database, w) != 0)
		abort();
	return w;
}

void waiters_stop(struct waiters *w)
{
	const uint64_t one = 1;

	pthread_mutex_lock(&w->lock);
	w->stopping = true;
	pthread_mutex_unlock(&w->lock);
	if (write(w->stop_fd, &one, sizeof(one)) != (ssize_t)sizeof(one))
		abort();
	pthread_join(w->thread, NULL);
	wake(w, true);
}

void waiters_free(struct waiters *w)
{
	close(w->stop_fd);
	pthread_mutex_destroy(&w->lock);
	free(w->conninfo);
	free(w);
}
