/* server/verify.c - see verify.h. */
#include "server/verify.h"

#include "core/i18n.h"
#include "server/log.h"
#include "server/project.h"
#include "server/sites.h"
#include "server/verify_inner.h"

enum { SLICE = 2000 };

/* One site on its way. */
struct walk {
	struct pg *pg;
	FILE *out;
	struct verified *v;
	const char *site;
	struct log_end end; /* of what was read */
	json_t *redacted;   /* of verify_emptied() */
};

static void say(struct walk *w, const char *sentence, int64_t seq)
{
	w->v->faults++;
	fprintf(w->out, "%s.%lld: %s\n", w->site, (long long)seq, sentence);
}

static enum err_code check_body(struct walk *w, const struct event *ev, struct err *e)
{
	uint8_t hash[EVENT_HASH];

	event_body_hash(ev->body, hash);
	if (memcmp(hash, ev->body_hash, EVENT_HASH) == 0)
		return ERR_OK;
	bool may = false;

	if (!*ev->body && verify_emptied(w->pg, &w->redacted, ev, &may, e))
		return e->code;
	if (!may)
		say(w, _("the body is not what was sent."), ev->seq);
	return ERR_OK;
}

static enum err_code check_row(struct walk *w, const struct event *ev, struct err *e)
{
	uint8_t hash[EVENT_HASH];

	if (ev->seq != w->end.seq + 1)
		say(w, _("an event before this one is missing."), ev->seq);
	event_chain_hash(w->end.hash, ev, hash);
	if (memcmp(hash, ev->hash, EVENT_HASH) != 0)
		say(w, _("the event is not what was sent, or it does not follow from the one before it."), ev->seq);
	w->end.seq = ev->seq;
	w->end.hlc = ev->hlc;
	memcpy(w->end.hash, ev->hash, EVENT_HASH);
	w->v->events++;
	return check_body(w, ev, e);
}

/* One slice; *more: there may be another. */
static enum err_code check_slice(struct walk *w, bool *more, struct err *e)
{
	static const struct statement get = { "verify_slice",
		"SELECT " LOG_COLUMNS " FROM event WHERE site = $1 AND seq > $2::bigint ORDER BY seq LIMIT $3::bigint",
		true };
	PGresult *res = pg_run(w->pg, &get, e, "sii", w->site, w->end.seq, (int64_t)SLICE);
	struct event ev;

	if (!res)
		return e->code;
	for (int i = 0; i < PQntuples(res) && !e->code; i++) {
		log_row(res, i, &ev);
		(void)!check_row(w, &ev, e);
	}
	*more = PQntuples(res) == SLICE;
	PQclear(res);
	return e->code;
}

static enum err_code check_site(struct walk *w, struct err *e)
{
	struct log_end kept;
	bool more = true;

	/* Read first: what comes meanwhile is behind it. */
	if (log_end_of(w->pg, w->site, false, &kept, e))
		return e->code;
	while (more)
		if (check_slice(w, &more, e))
			return e->code;
	if (w->end.seq < kept.seq)
		say(w, _("the log ends before the end that was acknowledged to the site."), w->end.seq);
	w->v->sites++;
	return ERR_OK;
}

/* Positions: each given once, none above the last. */
static enum err_code check_positions(struct walk *w, struct err *e)
{
	static const struct statement find = { "verify_positions",
		"SELECT (SELECT count(*) - count(DISTINCT pos) FROM event)"
		" + (SELECT count(*) FROM event WHERE pos > (SELECT last FROM log_position) OR pos < 1)", true };
	PGresult *res = pg_run(w->pg, &find, e, "");

	if (!res)
		return e->code;
	if (pg_int(res, 0, 0)) {
		w->v->faults++;
		fprintf(w->out, "%s\n", _("Positions of the log were given twice, or are above the last one."));
	}
	PQclear(res);
	return ERR_OK;
}

static void say_appeal(void *ctx, const char *subject, const char *field)
{
	struct walk *w = ctx;

	w->v->faults++;
	fprintf(w->out, _("The row of %s does not follow from the log: the field «%s» differs."), subject, field);
	fputc('\n', w->out);
}

static enum err_code check_appeals(struct walk *w, struct err *e)
{
	struct project_check c = { .fault = say_appeal, .ctx = w };

	if (project_verify(w->pg, &c, e))
		return e->code;
	w->v->appeals = c.appeals;
	w->v->kind.name = "appeals";
	digest_hex(&c.digest, w->v->kind.hash);
	return ERR_OK;
}

struct names {
	struct arena mem;
	const char *name[10000];
	int n;
};

static void take_name(void *ctx, const struct site_row *row)
{
	struct names *s = ctx;

	if (s->n < (int)COUNT(s->name))
		s->name[s->n++] = arena_strdup(&s->mem, row->code);
}

enum err_code verify(struct pg *pg, FILE *out, struct verified *v, struct err *e)
{
	struct arena mem = { 0 };
	struct names *all = arena_alloc(&mem, sizeof(*all));
	struct walk w = { .pg = pg, .out = out, .v = v };

	if (!pg_exec(pg, "SET statement_timeout = 0", e) && !sites_each(pg, take_name, all, e))
		for (int i = 0; i < all->n && !e->code; i++) {
			w.site = all->name[i];
			w.end = (struct log_end){ 0 };
			(void)!check_site(&w, e);
		}
	if (!e->code && !check_positions(&w, e))
		(void)!check_appeals(&w, e);
	json_decref(w.redacted);
	arena_free(&all->mem);
	arena_free(&mem);
	return e->code;
}
