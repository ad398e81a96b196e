/* data/link/sync.c - see sync.h: the loop over the two lines of work, their faults and when they try again. */
#include "data/link/sync.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "core/i18n.h"
#include "data/link/sync_inner.h"
#include "data/store/bell.h"

enum {
	IDLE_MS = 50,        /* between two steps of maintenance, 10-40 ms each */
	TURN_MS = 1000,      /* a signal that came just before the wait is seen after this */
	SOON_MS = 100,       /* after the bell: what comes in a burst goes in one request */
	SAID_MS = 30000,     /* the time of the last good exchange is written down so often */
	BACK_OFF_MAX_S = 60, /* pult-sync(7) */
	RETRY_MIN_S = 1,     /* a slip in the centre's Retry-After must not make a site hammer it */
	RETRY_MAX_S = 600,   /* nor silence it for days */
	BODY_MAX = 17 << 20  /* a photograph has at most 16 MiB */
};

int64_t sync_mono_ms(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (int64_t)ts.tv_sec * 1000 + ts.tv_nsec / 1000000;
}

/* --- faults -------------------------------------------------------------------------------------- */

/* Half of it and a random part of the other half: a hundred sites shall not come back at the same instant. */
static int64_t with_jitter(int64_t ms)
{
	return ms / 2 + (int64_t)randombytes_uniform((uint32_t)(ms / 2 + 1));
}

void lane_fails(struct sync *y, struct lane *l, enum sync_fault f, int64_t value, int64_t wait_s)
{
	int64_t back_off = l->tries < 6 ? (int64_t)1 << l->tries : BACK_OFF_MAX_S;

	l->again_ms = y->now + (wait_s >= 0 ? wait_s * 1000 : with_jitter(back_off * 1000));
	l->tries++;
	l->fault = f;
	l->value = value;
}

/* Where one line gets through, the other need not wait its time out. */
void lane_works(struct sync *y, struct lane *l)
{
	struct lane *other = l == &y->push ? &y->pull : &y->push;

	if (l->fault && other->fault == l->fault)
		other->again_ms = 0;
	l->tries = 0;
	l->again_ms = 0;
	l->fault = SYNC_NONE;
	l->value = 0;
	y->look_ms = l == &y->push ? 0 : y->look_ms;
}

static const struct {
	enum http_fate fate;
	enum sync_fault fault;
} fates[] = {
	{ HTTP_AWAY, SYNC_AWAY },
	{ HTTP_NO_NAME, SYNC_NO_NAME },
	{ HTTP_UNTRUSTED, SYNC_UNTRUSTED },
	{ HTTP_TOO_BIG, SYNC_ANSWER },
};

/* wait_s -1: by back-off, or as Retry-After asks. What asking again does not cure waits a minute at least, whatever is
 * asked (pult-sync(7)). */
static const struct {
	long from, to;
	enum sync_fault fault;
	int wait_s;
} statuses[] = {
	{ 400, 400, SYNC_REQUEST, 60 },
	{ 401, 401, SYNC_TOKEN, 60 },
	{ 403, 403, SYNC_SITE, 60 },
	{ 408, 408, SYNC_AWAY, -1 },
	{ 409, 409, SYNC_NONE, 0 },
	{ 413, 413, SYNC_NONE, 0 },
	{ 422, 422, SYNC_NONE, 0 },
	{ 429, 429, SYNC_BUSY, -1 },
	{ 404, 499, SYNC_REQUEST, 60 },
	{ 500, 599, SYNC_BUSY, -1 },
	{ 200, 200, SYNC_NONE, 0 },
};

static int64_t pause_s(int64_t retry_s, int wait_s)
{
	int64_t least = wait_s > 0 ? wait_s : RETRY_MIN_S;

	if (retry_s < 0)
		return wait_s;
	return retry_s < least ? least : retry_s > RETRY_MAX_S ? RETRY_MAX_S : retry_s;
}

bool lane_refused(struct sync *y, struct lane *l, const struct http_answer *a)
{
	for (size_t i = 0; i < COUNT(fates); i++)
		if (fates[i].fate == a->fate) {
			lane_fails(y, l, fates[i].fault, a->status, -1);
			return true;
		}
	for (size_t i = 0; i < COUNT(statuses); i++) {
		if (a->status < statuses[i].from || a->status > statuses[i].to)
			continue;
		if (statuses[i].fault)
			lane_fails(y, l, statuses[i].fault, a->status, pause_s(a->retry_s, statuses[i].wait_s));
		return statuses[i].fault != SYNC_NONE;
	}
	lane_fails(y, l, SYNC_ANSWER, a->status, -1);
	return true;
}

