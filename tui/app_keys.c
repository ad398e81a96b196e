/* tui/app_keys.c - from a key to a command: the dialog first, then the view, then the table. */
#include "core/i18n.h"
#include "core/join.h"
#include "core/text.h"
#include "tui/action.h"
#include "tui/app_internal.h"
#include "tui/bulk.h"
#include "tui/term.h"

unsigned app_in(struct app *app)
{
	const struct view_ops *v = views[app->view];

	return IN_ALL | (v->in ? v->in(app->state[app->view]) : 0);
}

unsigned app_help_in(const struct app *app)
{
	enum view_id id = app->view == VIEW_HELP ? app_came_from(app) : app->view;

	return app->state[id] && views[id]->in ? views[id]->in(app->state[id]) : 0;
}

const struct appeal *app_appeal(struct app *app, int *k)
{
	const struct view_ops *v = views[app->view];

	*k = 1;
	return v->appeal ? v->appeal(app->state[app->view], k) : NULL;
}

/* Commands of the application itself. */
static bool app_command(struct app *app, enum verb_id id)
{
	static const struct {
		enum verb_id verb;
		enum view_id view;
	} shows[] = {
		{ V_VIEW_HELP, VIEW_HELP }, { V_VIEW_INTAKE, VIEW_INTAKE }, { V_VIEW_APPEALS, VIEW_APPEALS },
		{ V_VIEW_CALLS, VIEW_CALLS },
		{ V_VIEW_BOARD, VIEW_BOARD }, { V_VIEW_CALLBACKS, VIEW_CALLBACKS },
		{ V_VIEW_REFERENCE, VIEW_REFERENCE },
		{ V_VIEW_REPORTS, VIEW_REPORTS },
		{ V_VIEW_INCIDENTS, VIEW_INCIDENTS }, { V_VIEW_ADMIN, VIEW_ADMIN }, { V_PRINT, VIEW_PRINTS },
		{ V_CONFLICTS, VIEW_CONFLICTS },
	};

	for (size_t i = 0; i < COUNT(shows); i++) {
		if (shows[i].verb == id) {
			app_show(app, shows[i].view);
			return true;
		}
	}
	if (id == V_REDRAW) {
		term_redraw();
	} else if (id == V_INSERT_TEMPLATE) {
		app_template(app);
	} else if (id == V_COMMAND || id == V_COMMAND_CHORD) {
		app_command_begin(app);
	} else if (id == V_LOCK) {
		app_lock(app);
	} else if (id == V_QUIT) {
		app_end(app, 0, NULL);
	} else {
		return false;
	}
	return true;
}

void app_run(struct app *app, enum verb_id id)
{
	const struct view_ops *v = views[app->view];
	struct policy pol;
	struct err e = { 0 };
	int k;
	const struct appeal *a = app_appeal(app, &k);

	struct marks *m = v->marks ? v->marks(app->state[app->view]) : NULL;

	store_policy(app->store, &pol);
	if (m && bulk_begin(app, id, m))
		return;
	if (verb_possible(&verbs[id], &app->who, a, k, &pol, &e)) {
		app_fail(app, &e);
		return;
	}
	if (v->command && v->command(app, app->state[app->view], id))
		return;
	if (app_command(app, id))
		return;
	if (a)
		action_begin(app, id, a, k);
}

void app_go_on(struct app *app, enum verb_id id)
{
	struct arena mem = { 0 };
	int k;
	const struct appeal *a = app_appeal(app, &k);
	const char *ref = a ? question_ref(&mem, a, k) : "";

	app_back(app);
	a = app_appeal(app, &k);
	if (verbs[id].act < 0 || (a && strcmp(question_ref(&mem, a, k), ref) == 0))
		app_run(app, id);
	else
		app_say(app, ROLE_WARN, _("Another one is in hand here by now: nothing was recorded."));
	arena_free(&mem);
}

/* Before login, on a locked screen and in a window that is too small only these work. */
static bool works_now(const struct app *app, enum verb_id id)
{
	bool nothing_seen = app->view == VIEW_LOGIN || screen_small(&app->screen);

	return !nothing_seen || id == V_REDRAW || id == V_QUIT;
}

static void give_to_table(struct app *app, const struct key_event *ev)
{
	unsigned in = app_in(app);

	for (int i = 0; i < VERB_COUNT; i++) {
		if ((verbs[i].in & in) && keymap_is(&app->keys, (enum verb_id)i, ev) &&
		    works_now(app, (enum verb_id)i)) {
			app_run(app, (enum verb_id)i);
			return;
		}
	}
}

/* Nothing is left out in silence: a beep alone is not heard in a headset. */
static void tell_refused(struct app *app, unsigned w)
{
	if (w & W_REFUSED)
		app->screen.beep = true;
	if (w & W_FULL)
		app_say(app, ROLE_ERROR, _("It does not fit: the field is full and the end was not taken. Shorten the text."));
	if (w & W_NO_TEXT)
		app_say(app, ROLE_ERROR, _("What you type is not taken: the arrows and Enter answer, Esc goes back."));
	if (w & W_NO_CHOICE)
		app_say(app, ROLE_ERROR, _("None of the choices begins so: Space and the arrows show them one by one."));
}

