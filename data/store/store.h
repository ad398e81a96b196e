/* data/store/store.h - the base of one site: making, opening, its settings and its clock.
 *
 * Other parts of the store have headers of their own: appeals.h, find.h, caller.h, catalogue.h,
 * users.h, backup.h, verify.h, draft.h, bell.h. One process, one store, one thread. */
#ifndef DATA_STORE_STORE_H
#define DATA_STORE_STORE_H

#include "core/actor.h"
#include "core/arena.h"
#include "core/err.h"
#include "core/moves.h"

struct store;

/* Makes a new base at `path` with its PIN key beside it (<path>.key, both 0600), the catalogues of
 * data/seed and the first event. `site` as typed (1-6 letters or digits, checked); `name` may be NULL.
 * ERR_INVALID: bad site code or name; ERR_CONFLICT: the file
 * exists, or a key, a WAL or files of another base lie beside; nothing is touched then. The base appears
 * whole or not at all. */
MUST_CHECK enum err_code store_create(const char *path, const char *site, const char *name,
				      const struct actor *who, struct err *e);

/* The same, and `fill` (NULL: nothing) puts the first contents in before the base has its name: when it fails,
 * nothing is left. */
struct store_new {
	const char *site, *name;
	enum err_code (*fill)(struct store *s, void *ctx, struct err *e);
	void *ctx;
};
MUST_CHECK enum err_code store_make(const char *path, const struct store_new *n, const struct actor *who,
				    struct err *e);

/* Opens an existing base, upgrading its schema when needed. ERR_NOT_FOUND, ERR_BUSY (a newer schema),
 * ERR_INVALID (not a base of pult, or a half-made one), ERR_REFUSED (root, and the base is not root's). */
MUST_CHECK enum err_code store_open(const char *path, struct store **out, struct err *e);
void store_close(struct store *s);

/* Whether the process's user owns the file: he may use the shell without a password (design 4.1). */
bool store_owned(const struct store *s);

/* Where the file is, without links. */
const char *store_path(const struct store *s);
const char *store_site(const struct store *s);      /* code: ГЛ */
const char *store_site_name(const struct store *s); /* «Гаряча лінія міста» */

/* The city's clock (system time; PULT_TEST_NOW=ISO freezes it) and the policy at this moment. */
const struct clock_ops *store_clock(const struct store *s);
void store_policy(const struct store *s, struct policy *p);

/* A setting of the site (printer, url, hotline...), or `otherwise`. In the arena. */
const char *store_setting(struct store *s, const char *key, const char *otherwise, struct arena *mem);
MUST_CHECK enum err_code store_set_setting(struct store *s, const char *key, const char *value,
					   const struct actor *who, struct err *e);

/* The settings whose names begin so, in the order of their names, without the empty ones. In the arena. */
struct named_setting {
	const char *name, *value; /* the name behind the prefix */
};
MUST_CHECK enum err_code store_settings(struct store *s, const char *prefix, struct arena *mem,
					struct named_setting **out, int *n, struct err *e);

/* Whether the base has a PIN key beside it; without it everything works but PINs. */
bool store_has_pin_key(const struct store *s);

/* Id of the newest event: the cursor of live views. -1 on an error. */
int64_t store_last_event(struct store *s);

/* ERR_BUSY when another process has upgraded the base or another file stands in its place:
 * keep the draft, say so, end. */
MUST_CHECK enum err_code store_check_version(struct store *s, struct err *e);

/* Waiting for the write turn need not freeze a screen (design 8): `wait` is called again and again while
 * others write. It returns when `fd` (-1: none) can be read or after some 50 ms; false: do not wait any
 * more, the write then fails with ERR_BUSY. It may not use the store. Until then writers sleep. */
void store_on_wait(struct store *s, bool (*wait)(void *ctx, int fd), void *ctx);

/* Short maintenance for an idle moment (puts the WAL back, merges search segments); true while there is more to do. */
bool store_idle(struct store *s);
/* Whether this process owes the base a checkpoint: store_idle() then saves the next registration from it. */
bool store_owes(const struct store *s);

#endif
