/* data/store/phone_index.h - any fragment of a telephone number, newest first (performance.md B).
 *
 * One number per row of some journal (questions; calls). The same code serves each journal with its own
 * tables, named by their SQL. Private to data/store. */
#ifndef DATA_STORE_PHONE_INDEX_H
#define DATA_STORE_PHONE_INDEX_H

#include "data/store/ids.h"

/* Statements over one set of tables. Numbers are digits of E.164 as an integer. */
struct phone_index {
	/* Searching. */
	const char *walk;   /* SELECT id, num ... id < ? ORDER BY id DESC: a narrow table */
	const char *num_of; /* SELECT num ... id = ? */
	const char *newest; /* SELECT id ... num = ?1 AND id < ?2 ORDER BY id DESC LIMIT 1 */
	const char *grams;  /* SELECT rowid ... MATCH ? AND rowid < ? ORDER BY rowid DESC */
	const char *tails;  /* SELECT num ... key >= ? AND key < ? LIMIT ? */
	/* Writing. */
	const char *add, *drop;           /* one row: (id, num, name); id. NULL: rows of the journal have them */
	const char *add_gram, *drop_gram; /* (rowid, digits) */
	const char *add_tail, *drop_tail; /* (key, num) */
	const char *other;                /* SELECT 1 ... num = ?1 AND id <> ?2: does another row have it */
};

extern const struct phone_index phones_of_questions, phones_of_calls;

/* What of many numbers is to be written in its order: tails in a third of the time that they take one by one, all over
 * the tree, trigrams while the memory of FTS5 is warm. A zeroed one is empty. Nothing may be dropped meanwhile. */
struct phone_pairs {
	struct phone_pair {
		int64_t key, num;
	} *rows;
	int n, room;
};
struct phone_later {
	struct phone_pairs tails, grams; /* grams: key is the id */
};

/* Inside a write transaction. num is never 0. `name` of whom it belongs to is kept beside it where the index has
 * rows of its own. `later` (NULL: now) takes tails and trigrams until phone_later_write() in the same transaction. */
MUST_CHECK enum err_code phone_index_add(struct db *db, const struct phone_index *ix, int64_t id, int64_t num,
					 const char *name, struct phone_later *later, struct err *e);
MUST_CHECK enum err_code phone_later_write(struct db *db, const struct phone_index *ix, struct phone_later *l,
					   struct err *e);
void phone_later_free(struct phone_later *l);
/* num as it was added. Leaves nothing of a number that no other row has. */
MUST_CHECK enum err_code phone_index_drop(struct db *db, const struct phone_index *ix, int64_t id,
					  int64_t num, struct err *e);

/* Ids of the rows whose number has `digits` (1 to 15 of them) anywhere in it. */
struct ids *phone_index_find(struct search *on, const struct phone_index *ix, const char *digits);

#endif
