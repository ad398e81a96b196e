/* server/pg_pool.c - opening connections and sharing them out; see pg.h. */
#include <poll.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "core/i18n.h"
#include "server/journal.h"
#include "server/pg_inner.h"

/* How long a request waits for a connection before it is told to come back. */
enum { TAKE_WAIT_S = 2 };

struct pg_pool {
	pthread_mutex_t lock;
	pthread_cond_t given;
	char *conninfo;
	struct pg *idle;
	int size, taken;
	bool large; /* one of them is taken for large values */
};

/* A commit is an acknowledgement: with synchronous_commit off or local it would promise too much. Nobody
 * waits longer than a client does. */
#define SESSION \
	"SET jit = off;" /* compiling takes longer than any statement here */ \
	"SET statement_timeout = '15s'; SET lock_timeout = '8s';" \
	"SET idle_in_transaction_session_timeout = '30s'; SET extra_float_digits = 1;" \
	"SELECT set_config('synchronous_commit', 'on', false)" \
	" WHERE current_setting('synchronous_commit') IN ('off', 'local')"

/* "canceling wait for synchronous replication": a commit that a replica may lack would pass for a good one. */
static void on_notice(void *ctx, const PGresult *res)
{
	struct pg *pg = ctx;
	const char *severity = PQresultErrorField(res, PG_DIAG_SEVERITY_NONLOCALIZED);

	pg->warned = pg->warned || !severity || strcmp(severity, "WARNING") == 0;
}

enum err_code pg_open(const char *conninfo, struct pg **out, struct err *e)
{
	/* A host that is gone without a word is noticed in the middle of a statement too. */
	static const char *const keys[] = { "connect_timeout", "tcp_user_timeout", "fallback_application_name", "dbname",
					    "client_encoding", "target_session_attrs", NULL };
	const char *values[] = { "5", "15000", "pult-central", conninfo, "UTF8", "read-write", NULL };
	struct pg *pg = calloc(1, sizeof(*pg));

	if (!pg)
		return err_set(e, ERR_BUSY, "%s", _("The server has no memory left for this request."));
	pg->h = PQconnectdbParams(keys, values, 1);
	if (PQstatus(pg->h) != CONNECTION_OK) {
		/* Of libpq, not of data: host, port, "password authentication failed". */
		journal("database: %s", PQerrorMessage(pg->h));
		pg_close(pg);
		return err_set(e, ERR_BUSY, "%s",
			       _("The database cannot be reached, or it cannot be written to. The journal says why."));
	}
	PQsetNoticeReceiver(pg->h, on_notice, pg);
	if (pg_exec(pg, SESSION, e)) {
		pg_close(pg);
		return e->code;
	}
	*out = pg;
	return ERR_OK;
}

void pg_close(struct pg *pg)
{
	if (pg)
		PQfinish(pg->h);
	free(pg);
}

PGconn *pg_handle(struct pg *pg)
{
	return pg->h;
}

struct pg_pool *pg_pool_new(const char *conninfo, int size)
{
	struct pg_pool *pool = calloc(1, sizeof(*pool));

	if (!pool)
		abort();
	pthread_mutex_init(&pool->lock, NULL);
	pthread_cond_init(&pool->given, NULL);
	pool->conninfo = strdup(conninfo);
	pool->size = size;
	return pool;
}

void pg_pool_free(struct pg_pool *pool)
{
	if (!pool)
		return;
	for (struct pg *pg = pool->idle, *next; pg; pg = next) {
		next = pg->next;
		pg_close(pg);
	}
	pthread_cond_destroy(&pool->given);
	pthread_mutex_destroy(&pool->lock);
	free(pool->conninfo);
	free(pool);
}

int pg_pool_taken(struct pg_pool *pool)
{
	pthread_mutex_lock(&pool->lock);
	int n = pool->taken;

	pthread_mutex_unlock(&pool->lock);
	return n;
}

static bool is_room(const struct pg_pool *pool, bool large)
{
	return pool->taken < pool->size && !(large && pool->large);
}

/* A place among the `size`, and a connection that lies idle, if any. */
static bool take_place(struct pg_pool *pool, bool large, struct pg **idle)
{
	struct timespec until;
	int rc = 0;

	clock_gettime(CLOCK_REALTIME, &until);
	until.tv_sec += TAKE_WAIT_S;
	pthread_mutex_lock(&pool->lock);
	while (!is_room(pool, large) && rc == 0)
		rc = pthread_cond_timedwait(&pool->given, &pool->lock, &until);
	bool got = is_room(pool, large);

	if (got) {
		pool->taken++;
		pool->large = pool->large || large;
		*idle = pool->idle;
		if (*idle)
			pool->idle = (*idle)->next;
	}
	pthread_mutex_unlock(&pool->lock);
	return got;
}

static void leave_place(struct pg_pool *pool, bool large, struct pg *keep)
{
	pthread_mutex_lock(&pool->lock);
	pool->taken--;
	pool->large = pool->large && !large;
	if (keep) {
		keep->next = pool->idle;
		pool->idle = keep;
	}
	pthread_cond_broadcast(&pool->given); /* not everybody waits for the same */
	pthread_mutex_unlock(&pool->lock);
}

/* A server that was restarted has closed its side: seen without asking it. */
static bool is_alive(struct pg *pg)
{
	struct pollfd p = { .fd = PQsocket(pg->h), .events = POLLIN };

	if (poll(&p, 1, 0) > 0)
		(void)PQconsumeInput(pg->h);
	return PQstatus(pg->h) == CONNECTION_OK && !pg->broken;
}

static enum err_code take(struct pg_pool *pool, bool large, struct pg **out, struct err *e)
{
	struct pg *pg = NULL;

	if (!take_place(pool, large, &pg))
		return err_set(e, ERR_BUSY, "%s", _("The server is busy. Try again a little later."));
	if (pg && !is_alive(pg)) {
		pg_close(pg);
		pg = NULL;
	}
	if (!pg && pg_open(pool->conninfo, &pg, e)) {
		leave_place(pool, large, NULL);
		return e->code;
	}
	pg->large = large;
	*out = pg;
	return ERR_OK;
}

enum err_code pg_take(struct pg_pool *pool, struct pg **out, struct err *e)
{
	return take(pool, false, out, e);
}

enum err_code pg_take_large(struct pg_pool *pool, struct pg **out, struct err *e)
{
	return take(pool, true, out, e);
}

void pg_break(struct pg *pg)
{
	pg->broken = true;
}

void pg_give(struct pg_pool *pool, struct pg *pg)
{
	struct err ignored = { 0 };

	if (!pg)
		return;
	if (!pg->broken && PQtransactionStatus(pg->h) != PQTRANS_IDLE && pg_exec(pg, "ROLLBACK", &ignored))
		pg->broken = true;
	bool large = pg->large;

	if (pg->broken || large) {
		pg_close(pg);
		pg = NULL;
	}
	leave_place(pool, large, pg);
}
