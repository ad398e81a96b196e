/* tui/form_inner.h - what the files of the form share; nobody else includes it. */
#ifndef TUI_FORM_INNER_H
#define TUI_FORM_INNER_H

#include "tui/form.h"

/* The item of a name; NULL: there is none. */
struct form_item *form_item(const struct form *f, const char *name);

/* Text of an item, as form_get(). */
const char *form_item_text(const struct form_item *it);

/* Screen rows of an item. */
int form_item_rows(const struct form *f, const struct form_item *it);

/* The nearest item before (step -1) or behind (1) the focus that can be entered; f->count: none. */
size_t form_neighbour(const struct form *f, int step);

/* Closes the list of suggestions. */
void form_pop_close(struct form *f);

/* Asks for suggestions for the focused field and opens the list when there are any. */
void form_pop_ask(struct form *f);

/* A key while the list is open; W_IGNORED: it is for the field (the list may be closed now). */
unsigned form_pop_key(struct form *f, const struct key_event *ev);

/* Draws the list by the input that stands at row y, column x of the canvas. */
void form_pop_draw(const struct form *f, const struct canvas *c, int y, int x);

#endif
