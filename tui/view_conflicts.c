/* tui/view_conflicts.c - what two sites did at once and does not fit: both sides of each in words, and a supervisor's
 * two keys. Settling asks for the reason first. */
#include "core/i18n.h"
#include "core/register.h"
#include "data/store/conflicts.h"
#include "tui/list.h"
#include "tui/view.h"

enum { NUMBER_COLS = 16, TIME_COLS = 11, SITE_COLS = 6, CARD_ROWS = 9, NOTE_INDENT = 2 };

struct conflicts {
	struct list list;
	struct conflict_rows all; /* in mem, as the texts below */
	const char **times, **was, **late;
	struct arena mem;
	char chosen[64];          /* the one a question is about */
};

/* --- rows ----------------------------------------------------------------------------------------- */

static size_t row_count(const void *ctx)
{
	return (size_t)((const struct conflicts *)ctx)->all.n;
}

/* The time of its event tells them apart well enough for keeping the selection. */
static int64_t row_id(const void *ctx, size_t i)
{
	return ((const struct conflicts *)ctx)->all.rows[i].late.at;
}

static void draw_cells(const struct canvas *c, enum role role, const char *const cells[4])
{
	const int cols[4] = { NUMBER_COLS, TIME_COLS, SITE_COLS, c->cols - NUMBER_COLS - TIME_COLS - SITE_COLS - 3 };

	for (int i = 0, x = 0; i < 4; x += cols[i++] + 1)
		draw_text(c, 0, x, cols[i], role, cells[i]);
}

static void row_draw(const void *ctx, const struct canvas *row, size_t i, enum role role)
{
	const struct conflicts *v = ctx;
	const struct conflict_row *r = &v->all.rows[i];

	draw_cells(row, role, (const char *const[4]){ r->number, v->times[i], r->late.site, r->late.action });
}

static const struct list_ops rows_ops = { row_count, row_id, row_draw };

static const struct conflict_row *selected(const struct conflicts *v, size_t *i)
{
	return list_selected(&v->list, i) ? &v->all.rows[*i] : NULL;
}

/* --- reading -------------------------------------------------------------------------------------- */

static const char *minute(struct app *app, int64_t at, struct arena *mem)
{
	char when[17];

	civil_format_minute(store_clock(app_store(app)), at, when);
	return arena_printf(mem, "%s %s", arena_strndup(mem, when, strlen("31.12")), when + strlen("31.12.2026 "));
}

static const char *side(struct app *app, const struct conflict_side *s, struct arena *mem)
{
	if (!s->at)
		return "";
	return arena_printf(mem, "%s %s, %s: %s", minute(app, s->at, mem), *s->name ? s->name : s->actor, s->site, s->action);
}

static void read_again(struct app *app, void *state)
{
	struct conflicts *v = state;
	struct err e = { 0 };

	arena_free(&v->mem);
	v->all.n = 0;
	if (conflict_list(app_store(app), app_actor(app), &v->mem, &v->all, &e)) {
		app_fail(app, &e);
		v->all.n = 0;
	}
	size_t room = (size_t)(v->all.n + 1) * sizeof(*v->times);

	v->times = arena_alloc(&v->mem, room);
	v->was = arena_alloc(&v->mem, room);
	v->late = arena_alloc(&v->mem, room);
	for (int i = 0; i < v->all.n; i++) {
		v->times[i] = minute(app, v->all.rows[i].late.at, &v->mem);
		v->was[i] = side(app, &v->all.rows[i].was, &v->mem);
		v->late[i] = side(app, &v->all.rows[i].late, &v->mem);
	}
	list_sync(&v->list);
}

static enum err_code open_it(struct app *app, void *state, struct err *e)
{
	struct conflicts *v = state;

	(void)app;
	(void)e;
	list_init(&v->list, &rows_ops, v);
	return ERR_OK;
}

static void close_it(struct app *app, void *state)
{
	(void)app;
	arena_free(&((struct conflicts *)state)->mem);
}

/* --- settling -------------------------------------------------------------------------------------- */

static void noted(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct conflicts *v = ctx;
	struct err e = { 0 };

	if (!yes)
		return;
	if (conflict_settle(app_store(app), v->chosen, (enum conflict_way)d->tag, dialog_text(d), app_actor(app), &e))
		app_fail(app, &e);
	else
		app_say(app, ROLE_OK, d->tag == CONFLICT_KEEP ? _("Settled: the state stays as it is.")
							       : _("Settled: the move was made again."));
	read_again(app, v);
	app_dirty(app);
}

