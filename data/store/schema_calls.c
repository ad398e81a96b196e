/* data/store/schema_calls.c - tables of the call journal, version 2 (design.md 5: not in the log). SQL only.
 *
 * Made for ten million rows (performance.md B): numbers and words of closed lists are integers, and what is
 * searched has tables of its own. */
#include "data/store/schema.h"

const char schema_2_calls[] =
	/* id: seconds of `at`, +1 while taken, so that the order of rows is the order of time. uid: the
	 * exchange's own name of the call, NULL without one. num: digits of E.164 as a number, NULL without.
	 * direction, outcome: places in the lists of core/vocab.h. batch: seq of the event that has the
	 * digest of the row, 0 until its hour is over. */
	"CREATE TABLE call(id INTEGER PRIMARY KEY, uid TEXT, at INTEGER NOT NULL, num INTEGER,"
	" raw TEXT NOT NULL, name TEXT NOT NULL, direction INTEGER NOT NULL, outcome INTEGER NOT NULL,"
	" queue TEXT NOT NULL, operator TEXT NOT NULL, wait_s INTEGER NOT NULL, talk_s INTEGER NOT NULL,"
	" recording TEXT NOT NULL, batch INTEGER NOT NULL);"
	"CREATE UNIQUE INDEX call_uid ON call(uid) WHERE uid IS NOT NULL;"
	"CREATE INDEX call_num ON call(num) WHERE num IS NOT NULL;"
	"CREATE INDEX call_open ON call(batch) WHERE batch = 0;"
	/* As phone_tail and phone_gram of the appeals. */
	"CREATE TABLE call_tail(key INTEGER NOT NULL, num INTEGER NOT NULL, PRIMARY KEY(key, num))"
	" WITHOUT ROWID;"
	"CREATE VIRTUAL TABLE call_gram USING fts5(num, content='', columnsize=0, detail=none,"
	" tokenize=trigram);"
	MERGE_ONLY_WHEN_IDLE("call_gram")
	/* The words of the name that the exchange gave, and tags (search_index.h) of operator and outcome. */
	"CREATE VIRTUAL TABLE call_text USING fts5(words, content='', columnsize=0, detail=none,"
	" tokenize=\"ascii tokenchars '_+'\");"
	MERGE_ONLY_WHEN_IDLE("call_text")
	/* Which appeals a call belongs to: from the field `calls` of the appeals, which follows from the log. */
	"CREATE TABLE call_link(call TEXT NOT NULL, appeal INTEGER NOT NULL, PRIMARY KEY(call, appeal))"
	" WITHOUT ROWID;"
	"ALTER TABLE appeal ADD COLUMN calls TEXT NOT NULL DEFAULT '';"
	/* Calls that were named in version 1 already, as fold of core takes them. */
	"CREATE TEMP VIEW named AS SELECT a.id AS appeal, e.hlc,"
	" CASE WHEN json_valid(e.body) THEN json_extract(e.body, '$.call') END AS call FROM event e"
	" JOIN appeal a ON a.subject = e.subject WHERE e.body LIKE '%\"call\"%' AND call <> '' AND length(call) <= 64"
	" AND call NOT GLOB '*[^A-Za-z0-9._:@/+-]*';"
	"INSERT OR IGNORE INTO call_link SELECT call, appeal FROM named;"
	"UPDATE appeal SET calls = (SELECT group_concat(call) FROM (SELECT call FROM named n WHERE n.appeal = appeal.id"
	" GROUP BY call ORDER BY min(hlc))) WHERE id IN (SELECT appeal FROM named);"
	"DROP VIEW named;"
	"ALTER TABLE appeal DROP COLUMN phone_num;"; /* nothing has read it: phone_of is searched */
