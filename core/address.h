/* core/address.h - an address as people say it, taken apart where it can be.
 *
 * The words stay as they were said; the parts are an addition for search, for "the same house" and
 * for the call-back list by house. Grammar and samples: domain.md 5.6. Pure. */
#ifndef CORE_ADDRESS_H
#define CORE_ADDRESS_H

#include <stdbool.h>
#include <stddef.h>

#include "core/arena.h"

/* Every part is "" when it was not said, never NULL; all live in the arena. */
struct address {
	const char *type;       /* "вул.", "просп.", "пл.", ...; "вул." when a street has none named */
	const char *street;     /* as written, tidy: "Городоцька" */
	const char *house;      /* "226А", "4/6", "12-14", "б/н" */
	const char *corpus;     /* "2" */
	const char *letter;     /* after «літ.» only: "Б" */
	const char *flat;       /* "15" */
	const char *settlement; /* "Винники"; "" for the site's own city */
	const char *house_key;  /* address_house_key() with the street as said: without a list of
				   streets the best there is */
	bool common_type;       /* «вул.», said or not: people say it of squares and avenues, too */
	bool crossing;          /* «Стрийська / Наукова»: street holds both, house is "" */
};

/* Takes `raw` apart. Never fails: what is not understood leaves parts empty. */
void address_parse(struct arena *a, const char *raw, struct address *out);

/* A word for a type of street as addresses have it: «вулиця» is "вул.", «пр-т» is "просп."; NULL: it is none. In static
 * storage. */
const char *address_street_type(struct arena *a, const char *word);
/* All of them: "вул., просп., пл., …". In the arena. */
const char *address_street_types(struct arena *a);

/* How a text begins that may be an address, while it is typed. */
struct address_start {
	const char *type; /* as address_street_type(); NULL: it begins with none */
	bool only;        /* the word is nothing but a street: «вулиця», also begun, or an abbreviation («просп.»,
			     «пл Ринок»); not «площа», nor «пров», which «провалля» begins with */
	const char *rest; /* behind that word, without spaces; all of it without a type */
	bool house;       /* its last word is a number of a house and not the only one */
};

/* Looks at the first word and at the last one. Points into `text`. */
void address_begin(struct arena *a, const char *text, struct address_start *out);

/* The streets of a city, present and former names. */
struct street_book {
	const char *const *folded;
	int n;
};

/* `names` as a register has them («Шевченка Т.», «Зелена», brackets are passed over). *b lives in the arena. */
void street_book_make(struct street_book *b, struct arena *a, const char *const *names, int n);

/* The same with a list of streets: words without a type of street, without a house and in no street's name are
 * a landmark («біля АТБ на розі»), which leaves the street empty: the address as said holds it. A listed
 * street in another case of the noun has that of the list («на Науковій» is Наукова). */
void address_read(struct arena *a, const char *raw, const struct street_book *book, struct address *out);

/* The words by which a street is known, folded and in order, without initials unless there is nothing
 * else; returns how many. In the arena. */
enum { STREET_WORDS_MAX = 64 };
size_t address_street_words(struct arena *a, const char *street, const char *words[STREET_WORDS_MAX]);

/* Whether both may mean one street: the same settlement, and the words of one are among those of the
 * other («Франка», «Івана Франка», «І. Франка»), whatever their order; a named type that differs
 * parts them (просп. and пл.). Looser than house_key: for what a person looks at afterwards. */
bool address_same_street(struct arena *a, const struct address *x, const struct address *y);

/* address_street_words() as one text: «М. Некрасова» and «Некрасова М.» have one key. "" for "". */
char *address_street_key(struct arena *a, const char *street);

/* text_fold of settlement|type and street_key|house|corpus; "" while there is no street or no house (or
 * б/н). Equal keys mean the same house, when the type and the key are what the street is called today
 * (data/store/house_key.h). A change of the result needs a new KEYS_VERSION there. */
const char *address_house_key(struct arena *a, const struct address *x, const char *type,
			      const char *street_key);

/* One line of `pult text address`: type, street, house, corpus, letter, flat, settlement, by tabs. book may be
 * NULL. */
char *address_canonical(struct arena *a, const char *raw, const struct street_book *book);

/* The settlement, street and house of `raw` alone, for a list whose room is short: "вул. Зелена, 4" of
 * «вул. Зелена, 4, кв. 2, 3-й під'їзд». As it was said where street and house are not both understood. In the arena,
 * or `raw` itself. */
const char *address_house_text(struct arena *a, const char *raw);

/* Compares houses as numbers: 1, 2, 10, 10А, 10Б, 12. Like strcmp(). */
int address_house_cmp(const char *a, const char *b);

#endif
