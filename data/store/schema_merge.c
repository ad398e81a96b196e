/* data/store/schema_merge.c - version 4: what comes from the logs of other sites. SQL only. */
#include "data/store/schema.h"

const char schema_4_merge[] =
	/* Moves that met a state from which they do not lead: the fields of core/conflict.h. */
	"CREATE TABLE conflict(subject TEXT NOT NULL, site TEXT NOT NULL, seq INTEGER NOT NULL, k INTEGER NOT NULL,"
	" kind TEXT NOT NULL, state TEXT NOT NULL, hlc INTEGER NOT NULL, how TEXT NOT NULL, settled TEXT NOT NULL,"
	" PRIMARY KEY(subject, site, seq)) WITHOUT ROWID;"
	"CREATE INDEX conflict_open ON conflict(hlc) WHERE how = '';"
	/* Accounts of other sites, as `user`: nobody logs in here by them, and a login may be at several sites. */
	"CREATE TABLE colleague(subject TEXT PRIMARY KEY, site TEXT NOT NULL, login TEXT NOT NULL, name TEXT NOT NULL,"
	" roles TEXT NOT NULL, service TEXT NOT NULL, disabled INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE INDEX colleague_login ON colleague(site, login);"
	/* local: subjects with events that the program did not know, by the number of kinds it knew */
	"CREATE TABLE unfolded(subject TEXT PRIMARY KEY, kinds INTEGER NOT NULL) WITHOUT ROWID;"
	/* Of two templates with one name the later counts. */
	"ALTER TABLE template ADD COLUMN hlc INTEGER NOT NULL DEFAULT 0;"
	"UPDATE template SET hlc = ifnull((SELECT max(hlc) FROM event WHERE event.subject = template.subject), 0);";
