/* server/route_host.c - the server about itself: time, health, metrics. */
#include "core/calendar.h"
#include "core/event.h"
#include "core/i18n.h"
#include "server/now.h"
#include "server/routes.h"

enum { METRICS_MAX = 1024 * 1024, SMALL_MAX = 4096 };

enum handled route_time(struct request *r)
{
	char iso[26];
	int64_t now = now_ms();

	civil_format_iso(now_clock(), now, iso);
	r->answer.status = 200;
	r->answer.body.max = SMALL_MAX;
	out_printf(&r->answer.body, "{\"now\":%lld,\"iso\":\"%s\"}", (long long)now, iso);
	return HANDLED;
}

enum handled route_health(struct request *r)
{
	struct err e = { 0 };
	struct pg *pg;

	if (pg_take(r->c->pool, &pg, &e))
		return answer_err(r, &e);
	/* Read-only after a failover: a connection is taken for writing only, but it may have been there before. */
	static const struct statement ask = { "health",
		"SELECT last FROM log_position WHERE NOT pg_is_in_recovery()", false };
	PGresult *res = pg_run(pg, &ask, &e, "");
	int rows = res ? PQntuples(res) : 0;

	PQclear(res);
	pg_give(r->c->pool, pg);
	if (!rows && !e.code)
		err_set(&e, ERR_BUSY, "%s", _("The database does not answer now. Try again a little later."));
	if (e.code)
		return answer_err(r, &e);
	r->answer.status = 200;
	r->answer.body.max = SMALL_MAX;
	out_text(&r->answer.body, "{\"status\":\"ok\"}");
	return HANDLED;
}

/* --- Prometheus text format, version 0.0.4 ------------------------------------------------------ */

static void write_counters(struct request *r)
{
	const struct {
		const char *name, *help;
		long long value;
	} all[] = {
#define X(member, name, help) { name, help, atomic_load(&r->c->count.member) },
		COUNTERS(X)
#undef X
	};

	for (size_t i = 0; i < COUNT(all); i++) {
		int bare = (int)strcspn(all[i].name, "{");

		if (*all[i].help) {
			out_text(&r->answer.body, "# HELP ");
			out_bytes(&r->answer.body, all[i].name, (size_t)bare);
			out_printf(&r->answer.body, " %s\n# TYPE ", all[i].help);
			out_bytes(&r->answer.body, all[i].name, (size_t)bare);
			out_text(&r->answer.body, " counter\n");
		}
		out_printf(&r->answer.body, "%s %lld\n", all[i].name, all[i].value);
	}
}

static void write_gauge(struct request *r, const char *name, const char *help, long long value)
{
	out_printf(&r->answer.body, "# HELP %s %s\n# TYPE %s gauge\n%s %lld\n", name, help, name, name, value);
}

/* How far behind each site is: its last event and when something of it came. */
static void write_site(void *ctx, const struct site_row *row)
{
	struct request *r = ctx;

	out_printf(&r->answer.body, "pult_site_seq{site=\"%s\"} %lld\npult_site_last_seconds{site=\"%s\"} %lld\n",
		   row->code, (long long)row->seq, row->code, (long long)(row->at / 1000));
}

enum handled route_metrics(struct request *r)
{
	struct err e = { 0 };
	struct pg *pg = NULL;

	r->answer.body.max = METRICS_MAX;
	write_counters(r);
	write_gauge(r, "pult_long_polls", "Requests that wait for events.", waiters_count(r->c->waiters));
	write_gauge(r, "pult_body_bytes", "Bytes of requests that are being received.",
		    atomic_load(&r->c->body_bytes));
	write_gauge(r, "pult_database_connections", "Connections in use.", pg_pool_taken(r->c->pool));
	bool up = !pg_take(r->c->pool, &pg, &e) && !sites_each(pg, write_site, r, &e);

	pg_give(r->c->pool, pg);
	write_gauge(r, "pult_database_up", "1 while the database answers.", up);
	r->answer.status = 200;
	r->answer.type = "text/plain; version=0.0.4; charset=utf-8";
	return HANDLED;
}
