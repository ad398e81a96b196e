/* data/store/history_text.h - the words of one event. Private to data/store. */
#ifndef DATA_STORE_HISTORY_TEXT_H
#define DATA_STORE_HISTORY_TEXT_H

#include "data/store/store_internal.h"

/* What the event says beside its label: one or more translated lines, "" when nothing. In the arena. */
const char *history_note(struct store *s, const char *kind, const json_t *body, struct arena *mem);

#endif
