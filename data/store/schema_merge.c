/* data/store/schema_merge.c - versions 4 and 5: what comes from the logs of other sites. SQL only. */
#include "data/store/schema.h"

const char schema_4_merge[] =
	/* Moves that met a state from which they do not lead: the fields of core/conflict.h. */
	"CREATE TABLE conflict(subject TEXT NOT NULL, site TEXT NOT NULL, seq INTEGER NOT NULL, k INTEGER NOT NULL,"
	" kind TEXT NOT NULL, state TEXT NOT NULL, hlc INTEGER NOT NULL, how TEXT NOT NULL, settled TEXT NOT NULL,"
	" PRIMARY KEY(subject, site, seq)) WITHOUT ROWID;"
	"CREATE INDEX conflict_open ON conflict(hlc) WHERE how = '';"
	/* Accounts of other sites, as `user`: nobody logs in here by them, and a login may be at several sites. */
	"CREATE TABLE colleague(subject TEXT PRIMARY KEY, site TEXT NOT NULL, login TEXT NOT NULL, name TEXT NOT NULL,"
	" roles TEXT NOT NULL, service TEXT NOT NULL, disabled INTEGER NOT NULL) WITHOUT ROWID;"
	"CREATE INDEX colleague_login ON colleague(site, login);"
	/* local: subjects with events that the program did not know, by the number of kinds it knew */
	"CREATE TABLE unfolded(subject TEXT PRIMARY KEY, kinds INTEGER NOT NULL) WITHOUT ROWID;"
	/* Of two templates with one name the later counts. */
	"ALTER TABLE template ADD COLUMN hlc INTEGER NOT NULL DEFAULT 0;"
	"UPDATE template SET hlc = ifnull((SELECT max(hlc) FROM event WHERE event.subject = template.subject), 0);";

/* An appeal's added questions are its last ones, in the order of the events that added them; those that were a conflict
 * until now become questions when their subjects are folded again, in an idle moment (subjects_idle()). */
const char schema_5_merge[] =
	"ALTER TABLE appeal ADD COLUMN settled TEXT NOT NULL DEFAULT '';"
	"ALTER TABLE appeal ADD COLUMN redacted TEXT NOT NULL DEFAULT '';"
	"ALTER TABLE question ADD COLUMN made_by TEXT NOT NULL DEFAULT '';"
	"UPDATE appeal SET redacted = (SELECT group_concat(id) FROM (SELECT site || '.' || seq AS id FROM event"
	" WHERE event.subject = appeal.subject AND kind = 'redacted' ORDER BY hlc, site))"
	" WHERE subject IN (SELECT subject FROM event WHERE kind = 'redacted');"
	/* Of two settlements of one conflict the first counts (core/conflict.h); the subquery alone orders them. */
	"UPDATE appeal SET settled = (SELECT ifnull(group_concat(of || '=' || id), '') FROM (SELECT of, id FROM ("
	"SELECT of, id, hlc, site, row_number() OVER (PARTITION BY of ORDER BY hlc, site) AS place FROM"
	" (SELECT hlc, site, site || '.' || seq AS id, json_extract(body, '$.site') || '.' ||"
	" json_extract(body, '$.seq') AS of FROM event"
	" WHERE event.subject = appeal.subject AND kind = 'conflict_settled' AND json_valid(body)"
	" AND json_extract(body, '$.how') IN ('keep', 'apply'))) WHERE place = 1 ORDER BY hlc, site))"
	" WHERE subject IN (SELECT subject FROM event WHERE kind = 'conflict_settled');"
	"WITH added AS MATERIALIZED (SELECT a.id AS appeal, e.site || '.' || e.seq AS id,"
	" count(*) OVER (PARTITION BY e.subject) - row_number() OVER (PARTITION BY e.subject ORDER BY e.hlc, e.site) AS back"
	" FROM event e JOIN appeal a ON a.subject = e.subject WHERE e.kind = 'question_added' AND NOT EXISTS"
	" (SELECT 1 FROM conflict c WHERE c.subject = e.subject AND c.site = e.site AND c.seq = e.seq))"
	" UPDATE question SET made_by = ifnull((SELECT id FROM added WHERE added.appeal = question.appeal AND back ="
	" (SELECT max(k) FROM question o WHERE o.appeal = question.appeal) - question.k), '')"
	" WHERE appeal IN (SELECT appeal FROM added);"
	"INSERT OR REPLACE INTO unfolded(subject, kinds) SELECT DISTINCT subject, 0 FROM conflict"
	" WHERE kind = 'question_added' UNION SELECT subject, 0 FROM event"
	" WHERE kind = 'conflict_settled' AND body = '';";
