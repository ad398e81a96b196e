/* core/queue_log.c - see queue_log.h. */
#include "core/queue_log.h"

#include "core/i18n.h"

enum { EPOCH_DIGITS_MIN = 9, EPOCH_DIGITS_MAX = 10 };

/* --- a line --------------------------------------------------------------------------------------- */

bool queue_line_fits(const char *line, size_t len)
{
	size_t n = 0;

	while (n < len && line[n] >= '0' && line[n] <= '9')
		n++;
	while (n < len && line[n] == ' ')
		n++;
	return n >= EPOCH_DIGITS_MIN && n < len && line[n] == '|';
}

static char *trim(char *s)
{
	s += strspn(s, " ");
	size_t n = strlen(s);

	while (n && s[n - 1] == ' ')
		s[--n] = '\0';
	return s;
}

/* The next field; the last one is all that is left. */
static const char *next_field(char **rest, bool last)
{
	char *s = *rest;

	if (!s)
		return "";
	*rest = last ? NULL : strchr(s, '|');
	if (*rest)
		*(*rest)++ = '\0';
	return trim(s);
}

bool queue_line_read(char *line, struct queue_line *out)
{
	char *rest = line, *end;

	if (!queue_line_fits(line, strlen(line)))
		return false;
	const char *at = next_field(&rest, false);

	if (strlen(at) > EPOCH_DIGITS_MAX)
		return false;
	out->at = strtoll(at, &end, 10);
	out->call = next_field(&rest, false);
	out->queue = next_field(&rest, false);
	out->agent = next_field(&rest, false);
	out->event = next_field(&rest, false);
	/* A caller's name is the last thing in its line and may hold anything. */
	int n = strcmp(out->event, "ENTERQUEUE") == 0 ? QUEUE_PARAMS - 1 : QUEUE_PARAMS;

	for (int i = 0; i < QUEUE_PARAMS; i++)
		out->param[i] = next_field(&rest, i == n - 1);
	return *end == '\0' && *out->event;
}

/* --- what it says ---------------------------------------------------------------------------------- */

/* Seconds in a parameter, or `otherwise`. */
static int64_t seconds(const struct queue_line *l, int param, int64_t otherwise)
{
	const char *s = param < 0 ? "" : l->param[param];
	size_t n = strspn(s, "0123456789");

	return n && n < 10 && !s[n] ? strtoll(s, NULL, 10) : otherwise;
}

struct meaning {
	const char *event;
	void (*fold)(struct call_pool *p, struct open_call *c, const struct queue_line *l, const struct meaning *m);
	int wait, talk; /* their parameters, -1: has none */
};

static void set_caller(struct open_call *c, const char *number, const char *name)
{
	call_text(c->raw, sizeof(c->raw), number, CALL_WORD_MAX);
	call_text(c->name, sizeof(c->name), name, CALL_NAME_MAX);
}

static void set_queue(struct open_call *c, const struct queue_line *l)
{
	if (*l->queue && strcmp(l->queue, "NONE") != 0)
		call_text(c->queue, sizeof(c->queue), l->queue, CALL_WORD_MAX);
}

static void fold_enter(struct call_pool *p, struct open_call *c, const struct queue_line *l, const struct meaning *m)
{
	(void)p;
	(void)m;
	c->entered = l->at;
	c->left = false;
	set_queue(c, l);
	if (*l->param[1] || !*c->raw)
		set_caller(c, l->param[1], strcmp(l->param[3], l->param[1]) ? l->param[3] : "");
}

/* Who waited in two queues waited in both. */
static int64_t waited(const struct open_call *c, const struct queue_line *l, const struct meaning *m)
{
	return c->entered - c->began + seconds(l, m->wait, l->at - c->entered);
}

static void set_connected(struct open_call *c, const struct queue_line *l, int64_t wait_s)
{
	c->wait_s = wait_s;
	c->connected = c->entered + wait_s ? c->entered + wait_s : 1;
	if (strcmp(l->agent, "NONE") != 0)
		call_text(c->agent, sizeof(c->agent), l->agent, CALL_WORD_MAX);
}

static void fold_connect(struct call_pool *p, struct open_call *c, const struct queue_line *l,
			 const struct meaning *m)
{
	(void)p;
	set_connected(c, l, waited(c, l, m));
	c->connected = l->at;
}

static void fold_end(struct call_pool *p, struct open_call *c, const struct queue_line *l, const struct meaning *m)
{
	int64_t talk_s = seconds(l, m->talk, c->connected ? l->at - c->connected : 0);

	if (!c->connected) /* the beginning is in a log that is not there */
		set_connected(c, l, seconds(l, m->wait, 0));
	c->talk_s = talk_s;
	pool_end(p, c);
}

static void fold_abandon(struct call_pool *p, struct open_call *c, const struct queue_line *l, const struct meaning *m)
{
	c->wait_s = waited(c, l, m);
	c->hung_up = true;
	pool_end(p, c);
}

static void fold_exit(struct call_pool *p, struct open_call *c, const struct queue_line *l, const struct meaning *m)
{
	(void)p;
	c->wait_s = waited(c, l, m);
	c->left = true;
}

/* The queue took nobody in: the dialplan writes it down with the number (integrations.md 1.5). */
static void fold_refused(struct call_pool *p, struct open_call *c, const struct queue_line *l, const struct meaning *m)
{
	(void)p;
	(void)m;
	if (!*c->raw)
		set_caller(c, l->param[0], "");
	c->left = true;
}

static const struct meaning meanings[] = {
	{ "ENTERQUEUE", fold_enter, -1, -1 },     { "CONNECT", fold_connect, 0, -1 },
	{ "COMPLETEAGENT", fold_end, 0, 1 },      { "COMPLETECALLER", fold_end, 0, 1 },
	{ "TRANSFER", fold_end, 2, 3 },           { "BLINDTRANSFER", fold_end, 2, 3 },
	{ "ATTENDEDTRANSFER", fold_end, 2, 3 },   { "ABANDON", fold_abandon, 2, -1 },
	{ "EXITWITHTIMEOUT", fold_exit, 2, -1 },  { "EXITEMPTY", fold_exit, 2, -1 },
	{ "EXITWITHKEY", fold_exit, 3, -1 },      { "WITHDRAW", fold_exit, 2, -1 },
	{ "FULL", fold_refused, -1, -1 },         { "JOINEMPTY", fold_refused, -1, -1 },
};

static const struct meaning *meaning_of(const char *event)
{
	for (size_t i = 0; i < COUNT(meanings); i++)
		if (strcmp(meanings[i].event, event) == 0)
			return &meanings[i];
	return NULL;
}

/* When a call began whose beginning is in a log that is not there. */
static int64_t began_before(const struct queue_line *l, const struct meaning *m)
{
	return l->at - seconds(l, m->wait, 0) - seconds(l, m->talk, 0);
}

const char *queue_fold(struct call_pool *p, const struct queue_line *l)
{
	const struct meaning *m = meaning_of(l->event);

	if (strcmp(l->event, "QUEUESTART") == 0)
		pool_end_before(p, l->at);
	pool_advance(p, l->at);
	if (!m)
		return NULL;
	if (!call_id_valid(l->call))
		return _("The call has no id");
	struct open_call *c = pool_find(p, l->call);

	if (!c)
		c = pool_begin(p, l->call, began_before(l, m));
	set_queue(c, l);
	c->last = l->at;
	m->fold(p, c, l, m);
	return NULL;
}
