/* tui/view_appeals.c - F3: all appeals, newest first, narrowed by a query as it is typed; the card of the
 * selected one beside the list where there is room, else in its place.
 *
 * Drawing asks nothing of the base: the appeal at hand and its card are read when the selection moves. */
#include "core/i18n.h"
#include "core/query.h"
#include "core/text.h"
#include "data/store/viewed.h"
#include "tui/appeals_list.h"
#include "tui/card_text.h"
#include "tui/pager.h"
#include "tui/view.h"

enum { WIDE_COLS = 120, LIST_MIN_COLS = 64, LABEL_COLS = 17, QUERY_LETTERS = 200, HINT_ROWS = 7 };

struct appeals {
	struct appeals_rows rows;
	struct list list;
	struct arena line_mem;
	struct field line;     /* the query */
	bool typing;           /* the keyboard is in it */
	const char *before;    /* what stood there before, in before_mem: Esc brings it back */
	struct arena before_mem;
	struct err fault;      /* why the query cannot be answered; the rows are those of the one before */

	struct arena mem;      /* of the appeal at hand */
	struct appeal a;
	int k;
	bool any;              /* there is one at hand */
	struct pager card;
	bool open;             /* the card has the keyboard */
	bool wide;             /* it stands beside the list: since the last draw */
	struct arena guest_mem;
	const char *guest;     /* the card was asked for by another view, whatever the list shows */
	bool back;             /* Esc returns to that view */
};

/* --- reading ----------------------------------------------------------------------------------- */

static enum role card_roles(enum card_role r)
{
	static const enum role roles[] = {
		[CARD_PLAIN] = ROLE_NORMAL, [CARD_NUMBER] = ROLE_NUMBER, [CARD_HEADING] = ROLE_HEADING,
		[CARD_STATE] = ROLE_NUMBER, [CARD_WARN] = ROLE_NUMBER,   [CARD_ALARM] = ROLE_ERROR,
		[CARD_OK] = ROLE_OK,        [CARD_HISTORY] = ROLE_NORMAL,
	};

	return roles[r];
}

static void fill_card(struct app *app, struct appeals *s, bool same)
{
	struct arena mem = { 0 };
	struct card card;
	struct err e = { 0 };

	pager_clear(&s->card, same);
	if (card_of(app_store(app), &s->a, &mem, &card, &e))
		app_fail(app, &e);
	else
		for (size_t i = 0; i < card.n; i++) {
			const struct card_line *l = &card.lines[i];
			struct pager_line line = { .text = l->value, .label = l->label,
				.role = card_roles(l->role), .label_role = ROLE_LABEL,
				.indent = l->label ? LABEL_COLS : 0 };

			if (i && !l->label)
				pager_add(&s->card, ROLE_NORMAL, 0, "");
			pager_put(&s->card, &line);
		}
	arena_free(&mem);
}

/* An executor sees the contents of what was given to his own organisation only, wherever it came from. */
static enum err_code load_visible(struct app *app, const char *ref, struct arena *mem, struct appeal *a,
				  int *k, struct err *e)
{
	enum err_code rc = appeal_load(app_store(app), ref, mem, a, k, e);

	if (!rc && !appeal_visible(a, app_actor(app)))
		rc = err_set(e, ERR_REFUSED, "%s", _("This appeal belongs to another executor."));
	return rc;
}

/* Reads the appeal of the selected row, or the one another view asked for. */
static void load_at_hand(struct app *app, struct appeals *s)
{
	struct arena fresh = { 0 };
	struct err e = { 0 };
	struct appeal a;
	size_t i;
	int k;
	/* An open card stays with its appeal though the row has left the list: the next key is meant for it. */
	const char *own = s->open && s->any ? arena_printf(&fresh, "%s.%d", s->a.number, s->k) : NULL;
	const char *ref = s->guest ? s->guest : own ? own
		: list_selected(&s->list, &i) ? s->rows.rows[i].ref : NULL;

	if (!ref || load_visible(app, ref, &fresh, &a, &k, &e)) {
		if (ref)
			app_fail(app, &e);
		arena_free(&fresh);
		s->any = false;
		pager_clear(&s->card, false);
		return;
	}
	bool same = s->any && strcmp(s->a.number, a.number) == 0;

	arena_free(&s->mem);
	s->mem = fresh;
	s->a = a;
	s->k = k;
	s->any = true;
	fill_card(app, s, same);
	/* The same one read again is no other viewing: nobody would have to be there. */
	if ((s->open || s->wide) && !same)
		viewed_add(app_store(app), &s->a);
}

