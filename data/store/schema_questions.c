/* data/store/schema_questions.c - columns of version 2 of a question: the body complained of by its name, and the
 * body it was forwarded to. SQL only. */
#include "data/store/schema.h"

/* The body of older events stands beside their "set"; fold() takes it from there too. */
const char schema_2_questions[] =
	"ALTER TABLE question ADD COLUMN complained_name TEXT NOT NULL DEFAULT '';"
	"ALTER TABLE question ADD COLUMN forwarded_to TEXT NOT NULL DEFAULT '';"
	"UPDATE question SET forwarded_to = coalesce((SELECT json_extract(e.body, '$.body')"
	" FROM appeal a JOIN event e ON e.subject = a.subject WHERE a.id = question.appeal"
	" AND e.kind = 'forwarded' AND json_valid(e.body) AND json_extract(e.body, '$.q') = question.k"
	" ORDER BY e.hlc DESC LIMIT 1), '') WHERE state = 'forwarded';";
