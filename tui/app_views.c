/* tui/app_views.c - which view is in front, where each was come from, and what one hands to another. */
#include "core/call.h"
#include "tui/app_internal.h"

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

/* Another one comes to the front. */
static bool bring(struct app *app, enum view_id id)
{
	if (!open_view(app, id))
		return false;
	app_rest(app);
	app->view = id;
	app->dirty = true;
	return true;
}

static void show(struct app *app)
{
	const struct view_ops *v = views[app->view];

	catch_up(app, v->show);
	if (v->show)
		v->show(app, app->state[app->view]);
}

void app_show(struct app *app, enum view_id id)
{
	enum view_id from = app->view;

	if (!bring(app, id))
		return;
	if (from != id)
		app->before[id] = from;
	show(app);
}

void app_back(struct app *app)
{
	if (bring(app, app->before[app->view]))
		show(app);
}

enum view_id app_came_from(const struct app *app)
{
	return app->before[app->view];
}

void app_first(struct app *app, enum view_id id)
{
	for (int i = 0; i < VIEW_COUNT; i++)
		app->before[i] = id;
	app->view = id;
	app_show(app, id);
}

void app_catch_up(struct app *app)
{
	catch_up(app, NULL);
}

void app_close_views(struct app *app)
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

/* --- what one view wants of another ------------------------------------------------------------- */

/* It lies there until it is taken. */
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
	if (app->view == VIEW_APPEALS) /* from there, by the ':' line: back is the list */
		app->before[VIEW_APPEALS] = VIEW_APPEALS;
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

void app_counted(struct app *app)
{
	app->consult_counted = true;
}

bool app_take_counted(struct app *app)
{
	bool counted = app->consult_counted;

	app->consult_counted = false;
	return counted;
}

bool app_take_consult(struct app *app, const char **topic, const char **service)
{
	bool asked = app->consult_asked;

	app->consult_asked = false;
	*topic = app->consult_topic;
	*service = app->consult_to;
	return asked;
}