static void open_card(struct app *app, struct appeals *s)
{
	s->open = s->any;
	if (s->open)
		viewed_add(app_store(app), &s->a);
}

static size_t page(const struct appeals *s)
{
	size_t rows = (size_t)s->list.rows;

	return rows * 2 > APPEALS_PAGE ? rows * 2 : APPEALS_PAGE;
}

/* Reads what the query gives: at least `want` rows. */
static void read_rows(struct app *app, struct appeals *s, size_t want)
{
	s->fault = (struct err){ .code = ERR_OK };
	if (appeals_read(app_store(app), field_text(&s->line), app_actor(app), want, &s->rows, &s->fault))
		return;
	list_sync(&s->list);
}

/* The same query again, as many pages as are needed to keep the place. */
static void read_again(struct app *app, struct appeals *s)
{
	size_t seen = s->list.sel + (size_t)s->list.rows;

	read_rows(app, s, (seen / page(s) + 1) * page(s));
	load_at_hand(app, s);
}

/* Another query: from the newest. */
static void read_query(struct app *app, struct appeals *s)
{
	int rows = s->list.rows;

	read_rows(app, s, page(s));
	if (!s->fault.code) {
		list_init(&s->list, &appeals_list_ops, &s->rows);
		s->list.rows = rows;
	}
	load_at_hand(app, s);
}

static bool read_more(struct app *app, struct appeals *s)
{
	struct err e = { 0 };
	size_t before = s->rows.n;

	if (appeals_read_more(app_store(app), field_text(&s->line), app_actor(app), &s->rows, &e))
		app_fail(app, &e);
	return s->rows.n > before;
}

/* --- life -------------------------------------------------------------------------------------- */

static enum err_code appeals_open(struct app *app, void *state, struct err *e)
{
	struct appeals *s = state;

	(void)app;
	(void)e;
	field_init(&s->line, &s->line_mem, QUERY_LETTERS);
	list_init(&s->list, &appeals_list_ops, &s->rows);
	return ERR_OK;
}

static void appeals_close(struct app *app, void *state)
{
	struct appeals *s = state;

	(void)app;
	appeals_free(&s->rows);
	pager_close(&s->card);
	arena_free(&s->mem);
	arena_free(&s->line_mem);
	arena_free(&s->before_mem);
	arena_free(&s->guest_mem);
}

static void appeals_show(struct app *app, void *state)
{
	struct appeals *s = state;
	const char *number = app_take_number(app);

	s->back = number != NULL;
	if (number) {
		arena_free(&s->guest_mem);
		s->guest = arena_strdup(&s->guest_mem, number);
		s->typing = false;
		s->any = false;
	}
	read_again(app, s);
	if (s->any && (s->open || s->wide))
		viewed_add(app_store(app), &s->a);
	if (number)
		open_card(app, s);
	if (number && !s->any) { /* the sentence about it stands in the message line */
		s->guest = NULL;
		load_at_hand(app, s);
	}
}

static void appeals_changed(struct app *app, void *state)
{
	read_again(app, state);
}

/* A screen that became taller than what was read. */
static void appeals_tick(struct app *app, void *state)
{
	struct appeals *s = state;

	if (s->rows.more && s->rows.n < (size_t)s->list.rows && read_more(app, s))
		app_dirty(app);
}

/* --- drawing ----------------------------------------------------------------------------------- */

