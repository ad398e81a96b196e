/* data/link/savefile.h - a small file that appears whole or not at all.
 *
 * Written beside its place under a temporary name, mode 0600, then forced to disk and renamed. A
 * reader sees the old file or the new one, also after a power cut. For what fits in memory (a
 * receipt, a report); not for an export of the base. */
#ifndef DATA_LINK_SAVEFILE_H
#define DATA_LINK_SAVEFILE_H

#include <stddef.h>

#include "core/err.h"

/* Makes `path` hold exactly these bytes. ERR_FAILED with a sentence that names the path and the
 * reason; nothing is left behind then and an older file is untouched. */
MUST_CHECK enum err_code savefile(const char *path, const void *data, size_t len, struct err *e);

/* A translated sentence for an errno of writing ("The disk is full: ..."). */
const char *savefile_reason(int error);

#endif
