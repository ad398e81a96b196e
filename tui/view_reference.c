/* tui/view_reference.c - F7: emergency numbers, executors, topics, texts to read out, on one screen with one search
 * line: what is typed searches at once. This file is the view: list, card, keys.
 *
 * Letters are always the search here; what is done to a row has Ctrl. */
#include "core/i18n.h"
#include "core/text.h"
#include "tui/card_pager.h"
#include "tui/reference.h"

enum { WIDE_COLS = 120, LIST_COLS = 74, SECTION_COLS = 10, NUMBER_COLS = 15, CODE_COLS = 10, ASIDE_MAX = 14,
	QUERY_LETTERS = 100 };

/* --- rows --------------------------------------------------------------------------------------- */

static size_t row_count(const void *ctx)
{
	return (size_t)((const struct reference *)ctx)->found.n;
}

static int64_t row_id(const void *ctx, size_t i)
{
	return ((const struct reference *)ctx)->found.rows[i].id;
}

/* What stands before the name, and for an executor, who is looked for by name, behind it. */
static int mark_cols(const struct ref_row *r)
{
	return !*r->mark ? 0 : r->section == REF_NUMBERS ? NUMBER_COLS : CODE_COLS;
}

/* The name of the section stands at its first row, and at the first one in sight. */
static void row_draw(const void *ctx, const struct canvas *row, size_t i, enum role role)
{
	const struct reference *s = ctx;
	const struct ref_row *r = &s->found.rows[i];
	bool first = i == 0 || i == s->list.top || s->found.rows[i - 1].section != r->section;
	int x = SECTION_COLS + 1, aside = text_width(r->aside);
	enum role what = role == ROLE_NORMAL && r->section == REF_NUMBERS && r->service ? ROLE_ALARM : role;

	draw_text(row, 0, 0, SECTION_COLS, role == ROLE_NORMAL ? ROLE_HEADING : role,
		  first ? reference_section(r->section) : "");
	int mark = mark_cols(r), right = row->cols;

	if (mark && r->section == REF_EXECUTORS) {
		right -= mark;
		draw_text(row, 0, right, mark, role == ROLE_NORMAL ? ROLE_DIM : role, r->mark);
		right--;
	} else if (mark) {
		draw_text(row, 0, x, mark, what, r->mark);
		x += mark + 1;
	}
	aside = aside > ASIDE_MAX ? ASIDE_MAX : aside;
	draw_text(row, 0, x, right - x - (aside ? aside + 1 : 0), role, r->name);
	if (aside)
		draw_text(row, 0, right - aside, aside, role, r->aside);
}

static const struct list_ops rows_ops = { row_count, row_id, row_draw };

/* --- reading ------------------------------------------------------------------------------------ */

static void fill_card(struct reference *s)
{
	struct arena mem = { 0 };
	struct card card = { .mem = &mem };
	size_t i;
	bool any = list_selected(&s->list, &i);
	int64_t id = any ? s->found.rows[i].id : 0;

	pager_clear(&s->card, id == s->card_of);
	s->card_of = id;
	if (any) {
		reference_card(&s->lists, &s->found.rows[i], &card);
		card_to_pager(&s->card, &card);
	}
	arena_free(&mem);
}

static void search(struct reference *s, bool from_top)
{
	struct arena fresh = { 0 };
	struct ref_rows found;

	reference_find(&s->lists, field_text(&s->query), &fresh, &found);
	s->found = found;
	arena_free(&s->rows_mem);
	s->rows_mem = fresh;
	if (from_top) {
		list_init(&s->list, &rows_ops, s);
		s->chosen = *field_text(&s->query) != '\0';
	}
	list_sync(&s->list);
	fill_card(s);
}

/* --- life --------------------------------------------------------------------------------------- */

static void show(struct app *app, void *state)
{
	struct reference *s = state;
	struct arena fresh = { 0 };
	struct ref_lists lists;
	struct err e = { 0 };

	if (reference_read(app_store(app), &fresh, &lists, &e)) {
		arena_free(&fresh);
		app_fail(app, &e);
		return;
	}
	if (app_take_counted(app))
		s->chosen = false;
	struct arena before = s->lists_mem; /* the rows are of it until they are found again */

	s->lists_mem = fresh;
	s->lists = lists;
	search(s, false);
	arena_free(&before);
}

static enum err_code open_it(struct app *app, void *state, struct err *e)
{
	struct reference *s = state;

	s->app = app;
	field_init(&s->query, &s->query_mem, QUERY_LETTERS);
	list_init(&s->list, &rows_ops, s);
	return reference_read(app_store(app), &s->lists_mem, &s->lists, e);
}

