/* data/store/schema_templates.c - templates of texts (version 2). SQL only. */
#include "data/store/schema.h"

const char schema_2_templates[] =
	"CREATE TABLE template(subject TEXT PRIMARY KEY, name TEXT NOT NULL, text TEXT NOT NULL,"
	" removed INTEGER NOT NULL) WITHOUT ROWID;";
