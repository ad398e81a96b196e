/* server/pg.c - connections and statements; see pg.h. The pool is pg_pool.c. */
#include "server/pg.h"

#include <stdarg.h>

#include "core/i18n.h"
#include "server/journal.h"
#include "server/pg_inner.h"

enum { VALUES_MAX = 16, DIGITS_MAX = 24 };

/* Values as libpq wants them. */
struct values {
	const char *v[VALUES_MAX];
	int len[VALUES_MAX], binary[VALUES_MAX];
	char digits[VALUES_MAX][DIGITS_MAX];
	int n;
};

static void take_values(struct values *a, const char *types, va_list ap)
{
	a->n = 0;
	for (; *types && a->n < VALUES_MAX; types++, a->n++) {
		int i = a->n;

		a->len[i] = 0;
		a->binary[i] = *types == 'b';
		if (*types == 'i') {
			snprintf(a->digits[i], DIGITS_MAX, "%lld", (long long)va_arg(ap, int64_t));
			a->v[i] = a->digits[i];
		} else {
			a->v[i] = va_arg(ap, const char *);
			if (*types == 'b')
				a->len[i] = va_arg(ap, int);
		}
	}
}

/* Whether the same request may go through a moment later: class 08 and 57 the connection, 53 resources, 40
 * a deadlock, 55 a lock, 25006 a server that has become a replica. */
static bool may_pass(const char *state)
{
	static const char *const classes[] = { "08", "57", "53", "40", "55", "25006" };

	if (!state)
		return true;
	for (size_t i = 0; i < COUNT(classes); i++)
		if (strncmp(state, classes[i], strlen(classes[i])) == 0)
			return true;
	return false;
}

enum err_code pg_failed(struct pg *pg, const char *what, const PGresult *res, struct err *e)
{
	const char *state = res ? PQresultErrorField(res, PG_DIAG_SQLSTATE) : NULL;

	journal("database: %s: %s", what, state ? state : pg->warned ? "warning" : "no connection");
	if (state && (strcmp(state, "25006") == 0 || strncmp(state, "57P", 3) == 0))
		pg->broken = true;
	if (pg->warned || PQstatus(pg->h) != CONNECTION_OK)
		pg->broken = true;
	if (may_pass(state) || pg->broken)
		return err_set(e, ERR_BUSY, "%s", _("The database does not answer now. Try again a little later."));
	return err_set(e, ERR_FAILED, _("The database refused a statement (%s, code %s); nothing was changed."),
		       what, state);
}

static bool is_good(const PGresult *res)
{
	ExecStatusType s = PQresultStatus(res);

	return s == PGRES_COMMAND_OK || s == PGRES_TUPLES_OK || s == PGRES_PIPELINE_SYNC || s == PGRES_COPY_IN;
}

PGresult *pg_checked(struct pg *pg, const char *what, PGresult *res, struct err *e)
{
	if (is_good(res) && !pg->warned)
		return res;
	pg_failed(pg, what, res, e);
	PQclear(res);
	return NULL;
}

enum err_code pg_ready(struct pg *pg, const struct statement *st, struct err *e)
{
	for (int i = 0; i < pg->prepared; i++)
		if (pg->statements[i] == st)
			return ERR_OK;
	PGresult *res = pg_checked(pg, st->name, PQprepare(pg->h, st->name, st->sql, 0, NULL), e);

	if (!res)
		return e->code;
	PQclear(res);
	if (pg->prepared < PG_STATEMENTS)
		pg->statements[pg->prepared++] = st;
	return ERR_OK;
}

static PGresult *run_values(struct pg *pg, const struct statement *st, const struct values *a, struct err *e)
{
	if (st->once)
		return pg_checked(pg, st->name, PQexecParams(pg->h, st->sql, a->n, NULL, a->v, a->len, a->binary,
							  1), e);
	if (pg_ready(pg, st, e))
		return NULL;
	return pg_checked(pg, st->name, PQexecPrepared(pg->h, st->name, a->n, a->v, a->len, a->binary, 1), e);
}

