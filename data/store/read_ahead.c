/* data/store/read_ahead.c - see read_ahead.h. A ring of pieces: `made` of them were filled, `used` are given back; what
 * lies between is waiting, the first of it perhaps in the hand of who writes. Knows no file and no row. */
#include "data/store/read_ahead.h"

#include <pthread.h>
#include <signal.h>

struct read_ahead {
	ahead_fill fill;
	void *ctx;
	pthread_t thread;
	bool threaded;
	pthread_mutex_t lock;    /* of what follows */
	pthread_cond_t changed;
	unsigned made, used;
	bool taken, stop;
	struct ahead_piece piece[AHEAD_PIECES]; /* a piece belongs to the thread until it is made, then to the other */
};

static struct ahead_piece *piece_at(struct read_ahead *a, unsigned i)
{
	return &a->piece[i % AHEAD_PIECES];
}

static void fill_piece(struct read_ahead *a, struct ahead_piece *p)
{
	arena_free(&p->mem);
	*p = (struct ahead_piece){ .n = 0 };
	a->fill(a->ctx, p);
}

/* Waits for a free piece; NULL: it is to stop. */
static struct ahead_piece *free_piece(struct read_ahead *a)
{
	pthread_mutex_lock(&a->lock);
	while (!a->stop && a->made - a->used == AHEAD_PIECES)
		pthread_cond_wait(&a->changed, &a->lock);
	struct ahead_piece *p = a->stop ? NULL : piece_at(a, a->made);

	pthread_mutex_unlock(&a->lock);
	return p;
}

static void *run(void *ctx)
{
	struct read_ahead *a = ctx;
	struct ahead_piece *p;

	while ((p = free_piece(a)) != NULL) {
		fill_piece(a, p);
		bool last = p->last;

		pthread_mutex_lock(&a->lock);
		a->made++;
		pthread_cond_signal(&a->changed);
		pthread_mutex_unlock(&a->lock);
		if (last)
			break;
	}
	return NULL;
}

struct read_ahead *read_ahead_start(ahead_fill fill, void *ctx)
{
	struct read_ahead *a = calloc(1, sizeof(*a));
	/* The program says farewell by these. */
	static const int crashes[] = { SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT };
	sigset_t all, before;

	if (!a)
		return NULL;
	a->fill = fill;
	a->ctx = ctx;
	pthread_mutex_init(&a->lock, NULL);
	pthread_cond_init(&a->changed, NULL);
	sigfillset(&all);
	for (size_t i = 0; i < COUNT(crashes); i++)
		sigdelset(&all, crashes[i]);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	a->threaded = pthread_create(&a->thread, NULL, run, a) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return a;
}

const struct ahead_piece *read_ahead_next(struct read_ahead *a)
{
	pthread_mutex_lock(&a->lock);
	a->used += a->taken;
	a->taken = true;
	pthread_cond_signal(&a->changed);
	while (a->threaded && a->made == a->used)
		pthread_cond_wait(&a->changed, &a->lock);
	struct ahead_piece *p = piece_at(a, a->used);

	pthread_mutex_unlock(&a->lock);
	if (!a->threaded)
		fill_piece(a, p);
	return p;
}

void read_ahead_stop(struct read_ahead *a)
{
	if (!a)
		return;
	pthread_mutex_lock(&a->lock);
	a->stop = true;
	pthread_cond_signal(&a->changed);
	pthread_mutex_unlock(&a->lock);
	if (a->threaded)
		pthread_join(a->thread, NULL);
	for (unsigned i = 0; i < AHEAD_PIECES; i++)
		arena_free(&a->piece[i].mem);
	pthread_cond_destroy(&a->changed);
	pthread_mutex_destroy(&a->lock);
	free(a);
}
