/* tests/unit/fake_app.h - the application as views and actions see it (tui/view.h), without a screen: what
 * they say is kept, dialogs get their keys from the test. Include it after store_base.h. */
#ifndef TESTS_FAKE_APP_H
#define TESTS_FAKE_APP_H

#include "core/text.h"
#include "tui/desk.h"
#include "tui/view.h"

struct app {
	struct base *b;
	struct actor who;
	struct dialog dialog;
	app_answer answer;
	void *ctx;
	bool asked;
	char said[2048];
	enum role role;
	int changed, backs, prints;
	char pin[8];        /* of the last print */
	const char *number; /* for app_take_number() */
	int stop_at;        /* see app_progress() */
	enum view_id came_from;
	enum verb_id gone_on; /* by app_go_on() */
	char text[4096];    /* of app_read_text() */
	const struct view_ops *view;
	void *state;
};

struct store *app_store(struct app *app) { return app->b->s; }
const struct actor *app_actor(const struct app *app) { return &app->who; }
struct dialog *app_dialog(struct app *app) { return &app->dialog; }
struct draft *app_draft(struct app *app) { (void)app; return NULL; }
void app_dirty(struct app *app) { (void)app; }
void app_moved(struct app *app) { app->view->rest(app, app->state); } /* at once */
void app_forget_words(struct app *app, const char *name)
{
	(void)app;
	(void)name;
}
const char *app_key(const struct app *app, enum verb_id v) { (void)app; return verbs[v].key; }
const char *app_words(const struct app *app, struct arena *mem, const char *sentence)
{
	(void)app;
	(void)mem;
	return sentence;
}
void app_editing(struct app *app, const char *number)
{
	(void)app;
	(void)number;
}
struct presence *app_presence(const struct app *app)
{
	(void)app;
	return NULL;
}
void app_hint(struct app *app, enum role role, const char *sentence) { app_say(app, role, sentence); }
void app_back(struct app *app) { app->backs++; }
bool app_is_locked(const struct app *app) { (void)app; return false; }

int64_t app_now(struct app *app)
{
	const struct clock_ops *clock = store_clock(app->b->s);

	return clock->now_ms(clock->ctx);
}

void app_say(struct app *app, enum role role, const char *sentence)
{
	snprintf(app->said, sizeof(app->said), "%s", sentence);
	app->role = role;
}

void app_fail(struct app *app, const struct err *e)
{
	app_say(app, ROLE_ERROR, e->msg);
}

void app_ask(struct app *app, app_answer answer, void *ctx)
{
	app->answer = answer;
	app->ctx = ctx;
	app->asked = true;
}

void app_changed(struct app *app)
{
	app->changed++;
	if (app->view)
		app->view->changed(app, app->state);
}

void app_print(struct app *app, const struct appeal *a, const char *pin)
{
	(void)a;
	app->prints++;
	snprintf(app->pin, sizeof(app->pin), "%s", pin);
}

bool app_has_printer(struct app *app) { (void)app; return true; }
enum err_code app_print_behind(struct app *app, const struct appeal *a, const char *pin, struct err *e)
{
	(void)e;
	app_print(app, a, pin);
	return ERR_OK;
}

enum err_code app_file(const struct app *app, const char *typed, struct arena *mem, const char **path, struct err *e)
{
	(void)app;
	(void)e;
	*path = arena_strdup(mem, typed);
	return ERR_OK;
}

enum err_code app_new_file(const struct app *app, const char *typed, struct arena *mem, const char **path,
			   struct err *e)
{
	return desk_new_file(NULL, store_path(app->b->s), typed, mem, path, e);
}

enum view_id app_came_from(const struct app *app) { return app->came_from; }
void app_go_on(struct app *app, enum verb_id id) { app->gone_on = id; }

/* Esc is pressed after so many steps; 0: never. */
bool app_progress(struct app *app, const char *what, int64_t done, int64_t total)
{
	(void)what;
	(void)total;
	return !app->stop_at || done < app->stop_at;
}

void app_read_text(struct app *app, const char *text) { snprintf(app->text, sizeof(app->text), "%s", text); }

const char *app_take_query(struct app *app)
{
	(void)app;
	return NULL;
}

const char *app_take_number(struct app *app)
{
	const char *number = app->number;

	app->number = NULL;
	return number;
}

static inline void press(struct app *app, const struct key_event *ev)
{
	if (app->dialog.kind == DIALOG_NONE) {
		if (app->view)
			app->view->key(app, app->state, ev);
		return;
	}
	unsigned w = dialog_key(&app->dialog, ev);

	if (!(w & (W_SUBMIT | W_CANCEL)))
		return;
	app->asked = false;
	app->answer(app, app->ctx, &app->dialog, w & W_SUBMIT);
	if (!app->asked)
		dialog_close(&app->dialog);
}

/* Types the keys of a string: "\n" Enter, "\x1b" Esc, "\x13" Ctrl-S, "\x15" Ctrl-U, "\x01" Down, "\x02" Up,
 * "\x03" End, "\x04" Home, "\x05" PgUp. */
static inline void type(struct app *app, const char *keys)
{
	static const struct {
		char c;
		struct key_event ev;
	} special[] = {
		{ '\n', { .kind = EV_FN, .fn = FN_ENTER } }, { '\x1b', { .kind = EV_FN, .fn = FN_ESC } },
		{ '\x13', { .kind = EV_CTRL, .cp = 's' } },  { '\x15', { .kind = EV_CTRL, .cp = 'u' } },
		{ '\x01', { .kind = EV_FN, .fn = FN_DOWN } }, { '\x02', { .kind = EV_FN, .fn = FN_UP } },
		{ '\x03', { .kind = EV_FN, .fn = FN_END } },  { '\x04', { .kind = EV_FN, .fn = FN_HOME } },
		{ '\x05', { .kind = EV_FN, .fn = FN_PGUP } },
	};
	uint32_t cp;

	while (*keys) {
		struct key_event ev = { .kind = EV_CHAR };

		keys += text_next(keys, &cp);
		ev.cp = cp;
		for (size_t i = 0; i < COUNT(special); i++)
			if (cp == (unsigned char)special[i].c)
				ev = special[i].ev;
		press(app, &ev);
	}
}

#endif
