/* tui/app.c - see app.h and view.h: starting and ending the screen, and what views ask of it. */
#include "tui/app_internal.h"

#include <fcntl.h>
#include <unistd.h>

#include "core/i18n.h"
#include "core/text_fill.h"
#include "data/link/config.h"
#include "data/store/bell.h"
#include "data/store/calls.h"
#include "data/store/conflicts.h"
#include "data/store/viewed.h"
#include "tui/app.h"
#include "tui/desk.h"
#include "tui/shell.h"
#include "tui/site_settings.h"
#include "tui/term.h"
#include "tui/verb.h"

struct store *app_store(struct app *app) { return app->store; }
const struct actor *app_actor(const struct app *app) { return &app->who; }
struct draft *app_draft(struct app *app) { return app->draft; }
bool app_is_locked(const struct app *app) { return app->locked; }
struct dialog *app_dialog(struct app *app) { return &app->dialog; }
void app_dirty(struct app *app) { app->dirty = true; }
const char *app_key(const struct app *app, enum verb_id v) { return keymap_shown(&app->keys, v); }

int64_t app_now(struct app *app)
{
	const struct clock_ops *clock = store_clock(app->store);

	return clock->now_ms(clock->ctx);
}

void app_say(struct app *app, enum role role, const char *sentence)
{
	app->told_waiting = false;
	struct err cut;

	err_set(&cut, ERR_OK, "%s", sentence);
	memcpy(app->message, cut.msg, sizeof(app->message));
	app->message_role = role;
	app->dirty = true;
}

void app_fail(struct app *app, const struct err *e)
{
	app_say(app, ROLE_ERROR, e->msg);
	app->screen.beep = true;
}

const struct keymap *app_keys(const struct app *app) { return &app->keys; }
const struct keymap *app_site_keys(const struct app *app) { return &app->site_keys; }

void app_use_keys(struct app *app, const struct keymap *keys)
{
	app->keys = *keys;
	app->dirty = true;
}

/* The key of the command of a name, for text_fill(). */
static const char *key_of(void *ctx, const char *name)
{
	const struct app *app = ctx;

	for (int v = 0; v < VERB_COUNT; v++)
		if (strcmp(verbs[v].name, name) == 0)
			return *app_key(app, (enum verb_id)v) ? app_key(app, (enum verb_id)v) : "—";
	return NULL;
}

const char *app_words(const struct app *app, struct arena *mem, const char *sentence)
{
	struct app *reader; /* text_fill() takes any context; nothing of it is changed */

	memcpy(&reader, &app, sizeof(reader));
	return text_fill(mem, sentence, key_of, reader, NULL);
}

void app_hint(struct app *app, enum role role, const char *sentence)
{
	struct arena mem = { 0 };

	app_say(app, role, app_words(app, &mem, sentence));
	arena_free(&mem);
}

enum err_code app_file(const struct app *app, const char *typed, struct arena *mem, const char **path, struct err *e)
{
	return desk_file(app->files, store_path(app->store), typed, mem, path, e);
}

enum err_code app_new_file(const struct app *app, const char *typed, struct arena *mem, const char **path,
			   struct err *e)
{
	return desk_new_file(app->files, store_path(app->store), typed, mem, path, e);
}

bool app_at_desk(const struct app *app) { return app->files != NULL; }

void app_ask(struct app *app, app_answer answer, void *ctx)
{
	app->answer = answer;
	app->answer_ctx = ctx;
	app->asked = true;
	app->opener = app->key;
	app->opened_ms = mono_ms();
	app->dialog.template_key = app->keys.name[V_INSERT_TEMPLATE];
	app->dirty = true;
	app_keep_offer(app);
}

void app_sync_look(struct app *app)
{
	struct sync_state now;
	struct err e = { 0 };

	if (sync_state_read(app->store, &now, &e))
		now = (struct sync_state){ .acked = 0 };
	app->dirty = app->dirty || strcmp(now.fault, app->sync.fault) != 0 || now.restored != app->sync.restored ||
		     now.acked != app->sync.acked || now.exchanged != app->sync.exchanged;
	bool other = strcmp(now.fault, app->sync.fault) != 0 || now.configured != app->sync.configured;

	app->sync = now;
	if (other) { /* a view may tell it in a sentence */
		app->stale = ~0u;
		app_catch_up(app);
	}
}

void app_count(struct app *app)
{
	struct err e = { 0 };

	if (find_counts(app->store, &app->counts, &e))
		app->counts = (struct queue_counts){ 0 };
	app_sync_look(app);
	app->conflicts = conflict_count(app->store);
	app_print_look(app);
}

/* Minutes of the site's setting; see settings of tui/site_settings.h. */
static void read_settings(struct app *app)
{
	struct arena mem = { 0 };

	app->idle_lock_ms = site_idle_lock_ms(store_setting(app->store, "idle_lock", NULL, &mem));
	arena_free(&mem);
}

void app_lock(struct app *app)
{
	app->locked = true;
	app->message[0] = '\0';
	app_show(app, VIEW_LOGIN);
}

void app_changed(struct app *app)
{
	app->seen_event = store_last_event(app->store);
	app->seen_call = calls_cursor(app->store);
	read_settings(app);
	app_count(app);
	app->stale = ~0u;
	app_catch_up(app);
	app->dirty = true;
}

