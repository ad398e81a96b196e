/* tui/present.h - who else is at an appeal or calls its citizen, in words. No I/O. */
#ifndef TUI_PRESENT_H
#define TUI_PRESENT_H

#include "core/arena.h"
#include "data/store/presence.h"

/* "Коваль О. редагує", of the last look; NULL: nobody (or no presence). In the arena. */
const char *present_words(struct arena *mem, const struct presence *p, uint64_t key);

/* The same of whichever is somebody's: the appeal or the citizen. */
const char *present_at(struct arena *mem, const struct presence *p, const char *number, const char *e164);

#endif
