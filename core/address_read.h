/* core/address_read.h - an address while it is read: its tokens, what they are, and what address_parts.c does
 * for address.c. Not for other modules. */
#ifndef CORE_ADDRESS_READ_H
#define CORE_ADDRESS_READ_H

#include "core/address_int.h"

enum { SETTLEMENT_WORDS = 3 };

struct reader {
	struct arena *a;
	struct address *out;
	const struct street_book *book; /* NULL: any word may be a street */
	struct addr_token t[ADDR_TOKENS_MAX + 1];
	size_t n;
	bool near;      /* beside the house that is named */
	bool crossing;      /* «перехрестя», «ріг» are said */
	bool has_settlement; /* the site's own city, too, which is not kept */
	bool doubtful;      /* it may have been an initial: «с. бандери» */
	const char *ignored; /* the number of an entrance, of a floor */
};

static inline enum addr_role role_of(const struct addr_token *t)
{
	return t->word ? t->word->role : ROLE_NAME;
}

static inline bool is(const struct addr_token *t, enum addr_role role)
{
	return t->kind == TOKEN_WORD && role_of(t) == role;
}

static inline bool is_plain(const struct addr_token *t)
{
	return is(t, ROLE_NAME);
}

static inline bool is_type(const struct addr_token *t)
{
	return is(t, ROLE_TYPE) || is(t, ROLE_AREA);
}

static inline bool is_number(const struct addr_token *t)
{
	return t->kind == TOKEN_NUMBER || t->kind == TOKEN_NO_NUMBER;
}

/* буд., корп., літ., кв., під'їзд: it says what a number is. */
static inline bool is_part(const struct addr_token *t)
{
	return t->kind == TOKEN_WORD && role_of(t) >= ROLE_HOUSE && role_of(t) <= ROLE_SKIP;
}

static inline bool is_part_end(const struct addr_token *t)
{
	return t->kind == TOKEN_COMMA || t->kind == TOKEN_END;
}

static inline bool begins_part(const struct reader *r, size_t i)
{
	return i == 0 || r->t[i - 1].kind == TOKEN_COMMA;
}

/* The words from `start` to `end` as written; an initial keeps its dot and is parted from what follows; «…» stay
 * closed. */
char *addr_name_text(struct reader *r, size_t start, size_t end);

/* Words of the settlement named at `at`, behind its «м.» or «с.»: a known one, else the words up to
 * the comma or the street, else one. */
size_t addr_settlement_words(const struct reader *r, size_t at);
/* Keeps the name unless it is the site's own city or one was said before. */
void addr_set_settlement(struct reader *r, const char *name);

/* What is said behind the street or, not `bare`, before it: there numbers need a label, and «біля»
 * makes the house another one. Behind it «біля» begins a comment. */
void addr_read_parts(struct reader *r, size_t i, size_t end, bool bare);

/* Where the text behind the next comma begins. */
size_t addr_next_part(const struct reader *r, size_t i);

/* Whether the label at t has its value behind it: a number, or the letter of a corpus. */
bool addr_has_value(const struct addr_token *t);
/* The letter a space parts from its number (226 а); not the word of a comment (10 і, 5 в дворі). */
bool addr_is_letter_of_house(const struct addr_token *t);

#endif