static void draw_head(const struct appeals *s, const struct canvas *c)
{
	struct arena mem = { 0 };
	const char *query = field_text(&s->line), *plus = s->rows.more ? "+" : "", *meant = s->rows.meant;
	const char *head = !*query ? _("All appeals, newest first") :
			   meant && *meant ? arena_printf(&mem, _("Query: %s   shown for «%s»"), query, meant) :
			   arena_printf(&mem, _("Query: %s"), query);
	const char *count = arena_printf(&mem, _("shown: %d%s"), (int)s->rows.n, plus);
	int cols = text_width(count);

	draw_text(c, 0, 0, c->cols - cols - 1, *query ? ROLE_NUMBER : ROLE_NORMAL, head);
	draw_text(c, 0, c->cols - cols, cols, ROLE_NORMAL, count);
	arena_free(&mem);
}

/* Wraps the text into the canvas (c NULL: only counts, at `cols`); returns the rows. */
static int draw_wrapped(const char *text, int cols, const struct canvas *c, enum role role)
{
	const char *next;
	int y = 0;

	for (; text && *text && y < HINT_ROWS; text = next, y++) {
		struct slice t = { text, text_wrap(text, cols, &next) };

		if (c)
			draw_slice(c, y, 0, cols, role, t);
	}
	return y;
}

/* The query line at the bottom, over it what is wrong with the query or, while it is empty, what may be
 * asked; returns the rows taken. */
static int draw_query(struct appeals *s, const struct canvas *c, bool focused)
{
	struct arena mem = { 0 };
	char known[480];
	const char *hint = s->fault.msg;

	if (!s->typing)
		return 0;
	query_known(known, sizeof(known));
	if (!*field_text(&s->line))
		hint = arena_printf(&mem, _("Words, a part of a telephone, a number. Enter keeps the query, Esc brings "
					    "the one before back. Filters: %s"), known);
	int rows = draw_wrapped(hint, c->cols, NULL, ROLE_DIM), label = text_width(_("Find")) + 1;
	struct canvas over = canvas_sub(c, c->rows - 1 - rows, 0, rows, c->cols);
	struct canvas line = canvas_sub(c, c->rows - 1, label, 1, c->cols - label);

	draw_wrapped(hint, c->cols, &over, s->fault.code ? ROLE_FIELD_ERROR : ROLE_DIM);
	draw_text(c, c->rows - 1, 0, label, ROLE_LABEL, _("Find"));
	field_draw(&s->line, &line, focused, ROLE_FIELD_FOCUS);
	arena_free(&mem);
	return rows + 1;
}

static void draw_list(struct appeals *s, const struct canvas *c, bool focused)
{
	int taken = draw_query(s, c, focused);
	struct canvas head = canvas_sub(c, 1, 0, 1, c->cols);
	struct canvas body = canvas_sub(c, 2, 0, c->rows - 2 - taken, c->cols);

	draw_head(s, c);
	appeals_draw_head(&s->rows, &head);
	list_draw(&s->list, &body, focused && !s->open);
	if (s->rows.n)
		return;
	const char *why = s->fault.code ? s->fault.msg : *field_text(&s->line)
		? _("Nothing is found. Esc shows all appeals again.")
		: _("There are no appeals yet.");

	if (!s->typing || !s->fault.code)
		draw_wrapped(why, body.cols, &body, ROLE_NORMAL);
}

static void appeals_draw(struct app *app, void *state, const struct canvas *c, bool focused)
{
	struct appeals *s = state;
	int cols = c->cols * 11 / 20 < LIST_MIN_COLS ? LIST_MIN_COLS : c->cols * 11 / 20;

	(void)app;
	s->wide = c->cols >= WIDE_COLS && !s->guest;
	if (s->wide) {
		struct canvas left = canvas_sub(c, 0, 0, c->rows, cols);
		struct canvas right = canvas_sub(c, 0, cols + 3, c->rows, c->cols - cols - 3);

		draw_list(s, &left, focused);
		draw_vline(c, 0, cols + 1, c->rows, ROLE_BORDER);
		pager_draw(&s->card, &right);
	} else if (s->open) {
		pager_draw(&s->card, c);
	} else {
		draw_list(s, c, focused);
	}
}

