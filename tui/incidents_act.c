/* tui/incidents_act.c - F9: what is done to an incident by a question or two: moving its planned end, closing
 * it. The rules are core's; what was typed is asked again with the sentence of a refusal. */
#include "core/i18n.h"
#include "core/text.h"
#include "tui/incidents.h"

enum { TIME_LETTERS = 30 };

/* Under which words typed into a question are kept. */
static const char *name_of(struct arena *mem, const struct incidents *s, enum verb_id v)
{
	return arena_printf(mem, "%s %s", verbs[v].name, s->number);
}

static void forget(struct app *app, struct incidents *s, enum verb_id v)
{
	struct arena mem = { 0 };

	app_forget_words(app, name_of(&mem, s, v));
	arena_free(&mem);
}

static void about(struct incidents *s)
{
	snprintf(s->number, sizeof(s->number), "%s", s->at.i.number);
}

static const char *title(struct arena *mem, const struct incidents *s)
{
	return arena_printf(mem, "%s · %s", s->number, s->at.i.title);
}

/* --- moving the end ------------------------------------------------------------------------------- */

static void ask_due(struct app *app, struct incidents *s, const char *why, const char *typed);

/* The end is that of the last question but one; the words are those of the last. */
static void move_end(struct app *app, struct incidents *s, const char *note)
{
	struct arena mem = { 0 };
	struct incident_form f;
	struct incident_row row;
	struct err e = { 0 };

	incident_form_init(&f);
	f.due = s->due;
	f.note = note;
	if (incident_edit(app_store(app), s->number, &f, -1, app_actor(app), &mem, &row, &e)) {
		app_fail(app, &e);
	} else {
		forget(app, s, V_INCIDENT_PROLONG);
		app_changed(app);
		app_say(app, ROLE_OK, arena_printf(&mem, _("%s: %s. What the autoresponder says has changed too."),
						   row.i.number,
						   incident_until(&mem, &row.i, store_clock(app_store(app)))));
	}
	arena_free(&mem);
}

static void why_answered(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct arena mem = { 0 };
	const char *note = arena_strdup(&mem, dialog_text(d));

	if (yes)
		move_end(app, ctx, note);
	arena_free(&mem);
}

static void due_answered(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct incidents *s = ctx;
	struct arena mem = { 0 };
	const char *typed = arena_strdup(&mem, dialog_text(d));

	if (yes && (!incident_time_parse(store_clock(app_store(app)), typed, true, &s->due) || !s->due)) {
		ask_due(app, s, _("This is no time. Write 18:00, or 07.11.2026 18:00."), typed);
	} else if (yes && s->due <= s->at.i.start) {
		ask_due(app, s, _("The end cannot be before the beginning."), typed);
	} else if (yes) {
		dialog_write(d, title(&mem, s), _("Why is it moved? May be left empty."), INCIDENT_NOTE_BYTES, false);
		dialog_keep(d, name_of(&mem, s, V_INCIDENT_PROLONG));
		app_ask(app, why_answered, s);
	}
	arena_free(&mem);
}

static void ask_due(struct app *app, struct incidents *s, const char *why, const char *typed)
{
	struct arena mem = { 0 };
	struct dialog *d = app_dialog(app);

	dialog_prompt(d, title(&mem, s), why ? why : _("New planned end: 18:00, or 07.11.2026 18:00."),
		      TIME_LETTERS);
	if (why)
		d->role = ROLE_ERROR;
	if (typed)
		dialog_fill(d, typed);
	app_ask(app, due_answered, s);
	arena_free(&mem);
}

static bool is_over(struct app *app, const struct incidents *s)
{
	struct arena mem = { 0 };
	bool over = s->at.phase == PHASE_CLOSED || s->at.phase == PHASE_CANCELLED;

	if (over)
		app_say(app, ROLE_ERROR, arena_printf(&mem, _("%s is ended: it cannot be changed any more. Open another one."),
						      s->at.i.number));
	arena_free(&mem);
	return over;
}

void incidents_prolong(struct app *app, struct incidents *s)
{
	if (is_over(app, s))
		return;
	about(s);
	ask_due(app, s, NULL, NULL);
}

/* --- closing -------------------------------------------------------------------------------------- */

static void ask_end(struct app *app, struct incidents *s, const char *why, const char *typed);

