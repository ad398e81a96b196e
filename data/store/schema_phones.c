/* data/store/schema_phones.c - version 3: the name of the applicant beside his telephone. SQL only. */
#include "data/store/schema.h"

/* A page of calls shows fifty names, each by one step of this index: through question and appeal it took longer than
 * the search itself (tests/bench/README.md). Names as appeal_name() puts them together. */
const char schema_3_phones[] =
	"DROP INDEX phone_of_num;"
	"ALTER TABLE phone_of ADD COLUMN name TEXT NOT NULL DEFAULT '';"
	"UPDATE phone_of SET name = coalesce((SELECT trim(replace(a.surname || ' ' || a.given || ' ' || a.patronymic,"
	" '  ', ' ')) FROM question q JOIN appeal a ON a.id = q.appeal WHERE q.id = phone_of.id), '');"
	"CREATE INDEX phone_of_num ON phone_of(num, id, name);";
