/* tui/app_keep.c - words typed into a question are not lost before it is answered: they go into the drafts of
 * the person with Esc, with the end of work and within a second while they are typed, and stand there again
 * when the same question is asked about the same appeal (dialog_keep()). Nothing of it in the shared base. */
#include "core/i18n.h"
#include "tui/app_internal.h"

enum { WAIT_DAYS = 3 };

static bool is_blank(const char *s)
{
	return !s[strspn(s, " \t\n")];
}

enum err_code app_keep(struct app *app, struct err *e)
{
	struct dialog *d = &app->dialog;
	const char *text = dialog_text(d);

	if (!d->name || !d->changed || !app->draft)
		return ERR_OK;
	bool words = !is_blank(text) && strcmp(text, d->given) != 0;
	enum err_code rc = words ? draft_keep_words(app->draft, d->name, text, e)
				 : draft_drop_words(app->draft, d->name, e);

	if (!rc) {
		d->kept = words;
		d->changed = false;
	}
	return rc;
}

void app_keep_offer(struct app *app)
{
	struct dialog *d = &app->dialog;
	struct arena mem = { 0 };
	int64_t at;
	char when[17];

	/* Asked again with its own words: those are newer. */
	bool own = !d->name || !app->draft || strcmp(dialog_text(d), d->given) != 0;
	const char *words = own ? NULL : draft_words(app->draft, d->name, &mem, &at);

	if (words) {
		civil_format_minute(store_clock(app->store), at, when);
		dialog_say(d, arena_printf(&mem, _("%s\nNot finished on %s: go on, or erase it by Ctrl-U."), d->text,
					   when));
		dialog_fill(d, words);
		d->kept = true;
	}
	arena_free(&mem);
}

void app_forget_words(struct app *app, const char *name)
{
	struct err e = { 0 };

	if (app->draft && draft_drop_words(app->draft, name, &e))
		app_fail(app, &e);
}

/* The number is the second word of a name (view.h). */
void app_tell_words(struct app *app)
{
	struct arena mem = { 0 };
	int64_t before = app_now(app) - (int64_t)WAIT_DAYS * 24 * 3600 * 1000;
	const char *name = app->draft ? draft_words_waiting(app->draft, before, &mem) : NULL;
	const char *number = name ? strchr(name, ' ') : NULL;

	if (number && !*app->message)
		app_say(app, ROLE_MESSAGE, arena_printf(&mem, _("Words that you did not finish wait at %s: the same "
			"command shows them."), arena_strndup(&mem, number + 1, strcspn(number + 1, " "))));
	arena_free(&mem);
}