static void read_it(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	(void)app;
	(void)ctx;
	(void)d;
	(void)yes;
}

/* Those that could not follow are named; a dispatcher looks after each of them. */
static void tell_left(struct app *app, const struct incident_end *end)
{
	enum { NAMED = 6 };
	struct arena mem = { 0 };
	const char *t = _("These appeals could not follow; they stay as they are:");

	for (int i = 0; i < end->nleft && i < NAMED; i++)
		t = arena_printf(&mem, "%s\n%s: %s", t, end->left[i].ref, end->left[i].why);
	if (end->nleft > NAMED)
		t = arena_printf(&mem, _("%s\nand %d more: see the list of the card"), t, end->nleft - NAMED);
	dialog_message(app_dialog(app), end->row.i.number, t);
	app_dialog(app)->role = ROLE_WARN;
	app_ask(app, read_it, NULL);
	arena_free(&mem);
}

static void tell_closed(struct app *app, const struct incident_end *end)
{
	struct arena mem = { 0 };
	const char *number = end->row.i.number;
	const char *t = end->row.phase == PHASE_CANCELLED
		? arena_printf(&mem, _("%s is cancelled."), number)
		: !end->row.joined ? arena_printf(&mem, _("%s is closed."), number)
		: arena_printf(&mem, P_("%s is closed; %d appeal is to be confirmed by the applicant.",
					"%s is closed; %d appeals are to be confirmed by the applicants.", end->moved),
			       number, end->moved);

	app_say(app, end->nleft ? ROLE_WARN : ROLE_OK, t);
	if (end->nleft)
		tell_left(app, end);
	arena_free(&mem);
}

static void end_answered(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct incidents *s = ctx;
	struct arena mem = { 0 };
	struct incident_end end;
	struct err e = { 0 };
	const char *typed = arena_strdup(&mem, dialog_text(d));

	if (!yes) {
		app_say(app, ROLE_MESSAGE, d->kept ? _("Nothing was closed. The words are kept for the next time.")
						   : _("Nothing was closed."));
	} else if (incident_close(app_store(app), s->number, typed, 0, app_actor(app), &mem, &end, &e)) {
		if (e.code == ERR_INVALID)
			ask_end(app, s, e.msg, typed);
		else
			app_fail(app, &e);
	} else {
		forget(app, s, V_INCIDENT_CLOSE);
		app_changed(app);
		tell_closed(app, &end);
	}
	arena_free(&mem);
}

static void ask_end(struct app *app, struct incidents *s, const char *why, const char *typed)
{
	struct arena mem = { 0 };
	struct dialog *d = app_dialog(app);
	const char *text = s->at.phase == PHASE_PLANNED
		? _("It has not begun: it is cancelled. Why? The joined appeals stay as they are.")
		: s->at.waiting ? arena_printf(&mem, P_("How did it end? %d joined appeal is reported done with these words.",
							"How did it end? %d joined appeals are reported done with these words.",
							s->at.waiting), s->at.waiting)
		: _("How did it end?");

	dialog_write(d, title(&mem, s), why ? why : text, INCIDENT_NOTE_BYTES, false);
	if (why)
		d->role = ROLE_ERROR;
	if (typed)
		dialog_fill(d, typed);
	dialog_keep(d, name_of(&mem, s, V_INCIDENT_CLOSE));
	app_ask(app, end_answered, s);
	arena_free(&mem);
}

/* A closed one with appeals that still wait: its closing was cut short. */
static void go_on(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct incidents *s = ctx;
	struct arena mem = { 0 };
	struct incident_end end;
	struct err e = { 0 };

	(void)d;
	if (yes && incident_close(app_store(app), s->number, "", 0, app_actor(app), &mem, &end, &e)) {
		app_fail(app, &e);
	} else if (yes) {
		app_changed(app);
		tell_closed(app, &end);
	}
	arena_free(&mem);
}

void incidents_close_it(struct app *app, struct incidents *s)
{
	struct arena mem = { 0 };

	about(s);
	if (s->at.phase == PHASE_CLOSED && s->at.waiting) {
		dialog_confirm(app_dialog(app), title(&mem, s),
			       _("It is closed, but some joined appeals are not done yet. Report them done with its words?"));
		app_ask(app, go_on, s);
	} else if (!is_over(app, s)) {
		ask_end(app, s, NULL, NULL);
	}
	arena_free(&mem);
}
