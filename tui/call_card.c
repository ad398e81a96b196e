/* tui/call_card.c - see call_card.h. */
#include "tui/call_card.h"

#include "core/i18n.h"
#include "core/phone.h"
#include "core/text.h"
#include "data/store/users.h"
#include "tui/calls_list.h"

enum { LABEL_COLS = 14, PAST_PAGE = 40, WHEN_COLS = 11, WHAT_COLS = 13,
	HEAD_ROWS = 3 /* of one value */ };

/* --- head -------------------------------------------------------------------------------------- */

static void add_head(struct call_card *c, enum role role, const char *label, const char *value)
{
	if (*value && c->nheads < CALL_HEADS_MAX)
		c->heads[c->nheads++] = (struct call_head){ role, label, value };
}

static const char *seconds(struct call_card *c, int64_t s)
{
	char out[16];

	call_format_seconds(s, out);
	return arena_strdup(&c->mem, out);
}

/* "incoming · answered call · waited 0:07 · talked 2:05" */
static const char *how_it_went(struct call_card *c)
{
	const struct call *k = &c->call;
	const char *t = vocab_label(&vocab_call_outcome, k->outcome);

	if (k->direction == CALL_IN || k->outcome != CALLED_OUT)
		t = arena_printf(&c->mem, "%s · %s", vocab_label(&vocab_call_direction, k->direction), t);
	t = arena_printf(&c->mem, _("%s · waited %s"), t, seconds(c, k->wait_s));
	return call_was_talk(k) ? arena_printf(&c->mem, _("%s · talked %s"), t, seconds(c, k->talk_s)) : t;
}

static const char *operator_text(struct call_card *c, struct store *s)
{
	const char *name = user_name(s, c->call.operator, &c->mem);

	return *name ? arena_printf(&c->mem, "%s (%s)", name, c->call.operator) : c->call.operator;
}

static void make_heads(struct call_card *c, struct store *s)
{
	const struct call *k = &c->call;
	const char *appeals = "";
	char when[17];

	for (int i = 0; i < k->nappeals; i++)
		appeals = arena_printf(&c->mem, "%s%s%s", appeals, i ? ", " : "", k->appeals[i]);
	civil_format_minute(store_clock(s), k->at, when);
	add_head(c, ROLE_NUMBER, _("Telephone"), calls_phone(k, &c->mem));
	add_head(c, ROLE_NORMAL, _("Caller"), k->name);
	add_head(c, ROLE_NORMAL, _("Time"), arena_strdup(&c->mem, when));
	add_head(c, k->outcome == CALLED_LOST ? ROLE_WARN : ROLE_NORMAL, _("Call"), how_it_went(c));
	add_head(c, ROLE_NORMAL, _("Operator"), operator_text(c, s));
	add_head(c, ROLE_NORMAL, _("Line"), k->queue);
	add_head(c, ROLE_NORMAL, _("Appeals"), appeals);
	add_head(c, ROLE_NORMAL, _("Recording"), *k->recording ? _("there is one") : call_was_talk(k) ? _("none") : "");
}

/* --- past -------------------------------------------------------------------------------------- */

static void past_of_call(struct call_card *c, const struct call *k, struct call_past *p)
{
	p->ref = k->id;
	p->this_one = k->key == c->call.key;
	p->what = vocab_label(&vocab_call_outcome, k->outcome);
	p->more = call_was_talk(k) ? seconds(c, k->talk_s) : seconds(c, k->wait_s);
	if (*k->operator)
		p->more = arena_printf(&c->mem, "%s · %s", p->more, k->operator);
	for (int i = 0; i < k->nappeals; i++)
		p->more = arena_printf(&c->mem, "%s · %s", p->more, k->appeals[i]);
}

static void past_of_appeal(struct call_card *c, const struct found *f, struct call_past *p)
{
	const char *about = *f->text ? f->text : f->topic_name;

	p->ref = found_ref(&c->mem, f);
	p->what = p->ref;
	p->more = arena_printf(&c->mem, "%s · %s", vocab_label(&vocab_state, (int)f->state), about);
}

/* A call and an appeal may have one key. */
static int64_t past_list_id(int64_t key, bool is_call)
{
	return 2 * key + is_call;
}

