/* server/route_events.c - POST and GET /v1/events (pult-sync(7)). */
#include "core/i18n.h"
#include "server/gate.h"
#include "server/log.h"
#include "server/now.h"
#include "server/pins.h"
#include "server/routes.h"

enum {
	PAGE_MAX = 8 * 1024 * 1024, /* a page is cut at 3 MiB of bodies; escapes make them longer */
	PAGE_DEFAULT = 500,
	WAIT_MAX_S = 60,
	WAIT_KEY_S = 5, /* while this host lacks the site's PIN key: it is told with the answer */
	COMMIT_PAUSE_S = 10
};

/* --- POST -------------------------------------------------------------------------------------- */

static enum handled conflict(struct request *r, const struct log_answer *a, const char *word, const char *sentence)
{
	char head[9];

	event_head(a->end.hash, head);
	answer_error(r, 409, word, sentence);
	answer_member(r, "expected", a->end.seq + 1);
	r->answer.body.len--;
	out_printf(&r->answer.body, ",\"head\":\"%s\"}", head);
	return HANDLED;
}

static enum handled about_event(struct request *r, unsigned status, const char *word, const char *sentence,
				const struct log_answer *a)
{
	answer_error(r, status, word, sentence);
	answer_member(r, "seq", a->seq);
	answer_member(r, "now", now_ms());
	return HANDLED;
}

static enum handled refuse(struct request *r, const struct log_answer *a)
{
	switch (a->verdict) {
	case LOG_GAP:
		return conflict(r, a, "gap", _("Events are missing before these; nothing was stored."));
	case LOG_FORK:
		return conflict(r, a, "fork",
				_("The log does not follow from what the server has: two different logs bear one code of a site. Nothing was stored."));
	case LOG_CLOCK:
		return about_event(r, 422, "clock",
				   _("The event is more than 10 minutes ahead of the server's clock; nothing was stored."), a);
	case LOG_FOREIGN:
		return about_event(r, 403, "site", _("The event is of another site than the token; nothing was stored."), a);
	case LOG_BODY:
		return about_event(r, 422, "event", _("The body of the event is not a JSON object; nothing was stored."), a);
	case LOG_WRONG:
	case LOG_TAKEN:
		break;
	}
	return about_event(r, 422, "event",
			   _("The event is not as it was written: its hash, clock or a length is wrong. Nothing was stored."), a);
}

static enum handled taken(struct request *r, const struct log_answer *a)
{
	char head[9];

	event_head(a->end.hash, head);
	atomic_fetch_add(&r->c->count.events_stored, a->stored);
	r->answer.status = 200;
	r->answer.body.max = PAGE_MAX;
	out_printf(&r->answer.body, "{\"acked\":%lld,\"head\":\"%s\",\"now\":%lld,\"site\":", (long long)a->end.seq, head,
		   (long long)now_ms());
	out_json(&r->answer.body, r->site.code);
	out_text(&r->answer.body, pins_lack(r->c->pins, r->site.code) ? ",\"want_pin_key\":true}" : "}");
	return HANDLED;
}

/* While the database does not end its commits, one request in COMMIT_PAUSE_S finds out whether it does again: each of
 * them holds a thread for seconds. */
static bool may_commit(struct central *c, bool *finds_out)
{
	long long from = atomic_load(&c->commits_from_ms), now = steady_ms();

	*finds_out = from && now >= from && atomic_compare_exchange_strong(&c->commits_from_ms, &from,
									   now + 1000 * COMMIT_PAUSE_S);
	return !from || *finds_out;
}

/* What was refused or failed was rolled back: that says nothing of commits, and the next one finds out. Else a site
 * that sends what is always refused would keep all others away. */
static void note_commit(struct central *c, bool finds_out, bool late, bool taken)
{
	if (late)
		atomic_store(&c->commits_from_ms, steady_ms() + 1000 * COMMIT_PAUSE_S);
	else if (taken)
		atomic_store(&c->commits_from_ms, 0);
	else if (finds_out)
		atomic_store(&c->commits_from_ms, steady_ms());
}

static enum handled no_commits(struct request *r)
{
	answer_header(r, "Retry-After", arena_printf(&r->mem, "%d", (int)COMMIT_PAUSE_S));
	return answer_error(r, 503, "busy", _("The database does not answer now. Try again a little later."));
}

static enum handled post(struct request *r)
{
	struct err e = { 0 };
	struct log_answer a;
	struct event *evs;
	struct pg *pg;
	bool finds_out;
	int n;

	if (event_lines_read(r->body.p, r->body.len, &r->mem, &evs, &n, &e))
		return e.code == ERR_REFUSED ? answer_too_big(r) : answer_err(r, &e);
	if (!may_commit(r->c, &finds_out))
		return no_commits(r);
	if (pg_take(r->c->pool, &pg, &e)) {
		note_commit(r->c, finds_out, false, false);
		return answer_err(r, &e);
	}
	enum err_code rc = log_append(pg, r->site.code, evs, n, &r->mem, &a, &e);

