/* tui/view_intake.c - F2: a call is taken in one form, with the caller's card beside it.
 *
 * This file is the view: layout, keys, commands. Fields and their meaning are intake_form.c, the card
 * intake_caller.c, the journal intake_draft.c, registering and what follows intake_done.c. */
#include "core/i18n.h"
#include "core/text.h"
#include "tui/intake.h"

enum { WIDE_FROM = 120, FORM_COLS = 46, FORM_COLS_WIDE = 72, SPARE_ROWS = 9 };

static enum err_code open_it(struct app *app, void *state, struct err *e)
{
	return intake_open(state, app_store(app), app_actor(app), e);
}

static void close_it(struct app *app, void *state)
{
	(void)app;
	intake_close(state);
}

static void show(struct app *app, void *state)
{
	intake_script_read(state);
	intake_restore(app, state);
	intake_take_call(app, state);
	intake_take_consult(app, state);
}

static void changed(struct app *app, void *state)
{
	struct intake *s = state;

	(void)app;
	intake_script_read(s);
	if (s->done)
		intake_reload(s);
	else
		intake_caller(s, true);
}

/* Terms in minutes go on with the clock; that is no change of the form. */
static void tick(struct app *app, void *state)
{
	struct intake *s = state;

	if (s->done)
		return;
	intake_save(app, s);
	if (intake_term(s)) {
		s->saved = s->form.changed;
		app_dirty(app);
	}
}

static unsigned in(const void *state)
{
	const struct intake *s = state;

	return s->done ? IN_DONE : IN_INTAKE;
}

static const struct appeal *appeal(const void *state, int *k)
{
	const struct intake *s = state;

	*k = 1;
	return s->done ? &s->appeal : NULL;
}

static bool writes(const void *state)
{
	const struct intake *s = state;

	return !s->done && strcmp(form_focused(&s->form), "text") == 0;
}

static const char *note(const void *state)
{
	const struct intake *s = state;

	return s->done ? "" : s->last;
}

/* --- drawing ---------------------------------------------------------------------------------------- */

/* What is said or done at this field; the order of the call is domain.md 2.3. */
static const char *hint(struct app *app, const struct intake *s, int cols, struct arena *a)
{
	static const struct {
		const char *field, *words;
	} lines[] = {
		{ "topic", N_("A code or words; Enter takes the marked one, Down in an empty field shows all.") },
		{ "text", N_("In the words of the citizen; read it back. Tab leaves, {insert-template}: a template, {register} registers.") },
		{ "executor", N_("Change it only when another one must do the work. {register} registers.") },
		{ "residence", N_("«Where do you live?», when it is not the address of the problem.") },
		{ "complained", N_("The executor complained of never gets the order (law 393/96, Article 7).") },
		{ "signatories", N_("How many people signed, when there are several.") },
		{ "category", N_("Down shows the categories; a code or words narrow them. Seen by those who need it only.") },
		{ "received", N_("When it came, if not now: 07.11.2026 14:30.") },
	};
	const char *field = form_focused(&s->form);

	const char *choices = form_choices(&s->form, a);

	if (choices)
		return arena_printf(a, _("Space, ← → or the first letters: %s"), choices);
	if (strcmp(field, "name") == 0 && s->caller.npeople > 1)
		return arena_printf(a, _("1–%d takes the person of the card; or type another name."),
				    s->caller.npeople);
	for (size_t i = 0; i < COUNT(lines); i++)
		if (strcmp(lines[i].field, field) == 0)
			return app_words(app, a, _(lines[i].words));
	const char *said = intake_script_line(app, s, cols, a);

	return said ? said : app_words(app, a, _("{register} registers."));
}

/* The last row: what is wrong in the field, else what is said at it. The sentence has room for two rows. */
static void draw_line(struct app *app, const struct intake *s, const struct canvas *c, int y)
{
	struct arena a = { 0 };
	const char *wrong = form_error(&s->form), *next = NULL;
	enum role role = wrong ? ROLE_ERROR : ROLE_DIM;
	const char *text = wrong ? wrong : hint(app, s, c->cols, &a);
	size_t n = text_wrap(text, c->cols, &next);

	if (wrong && next) {
		draw_slice(c, y - 1, 0, c->cols, role, (struct slice){ text, n });
		text = next;
	}
	draw_text(c, y, 0, c->cols, role, text);
	arena_free(&a);
}

