/* tui/config.h - the configuration file: /etc/pult/pult.conf, then the user's own; see pult.conf(5).
 *
 * "name = value" lines, '#' comments. What belongs to a site (its printer, the address of the status page)
 * is a setting of the base instead, so that all its terminals share it; but a program to be started
 * (printer = cmd:...) is named here only. */
#ifndef TUI_CONFIG_H
#define TUI_CONFIG_H

#include "core/arena.h"
#include "core/err.h"

/* X(member, name in the file, help msgid) */
#define CONFIG(X) \
	X(database, "database", N_("the database file")) \
	X(lang, "lang", N_("language of messages: uk or en")) \
	X(log, "log", N_("where the log file goes")) \
	X(printer, "printer", N_("where receipts are printed, instead of the site's printer"))

struct config {
#define X(member, name, help) const char *member;
	CONFIG(X)
#undef X
};

/* Where a file of this name is looked for: i = 0 below /etc/pult, 1 in the user's own folder, which goes
 * over it; NULL for more. In the arena. */
const char *config_path(const char *name, int i, struct arena *mem);

/* Reads both files; missing ones are fine. ERR_INVALID names the file and line of a mistake. */
MUST_CHECK enum err_code config_load(struct config *c, struct arena *mem, struct err *e);

/* The database to use: --db, else $PULT_DB, else the configuration, else the user's data folder. */
const char *config_database(const struct config *c, const char *option, struct arena *mem);

#endif
