/* tui/action.h - a command on an appeal from the screen: asks for what is missing by dialogs, one after
 * another, then makes the move; the same for every view. */
#ifndef TUI_ACTION_H
#define TUI_ACTION_H

#include "tui/view.h"

/* Begins the command of a row of the table (dispatch, recall, accept, done, confirm and its one-key
 * answers, reopen, close, forward, reject, withdraw, note, edit, receipt) on question k of an appeal.
 * False: the table of actions has no such command. When it is done: app_say(), app_changed(). */
bool action_begin(struct app *app, enum verb_id v, const struct appeal *a, int k);

#endif
