/* tui/app_file.c - the question for the name of a new file: asked again, with the reason, until it can be made or is
 * given up. Writes nothing itself. */
#include "tui/app_internal.h"

enum { PATH_LETTERS = 400 };

/* Lives in its own arena, from the question to the end of it. */
struct asking {
	struct arena mem;
	const char *title, *words;
	app_write write;
	void *ctx;
};

static void answered(struct app *app, void *ctx, struct dialog *d, bool yes);

/* `why`: the file named before cannot be made. */
static void ask(struct app *app, struct asking *x, const char *name, const struct err *why)
{
	struct dialog *d = app_dialog(app);

	dialog_prompt(d, x->title, why ? why->msg : x->words, PATH_LETTERS);
	if (why)
		d->role = ROLE_ERROR;
	dialog_fill(d, name);
	app_ask(app, answered, x);
}

static void answered(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct asking *x = ctx;
	struct err e = { 0 };
	const char *typed = arena_strdup(&x->mem, dialog_text(d)), *path = NULL;
	bool named = yes && typed[strspn(typed, " ")];

	dialog_close(d);
	if (named && (app_new_file(app, typed, &x->mem, &path, &e) || x->write(app, x->ctx, path, &e))) {
		ask(app, x, typed, &e);
		return;
	}
	if (!named && x->write(app, x->ctx, NULL, &e))
		app_fail(app, &e);
	struct arena mem = x->mem; /* x lives in it */

	arena_free(&mem);
}

void app_ask_file(struct app *app, const char *const words[2], const char *proposed, app_write write, void *ctx)
{
	struct arena mem = { 0 };
	struct asking *x = arena_alloc(&mem, sizeof(*x));

	*x = (struct asking){ .title = arena_strdup(&mem, words[0]), .words = arena_strdup(&mem, words[1]),
		.write = write, .ctx = ctx };
	proposed = arena_strdup(&mem, proposed);
	x->mem = mem;
	ask(app, x, proposed, NULL);
}
