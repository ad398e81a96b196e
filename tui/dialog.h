/* tui/dialog.h - modal boxes: a message, a question, a choice, a line or more of text.
 *
 * "Yes" is Enter, "no" is Esc, or the first letter of the translated word as typed («т», «н»). The keys
 * y and n by position are never an answer: under the Ukrainian layout they give н and т, the opposite
 * (domain.md 5.5). */
#ifndef TUI_DIALOG_H
#define TUI_DIALOG_H

#include "core/arena.h"
#include "tui/canvas.h"
#include "tui/editor.h"
#include "tui/field.h"
#include "tui/pop.h"

enum dialog_kind { DIALOG_NONE, DIALOG_MESSAGE, DIALOG_CONFIRM, DIALOG_CHOOSE, DIALOG_PROMPT,
	DIALOG_TEXT };

enum { DIALOG_CHOICES = 16 };

/* A zeroed struct is no dialog. */
struct dialog {
	enum dialog_kind kind;
	const char *title, *text; /* in arena */
	const char *items[DIALOG_CHOICES];
	size_t count;
	size_t choice;     /* DIALOG_CHOOSE: the selected item */
	bool arrows;       /* DIALOG_CHOOSE: only arrows and Enter choose */
	struct field field; /* DIALOG_PROMPT */
	struct pop pop;     /* DIALOG_PROMPT: suggestions for its line */
	const char *what;   /* name of the line, for the source of suggestions */
	struct editor editor; /* DIALOG_TEXT */
	bool breaks;       /* DIALOG_TEXT: Enter breaks the line */
	struct arena arena;
	int tag;           /* the caller's: which question this is */
	const char *name;  /* words typed into it are kept under it until they are given; NULL: they are not */
	const char *given; /* with a name: what stood in it when it was opened */
	bool changed;      /* typed into since it was opened or last kept */
	bool kept;         /* what stands in it, and is not `given`, is kept */
	const char *template_key; /* DIALOG_TEXT: the key by which the application puts a template in; NULL, "": none */
	enum role role;    /* of the frame: ROLE_MESSAGE, ROLE_ERROR, ROLE_WARN... */
};

/* Open a dialog in place of any other; texts are copied (and are not the texts of this very dialog). Set
 * tag and role afterwards. */
void dialog_message(struct dialog *d, const char *title, const char *text);
void dialog_confirm(struct dialog *d, const char *title, const char *text);
/* At most DIALOG_CHOICES items (more are left out); keys 1..9, then a..g on any layout choose at once,
 * arrows and Enter do too. */
void dialog_choose(struct dialog *d, const char *title, const char *const *items, size_t count);
/* The choice stands over a text that is being typed, and one answer drops it: the next telephone, typed blindly, must
 * not be that answer. Letters and digits choose nothing. */
void dialog_arrows(struct dialog *d);
void dialog_prompt(struct dialog *d, const char *title, const char *text, size_t max_letters);
/* Several lines, at most max_bytes. The answer is given by Ctrl-S and, unless `breaks`, by Enter; with
 * `breaks` Enter breaks the line (a citizen's text, kept with its lines). */
void dialog_write(struct dialog *d, const char *title, const char *text, size_t max_bytes, bool breaks);

/* Gives the line of a dialog_prompt() suggestions (tui/pop.h): the source is asked for `what`, a string that
 * outlives the dialog. They come while typing and by Down. Where only the list counts, Enter takes the
 * marked row as the answer. */
void dialog_suggest(struct dialog *d, const struct suggest_ops *ops, void *ctx, const char *what);

/* Other words over the question of an open dialog (why it is asked again); copied. */
void dialog_say(struct dialog *d, const char *text);
/* What stands in the line or the area already, instead of nothing; its suggestions are shown. A whole row of
 * the list is typed over. */
void dialog_fill(struct dialog *d, const char *value);
/* The same as a proposal: in a line the first letter types over it (field_choose()), and Enter takes it
 * and no suggestion. */
void dialog_propose(struct dialog *d, const char *value);

/* What is typed belongs to a question that can be asked again: the application keeps it under this name when
 * Esc, a lock or a crash comes before the answer, and offers it when the question is asked again. Call it
 * after dialog_fill() of what belongs there anyway. */
void dialog_keep(struct dialog *d, const char *name);

/* A modal dialog takes every key. W_SUBMIT: yes, chosen (choice), entered (dialog_text()), read.
 * W_CANCEL: Esc. The dialog stays open until dialog_close(): read the answer first. */
unsigned dialog_key(struct dialog *d, const struct key_event *ev);

/* What was typed into a line or an area; until dialog_close(). */
const char *dialog_text(const struct dialog *d);

/* In the middle of the canvas, over what is there; nothing for DIALOG_NONE. */
void dialog_draw(struct dialog *d, const struct canvas *c);

void dialog_close(struct dialog *d);

#endif
