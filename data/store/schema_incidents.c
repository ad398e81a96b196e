/* data/store/schema_incidents.c - tables of version 2: outages and planned works, and what a question is joined
 * to. SQL only. Columns of incident are the fields of core/incident.h. */
#include "data/store/schema.h"

const char schema_2_joined[] =
	/* The number of the one it is joined to, an appeal or an incident; "" when to none. */
	"ALTER TABLE question ADD COLUMN joined TEXT NOT NULL DEFAULT '';"
	"CREATE INDEX question_joined ON question(joined, id) WHERE joined <> '';";

const char schema_2_incidents[] =
	"CREATE TABLE incident("
	" id INTEGER PRIMARY KEY, subject TEXT NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE,"
	" ascii TEXT NOT NULL UNIQUE, site TEXT NOT NULL, kind TEXT NOT NULL, title TEXT NOT NULL,"
	" text TEXT NOT NULL, topics TEXT NOT NULL, service TEXT NOT NULL, service_name TEXT NOT NULL,"
	" addresses TEXT NOT NULL, state TEXT NOT NULL, closing TEXT NOT NULL, opened_by TEXT NOT NULL,"
	" opened_by_name TEXT NOT NULL, closed_by TEXT NOT NULL, year INTEGER NOT NULL,"
	" n INTEGER NOT NULL, start INTEGER NOT NULL, due INTEGER NOT NULL, ended INTEGER NOT NULL,"
	" opened INTEGER NOT NULL, closed_at INTEGER NOT NULL, prolonged INTEGER NOT NULL,"
	" hlc INTEGER NOT NULL, rev INTEGER NOT NULL);"
	"CREATE INDEX incident_state ON incident(state, closed_at);"
	"CREATE INDEX incident_n ON incident(n);"
	/* Derived, of open ones alone: each street of the list with its houses, by the words of its names old
	 * and present; see incident_near.c. */
	"CREATE TABLE incident_street(word TEXT NOT NULL, incident INTEGER NOT NULL REFERENCES incident(id),"
	" part INTEGER NOT NULL, houses TEXT NOT NULL, PRIMARY KEY(word, incident, part)) WITHOUT ROWID;"
	"CREATE INDEX incident_street_of ON incident_street(incident);";
