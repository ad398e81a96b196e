/* tui/view_prints.c - the receipts that wait for a printer: which, since when, whose, why not yet. One's own are tried
 * again by themselves; here they are hurried, sent to another printer or taken out. */
#include "core/i18n.h"
#include "core/text.h"
#include "data/store/draft.h"
#include "tui/list.h"
#include "tui/printers.h"
#include "tui/spool.h"
#include "tui/view.h"

enum { NUMBER_COLS = 14, TIME_COLS = 11, LOGIN_COLS = 12, PRINTER_COLS = 14, WHY_ROWS = 3 };

/* What a choice of printers is for. */
enum wish { WISH_OTHER, WISH_MINE };

struct prints {
	struct list list;
	struct print_list all; /* in mem */
	const char **times, **whys;
	struct arena mem;
	int64_t chosen;        /* the receipt a question is about */
	const char *names[DIALOG_CHOICES]; /* of the printers offered, in names_mem */
	struct arena names_mem;
};

/* --- rows ----------------------------------------------------------------------------------------- */

static size_t row_count(const void *ctx)
{
	return (size_t)((const struct prints *)ctx)->all.n;
}

static int64_t row_id(const void *ctx, size_t i)
{
	return ((const struct prints *)ctx)->all.rows[i].id;
}

static void draw_cells(const struct canvas *c, enum role role, const char *const cells[5])
{
	const int cols[5] = { NUMBER_COLS, TIME_COLS, LOGIN_COLS, PRINTER_COLS,
		c->cols - NUMBER_COLS - TIME_COLS - LOGIN_COLS - PRINTER_COLS - 4 };

	for (int i = 0, x = 0; i < 5; x += cols[i++] + 1)
		draw_text(c, 0, x, cols[i], role, cells[i]);
}

static void row_draw(const void *ctx, const struct canvas *row, size_t i, enum role role)
{
	const struct prints *v = ctx;
	const struct print_wait *p = &v->all.rows[i];

	draw_cells(row, role, (const char *const[5]){ p->number, v->times[i], p->login, printers_label(p->printer),
						      v->whys[i] });
}

static const struct list_ops rows_ops = { row_count, row_id, row_draw };

static const struct print_wait *selected(const struct prints *v)
{
	size_t i;

	return list_selected(&v->list, &i) ? &v->all.rows[i] : NULL;
}

/* --- reading -------------------------------------------------------------------------------------- */

static void read_again(struct app *app, void *state)
{
	struct prints *v = state;
	struct err e = { 0 };
	char when[17];

	arena_free(&v->mem);
	v->all.n = 0;
	if (print_list(app_store(app), NULL, &v->mem, &v->all, &e))
		app_fail(app, &e);
	v->times = arena_alloc(&v->mem, (size_t)(v->all.n + 1) * sizeof(*v->times));
	v->whys = arena_alloc(&v->mem, (size_t)(v->all.n + 1) * sizeof(*v->whys));
	for (int i = 0; i < v->all.n; i++) {
		civil_format_minute(store_clock(app_store(app)), v->all.rows[i].at, when);
		v->times[i] = arena_printf(&v->mem, "%s %s", arena_strndup(&v->mem, when, strlen("31.12")),
					   when + strlen("31.12.2026 "));
		v->whys[i] = spool_why(&v->all.rows[i]);
	}
	list_sync(&v->list);
}

static enum err_code open_it(struct app *app, void *state, struct err *e)
{
	struct prints *v = state;

	(void)app;
	(void)e;
	list_init(&v->list, &rows_ops, v);
	return ERR_OK;
}

static void close_it(struct app *app, void *state)
{
	struct prints *v = state;

	(void)app;
	arena_free(&v->mem);
	arena_free(&v->names_mem);
}

/* --- commands -------------------------------------------------------------------------------------- */

static void changed_here(struct app *app, struct prints *v)
{
	read_again(app, v);
	app_print_look(app);
	app_dirty(app);
}

/* The selected one, whosever it is: its person may have gone home. */
static void retry(struct app *app, struct prints *v)
{
	const struct print_wait *p = selected(v);

	if (!p)
		app_say(app, ROLE_MESSAGE, _("Nothing waits for a printer."));
	else
		app_print_now(app, p->id);
	changed_here(app, v);
}

static void cancel_answer(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct prints *v = ctx;
	struct err e = { 0 };

	(void)d;
	if (!yes)
		return;
	if (print_cancel(app_store(app), v->chosen, app_actor(app), &e))
		app_fail(app, &e);
	else
		app_say(app, ROLE_OK, _("Taken out: the receipt will not be printed."));
	changed_here(app, v);
}

static void ask_cancel(struct app *app, struct prints *v, const struct print_wait *p)
{
	struct arena mem = { 0 };

	v->chosen = p->id;
	dialog_confirm(app_dialog(app), p->number,
		       arena_printf(&mem, _("Take the receipt of %s out of the printing queue? Its PIN is then known to nobody "
					    "who has not written it down."), p->number));
	arena_free(&mem);
	app_ask(app, cancel_answer, v);
}

