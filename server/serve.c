/* server/serve.c - the HTTP server itself: libmicrohttpd with epoll and a pool of threads, TLS by
 * itself or plain behind a proxy, and its end. */
#include <arpa/inet.h>
#include <malloc.h>
#include <netdb.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "core/i18n.h"
#include "server/citizen.h"
#include "server/gate.h"
#include "server/http_life.h"
#include "server/journal.h"
#include "server/now.h"
#include "server/pin_issuer.h"
#include "server/project.h"
#include "server/schema.h"
#include "server/watch.h"

enum {
	CONNECTIONS_MAX = 4000,
	CONNECTIONS_OF_ADDRESS = 250,
	HEADER_MEMORY = 24 * 1024,  /* of a connection: header and pieces of the body */
	PEM_MAX = 256 * 1024,
	END_MS = 5000,
	KEYS_EVERY_S = 5, TIDY_EVERY_S = 3600,
	KEEP_MAX = 256 * 1024,      /* bytes */
};

/* Of 2026: TLS 1.2 and 1.3, nothing older. */
#define TLS_PRIORITIES "SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2"

static enum MHD_Result on_request(void *cls, struct MHD_Connection *conn, const char *url, const char *method,
				  const char *version, const char *upload, size_t *upload_size, void **context)
{
	struct request *r = *context;

	(void)version;
	if (!r) {
		r = calloc(1, sizeof(*r));
		if (!r)
			return MHD_NO;
		r->c = cls;
		r->conn = conn;
		r->waiter.conn = conn;
		*context = r;
		return request_begin(r, method, url) ? MHD_YES : request_send(r);
	}
	if (*upload_size) {
		bool go_on = request_take(r, upload, *upload_size);

		*upload_size = 0;
		return go_on ? MHD_YES : MHD_NO;
	}
	if (r->is_answered)
		return MHD_YES;
	return request_end(r) == HANDLED_ASLEEP ? MHD_YES : request_send(r);
}

static void on_end(void *cls, struct MHD_Connection *conn, void **context, enum MHD_RequestTerminationCode code)
{
	(void)cls;
	(void)conn;
	(void)code;
	request_free(*context);
	*context = NULL;
}

/* What the library says is about connections of strangers; of no use and endless. */
static void on_log(void *cls, const char *fmt, va_list ap)
{
	(void)cls;
	(void)fmt;
	(void)ap;
}

static void on_tick(void *ctx)
{
	struct central *c = ctx;
	struct err e = { 0 };
	struct pg *pg;

	watch_sweep(c->watch);
	if (++c->ticks % KEYS_EVERY_S || pg_take(c->pool, &pg, &e))
		return;
	(void)!pin_issuer_tell_all(pg, c->pins, &e);
	if (!e.code && c->ticks % TIDY_EVERY_S == 0)
		(void)!citizen_tidy(pg, &e);
	pg_give(c->pool, pg);
}

static enum err_code read_pem(const char *path, struct arena *mem, char **out, struct err *e)
{
	FILE *f = fopen(path, "re");
	char *text = arena_alloc(mem, PEM_MAX);
	size_t n = f ? fread(text, 1, PEM_MAX - 1, f) : 0;

	if (f)
		fclose(f);
	*out = text;
	if (n == 0)
		return err_set(e, ERR_FAILED, _("The file %s cannot be read, or it is empty."), path);
	return ERR_OK;
}

static enum err_code check_key_file(const char *path, struct err *e)
{
	struct stat st;

	if (stat(path, &st) == 0 && st.st_mode & 077)
		return err_set(e, ERR_REFUSED, _("Others may read the key %s: chmod 600 it first."), path);
	return ERR_OK;
}

/* The address to bind; names are looked up once. */
static enum err_code find_address(const struct settings *s, struct arena *mem, struct addrinfo **out, struct err *e)
{
	const struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV };
	const char *host;
	int port;

	if (settings_address(s->listen, mem, &host, &port) &&
	    getaddrinfo(host, arena_printf(mem, "%d", port), &hints, out) == 0)
		return ERR_OK;
	return err_set(e, ERR_INVALID, _("«%s» is not an address to serve on: write it as 0.0.0.0:8311 or [::1]:8311."),
		       s->listen);
}

static enum err_code start(struct central *c, struct arena *mem, struct MHD_Daemon **out, struct err *e)
{
	bool tls = *c->set->certificate != '\0';
	struct MHD_OptionItem more[] = { { MHD_OPTION_END, 0, NULL }, { MHD_OPTION_END, 0, NULL },
					 { MHD_OPTION_END, 0, NULL }, { MHD_OPTION_END, 0, NULL } };
	char *cert = NULL, *key = NULL;
	struct addrinfo *at;

