/* tui/bulk.h - one command on all marked appeals: asked for what it needs once, confirmed once with their count, then
 * made on each in the ordinary way. What is refused for one does not stop the others and stays marked. */
#ifndef TUI_BULK_H
#define TUI_BULK_H

#include "tui/list.h"
#include "tui/view.h"

/* Begins it. False: the command has nothing to do with appeals, or nothing is marked. A command that can be given to
 * one appeal only is refused with a sentence. *m must outlive the question; what was done is unmarked. */
bool bulk_begin(struct app *app, enum verb_id v, struct marks *m);

/* Marks the selected row, or takes its mark away, and goes to the next one. */
void bulk_mark(struct app *app, struct marks *m, struct list *l, const char *ref);

/* Says how many are marked; `full`: more could not be. */
void bulk_tell(struct app *app, const struct marks *m, bool full);

/* Esc: no mark is left; many are asked about first. False: nothing was marked. */
bool bulk_unmark(struct app *app, struct marks *m);

/* Asks for a file and writes the marked appeals there, without any the selected one (NULL: none). */
void bulk_export(struct app *app, const struct marks *m, const char *selected);

/* "marked: 12" for the head of a list, "" without any. In the arena. */
const char *bulk_count(const struct marks *m, struct arena *mem);

#endif
