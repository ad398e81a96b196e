/* data/store/backup.h - the base as one file elsewhere, and back. */
#ifndef DATA_STORE_BACKUP_H
#define DATA_STORE_BACKUP_H

#include "data/store/store.h"

/* Called between steps: done and total pages; false stops and removes the half-made copy. */
struct progress {
	bool (*step)(void *ctx, int64_t done, int64_t total);
	void *ctx;
};

/* Copies the base to `path` and its PIN key to <path>.key (both new, 0600), while others work. The
 * copy is checked and its head is given: "ГЛ 123 1a2b3c4d". ERR_CONFLICT when a file exists. */
MUST_CHECK enum err_code store_backup(struct store *s, const char *path, const struct progress *p,
				      const struct actor *who, char head[64], struct err *e);

/* Makes the base at `path` from the backup `from`: its pages and its whole log are verified first, nothing
 * at `path` is overwritten (ERR_CONFLICT). The key comes from <from>.key; without one everything works
 * but PINs (see store_has_pin_key()), the key of another base is ERR_INVALID. */
MUST_CHECK enum err_code store_restore(const char *from, const char *path, struct err *e);

#endif
