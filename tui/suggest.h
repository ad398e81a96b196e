/* tui/suggest.h - what the lists of the city offer for a typed text: rows for tui/pop.h, the same in every
 * form and dialog. Reads the catalogue; decides nothing. */
#ifndef TUI_SUGGEST_H
#define TUI_SUGGEST_H

#include "data/store/catalogue.h"
#include "tui/pop.h"

/* Letters that a line needs for code and name of a topic or an executor. */
enum { SUGGEST_LETTERS = 200 };

/* Topics and executors, strict; the whole list (text NULL) comes by groups and kinds. A row's value is what
 * catalogue_exact_topic() and catalogue_exact_service() know. When nothing fits, a sentence says so. */
void suggest_topics(const struct catalogue *c, struct arena *a, const char *text, struct suggested *out);
void suggest_services(const struct catalogue *c, struct arena *a, const char *text, struct suggested *out);

/* These executors (NULL ones are left out) before those that are in *out already. */
void suggest_first(const struct catalogue *c, struct arena *a, const struct service *const *which, int n,
		   struct suggested *out);

/* Streets, each with the comma its house is typed behind; nothing behind a comma or a house number, and
 * nothing for an empty text. Not strict. */
void suggest_streets(struct store *s, struct arena *a, const char *text, struct suggested *out);

/* An address without the comma of a taken street, when no house was said behind it. In the arena. */
const char *suggest_no_comma(struct arena *mem, const char *address);

/* A source for dialogs: fields "topic", "service" (strict), "body" (an executor or any other words) and
 * "address". ctx: struct store. */
extern const struct suggest_ops suggest_of_store;

#endif