/* The person's own keys go over those of the site. A fault leaves the usual ones and is said. */
static void read_keys(struct app *app)
{
	struct arena mem = { 0 };
	struct err e = app->keys_fault;
	const char *own = app->draft ? draft_setting(app->draft, "keys", NULL, &mem) : NULL;

	if (own && keymap_read(&app->keys, own, _("your own keys"), &e))
		app_fail(app, &e);
	else if (e.code)
		app_fail(app, &e);
	arena_free(&mem);
}

void app_logged_in(struct app *app, const struct actor *who)
{
	struct err e = { 0 };

	if (app->locked) {
		app->locked = false;
		app_back(app);
		return;
	}
	app->who = (struct actor){ .login = arena_strdup(&app->mem, who->login),
		.name = arena_strdup(&app->mem, who->name), .roles = who->roles,
		.service = arena_strdup(&app->mem, who->service) };
	app->logged_in = true;
	app_present_begin(app);
	if (draft_open(app->store, who->login, &app->draft, &e))
		app_fail(app, &e);
	app_first(app, view_first(app->who.roles));
	app_changed(app);
	read_keys(app);
	app_command_remembered(app);
	app_tell_words(app);
	app_print_login(app);
}

void app_end(struct app *app, int status, const char *sentence)
{
	app->done = true;
	app->status = status;
	if (sentence && sentence != app->farewell)
		snprintf(app->farewell, sizeof(app->farewell), "%s", sentence);
}

/* --- start and end ----------------------------------------------------------------------------- */

/* Warnings of libraries and the reason of a crash; never personal data. */
static int open_log(const struct config *config, const char *db, struct arena *mem)
{
	const char *path = config->log ? config->log : arena_printf(mem, "%s.log", db);

	return open(path, O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
}

enum err_code app_open(struct app *app, const char *db, const struct config *config, struct err *e)
{
	if (store_open(db, &app->store, e))
		return e->code;
	app->printer = config->printer;
	app->player = config->player;
	app->recordings = config->recordings;
	if (config->desk)
		app->files = config_files(config, store_path(app->store), &app->mem);
	if (keymap_site(&app->site_keys, config, &app->keys_fault))
		app_fail(app, &app->keys_fault);
	app->keys = app->site_keys;
	return ERR_OK;
}

static enum err_code open_all(struct app *app, const struct verb_call *c, const struct config *config,
			      struct err *e)
{
	const char *db = config_database(config, c->opt[OPT_DB], &app->mem);

	if (app_open(app, db, config, e))
		return e->code;
	struct term_options o = { .log_fd = open_log(config, db, &app->mem) };

	if (term_open(&o, e))
		return e->code;
	input_open(&app->input, term_tty_fd(), term_escdelay());
	term_bind_keys(&app->input.dec);
	app->bell = bell_watch(app->store);
	app_wait_awake(app);
	return ERR_OK;
}

void app_close(struct app *app)
{
	struct err e = { 0 };

	if (app_keep(app, &e) && !*app->farewell)
		memcpy(app->farewell, e.msg, sizeof(app->farewell));
	if (app->answer) /* a question that gets no answer any more */
		app->answer(app, app->answer_ctx, &app->dialog, false);
	app_close_views(app);
	if (app->logged_in && viewed_flush(app->store, &app->who, true, &e) && !*app->farewell)
		memcpy(app->farewell, e.msg, sizeof(app->farewell));
	app_template_end(app);
	dialog_close(&app->dialog);
	if (app->logged_in)
		app_print_close(app);
	if (app->is_playing)
		program_end(&app->playing);
	presence_close(app->presence);
	draft_close(app->draft);
	if (app->bell >= 0)
		close(app->bell);
	input_close(&app->input);
	link_loop_close(&app->link);
	term_restore();
	store_close(app->store);
	app_command_close(app);
	arena_free(&app->number_mem);
	arena_free(&app->mem);
}

static int fail(const struct err *e)
{
	fprintf(stderr, "pult: %s\n", e->msg);
	return err_exit_status(e->code);
}

int app_main(int argc, char **argv, const struct err *locale_fault)
{
	struct app app = { .bell = -1, .view = VIEW_LOGIN, .shown_minute = -1 };
	static const struct verb screen = { .name = "", .usage = "", .max_args = 0, .opts = O(DESK) };
	bool desk = desk_wanted(argc, argv);
	struct verb_call c = { .verb = &screen, .mem = &app.mem };
	struct config config;
	struct err e = { 0 };
	enum err_code rc = config_load(&config, desk, &app.mem, &e);

	enum err_code other = shell_language(option_early(argc, argv, OPT_LANG), config.lang, rc ? NULL : &e);

	if (!rc)
		rc = other;
	if (!rc)
		rc = verb_parse(&c, argc - 1, argv + 1, &e);
	if (locale_fault)
		return fail(locale_fault);
	if (!rc && desk)
		rc = desk_check_terminal(&e);
	if (!rc)
		rc = open_all(&app, &c, &config, &e);
	if (!rc) {
		app_show(&app, VIEW_LOGIN);
		app_loop(&app);
	}
	int status = app.status;

	app_close(&app);
	if (rc)
		return fail(&e);
	if (*app.farewell)
		fprintf(stderr, "pult: %s\n", app.farewell);
	return status;
}
