/* tui/keymap.h - which key gives which command: the table of commands, changed by rows of keys.conf
 * (pult-keys(5)) of the site and then of the person. Key bar, help and the loop ask here, never the
 * table itself. */
#ifndef TUI_KEYMAP_H
#define TUI_KEYMAP_H

#include "core/arena.h"
#include "core/err.h"
#include "data/link/config.h"
#include "tui/keyname.h"
#include "tui/verb.h"

struct keymap {
	struct key_spec key[VERB_COUNT];         /* EV_NONE: the command has no key */
	char name[VERB_COUNT][KEY_SPEC_NAME];    /* as keys.conf has it; "" without a key */
};

/* Rows of one file are enough for every command and comments; more is not read. */
enum { KEYMAP_TEXT_MAX = 32 * 1024 };

/* The keys of the table. */
void keymap_init(struct keymap *m);

/* Changes *m by the rows "command = key" of a text; `source` names it in the sentence of a fault. The
 * whole text is read before keys are compared, so that two commands may change places. ERR_INVALID, with
 * the line: nothing is changed then. */
MUST_CHECK enum err_code keymap_read(struct keymap *m, const char *text, const char *source, struct err *e);

/* The same from a file; a missing one changes nothing. ERR_FAILED: it cannot be read. */
MUST_CHECK enum err_code keymap_read_file(struct keymap *m, const char *path, struct err *e);

/* The keys of the site: the table, then keys.conf beside each pult.conf. After a fault *m has the keys up to
 * the file at fault. */
MUST_CHECK enum err_code keymap_site(struct keymap *m, const struct config *c, struct err *e);

/* All of *m as a valid keys.conf: a comment with what each command does, then its row. In the arena. */
const char *keymap_text(const struct keymap *m, struct arena *mem);

/* The rows of *m that differ from *base, as a keys.conf; "" when none does. In the arena. */
const char *keymap_changes(const struct keymap *m, const struct keymap *base, struct arena *mem);

/* The name for people: a word of their language where it is one ("Пробіл"); "" without a key. */
const char *keymap_shown(const struct keymap *m, enum verb_id v);

/* Whether the event is the key of the command. */
bool keymap_is(const struct keymap *m, enum verb_id v, const struct key_event *ev);

#endif
