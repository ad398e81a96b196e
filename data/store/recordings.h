/* data/store/recordings.h - which file of the exchange's folder of recordings is that of a call: the one with the
 * call's id in its name (integrations.md 1.7), in the folder of its day, YYYY/MM/DD, or in the one above. Reads
 * names only. */
#ifndef DATA_STORE_RECORDINGS_H
#define DATA_STORE_RECORDINGS_H

#include "core/call.h"

struct recordings;

/* folder "": there are none to look for. */
struct recordings *recordings_open(const char *folder, const struct clock_ops *clock);
void recordings_close(struct recordings *r);
const char *recordings_folder(const struct recordings *r);

/* The name below the folder of a call with this id that began at `at` (UTC ms); NULL: none is found. In the
 * arena. */
const char *recordings_find(struct recordings *r, const char *id, int64_t at, struct arena *mem);

#endif
