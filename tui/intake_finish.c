/* tui/intake_finish.c - one key for the end of a call: register, pass to the proposed executor, print, and the
 * next form. What is to be read out to the citizen stays: the sentence in the message line until a key, the
 * number in the title until the next appeal is registered, and its PIN with it until something of the next call is
 * typed: then another citizen is on the line. */
#include "core/i18n.h"
#include "tui/intake.h"

void intake_forget(struct intake *s)
{
	explicit_bzero(s->last, sizeof(s->last));
}

void intake_next_begun(struct intake *s)
{
	char plain[sizeof(s->last_plain)];

	if (!*s->last || intake_empty(s))
		return;
	memcpy(plain, s->last_plain, sizeof(plain));
	intake_forget(s);
	memcpy(s->last, plain, sizeof(plain));
}

void intake_keep_for_title(struct intake *s)
{
	intake_forget(s);
	snprintf(s->last_plain, sizeof(s->last_plain), _("just now: %s"), s->appeal.number);
	snprintf(s->last, sizeof(s->last), *s->pin ? _("just now: %s  PIN %s") : _("just now: %s"), s->appeal.number, s->pin);
}

/* What went wrong after the number was given is said with it; the first reason counts. */
static void tell(struct app *app, const struct intake *s, const struct err *e)
{
	struct arena a = { 0 };
	const char *words = intake_words(s->store, &s->appeal, &a);
	bool passed = appeal_state(&s->appeal) != ST_REGISTERED;

	if (e->code)
		app_say(app, ROLE_ERROR, arena_printf(&a, "%s %s", words, e->msg));
	else if (!passed)
		app_say(app, ROLE_WARN, arena_printf(&a, _("%s It is not passed to anybody: it waits for a dispatcher."),
						     words));
	else
		app_say(app, ROLE_OK, words);
	arena_free(&a);
}

void intake_finish(struct app *app, struct intake *s)
{
	struct err e = { 0 }, print = { 0 };

	intake_register(app, s);
	if (!s->done || s->again) /* refused, asked about, or registered before: to be looked at */
		return;
	if (intake_pass(app, s, &e) == ERR_OK)
		intake_reload(s);
	if (app_has_printer(app) && app_print_behind(app, &s->appeal, s->pin, &print) && !e.code)
		e = print;
	intake_keep_for_title(s);
	tell(app, s, &e);
	intake_begin(s);
	app_changed(app);
}

/* --- before there is a number -------------------------------------------------------------------------- */

/* The term as the form shows it, without its priority; "" when there is none. */
static const char *shown_term(const struct intake *s, struct arena *mem)
{
	const char *term = form_get(&s->form, "term"), *end = strstr(term, " · ");

	return end && *term >= '0' && *term <= '9' ? arena_strndup(mem, term, (size_t)(end - term)) : "";
}

void intake_known(struct app *app, const void *state, struct arena *mem, struct template_values *v)
{
	const struct intake *s = state;
	const char *surname, *given, *patronymic, *full = form_get(&s->form, "name");

	(void)app;
	name_split(mem, full, &surname, &given, &patronymic);
	v->of[TEMPLATE_NAME] = *given ? arena_printf(mem, "%s%s%s", given, *patronymic ? " " : "", patronymic) : "";
	v->of[TEMPLATE_FULL] = full;
	v->of[TEMPLATE_PHONE] = form_get(&s->form, "phone");
	v->of[TEMPLATE_ADDRESS] = form_get(&s->form, "address");
	v->of[TEMPLATE_DUE] = shown_term(s, mem);
	v->of[TEMPLATE_SERVICE] = s->service ? s->service->name : "";
	v->of[TEMPLATE_TOPIC] = s->topic ? s->topic->name : "";
}
