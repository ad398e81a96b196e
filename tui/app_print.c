/* tui/app_print.c - printing receipts without stopping the screen: each goes through the queue of the base
 * (data/store/print_queue.h), one at a time, beside the loop; what a printer did not take is tried again. */
#include "core/i18n.h"
#include "tui/app_internal.h"
#include "tui/printers.h"

/* AGAIN_MS: after an error of the queue itself. FAREWELL_MS: for a receipt under way when the work ends. */
enum { AGAIN_MS = 5000, FAREWELL_MS = 3000 };

void app_print_look(struct app *app)
{
	struct print_state st;
	struct err e = { 0 };
	int64_t wait = AGAIN_MS;

	if (!app->logged_in)
		return;
	if (print_state(app->store, app->who.login, &st, &e) == ERR_OK) {
		if (app->prints != st.waiting)
			app->dirty = true;
		app->prints = st.waiting;
		app->print_next = st.next_id;
		wait = st.next_at - app_now(app);
	}
	app->print_ms = mono_ms() + (wait > 0 ? wait : 0);
}

void app_print_login(struct app *app)
{
	struct err e = { 0 };

	app_print_look(app);
	if (app->prints && print_hurry(app->store, app->who.login, &e))
		app_fail(app, &e);
	app_print_look(app);
}

const char *app_printer(struct app *app, struct arena *mem)
{
	return app->draft ? draft_setting(app->draft, "printer", "", mem) : "";
}

/* The reason, and what becomes of the receipt; behind the words that are being read out. */
static void say_waits(struct app *app, const char *why, bool behind)
{
	struct arena mem = { 0 };
	const char *words = behind && *app->message ? arena_printf(&mem, "%s ", app->message) : "";

	app_say(app, ROLE_ERROR, arena_printf(&mem, "%s%s %s", words, why, app_words(app, &mem,
		_("The receipt waits in the printing queue and is tried again; {print} shows the queue."))));
	app->screen.beep = true;
	arena_free(&mem);
}

static enum err_code put_in(struct app *app, const struct appeal *a, const char *pin, struct err *e)
{
	struct arena mem = { 0 };
	bool now = !app->spool.busy;
	struct print_wait p = { .number = a->number, .printer = app_printer(app, &mem) };

	snprintf(p.pin, sizeof(p.pin), "%s", pin ? pin : "");
	enum err_code rc = app_has_printer(app) ? ERR_OK
		: err_set(e, ERR_INVALID, "%s",
			  _("No printer is set for this site. The administrator sets one: pult setting printer "
			    "tcp:HOST or cups:QUEUE."));
	app->spool.store = app->store;
	app->spool.config = app->printer;
	app->print_failed = false;
	if (!rc)
		rc = print_add(app->store, &p, now, &app->who, e);
	if (!rc && now) {
		rc = spool_begin(&app->spool, &p, &app->who, e);
		app->print_failed = rc != ERR_OK; /* it is in the queue all the same */
	}
	explicit_bzero(p.pin, sizeof(p.pin));
	app_print_look(app);
	arena_free(&mem);
	return rc;
}

void app_print(struct app *app, const struct appeal *a, const char *pin)
{
	struct err e = { 0 };
	bool behind = app->spool.busy;

	if (put_in(app, a, pin, &e)) {
		if (app->print_failed)
			say_waits(app, e.msg, false);
		else
			app_fail(app, &e);
		return;
	}
	app->quiet = false;
	app_say(app, ROLE_MESSAGE, behind ? _("The receipt will be printed after the one before.")
					  : _("The receipt is being printed…"));
	app_print_step(app);
}

bool app_has_printer(struct app *app)
{
	struct arena mem = { 0 };
	bool has = *app_printer(app, &mem) || printers_any(app->store, app->printer);

	arena_free(&mem);
	return has;
}

enum err_code app_print_behind(struct app *app, const struct appeal *a, const char *pin, struct err *e)
{
	struct arena mem = { 0 };
	struct err why = { 0 };

