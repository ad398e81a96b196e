/* tui/follow.h - a log of calls that is read as it grows, in the foreground, until a signal or Esc. */
#ifndef TUI_FOLLOW_H
#define TUI_FOLLOW_H

#include "data/store/import_calls.h"

/* As import_calls(), but goes on where it was left and waits for more; p->step() giving false ends it, and that is
 * no failure. */
MUST_CHECK enum err_code follow_calls(struct store *s, const struct calls_wanted *w, const struct progress *p,
				      const struct actor *who, struct arena *mem, struct import_report *out,
				      struct err *e);

#endif
