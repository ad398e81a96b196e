/* t_sync_refused - data/link/sync: how long a lane waits after an answer that asks for a pause (pult-sync(7)), and what
 * each does after an answer that refuses. Nothing is sent: the answers are given here. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "core/event_lines.h"
#include "data/link/sync_inner.h"
#include "store_base.h"

static void a_pause_has_two_ends(void **state)
{
	static const struct {
		long status;
		int64_t retry_s, wait_s;
	} cases[] = {
		{ 503, 5, 5 }, { 503, 1, 1 }, { 503, 0, 1 }, { 429, 0, 1 }, { 429, 599, 599 },
		{ 503, 600, 600 }, { 503, 601, 600 }, { 429, 86400, 600 },
		{ 503, 999999999999999, 600 }, { 401, 86400, 600 }, { 401, -1, 60 },
		{ 400, 0, 60 }, { 401, 0, 60 }, { 403, 1, 60 }, { 404, 59, 60 }, { 403, 61, 61 }, { 400, 601, 600 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT(cases); i++) {
		struct sync y = { .now = 7000 };
		const struct http_answer a = { .status = cases[i].status, .retry_s = cases[i].retry_s };

		assert_true(lane_refused(&y, &y.push, &a));
		assert_int_equal(y.push.again_ms, 7000 + cases[i].wait_s * 1000);
	}
}

/* An exchange of the base with a centre that has said that it has nothing. */
static void meet(struct sync *y, struct base *b)
{
	*y = (struct sync){ .s = b->s, .known = true, .most = EVENT_LINES_MAX, .body.max = 1 << 20, .now = 1000,
		.asked_ms = 1000, .place.to = { .url = "https://127.0.0.1:1", .token = "x" } };
	base_want(b, ERR_OK, http_open(&y->loop, &y->push.http, &b->e));
	base_want(b, ERR_OK, http_open(&y->loop, &y->pull.http, &b->e));
}

static void part(struct sync *y)
{
	push_forget(y);
	pull_forget(y);
	http_close(y->push.http);
	http_close(y->pull.http);
	link_loop_close(&y->loop);
	out_free(&y->body);
}

static void answer(struct sync *y, struct lane *l, long status, const char *body)
{
	struct http_answer a = { .fate = HTTP_ANSWERED, .status = status, .retry_s = -1 };

	a.body.max = 1000;
	assert_true(out_text(&a.body, body));
	l->answered(y, &a);
	out_free(&a.body);
	http_done(l->http);
}

/* The others' log is begun anew while sending pauses: what comes does not wait for it. */
static void receiving_waits_for_no_pause_of_sending(void **state)
{
	static const enum sync_fault faults[] = { SYNC_TOO_BIG, SYNC_EVENT, SYNC_CLOCK };
	struct base *b = *state;

	for (size_t i = 0; i < COUNT(faults); i++) {
		for (int known = 0; known < 2; known++) {
			struct sync y;

			meet(&y, b);
			pull_turn(&y);
			lane_fails(&y, &y.push, faults[i], 1, SYNC_FORK_S);
			y.known = known; /* it may have been forgotten before the fault came */
			answer(&y, &y.pull, 409, "");
			y.pull.answered = NULL;
			pull_turn(&y);
			assert_non_null(y.pull.answered);
			part(&y);
		}
	}
}

/* What a centre says that has all that was sent to it. */
static const char *acked(struct sync *y, struct base *b)
{
	int64_t seq = y->box.ev[y->taken - 1].seq;
	uint8_t hash[EVENT_HASH];
	char head[9];

	assert_true(outbox_hash(b->s, seq, hash, &b->e));
	event_head(hash, head);
	return arena_printf(&b->mem, "{\"acked\":%lld,\"head\":\"%s\"}", (long long)seq, head);
}

/* How often a size is halved before it fits. */
static int halvings(size_t size, size_t limit)
{
	int n = 0;

	for (; size > limit; size /= 2)
		n++;
	return n;
}

/* A proxy that takes less than the centre: it refuses once for each half of the first request, and all goes in pieces
 * that it takes. */
static void a_size_that_was_refused_is_not_tried_again(void **state)
{
	enum { LIMIT = 12000, TURNS_MAX = 200 };
	struct base *b = *state;
	struct sync y;
	size_t first = 0;
	int refused = 0, turns = 0;

	for (int i = 0; i < 40; i++)
		base_register(b, "тече");
	meet(&y, b);
	for (; !y.all_sent && turns < TURNS_MAX; turns++) {
		push_turn(&y);
		if (y.all_sent)
			break;
		bool fits = y.body.len <= LIMIT;

		first = first ? first : y.body.len;
		refused += !fits;
		answer(&y, &y.push, fits ? 200 : 413, fits ? acked(&y, b) : "{}");
		y.look_ms = 0;
	}
	assert_true(y.all_sent);
	assert_in_range(first, 2 * LIMIT, 20 * LIMIT);
	assert_int_equal(refused, halvings(first, LIMIT));
	part(&y);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pause_has_two_ends),
		cmocka_unit_test_setup_teardown(receiving_waits_for_no_pause_of_sending, base_setup, base_teardown),
		cmocka_unit_test_setup_teardown(a_size_that_was_refused_is_not_tried_again, base_setup, base_teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
