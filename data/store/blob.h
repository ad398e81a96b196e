/* data/store/blob.h - photographs and other files of an appeal, kept by their contents beside the base.
 *
 * A file lives in <base>.blobs/ under the SHA-256 of its bytes (design.md 9 names blobs so): the same
 * file twice is one, and a changed one shows. Events hold the name only. */
#ifndef DATA_STORE_BLOB_H
#define DATA_STORE_BLOB_H

#include "data/store/store.h"

/* 64 hex digits and NUL. */
enum { BLOB_NAME = 65, BLOB_MAX_BYTES = 25 * 1024 * 1024 };

/* Copies the file at `path` in (0600, synced) and gives its name. ERR_INVALID: not a regular file, empty or
 * larger than BLOB_MAX_BYTES; ERR_FAILED: cannot be read or written. */
MUST_CHECK enum err_code blob_put(const struct store *s, const char *path, char name[BLOB_NAME],
				  struct err *e);

#endif
