/* data/link/sync_push.c - sending: how far is the centre, the key of PINs, photographs, events (pult-sync(7)). */
#include <jansson.h>
#include <sodium.h>

#include "data/link/sync_inner.h"
#include "data/store/blob.h"

enum {
	ANSWER_MAX = 64 * 1024,
	REQUEST_BYTES = EVENT_LINES_BYTES / 2, /* of bodies; as JSON they are longer */
	LOOK_MS = 5000,                        /* in case a ring of the bell was lost */
	ASK_MS = 60 * 1000,                    /* a centre that was restored from a backup is found out by asking */
	KEY_AGAIN_MS = 60 * 1000,              /* pult-sync(7) */
	KEY_STEP_MS = 1000,
	KEY_ROUND_MAX = 4,
	KEY_ASKS = 6                           /* a balancer goes round so many hosts, with the requests of receiving */
};

static json_t *read_answer(const struct http_answer *a)
{
	return a->body.p ? json_loadb(a->body.p, a->body.len, JSON_REJECT_DUPLICATES, NULL) : NULL;
}

bool push_read_ack(const struct http_answer *a, int64_t *acked, char head[9], bool *want_key)
{
	json_t *o = read_answer(a);
	const json_t *seq = json_object_get(o, "acked");
	const char *h = json_string_value(json_object_get(o, "head"));
	bool good = json_is_integer(seq) && json_integer_value(seq) >= 0 && h && strlen(h) == 8;

	if (good) {
		*acked = json_integer_value(seq);
		memcpy(head, h, 9);
		*want_key = json_is_true(json_object_get(o, "want_pin_key"));
	}
	json_decref(o);
	return good;
}

void push_forget(struct sync *y)
{
	y->box = (struct outbox){ .n = 0 };
	y->nfiles = y->file = 0;
	y->files = NULL;
	arena_free(&y->push.mem);
}

static void fork_found(struct sync *y, int64_t seq)
{
	y->forked = true;
	y->known = false;
	lane_fails(y, &y->push, SYNC_FORK, seq, SYNC_FORK_S);
}

/* The centre has the log up to seq with this head: is it ours? */
static void settle(struct sync *y, int64_t seq, const char *head)
{
	struct sync_state st;
	struct err e = { 0 };
	uint8_t hash[EVENT_HASH];
	char ours[9] = "";

	if (sync_state_read(y->s, &st, &e)) {
		lane_fails(y, &y->push, SYNC_HERE, 0, -1);
		return;
	}
	if (seq > st.last && y->forked) {
		fork_found(y, st.last);
		return;
	}
	if (seq > st.last && !st.restored && sync_state_behind(y->s, &e)) {
		lane_fails(y, &y->push, SYNC_HERE, 0, -1);
		return;
	}
	y->behind = st.restored || seq > st.last;
	if (outbox_hash(y->s, seq, hash, &e))
		event_head(hash, ours);
	if (seq <= st.last && strcmp(ours, head) != 0) {
		fork_found(y, seq);
		return;
	}
	y->forked = false;
	y->known = true;
	y->asked_ms = y->now;
	y->acked = seq;
	lane_works(y, &y->push);
}

/* What the centre has more of, while this base lacks it, may be another log: only what stands here is acknowledged. */
static void note_good(struct sync *y)
{
	const struct clock_ops *clock = store_clock(y->s);
	struct err e = { 0 };

	y->said_ms = y->now;
	if (sync_state_good(y->s, y->behind ? -1 : y->acked, clock->now_ms(clock->ctx), &e))
		lane_fails(y, &y->push, SYNC_HERE, 0, -1);
}

/* Not in step with other sites: the balancer would give the same host to the same site each time. */
static int64_t key_step_ms(void)
{
	return KEY_STEP_MS + (int64_t)randombytes_uniform(KEY_STEP_MS / 2);
}

/* --- how far is the centre ---------------------------------------------------------------------- */

static void asked(struct sync *y, const struct http_answer *a)
{
	int64_t acked;
	char head[9];
	bool want;

	if (lane_refused(y, &y->push, a))
		return;
	if (a->status != 200 || !push_read_ack(a, &acked, head, &want)) {
		lane_fails(y, &y->push, SYNC_ANSWER, a->status, -1);
		return;
	}
	y->key_ask_ms = y->now + key_step_ms();
	if (!y->known)
		y->key_asks = KEY_ASKS; /* a host may have come up again, and without the key */
	else if (!want && y->key_asks && --y->key_asks == 0)
		y->key_round = 0;
	push_key_said(y, want);
	settle(y, acked, head);
	if (!y->known)
		return;
	if (y->box.n && y->box.ev[0].seq != acked + 1)
		push_forget(y);
	y->first = acked;
	note_good(y);
}

static void ask(struct sync *y)
{
	static const struct out nothing;

	lane_begin(y, &y->push, &(struct http_request){ .path = "/v1/events", .body = &nothing, .max = ANSWER_MAX }, asked);
}

