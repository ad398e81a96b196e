/* data/store/schema.c - tables of version 1 (design.md 5). SQL only.
 *
 * Whatever is not in the log is marked "local". Columns of appeal and question up to the line of
 * dashes are the fields of core/appeal.h; the rest are derived search keys (KEYS_VERSION). */
#include "data/store/schema.h"

const char schema_1_log[] =
	"CREATE TABLE meta(key TEXT PRIMARY KEY, value) WITHOUT ROWID;"
	"CREATE TABLE event("
	" id INTEGER PRIMARY KEY, site TEXT NOT NULL, seq INTEGER NOT NULL, v INTEGER NOT NULL,"
	" hlc INTEGER NOT NULL, at INTEGER NOT NULL, actor TEXT NOT NULL, subject TEXT NOT NULL,"
	" kind TEXT NOT NULL, body TEXT NOT NULL, body_hash BLOB NOT NULL, hash BLOB NOT NULL,"
	" UNIQUE(site, seq));"
	"CREATE INDEX event_subject ON event(subject, hlc, site);"
	/* The end of each site's chain, so that appending needs no search. */
	"CREATE TABLE chain(site TEXT PRIMARY KEY, seq INTEGER NOT NULL, hlc INTEGER NOT NULL,"
	" hash BLOB NOT NULL) WITHOUT ROWID;"
	/* series: 'number', or the letter of the statutory index */
	"CREATE TABLE counter(series TEXT NOT NULL, year INTEGER NOT NULL, last INTEGER NOT NULL,"
	" PRIMARY KEY(series, year)) WITHOUT ROWID;"
	"CREATE TABLE user(login TEXT PRIMARY KEY, subject TEXT NOT NULL, name TEXT NOT NULL,"
	" roles TEXT NOT NULL, service TEXT NOT NULL, disabled INTEGER NOT NULL) WITHOUT ROWID;"
	/* local: the password's hash never leaves the site's file */
	"CREATE TABLE secret(login TEXT PRIMARY KEY, hash TEXT NOT NULL) WITHOUT ROWID;"
	/* local: wrong tries of passwords and PINs; what: 'login:X', 'pin:NUMBER', 'source:X' */
	"CREATE TABLE attempt(what TEXT PRIMARY KEY, tries INTEGER NOT NULL, first INTEGER NOT NULL,"
	" last INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE TABLE topic(code TEXT PRIMARY KEY, grp TEXT NOT NULL, name TEXT NOT NULL,"
	" priority TEXT NOT NULL, term TEXT NOT NULL, service TEXT NOT NULL, co_service TEXT NOT NULL,"
	" hint TEXT NOT NULL, active INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;"
	"CREATE TABLE service(code TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL,"
	" emergency INTEGER NOT NULL, phone TEXT NOT NULL, active INTEGER NOT NULL DEFAULT 1)"
	" WITHOUT ROWID;"
	"CREATE TABLE street(id INTEGER PRIMARY KEY, type TEXT NOT NULL, name TEXT NOT NULL,"
	" fold TEXT NOT NULL, now TEXT NOT NULL);" /* now: the name of today, "" when it is `name` */
	"CREATE INDEX street_fold ON street(fold);"
	"CREATE TABLE workday(day INTEGER PRIMARY KEY, works INTEGER NOT NULL);";

const char schema_1_appeals[] =
	"CREATE TABLE appeal("
	" id INTEGER PRIMARY KEY," /* seconds of registration, +1 while taken: rowid is time order */
	" subject TEXT NOT NULL UNIQUE, number TEXT NOT NULL UNIQUE, ascii TEXT NOT NULL UNIQUE,"
	" site TEXT NOT NULL, idem TEXT NOT NULL UNIQUE, law_index TEXT NOT NULL, kind TEXT NOT NULL,"
	" channel TEXT NOT NULL, applicant TEXT NOT NULL, category TEXT NOT NULL,"
	" surname TEXT NOT NULL, given TEXT NOT NULL, patronymic TEXT NOT NULL,"
	" phone_raw TEXT NOT NULL, phone TEXT NOT NULL, phone_ext TEXT NOT NULL, email TEXT NOT NULL,"
	" residence TEXT NOT NULL, operator TEXT NOT NULL, operator_name TEXT NOT NULL,"
	" flags TEXT NOT NULL, pin_mac TEXT NOT NULL, pin_key TEXT NOT NULL,"
	" year INTEGER NOT NULL, n INTEGER NOT NULL, received INTEGER NOT NULL,"
	" registered INTEGER NOT NULL, law INTEGER NOT NULL, hlc INTEGER NOT NULL,"
	" rev INTEGER NOT NULL,"
	/* ------------------------------------------------------------------ derived */
	" phone_num INTEGER," /* digits of E.164 as a number, NULL without one */
	" person TEXT NOT NULL);" /* text_fold of the surname */
	"CREATE INDEX appeal_n ON appeal(n);"
	"CREATE TABLE question("
	" id INTEGER PRIMARY KEY, appeal INTEGER NOT NULL REFERENCES appeal(id),"
	" topic TEXT NOT NULL, topic_name TEXT NOT NULL, text TEXT NOT NULL, address TEXT NOT NULL,"
	" service TEXT NOT NULL, service_name TEXT NOT NULL, complained TEXT NOT NULL,"
	" priority TEXT NOT NULL, term TEXT NOT NULL, state TEXT NOT NULL, result TEXT NOT NULL,"
	" answer TEXT NOT NULL, dispatched_by TEXT NOT NULL, done_by TEXT NOT NULL,"
	" attempt_day TEXT NOT NULL, outcome TEXT NOT NULL, via TEXT NOT NULL,"
	" confirmed_by TEXT NOT NULL, confirm_call TEXT NOT NULL,"
	" k INTEGER NOT NULL, due INTEGER NOT NULL, repeat INTEGER NOT NULL,"
	" dispatched_at INTEGER NOT NULL, done_at INTEGER NOT NULL, closed_at INTEGER NOT NULL,"
	" confirmed_at INTEGER NOT NULL, grade INTEGER NOT NULL, next_try INTEGER NOT NULL,"
	" rework INTEGER NOT NULL, attempts INTEGER NOT NULL, attempt_days INTEGER NOT NULL,"
	/* ------------------------------------------------------------------ derived */
	" house TEXT NOT NULL," /* house_key of core/address.h */
	" open INTEGER NOT NULL," /* 1 while on control */
	" UNIQUE(appeal, k));"
	/* `open` and `state` stand last where they are conditions, so that no row has to be looked at. */
	"CREATE INDEX question_open ON question(state, id, open) WHERE open;"
	"CREATE INDEX question_service ON question(service, id) WHERE open;"
	"CREATE INDEX question_due ON question(due, state, open) WHERE open AND due > 0;"
	"CREATE INDEX question_house ON question(house, topic, id) WHERE house <> '';"
	/* Few rows each; for counts that would look at every row on control without them. */
	"CREATE INDEX question_accident ON question(priority, open)"
	" WHERE open AND priority IN ('A1', 'A2');"
	"CREATE INDEX question_callback ON question(next_try, state, priority, done_at) WHERE state = 'done';";
