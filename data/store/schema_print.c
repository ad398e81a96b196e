/* data/store/schema_print.c - receipts that wait for a printer (version 3). SQL only. */
#include "data/store/schema.h"

/* Local to the site and no part of the log; began: bytes of it may be on paper. */
const char schema_3_print[] =
	"CREATE TABLE print_job(id INTEGER PRIMARY KEY AUTOINCREMENT, number TEXT NOT NULL, login TEXT NOT NULL,"
	" printer TEXT NOT NULL, pin BLOB, at INTEGER NOT NULL, began INTEGER NOT NULL, tries INTEGER NOT NULL,"
	" next_at INTEGER NOT NULL, why TEXT NOT NULL);";