/* Words are kept before the answer is given; where they cannot be, only a second Esc drops them. */
static bool may_close(struct app *app, unsigned w)
{
	struct err e = { 0 }, told = { 0 };

	if (!app_keep(app, &e) || !(w & W_CANCEL))
		return true;
	app->dialog.changed = false;
	err_set(&told, e.code, _("%s Esc once more drops what you typed."), e.msg);
	app_fail(app, &told);
	return false;
}

static void give_to_dialog(struct app *app, const struct key_event *ev)
{
	unsigned w = dialog_key(&app->dialog, ev);

	tell_refused(app, w);
	if (ev->kind == EV_FN && ev->fn >= FN_F1)
		app_say(app, ROLE_WARN, _("A question is open: answer it, or close it with Esc."));
	if (!(w & (W_SUBMIT | W_CANCEL)) || !may_close(app, w))
		return;
	app_answer answer = app->answer;

	app->asked = false;
	app->answer = NULL;
	if (answer)
		answer(app, app->answer_ctx, &app->dialog, (w & W_SUBMIT) != 0);
	if (!app->asked)
		dialog_close(&app->dialog);
}

void app_type(struct app *app, const struct key_event *ev)
{
	if (app->dialog.kind != DIALOG_NONE)
		give_to_dialog(app, ev);
	else
		tell_refused(app, views[app->view]->key(app, app->state[app->view], ev));
}

/* Esc and then a digit is the second form of a function key (design.md 8). Some terminals send the two as
 * one (keydec.c): those always are. Typed by hand, a digit counts soon after an Esc that did nothing or only
 * asked something, and never where text is typed: there it is a digit, of a telephone most often. Without this
 * "Esc 1" on the call-backs would answer "yes". */
static bool second_form(struct app *app, const struct key_event *ev, struct key_event *fn)
{
	enum { SOON_MS = 600 };
	bool soon = mono_ms() - app->esc_ms < SOON_MS;
	unsigned digit = ev->kind == EV_CHAR ? ev->cp - '0' : 10;

	app->esc_ms = 0;
	if (!soon || digit > 9)
		return false;
	*fn = (struct key_event){ .kind = EV_FN, .fn = digit ? FN_F1 + (digit - 1) : FN_F10 };
	if (app->dialog.kind != DIALOG_NONE)
		give_to_dialog(app, &(struct key_event){ .kind = EV_FN, .fn = FN_ESC });
	return true;
}

/* The cursor is shown where text is typed and nowhere else. */
static bool text_is_typed(const struct app *app)
{
	return app->screen.cursor_y >= 0;
}

/* Whether the Esc, of which the view made `w`, may be the first half of a function key. */
static bool half_of_fn(const struct app *app, const struct key_event *ev, unsigned w)
{
	return key_is_fn(ev, FN_ESC) && app->view != VIEW_LOGIN && !text_is_typed(app) &&
	       (w == W_IGNORED || app->dialog.kind != DIALOG_NONE);
}

/* What works over a question and over the ':' line too: whoever leaves the desk locks it at once. */
static bool works_over_all(struct app *app, const struct key_event *ev)
{
	static const enum verb_id over_all[] = { V_LOCK, V_REDRAW, V_QUIT };

	for (size_t i = 0; i < COUNT(over_all); i++) {
		if (keymap_is(&app->keys, over_all[i], ev) && app->logged_in && !app->locked) {
			app_run(app, over_all[i]);
			return true;
		}
	}
	return false;
}

/* A key that bounces, or is held, must not answer the question that it has opened: on the call-backs a second 1
 * would be the worst grade. */
static bool bounces(const struct app *app, const struct key_event *ev)
{
	enum { BOUNCE_MS = 400 };
	const struct key_event *o = &app->opener;
	bool chosen_by_key = app->dialog.kind == DIALOG_CHOOSE || app->dialog.kind == DIALOG_CONFIRM;

	return chosen_by_key && mono_ms() - app->opened_ms < BOUNCE_MS && ev->kind == EV_CHAR &&
	       o->kind == ev->kind && o->cp == ev->cp;
}

void app_event(struct app *app, const struct key_event *ev)
{
	struct key_event fn;

	if (ev->kind == EV_RESIZE)
		return;
	if (bounces(app, ev)) {
		app->screen.beep = true;
		return;
	}
	app->key = *ev;
	if (!app_steps(ev))
		app_rest(app);
	if (!app->locked && second_form(app, ev, &fn))
		ev = &fn;
	if (screen_small(&app->screen)) {
		give_to_table(app, ev);
		return;
	}
	if (works_over_all(app, ev))
		return;
	if (app->pick.list.kind != DIALOG_NONE && !app->locked) {
		app_template_key(app, ev);
		return;
	}
	if (app->dialog.kind != DIALOG_NONE && !app->locked) {
		if (app->dialog.kind == DIALOG_TEXT && keymap_is(&app->keys, V_INSERT_TEMPLATE, ev))
			app_template(app);
		else
			give_to_dialog(app, ev);
		return;
	}
	if (app->command_on && !app->locked) {
		app_command_key(app, ev);
		return;
	}
	app->message[0] = '\0';
	unsigned w = views[app->view]->key(app, app->state[app->view], ev);

	tell_refused(app, w);
	if (w == W_IGNORED)
		give_to_table(app, ev);
	if (half_of_fn(app, ev, w))
		app->esc_ms = mono_ms();
}
