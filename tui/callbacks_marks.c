/* tui/callbacks_marks.c - F6: rows that are marked, for a note, a receipt or a file of all of them; an answer is one
 * citizen's and never given to several. */
#include "tui/bulk.h"
#include "tui/callbacks.h"

const char *callbacks_number(void *state, int i)
{
	struct callbacks *cb = state;

	return i >= 0 && i < cb->found.n ? cb->refs[i] : NULL;
}

static void mark_row(struct app *app, struct callbacks *cb)
{
	size_t i;

	if (!list_selected(&cb->list, &i))
		return;
	bulk_mark(app, &cb->marks, &cb->list, callbacks_number(cb, (int)i));
}

static void mark_all(struct app *app, struct callbacks *cb)
{
	bool room = true;

	for (int i = 0; room && i < cb->found.n; i++)
		room = marks_add(&cb->marks, cb->found.rows[i].id, callbacks_number(cb, i));
	bulk_tell(app, &cb->marks, !room || cb->found.more);
}

bool callbacks_marks_command(struct app *app, struct callbacks *cb, enum verb_id v)
{
	size_t i;

	if (v == V_MARK)
		mark_row(app, cb);
	else if (v == V_MARK_ALL)
		mark_all(app, cb);
	else if (v == V_EXPORT_MARKED)
		bulk_export(app, &cb->marks, list_selected(&cb->list, &i) ? callbacks_number(cb, (int)i) : NULL);
	else
		return false;
	return true;
}
