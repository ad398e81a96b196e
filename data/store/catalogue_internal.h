/* data/store/catalogue_internal.h - names and citizens' words folded once, and what was typed, taken
 * apart. Private to catalogue*.c. */
#ifndef DATA_STORE_CATALOGUE_INTERNAL_H
#define DATA_STORE_CATALOGUE_INTERNAL_H

#include "data/store/catalogue.h"

/* More words of one phrase are not looked at. */
enum { PHRASE_MAX_WORDS = 16 };

/* Folded words that say one thing: a name, or what citizens call it. */
struct phrase {
	const char **word;
	int n;
	unsigned need; /* bits of the words that are not weak; all of them when all are */
};

/* What one topic or executor is found by. */
struct entry_keys {
	const char *name;       /* folded */
	const char *core;       /* what stands in «» when the name ends with it: the name without its legal
				   form; else "" */
	struct phrase *phrases; /* the name first */
	int n;
	struct phrase group;    /* of a topic */
	bool own;               /* the city has words of its own for it */
};

/* In the order of the catalogue's lists. */
struct catalogue_keys {
	struct entry_keys *topics, *services;
	struct phrase weak; /* words that alone name nothing: «немає», «на», «вже» */
	struct store *store; /* where it is counted how often a topic is meant */
};

/* Makes the keys of a loaded catalogue from its names, the city's own words and data/seed/words.tsv. They live as
 * long as the store. */
MUST_CHECK enum err_code catalogue_words(struct store *s, struct catalogue *c, struct err *e);

/* Typed words, folded. */
enum { TYPED_MAX_WORDS = 8 };
struct typed {
	const char *raw;  /* without outer spaces */
	const char *fold; /* all of it */
	const char *word[TYPED_MAX_WORDS];
	int n;
	unsigned strong;  /* bits of the words that are not weak; all of them when all are */
};
/* Takes s apart; weak may be NULL. In the arena. */
void typed_read(struct typed *t, const char *s, const struct phrase *weak, struct arena *mem);

/* How a word of a name answers to a typed one: begins with it, is another form of it, is it. */
enum word_match { WORD_NONE, WORD_PREFIX, WORD_FORM, WORD_WHOLE };

/* How a folded name answers to one word, forms apart. */
enum word_match name_has_word(const char *name, const char *word);

/* How many bits are set. */
int bits(unsigned set);

/* What a phrase is worth for what was typed: score, the more of the typed words it has, the better it has
 * them, and if nothing is left of it; found, the bits of the typed words it has; share, of 100 words that
 * it needs, those that were typed (a beginning counts from three letters on). */
struct phrase_hit {
	int score, share;
	unsigned found;
};
struct phrase_hit phrase_score(const struct phrase *p, const struct typed *t);

/* How well a typed code names the code of a topic: «02.03» is also typed 0203, 2.3, 203. */
enum code_match { CODE_NONE, CODE_BEGINS, CODE_GROUP, CODE_EXACT };
enum code_match code_match(const char *code, const char *typed);

/* --- rows of the lists themselves, inside a write transaction (catalogue_seed.c) --- */

/* The term of a topic: days for what is not an accident, minutes for what is (domain.md 2.4), the law's term as
 * given. In the arena. */
const char *topic_term(int priority, const char *minutes, const char *law, struct arena *mem);

/* The search key of a street's name. What stands in brackets says which part of the street is meant: shown, not
 * searched. */
const char *street_fold(struct arena *mem, const char *name);

/* A street; `now` is the name of today when `name` is an old one, else "". */
MUST_CHECK enum err_code street_add(struct store *s, const char *type, const char *name, const char *now,
				    struct arena *mem, struct err *e);

/* The old name leads to the one of today: the list may hold either of them, both or none. */
MUST_CHECK enum err_code street_rename(struct store *s, const char *old, const char *now, struct arena *mem,
				       struct err *e);

#endif
