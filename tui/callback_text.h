/* tui/callback_text.h - everything an operator needs to call one citizen back, on one page: the words to
 * say, what was asked, what the executor answered, who was not reached and when. */
#ifndef TUI_CALLBACK_TEXT_H
#define TUI_CALLBACK_TEXT_H

#include "core/best_hour.h"
#include "data/store/appeals.h"
#include "tui/pager.h"

/* One appeal that waits for a confirmation, read for the page. Strings in one arena. */
struct callback {
	struct appeal appeal;
	int k; /* the question */
	struct history history;
	struct hours hours; /* when the telephone was taken, by the journal */
};

/* Fills the pager (emptied before). `who` is the operator who will speak. */
void callback_text(struct pager *p, struct store *s, const struct actor *who, const struct callback *cb);

#endif
