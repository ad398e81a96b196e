/* tui/intake_done.c - F2 after Ctrl-S: registering, the number and the PIN in large letters, what to say,
 * passing to the executor. The PIN is shown only here and is wiped with the screen. */
#include "core/i18n.h"
#include "core/text.h"
#include "tui/bigtext.h"
#include "tui/intake.h"

enum { MARGIN = 3, NUMBER_ROW = 3, PIN_ROW = 9, PIN_COL = 9, WORDS_ROW = 15 };

/* --- registering ------------------------------------------------------------------------------------ */

/* The sentence goes beside the field, the focus into it; nothing typed is lost. */
static void refused(struct app *app, struct intake *s, const char *field, const struct err *e)
{
	if (field) {
		form_set_error(&s->form, field, e->msg);
		form_focus(&s->form, field); /* the last row says it */
	} else {
		app_fail(app, e);
	}
}

/* All of them are marked; the last row says the first one, and here it is said that there are more. */
static void faults(struct app *app, struct intake *s, size_t n)
{
	struct arena a = { 0 };

	form_focus_error(&s->form);
	if (n > 1)
		app_say(app, ROLE_ERROR, arena_printf(&a, P_("Not registered: %d more field is at fault, marked with «!».",
							     "Not registered: %d more fields are at fault, marked with «!».",
							     n - 1), (int)n - 1));
	arena_free(&a);
}

/* The key of the form stands for an appeal with other words (another window, a correction): these are kept
 * and may be registered for themselves. */
static void other_words(struct app *app, struct intake *s, const struct appeal *before)
{
	struct arena a = { 0 };

	intake_new_key(s);
	s->form.changed++; /* the journal keeps the new key */
	intake_save(app, s);
	app_say(app, ROLE_ERROR,
		arena_printf(&a, _("%s was registered from this form before, with other words. What you typed is kept: "
				   "%s registers it as a new appeal."), before->number, app_key(app, V_REGISTER)));
	arena_free(&a);
	arena_free(&s->done_mem);
}

/* The first answer takes the name out, the second lets it stay. */
static void which_is_meant(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct intake *s = ctx;

	form_focus(&s->form, "applicant");
	if (!yes)
		return;
	if (d->choice == 0)
		form_set(&s->form, "name", "");
	else
		form_set(&s->form, "applicant", vocab_wire(&vocab_applicant, APPLICANT_INDIVIDUAL));
	intake_register(app, s);
}

static void ask_which(struct app *app, struct intake *s)
{
	const char *const items[] = { _("Anonymous: the name is taken out"), _("With the name: the applicant is individual") };

	dialog_choose(app_dialog(app), _("Anonymous, or with the name?"), items, COUNT(items));
	dialog_say(app_dialog(app), _("An anonymous appeal has no name (law 393/96, Article 8)."));
	app_ask(app, which_is_meant, s);
}

/* A new appeal, or another question of one: the same checks, the same answer. */
static enum err_code send(struct app *app, struct intake *s, struct registration *r, struct registered *got,
			  struct err *e)
{
	if (!*s->more_of)
		return appeal_register(app_store(app), r, app_actor(app), &s->done_mem, got, &got->where, e);
	enum err_code rc = appeal_add_question(app_store(app), s->more_of, r, -1, app_actor(app), &s->done_mem, got, e);

	memcpy(got->pin, s->more_pin, sizeof(got->pin));
	return rc;
}

/* What was registered is on the screen; this form never showed the number, when it is known already, so nobody has the
 * first PIN. */
static void taken_in(struct app *app, struct intake *s, struct registered *got)
{
	struct err e = { 0 };

	s->appeal = got->appeal;
	if (got->again && !*s->more_of && store_has_pin_key(s->store) &&
	    appeal_new_pin(s->store, got->appeal.number, app_actor(app), &s->done_mem, &s->appeal, got->pin, &e))
		app_fail(app, &e);
	intake_aside_drop(app, s);
	intake_incident_join(app, s, got->k);
	intake_show_done(s, got->pin, got->again);
	intake_drop(app, s);
	app_changed(app);
}

void intake_register(struct app *app, struct intake *s)
{
	struct arena a = { 0 };
	struct registration r;
	struct registered got = { .where.field = "" };
	struct err e = { 0 };

	if (intake_named_anonymous(s)) {
		ask_which(app, s);
		return;
	}
	if (intake_stop_mistyped(app, s))
		return;
	intake_save(app, s); /* a crash from here on finds the key of what was being registered */
	size_t wrong = intake_registration(s, &a, &r);

	if (wrong) {
		faults(app, s, wrong);
	} else if (send(app, s, &r, &got, &e)) {
		arena_free(&s->done_mem);
		refused(app, s, intake_fault_field(got.where.field), &e);
	} else if (got.again && strcmp(r.text, appeal_question(&got.appeal, got.k)->text) != 0) {
		other_words(app, s, &got.appeal);
	} else {
		taken_in(app, s, &got);
	}
	explicit_bzero(&got.pin, sizeof(got.pin));
	arena_free(&a);
}