static void add_past(struct call_card *c, struct store *s, const struct caller_history *h)
{
	size_t n = c->npast + (size_t)h->n;

	if (n > c->room) {
		struct call_past *grown = arena_alloc(&c->mem, 2 * n * sizeof(*grown));

		if (c->npast)
			memcpy(grown, c->past, c->npast * sizeof(*grown));
		c->past = grown;
		c->room = 2 * n;
	}
	for (int i = 0; i < h->n; i++) {
		const struct caller_event *ev = &h->rows[i];
		struct call_past *p = &c->past[c->npast++];
		int64_t at = ev->is_call ? ev->call.at : ev->about.registered;

		*p = (struct call_past){ .id = past_list_id(ev->key, ev->is_call), .key = ev->key,
			.is_call = ev->is_call, .when = calls_when(store_clock(s), at, &c->mem) };
		if (ev->is_call)
			past_of_call(c, &ev->call, p);
		else
			past_of_appeal(c, &ev->about, p);
	}
	c->more = h->more;
}

static size_t past_count(const void *ctx)
{
	return ((const struct call_card *)ctx)->npast;
}

static int64_t past_id(const void *ctx, size_t i)
{
	return ((const struct call_card *)ctx)->past[i].id;
}

static void past_draw(const void *ctx, const struct canvas *row, size_t i, enum role role)
{
	const struct call_past *p = &((const struct call_card *)ctx)->past[i];
	int what = text_width(p->what) > WHAT_COLS && !p->is_call ? text_width(p->what) : WHAT_COLS;
	int x = 2 + WHEN_COLS + 1;

	draw_text(row, 0, 0, 1, role, p->this_one ? ">" : "");
	draw_text(row, 0, 2, WHEN_COLS, role, p->when);
	draw_text(row, 0, x, what, p->is_call || role != ROLE_NORMAL ? role : ROLE_NUMBER, p->what);
	draw_text(row, 0, x + what + 1, row->cols - x - what - 1, role, p->more);
}

static const struct list_ops past_ops = { .count = past_count, .id = past_id, .draw = past_draw };

/* --- reading ----------------------------------------------------------------------------------- */

static enum err_code load(struct call_card *c, struct store *s, const char *id, struct err *e)
{
	struct caller_history h;

	if (call_load(s, id, &c->mem, &c->call, e) ||
	    caller_history(s, c->call.phone, 0, PAST_PAGE, &c->mem, &h, e))
		return e->code;
	c->any = true;
	make_heads(c, s);
	add_past(c, s, &h);
	return ERR_OK;
}

enum err_code call_card_load(struct call_card *c, struct store *s, const char *id, struct err *e)
{
	struct call_card fresh = { .any = false };
	struct list list = c->list;
	enum err_code rc = load(&fresh, s, id, e); /* id may belong to the old card */
	bool same = !rc && c->any && fresh.call.key == c->call.key;

	call_card_free(c);
	if (rc) {
		call_card_free(&fresh);
		return rc;
	}
	*c = fresh;
	if (same) {
		c->list = list;
		list_sync(&c->list);
	} else {
		list_init(&c->list, &past_ops, c);
		list_select(&c->list, past_list_id(c->call.key, true));
	}
	return ERR_OK;
}

enum err_code call_card_more(struct call_card *c, struct store *s, struct err *e)
{
	struct caller_history h;

	if (!c->more || !c->npast)
		return ERR_OK;
	enum err_code rc = caller_history(s, c->call.phone, c->past[c->npast - 1].key, PAST_PAGE, &c->mem, &h, e);

	if (!rc)
		add_past(c, s, &h);
	return rc;
}

void call_card_free(struct call_card *c)
{
	arena_free(&c->mem);
	*c = (struct call_card){ .any = false };
}

const struct call_past *call_card_selected(const struct call_card *c)
{
	size_t i;

	return c->any && list_selected(&c->list, &i) ? &c->past[i] : NULL;
}

/* --- drawing ----------------------------------------------------------------------------------- */

void call_card_draw(struct call_card *c, const struct canvas *to, bool playing, bool focused)
{
	int y = 0;

	if (!c->any)
		return;
	for (int i = 0; i < c->nheads; i++) {
		const struct call_head *h = &c->heads[i];
		struct canvas value = canvas_sub(to, y, LABEL_COLS, HEAD_ROWS, to->cols - LABEL_COLS);

		draw_text(to, y, 0, LABEL_COLS, ROLE_LABEL, h->label);
		y += draw_paragraph(&value, h->role, h->value);
	}
	if (playing)
		draw_text(to, y++, 0, to->cols, ROLE_OK, _("The recording is playing."));
	draw_text(to, y + 1, 0, to->cols, ROLE_HEADING, *c->call.phone ? _("Everything from this number")
			: _("The number was hidden: nothing else is known."));
	struct canvas past = canvas_sub(to, y + 2, 0, to->rows - y - 2, to->cols);

	list_draw(&c->list, &past, focused);
}
