/* tui/intake_layout.c - words of F2's form that were typed with the other keyboard layout on: said when the field is
 * left and once before registering, made what was meant by one key. Nothing is replaced unasked. */
#include "core/i18n.h"
#include "core/text.h"
#include "core/text_guess.h"
#include "tui/intake.h"

static const char *const watched[] = { "name", "address", "text", "residence" };

static bool is_watched(const char *field)
{
	for (size_t i = 0; i < COUNT(watched); i++)
		if (strcmp(field, watched[i]) == 0)
			return true;
	return false;
}

static bool guess(const struct intake *s, const char *field, struct arena *mem, struct layout_guess *g)
{
	return is_watched(field) && text_guess_layout(mem, form_get(&s->form, field), g);
}

const char *intake_mistyped(struct app *app, const struct intake *s, const char *field, struct arena *mem)
{
	struct layout_guess g;

	if (!guess(s, field, mem, &g))
		return NULL;
	return arena_printf(mem, _("«%s» looks typed with the other layout on: %s makes it «%s»."), g.word,
			    app_key(app, V_RETYPE), g.meant);
}

static void put(struct intake *s, const char *field, const char *text)
{
	form_set(&s->form, field, text);
	form_focus(&s->form, field);
	if (strcmp(field, "address") == 0)
		intake_same(s, false);
	else if (strcmp(field, "name") == 0)
		intake_name_typed(s);
}

/* Words too short to be sure of are retyped, too, when the operator asks in the field itself. */
static bool retype_focused(struct intake *s, struct arena *mem)
{
	const char *field = form_focused(&s->form), *text = form_get(&s->form, field);
	struct layout_guess g = { .text = NULL };

	if (!is_watched(field))
		return false;
	const char *meant = text_guess_layout(mem, text, &g) ? g.text : text_layout(mem, text);

	if (strcmp(meant, text) == 0)
		return false;
	put(s, field, meant);
	return true;
}

bool intake_retype(struct intake *s)
{
	struct arena mem = { 0 };
	struct layout_guess g;
	bool done = false;

	for (size_t i = 0; !done && i < COUNT(watched); i++) {
		done = guess(s, watched[i], &mem, &g);
		if (done)
			put(s, watched[i], g.text);
	}
	if (!done)
		done = retype_focused(s, &mem);
	arena_free(&mem);
	return done;
}

static const char *all_texts(const struct intake *s, struct arena *mem)
{
	const char *all = "";

	for (size_t i = 0; i < COUNT(watched); i++)
		all = arena_printf(mem, "%s%s\n", all, form_get(&s->form, watched[i]));
	return all;
}

bool intake_stop_mistyped(struct app *app, struct intake *s)
{
	struct arena mem = { 0 };
	const char *now = all_texts(s, &mem);
	bool told = s->as_typed && strcmp(s->as_typed, now) == 0, stop = false;
	struct layout_guess g;

	for (size_t i = 0; !told && !stop && i < COUNT(watched); i++) {
		if (!guess(s, watched[i], &mem, &g))
			continue;
		stop = true;
		form_focus(&s->form, watched[i]);
		app_say(app, ROLE_WARN, arena_printf(&mem,
			_("Not registered yet: «%s» looks typed with the other layout on. %s makes it «%s», %s registers it "
			  "as typed."), g.word, app_key(app, V_RETYPE), g.meant, app_key(app, V_REGISTER)));
		arena_free(&s->layout_mem);
		s->as_typed = arena_strdup(&s->layout_mem, now);
	}
	arena_free(&mem);
	return stop;
}
