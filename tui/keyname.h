/* tui/keyname.h - keys as they are written: "F2", "Ctrl-G", "Alt-X", "Shift-F3", "d", "/".
 *
 * The table of commands and keys.conf name keys this way. Only keys that terminals can tell apart and
 * that no list, form or text needs for itself have a name here. Pure. */
#ifndef TUI_KEYNAME_H
#define TUI_KEYNAME_H

#include "core/err.h"
#include "tui/key.h"

/* Bytes of the longest name with its NUL: "Ctrl-Alt-Shift-F12". */
enum { KEY_SPEC_NAME = 24 };

/* A key to wait for; a zeroed one is no key and matches nothing. */
struct key_spec {
	enum key_kind kind; /* EV_CHAR, EV_CTRL, EV_ALT or EV_FN */
	enum key_fn fn;
	unsigned mods;      /* of EV_FN */
	uint32_t cp;        /* Latin */
};

/* Reads a name; capitals of words do not matter, those of a single letter do. A Ukrainian letter is its
 * physical key (в is d). ERR_INVALID says why it cannot be a command's key. */
MUST_CHECK enum err_code key_spec_read(const char *name, struct key_spec *out, struct err *e);

/* The name in its one spelling. Returns out. */
char *key_spec_write(const struct key_spec *k, char out[KEY_SPEC_NAME]);

/* One and the same key; no key is the same as none. */
bool key_spec_same(const struct key_spec *a, const struct key_spec *b);

/* Whether the event is that key, whatever the layout. */
bool key_spec_is(const struct key_spec *k, const struct key_event *ev);

/* Whether a field or a text that is being typed takes the key: letters and signs, and the keys of
 * tui/edit.h. */
bool key_spec_types(const struct key_spec *k);

#endif