/* --- the key of PINs ---------------------------------------------------------------------------- */

/* Behind a balancer the host that lacks the key need not be the one that is given it: it is given again while any
 * answer wants it, each time once more in a row, for with as many hosts as requests in a round always the same one
 * would get it. Then it is asked until nobody wants it any more. */
void push_key_said(struct sync *y, bool want)
{
	if (want && !y->want_key) {
		y->key_round += y->key_round < KEY_ROUND_MAX;
		y->key_left = y->key_round;
	}
	if (!want && y->key_status)
		y->key_left = 0;
	y->want_key = want || y->key_left;
}

/* No answer and an unknown token are faults of the line; any other refusal is of the key alone. It is tried again
 * later and holds no events up: a citizen who cannot ask for the state is no reason to keep the city's log here. */
static void key_given(struct sync *y, const struct http_answer *a)
{
	enum { OK = 200, NOBODY = 401, LATER = 429 };

	if (y->body.p)
		explicit_bzero(y->body.p, y->body.len);
	y->body.len = 0;
	if ((a->fate != HTTP_ANSWERED || a->status == NOBODY) && lane_refused(y, &y->push, a))
		return;
	y->key_status = a->status != OK && a->status != LATER ? a->status : 0;
	y->key_ms = y->now + (y->key_status ? KEY_AGAIN_MS : key_step_ms());
	if (a->status == OK) {
		y->key_left -= y->key_left > 0;
		y->want_key = y->key_left > 0;
		y->key_asks = KEY_ASKS;
		y->key_ask_ms = y->key_ms;
	}
	lane_works(y, &y->push);
}

static void give_key(struct sync *y, const char *hex)
{
	y->body.len = 0;
	out_printf(&y->body, "{\"key\":\"%s\"}", hex);
	lane_begin(y, &y->push, &(struct http_request){ .path = "/v1/pin-key", .body = &y->body, .max = ANSWER_MAX },
		   key_given);
}

/* --- photographs -------------------------------------------------------------------------------- */

static void file_sent(struct sync *y, const struct http_answer *a)
{
	/* One that is too large, or damaged, must not hold up the events: it stays here and can be seen here. */
	bool passed = a->fate == HTTP_ANSWERED && (a->status == 413 || a->status == 422);

	if (!passed && lane_refused(y, &y->push, a))
		return;
	if (!passed && a->status != 200) {
		lane_fails(y, &y->push, SYNC_REQUEST, a->status, -1);
		return;
	}
	y->report.files += !passed;
	y->file++;
	lane_works(y, &y->push);
}

static bool load_file(struct sync *y, const char *name)
{
	struct arena mem = { 0 };
	struct blob b;

	y->body.len = 0;
	y->body.full = false;
	bool there = blob_load(y->s, name, &mem, &b) && out_bytes(&y->body, b.data, b.len);

	arena_free(&mem);
	return there;
}

/* False: there is none to send (any more). */
static bool send_file(struct sync *y)
{
	char path[sizeof("/v1/blobs/") + BLOB_NAME];

	while (y->file < y->nfiles && !load_file(y, y->files[y->file]))
		y->file++; /* erased since, or never here */
	if (y->file >= y->nfiles)
		return false;
	snprintf(path, sizeof(path), "/v1/blobs/%s", y->files[y->file]);
	lane_begin(y, &y->push, &(struct http_request){ .path = path, .body = &y->body, .plain = true,
		.max = ANSWER_MAX }, file_sent);
	return true;
}

/* --- events ------------------------------------------------------------------------------------- */

static void gap_or_fork(struct sync *y, const struct http_answer *a)
{
	json_t *o = read_answer(a);
	const char *word = json_string_value(json_object_get(o, "error"));
	const char *head = json_string_value(json_object_get(o, "head"));
	int64_t expected = json_integer_value(json_object_get(o, "expected"));

	int64_t before = y->acked;

	if (word && head && strcmp(word, "gap") == 0 && expected > 0) {
		settle(y, expected - 1, head);
		/* It wants what it was sent: the same again at once would get the same answer. */
		if (!y->push.fault && !y->behind && y->acked == before)
			lane_fails(y, &y->push, SYNC_ANSWER, a->status, SYNC_FORK_S);
	} else {
		fork_found(y, expected);
	}
	json_decref(o);
}

static void wrong_event(struct sync *y, const struct http_answer *a)
{
	json_t *o = read_answer(a);
	const char *word = json_string_value(json_object_get(o, "error"));
	int64_t seq = json_integer_value(json_object_get(o, "seq")), now = json_integer_value(json_object_get(o, "now"));
	int64_t ahead = 0;

	for (int i = 0; i < y->taken; i++) {
		int64_t at = y->box.ev[i].hlc / 65536;

		ahead = (at - now) / 1000 > ahead ? (at - now) / 1000 : ahead;
	}
	if (word && strcmp(word, "clock") == 0)
		lane_fails(y, &y->push, SYNC_CLOCK, ahead, -1);
	else
		lane_fails(y, &y->push, SYNC_EVENT, seq ? seq : y->box.ev[0].seq, SYNC_FORK_S);
	json_decref(o);
}

