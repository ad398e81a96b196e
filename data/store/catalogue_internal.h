/* data/store/catalogue_internal.h - names folded once and what was typed, taken apart. Private to
 * catalogue*.c. */
#ifndef DATA_STORE_CATALOGUE_INTERNAL_H
#define DATA_STORE_CATALOGUE_INTERNAL_H

#include "data/store/catalogue.h"

struct topic_keys {
	const char *name, *group;
};

struct service_keys {
	const char *name;
	const char *core; /* what stands in «» when the name ends with it: the name without its legal
			     form; else "" */
};

/* In the order of the catalogue's lists. */
struct catalogue_keys {
	const struct topic_keys *topics;
	const struct service_keys *services;
};

/* Typed words, folded. */
enum { TYPED_MAX_WORDS = 8 };
struct typed {
	const char *raw;  /* without outer spaces */
	const char *fold; /* all of it */
	const char *word[TYPED_MAX_WORDS];
	int n;
};
void typed_read(struct typed *t, const char *s, struct arena *mem);

/* How a folded name answers to one word. */
enum word_match { WORD_NONE, WORD_PREFIX, WORD_WHOLE };
enum word_match name_has_word(const char *name, const char *word);

/* How well a typed code names the code of a topic: «02.03» is also typed 0203, 2.3, 203. */
enum code_match { CODE_NONE, CODE_BEGINS, CODE_GROUP, CODE_EXACT };
enum code_match code_match(const char *code, const char *typed);

#endif