/* What people are told of: what holds events up comes first. */
static void find_fault(struct sync *y)
{
	const struct lane *l = y->push.fault ? &y->push : &y->pull;
	bool no_pins = !l->fault && y->want_key && y->key_status;

	y->report.fault = no_pins ? SYNC_PIN_KEY : l->fault;
	y->report.value = no_pins ? y->key_status : l->value;
}

static const char *why(const struct sync *y, struct arena *mem)
{
	return y->report.fault == SYNC_HERE && *y->here.msg ? y->here.msg
		: sync_fault_say(mem, y->report.fault, y->report.value);
}

/* Into the base, for the screens, and to who runs this; only when it is another one than before. */
static void tell(struct sync *y, const struct sync_wish *w)
{
	struct arena mem = { 0 };
	struct err e = { 0 };

	find_fault(y);
	enum sync_fault f = y->report.fault;

	if (f == y->told || (!f && !y->known) || sync_state_fault(y->s, sync_fault_word(f), y->report.value, &e))
		return;
	y->told = f;
	if (w->tell)
		w->tell(w->ctx, f ? why(y, &mem) : _("There is a connection with the centre again."));
	arena_free(&mem);
}

/* --- a turn -------------------------------------------------------------------------------------- */

static enum err_code open_lines(struct sync *y, struct err *e)
{
	http_close(y->push.http);
	http_close(y->pull.http);
	y->push.http = y->pull.http = NULL;
	link_loop_close(&y->loop);
	if (http_open(&y->loop, &y->push.http, e))
		return e->code;
	return http_open(&y->loop, &y->pull.http, e);
}

/* Another centre, another token: what is under way is given up, its connections are closed, and nothing that was said
 * by who was there before counts. */
static enum err_code meet(struct sync *y, struct err *e)
{
	struct lane *lanes[] = { &y->push, &y->pull };

	push_forget(y);
	pull_forget(y);
	if (open_lines(y, e))
		return e->code;
	if (y->body.p)
		explicit_bzero(y->body.p, y->body.len); /* it may be the key of PINs */
	for (size_t i = 0; i < COUNT(lanes); i++)
		*lanes[i] = (struct lane){ .http = lanes[i]->http };
	y->known = y->want_key = y->behind = y->forked = y->anew = y->all_sent = y->all_there = false;
	y->key_ms = y->key_status = y->look_ms = 0;
	y->key_left = y->key_round = y->key_asks = 0;
	y->most = EVENT_LINES_MAX;
	y->room = 0;
	return ERR_OK;
}

/* Settings, certificates and token may be changed at any time, most of all because of a fault. */
static enum err_code look_where(struct sync *y, struct err *e)
{
	if (y->place_ms && y->now - y->place_ms < TURN_MS)
		return ERR_OK;
	y->place_ms = y->now;
	return place_changed(y->s, &y->place) ? meet(y, e) : ERR_OK;
}

void lane_begin(struct sync *y, struct lane *l, const struct http_request *r,
		void (*answered)(struct sync *, const struct http_answer *))
{
	struct err e = { 0 };

	l->answered = answered;
	if (http_start(l->http, &y->place.to, r, &e))
		lane_fails(y, l, SYNC_HERE, 0, -1);
}

static void lane_turn(struct sync *y, struct lane *l, void (*turn)(struct sync *))
{
	const struct http_answer *a = http_answered(l->http);

	if (a) {
		l->answered(y, a);
		http_done(l->http);
	}
	if (!http_flies(l->http) && y->now >= l->again_ms)
		turn(y);
}

bool fault_is_of_events(enum sync_fault f)
{
	return f == SYNC_FORK || f == SYNC_CLOCK || f == SYNC_EVENT || f == SYNC_TOO_BIG;
}

/* The lane of sending finds out how far the centre is; after a fault it is asked anew. */
static void push(struct sync *y)
{
	if (y->push.fault && !fault_is_of_events(y->push.fault))
		y->known = false;
	if (!y->place.to.url)
		y->push.again_ms = y->now + TURN_MS;
	else if (!*y->place.to.token)
		lane_fails(y, &y->push, SYNC_NO_TOKEN, 0, -1);
	else
		push_turn(y);
}

static enum err_code turn(struct sync *y, struct err *e)
{
	y->now = sync_mono_ms();
	if (look_where(y, e))
		return e->code;
	http_work(&y->loop);
	lane_turn(y, &y->push, push);
	lane_turn(y, &y->pull, pull_turn);
	http_work(&y->loop);
	if (y->known && !y->push.fault && !y->pull.fault && y->now - y->said_ms > SAID_MS) {
		const struct clock_ops *clock = store_clock(y->s);
		struct err here = { 0 };

		y->said_ms = y->now;
		if (sync_state_good(y->s, -1, clock->now_ms(clock->ctx), &here))
			lane_fails(y, &y->push, SYNC_HERE, 0, -1);
	}
	return ERR_OK;
}

