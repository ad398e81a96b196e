/* data/store/schema_templates.c - templates of texts (version 2), those that are read out (version 3). SQL only. */
#include "data/store/schema.h"

const char schema_2_templates[] =
	"CREATE TABLE template(subject TEXT PRIMARY KEY, name TEXT NOT NULL, text TEXT NOT NULL,"
	" removed INTEGER NOT NULL) WITHOUT ROWID;";

const char schema_3_templates[] = "ALTER TABLE template ADD COLUMN kind TEXT NOT NULL DEFAULT 'template';";
