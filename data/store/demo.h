/* data/store/demo.h - a made-up city for trying the program out and for the tests of the screen: streets
 * of Lviv, people who do not exist, every state of an appeal. Never mixed with a real base. */
#ifndef DATA_STORE_DEMO_H
#define DATA_STORE_DEMO_H

#include "data/store/store.h"

/* Accounts of the demo city, all with the same password. */
struct demo_login {
	const char *login, *name, *roles, *service;
};
extern const struct demo_login demo_logins[];
extern const int demo_login_count;
extern const char demo_password[];

/* Fills a base just made with `days` days of work that ended now, through the same calls as operators
 * use, with a clock that goes through those days. The same `days` at the same moment give the same
 * city. */
MUST_CHECK enum err_code demo_fill(struct store *s, int days, const struct actor *who, struct err *e);

#endif