void intake_show_done(struct intake *s, const char *pin, bool again)
{
	intake_forget(s);
	s->done = true;
	s->again = again;
	snprintf(s->pin, sizeof(s->pin), "%s", pin);
}

void intake_reload(struct intake *s)
{
	struct arena fresh = { 0 };
	struct appeal now;
	struct err e = { 0 };

	if (appeal_load(s->store, s->appeal.number, &fresh, &now, NULL, &e)) {
		arena_free(&fresh);
		return;
	}
	arena_free(&s->done_mem);
	s->done_mem = fresh;
	s->appeal = now;
}

/* --- the screen ------------------------------------------------------------------------------------- */

/* "2) ЛМКП …, the term is until …" */
static const char *question_words(struct store *store, const struct question *q, struct arena *mem)
{
	const char *t = arena_printf(mem, "%d) %s", (int)q->k, *q->service_name ? q->service_name : _("no executor yet"));

	return q->due ? arena_printf(mem, _("%s, the term is until %s"), t, intake_day(store, q->due, mem)) : t;
}

static const char *all_words(struct store *store, const struct appeal *a, struct arena *mem)
{
	const char *t = "";

	for (int i = 0; i < a->nq; i++)
		t = arena_printf(mem, "%s%s%s", t, i ? "; " : "", question_words(store, &a->q[i], mem));
	return arena_printf(mem, P_("Appeal No. %s, %d question: %s.", "Appeal No. %s, %d questions: %s.", a->nq), a->number,
			    a->nq, t);
}

const char *intake_words(struct store *store, const struct appeal *a, struct arena *mem)
{
	const struct question *q = &a->q[0];

	if (a->nq > 1)
		return all_words(store, a, mem);
	bool passed = question_state(q) != ST_REGISTERED;
	const char *day = q->due ? intake_day(store, q->due, mem) : "";

	if (!*q->service_name && !q->due)
		return arena_printf(mem, _("Appeal No. %s is registered."), a->number);
	if (!*q->service_name)
		return arena_printf(mem, _("Appeal No. %s is registered, the term is until %s."), a->number, day);
	if (!q->due)
		return arena_printf(mem, passed ? _("Appeal No. %s is passed to: %s.")
						: _("Appeal No. %s, the executor is: %s."),
				    a->number, q->service_name);
	return arena_printf(mem, passed ? _("Appeal No. %s is passed to: %s, the term is until %s.")
					: _("Appeal No. %s, the executor is: %s, the term is until %s."),
			    a->number, q->service_name, day);
}

/* Returns the row below. */
static int draw_wrapped(const struct canvas *c, int y, enum role role, const char *text)
{
	const char *next;

	for (; text; text = next, y++) {
		struct slice s = { text, text_wrap(text, c->cols - 2 * MARGIN, &next) };

		draw_slice(c, y, MARGIN, c->cols - 2 * MARGIN, role, s);
	}
	return y;
}

static void draw_pin(const struct intake *s, const struct canvas *c)
{
	if (!*s->pin && s->appeal.nq > 1) {
		draw_wrapped(c, PIN_ROW, ROLE_DIM, _("The PIN was given with the first question: it is still the same."));
		return;
	}
	if (!*s->pin) {
		draw_wrapped(c, PIN_ROW, ROLE_WARN, _("There is no PIN: the base has no PIN key beside it."));
		return;
	}
	draw_text(c, PIN_ROW + BIG_ROWS / 2, MARGIN, PIN_COL - MARGIN, ROLE_LABEL, "PIN");
	big_draw(c, PIN_ROW, PIN_COL, ROLE_NUMBER, s->pin);
}

/* Who is to get a question that nobody has yet; NULL: nobody. */
static const struct service *proposed_for(const struct intake *s, const struct question *q)
{
	return question_state(q) == ST_REGISTERED ? catalogue_service(s->cat, q->service) : NULL;
}

/* The executors of the questions that nobody has yet, "" when there are none. */
static const char *waiting(const struct intake *s, struct arena *a)
{
	const char *t = "";

	for (int i = 0; i < s->appeal.nq; i++) {
		const struct question *q = &s->appeal.q[i];
		const struct service *to = proposed_for(s, q);

		if (to && !strstr(t, to->name))
			t = arena_printf(a, "%s%s%s", t, *t ? ", " : "", to->name);
	}
	return t;
}

static const char *what_next(struct app *app, const struct intake *s, struct arena *a)
{
	const char *to = waiting(s, a);
	const char *more = app_words(app, a, _("{receipt}: print the receipt. {question}: another question, {same-caller}: "
					       "another appeal of the caller. {next}: the next call."));

	if (!*to)
		return more;
	return s->appeal.nq > 1 ? arena_printf(a, _("%s, Enter: pass all of it. %s"), app_key(app, V_DISPATCH), more)
				: arena_printf(a, _("%s, Enter: pass it to %s. %s"), app_key(app, V_DISPATCH), to, more);
}