static void send_fewer(struct sync *y)
{
	y->most = y->taken > 1 ? y->taken / 2 : 1;
}

/* Half as many, and no more than half as much until all is sent: who has a limit keeps it. One that is too big by
 * itself stays, and people are told. */
static void too_many(struct sync *y)
{
	if (y->taken > 1) {
		send_fewer(y);
		y->room = y->body.len / 2;
		y->push.again_ms = y->look_ms = 0; /* at once: nobody waits for the next look */
		return;
	}
	lane_fails(y, &y->push, SYNC_TOO_BIG, y->box.ev[0].seq, SYNC_FORK_S);
}

static void acked(struct sync *y, const struct http_answer *a)
{
	int64_t seq;
	char head[9];
	bool want;

	if (!push_read_ack(a, &seq, head, &want)) {
		lane_fails(y, &y->push, SYNC_ANSWER, a->status, -1);
		return;
	}
	push_key_said(y, want);
	int64_t before = y->acked;

	settle(y, seq, head);
	if (y->push.fault)
		return;
	y->report.sent += seq > before ? seq - before : 0;
	y->most = y->most * 2 < EVENT_LINES_MAX ? y->most * 2 : EVENT_LINES_MAX;
	note_good(y);
}

/* A line that breaks off lets a smaller piece through, perhaps; and who refuses a large one before he has read it may
 * break the line off, so that the refusal is lost. */
static void sent(struct sync *y, const struct http_answer *a)
{
	if (a->fate == HTTP_AWAY)
		send_fewer(y);
	if (a->fate != HTTP_ANSWERED || (a->status != 409 && a->status != 413 && a->status != 422)) {
		if (!lane_refused(y, &y->push, a))
			acked(y, a);
	} else if (a->status == 409) {
		gap_or_fork(y, a);
	} else if (a->status == 422) {
		wrong_event(y, a);
	} else {
		too_many(y);
	}
	push_forget(y);
}

/* What the events name goes before them. */
static void list_files(struct sync *y)
{
	y->files = arena_alloc(&y->push.mem, (size_t)y->box.n * sizeof(*y->files));
	y->nfiles = y->file = 0;
	for (int i = 0; i < y->box.n; i++) {
		const char *name = sync_file_of(&y->box.ev[i], &y->push.mem);

		if (name)
			y->files[y->nfiles++] = name;
	}
}

/* Lines of as many events of the box as one request takes. */
static void send_events(struct sync *y)
{
	y->body.len = 0;
	y->body.full = false;
	y->taken = 0;
	for (int i = 0; i < y->box.n; i++) {
		size_t before = y->body.len, room = i && y->room ? y->room : EVENT_LINES_BYTES;

		if (event_line_write(&y->body, &y->box.ev[i], 0) && y->body.len <= room) {
			y->taken++;
			continue;
		}
		y->body.len = before;
		break;
	}
	if (!y->taken) {
		lane_fails(y, &y->push, SYNC_TOO_BIG, y->box.ev[0].seq, SYNC_FORK_S);
		push_forget(y);
		return;
	}
	lane_begin(y, &y->push, &(struct http_request){ .path = "/v1/events", .body = &y->body, .max = ANSWER_MAX }, sent);
}

/* The next events; false: there are none. */
static bool take_box(struct sync *y)
{
	struct outbox_size most = { .n = y->most, .bytes = REQUEST_BYTES };
	struct err e = { 0 };

	push_forget(y);
	if (outbox_read(y->s, y->acked, &most, &y->push.mem, &y->box, &e)) {
		lane_fails(y, &y->push, SYNC_HERE, 0, -1);
		return false;
	}
	y->all_sent = y->box.n == 0;
	y->room = y->all_sent ? 0 : y->room;
	y->look_ms = y->now + LOOK_MS;
	if (y->box.n)
		list_files(y);
	return y->box.n > 0;
}

static bool is_to_ask(const struct sync *y)
{
	bool of_key = y->key_asks && !y->want_key && y->now >= y->key_ask_ms;

	return !y->known || (!y->box.n && !y->push.fault && (of_key || y->now - y->asked_ms >= ASK_MS));
}

void push_turn(struct sync *y)
{
	char hex[65];

	if (is_to_ask(y)) {
		ask(y);
		return;
	}
	if (y->behind)
		return;
	if (y->want_key && y->now >= y->key_ms && outbox_pin_key(y->s, hex)) {
		give_key(y, hex);
		explicit_bzero(hex, sizeof(hex));
		return;
	}
	if (!y->box.n && (y->now < y->look_ms || !take_box(y)))
		return;
	if (!send_file(y))
		send_events(y);
}
