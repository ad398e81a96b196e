/* tui/key.h - one key press, as every view and widget receives it.
 *
 * No terminal and no ncurses here (its KEY_* macros are why these names are EV_* and FN_*). */
#ifndef TUI_KEY_H
#define TUI_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/i18n.h"

enum key_kind {
	EV_NONE,   /* nothing (yet) */
	EV_CHAR,   /* cp: a letter, digit, sign or space; never a control character */
	EV_FN,     /* fn, with mods */
	EV_CTRL,   /* Ctrl with cp: 'a'..'z' (never h i j m, which are Backspace, Tab, Enter), ' ', or
		      one of \ ] ^ _ ; layout-proof where the terminal says which letter it was */
	EV_ALT,    /* Alt (or Esc before) with cp, case kept; Esc + digit comes as F1..F10 */
	EV_PASTE,  /* text, len: sanitised UTF-8; cut: it was longer than KEY_PASTE_MAX */
	EV_RESIZE, /* the screen has another size */
	EV_EOF     /* the terminal is gone */
};

/* X(symbol, name for help; a msgid where it is a word). */
#define KEY_FNS(X) \
	X(FN_NONE, "") X(FN_UP, N_("Up")) X(FN_DOWN, N_("Down")) X(FN_LEFT, N_("Left")) \
	X(FN_RIGHT, N_("Right")) X(FN_HOME, "Home") X(FN_END, "End") X(FN_PGUP, "PgUp") \
	X(FN_PGDN, "PgDn") X(FN_INSERT, "Ins") X(FN_DELETE, "Del") X(FN_BACKSPACE, "Backspace") \
	X(FN_ENTER, "Enter") X(FN_TAB, "Tab") X(FN_BACKTAB, "Shift-Tab") X(FN_ESC, "Esc") \
	X(FN_F1, "F1") X(FN_F2, "F2") X(FN_F3, "F3") X(FN_F4, "F4") X(FN_F5, "F5") X(FN_F6, "F6") \
	X(FN_F7, "F7") X(FN_F8, "F8") X(FN_F9, "F9") X(FN_F10, "F10") X(FN_F11, "F11") \
	X(FN_F12, "F12")
#define X(sym, name) sym,
enum key_fn { KEY_FNS(X) FN_COUNT };
#undef X

/* Bits of mods, as in xterm's "modifier minus one". */
enum { MOD_SHIFT = 1, MOD_ALT = 2, MOD_CTRL = 4 };

/* Bytes of one paste that are kept. */
enum { KEY_PASTE_MAX = 64 * 1024 };

struct key_event {
	enum key_kind kind;
	enum key_fn fn;
	unsigned mods;    /* of EV_FN only */
	uint32_t cp;
	const char *text; /* EV_PASTE: NUL-terminated, no control bytes but \n and \t; borrowed
			     until the next input_next() */
	size_t len;
	bool cut;
	bool apart;       /* EV_PASTE: it is words of their own: blanks part it from what it is put between */
};

/* Is it this function key without modifiers; this Ctrl or Alt letter (Latin, lower case, whatever
 * the layout)? */
bool key_is_fn(const struct key_event *ev, enum key_fn fn);
bool key_is_ctrl(const struct key_event *ev, char letter);
bool key_is_alt(const struct key_event *ev, char letter);

/* The Latin letter, digit or sign meant by an EV_CHAR (й -> 'q', Й -> 'Q'), for commands by letters;
 * 0 for any other event. */
uint32_t key_letter(const struct key_event *ev);

/* The event as people call it, translated: "F2", "Ctrl-S", "Alt-B", "Enter", "q", "Ctrl-Left". Returns
 * out. (key_name() is a function of ncurses.) */
enum { KEY_NAME_MAX = 48 };
char *key_label(const struct key_event *ev, char out[KEY_NAME_MAX]);

#endif
