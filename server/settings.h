/* server/settings.h - what pult-central is told: options, environment, configuration file, in this
 * order of weight. The connection string may hold a password, so it comes best from the file. */
#ifndef SERVER_SETTINGS_H
#define SERVER_SETTINGS_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/err.h"

/* X(name of the option and of the line in the file, member, value when nobody says, help) */
#define SETTINGS(X) \
	X("database", database, "", N_("connection string of PostgreSQL")) \
	X("listen", listen, "127.0.0.1:8311", N_("ADDRESS:PORT to serve on")) \
	X("certificate", certificate, "", N_("file with the TLS certificate and its chain (PEM)")) \
	X("key", key, "", N_("file with the TLS key (PEM, 0600)")) \
	X("pin-keys", pin_keys, "/var/lib/pult-central/pin-keys", N_("file with the PIN keys of the sites (0600)")) \
	X("proxy", proxy, "", N_("addresses of trusted proxies, with commas between them")) \
	X("threads", threads, "8", N_("threads, and connections to the database")) \
	X("patience", patience, "30", N_("seconds that a header may take, and silence")) \
	X("lang", lang, "uk", N_("language: uk or en"))

enum { THREADS_MAX = 64, PATIENCE_MAX_S = 600 };

#define X(option, member, value, help) const char *member;
struct settings {
	SETTINGS(X)
	const char *name; /* --name of site add */
	bool revoke, help, version;
	const char *const *words; /* the verb and what follows it */
	int nwords;
};
#undef X

/* Reads argv, PULT_CENTRAL_DATABASE and the file (--config FILE, else /etc/pult/central.conf when it is
 * there). Texts live in `mem` or in argv. ERR_INVALID with a sentence. */
MUST_CHECK enum err_code settings_read(struct settings *s, int argc, char **argv, struct arena *mem,
				       struct err *e);

/* A number from 1 to `max`; 0 when it is none. */
int settings_number(const char *text, int max);

/* Splits "127.0.0.1:8311" or "[::1]:8311" at its last colon; false when there is no port. */
bool settings_address(const char *listen, struct arena *mem, const char **host, int *port);

#endif
