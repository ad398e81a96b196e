/* data/store/backup.h - the base as one file elsewhere, and back. */
#ifndef DATA_STORE_BACKUP_H
#define DATA_STORE_BACKUP_H

#include "data/store/store.h"

/* Called between steps: done and total pages; false stops and removes the half-made copy. */
struct progress {
	bool (*step)(void *ctx, int64_t done, int64_t total);
	void *ctx;
};

/* What a backup holds. */
struct backup_report {
	char head[64]; /* of the log in the copy: "ГЛ 123 1a2b3c4d" */
	bool has_key;  /* the base has a PIN key, so <path>.key was made */
	int files;     /* photographs and other files of appeals in <path>.blobs/; 0: no such folder */
};

/* Copies the base to `path`, its PIN key to <path>.key and its files to <path>.blobs/ (all new, for the
 * owner alone), while others work. The copy is checked. ERR_CONFLICT when a file exists. */
MUST_CHECK enum err_code store_backup(struct store *s, const char *path, const struct progress *p,
				      const struct actor *who, struct backup_report *out, struct err *e);

/* Makes the base at `path` from the backup `from`: its pages and its whole log are verified first, nothing
 * at `path` is overwritten (ERR_CONFLICT). The key comes from <from>.key; without one everything works
 * but PINs (see store_has_pin_key()), the key of another base is ERR_INVALID. Files come from <from>.blobs/.
 * Appeals that were registered after the backup have numbers that citizens know: a site that has a centre writes
 * nothing until it has its own later events from there (sync_state.h); a site that is alone is told the last number
 * that was given, skip_to, and goes on behind it (0: nobody told; with a centre it is ERR_REFUSED). */
MUST_CHECK enum err_code store_restore(const char *from, const char *path, int64_t skip_to, struct err *e);

#endif