	app->quiet = true;
	if (put_in(app, a, pin, &why))
		err_set(e, why.code, "%s%s%s", why.msg, app->print_failed ? " " : "", !app->print_failed ? "" : app_words(app,
			&mem, _("The receipt waits in the printing queue and is tried again; {print} shows the queue.")));
	arena_free(&mem);
	return e->code;
}

/* The list of those that wait, when it is open. */
static void list_again(struct app *app)
{
	if (app->state[VIEW_PRINTS])
		view_prints.changed(app, app->state[VIEW_PRINTS]);
	app->dirty = true;
}

static void tell(struct app *app)
{
	struct arena mem = { 0 };
	struct err e = { 0 };

	if (spool_end(&app->spool, &app->who, &e)) {
		if (!app->again)
			say_waits(app, e.msg, app->quiet);
	} else if (!app->quiet && (!app->again || !*app->message)) {
		app_say(app, ROLE_OK, arena_printf(&mem, app->spool.job.way == PRINTER_CUPS
			? _("The receipt of %s is passed on to CUPS, which prints it.") : _("The receipt of %s is printed."),
			app->spool.now.number));
	}
	arena_free(&mem);
}

/* What fails again by itself is only told by the title: it was said once. */
static void try_again(struct app *app, int64_t id, bool asked)
{
	struct arena mem = { 0 };
	struct print_wait p;
	struct err e = { 0 };

	app->spool.store = app->store;
	app->spool.config = app->printer;
	if (print_take(app->store, id, &app->who, &mem, &p, &e) == ERR_OK) {
		app->again = p.tries > 0 && !asked;
		if (asked)
			app->quiet = false;
		(void)!spool_begin(&app->spool, &p, &app->who, &e);
	}
	app_print_look(app);
	if (e.code)
		app->print_ms = mono_ms() + AGAIN_MS;
	if (asked && e.code)
		app_fail(app, &e);
	else if (asked)
		app_say(app, ROLE_MESSAGE, _("The receipt is being printed…"));
	arena_free(&mem);
}

void app_print_step(struct app *app)
{
	if (app->spool.busy && printer_step(&app->spool.job)) {
		tell(app);
		app->again = false;
		app_print_look(app);
		list_again(app);
	}
	if (!app->spool.busy && app->logged_in && app->print_next && mono_ms() >= app->print_ms)
		try_again(app, app->print_next, false);
}

void app_print_now(struct app *app, int64_t id)
{
	if (app->spool.busy) {
		app_say(app, ROLE_MESSAGE, _("A receipt is being printed: press again in a moment."));
		return;
	}
	try_again(app, id, true);
	app_print_step(app);
}

int app_print_wait_ms(const struct app *app)
{
	int64_t left = app->print_next ? app->print_ms - mono_ms() : INT32_MAX;

	if (app->spool.busy)
		return printer_wait_ms(&app->spool.job);
	return left < 0 ? 0 : left > INT32_MAX ? INT32_MAX : (int)left;
}

void app_print_close(struct app *app)
{
	struct link_watch w[PRINTER_WATCHES];
	int64_t until = mono_ms() + FAREWELL_MS;
	struct err e = { 0 };

	while (app->spool.busy && !printer_step(&app->spool.job) && mono_ms() < until) {
		printer_watch(&app->spool.job, w);
		int ms = printer_wait_ms(&app->spool.job);

		link_wait(&app->link, w, PRINTER_WATCHES, ms < FAREWELL_MS ? ms : FAREWELL_MS);
	}
	if (app->spool.busy && spool_end(&app->spool, &app->who, &e) == ERR_OK)
		e = (struct err){ 0 };
	app_print_look(app);
	if (app->prints && !*app->farewell)
		snprintf(app->farewell, sizeof(app->farewell), P_("%d receipt waits for the printer: it is printed when you log in "
			 "again, or by «pult print retry».", "%d receipts wait for the printer: they are printed when you log in "
			 "again, or by «pult print retry».", app->prints), app->prints);
	spool_close(&app->spool);
}
