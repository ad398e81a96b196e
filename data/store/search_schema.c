/* data/store/search_schema.c - tables of text and phone search, version 1. SQL only.
 *
 * All derived from appeal and question, outside the log. Why so and not otherwise: performance.md B
 * and C. */
#include "data/store/schema.h"

const char schema_1_search[] =
	/* rowid = question.id. The words of number, name, address and text as text_fold() gives them, which
	 * leaves only letters and digits: the ascii tokenizer takes bytes above 127 as letters and so splits
	 * at spaces alone. unicode61 has letters of its own and would disagree with the rest of pult. Tags
	 * begin with _ and +, which no word has: see search_index.h. */
	"CREATE VIRTUAL TABLE question_text USING fts5(words, content='', columnsize=0, detail=none,"
	" prefix='1 2 3 4 5', tokenize=\"ascii tokenchars '_+'\");"
	MERGE_ONLY_WHEN_IDLE("question_text")
	/* The telephone of each question's appeal, digits of E.164 as a number: the newest-first walk for 1-2
	 * digits and the newest questions of a number. */
	"CREATE TABLE phone_of(id INTEGER PRIMARY KEY, num INTEGER NOT NULL);"
	"CREATE INDEX phone_of_num ON phone_of(num, id);"
	/* Every tail of every number in phone_of, by its first eight digits: see phone_index.c. */
	"CREATE TABLE phone_tail(key INTEGER NOT NULL, num INTEGER NOT NULL, PRIMARY KEY(key, num))"
	" WITHOUT ROWID;"
	/* rowid = question.id; for 3-4 digits, and for more where they are common. */
	"CREATE VIRTUAL TABLE phone_gram USING fts5(num, content='', columnsize=0, detail=none,"
	" tokenize=trigram);"
	MERGE_ONLY_WHEN_IDLE("phone_gram");