/* Until when nothing happens by itself. */
static int wait_ms(const struct sync *y)
{
	const struct lane *lanes[] = { &y->push, &y->pull };
	int64_t until = y->now + TURN_MS;

	if (y->page && !http_flies(y->pull.http) && y->now >= y->pull.again_ms)
		return 0;
	for (size_t i = 0; i < COUNT(lanes); i++)
		if (!http_flies(lanes[i]->http) && lanes[i]->again_ms > y->now && lanes[i]->again_ms < until)
			until = lanes[i]->again_ms;
	if (!http_flies(y->push.http) && y->push.again_ms <= y->now && !y->behind && (!y->known || y->look_ms < until))
		until = y->known ? y->look_ms : y->now;
	int64_t key = y->want_key ? y->key_ms : y->key_ask_ms, now = sync_mono_ms();

	if (y->key_asks && !http_flies(y->push.http) && key > y->now && key < until)
		until = key;
	return until > now ? (int)(until - now) : 0;
}

static void wait_for_something(struct sync *y, int bell, int fd, int most_ms)
{
	struct link_watch w[] = { { .fd = bell, .want = LINK_READ }, { .fd = fd, .want = LINK_READ } };

	link_wait(&y->loop, w, COUNT(w), wait_ms(y) < most_ms ? wait_ms(y) : most_ms);
	if (w[0].got && bell_heard(bell) && y->look_ms > sync_mono_ms() + SOON_MS)
		y->look_ms = sync_mono_ms() + SOON_MS;
}

/* A request of this site that was cut off a moment ago may still be worked on: that passes. */
static bool fails(const struct lane *l)
{
	enum { TRIES = 5, TOO_MANY = 429 };

	return l->fault && (l->fault != SYNC_BUSY || l->value != TOO_MANY || l->tries >= TRIES);
}

/* What holds up only what is sent from here does not keep what comes. */
static bool is_even(const struct sync *y)
{
	return y->all_there && (y->all_sent || fault_is_of_events(y->push.fault));
}

static bool is_over(struct sync *y, const struct sync_wish *w)
{
	struct sync_state st;
	struct err e = { 0 };
	int64_t total = 0;

	if (!sync_state_read(y->s, &st, &e))
		total = st.last - y->first;
	if (w->p && !w->p->step(w->p->ctx, y->acked - y->first, total))
		return true;
	return w->once && ((fails(&y->push) && !fault_is_of_events(y->push.fault)) || fails(&y->pull) || is_even(y));
}

static enum err_code run(struct sync *y, const struct sync_wish *w, struct err *e)
{
	int bell = bell_watch(y->s);
	int64_t checked = 0;

	do {
		if (turn(y, e))
			break;
		tell(y, w);
		if (y->now - checked >= TURN_MS) {
			checked = y->now;
			if (store_check_version(y->s, e))
				break;
		}
		if (is_over(y, w))
			break;
		/* Where nobody has a workstation open, this is the one who is ever idle. */
		bool more = !w->once && !y->page && !http_flies(y->push.http) && store_idle(y->s);

		wait_for_something(y, bell, w->fd, more ? IDLE_MS : TURN_MS);
	} while (true);
	if (bell >= 0)
		close(bell);
	return e->code;
}

static void end(struct sync *y)
{
	http_close(y->push.http);
	http_close(y->pull.http);
	link_loop_close(&y->loop);
	arena_free(&y->push.mem);
	arena_free(&y->pull.mem);
	out_free(&y->body);
	place_forget(&y->place);
}

static enum err_code begin(struct sync *y, const struct sync_wish *w, struct err *e)
{
	struct sync_state st;

	if (sodium_init() < 0)
		return err_set(e, ERR_FAILED, "%s", _("The cryptographic library cannot start."));
	if (sync_state_read(y->s, &st, e))
		return e->code;
	if (w->once && !st.configured)
		return err_set(e, ERR_INVALID, "%s",
			       _("This site works alone: no centre is configured. Give its address by «pult setting central "
				 "https://…» and the token by «pult sync --token FILE»."));
	y->told = sync_fault_of(st.fault);
	return open_lines(y, e);
}

enum err_code sync_run(struct store *s, const struct sync_wish *w, struct sync_report *out, struct err *e)
{
	struct sync y = { .s = s, .once = w->once, .most = EVENT_LINES_MAX, .body.max = BODY_MAX };
	enum err_code rc = begin(&y, w, e);

	if (!rc)
		rc = run(&y, w, e);
	*out = y.report;
	if (!rc && w->once && out->fault) {
		struct arena mem = { 0 };

		rc = err_set(e, sync_fault_code(out->fault), "%s", why(&y, &mem));
		arena_free(&mem);
	}
	end(&y);
	return rc;
}
