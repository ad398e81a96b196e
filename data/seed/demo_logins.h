/* data/seed/demo_logins.h - who works in the made-up city of `pult init --demo`. Nobody of them exists;
 * never part of a real base. */
#ifndef DATA_SEED_DEMO_LOGINS_H
#define DATA_SEED_DEMO_LOGINS_H

/* One account: full name as in documents, roles separated by commas, code of an executor's service. */
struct demo_login {
	const char *login, *name, *roles, *service;
};
extern const struct demo_login demo_logins[];
extern const int demo_login_count;

/* The same for all of them. */
extern const char demo_password[];

/* Settings of the made-up site: as on its receipts. */
extern const char demo_city[], demo_hotline[];

#endif