PGresult *pg_run(struct pg *pg, const struct statement *st, struct err *e, const char *types, ...)
{
	struct values a;
	va_list ap;

	va_start(ap, types);
	take_values(&a, types, ap);
	va_end(ap);
	return run_values(pg, st, &a, e);
}

enum err_code pg_do(struct pg *pg, const struct statement *st, struct err *e, const char *types, ...)
{
	struct values a;
	va_list ap;

	va_start(ap, types);
	take_values(&a, types, ap);
	va_end(ap);
	PGresult *res = run_values(pg, st, &a, e);

	if (!res)
		return e->code;
	PQclear(res);
	return ERR_OK;
}

enum err_code pg_exec(struct pg *pg, const char *sql, struct err *e)
{
	PGresult *res = pg_checked(pg, "statement", PQexec(pg->h, sql), e);

	if (!res)
		return e->code;
	PQclear(res);
	return ERR_OK;
}

enum err_code pg_line_begin(struct pg *pg, struct err *e)
{
	return PQenterPipelineMode(pg->h) ? ERR_OK : pg_failed(pg, "pipeline", NULL, e);
}

enum err_code pg_line(struct pg *pg, const struct statement *st, struct err *e, const char *types, ...)
{
	struct values a;
	va_list ap;

	va_start(ap, types);
	take_values(&a, types, ap);
	va_end(ap);
	if (PQsendQueryPrepared(pg->h, st->name, a.n, a.v, a.len, a.binary, 1))
		return ERR_OK;
	pg->broken = true; /* what was queued before is on its way */
	return pg_failed(pg, st->name, NULL, e);
}

/* Takes one result of a line; *kept (NULL: nobody wants it) is the last one with rows. */
static void take_result(struct pg *pg, PGresult *res, PGresult **kept, struct err *e)
{
	ExecStatusType status = PQresultStatus(res);

	if ((!is_good(res) || pg->warned) && status != PGRES_PIPELINE_ABORTED && !e->code)
		pg_failed(pg, "pipeline", res, e);
	if (kept && status == PGRES_TUPLES_OK) {
		PQclear(*kept);
		*kept = res;
	} else {
		PQclear(res);
	}
}

static enum err_code end_line(struct pg *pg, PGresult **kept, struct err *e)
{
	bool synced = false;

	if (!PQpipelineSync(pg->h))
		return pg_failed(pg, "pipeline", NULL, e);
	/* A NULL parts the statements; two of them in a row mean that the connection is gone. */
	for (int gap = 0; !synced && gap < 2;) {
		PGresult *res = PQgetResult(pg->h);

		gap = res ? 0 : gap + 1;
		if (!res)
			continue;
		synced = PQresultStatus(res) == PGRES_PIPELINE_SYNC;
		take_result(pg, res, kept, e);
	}
	if (!synced || !PQexitPipelineMode(pg->h))
		pg->broken = true;
	return pg->broken && !e->code ? pg_failed(pg, "pipeline", NULL, e) : e->code;
}

enum err_code pg_line_end(struct pg *pg, struct err *e)
{
	return end_line(pg, NULL, e);
}

PGresult *pg_line_last(struct pg *pg, struct err *e)
{
	PGresult *kept = NULL;

	if (!end_line(pg, &kept, e) && !kept)
		err_set(e, ERR_BUG, "%s", "a line of statements has no rows");
	if (e->code) {
		PQclear(kept);
		kept = NULL;
	}
	return kept;
}

int64_t pg_int(const PGresult *res, int row, int col)
{
	const unsigned char *p = (const unsigned char *)PQgetvalue(res, row, col);
	int n = PQgetlength(res, row, col);
	uint64_t v = n > 0 && n <= 8 && (p[0] & 0x80) ? UINT64_MAX : 0;

	for (int i = 0; i < n && n <= 8; i++)
		v = v << 8 | p[i];
	return (int64_t)v;
}

const char *pg_text(const PGresult *res, int row, int col)
{
	return PQgetvalue(res, row, col);
}

void pg_bytes(const PGresult *res, int row, int col, uint8_t *out, int len)
{
	if (PQgetlength(res, row, col) == len)
		memcpy(out, PQgetvalue(res, row, col), (size_t)len);
	else
		memset(out, 0, (size_t)len);
}
