/* data/store/users.h - people who work with the base: accounts, passwords, locking. */
#ifndef DATA_STORE_USERS_H
#define DATA_STORE_USERS_H

#include "data/store/store.h"

struct user {
	const char *login, *name, *service;
	unsigned roles;
	bool disabled;
	int64_t locked_until; /* after wrong passwords, UTC ms; 0: not locked */
};

struct user_list {
	struct user *rows;
	int n;
};

/* Logins are 1-32 Latin letters, digits, '.', '-', '_'. Needs RIGHT_USERS. Of `u` are read: login, name,
 * roles, and service (the code of an organisation, which an executor must have, else ""). Passwords have at
 * least 8 letters. */
MUST_CHECK enum err_code user_add(struct store *s, const struct user *u, const char *password,
				  const struct actor *who, struct err *e);
/* Several with one password, hashed once: for made-up people, whose password is printed anyway. Each is a transaction
 * of its own; those before a failure stay. */
MUST_CHECK enum err_code users_add(struct store *s, const struct user *users, int n, const char *password,
				   const struct actor *who, struct err *e);
/* Anyone may change his own. */
MUST_CHECK enum err_code user_set_password(struct store *s, const char *login, const char *password,
					   const struct actor *who, struct err *e);
/* Whether the account may not log in; false when there is no such user. Unlocking and a new password do not
 * change it. */
bool user_disabled(struct store *s, const char *login);
/* Disables or enables. ERR_REFUSED for the last administrator who may log in. */
MUST_CHECK enum err_code user_disable(struct store *s, const char *login, bool disabled,
				      const struct actor *who, struct err *e);
MUST_CHECK enum err_code user_unlock(struct store *s, const char *login, const struct actor *who,
				     struct err *e);
MUST_CHECK enum err_code user_list(struct store *s, struct arena *mem, struct user_list *out,
				   struct err *e);
/* The full name of a login, or "". */
const char *user_name(struct store *s, const char *login, struct arena *mem);

/* The same at any site: of an account of that site, whose events have come here. A login may be written with its site,
 * as core/fold.c does (olena@ЛЬ); `site` is that of a bare one. */
const char *user_name_at(struct store *s, const char *site, const char *login, struct arena *mem);
/* The ROLE_BIT()s of a login now; 0 when there is no such user. */
unsigned user_roles(struct store *s, const char *login, struct arena *mem);

/* Login with a password (Argon2id, about 80 ms). Five wrong tries lock for a growing time
 * (design.md 10). Success, refusal and lock are events. ERR_REFUSED with one sentence whatever was
 * wrong; ERR_BUSY while locked, with the minutes left. *out lives in the arena. */
MUST_CHECK enum err_code user_login(struct store *s, const char *login, const char *password,
				    struct arena *mem, struct actor *out, struct err *e);
/* The same check without an event of a new session, for unlocking an idle screen. */
MUST_CHECK enum err_code user_check_password(struct store *s, const char *login, const char *password,
					     struct err *e);

#endif
