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

static bool open_view(struct app *app, enum view_id id)
{
	struct err e = { 0 };

	if (app->state[id])
		return true;
	app->state[id] = calloc(1, views[id]->state_size ? views[id]->state_size : 1);
	if (app->state[id] && views[id]->open(app, app->state[id], &e) == ERR_OK)
		return true;
	free(app->state[id]);
	app->state[id] = NULL;
	app_fail(app, &e);
	return false;
}

/* The view in front hears that the base changed, once; unless what comes next reads the same anyway. */
static void catch_up(struct app *app, void (*next)(struct app *, void *))
{
	const struct view_ops *v = views[app->view];
	unsigned mine = 1u << app->view;

	if ((app->stale & mine) && v->changed && v->changed != next && app->logged_in)
		v->changed(app, app->state[app->view]);
	app->stale &= ~mine;
}

void app_show(struct app *app, enum view_id id)
{
	if (!open_view(app, id))
		return;
	app_rest(app);
	if (app->view != id)
		app->before = app->view;
	app->view = id;
	app->dirty = true;
	catch_up(app, views[id]->show);
	if (views[id]->show)
		views[id]->show(app, app->state[id]);
}

void app_back(struct app *app)
{
	app_show(app, app->before == VIEW_LOGIN ? VIEW_APPEALS : app->before);
}

/* Something one view wants of another, until it is taken. */
static void leave(struct app *app, const char **place, const char *text, enum view_id view)
{
	arena_free(&app->number_mem);
	app->number = app->query = app->text = app->calls = NULL;
	*place = arena_strdup(&app->number_mem, text);
	app_show(app, view);
}

static const char *take(const char **place)
{
	const char *text = *place;

	*place = NULL;
	return text;
}

void app_find(struct app *app, const char *query)
{
	leave(app, &app->query, query, VIEW_APPEALS);
}

const char *app_take_query(struct app *app)
{
	return take(&app->query);
}

void app_find_calls(struct app *app, const char *query)
{
	leave(app, &app->calls, query, VIEW_CALLS);
}

const char *app_take_calls(struct app *app)
{
	return take(&app->calls);
}

void app_read_text(struct app *app, const char *text)
{
	leave(app, &app->text, text, VIEW_ANSWER);
}

const char *app_take_text(struct app *app)
{
	return take(&app->text);
}

void app_open_appeal(struct app *app, const char *number)
{
	leave(app, &app->number, number, VIEW_APPEALS);
}

const char *app_take_number(struct app *app)
{
	return take(&app->number);
}

void app_register_call(struct app *app, const struct call *c)
{
	snprintf(app->call, sizeof(app->call), "%s", c->id);
	app->call_asked = true;
	app_show(app, VIEW_INTAKE);
}

const char *app_take_call(struct app *app)
{
	bool asked = app->call_asked;

	app->call_asked = false;
	return asked ? app->call : NULL;
}

void app_consult(struct app *app, const char *topic, const char *service)
{
	app->consult_topic = topic;
	app->consult_to = service;
	app->consult_asked = true;
	app_show(app, VIEW_INTAKE);
}

bool app_take_consult(struct app *app, const char **topic, const char **service)
{
	bool asked = app->consult_asked;

	app->consult_asked = false;
	*topic = app->consult_topic;
	*service = app->consult_to;
	return asked;
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
		catch_up(app, NULL);
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
	catch_up(app, NULL);
	app->dirty = true;
}

static void close_views(struct app *app)
{
	for (int i = 0; i < VIEW_COUNT; i++) {
		if (!app->state[i])
			continue;
		if (views[i]->tick)
			views[i]->tick(app, app->state[i]);
		if (views[i]->close)
			views[i]->close(app, app->state[i]);
		free(app->state[i]);
		app->state[i] = NULL;
	}
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
	app->view = view_first(app->who.roles);
	app->before = app->view;
	app_show(app, app->view);
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
	close_views(app);
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
