/* tui/app_print.c - printing a receipt without stopping the screen: the program that prints runs beside
 * the loop, which waits for its descriptors. */
#include "core/i18n.h"
#include "tui/app_internal.h"
#include "tui/receipt_of.h"
#include "tui/site_settings.h"

/* The printer of the configuration file goes before the site's, which starts no program (design.md 10). */
static const char *printer_of(struct app *app, struct arena *mem, struct err *e)
{
	const char *dest = app->printer ? app->printer : store_setting(app->store, "printer", "", mem);

	if (!*dest)
		err_set(e, ERR_INVALID, "%s",
			_("No printer is set for this site. The administrator sets one: pult setting printer "
			  "cups:QUEUE."));
	else if (!app->printer && site_printer_check(dest, e))
		dest = "";
	return dest;
}

static enum err_code start(struct app *app, const struct appeal *a, const char *pin, struct err *e)
{
	struct arena mem = { 0 };
	struct receipt r;
	const char *dest = printer_of(app, &mem, e);

	if (!e->code && app->printing)
		err_set(e, ERR_BUSY, "%s", _("The receipt before is still being printed: press again in a moment."));
	if (!e->code)
		receipt_of(app->store, a, pin, &mem, &r);
	if (!e->code && printer_start(dest, &r, &app->job, e) == ERR_OK) {
		app->printing = true;
		snprintf(app->job_number, sizeof(app->job_number), "%s", a->number);
	}
	arena_free(&mem);
	return e->code;
}

void app_print(struct app *app, const struct appeal *a, const char *pin)
{
	struct err e = { 0 };

	if (start(app, a, pin, &e)) {
		app_fail(app, &e);
		return;
	}
	app->quiet = false;
	app_say(app, ROLE_MESSAGE, _("The receipt is being printed…"));
	app_print_step(app);
}

bool app_has_printer(struct app *app)
{
	struct arena mem = { 0 };
	bool has = app->printer || *store_setting(app->store, "printer", "", &mem);

	arena_free(&mem);
	return has;
}

enum err_code app_print_behind(struct app *app, const struct appeal *a, const char *pin, struct err *e)
{
	if (start(app, a, pin, e))
		return e->code;
	app->quiet = true;
	app_print_step(app);
	return ERR_OK;
}

static void tell(struct app *app)
{
	struct arena mem = { 0 };
	struct err e = { 0 };
	const char *dest = printer_of(app, &mem, &(struct err){ 0 });

	if (printer_finish(&app->job, &e) ||
	    appeal_printed(app->store, app->job_number, "pdf", dest, &app->who, &e))
		app_fail(app, &e);
	else if (!app->quiet)
		app_say(app, ROLE_OK, arena_printf(&mem, _("The receipt of %s is printed."), app->job_number));
	arena_free(&mem);
}

void app_print_step(struct app *app)
{
	if (!app->printing || !program_step(&app->job, 0))
		return;
	app->printing = false;
	tell(app);
}
