/* tui/app_draw.c - one frame: title line, the view, message line, key bar. No I/O. */
#include "core/i18n.h"
#include "core/text.h"
#include "tui/app_internal.h"

enum { MESSAGE_ROWS = 4 };

static void draw_title(struct app *app, const struct canvas *c)
{
	struct arena a = { 0 };
	struct civil now = civil_at(store_clock(app->store), app_now(app));
	const char *who = app->logged_in ? app->who.name : "";
	const char *left = arena_printf(&a, " %s · %s%s%s", store_site(app->store), _(views[app->view]->title),
					*who ? " · " : "", who);
	const char *right = arena_printf(&a, "%02d:%02d ", now.hour, now.minute);

	if (app->logged_in && app->counts.open)
		right = arena_printf(&a, _("  open %d · overdue %d · call back %d   %s"), app->counts.open,
				     app->counts.overdue, app->counts.callbacks, right);
	int cols = text_width(right);

	draw_text(c, 0, 0, c->cols - cols, ROLE_TITLE, left);
	draw_text(c, 0, c->cols - cols, cols, ROLE_TITLE, right);
	arena_free(&a);
}

/* One "F2 Label" of the key bar; returns its columns, 0 when it does not fit. */
static int draw_key(const struct canvas *c, int x, const char *key, const char *label, bool possible)
{
	int kw = text_width(key), lw = text_width(label);

	if (x + kw + 1 + lw > c->cols)
		return 0;
	draw_text(c, 0, x, kw, possible ? ROLE_KEY : ROLE_KEY_OFF, key);
	draw_text(c, 0, x + kw + 1, lw, possible ? ROLE_KEY_LABEL : ROLE_KEY_OFF, label);
	return kw + 1 + lw + 2;
}

/* Draws the keys of one row of the bar that can be pressed now, or (possible false) those that cannot;
 * returns where the next one goes. */
static int draw_keys(struct app *app, const struct canvas *c, int x, bool everywhere, bool possible)
{
	struct policy pol;
	unsigned in = app_in(app);
	int k;
	const struct appeal *a = app_appeal(app, &k);

	store_policy(app->store, &pol);
	for (int i = 0; i < VERB_COUNT; i++) {
		const struct verb *v = &verbs[i];
		bool all = (v->in & IN_ALL) != 0;

		if (!*app->keys.name[i] || !v->bar || !(v->in & in) || all != everywhere)
			continue;
		bool now = verb_possible(v, &app->who, a, k, &pol, NULL) == ERR_OK;

		if (everywhere || now == possible)
			x += draw_key(c, x, app->keys.name[i], _(v->bar), now);
	}
	return x;
}

static void draw_bar(struct app *app, const struct canvas *c)
{
	draw_fill(c, ROLE_KEY_LABEL);
	if (app->view == VIEW_LOGIN)
		return;
	struct canvas row = canvas_sub(c, 0, 0, 1, c->cols);

	/* What cannot be done now is dim, says why when pressed, and goes last: there may be no room. */
	draw_keys(app, &row, draw_keys(app, &row, 0, false, true), false, false);
	row = canvas_sub(c, 1, 0, 1, c->cols);
	draw_keys(app, &row, 0, true, true); /* F-keys keep their places */
}

/* Over the key bar; the rows of a long sentence cover the end of the view. */
static void draw_message(struct app *app, const struct canvas *c)
{
	struct slice lines[MESSAGE_ROWS];
	const char *next = *app->message ? app->message : NULL;
	int n = 0;

	for (; next && n < MESSAGE_ROWS; n++) {
		lines[n].s = next;
		lines[n].len = text_wrap(next, c->cols, &next);
	}
	for (int i = 0; i < n; i++)
		draw_slice(c, c->rows - n + i, 0, c->cols, app->message_role, lines[i]);
}

void app_draw(struct app *app)
{
	struct canvas all = screen_begin(&app->screen);

	if (screen_small(&app->screen)) {
		draw_small(&all);
		screen_end(&app->screen);
		return;
	}
	struct canvas body = canvas_sub(&all, 1, 0, all.rows - 4, all.cols);
	struct canvas message = canvas_sub(&all, 1, 0, all.rows - 3, all.cols);
	struct canvas bar = canvas_sub(&all, all.rows - 2, 0, 2, all.cols);

	draw_title(app, &all);
	views[app->view]->draw(app, app->state[app->view], &body,
			      app->dialog.kind == DIALOG_NONE || app->locked);
	draw_message(app, &message);
	draw_bar(app, &bar);
	if (!app->locked)
		dialog_draw(&app->dialog, &all);
	screen_end(&app->screen);
}

/* A frame of its own in the middle of long work. */
bool app_progress(struct app *app, const char *what, int64_t done, int64_t total)
{
	struct arena a = { 0 };
	struct key_event ev;
	bool go_on = true;

	app_say(app, ROLE_MESSAGE, total > 0 ? arena_printf(&a, _("%s: %d %%   Esc stops"), what,
							   (int)(done * 100 / total)) : what);
	app_draw(app);
	arena_free(&a);
	input_fill(&app->input);
	while (input_next(&app->input, &ev))
		if (key_is_fn(&ev, FN_ESC))
			go_on = false;
	return go_on;
}
