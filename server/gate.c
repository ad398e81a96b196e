/* server/gate.c - see gate.h. */
#include "server/gate.h"

#include <pthread.h>
#include <stdlib.h>

#include "server/settings.h"

struct gate {
	pthread_mutex_t lock;
	int64_t in[THREADS_MAX]; /* sites; 0: free. No more can be at work at once */
};

struct gate *gate_new(void)
{
	struct gate *g = calloc(1, sizeof(*g));

	if (!g)
		abort();
	pthread_mutex_init(&g->lock, NULL);
	return g;
}

void gate_free(struct gate *g)
{
	pthread_mutex_destroy(&g->lock);
	free(g);
}

static int64_t *find(struct gate *g, int64_t site)
{
	for (int i = 0; i < THREADS_MAX; i++)
		if (g->in[i] == site)
			return &g->in[i];
	return NULL;
}

bool gate_enter(struct gate *g, int64_t site)
{
	pthread_mutex_lock(&g->lock);
	int64_t *place = find(g, site) ? NULL : find(g, 0);

	if (place)
		*place = site;
	pthread_mutex_unlock(&g->lock);
	return place != NULL;
}

void gate_leave(struct gate *g, int64_t site)
{
	pthread_mutex_lock(&g->lock);
	int64_t *place = find(g, site);

	if (place)
		*place = 0;
	pthread_mutex_unlock(&g->lock);
}
