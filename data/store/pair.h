/* data/store/pair.h - a base on its way to its name: with its PIN key and the folder of its files, all
 * under temporary names until they are kept together. Private to data/store. */
#ifndef DATA_STORE_PAIR_H
#define DATA_STORE_PAIR_H

#include <stdbool.h>
#include <stdint.h>

#include "core/pin.h"
#include "data/store/backup.h"
#include "data/store/newfile.h"

struct pair {
	struct newfile base, key;
	struct newfile blobs; /* a folder; no temporary name: there are no files */
	bool has_key;
	int files;            /* in blobs */
};

/* Makes the temporary files. ERR_CONFLICT, and nothing is made, when at `path` there is a base, or remains
 * of one beside it (its key, its files, -wal, -shm, -journal). Names live in `mem`. */
MUST_CHECK enum err_code pair_make(struct pair *pair, const char *path, struct arena *mem, struct err *e);

/* Reads a key file; false unless it has exactly the length of a key. */
bool pair_read_key(const char *path, uint8_t key[PIN_KEY_BYTES]);

/* Writes the key and reads it back: a wrong one would be found out when it is too late. */
MUST_CHECK enum err_code pair_put_key(struct pair *pair, const uint8_t key[PIN_KEY_BYTES], struct err *e);

/* Copies the files (blob.h) that belong to the base `from`; none is fine. Copy the base before: files are
 * put before the events that name them. */
MUST_CHECK enum err_code pair_put_blobs(struct pair *pair, const char *from, const struct progress *p,
					struct arena *mem, struct err *e);

/* Takes over the folder of files that were put while the base had its temporary name, if there is one. */
void pair_take_blobs(struct pair *pair, struct arena *mem);

/* Gives all of them their names, the base last: where it stands, the others stand too. Close the base
 * first. On an error nothing of it stays. */
MUST_CHECK enum err_code pair_keep(struct pair *pair, struct err *e);

/* Removes what is still under a temporary name; after pair_keep() does nothing. */
void pair_drop(struct pair *pair);

#endif
