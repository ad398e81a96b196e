/* core/address_range.h - lists of houses as city services write them (domain.md 2.7):
 * «Наукова 2–14 парні, 35, 35а, 37; вул. Стрийська вся вулиця».
 *
 * Streets are parted by «;» or a line break, houses by commas; behind a house a comma may also begin
 * another street when it has its type or a capital letter. Pure; whether old and present names mean one
 * street is the store's to know. What lies inside, where the law and the domain are silent:
 *  - a range without a side has both sides of the street; «парні» behind a range counts for it alone,
 *    before one for all that follow on that street;
 *  - a range goes by numbers: 35–37 has 35А, 36/2 and 37Б, and a joined house 34-36; an end with a letter
 *    is the end: 35А–37 has not 35, 35–37А has not 37Б;
 *  - a house alone is that house: 35 has its corpuses, its «літ.» and corner numbers 35/2, but not 35А,
 *    which is another building;
 *  - a corpus that is named must be the same; an address without a corpus lies inside, too: the operator
 *    asks;
 *  - б/н, and an address without a house, lie inside a whole street only. */
#ifndef CORE_ADDRESS_RANGE_H
#define CORE_ADDRESS_RANGE_H

#include "core/address.h"
#include "core/err.h"

enum house_side { SIDE_BOTH, SIDE_EVEN, SIDE_ODD };

struct house_end {
	int number;
	const char *letter; /* capital, "" without one */
};

/* A house, a range of houses, or a whole street (or one side of it). */
struct house_item {
	struct house_end from, to; /* the same for a house alone */
	const char *tail;          /* of a house alone: "/6" of 4/6, else "" */
	const char *corpus;        /* "2", "А", or with corpus_to its first; "" without one */
	const char *corpus_to;     /* "4" of корп. 1–4; "" for one corpus */
	enum house_side side;
	bool range, whole;
};

struct street_houses {
	struct address street; /* type, street and settlement; the rest is "" */
	struct house_item *items;
	int n;
};

struct address_ranges {
	struct street_houses *streets;
	int n;
};

/* The order of houses: by number, then 35, 35А, 35Б. Like strcmp(). */
int house_end_cmp(const struct house_end *a, const struct house_end *b);

/* Longest list, in bytes; streets of a list and houses of a street. */
enum { RANGES_MAX_BYTES = 8000, RANGES_MAX_STREETS = 200, RANGES_MAX_HOUSES = 500 };

/* Reads a list into the arena. ERR_INVALID with a sentence that names the part which is no street or no
 * house. */
MUST_CHECK enum err_code address_ranges_parse(struct arena *a, const char *text,
					      struct address_ranges *out, struct err *e);

/* The list in one form, which address_ranges_parse() reads again to the same:
 * «вул. Наукова, 2–14 парні, 35, 35А, 37 корп. 1; вул. Стрийська, вся вулиця». In the arena. */
const char *address_ranges_print(struct arena *a, const struct address_ranges *r);

/* Its streets alone: «вул. Наукова, вул. Стрийська». In the arena. */
const char *address_ranges_streets(struct arena *a, const struct address_ranges *r);

/* Whether the house of the address is among these; the street is not looked at. */
bool street_has_house(const struct street_houses *s, const struct address *x);

/* Whether the address lies inside the list, streets compared by address_same_street(). */
bool address_ranges_cover(struct arena *a, const struct address_ranges *r, const struct address *x);

#endif
