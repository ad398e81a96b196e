/* data/link/config.h - the configuration file: /etc/pult/pult.conf, then the user's own; see pult.conf(5).
 *
 * "name = value" lines, '#' comments. What belongs to a site (its printer, the address of the status page)
 * is a setting of the base instead, so that all its terminals share it; but a program to be started
 * (printer = cmd:..., player) is named here only. */
#ifndef DATA_LINK_CONFIG_H
#define DATA_LINK_CONFIG_H

#include <stdbool.h>

#include "core/arena.h"
#include "core/err.h"

/* X(member, name in the file, help msgid) */
#define CONFIG(X) \
	X(database, "database", N_("the database file")) \
	X(lang, "lang", N_("language of messages: uk or en")) \
	X(log, "log", N_("where the log file goes")) \
	X(printer, "printer", N_("where receipts are printed, instead of the site's printer")) \
	X(player, "player", N_("the program that plays recordings: /usr/bin/aplay -q {file}")) \
	X(recordings, "recordings", N_("the folder of recordings here, instead of the site's folder")) \
	X(files, "files", N_("the only folder of files that can be named at a desk"))

struct config {
#define X(member, name, help) const char *member;
	CONFIG(X)
#undef X
	bool desk; /* `pult --desk`: what the account's own folder says does not count */
};

/* Where a file of this name is looked for: i = 0 below /etc/pult, 1 in the user's own folder, which goes
 * over it and is passed over at a desk; NULL for more. In the arena. */
const char *config_path(const struct config *c, const char *name, int i, struct arena *mem);

/* Reads them; missing ones are fine. ERR_INVALID names the file and line of a mistake. */
MUST_CHECK enum err_code config_load(struct config *c, bool desk, struct arena *mem, struct err *e);

/* The database to use: --db, else $PULT_DB, else the configuration, else the user's data folder. */
const char *config_database(const struct config *c, const char *option, struct arena *mem);

/* The folder of files that a person names at a desk: `files`, else "files" beside the database. In the
 * arena. */
const char *config_files(const struct config *c, const char *database, struct arena *mem);

#endif
