/* tests/bench/rawpg.c - the raw calls beside the taking of events by the centre: lines decoded beforehand, then in
 * transactions of 1,000 in the pipeline of libpq each event's row and an upsert of the row of its subject. No HTTP, no
 * chain, no folding.
 *
 *     rawpg CONNINFO FILE      -> "EVENTS_PER_SECOND CPU_US", the latter of this process
 *
 * Into tables raw_event and raw_appeal, which it makes as those of the centre and drops. */
#include <arpa/inet.h>
#include <endian.h>
#include <libpq-fe.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "core/event_lines.h"

enum { PARAMS = 12 };

/* Values of one statement in binary, as the centre sends them. */
struct values {
	const char *at[PARAMS];
	int len[PARAMS], format[PARAMS], n;
	int64_t numbers[PARAMS];
};

static void add_text(struct values *v, const char *s)
{
	v->at[v->n] = s;
	v->len[v->n] = (int)strlen(s);
	v->format[v->n++] = 0;
}

static void add_bytes(struct values *v, const void *p, int len)
{
	v->at[v->n] = p;
	v->len[v->n] = len;
	v->format[v->n++] = 1;
}

static void add_int(struct values *v, int64_t i)
{
	v->numbers[v->n] = (int64_t)htobe64((uint64_t)i);
	add_bytes(v, &v->numbers[v->n], 8);
}

static int drain(PGconn *c)
{
	int bad = 0, syncs = 0;

	while (!syncs) {
		PGresult *r = PQgetResult(c);

		if (!r)
			continue;
		bad |= PQresultStatus(r) != PGRES_COMMAND_OK && PQresultStatus(r) != PGRES_PIPELINE_SYNC;
		syncs = PQresultStatus(r) == PGRES_PIPELINE_SYNC;
		PQclear(r);
	}
	return bad;
}

static void queue(PGconn *c, const char *name, const struct values *v)
{
	if (!PQsendQueryPrepared(c, name, v->n, v->at, v->len, v->format, 0))
		fprintf(stderr, "rawpg: %s", PQerrorMessage(c));
}

static void queue_event(PGconn *c, const struct event *ev, int64_t pos)
{
	struct values v = { .n = 0 }, row = { .n = 0 };

	add_text(&v, ev->site);
	add_int(&v, ev->seq);
	add_int(&v, ev->v);
	add_int(&v, ev->hlc);
	add_int(&v, ev->at);
	add_text(&v, ev->actor);
	add_text(&v, ev->subject);
	add_text(&v, ev->kind);
	add_text(&v, ev->body);
	add_bytes(&v, ev->body_hash, EVENT_HASH);
	add_bytes(&v, ev->hash, EVENT_HASH);
	add_int(&v, pos);
	queue(c, "event", &v);
	add_text(&row, ev->subject);
	add_text(&row, ev->site);
	add_text(&row, ev->subject);
	add_int(&row, ev->hlc);
	add_text(&row, ev->body);
	queue(c, "appeal", &row);
}

static int take(PGconn *c, const struct event *ev, int n, int64_t pos)
{
	static const struct values none;

	queue(c, "begin", &none);
	for (int i = 0; i < n; i++)
		queue_event(c, &ev[i], pos + i);
	queue(c, "commit", &none);
	PQpipelineSync(c);
	return drain(c);
}

static int script(PGconn *c, const char *sql)
{
	PGresult *r = PQexec(c, sql);
	int bad = PQresultStatus(r) != PGRES_COMMAND_OK;

	if (bad)
		fprintf(stderr, "rawpg: %s", PQerrorMessage(c));
	PQclear(r);
	return bad;
}

static int prepare(PGconn *c)
{
	static const char *const all[][2] = {
		{ "begin", "BEGIN" }, { "commit", "COMMIT" },
		{ "event", "INSERT INTO raw_event(site, seq, v, hlc, at, actor, subject, kind, body, body_hash, hash, pos)"
			   " VALUES($1,$2,$3,$4,$5,$6,$7,$8,$9,$10,$11,$12)" },
		{ "appeal", "INSERT INTO raw_appeal(subject, site, ascii, number, pin_mac, pin_key, hlc, data)"
			    " VALUES($1,$2,$3,$3,'','',$4,$5) ON CONFLICT(subject) DO UPDATE SET hlc = excluded.hlc,"
			    " data = excluded.data" },
	};

	if (script(c, "SET client_min_messages = warning; DROP TABLE IF EXISTS raw_event, raw_appeal;"
		      " CREATE TABLE raw_event(LIKE event INCLUDING ALL); CREATE TABLE raw_appeal(LIKE appeal INCLUDING ALL)"))
		return 1;
	for (size_t i = 0; i < sizeof(all) / sizeof(*all); i++) {
		PGresult *r = PQprepare(c, all[i][0], all[i][1], 0, NULL);
		int bad = PQresultStatus(r) != PGRES_COMMAND_OK;

		PQclear(r);
		if (bad)
			return 1;
	}
	return 0;
}

/* The whole file, in pieces of one request. */
static int read_all(const char *path, struct arena *mem, struct event ***out, int **count)
{
	FILE *f = fopen(path, "re");
	char *line = NULL, *text = NULL;
	size_t cap = 0, len = 0, room = 0;
	int pieces = 0, lines = 0;
	struct err e = { 0 };
	bool more = f != NULL;

	*out = arena_alloc(mem, sizeof(**out) * 100000);
	*count = arena_alloc(mem, sizeof(**count) * 100000);
	while (more) {
		ssize_t n = getline(&line, &cap, f);

		more = n > 0;
		if (more) {
			if (len + (size_t)n > room)
				text = realloc(text, room = 2 * (len + (size_t)n));
			memcpy(text + len, line, (size_t)n);
			len += (size_t)n;
			lines++;
		}
		if (!lines || (more && lines < EVENT_LINES_MAX))
			continue;
		if (event_lines_read(text, len, mem, &(*out)[pieces], &(*count)[pieces], &e))
			return 0;
		pieces++;
		lines = 0;
		len = 0;
	}
	free(line);
	free(text);
	if (f)
		fclose(f);
	return pieces;
}

int main(int argc, char **argv)
{
	struct arena mem = { 0 };
	struct event **piece;
	struct timespec from, to;
	int *count, total = 0, bad = 0;
	clock_t cpu;

	if (argc != 3)
		return 2;
	int pieces = read_all(argv[2], &mem, &piece, &count);
	PGconn *c = PQconnectdb(argv[1]);

	if (!pieces || PQstatus(c) != CONNECTION_OK || prepare(c) || !PQenterPipelineMode(c))
		return 1;
	clock_gettime(CLOCK_MONOTONIC, &from);
	cpu = clock();
	for (int i = 0; i < pieces && !bad; i++) {
		bad = take(c, piece[i], count[i], total + 1);
		total += count[i];
	}
	clock_gettime(CLOCK_MONOTONIC, &to);
	cpu = clock() - cpu;
	PQexitPipelineMode(c);
	bad |= script(c, "DROP TABLE raw_event, raw_appeal");
	PQfinish(c);
	arena_free(&mem);
	printf("%.0f %.0f\n", total / ((double)(to.tv_sec - from.tv_sec) + (double)(to.tv_nsec - from.tv_nsec) / 1e9),
	       (double)cpu * 1e6 / CLOCKS_PER_SEC);
	return bad;
}
