/* tui/incident_card.h - one incident with its history as labelled lines, and one line of a list of them: for the
 * shell and for the screen. */
#ifndef TUI_INCIDENT_CARD_H
#define TUI_INCIDENT_CARD_H

#include "data/store/incidents.h"
#include "tui/card_text.h"

/* Everything but the joined appeals, in the arena. */
MUST_CHECK enum err_code incident_card(struct store *s, const struct incident_row *row, struct arena *mem,
				       struct card *c, struct err *e);

/* Codes with the names of their topics: "01.01 Відсутність…, 02 Опалення…". In the arena. */
const char *incident_topic_names(struct store *s, const char *topics, struct arena *mem);

/* "going on", "going on, LATE", "planned"... Static or in the arena. */
const char *incident_state_text(const struct incident_row *row, struct arena *mem);

#endif
