/* tui/field.h - a one-line text field. */
#ifndef TUI_FIELD_H
#define TUI_FIELD_H

#include "tui/canvas.h"
#include "tui/edit.h"
#include "tui/widget.h"

struct field {
	struct edit edit;
	size_t scroll; /* byte offset of the first letter shown */
	bool secret;   /* drawn as asterisks (passwords) */
	bool chosen;   /* the whole text is to be typed over */
};

/* An empty field for at most max_letters code points; memory in a. */
void field_init(struct field *f, struct arena *a, size_t max_letters);

/* As edit_set(). */
bool field_set(struct field *f, const char *text);
/* The same, to be typed over: the first letter, paste or erasing key takes all of it away, any other key
 * leaves it to be edited. */
bool field_choose(struct field *f, const char *text);
/* It is to be edited after all (an arrow that was not for the field). */
void field_edit(struct field *f);
/* Borrowed; changes with the next key. */
const char *field_text(const struct field *f);

/* Keys of edit_key(), Home, End. Enter: W_SUBMIT. Line breaks of a paste become spaces. W_REFUSED when
 * the input did not fit (what fitted is in). */
unsigned field_key(struct field *f, const struct key_event *ev);

/* Draws in the first row of the canvas, all its columns; text wider than that scrolls, with "…" where
 * more is hidden. With `focused` the cursor of the frame is put here; without it the beginning of the
 * text is shown. */
void field_draw(struct field *f, const struct canvas *c, bool focused, enum role role);

#endif
