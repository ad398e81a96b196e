/* tui/intake_call.c - an appeal begun with a call of the journal (F4): its telephone and name go into the form, its
 * id into the draft and the registration, so that the call and the appeal are linked. */
#include "core/i18n.h"
#include "data/store/calls.h"
#include "tui/calls_list.h"
#include "tui/intake.h"

void intake_set_call(struct intake *s, const char *id)
{
	struct arena mem = { 0 };
	struct err none = { 0 };
	struct call c;

	s->call_text[0] = '\0';
	snprintf(s->call, sizeof(s->call), "%s", id);
	if (*id && call_load(s->store, id, &mem, &c, &none) == ERR_OK) {
		const char *text = arena_printf(&mem, _("Call of %s: %s"), calls_when(store_clock(s->store), c.at, &mem),
						vocab_label(&vocab_call_outcome, c.outcome));

		snprintf(s->call_text, sizeof(s->call_text), "%s", text);
	}
	arena_free(&mem);
}

/* Who it is, where only one can be meant: a family has one number. */
static void fill_name(struct intake *s, const struct call *c)
{
	intake_phone_left(s);
	if (!*form_get(&s->form, "name") && s->caller.npeople == 0)
		form_set(&s->form, "name", c->name);
	form_focus(&s->form, *form_get(&s->form, "name") ? "topic" : "name");
}

static void begin_with(struct app *app, struct intake *s, const char *id)
{
	struct arena mem = { 0 };
	struct err e = { 0 };
	struct call c;

	if (call_load(s->store, id, &mem, &c, &e)) {
		app_fail(app, &e);
	} else {
		intake_put_aside(app, s, true);
		intake_begin(s);
		intake_drop(app, s);
		intake_set_call(s, id);
		form_set(&s->form, "phone", *c.phone ? calls_phone(&c, &mem) : "");
		intake_caller(s, true);
		fill_name(s, &c);
		app_say(app, ROLE_MESSAGE, _("Filled in from the call; the appeal will be linked with it."));
	}
	arena_free(&mem);
}

static void answered(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct intake *s = ctx;

	if (yes && d->choice == 1)
		begin_with(app, s, s->next_call);
}

void intake_take_call(struct app *app, struct intake *s)
{
	const char *id = app_take_call(app), *items[] = { _("Leave the form as it is"), _("Begin with the call") };
	struct arena mem = { 0 };

	if (!id)
		return;
	if (!s->done && intake_empty(s)) {
		begin_with(app, s, id);
		return;
	}
	snprintf(s->next_call, sizeof(s->next_call), "%s", id);
	dialog_choose(app_dialog(app), _("Begin an appeal with this call?"), items, COUNT(items));
	dialog_say(app_dialog(app), s->done
		   ? _("The number and the PIN on the screen go away: the PIN cannot be seen again.")
		   : app_words(app, &mem, _("What is typed in the form is not registered; {bring-back} brings it back.")));
	app_dialog(app)->role = ROLE_WARN;
	app_ask(app, answered, s);
	arena_free(&mem);
}
