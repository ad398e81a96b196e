/* data/store/attach.h - files of an appeal in the base: taking one in, listing, giving one out.
 *
 * The contents lie beside the base (blob.h), the event holds name, kind, size and hash. Nothing is decided here:
 * which kinds are taken is core/attachment.h. */
#ifndef DATA_STORE_ATTACH_H
#define DATA_STORE_ATTACH_H

#include "core/attachment.h"
#include "data/store/appeals.h"

struct attached {
	struct attachment file;
	int64_t at; /* UTC ms */
	int k;      /* question */
	const char *actor;
};

struct attached_list {
	struct attached *rows;
	int n;
};

/* Takes in the file at `path`, as one of the question of the ref. ERR_INVALID: empty, larger than BLOB_MAX_BYTES, or of
 * a kind that is not taken. rev and *out as in appeal_move(). */
MUST_CHECK enum err_code appeal_attach(struct store *s, const char *ref, const char *path, int64_t rev,
				       const struct actor *who, struct arena *mem, struct appeal *out, struct err *e);

/* All files of an appeal, oldest first, photographs of the work among them. In the arena. */
MUST_CHECK enum err_code appeal_attached(struct store *s, const struct appeal *a, struct arena *mem,
					 struct attached_list *out, struct err *e);

/* One of them by its place in the list from 1, its name, or the beginning of its hash (6 digits and more); *i is its
 * index. ERR_NOT_FOUND with the names that there are. */
MUST_CHECK enum err_code attached_pick(const struct attached_list *list, const char *which, int *i, struct err *e);

/* Writes one of them to a new file at `path` (0600) and says so in the log. ERR_CONFLICT: there is a file; ERR_FAILED:
 * the contents are missing or damaged. */
MUST_CHECK enum err_code attached_save(struct store *s, const struct appeal *a, const struct attached *f,
				       const char *path, const struct actor *who, struct err *e);

#endif
