/* tui/back_key.c - see view.h: the keys of a view that is one list or one text and nothing else. */
#include "tui/list.h"
#include "tui/pager.h"
#include "tui/view.h"

unsigned app_list_key(struct app *app, struct list *list, const struct key_event *ev)
{
	if (!key_is_fn(ev, FN_ESC))
		return list_key(list, ev);
	app_back(app);
	return W_HANDLED;
}

unsigned app_text_key(struct app *app, struct pager *text, const struct key_event *ev)
{
	if (!key_is_fn(ev, FN_ESC) && !key_is_fn(ev, FN_ENTER))
		return pager_key(text, ev);
	app_back(app);
	return W_HANDLED;
}
