/* tui/query_line.h - the query of a list: what is searched, the line it is typed into, what is wrong with it.
 *
 * Digits typed in a list search at once; any other query is typed into the line at the bottom. The view reads its
 * rows anew when the text has changed and says through `fault` why it cannot. */
#ifndef TUI_QUERY_LINE_H
#define TUI_QUERY_LINE_H

#include "tui/canvas.h"
#include "tui/field.h"
#include "tui/key.h"

struct query_line {
	struct field field;
	struct arena mem, before_mem;
	const char *before; /* what stood there when typing began: Esc brings it back */
	bool typing;        /* the keyboard is in the line */
	struct err fault;   /* of the last reading; ERR_OK: none */
};

void query_line_init(struct query_line *q);
void query_line_close(struct query_line *q);

/* The text; "" asks for everything. */
const char *query_line_text(const struct query_line *q);

/* Another text; who was typing is not any more. */
void query_line_set(struct query_line *q, const char *text);

/* The keyboard goes into the line; what stands there is typed over by the first letter. */
void query_line_begin(struct query_line *q);

/* A key while typing. W_CHANGED: read again. W_IGNORED: an arrow of the list. Enter and Esc end the typing; with a
 * fault Enter does not. */
unsigned query_line_key(struct query_line *q, const struct key_event *ev);

/* A key in the list: digits are added to the query, Backspace takes a letter off it, a paste is a new query, Esc
 * empties it. W_IGNORED: not of the query. */
unsigned query_line_list_key(struct query_line *q, const struct key_event *ev);

/* At the bottom of the canvas while typing, over it the fault, or `hint` while the line is empty; returns the rows
 * it took. */
int query_line_draw(struct query_line *q, const struct canvas *c, const char *hint, bool focused);

#endif