void intake_draw_done(struct app *app, const struct intake *s, const struct canvas *c)
{
	struct arena a = { 0 };
	const char *state = vocab_label(&vocab_state, (int)appeal_state(&s->appeal));
	const char *name = appeal_name(&a, &s->appeal);
	int y = s->appeal.nq > 1 ? WORDS_ROW - 1 : WORDS_ROW; /* there is more to say */

	const char *index = *s->appeal.law_index ? arena_printf(&a, _(" · index %s"), s->appeal.law_index) : "";

	draw_text(c, 0, MARGIN, c->cols - MARGIN, ROLE_OK,
		  arena_printf(&a, "%s%s%s%s", state, *name ? " · " : "", name, index));
	if (s->again)
		draw_wrapped(c, 1, ROLE_WARN, _("Registered before: nothing new was made, this PIN is a new one."));
	big_draw(c, NUMBER_ROW, MARGIN, ROLE_NUMBER, s->appeal.number);
	draw_pin(s, c);
	draw_text(c, y++, MARGIN, c->cols - MARGIN, ROLE_DIM, _("Say to the citizen:"));
	y = draw_wrapped(c, y, ROLE_NUMBER, intake_words(s->store, &s->appeal, &a));
	draw_wrapped(c, y < c->rows - 2 ? y + 1 : y, ROLE_DIM, what_next(app, s, &a));
	arena_free(&a);
}

/* --- passing on ------------------------------------------------------------------------------------- */

static enum err_code pass_one(struct app *app, struct appeal *a, const struct question *q, const struct service *to,
			      struct arena *mem, struct err *e)
{
	struct command cmd;

	command_init(&cmd, ACT_DISPATCH);
	cmd.k = (int)q->k;
	cmd.service = to->code;
	cmd.service_name = to->name;
	cmd.service_active = to->active;
	return appeal_move(app_store(app), a->number, &cmd, a->rev, app_actor(app), mem, a, e);
}

enum err_code intake_pass(struct app *app, struct intake *s, struct err *e)
{
	struct arena a = { 0 };
	struct appeal now = s->appeal;
	enum err_code rc = ERR_NOT_FOUND;

	for (int i = 0; i < s->appeal.nq && (!rc || rc == ERR_NOT_FOUND); i++) {
		const struct question *q = &s->appeal.q[i];
		const struct service *to = proposed_for(s, q);

		if (to)
			rc = pass_one(app, &now, q, to, &a, e);
	}
	arena_free(&a);
	return rc;
}

static void pass(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct intake *s = ctx;
	struct arena a = { 0 };
	struct err e = { 0 };

	(void)d;
	intake_reload(s); /* printing, or somebody else, may have changed it meanwhile */
	const char *to = waiting(s, &a);

	enum err_code rc = yes && *to ? intake_pass(app, s, &e) : ERR_NOT_FOUND;

	if (!rc)
		app_say(app, ROLE_OK, arena_printf(&a, _("%s is passed to: %s."), s->appeal.number, to));
	else if (e.code)
		app_fail(app, &e);
	if (!rc)
		app_changed(app);
	arena_free(&a);
}

bool intake_dispatch(struct app *app, struct intake *s)
{
	struct arena a = { 0 };
	const char *to = waiting(s, &a);
	bool any = *to != '\0';

	if (any) {
		dialog_confirm(app_dialog(app), _("Pass to an executor"),
			       arena_printf(&a, _("Pass %s to: %s?"), s->appeal.number, to));
		app_ask(app, pass, s);
	}
	arena_free(&a);
	return any;
}

/* --- the next call ---------------------------------------------------------------------------------- */

static void begin(struct app *app, struct intake *s)
{
	struct arena a = { 0 };
	bool waits = s->done && appeal_state(&s->appeal) == ST_REGISTERED, cleared = !s->done && !intake_empty(s);
	const char *said = waits ? arena_printf(&a, _("%s is not passed to an executor: it waits for a dispatcher."),
						s->appeal.number) : NULL;

	intake_put_aside(app, s, false);
	intake_begin(s);
	intake_drop(app, s);
	if (said)
		app_say(app, ROLE_WARN, said);
	if (cleared)
		app_hint(app, ROLE_MESSAGE, _("The form is cleared. {bring-back} brings back what was typed, until the next "
					      "registration."));
	arena_free(&a);
}

/* The first answer, which Enter gives, changes nothing. */
static void answered(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	if (yes && d->choice == 1)
		begin(app, ctx);
}

void intake_next(struct app *app, struct intake *s, bool ask)
{
	const char *form[] = { _("Go on with this form"), _("Clear it") };
	const char *done[] = { _("Leave them on the screen"), _("Take them off") };

	if (!ask || (!s->done && intake_empty(s))) {
		begin(app, s);
		return;
	}
	dialog_choose(app_dialog(app), s->done ? _("Take the number and the PIN off the screen?") : _("Clear the form?"),
		      s->done ? done : form, COUNT(form));
	dialog_say(app_dialog(app), s->done
		   ? _("The PIN is shown only here. Later a new one can be issued, this one cannot be seen again.")
		   : _("What is typed is not registered."));
	dialog_arrows(app_dialog(app));
	app_dialog(app)->role = ROLE_WARN;
	app_ask(app, answered, s);
}