static void take_mine(struct app *app, const char *name)
{
	struct arena mem = { 0 };
	struct err e = { 0 };

	if (!app_draft(app) || draft_set_setting(app_draft(app), "printer", name, &e))
		app_fail(app, &e);
	else
		app_say(app, ROLE_OK, arena_printf(&mem, _("Your receipts go to the printer «%s»."), printers_label(name)));
	arena_free(&mem);
}

static void printer_chosen(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct prints *v = ctx;
	struct err e = { 0 };

	if (!yes)
		return;
	if (d->tag == WISH_MINE) {
		take_mine(app, v->names[d->choice]);
		return;
	}
	if (print_move(app_store(app), v->chosen, v->names[d->choice], app_actor(app), &e))
		app_fail(app, &e);
	else
		app_say(app, ROLE_OK, _("Sent to the other printer."));
	changed_here(app, v);
}

/* The usual printer and those with names, by digits. */
static void ask_printer(struct app *app, struct prints *v, enum wish wish, const char *title)
{
	const char *items[DIALOG_CHOICES];
	struct named_setting *all;
	struct err e = { 0 };
	int n, shown = 1;

	arena_free(&v->names_mem);
	if (store_settings(app_store(app), "printer.", &v->names_mem, &all, &n, &e)) {
		app_fail(app, &e);
		return;
	}
	v->names[0] = "";
	items[0] = printers_label("");
	for (; shown <= n && shown < DIALOG_CHOICES; shown++)
		v->names[shown] = items[shown] = all[shown - 1].name;
	dialog_choose(app_dialog(app), title, items, (size_t)shown);
	if (!n)
		dialog_say(app_dialog(app), _("The site has one printer. The administrator names others: pult setting "
					      "printer.window2 tcp:HOST."));
	app_dialog(app)->tag = wish;
	app_ask(app, printer_chosen, v);
}

static bool command(struct app *app, void *state, enum verb_id id)
{
	struct prints *v = state;
	const struct print_wait *p = selected(v);

	if (id == V_PRINT_RETRY)
		retry(app, v);
	else if (id == V_PRINT_MINE)
		ask_printer(app, v, WISH_MINE, _("The printer for your receipts"));
	else if (id == V_PRINT_CANCEL && p)
		ask_cancel(app, v, p);
	else if (id == V_PRINT_MOVE && p)
		v->chosen = p->id, ask_printer(app, v, WISH_OTHER, p->number);
	else
		return false;
	return true;
}

static unsigned key(struct app *app, void *state, const struct key_event *ev)
{
	return app_list_key(app, &((struct prints *)state)->list, ev);
}

static unsigned in(const void *state)
{
	(void)state;
	return IN_PRINTS;
}

/* --- drawing --------------------------------------------------------------------------------------- */

/* When it is tried again, by its person's screen; "" for one that nothing happened to. */
static const char *next_try(struct app *app, const struct print_wait *p, struct arena *mem)
{
	char when[17];

	if (!p->tries || p->busy)
		return "";
	civil_format_minute(store_clock(app_store(app)), p->next_at, when);
	return arena_printf(mem, P_("%d try; the next at %s", "%d tries; the next at %s", p->tries), p->tries,
			    when + strlen("31.12.2026 "));
}

static void draw(struct app *app, void *state, const struct canvas *c, bool focused)
{
	struct prints *v = state;
	struct arena mem = { 0 };
	const struct print_wait *p = selected(v);
	struct canvas heads = canvas_sub(c, 1, 0, 1, c->cols);
	struct canvas why = canvas_sub(c, c->rows - WHY_ROWS, 0, WHY_ROWS, c->cols);
	struct canvas rows = canvas_sub(c, 2, 0, c->rows - 3 - WHY_ROWS, c->cols);
	const char *mine = app_printer(app, &mem);

	draw_text(c, 0, 0, c->cols, ROLE_LABEL,
		  arena_printf(&mem, _("The printer for your receipts: %s"), printers_label(mine)));
	if (p)
		draw_cells(&heads, ROLE_HEADING, (const char *const[5]){ _("Number"), _("Since"), _("Person"), _("Printer"),
									 _("Why it waits") });
	list_draw(&v->list, &rows, focused);
	if (p) {
		int row = draw_paragraph(&why, ROLE_NORMAL, spool_why(p));

		draw_text(&why, row, 0, c->cols, ROLE_LABEL, next_try(app, p, &mem));
	} else {
		draw_text(c, 2, 0, c->cols, ROLE_NORMAL, _("Nothing waits for a printer."));
	}
	arena_free(&mem);
}

const struct view_ops view_prints = {
	.title = N_("Printing queue"),
	.state_size = sizeof(struct prints),
	.open = open_it,
	.close = close_it,
	.show = read_again,
	.draw = draw,
	.key = key,
	.command = command,
	.in = in,
	.changed = read_again,
};
