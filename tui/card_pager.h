/* tui/card_pager.h - a card of labelled lines as text to read on the screen; the same for every view. */
#ifndef TUI_CARD_PAGER_H
#define TUI_CARD_PAGER_H

#include "tui/card_text.h"
#include "tui/pager.h"

/* Adds the lines: labels in a column of their own, an empty line before what has none. They are copied. */
void card_to_pager(struct pager *p, const struct card *card);

#endif