/* Under the fields of the page of the law, which hides those of the call. */
static void draw_way_back(struct app *app, const struct intake *s, const struct canvas *form)
{
	struct arena a = { 0 };

	draw_text(form, form_rows(&s->form) + 1, 0, s->form.label_cols + 1 + s->form.input_cols, ROLE_DIM,
		  app_words(app, &a, _("{law-page} or Esc: back to the call.")));
	arena_free(&a);
}

static void draw(struct app *app, void *state, const struct canvas *c, bool focused)
{
	struct intake *s = state;

	if (s->done) {
		intake_draw_done(app, s, c);
		intake_script_end(app, s, c);
		return;
	}
	if (*s->handed) {
		intake_draw_handed(s, c);
		return;
	}
	int cols = c->cols >= WIDE_FROM ? FORM_COLS_WIDE : FORM_COLS, rows = c->rows - 1;
	int script = c->cols >= WIDE_FROM ? intake_script_rows(s, rows) : 0;
	struct canvas card = canvas_sub(c, 0, cols + 2, rows - script, c->cols - cols - 2);
	struct canvas steps = canvas_sub(c, rows - script, cols + 2, script, c->cols - cols - 2);
	struct canvas form = canvas_sub(c, 0, 0, rows, c->cols);

	draw_vline(c, 0, cols, rows, ROLE_BORDER);
	pager_draw(&s->card, &card);
	if (script)
		intake_script_draw(app, s, &steps);
	s->form.input_cols = cols - s->form.label_cols - 1;
	s->form.text_rows = 0;
	int spare = rows - form_rows(&s->form);

	s->form.text_rows = spare > 0 ? TEXT_ROWS + (spare < SPARE_ROWS ? spare : SPARE_ROWS) : 0;
	if (s->form.page)
		draw_way_back(app, s, &form);
	form_draw(&s->form, &form, focused); /* over the card: long suggestions */
	if (intake_joins(s) && !form_error(&s->form))
		intake_incident_draw(s, c, rows);
	else
		draw_line(app, s, c, rows);
}

/* --- keys ------------------------------------------------------------------------------------------- */

static bool is_field(const char *field, const char *name)
{
	return strcmp(field, name) == 0;
}

/* The first letter over a chosen topic or executor begins another one. */
static void type_over(struct intake *s, const struct key_event *ev)
{
	const char *field = form_focused(&s->form);
	bool chosen = (is_field(field, "topic") && s->topic) || (is_field(field, "executor") && s->service) ||
		      (is_field(field, "complained") && s->complained);

	if (chosen && ev->kind == EV_CHAR)
		form_set(&s->form, field, "");
}

/* Somebody of the card stands in the form. With a second address the operator asks which one it is. */
static void filled_in(struct app *app, struct intake *s)
{
	if (*s->filled.other) {
		form_focus(&s->form, "address");
		form_suggest(&s->form);
		app_say(app, ROLE_MESSAGE, _("Filled in from the card. Ask where the problem is: Enter leaves this address, "
					     "Down and Enter take the one of before."));
		return;
	}
	form_focus(&s->form, s->topic ? "text" : "topic");
	app_say(app, ROLE_MESSAGE, _("Filled in from the card: ask whether the address is the same."));
}

/* A digit in the name is never a letter of it: it takes that person of the card. */
static bool person_key(struct app *app, struct intake *s, const struct key_event *ev)
{
	uint32_t digit = ev->kind == EV_CHAR ? ev->cp : 0;

	if (!is_field(form_focused(&s->form), "name") || digit < '1' || digit > '9' ||
	    !intake_fill(s, (int)(digit - '1')))
		return false;
	filled_in(app, s);
	return true;
}

static void field_changed(struct intake *s, const char *field)
{
	if (is_field(field, "phone"))
		intake_caller(s, false);
	else if (is_field(field, "address"))
		intake_same(s, false);
	else if (is_field(field, "name"))
		intake_name_typed(s);
	else
		intake_typed(s, field);
}

