/* server/project_all.c - all appeals: made anew from the log, or compared with it. In slices by
 * position. */
#include "core/i18n.h"
#include "server/log.h"
#include "server/project_inner.h"

enum { SLICE = 200 };

/* As project_makes(): an archive that was corrected has a later event of that kind, too. */
#define MAKES "e.kind IN ('registered', 'imported') AND e.site || '.' || e.seq = e.subject"

/* What is done with each appeal that the log makes; `row` is that of the table, or NULL. */
struct round {
	enum err_code (*each)(struct pg *pg, struct subject *s, const char *row, void *ctx, struct arena *mem,
			      struct err *e);
	void *ctx;
	int64_t after; /* position of the last one */
};

/* The next slice; *n: how many there were. */
static enum err_code slice(struct pg *pg, struct round *r, int *n, struct err *e)
{
	static const struct statement next = { "project_next",
		"SELECT e.subject, a.data, e.pos FROM (SELECT subject, pos FROM event e WHERE " MAKES
		" AND pos > $1::bigint ORDER BY pos LIMIT $2::bigint) e"
		" LEFT JOIN appeal a ON a.subject = e.subject ORDER BY e.pos", true };
	struct arena mem = { 0 };
	PGresult *res = pg_run(pg, &next, e, "ii", r->after, (int64_t)SLICE);

	*n = res ? PQntuples(res) : 0;
	for (int i = 0; i < *n && !e->code; i++) {
		struct subject s = { .name = pg_text(res, i, 0) };

		r->after = pg_int(res, i, 2);
		if (!project_again(pg, &s, NULL, 0, &mem, e))
			(void)!r->each(pg, &s, PQgetisnull(res, i, 1) ? NULL : pg_text(res, i, 1), r->ctx, &mem, e);
	}
	PQclear(res);
	arena_free(&mem);
	return e->code;
}

enum err_code project_is_old(struct pg *pg, bool *old, struct err *e)
{
	static const struct statement get = { "project_version", "SELECT version FROM projection", true };
	PGresult *res = pg_run(pg, &get, e, "");

	if (!res)
		return e->code;
	int64_t version = PQntuples(res) ? pg_int(res, 0, 0) : 0;

	PQclear(res);
	*old = version < PROJECT_VERSION;
	if (version > PROJECT_VERSION)
		return err_set(e, ERR_BUSY, "%s",
			       _("The database is of a newer pult-central; nothing was changed. Install that version here too."));
	return ERR_OK;
}

static enum err_code note_version(struct pg *pg, struct err *e)
{
	static const struct statement set = { "project_note", "UPDATE projection SET version = $1", true };

	return pg_do(pg, &set, e, "i", (int64_t)PROJECT_VERSION);
}

/* A slice of subjects that the log makes; *n: how many. */
static enum err_code next_made(struct pg *pg, int64_t *after, struct subject all[SLICE], int *n, struct arena *mem,
			       struct err *e)
{
	static const struct statement next = { "project_made",
		"SELECT subject, pos FROM event e WHERE " MAKES " AND pos > $1::bigint ORDER BY pos LIMIT $2::bigint", true };
	PGresult *res = pg_run(pg, &next, e, "ii", *after, (int64_t)SLICE);

	*n = res ? PQntuples(res) : 0;
	for (int i = 0; i < *n; i++) {
		all[i] = (struct subject){ .name = arena_strdup(mem, pg_text(res, i, 0)) };
		*after = pg_int(res, i, 1);
	}
	PQclear(res);
	return e->code;
}

/* An older program kept rows that the rules do not make. */
static enum err_code drop_row(struct pg *pg, const char *subject, struct err *e)
{
	static const struct statement drop = { "project_drop", "DELETE FROM appeal WHERE subject = $1", false };

	return pg_do(pg, &drop, e, "s", subject);
}

/* In the transaction. */
static enum err_code make_slice(struct pg *pg, struct subject *all, int n, int64_t *made, struct arena *mem,
				struct err *e)
{
	for (int i = 0; i < n; i++) {
		if (project_again(pg, &all[i], NULL, 0, mem, e))
			return e->code;
		*made += all[i].is_made;
		if (!all[i].is_made && drop_row(pg, all[i].name, e))
			return e->code;
	}
	return project_save_all(pg, all, n, mem, e);
}

/* Rows that the log has not made. */
#define STRAYS "FROM appeal a WHERE NOT EXISTS (SELECT 1 FROM event e WHERE e.subject = a.subject AND " MAKES ")"

enum err_code project_rebuild(struct pg *pg, int64_t *n, struct err *e)
{
	struct subject *all;
	int64_t after = 0;
	int got = SLICE;

	*n = 0;
	if (pg_exec(pg, "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0", e))
		return e->code;
	while (got == SLICE && !e->code) {
		struct arena mem = { 0 };

		all = arena_alloc(&mem, sizeof(*all) * SLICE);
		/* Who appends has locked the table, for an appeal without a row too: what he does is seen, or waits. */
		if (!pg_exec(pg, "BEGIN; LOCK TABLE appeal IN EXCLUSIVE MODE", e) &&
		    !next_made(pg, &after, all, &got, &mem, e) &&
		    !make_slice(pg, all, got, n, &mem, e))
			(void)!pg_exec(pg, "COMMIT", e);
		arena_free(&mem);
	}
	return e->code || pg_exec(pg, "DELETE " STRAYS, e) ? e->code : note_version(pg, e);
}

static enum err_code compare(struct pg *pg, struct subject *s, const char *row, void *ctx, struct arena *mem,
			     struct err *e)
{
	struct project_check *c = ctx;
	struct appeal kept;

	(void)pg;
	(void)e;
	if (!s->is_made && !row)
		return ERR_OK;
	c->appeals++;
	if (!s->is_made || !row || !project_read(row, &kept, mem)) {
		c->fault(c->ctx, s->name, "subject");
		return ERR_OK;
	}
	const char *field = appeal_difference(&s->state, &kept);

	digest_appeal(&c->digest, &kept);
	if (field)
		c->fault(c->ctx, s->name, field);
	return ERR_OK;
}

static enum err_code look_for_strays(struct pg *pg, struct project_check *c, struct err *e)
{
	static const struct statement find = { "project_strays",
		"SELECT subject " STRAYS, true };
	PGresult *res = pg_run(pg, &find, e, "");

	for (int i = 0; res && i < PQntuples(res); i++)
		c->fault(c->ctx, pg_text(res, i, 0), "subject");
	PQclear(res);
	return e->code;
}

enum err_code project_verify(struct pg *pg, struct project_check *check, struct err *e)
{
	struct round r = { .each = compare, .ctx = check };

	/* A slice sees the log and the rows as of one moment. */
	for (int got = SLICE; got == SLICE;)
		if (pg_exec(pg, "BEGIN ISOLATION LEVEL REPEATABLE READ", e) || slice(pg, &r, &got, e) ||
		    pg_exec(pg, "COMMIT", e))
			return e->code;
	return look_for_strays(pg, check, e);
}
