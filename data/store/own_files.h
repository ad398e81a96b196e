/* data/store/own_files.h - the files of a base: which paths are its own. Nobody who works at the screen names one of
 * them, neither to read it (the key of PINs, the token, what others have not sent yet) nor to write over it. */
#ifndef DATA_STORE_OWN_FILES_H
#define DATA_STORE_OWN_FILES_H

#include <stdbool.h>

/* Whether `path`, which need not exist, is the base (a path without links, as store_path()), one of the files that go
 * with it, an attachment that it keeps, or a draft of somebody: by whatever links it is named. */
bool own_file(const char *base, const char *path);

#endif