static void phone_left(struct app *app, struct intake *s)
{
	const char *typed = form_get(&s->form, "phone");
	struct phone p;
	enum phone_fault fault = *typed ? phone_parse(typed, &phone_plan_lviv, &p) : PHONE_GOOD;

	if (fault != PHONE_GOOD) {
		form_set_error(&s->form, "phone", phone_fault_text(fault));
		app_say(app, ROLE_ERROR, phone_fault_text(fault));
	}
	if (!intake_phone_left(s))
		return;
	if (is_field(form_focused(&s->form), "name"))
		filled_in(app, s);
	else
		app_say(app, ROLE_MESSAGE, _("Filled in from the card: ask whether the address is the same."));
}

/* Both are named, so that nobody takes one for the other. */
static void say_complained(struct app *app, const struct intake *s)
{
	struct arena a = { 0 };

	app_say(app, ROLE_MESSAGE, s->service
		? arena_printf(&a, _("Complained of: %s. The executor is: %s."), s->complained->name, s->service->name)
		: arena_printf(&a, _("Complained of: %s, who does not get the order (law 393/96, Article 7). A dispatcher "
				     "chooses the executor."), s->complained->name));
	arena_free(&a);
}

/* What the operator has to know of a field that he is leaving. */
static void say_of(struct app *app, const struct intake *s, const char *field)
{
	if (s->topic && is_field(field, "topic") && *s->topic->hint)
		app_say(app, ROLE_ALARM, s->topic->hint);
	else if (s->complained &&
		 (is_field(field, "topic") || is_field(field, "executor") || is_field(field, "complained")))
		say_complained(app, s);
	else if (is_field(field, "name") && strpbrk(form_get(&s->form, "name"), "0123456789"))
		app_say(app, ROLE_WARN, _("There are digits in the name: was it the telephone, the house or the flat?"));
	if ((is_field(field, "applicant") || is_field(field, "name")) && intake_named_anonymous(s))
		app_hint(app, ROLE_WARN, _("An anonymous appeal has no name: {register} will ask which of the two is meant."));
}

static void field_left(struct app *app, struct intake *s, const char *field)
{
	struct arena a = { 0 };
	struct err e = { 0 };
	const char *mistyped = intake_mistyped(app, s, field, &a);

	if (mistyped)
		app_say(app, ROLE_WARN, mistyped);
	arena_free(&a);
	if (is_field(field, "phone"))
		phone_left(app, s);
	else if (intake_settle(s, field, &e))
		app_fail(app, &e);
	else
		say_of(app, s, field);
}

static void suggestion_taken(struct app *app, struct intake *s, const char *field)
{
	if (!intake_taken(s, field)) {
		field_changed(s, field);
		return;
	}
	form_focus(&s->form, is_field(field, "topic") ? "text" : is_field(field, "executor") ? "channel"
			     : is_field(field, "category") ? "complained" : "law");
	say_of(app, s, field);
}

static unsigned form_face_key(struct app *app, struct intake *s, const struct key_event *ev)
{
	if (intake_refuse_fixed(app, s, ev))
		return W_HANDLED | W_REFUSED;
	if (person_key(app, s, ev))
		return W_HANDLED | W_CHANGED | W_MOVED;
	const char *field = form_focused(&s->form);

	type_over(s, ev);
	unsigned did = form_key(&s->form, ev);

	if (did & W_OTHER)
		intake_move_elsewhere(app, s, field);
	else if (did & W_TAKEN)
		suggestion_taken(app, s, field);
	else if (did & W_CHANGED)
		field_changed(s, field);
	if ((did & W_MOVED) && !is_field(form_focused(&s->form), field))
		field_left(app, s, field);
	if (did & W_SUBMIT)
		app_hint(app, ROLE_MESSAGE, _("{register} registers."));
	if (did & (W_MOVED | W_TAKEN))
		intake_incident_lost(app, s);
	return did;
}

static unsigned key(struct app *app, void *state, const struct key_event *ev)
{
	struct intake *s = state;

	if (intake_handed_key(s, ev))
		return W_HANDLED;
	unsigned did = s->done ? W_IGNORED : form_face_key(app, s, ev);

	if (did & W_CHANGED)
		intake_next_begun(s);
	if (did)
		return did;
	if (key_is_fn(ev, FN_ESC) && !s->done && s->form.page) {
		intake_turn(s);
		return W_HANDLED;
	}
	if (key_is_fn(ev, FN_ESC) && (s->done || !intake_empty(s))) {
		intake_next(app, s, true);
		return W_HANDLED;
	}
	if (!s->done && (key_is_fn(ev, FN_PGUP) || key_is_fn(ev, FN_PGDN)))
		return pager_key(&s->card, ev);
	return W_IGNORED;
}

