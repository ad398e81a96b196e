/* data/store/schema_lists.c - version 3: rows of the city's lists as the log says them, and the tables of those lists
 * that had none. SQL only. */
#include "data/store/schema.h"

const char schema_3_lists[] =
	"CREATE TABLE list_row(subject TEXT PRIMARY KEY, list TEXT NOT NULL, key TEXT NOT NULL, row TEXT NOT NULL,"
	" hlc INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE INDEX list_row_key ON list_row(list, key, hlc);"
	/* Executors that archives named: the only rows that were events before. */
	"INSERT INTO list_row SELECT subject, json_extract(body, '$.list'), json_extract(body, '$.row.code'),"
	" json_object('active', CAST(json_extract(body, '$.row.active') AS TEXT),"
	" 'code', json_extract(body, '$.row.code'), 'kind', json_extract(body, '$.row.kind'),"
	" 'name', json_extract(body, '$.row.name')), hlc FROM event WHERE kind = 'catalogue';"
	"ALTER TABLE street ADD COLUMN active INTEGER NOT NULL DEFAULT 1;"
	"CREATE TABLE word(key TEXT PRIMARY KEY, what TEXT NOT NULL, code TEXT NOT NULL, words TEXT NOT NULL,"
	" active INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE official(code TEXT PRIMARY KEY, name TEXT NOT NULL, post TEXT NOT NULL, department TEXT NOT NULL,"
	" phone TEXT NOT NULL, email TEXT NOT NULL, room TEXT NOT NULL, reception TEXT NOT NULL, active INTEGER NOT NULL)"
	" WITHOUT ROWID;"
	"CREATE TABLE card(code TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, documents TEXT NOT NULL,"
	" term TEXT NOT NULL, price TEXT NOT NULL, result TEXT NOT NULL, law TEXT NOT NULL, place TEXT NOT NULL,"
	" reception TEXT NOT NULL, active INTEGER NOT NULL) WITHOUT ROWID;";

/* Rows that the base began with: no event has made them, so they are written down once. */
const char schema_4_lists[] =
	"CREATE TABLE list_seed(list TEXT NOT NULL, key TEXT NOT NULL, row TEXT NOT NULL, PRIMARY KEY(list, key))"
	" WITHOUT ROWID;";
