/* core/call_pool.c - see call_pool.h. */
#include "core/call_pool.h"

#include "core/i18n.h"
#include "core/text.h"

enum { ROOM_FIRST = 64 };

void pool_free(struct call_pool *p)
{
	free(p->calls);
	p->calls = NULL;
	p->n = p->room = 0;
}

static bool is_control(uint32_t cp)
{
	return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x2028 || cp == 0x2029;
}

void call_text(char *out, size_t size, const char *s, size_t letters)
{
	size_t n = 0, bytes;
	uint32_t cp;

	for (; letters && (bytes = text_next(s, &cp)) > 0; s += bytes) {
		char one[8];
		size_t len = is_control(cp) ? 0 : text_put(one, cp);

		if (n + len + 1 > size)
			break;
		memcpy(out + n, one, len);
		n += len;
		letters -= len > 0;
	}
	out[n] = '\0';
}

/* --- one call ----------------------------------------------------------------------------------- */

struct open_call *pool_find(const struct call_pool *p, const char *id)
{
	for (int i = p->n - 1; i >= 0; i--)
		if (strcmp(p->calls[i].id, id) == 0)
			return &p->calls[i];
	return NULL;
}

struct open_call *pool_begin(struct call_pool *p, const char *id, int64_t at)
{
	if (p->n == POOL_CALLS_MAX)
		pool_end(p, &p->calls[0]);
	if (p->n == p->room) {
		int room = p->room ? 2 * p->room : ROOM_FIRST;
		struct open_call *more = realloc(p->calls, (size_t)room * sizeof(*more));

		if (!more)
			abort();
		p->calls = more;
		p->room = room;
	}
	struct open_call *c = &p->calls[p->n++];

	*c = (struct open_call){ .began = at, .entered = at, .last = at };
	call_text(c->id, sizeof(c->id), id, CALL_ID_MAX);
	return c;
}

static int64_t within(int64_t s)
{
	return s < 0 ? 0 : s > CALL_SECONDS_MAX ? CALL_SECONDS_MAX : s;
}

static int outcome_of(const struct open_call *c, int64_t wait_s)
{
	if (c->out)
		return c->connected ? CALLED_OUT : CALLED_MISSED;
	if (c->connected)
		return CALLED_ANSWERED;
	return c->hung_up && wait_s < CALL_SHORT_S ? CALLED_SHORT : CALLED_LOST;
}

void pool_end(struct call_pool *p, struct open_call *c)
{
	struct call out;

	call_init(&out);
	out.id = c->id;
	out.at = c->began * 1000;
	out.raw = c->raw;
	out.name = c->name;
	out.queue = c->queue;
	out.operator = c->agent;
	out.recording = c->recording;
	out.direction = c->out ? CALL_OUT : CALL_IN;
	out.wait_s = within(c->wait_s);
	out.talk_s = c->connected ? within(c->talk_s) : 0;
	out.outcome = outcome_of(c, out.wait_s);
	p->ended(p->ctx, &out);
	memmove(c, c + 1, (size_t)(p->calls + p->n - (c + 1)) * sizeof(*c));
	p->n--;
}

/* --- all of them --------------------------------------------------------------------------------- */

/* The log is silent about its end: what was seen last is taken for it. */
static void end_as_it_stands(struct call_pool *p, struct open_call *c)
{
	if (!c->left && !c->connected)
		c->wait_s = c->last - c->began;
	else if (!c->left && !c->talk_s)
		c->talk_s = c->last - c->connected;
	pool_end(p, c);
}

void pool_advance(struct call_pool *p, int64_t at)
{
	if (at <= p->now)
		return;
	p->now = at;
	for (int i = p->n - 1; i >= 0; i--) {
		struct open_call *c = &p->calls[i];

		if ((c->left && at - c->last >= p->grace_s) || at - c->last >= POOL_HOURS_MAX * 3600)
			end_as_it_stands(p, c);
	}
}

void pool_end_before(struct call_pool *p, int64_t at)
{
	for (int i = p->n - 1; i >= 0; i--)
		if (p->calls[i].began <= at)
			end_as_it_stands(p, &p->calls[i]);
}

/* A clock that is behind that of the log says nothing. */
void pool_end_left(struct call_pool *p, int64_t now)
{
	for (int i = p->n - 1; i >= 0; i--)
		if (p->calls[i].left && (now < p->calls[i].last || now - p->calls[i].last >= p->grace_s))
			pool_end(p, &p->calls[i]);
}

/* --- kept from one reading to the next ------------------------------------------------------------ */

json_t *pool_json(const struct call_pool *p)
{
	json_t *list = json_array();

	for (int i = 0; i < p->n; i++) {
		const struct open_call *c = &p->calls[i];

		json_array_append_new(list, json_pack("{ss ss ss ss ss ss sI sI sI sI sI sI sb sb sb}", "id", c->id,
			"raw", c->raw, "name", c->name, "queue", c->queue, "agent", c->agent, "recording", c->recording,
			"began", (json_int_t)c->began, "entered", (json_int_t)c->entered,
			"connected", (json_int_t)c->connected, "last", (json_int_t)c->last,
			"wait", (json_int_t)c->wait_s, "talk", (json_int_t)c->talk_s,
			"out", (int)c->out, "left", (int)c->left, "hung_up", (int)c->hung_up));
	}
	return list;
}

static void load_one(struct call_pool *p, json_t *o)
{
	const char *id, *raw, *name, *queue, *agent, *recording;
	json_int_t began, entered, connected, last, wait_s, talk_s;
	int out, left, hung_up;

	if (json_unpack(o, "{ss ss ss ss ss ss sI sI sI sI sI sI sb sb sb}", "id", &id, "raw", &raw, "name", &name,
			"queue", &queue, "agent", &agent, "recording", &recording, "began", &began,
			"entered", &entered, "connected", &connected, "last", &last, "wait", &wait_s,
			"talk", &talk_s, "out", &out, "left", &left, "hung_up", &hung_up) || !call_id_valid(id))
		return;
	struct open_call *c = pool_begin(p, id, began);

	call_text(c->raw, sizeof(c->raw), raw, CALL_WORD_MAX);
	call_text(c->name, sizeof(c->name), name, CALL_NAME_MAX);
	call_text(c->queue, sizeof(c->queue), queue, CALL_WORD_MAX);
	call_text(c->agent, sizeof(c->agent), agent, CALL_WORD_MAX);
	call_text(c->recording, sizeof(c->recording), recording, CALL_RECORDING_MAX);
	c->entered = entered;
	c->connected = connected;
	c->last = last;
	c->wait_s = wait_s;
	c->talk_s = talk_s;
	c->out = out;
	c->left = left;
	c->hung_up = hung_up;
}

void pool_load(struct call_pool *p, json_t *calls)
{
	size_t i;
	json_t *o;

	json_array_foreach(calls, i, o)
		load_one(p, o);
}
