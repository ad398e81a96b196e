/* tui/widget.h - what a widget answers to a key.
 *
 * A widget never refreshes, never waits and never acts for the view: it changes its own state and
 * says so by these bits; the view decides. */
#ifndef TUI_WIDGET_H
#define TUI_WIDGET_H

enum {
	W_IGNORED = 0,       /* not mine: the view may use the key */
	W_HANDLED = 1 << 0,  /* done; every other bit comes with this one */
	W_CHANGED = 1 << 1,  /* the content is another one */
	W_MOVED = 1 << 2,    /* selection, focus or page is another one */
	W_SUBMIT = 1 << 3,   /* Enter where it means "this" or "done" */
	W_CANCEL = 1 << 4,   /* Esc where it means "no" */
	W_REFUSED = 1 << 5,  /* the input did not fit, or there is nowhere to go: beep */
	W_MORE = 1 << 6,     /* list: near the last loaded row, load more */
	W_TAKEN = 1 << 7,    /* form: a suggestion was taken into the focused field */
	W_FULL = 1 << 8,     /* with W_REFUSED: typed or pasted text did not fit, its end was not taken */
	W_NO_CHOICE = 1 << 9, /* with W_REFUSED: none of the choices begins with what was typed */
	W_OTHER = 1 << 10,   /* form: a suggestion was chosen that is for another field */
	W_NO_TEXT = 1 << 11  /* with W_REFUSED: dialog: nothing that is typed answers this question */
};

#endif