static void close_it(struct app *app, void *state)
{
	struct reference *s = state;

	(void)app;
	pager_close(&s->card);
	arena_free(&s->rows_mem);
	arena_free(&s->lists_mem);
	arena_free(&s->query_mem);
}

/* --- drawing ------------------------------------------------------------------------------------ */

static void draw_search(struct reference *s, const struct canvas *c, bool focused)
{
	int label = text_width(_("Find")) + 1;
	struct canvas line = canvas_sub(c, 0, label, 1, c->cols - label);

	draw_text(c, 0, 0, label, ROLE_LABEL, _("Find"));
	field_draw(&s->query, &line, focused, ROLE_FIELD_FOCUS);
	if (!*field_text(&s->query))
		draw_text(&line, 0, 1, line.cols - 1, ROLE_DIM,
			  _("words of the citizen, a number, a code: they search at once"));
}

static void draw_list(struct reference *s, const struct canvas *c, bool focused)
{
	struct canvas body = canvas_sub(c, 1, 0, c->rows - 1, c->cols);

	draw_search(s, c, focused);
	list_draw(&s->list, &body, focused);
	if (s->found.n == 0)
		draw_text(&body, 0, 0, body.cols, ROLE_NORMAL, _("Nothing fits. Esc empties the line."));
}

static void draw(struct app *app, void *state, const struct canvas *c, bool focused)
{
	struct reference *s = state;

	(void)app;
	s->wide = c->cols >= WIDE_COLS;
	if (!s->wide && s->in_card) {
		pager_draw(&s->card, c);
	} else if (!s->wide) {
		draw_list(s, c, focused);
	} else {
		struct canvas left = canvas_sub(c, 0, 0, c->rows, LIST_COLS);
		struct canvas right = canvas_sub(c, 0, LIST_COLS + 3, c->rows, c->cols - LIST_COLS - 3);

		draw_list(s, &left, focused && !s->in_card);
		draw_vline(c, 0, LIST_COLS + 1, c->rows, ROLE_BORDER);
		pager_draw(&s->card, &right);
	}
}

/* --- keys --------------------------------------------------------------------------------------- */

static unsigned leave(struct app *app, struct reference *s)
{
	if (s->in_card) {
		s->in_card = false;
	} else if (*field_text(&s->query)) {
		field_set(&s->query, "");
		search(s, true);
	} else {
		app_back(app);
	}
	return W_HANDLED;
}

static void rest(struct app *app, void *state)
{
	(void)app;
	fill_card(state);
}

static unsigned type_key(struct reference *s, const struct key_event *ev)
{
	unsigned w = field_key(&s->query, ev);

	if (w & W_CHANGED) {
		s->in_card = false;
		search(s, true);
	}
	return w;
}

static unsigned key(struct app *app, void *state, const struct key_event *ev)
{
	struct reference *s = state;
	bool typed = ev->kind == EV_CHAR || ev->kind == EV_PASTE;

	if (key_is_fn(ev, FN_ESC))
		return leave(app, s);
	if (s->in_card && !typed)
		return pager_key(&s->card, ev);
	if (typed || key_is_fn(ev, FN_HOME) || key_is_fn(ev, FN_END))
		return type_key(s, ev);
	unsigned w = list_key(&s->list, ev);

	if (w & W_MOVED)
		app_moved(app);
	if (w & W_SUBMIT)
		s->in_card = s->found.n > 0;
	if (w & (W_MOVED | W_SUBMIT))
		s->chosen = true;
	return w ? w : type_key(s, ev);
}

/* In F2, where the call is. The row that the list merely begins with (101) is nobody's choice; and what was chosen
 * for one call is none for the next: until the consultation is counted it stays chosen. */
static bool command(struct app *app, void *state, enum verb_id v)
{
	struct reference *s = state;
	const struct ref_row *r;
	size_t i;

	if (v != V_CONSULT)
		return false;
	r = s->chosen && list_selected(&s->list, &i) ? &s->found.rows[i] : NULL;
	app_consult(app, r && r->topic ? r->topic->code : "", r && r->service ? r->service->code : "");
	return true;
}

static unsigned in(const void *state)
{
	(void)state;
	return IN_REFERENCE;
}

const struct view_ops view_reference = {
	.title = N_("Reference"),
	.state_size = sizeof(struct reference),
	.open = open_it,
	.close = close_it,
	.show = show,
	.draw = draw,
	.key = key,
	.command = command,
	.in = in,
	.rest = rest,
	.changed = show,
};
