/* data/store/schema_keys.c - version 2: the list of streets counts its changes, so that keys made of it are known
 * to be out of date (house_key.h, rebuild.h). SQL only. */
#include "data/store/schema.h"

#define STREETS_CHANGED " ON street BEGIN UPDATE meta SET value = value + 1 WHERE key = 'streets'; END;"

const char schema_2_keys[] =
	"INSERT INTO meta(key, value) VALUES('streets', 1);"
	"CREATE TRIGGER street_added AFTER INSERT" STREETS_CHANGED
	"CREATE TRIGGER street_renamed AFTER UPDATE" STREETS_CHANGED
	"CREATE TRIGGER street_dropped AFTER DELETE" STREETS_CHANGED;
