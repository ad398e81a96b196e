/* tui/form_inner.h - what the files of the form share; nobody else includes it. */
#ifndef TUI_FORM_INNER_H
#define TUI_FORM_INNER_H

#include "tui/form.h"

/* The item of a name; NULL: there is none. */
struct form_item *form_item(const struct form *f, const char *name);

/* Text of an item, as form_get(). */
const char *form_item_text(const struct form_item *it);

/* Screen rows of an item; 0: it is on another page. */
int form_item_rows(const struct form *f, const struct form_item *it);

/* The nearest item before (step -1) or behind (1) the focus that can be entered; f->count: none. */
size_t form_neighbour(const struct form *f, int step);

/* Asks for suggestions for the text of the focused field and opens the list when there are any. */
void form_pop_ask(struct form *f);

/* A key for the list, or Down, which opens it; W_IGNORED: it is for the field. */
unsigned form_pop_key(struct form *f, const struct key_event *ev);

#endif
