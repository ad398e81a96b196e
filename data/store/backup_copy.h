/* data/store/backup_copy.h - a copy of a base page by page, and its check. Private to data/store. */
#ifndef DATA_STORE_BACKUP_COPY_H
#define DATA_STORE_BACKUP_COPY_H

#include "data/store/backup.h"
#include "data/store/db.h"

/* Copies the base `from` to the empty file `to` in one snapshot while others write, and leaves the copy
 * open in *copy: a single file without WAL, nobody else's yet. The caller closes it with db_close(). */
MUST_CHECK enum err_code copy_base(const char *from, const char *to, const struct progress *p,
				   struct db *copy, struct err *e);

/* Checks a copy: is it a base of pult that this program knows, do its pages hold, does its log hold
 * (`quick`: from the place that was verified last). ERR_FAILED, ERR_INVALID or ERR_BUSY with the
 * reason. */
MUST_CHECK enum err_code check_copy(struct db *copy, bool quick, const struct progress *p,
				    struct err *e);

/* ERR_INVALID unless the open file is a base of pult, ERR_BUSY when of a newer program. */
MUST_CHECK enum err_code check_kind(struct db *db, struct err *e);

#endif