	pg_give(r->c->pool, pg);
	note_commit(r->c, finds_out, a.late, !rc && a.verdict == LOG_TAKEN);
	if (rc)
		return a.late ? no_commits(r) : answer_err(r, &e);
	return a.verdict == LOG_TAKEN ? taken(r, &a) : refuse(r, &a);
}

enum handled route_events_post(struct request *r)
{
	if (!gate_enter(r->c->gate, r->site.id)) {
		answer_header(r, "Retry-After", "2");
		return answer_error(r, 429, "rate", _("A request of this site is being worked on already."));
	}
	enum handled h = post(r);

	gate_leave(r->c->gate, r->site.id);
	return h;
}

/* --- GET --------------------------------------------------------------------------------------- */

static enum handled send_page(struct request *r, const struct log_page *page, bool own)
{
	char head[9], next[32];

	atomic_fetch_add(&r->c->count.events_sent, page->n);
	log_place_write(&page->next, next);
	r->answer.status = 200;
	r->answer.type = "application/x-ndjson";
	answer_header(r, "Pult-Next", arena_strdup(&r->mem, next));
	if (r->waiter.wants_key || pins_lack(r->c->pins, r->site.code))
		answer_header(r, "Pult-Want", "pin-key");
	if (own) {
		event_head(page->head, head);
		answer_header(r, "Pult-Head", arena_strdup(&r->mem, head));
	}
	return HANDLED;
}

static enum err_code read_page(struct request *r, bool own, struct log_page *page, struct err *e)
{
	struct pg *pg;

	r->answer.body.max = PAGE_MAX;
	r->answer.body.len = 0;
	if (pg_take(r->c->pool, &pg, e))
		return e->code;
	enum err_code rc = own ? log_own(pg, r->site.code, page, &r->answer.body, e)
			       : log_others(pg, r->site.code, page, &r->answer.body, e);

	pg_give(r->c->pool, pg);
	return rc;
}

static enum handled lost(struct request *r, const struct log_page *page)
{
	answer_error(r, 409, "position",
		     _("There is no such position: the server was restored from a backup. Ask again from 0."));
	answer_member(r, "last", page->last);
	return HANDLED;
}

/* Looks, and sleeps while there is nothing; called again when it was woken. */
static enum handled page_of_others(struct request *r, struct log_page *page)
{
	struct err e = { 0 };

	for (;;) {
		uint64_t mark = waiters_mark(r->c->waiters);

		page->after = r->after;
		if (read_page(r, false, page, &e))
			return answer_err(r, &e);
		if (page->lost)
			return lost(r, page);
		if (page->n || r->waiter.wants_key || steady_ms() >= r->waiter.until_ms)
			return send_page(r, page, false);
		r->after = page->next; /* what was left out is not looked at again */
		switch (waiters_sleep(r->c->waiters, &r->waiter, mark)) {
		case WAITERS_ASLEEP:
			return HANDLED_ASLEEP;
		case WAITERS_LOOK:
			break;
		case WAITERS_OVER:
			return send_page(r, page, false);
		case WAITERS_FULL:
			answer_header(r, "Retry-After", "5");
			return answer_error(r, 429, "rate", _("Too many requests of this site wait already."));
		}
	}
}

static enum handled bad_parameter(struct request *r)
{
	return answer_error(r, 400, "request", _("A parameter is not a number, or it is out of bounds."));
}

enum handled route_events_get(struct request *r)
{
	struct log_page page = { .limit = PAGE_DEFAULT };
	const char *site = request_value(r, "site");
	const char *after = request_value(r, "after");
	int64_t limit = PAGE_DEFAULT, wait = 0;
	struct err e = { 0 };

	if (!log_place_read(after ? after : "0", &page.after) || !request_number(r, "wait", 0, WAIT_MAX_S, &wait) ||
	    !request_number(r, "limit", 1, EVENT_LINES_MAX, &limit) || (site && strcmp(site, "own") != 0))
		return bad_parameter(r);
	page.limit = (int)limit;
	if (site) {
		if (read_page(r, true, &page, &e))
			return answer_err(r, &e);
		if (page.n == 0)
			page.next.pos = page.after.pos;
		page.next.head[0] = '\0'; /* a seq */
		return send_page(r, &page, true);
	}
	if (!r->waiter.until_ms) { /* the first look */
		r->after = page.after;
		if (pins_lack(r->c->pins, r->site.code) && wait > WAIT_KEY_S)
			wait = WAIT_KEY_S;
		r->waiter.until_ms = steady_ms() + wait * 1000;
		r->waiter.site = r->site.id;
	}
	return page_of_others(r, &page);
}
