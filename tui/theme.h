/* tui/theme.h - what things look like, by meaning.
 *
 * Everything drawn has a role; a role has a look for monochrome, 8 and 256 colours. A role never
 * speaks by colour alone: a mark, a word or bold/reverse goes with it (the mono column is the proof).
 * No ncurses here, so that views need not see it. */
#ifndef TUI_THEME_H
#define TUI_THEME_H

enum role {
	ROLE_NORMAL,
	ROLE_DIM,           /* hints, what cannot be done now */
	ROLE_TITLE,         /* the top line */
	ROLE_KEY,           /* key bar: "F2" */
	ROLE_KEY_LABEL,     /* key bar: what F2 does */
	ROLE_KEY_OFF,       /* key bar: cannot be done now */
	ROLE_SELECTED,      /* row under the selection, list has the keyboard */
	ROLE_SELECTED_IDLE, /* the same, the keyboard is elsewhere */
	ROLE_HEADING,       /* heads of columns and sections */
	ROLE_LABEL,         /* name of a field */
	ROLE_FIELD,
	ROLE_FIELD_FOCUS,
	ROLE_FIELD_ERROR,   /* a field with a mistake, and the sentence beside it */
	ROLE_MESSAGE,
	ROLE_ERROR,         /* message: something failed */
	ROLE_WARN,          /* priority А2, "attention" */
	ROLE_ALARM,         /* priority А1, overdue */
	ROLE_OK,
	ROLE_NUMBER,        /* the number to read out to the citizen */
	ROLE_BORDER,
	ROLE_COUNT
};

enum theme_mode { THEME_MONO, THEME_8, THEME_256 };

/* A_* bits and colour pair of ncurses. */
struct theme_look {
	unsigned attr;
	short pair;
};

/* Called by term_open(): picks the mode (NO_COLOR, what the terminal can) and makes the pairs. */
enum theme_mode theme_start(void);

/* The look of a role in the mode of theme_start(). */
struct theme_look theme_look(enum role role);

#endif
