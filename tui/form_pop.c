/* tui/form_pop.c - suggestions for the focused field of a form (tui/pop.h). */
#include "tui/form_inner.h"

#include <string.h>

void form_pop_ask(struct form *f)
{
	const struct form_item *it = &f->items[f->focus];

	pop_close(&f->pop);
	if (it->desc->kind == FORM_LINE)
		pop_ask(&f->pop, it->desc->name, form_item_text(it));
}

void form_suggest(struct form *f)
{
	if (f->focus < f->count)
		form_pop_ask(f);
}

static unsigned take(struct form *f, const char *value)
{
	struct form_item *it = &f->items[f->focus];
	bool whole = field_set(&it->field, value);

	f->changed++;
	it->error = NULL;
	return W_HANDLED | W_CHANGED | W_TAKEN | (whole ? 0u : W_REFUSED);
}

/* In an empty field Down shows everything there is. */
static unsigned open_list(struct form *f)
{
	const struct form_item *it = &f->items[f->focus];
	const char *text = form_item_text(it);

	if (it->desc->kind != FORM_LINE)
		return W_IGNORED;
	return pop_ask(&f->pop, it->desc->name, text[strspn(text, " ")] ? text : NULL) ? W_HANDLED : W_IGNORED;
}

unsigned form_pop_key(struct form *f, const struct key_event *ev)
{
	const char *value = NULL;
	unsigned did = pop_key(&f->pop, ev, &value);

	if (did & W_TAKEN)
		return take(f, value);
	return !did && key_is_fn(ev, FN_DOWN) && !pop_is_open(&f->pop) ? open_list(f) : did;
}