	if (tls && (check_key_file(c->set->key, e) || read_pem(c->set->certificate, mem, &cert, e) ||
		    read_pem(c->set->key, mem, &key, e)))
		return e->code;
	if (tls) {
		more[0] = (struct MHD_OptionItem){ MHD_OPTION_HTTPS_MEM_CERT, 0, cert };
		more[1] = (struct MHD_OptionItem){ MHD_OPTION_HTTPS_MEM_KEY, 0, key };
		more[2] = (struct MHD_OptionItem){ MHD_OPTION_HTTPS_PRIORITIES, 0, (void *)(uintptr_t)TLS_PRIORITIES };
	}
	if (find_address(c->set, mem, &at, e))
		return e->code;
	unsigned flags = MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG |
			 (tls ? MHD_USE_TLS : 0) | (at->ai_family == AF_INET6 ? MHD_USE_DUAL_STACK : 0);

	*out = MHD_start_daemon(flags, 0, NULL, NULL, on_request, c, MHD_OPTION_EXTERNAL_LOGGER, on_log, NULL,
		MHD_OPTION_SOCK_ADDR, at->ai_addr, MHD_OPTION_THREAD_POOL_SIZE,
		(unsigned)settings_number(c->set->threads, THREADS_MAX), MHD_OPTION_CONNECTION_TIMEOUT,
		(unsigned)settings_number(c->set->patience, PATIENCE_MAX_S),
		MHD_OPTION_CONNECTION_LIMIT, (unsigned)CONNECTIONS_MAX, MHD_OPTION_PER_IP_CONNECTION_LIMIT,
		(unsigned)(*c->set->proxy ? 0 : CONNECTIONS_OF_ADDRESS), MHD_OPTION_CONNECTION_MEMORY_LIMIT,
		(size_t)HEADER_MEMORY, MHD_OPTION_NOTIFY_COMPLETED, on_end, NULL, MHD_OPTION_NOTIFY_CONNECTION,
		watch_connection, c->watch, MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_ARRAY, more,
		MHD_OPTION_END);
	freeaddrinfo(at);
	if (*out)
		return ERR_OK;
	return err_set(e, ERR_FAILED, _("The server cannot serve on %s: the address is taken, or the certificate does not fit its key."),
		       c->set->listen);
}

/* Signals of the end come to the one thread that waits for them. */
static void wait_for_end(const sigset_t *ends)
{
	int sig;

	while (sigwait(ends, &sig) != 0)
		;
}

/* Nobody new is let in; who is being answered gets his answer, for END_MS at most. */
static void end(struct central *c, struct MHD_Daemon *daemon)
{
	int64_t until = steady_ms() + END_MS;
	MHD_socket listening = MHD_quiesce_daemon(daemon);

	journal("ending");
	if (listening != MHD_INVALID_SOCKET)
		close(listening);
	waiters_stop(c->waiters);
	while (atomic_load(&c->open) > 0 && steady_ms() < until)
		poll(NULL, 0, 10);
	MHD_stop_daemon(daemon);
}

static enum err_code check_database(struct central *c, struct err *e)
{
	struct pg *pg;
	bool old = false;

	if (pg_take(c->pool, &pg, e))
		return e->code;
	if (!schema_check(pg, e) && !project_is_old(pg, &old, e) && old)
		journal("the appeals are those of an older program: run pult-central rebuild");
	pg_give(c->pool, pg);
	return e->code;
}

/* What is large is given back when it is done with: by itself the allocator moves that limit up to 64 MiB with what it
 * sees, and each thread keeps so much. */
static void keep_little(void)
{
	mallopt(M_MMAP_THRESHOLD, KEEP_MAX);
	mallopt(M_TRIM_THRESHOLD, KEEP_MAX);
}

enum err_code central_serve(const struct settings *set, struct arena *mem, struct err *e)
{
	struct central c = { .set = set };
	struct MHD_Daemon *daemon;
	sigset_t ends;

	keep_little();
	sigemptyset(&ends);
	sigaddset(&ends, SIGTERM);
	sigaddset(&ends, SIGINT);
	pthread_sigmask(SIG_BLOCK, &ends, NULL);
	signal(SIGPIPE, SIG_IGN);
	c.pool = pg_pool_new(set->database, settings_number(set->threads, THREADS_MAX));
	c.watch = watch_new(1000LL * settings_number(set->patience, PATIENCE_MAX_S));
	c.pins = pins_open(set->pin_keys);
	c.gate = gate_new();
	if (!check_database(&c, e)) {
		c.waiters = waiters_start(set->database, on_tick, &c);
		if (!start(&c, mem, &daemon, e)) {
			journal("serving on %s%s", set->listen, *set->certificate ? " (TLS)" : "");
			wait_for_end(&ends);
			end(&c, daemon);
		} else {
			waiters_stop(c.waiters);
		}
		waiters_free(c.waiters);
	}
	pins_close(c.pins);
	gate_free(c.gate);
	watch_free(c.watch);
	pg_pool_free(c.pool);
	return e->code;
}
