/* data/store/newfile.h - files that appear whole or not at all. Private to data/store.
 *
 * Made under a temporary name in the same folder, 0600, synced, then renamed without overwriting. Never
 * used on a file that SQLite has open: closing a second descriptor would drop SQLite's locks. */
#ifndef DATA_STORE_NEWFILE_H
#define DATA_STORE_NEWFILE_H

#include <stddef.h>

#include "core/arena.h"
#include "core/err.h"

struct newfile {
	const char *path; /* the final name */
	char *temp;
};

/* Makes the empty temporary file. ERR_CONFLICT when `path` exists already. Names live in `mem`. */
MUST_CHECK enum err_code newfile_make(struct newfile *f, const char *path, struct arena *mem,
				      struct err *e);

/* Writes the whole content. */
MUST_CHECK enum err_code newfile_write(const struct newfile *f, const void *data, size_t len,
				       struct err *e);

/* Syncs what was written, so that newfile_keep() has little to wait for. */
MUST_CHECK enum err_code newfile_sync(const struct newfile *f, struct err *e);

/* Syncs and gives the final name; the folder is synced too. ERR_CONFLICT when somebody has made `path`
 * meanwhile. */
MUST_CHECK enum err_code newfile_keep(struct newfile *f, struct err *e);

/* Removes the temporary file if it is still there; after newfile_keep() does nothing. */
void newfile_drop(struct newfile *f);

/* Removes the file that newfile_keep() has named. */
void newfile_undo(struct newfile *f);

/* Makes the folders on the way to `path`, 0700, where they are missing. */
void newfile_folders(const char *path);

#endif
