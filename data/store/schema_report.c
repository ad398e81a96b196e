/* data/store/schema_report.c - what the reports need of the log (version 2). SQL only. */
#include "data/store/schema.h"

/* Moves of a period; each kind grows at its end. */
const char schema_2_report[] = "CREATE INDEX event_kind ON event(kind, at);";
