/* tui/admin_base.c - backup and verification from F10. Both are long on a big base: the progress is shown
 * between their steps and Esc stops them; what was half made is taken away by the store. */
#include "core/calendar.h"
#include "core/i18n.h"
#include "data/store/backup.h"
#include "data/store/verify.h"
#include "tui/admin.h"

struct work {
	struct app *app;
	const char *what;
};

static bool step(void *ctx, int64_t done, int64_t total)
{
	const struct work *w = ctx;

	return app_progress(w->app, w->what, done, total);
}

/* The sentence of the result stays until it is read. */
static void report(struct app *app, const char *title, const char *text, enum role role)
{
	struct dialog *d = app_dialog(app);

	dialog_message(d, title, text);
	d->role = role;
	app_say(app, ROLE_MESSAGE, "");
	app_ask(app, NULL, NULL);
}

/* --- backup --------------------------------------------------------------------------------------- */

/* Beside the base (at a desk only a name), with the minute in it: an existing file is never overwritten. */
static const char *proposed_path(struct app *app, struct arena *mem)
{
	const char *path = store_path(app_store(app)), *suffix = ".db";
	size_t n = strlen(path), m = strlen(suffix);
	struct civil c = civil_at(store_clock(app_store(app)), app_now(app));

	if (n > m && strcmp(path + n - m, suffix) == 0)
		n -= m;
	path = arena_strndup(mem, path, n);
	if (app_at_desk(app))
		path = strrchr(path, '/') + 1;
	return arena_printf(mem, "%s-%04d-%02d-%02d-%02d%02d.db", path, c.year, c.month,
			    c.day, c.hour, c.minute);
}

static void tell_made(struct app *app, const char *path, const struct backup_report *r)
{
	struct arena mem = { 0 };
	const char *text = r->has_key
		? arena_printf(&mem, _("The database: %s\nIts PIN key: %s.key\nKeep both, and the key apart.\n"
				       "Head of the log: %s"), path, path, r->head)
		: arena_printf(&mem, _("The database: %s\nIt has no PIN key, so none was copied.\n"
				       "Head of the log: %s"), path, r->head);

	if (r->files)
		text = arena_printf(&mem, _("%s\nFiles of appeals: %d, in %s.blobs"), text, r->files, path);
	report(app, _("The backup is made"), text, ROLE_BORDER);
	arena_free(&mem);
}

/* That it failed is for its own box: it has taken a while. */
static enum err_code back_up(struct app *app, void *ctx, const char *path, struct err *e)
{
	struct work w = { app, _("Copying the database") };
	struct progress p = { step, &w };
	struct backup_report r;
	struct err fault = { 0 };

	(void)ctx;
	(void)e;
	if (!path)
		return ERR_OK;
	if (store_backup(app_store(app), path, &p, app_actor(app), &r, &fault)) {
		report(app, _("The backup was not made"), fault.msg, ROLE_ERROR);
		return ERR_OK;
	}
	app_changed(app);
	tell_made(app, path, &r);
	return ERR_OK;
}

void admin_backup(struct app *app)
{
	const char *const words[] = { _("Backup"), _("Others go on working meanwhile. Copy the database to the file:") };
	struct arena mem = { 0 };

	app_ask_file(app, words, proposed_path(app, &mem), back_up, NULL);
	arena_free(&mem);
}

/* --- verification --------------------------------------------------------------------------------- */

/* In the order of enum verify_mode. */
static const char *const modes[] = {
	[VERIFY_FULL] = N_("Everything: the log, and every row against it"),
	[VERIFY_QUICK] = N_("The log since the last good check"),
	[VERIFY_DIGEST] = N_("One hash of everything, to compare sites"),
};

/* A hash of 64 digits is read out and compared in two lines. */
static const char *result_text(struct arena *mem, const struct verify_report *r)
{
	size_t half = strlen(r->digest) / 2;

	if (!half)
		return arena_printf(mem, _("Events: %lld\nAppeals and users: %lld\nHead of the log: %s"),
				    (long long)r->events, (long long)r->subjects, r->head);
	return arena_printf(mem, _("Appeals and users: %lld\nHead of the log: %s\nThe hash of everything:\n%s\n%s"),
			    (long long)r->subjects, r->head, arena_strndup(mem, r->digest, half),
			    r->digest + half);
}

static void verify(struct app *app, enum verify_mode mode)
{
	struct work w = { app, _("Checking the database") };
	struct progress p = { step, &w };
	struct verify_report r = { 0 };
	struct arena mem = { 0 };
	struct err e = { 0 };

	if (store_verify(app_store(app), mode, &p, app_actor(app), &r, &e))
		report(app, _("Verification"), e.msg, ROLE_ERROR);
	else
		report(app, _("Verification: all is well"), result_text(&mem, &r), ROLE_BORDER);
	arena_free(&mem);
}

static void verify_answer(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	size_t choice = d->choice;

	(void)ctx;
	dialog_close(d);
	if (yes && choice < COUNT(modes))
		verify(app, (enum verify_mode)choice);
}

void admin_verify(struct app *app)
{
	const char *items[COUNT(modes)];

	for (size_t i = 0; i < COUNT(modes); i++)
		items[i] = _(modes[i]);
	dialog_choose(app_dialog(app), _("What to check?"), items, COUNT(items));
	app_ask(app, verify_answer, NULL);
}
