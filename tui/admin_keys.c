/* tui/admin_keys.c - F10, k: the keys of the person at work, as rows "command = key" to be changed. They work at
 * once and belong to the login; what is as the site has it is not kept. */
#include "core/i18n.h"
#include "data/store/draft.h"
#include "tui/admin.h"

static void keys_answer(struct app *app, void *ctx, struct dialog *d, bool yes);

/* `why` NULL: the first time. */
static void ask(struct app *app, const char *text, const struct err *why)
{
	struct dialog *d = app_dialog(app);

	dialog_write(d, _("Your keys"), why ? why->msg : _("Change the keys and save. A key taken twice is refused; see F1 "
							   "for what each command does."),
		     KEYMAP_TEXT_MAX - 1, true);
	if (why)
		d->role = ROLE_ERROR;
	dialog_fill(d, text);
	d->editor.edit.cursor = 0;
	app_ask(app, keys_answer, NULL);
}

static enum err_code use(struct app *app, const char *text, struct arena *mem, struct err *e)
{
	struct keymap *now = arena_alloc(mem, sizeof(*now));

	*now = *app_site_keys(app);
	if (keymap_read(now, text, _("your own keys"), e) ||
	    draft_set_setting(app_draft(app), "keys", keymap_changes(now, app_site_keys(app), mem), e))
		return e->code;
	app_use_keys(app, now);
	return ERR_OK;
}

static void keys_answer(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct arena mem = { 0 };
	struct err e = { 0 };
	const char *text = arena_strdup(&mem, dialog_text(d));

	(void)ctx;
	dialog_close(d);
	if (!yes)
		app_say(app, ROLE_MESSAGE, _("Cancelled: nothing was changed."));
	else if (use(app, text, &mem, &e))
		ask(app, text, &e);
	else
		app_say(app, ROLE_OK, _("Your keys are changed and work already."));
	arena_free(&mem);
}

void admin_keys(struct app *app)
{
	struct arena mem = { 0 };

	if (app_draft(app))
		ask(app, keymap_text(app_keys(app), &mem), NULL);
	arena_free(&mem);
}
