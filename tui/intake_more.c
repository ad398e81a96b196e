/* tui/intake_more.c - F2: what the same caller says next, with nothing typed twice: another question of the appeal,
 * another appeal of the same call, a supplement to an appeal that is open. Number and PIN of the appeal stay in
 * the title meanwhile. */
#include "core/i18n.h"
#include "core/text.h"
#include "tui/intake.h"

/* What belongs to the caller and not to his trouble. */
static const char *const of_caller[] = { "phone", "name", "address", "residence", "email", "channel" };

/* --- the next form -------------------------------------------------------------------------------- */

/* An empty form that knows who speaks. */
static void begin_same(struct intake *s)
{
	struct arena a = { 0 };
	const char *kept[COUNT(of_caller)];
	const char *call = arena_strdup(&a, s->call);

	for (size_t i = 0; i < COUNT(of_caller); i++)
		kept[i] = arena_strdup(&a, form_get(&s->form, of_caller[i]));
	intake_keep_for_title(s);
	intake_begin(s);
	for (size_t i = 0; i < COUNT(of_caller); i++)
		form_set(&s->form, of_caller[i], kept[i]);
	intake_set_call(s, call);
	intake_caller(s, true);
	form_focus(&s->form, "topic");
	arena_free(&a);
}

/* The first question is registered already, so the form is that of its appeal. */
static void begin_question(struct app *app, struct intake *s)
{
	struct arena a = { 0 };
	const char *number = arena_strdup(&a, s->appeal.number);
	char pin[sizeof(s->pin)];

	memcpy(pin, s->pin, sizeof(pin));
	begin_same(s);
	memcpy(s->more_pin, pin, sizeof(pin));
	explicit_bzero(pin, sizeof(pin));
	intake_set_more(s, number);
	s->form.changed++; /* the journal knows of what appeal it is */
	app_say(app, ROLE_MESSAGE, arena_printf(&a, _("Another question of %s: topic and text; the address is the same "
						      "until it is typed over."), number));
	arena_free(&a);
}

void intake_set_more(struct intake *s, const char *number)
{
	snprintf(s->more_of, sizeof(s->more_of), "%s", number);
	intake_same(s, true);
}

void intake_more_question(struct app *app, struct intake *s)
{
	if (!s->done)
		intake_register(app, s);
	if (s->done)
		begin_question(app, s);
}

void intake_more_appeal(struct app *app, struct intake *s)
{
	begin_same(s);
	app_say(app, ROLE_MESSAGE, _("Another appeal of the same caller and the same call: topic and text."));
}

/* --- what belongs to the whole appeal ---------------------------------------------------------------- */

bool intake_is_fixed(const struct intake *s, const char *field)
{
	static const char *const own[] = { "address", "topic", "text", "executor", "complained" };

	for (size_t i = 0; i < COUNT(own); i++)
		if (strcmp(field, own[i]) == 0)
			return false;
	return *s->more_of != '\0';
}

bool intake_refuse_fixed(struct app *app, const struct intake *s, const struct key_event *ev)
{
	bool writes = ev->kind == EV_CHAR || ev->kind == EV_PASTE || key_is_fn(ev, FN_BACKSPACE) ||
		      key_is_fn(ev, FN_DELETE) || key_is_ctrl(ev, 'u') || key_is_ctrl(ev, 'w') || key_is_ctrl(ev, 'k');
	struct arena a = { 0 };

	if (!writes || !intake_is_fixed(s, form_focused(&s->form)))
		return false;
	app_say(app, ROLE_WARN, arena_printf(&a, _("This belongs to the whole appeal %s: correct it there, in F3."),
					     s->more_of));
	arena_free(&a);
	return true;
}

/* --- supplement -------------------------------------------------------------------------------------- */

static void supplement_said(struct app *app, const struct appeal *a)
{
	struct arena mem = { 0 };
	const char *to = *a->q[0].service_name ? a->q[0].service_name : NULL;

	app_say(app, ROLE_OK, to ? arena_printf(&mem, _("Added to %s; %s will read it."), a->number, to)
				 : arena_printf(&mem, _("Added to %s."), a->number));
	arena_free(&mem);
}

/* The words go to the appeal, the form to the next call. A refusal leaves the form as it is. */
static void add_to(struct app *app, struct intake *s, const char *number)
{
	struct arena a = { 0 };
	const struct supplement what = { form_get(&s->form, "text"), s->call };
	struct appeal after;
	struct err e = { 0 };

	if (appeal_supplement(s->store, number, &what, -1, app_actor(app), &a, &after, &e)) {
		app_fail(app, &e);
	} else {
		intake_begin(s);
		intake_drop(app, s);
		supplement_said(app, &after);
		app_changed(app);
	}
	arena_free(&a);
}

static void chosen(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct arena a = { 0 };
	const char *item = d->items[d->choice];

	if (yes)
		add_to(app, ctx, arena_strndup(&a, item, strcspn(item, " ")));
	arena_free(&a);
}

void intake_supplement(struct app *app, struct intake *s)
{
	struct arena a = { 0 };
	const struct found *rows[DIALOG_CHOICES];
	const char *items[DIALOG_CHOICES], *text = form_get(&s->form, "text");
	size_t n = intake_card_appeals(s, true, rows), k = 0;

	for (size_t i = 0; i < n; i++)
		if (state_is_open(rows[i]->state))
			items[k++] = arena_printf(&a, "%s · %s · %s", found_ref(&a, rows[i]),
						  vocab_label(&vocab_state, (int)rows[i]->state), rows[i]->topic_name);
	if (k == 0) {
		app_say(app, ROLE_MESSAGE, _("There is no open appeal on the caller's card."));
	} else if (!text[strspn(text, " \t\n")]) {
		form_focus(&s->form, "text");
		app_hint(app, ROLE_MESSAGE, _("Write what is added, then {supplement} again."));
	} else {
		dialog_choose(app_dialog(app), _("To which appeal are these words added?"), items, k);
		app_ask(app, chosen, s);
	}
	arena_free(&a);
}
