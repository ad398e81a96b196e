/* data/store/users_internal.h - rows of accounts and their secrets. Private to data/store. */
#ifndef DATA_STORE_USERS_INTERNAL_H
#define DATA_STORE_USERS_INTERNAL_H

#include "core/user_fold.h"
#include "data/store/store_internal.h"
#include "data/store/users.h"

/* Reads the row of a login, or of the subject of its events; false when there is none (or on an error,
 * see *e). */
bool account_read(struct store *s, const char *login, struct arena *mem, struct account *out,
		  struct err *e);
bool account_read_subject(struct store *s, const char *subject, struct arena *mem,
			  struct account *out, struct err *e);

/* Writes the row; that of another site's account beside those of this one. Inside a write transaction. */
MUST_CHECK enum err_code account_save(struct store *s, const struct account *a, struct err *e);

/* Appends an event to an account and saves its row. USER_ADDED makes the account (*a is empty then).
 * Inside a write transaction. */
MUST_CHECK enum err_code account_append(struct store *s, struct account *a, enum user_event kind,
					const json_t *body, const struct actor *who, struct arena *mem,
					struct err *e);

/* Whether an account can be so. ERR_INVALID, ERR_NOT_FOUND. */
MUST_CHECK enum err_code user_check(struct store *s, const char *login, const char *name, unsigned roles,
				    const char *service, struct err *e);

/* Name, roles, service and disabled become those of `now`; ERR_REFUSED for the last administrator who may log in,
 * before anything is written. Inside a write transaction. */
MUST_CHECK enum err_code user_change_row(struct store *s, struct account *a, const struct account *now,
					 const struct actor *who, struct arena *mem, struct err *e);

/* The stored hash of a login's password, or "". */
const char *secret_read(struct store *s, const char *login, struct arena *mem, struct err *e);

/* The key of a login's wrong tries. What was typed for a login that does not exist is kept as a digest
 * only: people type passwords there by mistake. */
const char *login_tries_key(struct arena *mem, const char *login, bool exists);

#endif
