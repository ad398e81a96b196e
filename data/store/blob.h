/* data/store/blob.h - photographs and other files of an appeal, kept by their contents beside the base.
 *
 * A file lives in <base>.blobs/ under the SHA-256 of its bytes (design.md 9 names blobs so): the same
 * file twice is one, and a changed one shows. Events hold the name only. */
#ifndef DATA_STORE_BLOB_H
#define DATA_STORE_BLOB_H

#include "data/store/newfile.h"
#include "data/store/store.h"

/* 64 hex digits and NUL; as large as the centre takes (pult-sync(7)). */
enum { BLOB_NAME = 65, BLOB_MAX_BYTES = 16 * 1024 * 1024 };

/* Whether it can be the name of a kept file: what events of other sites say may be anything. */
bool blob_is_name(const char *name);

/* A file that was read, not kept yet. */
struct blob {
	unsigned char *data; /* in the arena, as the name of the folder */
	size_t len;
	char name[BLOB_NAME];
};

/* Reads the file at `path` and names it. ERR_INVALID: not a regular file, empty or larger than BLOB_MAX_BYTES;
 * ERR_FAILED: cannot be read. */
MUST_CHECK enum err_code blob_read(const char *path, struct arena *mem, struct blob *out, struct err *e);

/* A file that is to be kept with an event: written and synced before the transaction, which then only names it, so
 * that one that is refused leaves nothing. Zeroed at first; blob_unstage() ends it. */
struct blob_stage {
	struct arena mem;
	struct newfile file;
	bool known, named; /* the same contents are kept already; it has its name now */
	char name[BLOB_NAME];
};

/* Writes it beside the base (0600). */
MUST_CHECK enum err_code blob_stage(const struct store *s, const struct blob *b, struct blob_stage *out,
				    struct err *e);
/* Gives it its name; the same contents are kept once. */
MUST_CHECK enum err_code blob_name(struct blob_stage *b, struct err *e);
/* Removes what has no name, and with `undo` also what blob_name() has just named. */
void blob_unstage(struct blob_stage *b, bool undo);

/* Copies a kept one to a new file (0600). ERR_CONFLICT: there is a file; ERR_FAILED: missing or damaged. */
MUST_CHECK enum err_code blob_copy(const struct store *s, const char *name, const char *path, struct err *e);

enum blob_state { BLOB_GOOD, BLOB_MISSING, BLOB_DAMAGED };

/* Whether its contents are still those of its name. */
enum blob_state blob_look(const struct store *s, const char *name);

/* Its contents; false: missing or damaged. In the arena. */
bool blob_load(const struct store *s, const char *name, struct arena *mem, struct blob *out);

/* Keeps contents that came from elsewhere under their name. ERR_INVALID: they are others than it says, or none. */
MUST_CHECK enum err_code blob_take(const struct store *s, const char *name, char *data, size_t len, struct err *e);

/* Removes it from beside the base; nothing when it is not there. */
void blob_drop(const struct store *s, const char *name);

/* Copies the file at `path` in (0600, synced) and gives its name. ERR_INVALID: not a regular file, empty or
 * larger than BLOB_MAX_BYTES; ERR_FAILED: cannot be read or written. */
MUST_CHECK enum err_code blob_put(const struct store *s, const char *path, char name[BLOB_NAME],
				  struct err *e);

#endif
