/* data/store/schema.h - the statements of the schema, by part and version. Private to data/store. */
#ifndef DATA_STORE_SCHEMA_H
#define DATA_STORE_SCHEMA_H

extern const char schema_1_log[];     /* schema.c: log, counters, users, catalogues, settings */
extern const char schema_1_appeals[]; /* schema.c: projections of appeals and questions */
extern const char schema_1_search[];  /* search_schema.c: text and phone search */
extern const char schema_2_report[];  /* schema_report.c: moves of a period */
extern const char schema_2_joined[];  /* schema_incidents.c: what a question is joined to */
extern const char schema_2_incidents[]; /* the same file: outages and planned works */
extern const char schema_2_law[];     /* schema_law.c: statutory fields */
extern const char schema_2_keys[];    /* schema_keys.c: changes of the list of streets are counted */
extern const char schema_2_questions[]; /* schema_questions.c: fields of a question */
extern const char schema_2_calls[];   /* schema_calls.c: the call journal, its search and its links */
extern const char schema_2_templates[]; /* schema_templates.c: texts written again and again */
extern const char schema_3_phones[];  /* schema_phones.c: names beside telephones */
extern const char schema_3_templates[]; /* schema_templates.c: texts that are read out */
extern const char schema_3_lists[];   /* schema_lists.c: rows of the city's lists as the log has them */
extern const char schema_3_consult[]; /* schema_consult.c: consultations and hand-overs */
extern const char schema_3_intake[];  /* schema_intake.c: what was added to a question later */
extern const char schema_3_callsin[]; /* schema_callsin.c: how far logs of an exchange were read */
extern const char schema_3_print[];   /* schema_print.c: receipts that wait for a printer */
extern const char schema_4_lists[];   /* schema_lists.c: rows of the lists that the base began with */
extern const char schema_4_redact[];  /* schema_redact.c: consultations by their call */
extern const char schema_4_merge[];   /* schema_merge.c: conflicts, accounts of other sites, what was not known */
extern const char schema_5_merge[];   /* the same file: what tells two sites' questions and settlements apart */

/* FTS5's own word of command, INSERT INTO table(table, rank) VALUES(option, value): no merging while a
 * citizen is waiting, search_idle() does it (performance.md C). */
#define MERGE_ONLY_WHEN_IDLE(table) \
	"INSERT INTO " table "(" table ", rank) VALUES('automerge', 0);" \
	"INSERT INTO " table "(" table ", rank) VALUES('crisismerge', 1000);"

#endif
