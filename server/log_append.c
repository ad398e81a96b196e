/* server/log_append.c - events of a site on their way into the log; see log.h.
 *
 * Positions: the row of log_position is locked by the UPDATE that takes them and stays locked until the
 * commit is visible, so who comes later takes higher ones and no lower one can appear after them. It is
 * taken last, when everything is checked and folded. */
#include "core/i18n.h"
#include "core/json_read.h"
#include "server/log.h"
#include "server/now.h"
#include "server/project.h"

/* The state of a check: the end of the log as it grows. */
struct arrival {
	struct log_end end;
	int64_t now;
	int first_new; /* index of the first event that is not there yet; n: none */
};

static bool is_ahead(const struct event *ev, int64_t now)
{
	return ev->at > now + LOG_AHEAD_MS || ev->hlc / 65536 > now + LOG_AHEAD_MS;
}

/* A body that was emptied before it came has no hash to compare. */
static bool body_holds(const struct event *ev)
{
	uint8_t hash[EVENT_HASH];

	event_body_hash(ev->body, hash);
	return !*ev->body || memcmp(hash, ev->body_hash, EVENT_HASH) == 0;
}

/* What is no JSON would be kept and sent to every site, where nobody can read it. */
static bool body_is_read(const struct event *ev)
{
	json_t *body = *ev->body ? json_read_text(ev->body) : NULL;
	bool good = !*ev->body || json_is_object(body);

	json_decref(body);
	return good;
}

static enum log_verdict check_new(struct arrival *a, const struct event *ev)
{
	uint8_t hash[EVENT_HASH];

	if (ev->seq != a->end.seq + 1)
		return LOG_GAP;
	if (is_ahead(ev, a->now))
		return LOG_CLOCK;
	if (ev->v != EVENT_VERSION || event_too_long(ev) || !body_holds(ev) || ev->hlc <= a->end.hlc)
		return LOG_WRONG;
	event_chain_hash(a->end.hash, ev, hash);
	if (memcmp(hash, ev->hash, EVENT_HASH) != 0)
		return LOG_FORK;
	if (!body_is_read(ev))
		return LOG_BODY;
	a->end.seq = ev->seq;
	a->end.hlc = ev->hlc;
	memcpy(a->end.hash, hash, EVENT_HASH);
	return LOG_TAKEN;
}

/* Events that are there already have the hashes they came with. */
static enum err_code check_old(struct pg *pg, const char *site, const struct event *evs, int n,
			       enum log_verdict *verdict, struct err *e)
{
	static const struct statement get = { "log_hashes",
		"SELECT seq, hash FROM event WHERE site = $1 AND seq BETWEEN $2 AND $3 ORDER BY seq", false };
	uint8_t hash[EVENT_HASH];

	for (int i = 1; i < n; i++)
		if (evs[i].seq != evs[0].seq + i)
			*verdict = LOG_GAP;
	if (*verdict != LOG_TAKEN)
		return ERR_OK;
	PGresult *res = pg_run(pg, &get, e, "sii", site, evs[0].seq, evs[n - 1].seq);

	if (!res)
		return e->code;
	if (PQntuples(res) != n)
		*verdict = LOG_GAP;
	for (int i = 0; i < n && *verdict == LOG_TAKEN; i++) {
		pg_bytes(res, i, 1, hash, EVENT_HASH);
		if (memcmp(hash, evs[i].hash, EVENT_HASH) != 0)
			*verdict = LOG_FORK;
	}
	PQclear(res);
	return ERR_OK;
}

static enum err_code check(struct pg *pg, const char *site, const struct event *evs, int n,
			   struct arrival *a, struct log_answer *out, struct err *e)
{
	int i = 0;

	out->verdict = LOG_TAKEN;
	for (int k = 0; k < n; k++)
		if (strcmp(evs[k].site, site) != 0) {
			out->verdict = LOG_FOREIGN;
			out->seq = evs[k].seq;
			return ERR_OK;
		}
	while (i < n && evs[i].seq <= a->end.seq)
		i++;
	a->first_new = i;
	if (i && check_old(pg, site, evs, i, &out->verdict, e))
		return e->code;
	for (; i < n && out->verdict == LOG_TAKEN; i++) {
		out->seq = evs[i].seq;
		out->verdict = check_new(a, &evs[i]);
	}
	return ERR_OK;
}

