/* tui/app_present.c - what others of the site have open, for the views: looked up when the bell rings, and once a
 * second whether they are there still. Asks the file of presence only, never the base. */
#include "tui/app_internal.h"

void app_present_begin(struct app *app)
{
	struct err e = { 0 };

	if (!app->presence && presence_open(app->store, &app->who, &app->presence, &e))
		app_fail(app, &e);
}

void app_present_look(struct app *app, bool whole)
{
	if (app->presence && presence_look(app->presence, whole))
		app->dirty = true;
}

struct presence *app_presence(const struct app *app)
{
	return app->presence;
}

void app_editing(struct app *app, const char *number)
{
	presence_edit(app->presence, number ? presence_key(number) : 0);
}
