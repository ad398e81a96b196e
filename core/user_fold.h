/* core/user_fold.h - accounts: what a login may be, and an account from its events.
 *
 * The state of an account follows from the log alone, as that of an appeal does, so that `pult verify`
 * can compare it with its row. A password or its hash is never part of an event. Pure. */
#ifndef CORE_USER_FOLD_H
#define CORE_USER_FOLD_H

#include <stdbool.h>
#include <stdint.h>

#include "core/arena.h"
#include "core/event.h"
#include "core/fold.h"

enum { LOGIN_MAX = 32, PASSWORD_MIN_LETTERS = 8, PASSWORD_MAX_LETTERS = 128 };

/* X(name): columns of the row; "" when empty, never NULL after account_init(). */
#define ACCOUNT_TEXTS(X) \
	X(subject) /* site.seq of the event that made it; all its events have it */ \
	X(login) \
	X(name) \
	X(roles)   /* wire words, separated by commas */ \
	X(service) /* an executor's organisation */

#define TEXT_MEMBER(name) const char *name;
struct account {
	ACCOUNT_TEXTS(TEXT_MEMBER)
	int64_t disabled; /* 0 or 1 */
};
#undef TEXT_MEMBER

/* X(symbol, kind). Bodies: user_added {"login","name","roles","service"}; user_changed and
 * user_disabled {"set":{name, roles, service, disabled}}; the others change nothing. */
#define USER_EVENTS(X) \
	X(USER_ADDED, "user_added") \
	X(USER_CHANGED, "user_changed") \
	X(USER_DISABLED, "user_disabled") \
	X(USER_PASSWORD, "user_password") \
	X(USER_UNLOCKED, "user_unlocked") \
	X(USER_LOGIN, "login") \
	X(USER_REFUSED, "login_refused") \
	X(USER_LOCKED, "locked")

#define X(sym, kind) sym,
enum user_event { USER_EVENTS(X) USER_EVENT_COUNT };
#undef X

/* The kind's wire word. */
const char *user_event_kind(enum user_event ev);

void account_init(struct account *a);

/* Applies one event. The first one of a subject is "user_added" on an empty account. Strings of the
 * new state live in `mem`. */
enum fold_result user_fold(struct account *a, const struct event *ev, struct arena *mem);

/* The first text or number in which two accounts differ, by its column; NULL when they are equal. */
const char *account_difference(const struct account *a, const struct account *b);

/* 1-32 Latin letters, digits, '.', '-', '_', the first a letter or a digit: it names a file too. */
bool login_valid(const char *login);

#endif
