/* data/store/schema_incidents.c - tables of version 2: joining a question to an appeal or an incident. SQL
 * only. */
#include "data/store/schema.h"

const char schema_2_joined[] =
	/* The number of the one it is joined to, an appeal or an incident; "" when to none. */
	"ALTER TABLE question ADD COLUMN joined TEXT NOT NULL DEFAULT '';"
	"CREATE INDEX question_joined ON question(joined, id) WHERE joined <> '';";