/* --- keys -------------------------------------------------------------------------------------- */

static unsigned move_in_list(struct app *app, struct appeals *s, const struct key_event *ev)
{
	unsigned w = list_key(&s->list, ev);

	if ((w & W_MORE) && read_more(app, s))
		w &= ~(unsigned)W_REFUSED;
	if (w & W_MOVED)
		load_at_hand(app, s);
	return w;
}

static unsigned clear_query(struct app *app, struct appeals *s)
{
	bool had = *field_text(&s->line);

	field_set(&s->line, "");
	if (had || s->fault.code)
		read_query(app, s);
	return W_HANDLED;
}

static void begin_query(struct appeals *s)
{
	arena_free(&s->before_mem);
	s->before = arena_strdup(&s->before_mem, field_text(&s->line));
	field_choose(&s->line, s->before);
	s->typing = true;
}

/* The query that was there before is shown again. */
static unsigned leave_query(struct app *app, struct appeals *s)
{
	bool other = strcmp(field_text(&s->line), s->before) != 0;

	s->typing = false;
	field_set(&s->line, s->before);
	if (other || s->fault.code)
		read_query(app, s);
	return W_HANDLED;
}

static unsigned query_key(struct app *app, struct appeals *s, const struct key_event *ev)
{
	if (key_is_fn(ev, FN_ESC))
		return leave_query(app, s);
	if (key_is_fn(ev, FN_UP) || key_is_fn(ev, FN_DOWN) || key_is_fn(ev, FN_PGUP) || key_is_fn(ev, FN_PGDN)) {
		field_edit(&s->line);
		return move_in_list(app, s, ev);
	}
	unsigned w = field_key(&s->line, ev);

	if (w & W_CHANGED)
		read_query(app, s);
	if ((w & W_SUBMIT) && s->fault.code)
		return W_HANDLED | W_REFUSED; /* the sentence says what is wrong */
	if (w & W_SUBMIT)
		s->typing = false;
	return w;
}

static unsigned close_card(struct app *app, struct appeals *s)
{
	bool was_guest = s->guest;

	s->open = false;
	s->guest = NULL;
	load_at_hand(app, s); /* of the selected row, which may be another one by now */
	if (was_guest && s->back)
		app_back(app);
	return W_HANDLED;
}

static unsigned appeals_key(struct app *app, void *state, const struct key_event *ev)
{
	struct appeals *s = state;

	if (s->typing)
		return query_key(app, s, ev);
	if (s->open)
		return key_is_fn(ev, FN_ESC) ? close_card(app, s) : pager_key(&s->card, ev);
	if (key_is_fn(ev, FN_ESC))
		return *field_text(&s->line) ? clear_query(app, s) : W_IGNORED;
	unsigned w = move_in_list(app, s, ev);

	if (w & W_SUBMIT)
		open_card(app, s);
	return w;
}

static bool appeals_command(struct app *app, void *state, enum verb_id v)
{
	struct appeals *s = state;

	if (v == V_FIND)
		begin_query(s);
	else if (v == V_SHOW)
		open_card(app, s);
	else
		return false;
	return true;
}

static unsigned appeals_in(const void *state)
{
	const struct appeals *s = state;

	return s->typing ? 0 : s->open ? IN_CARD : IN_LIST;
}

static const struct appeal *appeals_appeal(const void *state, int *k)
{
	const struct appeals *s = state;

	*k = s->k;
	return s->any ? &s->a : NULL;
}

const struct view_ops view_appeals = {
	.title = N_("Appeals"),
	.state_size = sizeof(struct appeals),
	.open = appeals_open,
	.close = appeals_close,
	.show = appeals_show,
	.draw = appeals_draw,
	.key = appeals_key,
	.command = appeals_command,
	.in = appeals_in,
	.appeal = appeals_appeal,
	.changed = appeals_changed,
	.tick = appeals_tick,
};
