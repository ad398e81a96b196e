/* data/store/schema_law.c - version 2: statutory fields of an appeal. SQL only. */
#include "data/store/schema.h"

const char schema_2_law[] =
	/* How many people signed a collective appeal; 0 = not said. */
	"ALTER TABLE appeal ADD COLUMN signatories INTEGER NOT NULL DEFAULT 0;";
