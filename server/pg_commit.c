/* server/pg_commit.c - a commit that is waited for so long and no longer; see pg.h. PostgreSQL's own limits of time end
 * before a commit waits for a synchronous replica, so without this a replica that is away holds every request for
 * ever. */
#include <poll.h>

#include "core/i18n.h"
#include "server/journal.h"
#include "server/now.h"
#include "server/pg_inner.h"

enum {
	PATIENCE_MS = 5000, /* a commit takes milliseconds */
	CANCEL_MS = 2000    /* to an answer after it was called off */
};

/* Whether the next result can be taken without waiting; a connection that broke has one too. */
static bool comes(struct pg *pg, int64_t until)
{
	while (PQisBusy(pg->h)) {
		struct pollfd p = { .fd = PQsocket(pg->h), .events = POLLIN };
		int64_t left = until - steady_ms();

		if (left <= 0)
			return false;
		if (poll(&p, 1, (int)left) > 0 && !PQconsumeInput(pg->h))
			return true;
	}
	return true;
}

static bool ends(struct pg *pg, int64_t until, bool *good)
{
	PGresult *res;

	do {
		if (!comes(pg, until))
			return false;
		res = PQgetResult(pg->h);
		*good = *good && (!res || PQresultStatus(res) == PGRES_COMMAND_OK);
		PQclear(res);
	} while (res);
	return true;
}

/* The commit itself is done then, on this server alone: who asks again waits for the replica again. */
static void call_off(struct pg *pg)
{
	PGcancel *c = PQgetCancel(pg->h);
	char why[256];

	if (c)
		(void)PQcancel(c, why, sizeof(why));
	PQfreeCancel(c);
}

enum err_code pg_commit(struct pg *pg, bool *late, struct err *e)
{
	bool good = PQsendQuery(pg->h, "COMMIT") != 0;

	*late = good && !ends(pg, steady_ms() + PATIENCE_MS, &good);
	if (*late) {
		journal("database: a commit takes longer than %d s: is the synchronous replica away?", PATIENCE_MS / 1000);
		call_off(pg);
		(void)ends(pg, steady_ms() + CANCEL_MS, &good);
	} else if (!good || pg->warned) {
		journal("database: commit: %s", pg->warned ? "warning" : "refused");
	}
	if (good && !*late && !pg->warned)
		return ERR_OK;
	pg->broken = true;
	return err_set(e, ERR_BUSY, "%s", _("The database does not answer now. Try again a little later."));
}
