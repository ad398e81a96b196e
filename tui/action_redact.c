/* tui/action_redact.c - erasing personal data from the screen: what, why, and the number typed by hand, since nothing
 * brings it back. */
#include "tui/action_inner.h"

#include "core/i18n.h"
#include "data/store/redact.h"

static const struct {
	const char *label;
	unsigned fields;
} choices[] = {
	{ N_("the applicant: name, telephone, e-mail, residence, category"), REDACT_PERSON },
	{ N_("the words: text, supplements, notes, answers"), REDACT_BIT(REDACT_TEXT) | REDACT_BIT(REDACT_NOTES) },
	{ N_("the files"), REDACT_BIT(REDACT_FILES) },
	{ N_("all of it, the address too"), REDACT_ALL },
};

/* --- what ------------------------------------------------------------------------------------------- */

static void open_what(struct action *x, struct dialog *d, const char *words)
{
	const char *items[COUNT(choices)];

	for (size_t i = 0; i < COUNT(choices); i++)
		items[i] = _(choices[i].label);
	dialog_choose(d, action_title(x), items, COUNT(choices));
	dialog_say(d, words);
}

static enum err_code take_what(struct action *x, const struct dialog *d, struct err *e)
{
	x->erase = choices[d->choice].fields;
	if (appeal_holds(app_store(x->app), &x->a, x->erase, e) || e->code)
		return e->code;
	return err_set(e, ERR_REFUSED, "%s", _("The appeal holds none of it: choose something else. Esc cancels."));
}

const struct step step_erase = {
	.open = open_what,
	.take = take_what,
	.words = N_("What is erased? It cannot be brought back; backups made before keep it."),
};

/* --- the number ------------------------------------------------------------------------------------- */

static void open_number(struct action *x, struct dialog *d, const char *words)
{
	dialog_prompt(d, action_title(x), words, MAX_NAME);
	d->role = ROLE_WARN;
}

static enum err_code take_number(struct action *x, const struct dialog *d, struct err *e)
{
	if (strcmp(dialog_text(d), x->a.number) == 0)
		return ERR_OK;
	return err_set(e, ERR_INVALID, _("To erase it, type the number letter by letter: %s. Esc leaves it as it is."),
		       x->a.number);
}

const struct step step_number = {
	.open = open_number,
	.take = take_number,
	.words = N_("Nothing brings it back. Type the number of the appeal to erase it."),
};

enum err_code action_redact(struct action *x, struct err *e)
{
	const struct redaction what = { x->erase, x->cmd.note, x->a.rev };
	struct redacted_report done;
	enum err_code rc = appeal_redact(app_store(x->app), x->a.number, &what, app_actor(x->app), &x->mem, &done, e);

	if (!rc)
		x->said = arena_printf(&x->mem, _("%s: erased for good. Backups made before keep it."), x->a.number);
	return rc;
}
