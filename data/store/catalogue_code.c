/* data/store/catalogue_code.c - the code of a topic in the ways it is typed. */
#include "data/store/catalogue_internal.h"

/* A code "02.03" as group 2 and item 3; false for codes of another form. */
static bool read_code(const char *code, int *group, int *item)
{
	const char digits[] = "0123456789";

	if (strlen(code) != 5 || code[2] != '.' || strspn(code, digits) != 2 ||
	    strspn(code + 3, digits) != 2)
		return false;
	*group = (code[0] - '0') * 10 + code[1] - '0';
	*item = (code[3] - '0') * 10 + code[4] - '0';
	return true;
}

/* At most two digits as a number, -1 when they are none or more. */
static int two_digits(const char *s, size_t n)
{
	if (n < 1 || n > 2)
		return -1;
	return n == 1 ? s[0] - '0' : (s[0] - '0') * 10 + s[1] - '0';
}

/* "2.3", "02.", "2 31": group and item were parted. */
static enum code_match parted_match(int group, int item, const char *typed, size_t left)
{
	const char *right = typed + left + strspn(typed + left, ". ");
	size_t n = strlen(right);

	if (two_digits(typed, left) != group)
		return CODE_NONE;
	if (n == 0)
		return CODE_GROUP;
	if (two_digits(right, n) == item)
		return CODE_EXACT;
	return n == 1 && right[0] - '0' == item / 10 ? CODE_BEGINS : CODE_NONE;
}

enum code_match code_match(const char *code, const char *typed)
{
	size_t left = strspn(typed, "0123456789");
	int group, item;

	if (strcasecmp(code, typed) == 0)
		return CODE_EXACT;
	if (left == 0 || !read_code(code, &group, &item))
		return CODE_NONE;
	if (typed[left]) /* only digits may follow the parting dot or space */
		return typed[strspn(typed, "0123456789. ")] ? CODE_NONE
							    : parted_match(group, item, typed, left);
	const char plain[] = { code[0], code[1], code[3], code[4], '\0' };
	const char *bare = plain + (plain[0] == '0');

	if (strcmp(plain, typed) == 0 || strcmp(bare, typed) == 0)
		return CODE_EXACT;
	if (two_digits(typed, left) == group)
		return CODE_GROUP;
	return strncmp(plain, typed, left) == 0 || strncmp(bare, typed, left) == 0 ? CODE_BEGINS
										   : CODE_NONE;
}
