/* tui/app_play.c - listening to the recording of a call: who may, why, written down first, then the player runs
 * beside the loop. One at a time; the same key stops it. */
#include "core/call.h"
#include "core/i18n.h"
#include "data/link/player.h"
#include "data/store/calls.h"
#include "tui/app_internal.h"

/* The folder of the configuration file goes before the site's. */
static const char *folder_of(struct app *app, struct arena *mem)
{
	return app->recordings ? app->recordings : store_setting(app->store, "recordings", "", mem);
}

static enum err_code find_file(struct app *app, const struct call *c, struct arena *mem, const char **path,
			       struct err *e)
{
	const char *folder = folder_of(app, mem);

	if (call_may_listen(c, &app->who, e))
		return e->code;
	if (!*c->recording)
		return err_set(e, ERR_NOT_FOUND, "%s", call_was_talk(c) ? _("There is no recording of this call.")
			       : _("There is no recording: nobody talked."));
	if (!app->player)
		return err_set(e, ERR_INVALID, "%s",
			       _("No player is set on this computer. The administrator writes one into pult.conf: player = "
				 "/usr/bin/aplay -q {file}"));
	if (!*folder)
		return err_set(e, ERR_INVALID, "%s",
			       _("The folder of recordings is not set. The administrator sets it: pult setting recordings "
				 "/FOLDER."));
	enum err_code rc = player_check(app->player, e);

	return rc ? rc : player_find(folder, c->recording, mem, path, e);
}

/* The event comes first: what is not written down is not heard. */
static void play(struct app *app, const struct call *c, enum listen_reason why)
{
	struct arena mem = { 0 };
	struct err e = { 0 };
	const char *path;

	if (find_file(app, c, &mem, &path, &e) || call_played(app->store, c, why, &app->who, &e) ||
	    player_start(app->player, path, &app->playing, &e)) {
		app_fail(app, &e);
	} else {
		app->is_playing = true;
		app->play_stopped = false;
		snprintf(app->played, sizeof(app->played), "%s", c->id);
		app_say(app, ROLE_MESSAGE, arena_printf(&mem, _("The recording is playing… %s stops it."),
							app_key(app, V_CALL_PLAY)));
		app_play_step(app);
	}
	arena_free(&mem);
}

static void reason_given(struct app *app, void *ctx, struct dialog *d, bool yes)
{
	struct arena mem = { 0 };
	struct err e = { 0 };
	struct call c;
	int why = (int)d->choice + LISTEN_OWN + 1;

	(void)ctx;
	dialog_close(d);
	if (!yes)
		app_say(app, ROLE_MESSAGE, _("Cancelled: nothing was played."));
	else if (call_load(app->store, app->asked_call, &mem, &c, &e))
		app_fail(app, &e);
	else
		play(app, &c, (enum listen_reason)why);
	arena_free(&mem);
}

static void ask_why(struct app *app, const struct call *c)
{
	const char *items[LISTEN_REASON_COUNT];
	size_t n = 0;

	for (int i = LISTEN_OWN + 1; i < LISTEN_REASON_COUNT; i++)
		items[n++] = vocab_label(&vocab_listen_reason, i);
	snprintf(app->asked_call, sizeof(app->asked_call), "%s", c->id);
	dialog_choose(&app->dialog, _("Why is it listened to?"), items, n);
	dialog_say(&app->dialog, _("The journal keeps who listened, to which call and why."));
	app_ask(app, reason_given, NULL);
}

void app_play(struct app *app, const struct call *c)
{
	struct arena mem = { 0 };
	struct err e = { 0 };
	const char *path;

	if (app->is_playing) {
		app->play_stopped = true;
		program_stop(&app->playing);
		app_play_step(app);
	} else if (find_file(app, c, &mem, &path, &e)) {
		app_fail(app, &e);
	} else if (strcmp(c->operator, app->who.login) == 0) {
		play(app, c, LISTEN_OWN);
	} else {
		ask_why(app, c);
	}
	arena_free(&mem);
}

const char *app_played(const struct app *app)
{
	return app->is_playing ? app->played : NULL;
}

void app_play_step(struct app *app)
{
	struct err e = { 0 };

	if (!app->is_playing || !program_step(&app->playing, 0))
		return;
	app->is_playing = false;
	if (player_finish(&app->playing, app->play_stopped, &e))
		app_fail(app, &e);
	else
		app_say(app, ROLE_MESSAGE, app->play_stopped ? _("The recording was stopped.")
							     : _("The recording has ended."));
}
