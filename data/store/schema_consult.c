/* data/store/schema_consult.c - table of version 3: consultations and hand-overs. SQL only. Columns of
 * consultation are the fields of core/consult.h. */
#include "data/store/schema.h"

const char schema_3_consult[] =
	"CREATE TABLE consultation("
	" id INTEGER PRIMARY KEY, subject TEXT NOT NULL UNIQUE, actor TEXT NOT NULL, topic TEXT NOT NULL,"
	" topic_name TEXT NOT NULL, phone TEXT NOT NULL, phone_raw TEXT NOT NULL, address TEXT NOT NULL,"
	" text TEXT NOT NULL, transfer TEXT NOT NULL, transfer_name TEXT NOT NULL, call TEXT NOT NULL,"
	" idem TEXT NOT NULL, at INTEGER NOT NULL);"
	"CREATE INDEX consultation_at ON consultation(at);"
	"CREATE UNIQUE INDEX consultation_idem ON consultation(idem) WHERE idem <> '';"
	/* The single number for emergencies, in bases that know the others; a new base has it from its seed. */
	"INSERT INTO service(code, name, kind, emergency, phone) SELECT '112', '112', 'emergency', 1, '112'"
	" WHERE EXISTS(SELECT 1 FROM service WHERE kind = 'emergency')"
	" AND NOT EXISTS(SELECT 1 FROM service WHERE code = '112');";
