/* data/store/schema_redact.c - what erasing looks up (version 4). SQL only. */
#include "data/store/schema.h"

/* A call that comes late is asked whether its consultation was erased. */
const char schema_4_redact[] = "CREATE INDEX consultation_call ON consultation(call) WHERE call <> '';";
