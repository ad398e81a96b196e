/* core/phone_plan.c - see phone_plan.h. */
#include "core/phone_plan.h"

#include <string.h>

#include "core/err.h"

/* 4.1: what the nine digits begin with ("[1-37]" is one digit: 1, 2, 3 or 7), then how many
 * more digits follow. */
static const struct block {
	enum phone_kind kind;
	const char *begins;
	size_t more;
} blocks[] = {
	{ .kind = PHONE_FIXED,    .begins = "3[1-8]",    .more = 7 },
	{ .kind = PHONE_FIXED,    .begins = "4[13-8]",   .more = 7 },
	{ .kind = PHONE_FIXED,    .begins = "5[1-7]",    .more = 7 },
	{ .kind = PHONE_FIXED,    .begins = "6[12459]",  .more = 7 },
	{ .kind = PHONE_MOBILE,   .begins = "39",        .more = 7 },
	{ .kind = PHONE_MOBILE,   .begins = "50",        .more = 7 },
	{ .kind = PHONE_MOBILE,   .begins = "6[36-8]",   .more = 7 },
	{ .kind = PHONE_MOBILE,   .begins = "7[1-357]",  .more = 7 },
	{ .kind = PHONE_MOBILE,   .begins = "9[1-9]",    .more = 7 },
	{ .kind = PHONE_MOBILE,   .begins = "790",       .more = 6 },
	{ .kind = PHONE_TOLLFREE, .begins = "800[1-8]",  .more = 5 },
	{ .kind = PHONE_PREMIUM,  .begins = "900[239]",  .more = 5 },
	{ .kind = PHONE_VOIP,     .begins = "89[1-579]", .more = 6 },
};

/* 4.1: short numbers of Ukraine and of the city. */
static const char *const short_numbers[] = {
	"101", "102", "103", "104", "112",
	"1500", "1539", "1545", "1547", "1551", "1580",
	"116111", "116123",
};

/* Whether `c` is the digit or in the class at *p, which moves past it. */
static bool class_has(const char **p, char c)
{
	const char *s = *p;
	bool has = false;

	if (*s != '[') {
		*p = s + 1;
		return *s == c;
	}
	for (s++; *s != ']'; s++) {
		bool is_range = s[1] == '-';

		has = has || (is_range ? c >= s[0] && c <= s[2] : c == *s);
		s += is_range ? 2 : 0;
	}
	*p = s + 1;
	return has;
}

int phone_pattern(const char *pattern, const char *digits)
{
	int n = 0;

	for (; *pattern; n++)
		if (!class_has(&pattern, digits[n]))
			return -1;
	return n;
}

enum phone_kind phone_national_kind(const char *digits)
{
	size_t len = strspn(digits, "0123456789");

	if (digits[len])
		return PHONE_NONE;
	for (size_t i = 0; i < COUNT(blocks); i++) {
		int n = phone_pattern(blocks[i].begins, digits);

		if (n > 0 && (size_t)n + blocks[i].more == len)
			return blocks[i].kind;
	}
	return PHONE_NONE;
}

const char *phone_short(const char *digits)
{
	for (size_t i = 0; i < COUNT(short_numbers); i++)
		if (strcmp(digits, short_numbers[i]) == 0)
			return short_numbers[i];
	return NULL;
}
