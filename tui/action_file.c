/* tui/action_file.c - files of an appeal from the screen: attaching one, and opening one, which is writing it to a
 * file. At a desk both are names in one folder (app_file()). */
#include "tui/action_inner.h"

#include "core/i18n.h"
#include "data/store/attach.h"

enum { PATH_LETTERS = 300 };

/* --- attaching -------------------------------------------------------------------------------------- */

static void open_path(struct action *x, struct dialog *d, const char *words)
{
	dialog_prompt(d, action_title(x), words, PATH_LETTERS);
}

static enum err_code typed_path(const struct dialog *d, const char **typed, struct err *e)
{
	*typed = dialog_text(d);
	return (*typed)[strspn(*typed, " ")] ? ERR_OK :
		err_set(e, ERR_INVALID, "%s", _("Type the name of the file. Esc cancels."));
}

static enum err_code take_path(struct action *x, const struct dialog *d, struct err *e)
{
	const char *typed;

	return typed_path(d, &typed, e) ? e->code : app_file(x->app, typed, &x->mem, &x->path, e);
}

static const char *path_words(const struct action *x)
{
	(void)x;
	return N_("Which file? A picture, PDF, ODT, DOCX or plain text, up to 16 MB.");
}

const struct step step_path = {
	.open = open_path,
	.take = take_path,
	.words_of = path_words,
};

enum err_code action_attach(struct action *x, struct err *e)
{
	enum err_code rc = appeal_attach(app_store(x->app), x->ref, x->path, -1, app_actor(x->app), &x->mem, NULL, e);

	if (!rc)
		x->said = arena_printf(&x->mem, _("%s: the file %s is attached."), x->ref,
				       attachment_name(&x->mem, x->path));
	return rc;
}

/* --- opening ---------------------------------------------------------------------------------------- */

static const struct attached_list *files_of(struct action *x)
{
	struct err none = { 0 };

	if (!x->files) {
		x->files = arena_alloc(&x->mem, sizeof(*x->files));
		if (appeal_attached(app_store(x->app), &x->a, &x->mem, x->files, &none))
			x->files->n = 0;
	}
	return x->files;
}

static int how_many(const struct action *x)
{
	struct arena mem = { 0 };
	struct attached_list list = { .n = 0 };
	struct err none = { 0 };
	int n = appeal_attached(app_store(x->app), &x->a, &mem, &list, &none) ? 0 : list.n;

	arena_free(&mem);
	return n;
}

/* One file needs no choice; without any the deed itself says so. */
static bool skip_file(const struct action *x)
{
	return how_many(x) < 2;
}

static void open_file(struct action *x, struct dialog *d, const char *words)
{
	const char *items[DIALOG_CHOICES];
	size_t n = 0;

	for (int i = 0; i < files_of(x)->n && n < DIALOG_CHOICES; i++)
		items[n++] = attachment_show(&x->mem, &x->files->rows[i].file);
	dialog_choose(d, action_title(x), items, n);
	dialog_say(d, words);
}

static enum err_code take_file(struct action *x, const struct dialog *d, struct err *e)
{
	(void)e;
	x->at_file = (int)d->choice;
	return ERR_OK;
}

const struct step step_file = {
	.skip = skip_file,
	.open = open_file,
	.take = take_file,
	.words = N_("Which file is written out?"),
};

static bool skip_save_path(const struct action *x)
{
	return how_many(x) == 0;
}

static void open_save_path(struct action *x, struct dialog *d, const char *words)
{
	dialog_prompt(d, action_title(x), words, PATH_LETTERS);
	dialog_fill(d, files_of(x)->rows[x->at_file].file.name);
}

static enum err_code take_new_path(struct action *x, const struct dialog *d, struct err *e)
{
	const char *typed;

	return typed_path(d, &typed, e) ? e->code : app_new_file(x->app, typed, &x->mem, &x->path, e);
}

const struct step step_save_path = {
	.skip = skip_save_path,
	.open = open_save_path,
	.take = take_new_path,
	.words = N_("To which new file is it written? Who takes it is written down."),
};

enum err_code action_save_file(struct action *x, struct err *e)
{
	const struct attached_list *files = files_of(x);

	if (files->n == 0)
		return err_set(e, ERR_REFUSED, "%s", _("This appeal has no files."));
	const struct attached *f = &files->rows[x->at_file];
	enum err_code rc = attached_save(app_store(x->app), &x->a, f, x->path, app_actor(x->app), e);

	if (rc == ERR_CONFLICT)
		e->code = rc = ERR_INVALID; /* another name may be typed */
	if (!rc)
		x->said = arena_printf(&x->mem, _("%s is written to «%s»."), f->file.name, x->path);
	return rc;
}