static void ask(struct app *app, struct conflicts *v, const struct conflict_row *r, enum conflict_way how)
{
	snprintf(v->chosen, sizeof(v->chosen), "%s", r->id);
	dialog_prompt(app_dialog(app), r->number, how == CONFLICT_KEEP
		? _("The state stays as it is, what did not fit is not done. Why?")
		: _("The move that did not fit is made again from the state there is now. Why?"), MAX_NOTE_BYTES / 2);
	app_dialog(app)->tag = (int)how;
	app_ask(app, noted, v);
}

/* What the state forbids is said before anybody types a reason. */
static bool may_apply(struct app *app, const struct conflict_row *r)
{
	struct arena mem = { 0 };
	struct err e = { 0 };

	if (!conflict_may_apply(app_store(app), r->id, app_actor(app), &e))
		return true;
	if (e.code == ERR_REFUSED)
		app_say(app, ROLE_ERROR, app_words(app, &mem, arena_printf(&mem,
			_("%s The move cannot be made again from here: bring the appeal to a state that allows it (reopen what is closed), "
			  "or leave it with {settle-keep}."), e.msg)));
	else
		app_fail(app, &e);
	arena_free(&mem);
	return false;
}

static void open_appeal(struct app *app, const struct conflict_row *r)
{
	if (r->appeal)
		app_open_appeal(app, r->number);
	else
		app_say(app, ROLE_MESSAGE, _("This conflict is not about an appeal: there is no card to open."));
}

static bool command(struct app *app, void *state, enum verb_id id)
{
	struct conflicts *v = state;
	size_t i;
	const struct conflict_row *r = selected(v, &i);

	if (id != V_SHOW && id != V_SETTLE_KEEP && id != V_SETTLE_APPLY)
		return false;
	if (!r)
		app_say(app, ROLE_MESSAGE, _("No conflict waits."));
	else if (id == V_SHOW)
		open_appeal(app, r);
	else if (id == V_SETTLE_APPLY && !r->again)
		app_say(app, ROLE_ERROR, _("This cannot be made again: it can only be left as it is. Nothing was changed."));
	else if (id == V_SETTLE_KEEP || may_apply(app, r))
		ask(app, v, r, id == V_SETTLE_KEEP ? CONFLICT_KEEP : CONFLICT_APPLY);
	return true;
}

static unsigned key(struct app *app, void *state, const struct key_event *ev)
{
	unsigned w = app_list_key(app, &((struct conflicts *)state)->list, ev);

	return w & W_SUBMIT ? W_IGNORED : w; /* Enter is a command of the table */
}

static unsigned in(const void *state)
{
	(void)state;
	return IN_CONFLICTS;
}

/* --- drawing --------------------------------------------------------------------------------------- */

/* From `row` of the canvas on, `indent` columns in; returns the row behind. */
static int put(const struct canvas *c, int row, int indent, enum role role, const char *text)
{
	struct canvas rest = canvas_sub(c, row, indent, c->rows - row, c->cols - indent);

	return row + draw_paragraph(&rest, role, text);
}

static void draw_card(const struct canvas *c, const struct conflict_row *r, const char *was, const char *late)
{
	struct arena mem = { 0 };
	int row = put(c, 0, 0, ROLE_HEADING, arena_printf(&mem, _("It counts; the state is «%s»"), r->state));

	row = put(c, row, 0, ROLE_NORMAL, was);
	row = put(c, row, NOTE_INDENT, ROLE_NORMAL, r->was.note);
	row = put(c, row, 0, ROLE_HEADING, _("It did not fit and is not done"));
	row = put(c, row, 0, ROLE_NORMAL, late);
	put(c, row, NOTE_INDENT, ROLE_NORMAL, r->late.note);
	arena_free(&mem);
}

static void draw(struct app *app, void *state, const struct canvas *c, bool focused)
{
	struct conflicts *v = state;
	size_t i;
	const struct conflict_row *r = selected(v, &i);
	struct canvas heads = canvas_sub(c, 0, 0, 1, c->cols);
	struct canvas rows = canvas_sub(c, 1, 0, c->rows - 2 - CARD_ROWS, c->cols);
	struct canvas card = canvas_sub(c, c->rows - CARD_ROWS, 0, CARD_ROWS, c->cols);

	(void)app;
	if (!r) {
		draw_text(c, 1, 0, c->cols, ROLE_NORMAL, _("No conflict waits."));
		return;
	}
	draw_cells(&heads, ROLE_HEADING, (const char *const[4]){ _("Number"), _("When"), _("Office"), _("What did not fit") });
	list_draw(&v->list, &rows, focused);
	draw_card(&card, r, v->was[i], v->late[i]);
}

const struct view_ops view_conflicts = {
	.title = N_("Conflicts between sites"),
	.state_size = sizeof(struct conflicts),
	.open = open_it,
	.close = close_it,
	.show = read_again,
	.draw = draw,
	.key = key,
	.command = command,
	.in = in,
	.changed = read_again,
};
