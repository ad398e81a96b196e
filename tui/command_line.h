/* tui/command_line.h - a command typed as one line: for ':' on the screen and for `pult -i`.
 *
 * The same table, checks and handlers as in the shell, run with the roles of whoever is logged in. Commands
 * and options that name files of one's choice are not here (design.md 10). */
#ifndef TUI_COMMAND_LINE_H
#define TUI_COMMAND_LINE_H

#include "tui/verb.h"

/* Whether the command means the rows at hand when its line names no number. What is erased for good is named. */
bool command_line_means_rows(const struct verb *v);

/* Reads and runs one line in c, whose store, who, mem and door are set; the result is in c->out. A line with options
 * and no number means c->door.at_hand. ERR_INVALID: no such command here, an open quotation mark, a wrong option;
 * the rest as the handler says. */
MUST_CHECK enum err_code command_line_run(struct verb_call *c, const char *line, struct err *e);

/* The verb that the line begins with, NULL: none that a line may run. Names of the screen's own commands
 * ("view-appeals") are found too. */
const struct verb *command_line_verb(const char *line, struct arena *mem);

/* What completion may use. */
struct completing {
	struct store *store;
	const struct actor *who; /* only what his roles may ever do is offered */
	bool screen;             /* there are views and keys: their commands too */
	/* Numbers of the appeals on the screen, NULL behind the last; the function may be NULL. */
	const char *(*number)(void *ctx, int i);
	void *ctx;
	const char **about; /* room for `max` explanations of what is offered, "" for none; may be NULL */
};

/* What may stand in place of the last word of `line` (begun or empty): names of commands, options of the one typed,
 * numbers of `with`, words of closed lists, codes of topics and executors by their beginning or by that of a word of
 * the name. At most `max`, in the arena. On an empty line: what works anywhere, not what a key of one view does. */
int command_line_complete(const struct completing *with, const char *line, struct arena *mem, const char **out,
			  int max);

/* Whether the line may hold something of a person: words of a text, a name, a telephone, an address, a PIN, or no
 * command at all. Such a line is forgotten with the end of work. */
bool command_line_private(const char *line, const struct clock_ops *clock, struct arena *mem);

#endif
