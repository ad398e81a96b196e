/* tui/bulk_inner.h - a command on many appeals while it is being asked about; private to bulk*.c. */
#ifndef TUI_BULK_INNER_H
#define TUI_BULK_INNER_H

#include "tui/action_inner.h"
#include "tui/bulk.h"
#include "tui/marks.h"

enum bulk_question { ASK_NOTHING, ASK_SERVICE, ASK_UNTIL, ASK_NOTE };
enum { BULK_QUESTIONS = 2 };

struct bulk_desc {
	enum verb_id verb;
	enum bulk_question asks[BULK_QUESTIONS];
	/* Does it to one: x->a and x->q are loaded, x->cmd is what was asked; x->said is the sentence of success. */
	enum err_code (*run)(struct action *x, struct err *e);
};

/* Lives in its own arena, from bulk_begin() to the last answer. */
struct bulk {
	struct arena mem;
	struct app *app;
	const struct bulk_desc *desc;
	struct marks *marks;
	struct mark *refs;  /* those marked when it began */
	size_t n;
	size_t at;          /* the question */
	const char *typed;  /* the last answer */
	struct command cmd;
};

/* bulk_run.c: makes it on each, shows what came of it; Esc stops between two of them. */
void bulk_run(struct bulk *b);
MUST_CHECK enum err_code bulk_move(struct action *x, struct err *e);
MUST_CHECK enum err_code bulk_note(struct action *x, struct err *e);
MUST_CHECK enum err_code bulk_print(struct action *x, struct err *e);

#endif
