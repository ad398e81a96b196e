/* data/store/schema.h - the statements of the schema, by part and version. Private to data/store. */
#ifndef DATA_STORE_SCHEMA_H
#define DATA_STORE_SCHEMA_H

extern const char schema_1_log[];     /* schema.c: log, counters, users, catalogues, settings */
extern const char schema_1_appeals[]; /* schema.c: projections of appeals and questions */
extern const char schema_1_search[];  /* search_schema.c: text and phone search */
extern const char schema_2_report[];  /* schema_report.c: moves of a period */
extern const char schema_2_joined[];  /* schema_incidents.c: what a question is joined to */
extern const char schema_2_incidents[]; /* the same file: outages and planned works */
extern const char schema_2_keys[];    /* schema_keys.c: changes of the list of streets are counted */

#endif