enum err_code log_end_of(struct pg *pg, const char *site, bool lock, struct log_end *out, struct err *e)
{
	static const struct statement read = { "chain_read",
		"SELECT seq, hlc, hash FROM chain WHERE site = $1", false };
	static const struct statement locked = { "chain_lock",
		"SELECT seq, hlc, hash FROM chain WHERE site = $1 FOR UPDATE", false };
	PGresult *res = pg_run(pg, lock ? &locked : &read, e, "s", site);

	if (!res)
		return e->code;
	if (PQntuples(res) == 1) {
		out->seq = pg_int(res, 0, 0);
		out->hlc = pg_int(res, 0, 1);
		pg_bytes(res, 0, 2, out->hash, EVENT_HASH);
	}
	bool found = PQntuples(res) == 1;

	PQclear(res);
	return found ? ERR_OK : err_set(e, ERR_FAILED, _("There is no site with the code «%s»."), site);
}

static enum err_code take_positions(struct pg *pg, int n, int64_t *first, struct err *e)
{
	static const struct statement take = { "log_take",
		"UPDATE log_position SET last = last + $1 RETURNING last", false };
	PGresult *res = pg_run(pg, &take, e, "i", (int64_t)n);

	if (!res)
		return e->code;
	*first = pg_int(res, 0, 0) - n + 1;
	PQclear(res);
	return ERR_OK;
}

static enum err_code insert(struct pg *pg, const struct event *evs, int n, int64_t pos, struct err *e)
{
	struct pg_copy c;

	if (pg_copy_begin(pg, "COPY event(" LOG_COLUMNS ") FROM STDIN (FORMAT binary)", &c, e))
		return e->code;
	for (int i = 0; i < n; i++, evs++)
		pg_copy_row(&c, "siiiissssbbi", evs->site, evs->seq, evs->v, evs->hlc, evs->at, evs->actor,
			    evs->subject, evs->kind, evs->body, evs->body_hash, EVENT_HASH, evs->hash, EVENT_HASH,
			    pos + i);
	return pg_copy_end(&c, e);
}

static enum err_code store(struct pg *pg, const char *site, const struct event *evs, int n,
			   const struct arrival *a, struct err *e)
{
	static const struct statement chain = { "chain_set",
		"UPDATE chain SET seq = $2, hlc = $3, hash = $4, at = $5 WHERE site = $1", false };
	int64_t first = 0;

	if (pg_do(pg, &chain, e, "siibi", site, a->end.seq, a->end.hlc, a->end.hash, EVENT_HASH, a->now) ||
	    take_positions(pg, n, &first, e) || insert(pg, evs, n, first, e))
		return e->code;
	return pg_exec(pg, "NOTIFY pult_event", e);
}

/* What is there already may be there only since a server came up again that had not waited for its replica: the site
 * is told of it when a later commit has waited. */
static enum err_code stand_by(struct pg *pg, const char *site, struct err *e)
{
	static const struct statement touch = { "chain_touch", "UPDATE chain SET at = at WHERE site = $1", false };

	return pg_do(pg, &touch, e, "s", site);
}

/* In the transaction. */
static enum err_code append(struct pg *pg, const char *site, struct event *evs, int n, struct arena *mem,
			    struct log_answer *out, struct err *e)
{
	struct arrival a = { .now = now_ms() };

	if (log_end_of(pg, site, true, &a.end, e))
		return e->code;
	out->end = a.end;
	if (check(pg, site, evs, n, &a, out, e) || out->verdict != LOG_TAKEN)
		return e->code;
	if (a.first_new == n)
		return stand_by(pg, site, e);
	out->stored = n - a.first_new;
	if (project(pg, evs + a.first_new, out->stored, mem, e) ||
	    store(pg, site, evs + a.first_new, out->stored, &a, e))
		return e->code;
	out->end = a.end;
	return ERR_OK;
}

enum err_code log_append(struct pg *pg, const char *site, struct event *evs, int n, struct arena *mem,
			 struct log_answer *out, struct err *e)
{
	*out = (struct log_answer){ .verdict = LOG_TAKEN };
	/* Who holds the end of this site's log is another request of it, at another process. */
	if (pg_exec(pg, "BEGIN; SET LOCAL lock_timeout = '2s'", e) || append(pg, site, evs, n, mem, out, e))
		return e->code;
	return out->verdict == LOG_TAKEN ? pg_commit(pg, &out->late, e) : pg_exec(pg, "ROLLBACK", e);
}
