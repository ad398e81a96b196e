/* tui/card_text.h - one appeal with its history as labelled lines, for the shell and for the screen. */
#ifndef TUI_CARD_TEXT_H
#define TUI_CARD_TEXT_H

#include "data/store/appeals.h"

enum card_role { CARD_PLAIN, CARD_NUMBER, CARD_HEADING, CARD_STATE, CARD_WARN, CARD_ALARM, CARD_OK,
	CARD_HISTORY };

struct card_line {
	enum card_role role;
	const char *label; /* NULL: the value stands alone */
	const char *value; /* may have line breaks */
};

struct card {
	struct arena *mem;
	struct card_line *lines;
	size_t n, room;
};

/* One line more, none when the value is NULL or empty; borrowed. */
void card_add(struct card *c, enum card_role role, const char *label, const char *value);

/* The rows of a history under its heading. */
void card_history(struct card *c, struct store *s, const struct history *h);

/* All its lines as one text, in its arena. */
const char *card_print(const struct card *c);
/* The same as «label: value» lines, for who hears or feels them. */
const char *card_print_plain(const struct card *c);

/* Everything in the arena. */
MUST_CHECK enum err_code card_of(struct store *s, const struct appeal *a, struct arena *mem,
				 struct card *c, struct err *e);

/* The same as one text. "" with *e on an error. */
const char *card_text(struct store *s, const struct appeal *a, bool plain, struct arena *mem, struct err *e);

#endif