/* --- commands --------------------------------------------------------------------------------------- */

size_t intake_card_appeals(const struct intake *s, bool each_question, const struct found *out[DIALOG_CHOICES])
{
	const struct {
		const struct found *rows;
		int n;
	} lists[] = { { s->same.rows, s->same.n }, { s->caller.open, s->caller.nopen },
		      { s->caller.last, s->caller.nlast } };
	size_t n = 0;

	for (size_t l = 0; l < COUNT(lists); l++) {
		for (int i = 0; i < lists[l].n && n < DIALOG_CHOICES; i++) {
			bool there = false;

			for (size_t k = 0; k < n; k++)
				there = there || (strcmp(out[k]->number, lists[l].rows[i].number) == 0 &&
						  (!each_question || out[k]->k == lists[l].rows[i].k));
			if (!there)
				out[n++] = &lists[l].rows[i];
		}
	}
	return n;
}

static void open_chosen(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct arena a = { 0 };
	const char *item = d->items[d->choice]; /* the card may be another one by now */

	(void)ctx;
	if (yes)
		app_open_appeal(app, arena_strndup(&a, item, strcspn(item, " ")));
	arena_free(&a);
}

/* The form stays as it is: F2 comes back to it. */
static void open_from_card(struct app *app, struct intake *s)
{
	struct arena a = { 0 };
	const struct found *rows[DIALOG_CHOICES];
	const char *items[DIALOG_CHOICES];
	size_t n = intake_card_appeals(s, false, rows);

	for (size_t i = 0; i < n; i++)
		items[i] = arena_printf(&a, "%s · %s · %s", rows[i]->number,
					vocab_label(&vocab_state, (int)rows[i]->state), rows[i]->topic_name);
	if (n == 0) {
		app_say(app, ROLE_MESSAGE, _("There is no appeal on the caller's card."));
	} else if (n == 1) {
		app_open_appeal(app, rows[0]->number);
	} else {
		dialog_choose(app_dialog(app), _("Open an appeal of the card"), items, n);
		app_ask(app, open_chosen, s);
	}
	arena_free(&a);
}

static void retype(struct app *app, struct intake *s)
{
	if (!intake_retype(s))
		app_say(app, ROLE_MESSAGE, _("Nothing here looks typed with the other layout on."));
}

static bool command(struct app *app, void *state, enum verb_id v)
{
	struct intake *s = state;

	if (v == V_REGISTER && !s->done)
		intake_register(app, s);
	else if (v == V_FINISH && !s->done)
		intake_finish(app, s);
	else if (v == V_NEXT)
		intake_next(app, s, !s->done);
	else if (v == V_LAW_PAGE && !s->done)
		intake_turn(s);
	else if (v == V_BRING_BACK && !s->done)
		intake_bring_back(app, s);
	else if (v == V_RETYPE && !s->done)
		retype(app, s);
	else if (v == V_QUESTION)
		intake_more_question(app, s);
	else if (v == V_SAME_CALLER && s->done)
		intake_more_appeal(app, s);
	else if (v == V_SUPPLEMENT && !s->done)
		intake_supplement(app, s);
	else if (v == V_CONSULT && !s->done)
		intake_consult(app, s, NULL, NULL);
	else if (v == V_INTAKE_JOIN)
		intake_incident_mark(app, s);
	else if (v == V_CARD_OPEN && !s->done)
		open_from_card(app, s);
	else if (v == V_RECEIPT && s->done)
		app_print(app, &s->appeal, s->pin);
	else if (v == V_DISPATCH && s->done)
		return intake_dispatch(app, s);
	else
		return false;
	return true;
}

const struct view_ops view_intake = {
	.title = N_("Intake"),
	.state_size = sizeof(struct intake),
	.open = open_it,
	.close = close_it,
	.show = show,
	.draw = draw,
	.key = key,
	.command = command,
	.in = in,
	.appeal = appeal,
	.note = note,
	.writes = writes,
	.known = intake_known,
	.changed = changed,
	.tick = tick,
};
