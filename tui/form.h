/* tui/form.h - a column of labelled fields.
 *
 * Described by a const table; the form owns the text being typed and the errors beside the fields,
 * nothing else. Suggestions are asked for when a field changes, never while drawing. */
#ifndef TUI_FORM_H
#define TUI_FORM_H

#include "core/arena.h"
#include "tui/canvas.h"
#include "tui/editor.h"
#include "tui/field.h"
#include "tui/pop.h"

enum form_kind {
	FORM_LINE,
	FORM_TEXT,   /* several lines */
	FORM_SECRET, /* one line shown as asterisks */
	FORM_CHOICE, /* one of `choices`: Left, Right, Space, or the first letters; a paste chooses, too */
	FORM_SHOW    /* read only, cannot be entered */
};

struct form_choice {
	const char *value; /* what form_get() gives; NULL ends the table */
	const char *label; /* msgid */
};

struct form_desc {
	const char *name;    /* NULL ends the table */
	const char *label;   /* msgid */
	int label_cols;      /* columns kept for labels; the largest of the table counts */
	enum form_kind kind;
	int max_letters;     /* FORM_TEXT: bytes */
	int page;            /* 0: the first; fields of other pages than form.page are not on the screen */
	int rows;            /* FORM_TEXT: screen rows; others: 1 (0 is 1) */
	int cols;            /* width of the input; 0: to the right edge */
	const struct form_choice *choices;
};

enum { FORM_SPELT = 16 };

struct form_item {
	const struct form_desc *desc;
	union {
		struct field field;
		struct editor editor;
		size_t choice; /* index into desc->choices */
	};
	const char *error; /* in the form's own arena, NULL: none */
};

struct form {
	struct form_item *items;
	size_t count;
	size_t focus;           /* index of the item that has the keyboard */
	int label_cols;
	int input_cols;         /* most columns of an input; 0: to the right edge. What is right of it is
				   for the sentences beside fields and for long suggestions */
	int text_rows;          /* screen rows of each FORM_TEXT; 0: as described */
	int page;               /* form_page() */
	int top;                /* first row shown */
	bool quiet;             /* fields with an error are only marked: the view says the sentence of the
				   focused one (form_error()) where there is room for all of it */
	unsigned long changed;  /* grows with every change of content, by a key or form_set(): the draft
				   journal compares it */
	struct arena *arena;    /* the view's: texts */
	struct arena errors;    /* own */
	uint32_t spelt[FORM_SPELT]; /* keys of the letters typed in a choice one after another */
	size_t nspelt;
	struct pop pop;         /* suggestions for the focused field */
};

/* An empty form with the focus on its first field; `desc` must outlive it. ops is the source of suggestions
 * for its lines, by the names of the fields; may be NULL. */
void form_init(struct form *f, struct arena *a, const struct form_desc *desc,
	       const struct suggest_ops *ops, void *ctx);

/* Frees what the form owns itself (errors, suggestions); texts go with the view's arena. */
void form_close(struct form *f);

/* Text of a field ("" when empty, the value of a choice); borrowed until the next key. An unknown name
 * is a bug: NULL. */
const char *form_get(const struct form *f, const char *name);

/* Sets it without asking for suggestions; false: cut, no such choice or no such field. Closes the list
 * of the field. */
bool form_set(struct form *f, const char *name, const char *text);

/* Empties all fields and errors, focus to the first; counts as a change. */
void form_clear(struct form *f);

/* Empties the FORM_SECRET fields and overwrites their memory with zeros: passwords do not stay. */
void form_forget_secrets(struct form *f);

/* The sentence beside a field; NULL or "" takes it off. Typing in the field takes it off too. */
void form_set_error(struct form *f, const char *name, const char *sentence);
void form_clear_errors(struct form *f);
/* Of the focused field, NULL: none. For the message line when there is no room beside the field. */
const char *form_error(const struct form *f);
/* How many fields have one. */
size_t form_errors(const struct form *f);
/* Moves the focus to the first field with an error; false when there is none. */
bool form_focus_error(struct form *f);

/* Opens the list of the focused field as if it had just been typed; no list: nothing to offer. */
void form_suggest(struct form *f);

/* What the focused field can be chosen from, with commas between, for a hint; NULL: it is no choice. In the
 * arena. */
const char *form_choices(const struct form *f, struct arena *a);

/* Shows a page with the focus on its first field. form_focus() shows that of the field, form_clear() the
 * first one. */
void form_page(struct form *f, int page);

/* Moves the focus; false: no such field or one that cannot be entered. */
bool form_focus(struct form *f, const char *name);
/* Name of the focused field. */
const char *form_focused(const struct form *f);

/* Keys of the fields; Tab, Shift-Tab, Up, Down and Enter move (W_MOVED). Enter in the last field:
 * W_SUBMIT. The list of suggestions opens while typing and by Down; then Enter or Tab take the marked row
 * (W_TAKEN | W_CHANGED) and, when none is marked, close the list and do what they always do. Esc closes
 * it and is otherwise not handled. A letter or a paste that is none of the choices: W_NO_CHOICE. */
unsigned form_key(struct form *f, const struct key_event *ev);

/* Rows the whole form wants. Draws from the top of the canvas, scrolled so that the focused field is
 * seen; the list of suggestions goes over the fields below (or above) its own. */
int form_rows(const struct form *f);
void form_draw(struct form *f, const struct canvas *c, bool focused);

#endif
