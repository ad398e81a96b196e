/* data/store/schema_intake.c - version 3: what was added to a question after it was registered. SQL only. */
#include "data/store/schema.h"

const char schema_3_intake[] =
	/* How many supplements the citizen has made; 0 in all that was registered before. */
	"ALTER TABLE question ADD COLUMN supplements INTEGER NOT NULL DEFAULT 0;";
