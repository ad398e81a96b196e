/* tui/edit.h - text being edited: a buffer, a cursor, and what keys do to them.
 *
 * Pure; shared by the one-line field and the multi-line editor. The cursor always stands between
 * whole letters: a letter with its combining marks or an emoji with its joiners is one step. The
 * buffer has a fixed room: nothing here allocates after edit_init(). */
#ifndef TUI_EDIT_H
#define TUI_EDIT_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"
#include "tui/key.h"

struct edit {
	char *text;         /* valid UTF-8, NUL-terminated, in the arena of edit_init() */
	size_t len;         /* bytes */
	size_t room;        /* most bytes, without the NUL */
	size_t max_letters; /* most code points; 0: only room counts */
	size_t cursor;      /* byte offset */
	bool lines;         /* \n may stand in it; otherwise line breaks and tabs become spaces */
};

/* An empty text. Exactly one of max_letters and max_bytes may be 0. */
void edit_init(struct edit *e, struct arena *a, size_t max_letters, size_t max_bytes, bool lines);

/* Replaces the text (invalid bytes and control characters dropped, cut where it does not fit on a
 * letter); the cursor goes to the end. False when something was cut off. */
bool edit_set(struct edit *e, const char *text);

/* Inserts at the cursor; false when not everything fitted (what fitted is in). */
bool edit_insert(struct edit *e, const char *text, size_t len);

/* Offsets of the neighbouring whole letter and word. */
size_t edit_prev(const struct edit *e, size_t at);
size_t edit_next(const struct edit *e, size_t at);
size_t edit_prev_word(const struct edit *e, size_t at);
size_t edit_next_word(const struct edit *e, size_t at);

/* Start and end of the line (between \n) that holds `at`. */
size_t edit_line_start(const struct edit *e, size_t at);
size_t edit_line_end(const struct edit *e, size_t at);

/* Takes out the bytes from..to; the cursor is at `from` after. */
void edit_erase(struct edit *e, size_t from, size_t to);

/* Columns of the letter at `at` as it is drawn (\t is one), and of the bytes from..to. */
int edit_width(const struct edit *e, size_t from, size_t to);

/* Letters, paste, Left, Right, Ctrl-Left/Right and Alt-B/F (words), Backspace, Del, Ctrl-U (erase to
 * the start of the line), Ctrl-K (to its end), Ctrl-W and Alt-Backspace (the word before), Ctrl-A,
 * Ctrl-E. W_* bits of widget.h. Home, End, Up, Down and Enter are the widget's. */
unsigned edit_key(struct edit *e, const struct key_event *ev);

#endif
