/* core/address_int.h - the words and tokens of an address, between core/address*.c.
 *
 * address_words.c knows the abbreviations (domain.md 5.6), address_scan.c cuts a tidy line into
 * tokens, address.c reads them, address_key.c compares. Not for other modules. */
#ifndef CORE_ADDRESS_INT_H
#define CORE_ADDRESS_INT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "core/address.h"
#include "core/arena.h"

/* What a word does in an address. */
enum addr_role {
	ROLE_NAME,       /* part of a name, or of a comment */
	ROLE_TYPE,       /* вул., просп., пл. */
	ROLE_AREA,       /* м-н: a type only where no street is named */
	ROLE_SETTLEMENT, /* м., смт, с. */
	ROLE_REGION,     /* обл., р-н: its comma-part is passed over */
	ROLE_HOUSE,
	ROLE_CORPUS,
	ROLE_LETTER,
	ROLE_FLAT,
	ROLE_SKIP,       /* під'їзд, пов., код: a number belongs to it and is passed over */
	ROLE_NEAR,       /* навпроти, біля, від: what follows is not the house itself */
	ROLE_CROSSING,   /* перехрестя, ріг */
	ROLE_AND,        /* на, та, і: around the two streets of a crossing only */
	ROLE_PLACE,      /* зупинка, парк: not a street */
};

enum {
	WORD_SHORT = 1,    /* one letter, or a word that names begin with: see addr_scan() */
	WORD_RUSSIAN = 2,  /* ул.: the name is Russian, too */
	WORD_LOWER = 4,    /* only in small letters: «до», but «До Вежі» */
	WORD_TO_COMMA = 8, /* all up to the comma belongs to it: «код 12к34» */
};

struct addr_word {
	enum addr_role role;
	unsigned flags;
	const char *canon; /* of ROLE_TYPE and ROLE_AREA: "просп." */
	const char *list;  /* text_fold() of the words with this meaning, "|вул|вулиця|" */
};

/* The meaning of a folded word, or NULL. Static storage. */
const struct addr_word *addr_word_find(const char *folded);

/* "вул." for a folded beginning of a word for it: «вули». NULL: none of its words begins so. */
const char *addr_street_begun(const char *folded);

/* A settlement of the city's community or a city callers name; the site's own one too. */
bool addr_is_settlement(const char *folded);
bool addr_is_own_city(const char *folded);

/* The Ukrainian adjective a Russian one stands for (Зеленая -> Зелена), or `name`. */
const char *addr_from_russian(struct arena *a, const char *name);

/* How the ending of a street's adjective is said (of the street, on it) and how lists have it; the last one
 * has NULLs. */
struct addr_ending {
	const char *said, *listed;
};
extern const struct addr_ending addr_endings[];

/* The name as the list has its case, NULL when no street of the list is called so. In the arena. */
const char *addr_book_name(struct arena *a, const struct street_book *b, const char *name);

enum addr_kind {
	TOKEN_WORD,
	TOKEN_NUMBER,
	TOKEN_NO_NUMBER, /* б/н */
	TOKEN_COMMA,
	TOKEN_SLASH,
	TOKEN_DASH,
	TOKEN_END,
};

struct addr_token {
	enum addr_kind kind;
	const char *s;      /* in the line */
	size_t len;         /* without a dot behind */
	const char *folded; /* of a word */
	const char *house;  /* of a number: "226А", "4/6"; "б/н" of TOKEN_NO_NUMBER */
	const struct addr_word *word; /* its meaning, NULL for a name */
	unsigned letters;   /* code points of a word */
	bool dot;           /* a dot stands behind it */
	bool lower;         /* begins with a small letter */
};

enum { ADDR_TOKENS_MAX = 64 }; /* more words are a story, not an address */

/* Cuts `line` (tidy) into tokens; the last one is TOKEN_END. Returns their count without it. A
 * settlement in brackets is put into *aside ("" if none); other brackets are left out. */
size_t addr_scan(struct arena *a, const char *line, struct addr_token out[ADDR_TOKENS_MAX + 1],
		 const char **aside);

/* Words of the known settlement at t: 2, 1 or 0. */
size_t addr_settlement_at(struct arena *a, const struct addr_token *t);

/* `len` bytes of letters as a house has them: capital, Latin look-alikes Cyrillic. */
char *addr_capital(struct arena *a, const char *s, size_t len);

#endif
